from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crawler.frontier import Task
from crawler.pages.model import Item, Listing
from crawler.reading import ListReading, parse_listing, read_list
from crawler.run import queues
from crawler.source import parse_source

HEAD = 'name = "甲"\npublisher = "乙"\nhome = "淄博市"\nplatform = "generic"\n'
SOURCE = parse_source(f'id = "a"\n{HEAD}entry = "http://a.cn/list/"\n', Path("a.toml"))
FURTHER = ("http://a.cn/list/3",)


def read(dates: list[str], known: bool = True, **state: Any) -> ListReading:
    items = tuple(Item(f"http://a.cn/{at}.html", "一条新闻", day) for at, day in enumerate(dates))
    task = Task("http://a.cn/list/2", "list", 0, {"page": 2, "quiet": 1, **state})
    seen = {item.url for item in items} if known else set()
    return read_list(SOURCE, task, Listing(items, FURTHER), task.url, seen, "2026-02-20")


def goes_on(reading: ListReading) -> bool:
    return any(task.kind == "list" for task in reading.tasks)


@pytest.mark.parametrize(
    ("dates", "more"),
    [
        (["2026-02-12", "2026-02-11"], False),  # known, and behind the last success less seven days
        (["2026-02-14", "2026-02-13"], True),
        (["2024-01-01", "2026-02-19", "2026-02-18"], True),  # a pinned item is not how far the page reaches
        (["2024-01-01", "2026-02-12", "2026-02-11"], False),
        (["2026-02-11", "2026-02-12", "2026-02-19"], True),  # the oldest first
    ],
)
def test_paging_stops_where_the_page_itself_is_old(dates: list[str], more: bool) -> None:
    assert goes_on(read(dates)) is more


def test_unknown_articles_and_sweeps_go_on() -> None:
    assert goes_on(read(["2026-01-01"], known=False))
    assert goes_on(read(["2026-01-01"], sweep=True))


def test_the_same_rows_again_end_a_list() -> None:
    first = read(["2026-02-19"], known=False)
    (following,) = (task for task in first.tasks if task.kind == "list")
    again = read(["2026-02-19"], **following.state)
    assert not goes_on(again)
    assert again.endless == "the same articles on one page after another"


def test_a_generic_list_is_read_by_the_selectors_of_its_source() -> None:
    text = f'id = "a"\n{HEAD}entry = "http://a.cn/list/"\n[selectors]\nitem = ".news"\nnext_page = ".more"\n'
    source = parse_source(text, Path("a.toml"))
    page = (
        "<p class=news><a href=1.html>要闻</a>2026-02-20</p><p><a href=2.html>很长很长的一个广告标题</a></p>"
        "<a class=more href=l2>more</a>"
    )
    listing = parse_listing(source, Task("http://a.cn/list/", "list"), page, "http://a.cn/list/")
    assert listing == Listing(
        (Item("http://a.cn/list/1.html", "要闻", "2026-02-20"),), ("http://a.cn/list/l2",)
    )


def test_sources_of_one_host_or_group_wait_for_each_other() -> None:
    def source(name: str, host: str, more: str = "") -> Any:
        return parse_source(f'id = "{name}"\n{HEAD}entry = "http://{host}/"\n{more}', Path(f"{name}.toml"))

    given = [source("a", "a.cn"), source("b", "b.cn", 'group = "g"'), source("c", "a.cn")]
    given.append(source("d", "d.cn", 'group = "g"'))
    assert [[one.id for one in queue] for queue in queues(given)] == [["a", "c"], ["b", "d"]]
