"""What a page says about itself outside its text: meta tags, Founder's property comment, JSON-LD.

Guarantees: names are compared without case; values that only stand in for one (empty, `null`, text of an
unfilled template) are absent. The property comment is no well-formed XML, so each field is read by pattern.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from crawler.pages.tree import Element, squeeze

_ENP = re.compile(r"<!--\s*enpproperty(.*?)/?enpproperty\s*-->", re.S | re.I)
_ENP_FIELD = re.compile(r"<(?:founder-)?(\w+)>(.*?)</(?:founder-)?\1>", re.S | re.I)
_LD_DATE = re.compile(r"\"(datePublished|pubDate|upDate|dateModified)\"\s*:\s*\"([^\"]+)\"")
_PLACEHOLDERS = frozenset(
    {
        "",
        "null",
        "none",
        "undefined",
        "nan",
        "网站域名",
        "政府网站标识码",
        "文章标题",
        "发布时间",
        "来源",
        "作者",
    }
)
_TEMPLATE = re.compile(r"[$#]\{|\{\{|<\$\[|^\[?\$|^%\w+%$")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Values by lower-case name: of `meta` tags, of the property comment, dates of JSON-LD."""

    meta: dict[str, str]
    enp: dict[str, str]
    linked: dict[str, str]

    def first(self, *names: str) -> str | None:
        """The first of the named meta values that is there."""
        return next((self.meta[name] for name in names if name in self.meta), None)


def read_metadata(root: Element, html: str) -> Metadata:
    """All that `html`, parsed as `root`, says about itself."""
    meta: dict[str, str] = {}
    for tag in root.iter("meta"):
        name = tag.get("name") or tag.get("property") or tag.get("itemprop") or ""
        value = _value(tag.get("content"))
        if name and value:
            meta.setdefault(name.strip().lower(), value)
    return Metadata(meta, _property_comment(html), _linked_data(html))


def _property_comment(html: str) -> dict[str, str]:
    match = _ENP.search(html)
    found = _ENP_FIELD.findall(match[1]) if match else []
    fields = {name.lower(): _value(unescape(_TAG.sub("", text))) for name, text in found}
    return {name: value for name, value in fields.items() if value}


def _linked_data(html: str) -> dict[str, str]:
    if "ld+json" not in html:
        return {}
    return {name.lower(): value for name, value in reversed(_LD_DATE.findall(html))}


def _value(content: str | None) -> str:
    value = squeeze(unescape(content or ""))
    return "" if value.lower() in _PLACEHOLDERS or _TEMPLATE.search(value) else value
