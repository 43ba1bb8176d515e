"""Tests and their responses in the making: one undertaking on one occasion, and what is told of each kind of support."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from papertiger.ledger.days import told_on
from papertiger.records import ClaimRecord, Domain
from papertiger.reliability.cases import (
    Call,
    Link,
    Outcomes,
    Report,
    Response,
    Role,
    Span,
    Statement,
    Test,
    case_id,
)
from papertiger.reliability.proposing.dates import iso, span
from papertiger.reliability.proposing.facts import Fact, spread
from papertiger.reliability.proposing.occasions import LINKS, Occasion
from papertiger.reliability.proposing.tables import MotiveRule, ResponseRule, Rule, Rules
from papertiger.reliability.proposing.undertakings import Undertaking, chance
from papertiger.reliability.proposing.wording import because

_DAY = 10
"""Characters of an ISO date."""


@dataclass(slots=True, eq=False)
class Cell:
    """What is told of one kind of support in a test."""

    domain: Domain
    reports: list[tuple[Fact, ResponseRule]] = field(default_factory=list)
    forecasts: list[tuple[Fact, ResponseRule]] = field(default_factory=list)
    motives: list[tuple[Fact, MotiveRule]] = field(default_factory=list)

    @property
    def failing(self) -> bool:
        """Whether somebody says that support did not come, or not all of it."""
        return any(rule.says is not None and rule.says.honoured < 0.5 for _, rule in self.reports)  # noqa: PLR2004 - likelier not

    @property
    def articles(self) -> set[str]:
        """Keys of the articles that report on it."""
        return {fact.article for fact, _ in self.reports}


@dataclass(slots=True, eq=False)
class Draft:
    """A test in the making."""

    undertaking: Undertaking
    occasion: Occasion
    cells: dict[Domain, Cell] = field(default_factory=dict)
    calls: list[Fact] = field(default_factory=list)
    hindered: list[tuple[Fact, MotiveRule]] = field(default_factory=list)
    crisis: str = ""

    @property
    def id(self) -> str:
        """Made from the commitment and the trigger."""
        return case_id("test", self.undertaking.id, self.occasion.id)

    @property
    def origins(self) -> set[str]:
        """Origins of what is told of the outcome."""
        return {fact.origin for cell in self.cells.values() for fact, _ in cell.reports}

    def cell(self, domain: Domain) -> Cell:
        """The cell of a domain; made where it is not there yet."""
        return self.cells.setdefault(domain, Cell(domain))

    def until(self, rules: Rules) -> int | None:
        """The day until which a promise counts: when an outcome was first told, or else the occasion."""
        found = [promised_by(fact, rules) for cell in self.cells.values() for fact, _ in cell.reports]
        return min((day for day in found if day is not None), default=None) if found else self.occasion.told

    def record(self, rules: Rules) -> Test:
        """The test as proposed."""
        called = bool(self.calls)
        p, why = chance(self.undertaking, self.occasion, rules, called=called, until=self.until(rules))
        basis = self.undertaking.basis(self.until(rules))
        kind = "silence" if self.occasion.silent else self.occasion.kind
        against = {id(f): r for f, r in self.undertaking.against}
        links = [Link(role="due", rule=f"due-{basis}-{kind}", why=why)]
        links += _links(
            "not_due", [(f, against[id(f)]) for f in spread([f for f, _ in self.undertaking.against], LINKS)]
        )
        links += _links("feasibility", self.hindered[:LINKS])
        return Test(
            id=self.id, commitment=self.undertaking.id, trigger=self.occasion.id, patron=self.undertaking.patron,
            client=self.undertaking.client, call=self._call(rules), p_due=p, due_why=why, crisis=self.crisis,
            links=tuple(links),
        )  # fmt: skip

    def _call(self, rules: Rules) -> Call:
        if self.calls:
            days = [d for fact in self.calls if (d := fact.day) is not None]
            when = span(min(days), max(days)) if days else Span()
            links = _links("call", [(fact, rules.requests) for fact in spread(self.calls, LINKS)])
            return Call(kind="explicit", by=self.undertaking.client, when=when, links=tuple(links))
        return Call(kind="none" if self.occasion.silent else "implicit")

    def responses(self, rules: Rules, membership: Mapping[str, float]) -> list[Response]:
        """The responses as proposed, by domain."""
        return [self._response(self.cells[domain], rules, membership) for domain in sorted(self.cells)]

    def _response(self, cell: Cell, rules: Rules, membership: Mapping[str, float]) -> Response:
        first, last = self.occasion.onset
        due = self.occasion.kind == "due_date"
        days = rules.days.late.days if due else rules.windows[cell.domain].days
        if self.occasion.silent:
            days = 0  # who says that it came, or did not, says that its time is over
        reports: dict[tuple[object, ...], Report] = {}
        efficacy: list[Statement] = []
        late: bool | None = None
        for fact, rule in cell.reports:
            says, why = rule.says, rule.why
            if due and says is not None and self._late(fact, rule, rules):
                says, why, late = rules.late.says, rules.late.why, True
            if says is None:
                continue
            report = report_of(fact, rule, says, because(why, fact.claim), membership)
            reports.setdefault(
                (report.article, report.rule, report.speaker, report.depth, report.side, why), report
            )
            if rule.efficacy is not None:
                said = Statement(
                    claim=fact.claim.id,
                    origin=fact.origin,
                    says=rule.efficacy,
                    why=because(rule.why, fact.claim),
                )
                efficacy.append(said)
        motive = tuple(
            Statement(claim=f.claim.id, origin=f.origin, says=r.says, why=because(r.why, f.claim))
            for f, r in cell.motives[:LINKS]
        )
        return Response(
            id=case_id("response", self.id, cell.domain), test=self.id, domain=cell.domain,
            window=span(first, None if last is None else last + days), late=late,
            reports=tuple(reports.values()), efficacy=tuple(efficacy[:LINKS]), motive=motive,
            links=tuple(_links("response", cell.forecasts[:LINKS])),
        )  # fmt: skip

    def _late(self, fact: Fact, rule: ResponseRule, rules: Rules) -> bool:
        last, came = (
            self.occasion.last,
            fact.claim.predicate in rules.before and fact.claim.polarity == "affirmed",
        )
        asserted = fact.claim.modality == "asserted" and rule.opens
        return bool(came and asserted and last and fact.first and fact.first > last + rules.days.late.days)


def _links(role: Role, found: Sequence[tuple[Fact, Rule]]) -> list[Link]:
    return [Link(role=role, claim=f.claim.id, rule=r.id, why=because(r.why, f.claim)) for f, r in found]


def promised_by(fact: Fact, rules: Rules) -> int | None:
    """By when a promise must have been told to be what a report is about: when it was told, or when what it tells of came."""
    return fact.day if fact.dated and fact.claim.predicate in rules.before else fact.told


def speaker_of(claim: ClaimRecord) -> str | None:
    """Who says it in public, as lineage counts one statement: a named person, body or document; None for outlets and the nameless."""
    last = claim.attribution[-1] if claim.attribution else None
    if last is None or last.kind == "outlet" or last.anonymous:
        return None
    return last.actor or last.name.casefold()


def report_of(
    fact: Fact, rule: ResponseRule, says: Outcomes, why: str, membership: Mapping[str, float]
) -> Report:
    """The evidence that one claim is."""
    claim = fact.claim
    published = claim.article.published or ""
    exact = len(published) >= _DAY and told_on(published) is not None
    sure = membership.get(fact.article, 1.0) if fact.origin != fact.article else 1.0
    return Report(
        claim=claim.id, article=fact.article, outlet=claim.article.outlet, published=iso(fact.told) if exact else None,
        origin=fact.origin, membership=sure, depth=claim.depth, anonymous=claim.anonymous,
        document=bool(claim.attribution) and claim.attribution[-1].kind == "document", speaker=speaker_of(claim),
        side=claim.side, polarity=claim.polarity, says=says, rule=rule.id, why=why,
    )  # fmt: skip
