from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from archive.database import open_archive
from crawler.outcomes import Outcomes, is_due
from crawler.pages.model import Page
from crawler.source import parse_source
from nlp.extract import extract

SOURCE = (
    'id = "a"\nname = "甲"\npublisher = "乙"\nhome = "淄博市"\nplatform = "jcms"\nentry = "http://a.cn/"\n'
)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (["2026-02-20"], True),
        (["2026-02-06"], True),  # the week before may have been missing too
        (["2026-01-23"], False),  # a paper that no longer appears on Fridays
        (["2026-02-21", "2026-02-26"], False),
        (["2026-03-06"], False),
    ],
)
def test_an_issue_is_expected_on_the_days_of_the_week_that_had_one(
    tmp_path: Path, read: list[str], expected: bool
) -> None:
    db = open_archive(tmp_path / "a.db")
    db.table("source").insert({"id": "a", "name": "甲", "sample": 0}, pk="id")
    for day in read:
        row = {"source": "a", "day": day, "polled": 1, "listed": 1, "new": 1, "failed": 0}
        db.table("coverage").insert(row)
    outcomes = Outcomes(db, parse_source(SOURCE, Path("a.toml")), "2026-03-10", extract)
    assert outcomes.expects_issue("2026-02-27") is expected


WWW, MOBILE = "http://www.a.cn/art/1.html", "http://m.a.cn/art/1.html"


def store(outcomes: Outcomes, url: str, text: str) -> int:
    page = Page(title="开工", published="2026-02-01", source=None, author=None, text=text)
    row = {"url": url, "source": "a", "fetched_at": "2026-02-01T00:00:00Z", "status": 200, "kind": "article"}
    row |= {"warc": "warc/a/1.warc.gz", "offset": 0, "length": 1}
    capture = int(outcomes.db.execute("SELECT count(*) + 1 FROM capture").fetchone()[0])
    outcomes.db.table("capture").insert(row | {"id": capture})
    return outcomes.article(url, page, text, capture, "2026-02-01T00:00:00Z", None).article


@pytest.fixture
def outcomes(tmp_path: Path) -> Outcomes:
    db = open_archive(tmp_path / "a.db")
    db.table("source").insert({"id": "a", "name": "甲", "sample": 0}, pk="id")
    file = {"name": "warc/a/1.warc.gz", "source": "a", "night": "2026-02-01", "serial": 1, "committed": 0}
    db.table("warc_file").insert(file | {"closed": 0})
    return Outcomes(db, parse_source(SOURCE, Path("a.toml")), "2026-03-10", extract)


@pytest.mark.parametrize("first", [WWW, MOBILE])
def test_twins_with_different_texts_keep_their_own_versions(outcomes: Outcomes, first: str) -> None:
    second = MOBILE if first == WWW else WWW
    for _ in range(2):
        kept = [store(outcomes, first, "甲项目开工。"), store(outcomes, second, "打开客户端阅读。")]
    assert len(set(kept)) == 2
    assert outcomes.db.execute("SELECT count(*) FROM article_version").fetchone() == (2,)
    outcomes.gone(second)
    missing = outcomes.db.execute("SELECT url FROM article WHERE missing_since IS NOT NULL").fetchall()
    assert missing == [(second,)]


def test_twins_with_one_text_are_one_article_that_only_its_own_address_can_withdraw(
    outcomes: Outcomes,
) -> None:
    assert store(outcomes, WWW, "甲项目开工。") == store(outcomes, MOBILE, "甲项目开工。")
    outcomes.gone(MOBILE)
    assert outcomes.db.execute("SELECT url, missing_since FROM article").fetchall() == [(WWW, None)]


@pytest.mark.parametrize(
    ("published", "seen", "due"),
    [
        ("2026-02-01", "2026-02-01", ["2026-02-02", "2026-02-04", "2026-02-08", "2026-03-03"]),
        ("2026-02-01", "2026-02-03", ["2026-02-04", "2026-02-08", "2026-03-03"]),
        ("2019-02-01", "2026-02-01", ["2026-02-02", "2026-02-04", "2026-02-08", "2026-03-03"]),
        (None, "2026-02-01", ["2026-02-02", "2026-02-04", "2026-02-08", "2026-03-03"]),
    ],
)
def test_an_article_is_looked_at_again_after_its_publication_or_its_late_capture(
    published: str | None, seen: str, due: list[str]
) -> None:
    nights = [(date(2026, 2, 1) + timedelta(days=at)).isoformat() for at in range(35)]
    checked = seen
    looked = [checked := night for night in nights if is_due(published, seen, checked, night)]
    assert looked == due
