"""Builders: which company invests in or builds a project.

Guarantees: the company is one that the article names; the fullest form of its name is given. It leads to
the project's name, or gives the project its brand (江苏联硕半导体石英制品项目 and 江苏联硕新材料有限公司),
or is named behind it, or is the one its paragraph speaks of; else it is None.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from nlp.clauses import within
from nlp.companies import (
    bare_company,
    behind_lead,
    brand,
    find_brands,
    fullest_name,
    investing_company,
    opening_company,
    owning_company,
)
from nlp.document import Document
from nlp.patterns import compiled, pattern
from nlp.project_scopes import Scope, paragraph_at
from nlp.spans import Company

_OPENING = compiled(r"[,;的由]|企业|巨头|龙头|(?:来到|走进|前往|察看|参观|观摩|考察)(?!团|组)了?")
_INVESTS = compiled(r"还|将|拟|计划|再|又|投资|斥资")
_BEHIND = 160  # characters behind a name in which its builder is named
_PREFIX = 8  # characters of a name in which its brand begins
_SAME = 300  # characters behind a company in which 公司 alone means it


def _openings(folded: str, scope: Scope) -> Iterator[int]:
    return (match.end() for match in _OPENING.finditer(folded, scope.start, scope.named.start))


@dataclass(frozen=True)
class Builders:
    """The companies of an article, looked up by project."""

    document: Document

    @cached_property
    def _companies(self) -> list[Company]:
        lender = pattern("projects", "facts", "lender")
        return [company for company in self.document.companies if not lender.search(company.name)]

    @cached_property
    def _brands(self) -> list[Company]:
        return find_brands(self.document.text, self._companies)

    @cached_property
    def _by_brand(self) -> dict[str, str]:
        return {brand(company.name): company.name for company in self._companies}

    def of(self, scope: Scope, floor: int) -> str | None:
        """The builder of the project of `scope`; `floor` is where the project before it was named."""
        inside = within(self._companies, scope.start, scope.end)
        ahead = [company for company in inside if company.end <= scope.named.start]
        if ahead:
            return self._fullest(ahead)
        return (
            self._branded(scope)
            or self._bare(scope)
            or self._behind(scope)
            or self._investing(scope)
            or self._spoken_of(scope, floor)
            or opening_company(scope.named.name)
        )

    def _bare(self, scope: Scope) -> str | None:
        """A company without an ending that leads to the name (华瑞精密计划投资8亿元建设…), or its brand."""
        folded = self.document.folded
        for opening in (scope.start, *_openings(folded, scope)):
            at = behind_lead(folded, opening)
            found = bare_company(folded, at, scope.named.end)
            if found:
                return fullest_name(found[0], self._companies)
            known = [word for word in self._by_brand if len(word) > 1 and folded.startswith(word, at)]
            if known and _INVESTS.match(folded, at + len(known[0])):
                return self._by_brand[known[0]]
        return self._owning(scope)

    def _owning(self, scope: Scope) -> str | None:
        """凯盛鞋业的运动鞋项目: whom only trade and 的 mark, from the last place where a name may open."""
        folded, end = self.document.folded, scope.named.start
        openings = (scope.start, *_openings(folded, scope))
        found = (owning_company(folded, behind_lead(folded, at), end) for at in reversed(openings))
        owner = next((name for name in found if name), None)
        return fullest_name(owner, self._companies) if owner else None

    def _fullest(self, ahead: list[Company]) -> str:
        """Of several investors in a row the one with the fullest name, else the nearest."""
        row = [ahead[-1]]
        for company in reversed(ahead[:-1]):
            if self.document.folded[company.end : row[-1].start] not in ("、", "和", "与", "及", "联合"):
                break
            row.append(company)
        return max(row, key=lambda company: len(company.name)).name

    def _branded(self, scope: Scope) -> str | None:
        """The company whose brand the name begins with, or that stands before it (齐翔腾达的…项目)."""
        before = within(self._brands, scope.start, scope.named.start + 1)
        if before:
            return before[-1].name
        name = scope.named.name[:_PREFIX]
        known = [word for word in self._by_brand if len(word) > 1 and word in name]
        return self._by_brand[max(known, key=len)] if known else None

    def _behind(self, scope: Scope) -> str | None:
        found = within(self._companies, scope.named.end, min(scope.end, scope.named.end + _BEHIND))
        builders = [company for company in found if not self._is_other(company)]
        return builders[0].name if builders else None

    def _investing(self, scope: Scope) -> str | None:
        found = investing_company(self.document.folded, scope.start, scope.end)
        return fullest_name(found, self._companies) if found else None

    def _is_other(self, company: Company) -> bool:
        """Whether a company behind a name is its customer, lender or landlord rather than its builder."""
        behind = (pattern("projects", "facts", word) for word in ("owner", "tenant"))
        if any(word.match(self.document.folded, company.end) for word in behind):
            return True
        other = pattern("projects", "facts", "no_builder")
        return other.search(self.document.folded, max(0, company.start - 8), company.start) is not None

    def _spoken_of(self, scope: Scope, floor: int) -> str | None:
        """The company its paragraph spoke of last, if no other project came between; or 公司 alone."""
        at = scope.named.start
        paragraph = paragraph_at(self.document, at)
        nearby = within(self._companies, paragraph.start, at) if floor <= paragraph.start else []
        if nearby:
            return self._fullest(list(nearby))
        told = paragraph.start if floor <= paragraph.start else scope.start
        alone = pattern("projects", "facts", "the_company").search(self.document.folded, told, at)
        ours = self._speaks_of_one and "我们" in self.document.folded[told:at]  # 丁总(某公司董事长):我们投资…
        again = (
            alone
            or ours
            or pattern("projects", "facts", "another").search(self.document.folded, scope.start, at + 3)
        )
        reach = len(self.document.text) if self._speaks_of_one else _SAME
        earlier = within(self._companies, max(0, at - reach), at) if again else []
        return earlier[-1].name if earlier else None

    @cached_property
    def _speaks_of_one(self) -> bool:
        """Whether the article names one company alone, which 公司 means wherever it stands."""
        return len({company.name for company in self._companies}) == 1
