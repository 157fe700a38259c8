"""What an answer means for its task: another request, or the end of the task. Never raises on any page.

Guarantees: every answer ends its task or leads to one more request within the source; challenges and login
walls are named and never answered; a page that cannot be read costs no other page.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from scrapy import Request
from scrapy.exceptions import CloseSpider
from scrapy.http import Response

from crawler.addresses import clean
from crawler.ends import RETRY_AFTER, Ends
from crawler.frontier import Frontier, Task
from crawler.guard import refusal
from crawler.headers import as_text, header
from crawler.outcomes import Outcomes
from crawler.pages.article import article_of
from crawler.pages.decode import decode
from crawler.pages.hazard import is_home, page_hazard
from crawler.pages.model import Decoded, Hazard, Page
from crawler.pages.plaintext import parse_text
from crawler.pages.refresh import find_refresh
from crawler.pages.tree import read as read_tree
from crawler.pages.tree import text_of
from crawler.patience import wait_asked
from crawler.pdf import is_pdf, pdf_text
from crawler.reading import ListReading, parse_listing, read_list, shows_day
from crawler.recorder import Recorder, now
from crawler.source import Source
from crawler.transport import UNSURE, is_cut

HOPS = 6  # redirects and meta refreshes in a row
PARTS = 20  # pages of one split article
PATIENCE = 3  # challenges in a row, without a page between them, that stop a source
GONE = (404, 410)
BUSY = (429, 503)
REDIRECTS = (301, 302, 303, 307, 308)
CONDITIONAL = ("If-None-Match", "If-Modified-Since")
UNTRUSTED = ("wrong_charset", "truncated", "shell")
BLOCKING = ("challenge_", "captcha", "login_wall")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # no page holds many, any picture does
_UNREADABLE = 0.02  # share of control characters
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html|head|meta|script|body)\b", re.I)
_ENDED = re.compile(rb"(?:</html\s*>\s*(?:<!--.*?-->\s*)*|%%EOF)\s*$", re.I | re.S)
_BEGUN, _CLOSED = re.compile(r"<html[\s>]", re.I), re.compile(r"</(?:html|body)\s*>", re.I)
_log = logging.getLogger(__name__)
Ask = Callable[..., Request]


@dataclass
class Desk:
    """What reading answers needs of a run; `ask` makes a request, `block` stops the source."""

    source: Source
    recorder: Recorder
    frontier: Frontier
    outcomes: Outcomes
    ends: Ends
    last_success: str | None
    ask: Ask
    block: Callable[[], None]
    challenged: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to one request of a task."""

    task: Task
    request: Request
    response: Response

    @property
    def url(self) -> str:
        """The address that was asked."""
        return str(self.request.url)

    @property
    def capture(self) -> int:
        """The id of its capture."""
        return int(self.request.meta["capture"])

    @property
    def parts(self) -> tuple[Part, ...]:
        """The pages of a split article read before this one."""
        return tuple(self.request.meta.get("parts", ()))


@dataclass(frozen=True, slots=True)
class Part:
    """One page of an article."""

    page: Page
    capture: int
    hazard: Hazard | None


