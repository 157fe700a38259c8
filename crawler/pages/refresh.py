"""Where a stub page sends the reader: meta refresh, or a script that only sets the location.

Guarantees: the target is absolute and is not the page itself; a page with text of its own is no stub, so its
delayed refresh (a reload every few minutes) is not followed. Counting hops is the caller's.
"""

from __future__ import annotations

import re

from crawler.pages.tree import Element, absolute, base_of, parse, same_page, strip_unread, text_of

_REFRESH = re.compile(r"^\s*(\d+(?:\.\d+)?)?\s*[;,]?\s*url\s*=\s*[\"']?\s*([^\"'\s]+)", re.I)
_LOCATION = re.compile(
    r"(?:window|document|self|top|parent)?\.?location(?:\.href)?\s*=\s*[\"']([^\"'+]+)[\"']\s*;?"
    r"|location\.(?:replace|assign)\s*\(\s*[\"']([^\"'+]+)[\"']\s*\)",
    re.I,
)
_STUB_TEXT = 120  # characters: what says more than “please wait” is a page
_DELAY = 15  # seconds: a longer refresh is a reload


def find_refresh(html: str, url: str, text: str | None = None) -> str | None:
    """The address a stub refers to, None when the page is none; `text`, its visible text, spares work."""
    lowered, says_more = html.lower(), text is not None and len(text) > _STUB_TEXT
    if "refresh" not in lowered and (says_more or "location" not in lowered):
        return None
    root = parse(html)
    target = _meta_target(root, url) or _script_target(root, url)
    return target if target and not same_page(target, url) else None


def _meta_target(root: Element, url: str) -> str | None:
    for meta in root.iter("meta"):
        if (meta.get("http-equiv") or "").strip().lower() == "refresh":
            match = _REFRESH.match(meta.get("content") or "")
            if match and float(match[1] or 0) <= _DELAY:
                return absolute(base_of(root, url), match[2])
    return None


def _script_target(root: Element, url: str) -> str | None:
    scripts = [script.text or "" for script in root.iter("script")]
    if len(text_of(strip_unread(root))) > _STUB_TEXT:
        return None
    match = next((found for script in scripts if (found := _LOCATION.search(script))), None)
    return absolute(base_of(root, url), match[1] or match[2]) if match else None
