"""Projects: every named investment project with what the article says of it.

What belongs to a project is looked for in its stretch: from where it is named to where the next one is,
within the paragraph; what stands before the first name of a sentence (由…公司投资5亿元的…) belongs to
that name. Rule ids: `project.named`, `project.listed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from nlp.clauses import within
from nlp.document import Document
from nlp.facts import Event, Project, Role, Stage
from nlp.project_names import Named, find_names, lexicon
from nlp.spans import Place, Span

VERSION = 1
_AMOUNTS: dict[str, Role] = {
    "investment": "total_investment",
    "annual_investment": "annual_investment",
    "output_value": "output_value",
    "revenue": "revenue",
    "tax_profit": "tax_profit",
}
_ORDER: tuple[Stage, ...] = ("operating", "completed", "under_construction", "started", "signed", "planned")
_FUTURE_REACH = 8  # characters before a word of a stage in which a word of the future counts
_OF_EVENT: dict[str, Stage] = {
    "commissioning": "operating",
    "groundbreaking": "started",
    "promotion": "signed",
    "signing": "signed",
}
_SENTENCE_END = re.compile(r"[。;\n]")
_CONDITION = re.compile(r"(?:投产|运营|使用)?(?:后|时|前|条件|的目标|计划)")
_MARKS = re.compile(r"[\s“”\"'‘’《》「」·•\-—()（）]")


@cache
def _fact(name: str) -> re.Pattern[str]:
    return re.compile(lexicon()["facts"][name])


@cache
def _stage_words(stage: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon()["stages"][stage]))


@cache
def _ahead() -> re.Pattern[str]:
    return re.compile(lexicon()["stages"]["ahead"])


@dataclass(frozen=True, slots=True)
class Stretch:
    """A project's name and the text that speaks of it."""

    named: Named
    start: int
    end: int


def _stretches(document: Document, names: list[Named]) -> list[Stretch]:
    return [_stretch(document, names, at) for at in range(len(names))]


def _stretch(document: Document, names: list[Named], at: int) -> Stretch:
    named = names[at]
    paragraph = _paragraph(document, named.start)
    start = max(_lead_start(document, names[at - 1].end if at else 0, named.start), paragraph.start)
    if re.compile(lexicon()["names"]["venue_after"]).match(document.folded, named.end):
        return Stretch(named, start, named.end)
    following = names[at + 1] if at + 1 < len(names) else None
    end = min(following.start if following else len(document.text), paragraph.end)
    if following and end == following.start and not following.pronoun:
        end = max(_lead_start(document, named.end, following.start), named.end)
    return Stretch(named, start, _own_paragraphs(document, names, at, end))


def _own_paragraphs(document: Document, names: list[Named], at: int, end: int) -> int:
    """A heading's project owns the lines below it up to the next name."""
    named = names[at]
    paragraph = _paragraph(document, named.start)
    heading = paragraph.end - paragraph.start < 60 and end >= paragraph.end
    following = names[at + 1].start if at + 1 < len(names) else len(document.text)
    if not heading:
        return end
    later = [p.start for p in document.paragraphs if paragraph.end <= p.start <= following]
    return max(end, later[-1] - 1 if later and following < len(document.text) else min(following, end + 500))


def _lead_start(document: Document, floor: int, start: int) -> int:
    """Where what leads to a name begins: its clause, and the one before that leads on to it."""
    folded = document.folded
    sentence = max(floor, *(folded.rfind(mark, floor, start) + 1 for mark in "。;\n"))
    near = max(sentence, folded.rfind(",", sentence, start) + 1, folded.rfind("、", sentence, start) + 1)
    if re.search(lexicon()["names"]["leads_on"], folded[near:start]):
        return max(sentence, folded.rfind(",", sentence, near - 1) + 1)
    return near


def _amount(document: Document, stretch: Stretch, role: Role) -> int | None:
    for figure in within(document.figures, stretch.start, stretch.end):
        if figure.role == role:
            exact = figure.currency == "CNY" and figure.low == figure.high
            return int(figure.low) if exact else None
    return None


def _company(document: Document, stretch: Stretch) -> str | None:
    """The company that leads to the name, else the first behind it."""
    found = within(document.companies, stretch.start, stretch.end)
    ahead = [company for company in found if company.end <= stretch.named.start]
    behind = [company for company in found if company.start >= stretch.named.end]
    if ahead:
        return ahead[-1].name
    return behind[0].name if behind and behind[0].start - stretch.named.end < 160 else None


def _counties(document: Document, start: int, end: int) -> list[Place]:
    return [p for p in within(document.places, start, end) if p.name and p.level in ("county", "zone")]


def _region(document: Document, stretch: Stretch, events: list[Event]) -> str | None:
    """The county nearest to the name in its stretch, else that of its sentence, paragraph or source."""
    at = stretch.named.start
    sentence = document.folded.rfind("。", 0, at) + 1
    stop = _SENTENCE_END.search(document.folded, stretch.named.end)
    near = min(stretch.end, stretch.named.end + 60, stop.start() if stop else len(document.text))
    for start, end in ((stretch.start, near), (sentence, at)):
        places = _counties(document, start, end)
        if places:
            return min(places, key=lambda place: abs(place.start - at)).name
    paragraph = _paragraph(document, at)
    earlier = _counties(document, paragraph.start, at)
    if earlier:
        return earlier[-1].name
    host = next((event.host for event in events if event.host), None)
    main = "主会场" in document.folded[paragraph.start : at] or _in_venue(events, stretch)
    return host if host and main else document.home


def _paragraph(document: Document, at: int) -> Span:
    return next(p for p in document.paragraphs if p.start <= at < p.end)