class Reader:
    """Reads the answers of one source."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ends, self._outcomes, self._source = desk.ends, desk.outcomes, desk.source

    def read(self, response: Response) -> Request | None:
        """Deal with an answer of any status: the request it leads to, if any."""
        request = response.request
        assert request is not None
        answer = Answer(request.meta["task"], request, response)
        self._outcomes.tally.requests += 1
        try:
            return self._answer(answer)
        except CloseSpider:
            raise
        except Exception as error:  # whatever a page does to a parser must not cost the crawl
            _log.exception("%s was not read", answer.url)
            self._ends.unreadable(answer.task, error)
            return None

    def _answer(self, answer: Answer) -> Request | None:
        status, task = answer.response.status, answer.task
        if status in REDIRECTS:
            return self._follow(answer, header(answer.response.headers, "Location") or "")
        if status == 304 and _is_conditional(answer.request):
            self._ends.finish(task, lambda: self._outcomes.unchanged(task.url, now()))
        elif status in (206, 304):
            self._ends.failed(task, f"HTTP {status}, which was not asked for", "truncated")
        elif self._is_cut_off(answer):
            self._ends.failed(task, "the connection ended before the page did", "truncated")
        elif status == 200 and task.kind == "attachment" and not _MARKUP.match(answer.response.body):
            self._attachment(answer)
        elif status == 200 and task.kind == "article" and is_pdf(answer.response.body):
            self._document(answer)
        else:
            return self._page(answer)
        return None

    def _is_cut_off(self, answer: Answer) -> bool:
        """Whether bytes are missing; a page that reaches its end tag is noted, but it is whole."""
        if not is_cut(answer.response) or answer.response.status in GONE:
            return False
        self._describe(answer, hazard="truncated")
        ended = bool(_ENDED.search(answer.response.body[-2000:]))
        if ended:
            said = "not as long as promised, though the page reaches its end"
            self._desk.recorder.act(lambda: self._outcomes.problem("truncated", answer.url, said))
        return not ended

    def _describe(self, answer: Answer, **values: Any) -> None:
        self._desk.recorder.describe(answer.capture, **values)

    def _page(self, answer: Answer) -> Request | None:
        response = answer.response
        read = decode(response.body, header(response.headers, "Content-Type"))
        root, headers = read_tree(read.text), as_text(response.headers)
        found = (
            _no_page(read, answer.task.kind)
            or self._astray(answer)
            or page_hazard(root, read.text, answer.url, response.url, response.status, headers)
            or _unclosed(read.text, response.flags)
        )
        self._describe(
            answer,
            encoding=read.encoding,
            encoding_source=read.encoding_source,
            replaced=read.replaced,
            **({"hazard": found.kind} if found else {}),
        )
        if self._is_no_page(answer, found):
            return None
        self._desk.challenged = 0
        target = find_refresh(read.text, answer.url, text_of(root))
        if target:
            return self._follow(answer, target)
        if answer.task.kind == "attachment":
            self._ends.refused(answer.task, "not_a_document", "a page stands in its place")
            return None
        if answer.task.kind == "article":
            return self._article(answer, article_of(root, read.text, answer.url, now(), found))
        self._list(answer, read)
        return None

    # What is no page

    def _is_no_page(self, answer: Answer, found: Hazard | None) -> bool:
        """Whether the answer is something else than the page asked for, which ends its task."""
        kind, status = found.kind if found else "", answer.response.status
        if found and kind.startswith(BLOCKING):
            self._challenged(answer, found)
        elif status in GONE or kind == "soft_404":
            self._gone(answer, found)
        elif status in BUSY:
            self._busy(answer)
        elif status >= 400:
            self._ends.failed(answer.task, f"HTTP {status}")
        elif found and kind in ("maintenance", "empty", "server_error"):
            self._ends.failed(answer.task, found.detail, kind)
        elif found and kind == "not_a_page":
            self._ends.refused(answer.task, kind, found.detail)
        else:
            return False
        return True

    def _astray(self, answer: Answer) -> Hazard | None:
        """An article that leads to the home page or to a list is not there any more."""
        task, url = answer.task, answer.url
        if task.kind != "article" or url == task.url:
            return None
        if (is_home(url) and not is_home(task.url)) or self._desk.frontier.is_list(url):
            return Hazard("soft_404", f"led to {url}")
        return None

    def _busy(self, answer: Answer) -> None:
        """The site asks for patience: as long as it says, or as long as after any failure."""
        asked = wait_asked(header(answer.response.headers, "Retry-After"))
        if answer.response.status == 429:
            self._challenged(
                answer,
                Hazard("rate_limited", f"HTTP 429, {asked.total_seconds():.0f} seconds to wait"),
                asked,
            )
        else:
            self._ends.failed(answer.task, f"HTTP {answer.response.status}", wait=asked)

    def _challenged(self, answer: Answer, hazard: Hazard, wait: timedelta = RETRY_AFTER) -> None:
        """Stop before a list, or after several challenges in a row; a single page only waits."""
        self._desk.challenged += 1
        self._ends.challenged(answer.task, hazard, wait)
        if answer.task.kind in ("list", "issue") or self._desk.challenged >= PATIENCE:
            self._outcomes.blocked_by = f"{answer.url}: {hazard.kind}: {hazard.detail}"
            self._desk.block()

    def _gone(self, answer: Answer, hazard: Hazard | None) -> None:
        """An article is missing; an issue that is not there means that none appeared that day."""
        task = answer.task
        if answer.parts:
            self._store(answer, answer.parts, missing=answer.url)
        elif task.kind == "issue":
            self._no_issue(task)
        else:
            self._not_there(answer, hazard)

    def _not_there(self, answer: Answer, hazard: Hazard | None) -> None:
        task = answer.task
        kind = "list_missing" if task.kind == "list" else hazard.kind if hazard else None
        self._outcomes.tally.reasons["not there"] += 1

        def record() -> None:
            if task.kind == "article":
                self._outcomes.gone(task.url)
            if kind:
                self._outcomes.problem(kind, task.url, f"answered {answer.response.status}: not there")

        self._ends.finish(task, record, error="not found")

    def _no_issue(self, task: Task) -> None:
        day = task.state["day"]
        self._outcomes.tally.no_issue += 1
        self._outcomes.tally.day(day)
        self._outcomes.tally.reasons["no issue"] += 1

        def record() -> None:
            if self._outcomes.expects_issue(day):
                self._outcomes.problem("issue_missing", task.url, f"no issue of {day} found")

        self._ends.finish(task, record, error="not found")

    def _follow(self, answer: Answer, location: str) -> Request | None:
        task = answer.task
        target, hops = clean(answer.url, location), answer.request.meta["hops"] + 1
        reason = refusal(self._source, target) or ("" if hops <= HOPS else "redirect_loop")
        if reason:
            kind = reason if reason == "redirect_loop" else f"redirect_{reason}"
            self._describe(answer, hazard=kind)
            self._ends.refused(task, kind, f"{task.url} points to {target or location}")
            return None
        if task.kind == "issue" and task.depth == 0 and not shows_day(target, task.state["day"]):
            self._no_issue(task)  # sent to another day's issue or to the home page
            return None
        return self._desk.ask(task, target, hops=hops, parts=answer.parts)

    # Lists

    def _list(self, answer: Answer, read: Decoded) -> None:
        task = answer.task
        listing = parse_listing(self._source, task, read.text, answer.url)
        urls = [clean(answer.url, item.url) for item in listing.items]
        known = self._desk.frontier.known(urls)
        reading = read_list(self._source, task, listing, answer.url, known, self._desk.last_success)
        self._outcomes.count_list(reading, task.state.get("day"))
        self._ends.finish(task, lambda: self._record_list(task, reading))

    def _record_list(self, task: Task, reading: ListReading) -> None:
        self._desk.frontier.add(reading.tasks)
        if reading.barren and task.state.get("page", 1) == 1:
            self._outcomes.problem("list_empty", task.url, "a list page without any article", "error")
        if reading.endless:
            self._outcomes.problem("endless_list", task.url, reading.endless)

    # Articles

    def _article(self, answer: Answer, page: Page) -> Request | None:
        parts = (*answer.parts, Part(page, answer.capture, page.hazard))
        following = clean(answer.url, page.next_page) if page.next_page else None
        if following and len(parts) < PARTS and self._source.allows(following) and following != answer.url:
            return self._desk.ask(answer.task, following, parts=parts)
        self._store(answer, parts)
        return None

    def _document(self, answer: Answer) -> None:
        """An article that is a PDF itself."""
        text = pdf_text(answer.response.body) or ""
        hazard = None if text else Hazard("picture_only", "a PDF without text")
        self._describe(answer, hazard=hazard.kind if hazard else None)
        page = parse_text(text)
        page = replace(page, title=answer.task.state.get("title") or page.title)
        self._store(answer, (Part(page, answer.capture, hazard),))

    def _store(self, answer: Answer, parts: tuple[Part, ...], missing: str | None = None) -> None:
        task, first = answer.task, parts[0]
        state, text = task.state, "\n".join(part.page.text for part in parts if part.page.text)
        page = replace(
            first.page,
            published=first.page.published or state.get("day") or state.get("date"),
            title=first.page.title or state.get("title"),
        )
        hazard = first.hazard.kind if first.hazard else None

        def record() -> None:
            if hazard in (*UNTRUSTED, "no_body") and self._outcomes.keeps(task.url):
                said = f"not taken for a new version: {first.hazard.detail if first.hazard else ''}"
                self._outcomes.problem(str(hazard), task.url, said)
                return
            stored = self._outcomes.article(task.url, page, text, first.capture, now(), hazard)
            self._desk.frontier.add(self._attachments(task, parts, stored.article))
            self._outcomes.look_at(page, text, task.url, hazard)
            if first.hazard and hazard in UNTRUSTED:
                self._outcomes.problem(first.hazard.kind, task.url, first.hazard.detail)
            if missing:
                self._outcomes.problem("part_missing", task.url, f"{missing} is not there")

        self._ends.finish(task, record)

    def _attachments(self, task: Task, parts: tuple[Part, ...], article: int) -> list[Task]:
        found = dict.fromkeys(clean(task.url, url) for part in parts for url in part.page.attachments)
        state = {"article": article}
        return [Task(url, "attachment", task.depth + 1, state) for url in found if self._source.allows(url)]

    def _attachment(self, answer: Answer) -> None:
        task = answer.task
        article, text = task.state["article"], pdf_text(answer.response.body)
        self._ends.finish(task, lambda: self._outcomes.attachment(article, task.url, answer.capture, text))


def _is_conditional(request: Request) -> bool:
    return any(name in request.headers for name in CONDITIONAL)


def _no_page(read: Decoded, kind: str) -> Hazard | None:
    """Bytes that are no text at all (a picture, an archive, a program), or data in an article's place."""
    controls = len(_CONTROL.findall(read.text))
    if controls > _UNREADABLE * len(read.text):
        return Hazard("not_a_page", f"{controls} control characters in {len(read.text)}")
    if kind == "article" and read.text.lstrip()[:1] in ("{", "[") and _is_json(read.text):
        return Hazard("not_a_page", "JSON")
    return None


def _unclosed(text: str, flags: list[str]) -> Hazard | None:
    """A page that only the end of the connection ended, and that does not say that it is complete."""
    if UNSURE not in flags or not _BEGUN.search(text) or _CLOSED.search(text):
        return None
    return Hazard("truncated", "the connection ended, and the page has no end of its own")


def _is_json(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False
