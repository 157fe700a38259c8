"""Stated source and author of an article.

The source is what a page names as 来源 (or 信息来源, 稿源, 转载自 …) in its tags, above the text or in a line
of its own below it. The author is a reporter or writer; 责任编辑 is none, unless the site's own Author tag
says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from crawler.pages.metadata import Metadata

_END = (
    r"(?=\s|$|[|｜丨\]】）)]|作者\s*[：:]|责任编辑|编辑\s*[：:]"
    r"|浏览|阅读|点击|访问|发布[时日于者：:]|字[体号]|\d{4}[-年/.]\d|【|\[)"
)
_SOURCE = re.compile(
    r"(?:信息来源|文章来源|稿件来源|新闻来源|内容来源|来\s*源|稿\s*源|出\s*处|转载自|转自)\s*[：:]\s*[\[（(【]?\s*(\S.{0,39}?)"
    + _END
)
_BESIDE_DATE = re.compile(  # 2004年05月12日10:24 新华网
    r"\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?\s*(?:\d{1,2}:\d{2}(?::\d{2})?)\s+"
    r"([^\s：:，。]{1,12}(?:网|报|社|台|周刊|在线|中心))(?=\s|$)"
)
_LABELLED_AUTHOR = re.compile(r"(?:作\s*者|撰\s*稿|撰\s*文|记\s*者)\s*[：:]\s*(\S.{0,29}?)" + _END)
_INLINE_AUTHOR = re.compile(
    r"[（(]\s*((?:本报|本网|全媒体|见习|首席|实习)?(?:记者|通讯员)[\s：:]*[^）)。，]{2,40})[）)]"
)
_LINE_AUTHOR = re.compile(
    r"^[□■◎●\s]*((?:[\u4e00-\u9fff]{2,16})?(?:全媒体|见习|首席|实习)?(?:记者|通讯员)[\s：:|｜]*"
    r"(?:[\u4e00-\u9fff·]{1,4}(?:[\s、，]|$)){1,8}"
    r"(?:[\s、]*(?:记者|通讯员)?[\s：:]*[\u4e00-\u9fff·\s、]{2,30})?)(?:报道|摄|文/?图|摄影报道)?$"
)
_ROLE = re.compile(
    r"(?:本报|本网|全媒体|见习|首席|实习)*(?:记者|通讯员|特约记者)\s*[：:|｜]?\s*|报道$|摄影?$"
)
_BETWEEN_NAMES = re.compile(r"[\s、，,;；□■◎●]+")
_NAME_END = re.compile(r"[\s;；,，。]+$")
_WORD = re.compile(r"[^\W\d_]")
_MEDIUM = re.compile(
    r"(?:网|报|社|台|号|网易|新浪|搜狐|腾讯|新闻|财经|科技|发布|客户端|编辑部|\.(?:com|net|cn|org))$|@", re.I
)
_LABEL = re.compile(r"\s*(?:作者|编辑|责任编辑|责编|发布|时间|日期|浏览|点击|阅读|字[体号]|记者)\s*[：:]")
_NEAR = 6  # lines above the text that may be a byline
_EMPTY = frozenset({"", "-", "--", "无", "暂无", "null", "未知", "本站", "匿名", "admin", "管理员"})
_SOURCE_META = (
    "contentsource",
    "source",
    "article:author:source",
    "mediaid",
    "og:article:source",
    "weibo: article:source",
)


def find_source(metadata: Metadata, head: Iterable[str], tail: Iterable[str]) -> str | None:
    """The stated source, None when the page names none."""
    stated = metadata.first(*_SOURCE_META) or metadata.enp.get("sourcename")
    cleaned = _usable(_strip_label(stated)) if stated else None
    head = list(head)
    return cleaned or _first(_SOURCE, head) or _first(_BESIDE_DATE, head) or _first(_SOURCE, tail)


def find_author(metadata: Metadata, head: list[str], body: list[str], founder: str | None) -> str | None:
    """The author: the page's tags, a label above the text, then the reporter named in its first lines."""
    stated = metadata.first("author", "article:author", "reporter") or metadata.enp.get("author") or founder
    if stated and _usable(_names(stated)) and not _MEDIUM.search(stated):
        return _names(stated)
    labelled = _first(_LABELLED_AUTHOR, head)
    if labelled and not _MEDIUM.search(labelled):
        return labelled
    return _reporter([*head[-_NEAR:], *body[:3]], body)


def is_byline(line: str) -> bool:
    """Whether a whole line only names reporters."""
    return len(line) <= 60 and _LINE_AUTHOR.match(line) is not None


def _reporter(lines: list[str], body: list[str]) -> str | None:
    """Reporters of a byline among `lines`, or of the bracket in the first or last paragraph."""
    for line in lines:
        if is_byline(line):
            return _usable(_names(line))
    for line in [*body[:2], *body[-1:]]:
        match = _INLINE_AUTHOR.search(line)
        if match:
            return _usable(_names(match[1]))
    return None


def _first(pattern: re.Pattern[str], lines: Iterable[str]) -> str | None:
    for line in lines:
        match = pattern.search(line)
        found = _usable(match[1]) if match else None
        if found:
            return found
    return None


def _strip_label(text: str) -> str:
    return re.sub(r"^\s*(?:信息)?(?:来源|稿源)\s*[：:]\s*", "", text)


def _names(text: str) -> str:
    return " ".join(_BETWEEN_NAMES.sub(" ", _ROLE.sub(" ", text)).split())


def _usable(text: str) -> str | None:
    value = _NAME_END.sub("", text).strip()
    if not _WORD.search(value) or _LABEL.match(value):
        return None
    return None if value.lower() in _EMPTY or len(value) > 60 else value