def _in_venue(events: list[Event], stretch: Stretch) -> bool:
    return any(event.venue and stretch.named.name.removesuffix("项目") in event.venue for event in events)


def _stage(document: Document, stretch: Stretch) -> Stage | None:
    """The furthest stage its stretch says was reached, else what a list's end says of all (等项目投产)."""
    here = _stage_within(document, stretch.start, stretch.end)
    if here:
        return here
    stop = _SENTENCE_END.search(document.folded, stretch.named.end)
    return _stage_within(document, stretch.named.end, stop.start() if stop else stretch.end)


def _stage_within(document: Document, start: int, end: int) -> Stage | None:
    for stage in _ORDER:
        for match in _stage_words(stage).finditer(document.folded, start, end):
            if not _lies_ahead(document, match.start(), match.end()):
                return stage
    return None


def _lies_ahead(document: Document, at: int, end: int) -> bool:
    """Whether a word stands before 后, or behind a word or a date of the future in its clause."""
    folded = document.folded
    if _CONDITION.match(folded, end):
        return True
    begin = max(at - 22, max(folded.rfind(mark, 0, at) for mark in ",。;\n、") + 1)
    if _ahead().search(folded, max(begin, at - _FUTURE_REACH), at):
        return True
    published = document.article.published
    dated = [day for day in within(document.dates, begin, at) if day.last]
    return bool(published and dated and (dated[-1].last or "") > published)


def _dated(document: Document, stretch: Stretch, name: str) -> str | None:
    """The date right before a word (2024年8月投产), within its clause."""
    folded = document.folded
    for match in _fact(name).finditer(folded, stretch.start, stretch.end):
        begin = max(folded.rfind(mark, 0, match.start()) for mark in ",。;\n") + 1
        dated = [d for d in within(document.dates, max(begin, match.start() - 24), match.start()) if d.value]
        if dated and dated[-1].value:
            return dated[-1].value
    return None


def _jobs(document: Document, stretch: Stretch) -> int | None:
    match = _fact("jobs").search(document.folded, stretch.named.end, stretch.end)
    return int(match["a"] or match["b"]) if match else None


def _capacity(document: Document, stretch: Stretch) -> str | None:
    match = _fact("capacity").search(document.folded, stretch.named.start, stretch.end)
    if match is None:
        return None
    end = min(match.end(), stretch.named.end) if match.start() < stretch.named.end else match.end()
    return document.text[match.start() : end].removesuffix("项目") or None


def _event_of(stretch: Stretch, events: list[Event]) -> Event | None:
    """The ceremony that the project is part of: told last before it; of joint ones the groundbreaking."""
    kinds = [event for event in events if event.kind in _OF_EVENT and event.start <= stretch.named.start]
    if not kinds:
        return None
    last = [event for event in kinds if event.start == kinds[-1].start]
    return next((event for event in last if event.kind == "groundbreaking"), last[-1])


def _project(document: Document, stretch: Stretch, events: list[Event]) -> Project:
    named = stretch.named
    stage, start_date = _stage(document, stretch), _dated(document, stretch, "start")
    operation_date = _dated(document, stretch, "operation")
    ceremony = _event_of(stretch, events)
    if ceremony and (stage is None or stage in ("signed", "started", "planned")):
        stage = stage if stage == "started" and ceremony.kind == "signing" else _OF_EVENT[ceremony.kind]
        if stage == "started" and start_date is None:
            start_date = ceremony.date
        if stage == "operating" and operation_date is None:
            operation_date = ceremony.date
    amounts: dict[str, Any] = {field: _amount(document, stretch, role) for field, role in _AMOUNTS.items()}
    return Project(
        name=named.name,
        start=named.start,
        end=named.end,
        quote=document.text[named.start : named.end],
        rule=f"project.named@{VERSION}",
        company=_company(document, stretch),
        region=_region(document, stretch, events),
        stage=stage,
        jobs=_jobs(document, stretch),
        capacity=_capacity(document, stretch),
        start_date=start_date,
        operation_date=operation_date,
        **amounts,
    )


def _says_something(project: Project) -> bool:
    """A name alone (帆船项目, 非遗项目) is no investment project."""
    said = ("company", "stage", "capacity", "start_date", "operation_date", *_AMOUNTS)
    return any(getattr(project, field) is not None for field in said)


def _plain(name: str) -> str:
    return _MARKS.sub("", name).removesuffix("项目").removesuffix("建设")


def _same(left: str, right: str) -> bool:
    short, long = sorted((_plain(left), _plain(right)), key=len)
    return short == long or (len(short) >= 4 and short in long)


def _joined(known: Project, other: Project) -> Project:
    """Two mentions of one project: the fullest name, the furthest stage, what either says."""
    longer = len(_plain(other.name)) > len(_plain(known.name))
    named, rest = (other, known) if longer else (known, other)
    fields = ("company", "region", "jobs", "capacity", "start_date", "operation_date", *_AMOUNTS)
    said: dict[str, Any] = {field: getattr(known, field) for field in fields}
    filled = {field: getattr(other, field) if value is None else value for field, value in said.items()}
    stages = [stage for stage in (named.stage, rest.stage) if stage]
    furthest = min(stages, key=_ORDER.index) if stages else None
    return replace(named, **filled, stage=furthest)


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    names = find_names(document)
    if not names:
        return []
    events = document.events
    found: list[Project] = []
    for stretch in _stretches(document, names):
        project = _project(document, stretch, events)
        if not _says_something(project):
            continue
        at = next((i for i, known in enumerate(found) if _same(known.name, project.name)), None)
        if at is None:
            found.append(project)
        else:
            found[at] = _joined(found[at], project)
    return found
