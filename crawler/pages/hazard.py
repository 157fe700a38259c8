"""Answers that are not the page they claim to be, recognised by name.

Nothing here solves or evades anything: a hazard is what the crawl records before it stops. A challenge is
named only on two signs, so that an article about captchas stays an article. The cues are in hazards.toml.

Names: `challenge_jiasule`, `challenge_ruishu`, `challenge_aliyun`, `challenge_waf`, `captcha`, `soft_404`,
`maintenance`, `server_error`, `login_wall`, `shell`, `wrong_charset`, `truncated`, `empty`. Of articles,
`crawler.pages.article` adds `picture_only`, `attachment_only` and `no_body`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from crawler.pages.model import Hazard
from crawler.pages.tree import Element, read, squeeze, text_of

_CUES = Path(__file__).with_name("hazards.toml")
_SHORT = 600  # characters of text: a longer page says more than an error page does
_SENTENCE = re.compile(r"[^。！？]{15,40}[。！？]")  # or its end: what runs before the first is no part of it
_TITLE = re.compile(r"<title[^>]*>\s*([^<]{2,16}?)\s*</title", re.I)  # a longer title is a headline
_NOTHING_ELSE = 120  # characters of text: such a page is its form
_FINE = (200, 203, 206)
_LONG_CHALLENGE = 200_000  # characters: challenge scripts are long, but no longer than this
_SHELL_TEXT = 60
_TRACE, _TRACES = 3, 20_000  # lines of a trace that make one; characters among which they stand
_MOUNT = re.compile(r"<div[^>]+id=[\"']?(?:app|root|__nuxt|__next|main-app)[\"'\s>]", re.I)
_READ_ERRORS = 0.02  # share of replaced characters: more and the text cannot be trusted
_TITLE_404 = re.compile(  # not: 404号公路通车
    r"\W*(?:(?:http|error|错误)\W*)?404(?:\W|$|\s*(?:not|error|page|错误|页|未|您|找|提示|出错))", re.I
)
_COOKIE = re.compile(r"(?:^|[\s;,])(\w{8,}?)([STOP])=", re.M)
_HOMES = ("", "/", "/index.html", "/index.htm", "/index.shtml", "/index.php", "/index.jsp", "/index.aspx")
_DYNAMIC = re.compile(r"<script|需要(?:启用|开启)\s*JavaScript|enable JavaScript", re.I)
_MOJIBAKE = re.compile(r"锟斤拷|鐨勪|銆�|涓€|鏂伴|浜�|缃戠珯|棣栭〉|锛�|ä¸|ï¼|Ã¥|Â·|å¸‚")


def find_hazard(
    status: int, headers: Mapping[str, str], html: str, url: str, final_url: str | None = None
) -> Hazard | None:
    """Why this answer is no page, None when nothing speaks against it; `headers` in any case."""
    return page_hazard(read(html), html, url, final_url, status, headers)


def page_hazard(
    root: Element,
    html: str,
    url: str,
    final_url: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> Hazard | None:
    """As `find_hazard`, for a page that is parsed already; `root` is its stripped tree."""
    text = text_of(root)
    challenge = find_challenge(status, headers, html, text)
    if challenge or status >= 400:
        return challenge
    checks = (
        _empty(html),
        _soft_404(root, text, url, final_url),
        _maintenance(root, text),
        _server_error(text),
        _login_wall(root, text),
        _shell(html, text),
        _wrong_charset(text),
        _truncated(html),
    )
    return next((hazard for hazard in checks if hazard), None)


@cache
def _cues() -> dict[str, Any]:
    return tomllib.loads(_CUES.read_text("utf-8"))


def find_challenge(
    status: int, headers: Mapping[str, str], html: str, text: str | None = None
) -> Hazard | None:
    """The challenge put in place of an answer, None on fewer than two signs; `text` spares parsing again."""
    text = text_of(read(html)) if text is None else text
    words = html if status not in _FINE else _words_of_challenge(html, text)
    if words is None:
        return None
    lowered = "\n".join(f"{name.lower()}: {value}" for name, value in headers.items())
    for name, cues in _cues()["challenge"].items():
        signs = list(_signs(cues, status, lowered, html, words))
        if len(signs) >= 2:
            kind = name if name == "captcha" else f"challenge_{name}"
            return Hazard(kind, ", ".join(signs))
    return None


def _words_of_challenge(html: str, text: str) -> str | None:
    """Where words of a challenge count on a page of good status: nowhere in a report; None on a long page."""
    if len(html) > _LONG_CHALLENGE or len(text) > _SHORT:
        return None
    return "" if _is_report(text) else html


def _signs(cues: Mapping[str, Any], status: int, headers: str, html: str, words: str) -> Iterator[str]:
    if status in cues["status"]:
        yield f"status {status}"
    yield from (f"header {sign}" for sign in cues["header"] if sign.lower() in headers)
    if any(match[2] in cues.get("cookie_suffixes", "") for match in _cookies(headers)):
        yield "cookie"
    yield from (sign for sign in cues["html"] if sign in html)
    spoken = [sign for sign in cues.get("words", ()) if sign in words]
    yield from spoken
    title = _TITLE.search(words) if spoken else None
    if title and any(sign in title[1] for sign in spoken):
        yield "title"


def _cookies(headers: str) -> Iterator[re.Match[str]]:
    lines = (line for line in headers.splitlines() if line.startswith("set-cookie:"))
    for line in lines:
        yield from _COOKIE.finditer(line)


def _empty(html: str) -> Hazard | None:
    return None if html.strip() else Hazard("empty", "no bytes")


def _soft_404(root: Element, text: str, url: str, final_url: str | None) -> Hazard | None:
    if len(text) > _SHORT or _is_report(text):
        return None
    cues, title = _cues()["soft_404"], _title(root)
    sign = "404" if _TITLE_404.match(title) else next((cue for cue in cues["title"] if cue in title), None)
    sign = sign or next((cue for cue in cues["text"] if cue in text), None)
    if sign:
        return Hazard("soft_404", sign)
    return Hazard("soft_404", f"redirected to {final_url}") if _went_home(url, final_url) else None


def _maintenance(root: Element, text: str) -> Hazard | None:
    """A site that says it is closed for now; a report of that has sentences beside those about the site."""
    if len(text) > _SHORT or _is_report(text):
        return None
    sign = next((cue for cue in _cues()["maintenance"]["text"] if re.search(cue, text)), None)
    return Hazard("maintenance", _title(root) or "closed for now") if sign else None


def _server_error(text: str) -> Hazard | None:
    """A failing program's own words in place of a page, or its trace, however long."""
    cues = _cues()["server_error"]
    traces = re.findall(cues["trace"], text[:_TRACES])
    if len(traces) >= _TRACE:
        return Hazard("server_error", traces[0])
    if len(text) > _SHORT or _is_report(text):
        return None
    found = next((match for cue in cues["text"] if (match := re.search(cue, text))), None)
    return Hazard("server_error", found[0][:60]) if found else None


