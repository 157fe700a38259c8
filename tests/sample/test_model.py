from __future__ import annotations

from pathlib import Path

import pytest

from sample.model import Article, Copy, SampleError, articles, editions, read_article

HEAD = '+++\ntitle = "标题"\n[[copy]]\nsite = "news"\nsection = "cj"\nday = "2025-09-01"\n'
COPY = Copy(site="news", section="cj", day="2025-09-01")


def write(directory: Path, text: str) -> Path:
    path = directory / "a.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_an_article_file_is_read(tmp_path: Path) -> None:
    read = read_article(write(tmp_path, HEAD + "+++\n第一段。\n\n第二段。\n"))
    assert read == Article("a", "标题", ("第一段。", "第二段。"), (COPY,))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("标题\n", "no head"),
        ("x" + HEAD + "+++\n", "text before"),
        ('+++\ntitle = "t"\n+++\n', "copy"),
        (HEAD + "colour = 1\n+++\n", "colour"),
        (HEAD + 'form = "film"\n+++\n', "film"),
        (HEAD + 'changes = [["a"]]\n+++\n', "changes"),
        ("+++\ntitle = \n+++\n", "Invalid"),
    ],
)
def test_a_bad_file_is_named_with_its_reason(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(SampleError, match=rf"a\.md: .*{reason}"):
        read_article(write(tmp_path, text))


def test_a_change_that_changes_nothing_is_an_error() -> None:
    copy = Copy(site="news", section="cj", day="2025-09-01", changes=(("甲", "乙"),))
    with pytest.raises(SampleError, match="nothing to change"):
        editions("news", 1, [Article("a", "标题", ("正文",), (copy,))])


def test_edits_hold_from_the_second_night_and_copies_come_and_go() -> None:
    edited = Copy(site="news", section="cj", day="2025-09-01", edits=(("甲", "乙"),))
    gone = Copy(site="news", section="zb", day="2025-09-02", until=1)
    late = Copy(site="news", section="qx", day="2025-09-03", since=2)
    article = Article("a", "标题", ("甲",), (edited, gone, late))
    seen = {night: [e.paragraphs for e in editions("news", night, [article])] for night in (1, 2)}
    assert seen == {1: [("甲",), ("甲",)], 2: [("甲",), ("乙",)]}


def test_there_are_enough_articles_over_months() -> None:
    assert len(articles()) >= 80
    months = {copy.day[:7] for article in articles() for copy in article.copies}
    assert months == {"2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"}
