"""Projects: every named investment project with what the article says of it.

What belongs to a project is looked for in its stretch: from where it is named to where the next one is,
within the paragraph; what stands before the first name of a sentence (由…公司投资5亿元的…) belongs to
that name. Rule ids: `project.named`, `project.listed`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from nlp.clauses import within
from nlp.document import Document
from nlp.events import find_events
from nlp.facts import Event, Project, Role, Stage
from nlp.project_names import Named, find_names, lexicon

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
_OF_EVENT: dict[str, Stage] = {"signing": "signed", "groundbreaking": "started", "commissioning": "operating"}
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
    found = []
    for at, named in enumerate(names):
        paragraph = next(p for p in document.paragraphs if p.start <= named.start < p.end)
        following = names[at + 1].start if at + 1 < len(names) else len(document.text)
        end = min(following, paragraph.end)
        if end == following:
            end = _lead_start(document, named.end, following)
        start = _lead_start(document, names[at - 1].end if at else 0, named.start)
        found.append(Stretch(named, max(start, paragraph.start), _own_paragraphs(document, names, at, end)))
    return found


def _own_paragraphs(document: Document, names: list[Named], at: int, end: int) -> int:
    """A heading's project owns the lines below it up to the next name."""
    named = names[at]
    paragraph = next(p for p in document.paragraphs if p.start <= named.start < p.end)
    heading = paragraph.end - paragraph.start < 60 and end >= paragraph.end
    following = names[at + 1].start if at + 1 < len(names) else len(document.text)
    if not heading:
        return end
    later = [p.start for p in document.paragraphs if paragraph.end <= p.start <= following]
    return max(end, later[-1] - 1 if later and following < len(document.text) else min(following, end + 500))


def _lead_start(document: Document, floor: int, start: int) -> int:
    """Where the clause that leads to a name begins: after the last stop, comma or 、 before it."""
    stops = [document.folded.rfind(mark, floor, start) for mark in "。;\n、,"]
    sentence = max(document.folded.rfind(mark, floor, start) for mark in "。;\n、")
    near = max(stops)
    lead = document.folded[near + 1 : start]
    return (near if re.search(r"公司|集团|投资|亿|万", lead) or sentence < 0 else max(sentence, near)) + 1


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


def _region(document: Document, stretch: Stretch, events: list[Event]) -> str | None:
    """The county nearest to the name in its stretch, else that of its sentence, paragraph or source."""
    levels = ("county", "zone")
    sentence = document.folded.rfind("。", 0, stretch.named.start) + 1
    for start, end in (
        (stretch.start, min(stretch.end, stretch.named.end + 60)),
        (sentence, stretch.named.start),
    ):
        places = [
            place for place in within(document.places, start, end) if place.name and place.level in levels
        ]
        if places:
            return min(places, key=lambda place: abs(place.start - stretch.named.start)).name
    paragraph = next(p for p in document.paragraphs if p.start <= stretch.named.start < p.end)
    earlier = [
        place
        for place in within(document.places, paragraph.start, stretch.named.start)
        if place.name and place.level in levels
    ]
    if earlier:
        return earlier[-1].name
    home = document.article.home
    host = next((event.host for event in events if event.host), None)
    mentions = "主会场" in document.folded[paragraph.start : stretch.named.start] or _in_venue(
        events, stretch
    )
    return host if host and mentions else home


def _in_venue(events: list[Event], stretch: Stretch) -> bool:
    return any(event.venue and stretch.named.name.removesuffix("项目") in event.venue for event in events)


def _stage(document: Document, stretch: Stretch) -> Stage | None:
    folded = document.folded
    for stage in _ORDER:
        for match in _stage_words(stage).finditer(folded, stretch.start, stretch.end):
            if not _lies_ahead(document, match.start()):
                return stage
    return None


def _lies_ahead(document: Document, at: int) -> bool:
    """Whether a word stands behind a word or a date of the future in its clause."""
    folded = document.folded
    begin = max(at - 22, max(folded.rfind(mark, 0, at) for mark in ",。;\n、") + 1)
    if _ahead().search(folded, max(begin, at - _FUTURE_REACH), at):
        return True
    published = document.article.published
    dated = [day for day in within(document.dates, begin, at) if day.last]
    return bool(published and dated and (dated[-1].first or "") > published)


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


def _event_of(document: Document, stretch: Stretch, events: list[Event]) -> Event | None:
    """The ceremony that the project is part of: told before it in the article."""
    kinds = [event for event in events if event.kind in _OF_EVENT and event.start <= stretch.named.start]
    return kinds[-1] if kinds else None


def _project(document: Document, stretch: Stretch, events: list[Event]) -> Project:
    named = stretch.named
    stage, start_date = _stage(document, stretch), _dated(document, stretch, "start")
    operation_date = _dated(document, stretch, "operation")
    ceremony = _event_of(document, stretch, events)
    if ceremony and (stage is None or stage in ("signed", "started", "planned")):
        stage = stage if stage == "started" and ceremony.kind == "signing" else _OF_EVENT[ceremony.kind]
        if stage == "started" and start_date is None:
            start_date = ceremony.date
        if stage == "operating" and operation_date is None:
            operation_date = ceremony.date
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
        **{field: _amount(document, stretch, role) for field, role in _AMOUNTS.items()},  # type: ignore[arg-type]
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
    name = (
        {"name": other.name, "quote": other.quote, "start": other.start, "end": other.end} if longer else {}
    )
    fields = ("company", "region", "jobs", "capacity", "start_date", "operation_date", *_AMOUNTS)
    missing = {field: getattr(other, field) for field in fields if getattr(known, field) is None}
    stages = [stage for stage in (known.stage, other.stage) if stage]
    furthest = min(stages, key=_ORDER.index) if stages else None
    return replace(known, **name, **missing, stage=furthest)


def find_projects(document: Document) -> list[Project]:
    """The named projects of `document`, each once, in order of first mention."""
    names = find_names(document)
    if not names:
        return []
    events = find_events(document)
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