def _went_home(url: str, final_url: str | None) -> bool:
    """Whether a page below the root ended at a root."""
    if final_url is None:
        return False
    return is_home(final_url) and urlsplit(url).path.count("/") > 1


def is_home(url: str) -> bool:
    """Whether an address is that of a whole site."""
    parts = urlsplit(url)
    return parts.path.lower() in _HOMES and not parts.query


def _login_wall(root: Element, text: str) -> Hazard | None:
    if len(text) > _SHORT:
        return None
    cues, title = _cues()["login_wall"], _title(root)
    report = _is_report(text)
    said = title if report or len(text) > _NOTHING_ELSE else title + text
    asked = root.find(".//input[@type='password']") is not None
    if asked and any(cue in said for cue in cues["title"]):
        return Hazard("login_wall", "password field")
    walls = cues["text"] if report else [*cues["text"], *cues["beside"]]
    sign = next((cue for cue in walls if cue in text), None)
    return Hazard("login_wall", sign) if sign else None


def _is_report(text: str) -> bool:
    """Whether a short page tells something all the same, so that words like 验证码 are its subject."""
    about = _cues()["report"]["about_the_site"]
    told = (sentence for sentence in _SENTENCE.findall(text) if not any(word in sentence for word in about))
    return sum(1 for _ in told) >= 2


def _shell(html: str, text: str) -> Hazard | None:
    if len(text) > _SHELL_TEXT or not _DYNAMIC.search(html):
        return None
    if _MOUNT.search(html):
        return Hazard("shell", "empty mount point")
    return Hazard("shell", "script without text") if not text or "JavaScript" in text else None


def _wrong_charset(text: str) -> Hazard | None:
    lost = text.count("\ufffd")
    if lost > max(5, _READ_ERRORS * len(text)):
        return Hazard("wrong_charset", f"{lost} characters lost")
    found = _MOJIBAKE.findall(text)
    if len(found) >= 3 and 20 * len(found) > len(text) / 10:
        return Hazard("wrong_charset", f"{found[0]} reads like text decoded twice")
    return None


def _truncated(html: str) -> Hazard | None:
    """A page cut inside a tag or a comment; a missing `</html>` alone proves nothing on old sites."""
    tail = html.rstrip()[-2000:]
    if tail.rfind("<!--") > tail.rfind("-->"):
        return Hazard("truncated", "ends inside a comment")
    if tail.rfind("<") > tail.rfind(">") and "</html" not in tail.lower():
        return Hazard("truncated", "ends inside a tag")
    return None


def _title(root: Element) -> str:
    return squeeze(root.findtext(".//title"))
