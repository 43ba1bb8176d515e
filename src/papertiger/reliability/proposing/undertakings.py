"""Undertakings: what a patron is reported to owe a client, of which a commitment is made; and how likely it was due."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from papertiger.ledger.days import days_of
from papertiger.reliability.cases import (
    ATOP,
    Commitment,
    Instrument,
    Link,
    Obligation,
    Precision,
    Role,
    case_id,
)
from papertiger.reliability.proposing.dates import label, span
from papertiger.reliability.proposing.facts import Fact, order, spread
from papertiger.reliability.proposing.gathering import Ground
from papertiger.reliability.proposing.matcher import Matcher
from papertiger.reliability.proposing.occasions import LINKS, Occasion
from papertiger.reliability.proposing.tables import BASES, Basis, CommitmentRule, Rules, any_of
from papertiger.reliability.proposing.wording import because

_NEAR = 24
"""Code points before a time's words in which the preposition stands that makes it a promise's date."""
DUTY_OF_DEFENCE = frozenset({*ATOP, "military", "unspecified"})
"""Obligations that a treaty without a duty of defence doesn't hold."""


@dataclass(slots=True, eq=False)
class Undertaking:
    """A commitment in the making."""

    id: str
    patron: str
    client: str
    obligation: Obligation
    due: tuple[int | None, int | None] | None = None
    """The days that the promise itself names."""
    evidence: list[tuple[Fact, CommitmentRule]] = field(default_factory=list)
    against: list[tuple[Fact, CommitmentRule]] = field(default_factory=list)
    """What speaks against its ever having been promised."""
    _earliest: dict[int | None, int] = field(default_factory=dict)
    """Day by which something was reported of it → the strongest basis reported that day."""
    _steps: tuple[list[int], list[int]] | None = None

    def add(self, fact: Fact, rule: CommitmentRule) -> None:
        """Take in what speaks for it."""
        self.evidence.append((fact, rule))
        since, held = _since(fact, rule), next(n for n, basis in enumerate(BASES) if basis == rule.basis)
        if held < self._earliest.get(since, len(BASES)):
            self._earliest[since] = held
            self._steps = None

    def told_before(self, day: int | None) -> bool:
        """Whether somebody told of it before that day."""
        return day is not None and any(fact.told is not None and fact.told < day for fact, _ in self.evidence)

    def basis(self, day: int | None) -> Basis:
        """The strongest that was reported of it by that day; of all times where the day is not known."""
        if not self._earliest:
            return "none"
        if day is None:
            return BASES[min(self._earliest.values())]
        if self._steps is None:
            always = self._earliest.get(None, len(BASES) - 1)
            days = sorted((since, held) for since, held in self._earliest.items() if since is not None)
            strongest = accumulate((held for _, held in days), min, initial=always)
            self._steps = [since for since, _ in days], [min(always, held) for held in strongest]
        begins, bases = self._steps
        return BASES[bases[bisect_right(begins, day)]]

    def record(self, matcher: Matcher) -> Commitment:
        """The commitment as proposed."""
        basis = self.basis(None)
        rules = matcher.rules
        links = [_link(fact, rule, "commitment") for fact, rule in _spread(self.evidence)]
        links += [_link(fact, rule, "not_due") for fact, rule in _spread(self.against)]
        if not self.evidence:
            links.append(Link(role="commitment", rule=rules.no_pledge.id, why=rules.no_pledge.why))
        return Commitment(
            id=self.id, patron=self.patron, clients=(self.client,), instrument=self._instrument(basis, matcher),
            obligation=self.obligation, multilateral=self.patron.startswith("org:"),
            precision=self._precision(basis, matcher), due=span(*self.due) if self.due else None, links=tuple(links),
        )  # fmt: skip

    def _instrument(self, basis: Basis, matcher: Matcher) -> Instrument:
        if basis in {"practice", "none"}:
            return "practice"
        words = [fact.claim for fact, rule in self.evidence if rule.basis in {"defence", "pledged", "agreed"}]
        if any(matcher.cued("treaty", claim) for claim in words):
            return "treaty"
        agreed = basis == "agreed" or any(matcher.cued("agreement", claim) for claim in words)
        return "agreement" if agreed else "statement"

    def _precision(self, basis: Basis, matcher: Matcher) -> Precision:
        if basis in {"practice", "none"}:
            return "implied" if basis == "practice" else "none"
        duty = any(
            matcher.cued("duty", f.claim) for f, r in self.evidence if r.basis in {"defence", "pledged"}
        )
        if duty:
            return "explicit_automatic"
        return "implied" if basis == "agreed" else "explicit_discretionary"


def _since(fact: Fact, rule: CommitmentRule) -> int | None:
    """By when a promise stood: the day it was made where that is said, else when it was told; None for a standing practice."""
    if rule.basis == "practice":
        return None
    return fact.first if fact.first is not None and not fact.ahead else fact.told


def _link(fact: Fact, rule: CommitmentRule, role: Role) -> Link:
    return Link(role=role, claim=fact.claim.id, rule=rule.id, why=because(rule.why, fact.claim))


def _spread(found: list[tuple[Fact, CommitmentRule]]) -> list[tuple[Fact, CommitmentRule]]:
    rules = {id(fact): rule for fact, rule in found}
    return [(fact, rules[id(fact)]) for fact in spread(sorted((f for f, _ in found), key=order), LINKS)]


class DueDates:
    """Tells a promise's date from the day on which the promise was made."""

    def __init__(self, rules: Rules) -> None:
        self._before = any_of(rules.due_before, begin=False)
        self._words = any_of(rules.due_words, begin=True)
        self._on = any_of(rules.due_on, begin=False)
        self._bare = any_of(rules.bare, begin=True)

    def of(self, fact: Fact) -> tuple[int | None, int | None] | None:
        """The days by which a promise is to be kept; None where it names none."""
        first, last = days_of(fact.claim.time.edtf)
        if last is None:
            return None
        if (fact.told is not None and first is not None and first > fact.told) or first is None:
            return first, last
        words = (fact.claim.time.words or "").casefold()
        quote = fact.claim.quote.exact.casefold()
        for at in (m.start() for m in re.finditer(re.escape(words), quote)) if words else ():
            before = quote[max(at - _NEAR, 0) : at].rstrip()
            bare = self._on.search(before) is not None and self._bare.match(words) is not None
            if bare or self._before.search(before) or self._words.match(words):
                return first, last
        return None


def undertakings(patron: str, ground: Ground, dates: DueDates) -> dict[tuple[str, str], Undertaking]:
    """What the claims report to be owed, by obligation and by the label of its date ("" where it has none)."""
    found: dict[tuple[str, str], Undertaking] = {}
    for fact, rule in ground.promises:
        if rule.basis == "not_due":
            continue
        obligation = rule.obligation or fact.claim.domain
        due = dates.of(fact) if rule.basis in {"pledged", "agreed"} else None
        when = label(due[1], due[1]) if due else ""
        one = found.get((obligation, when))
        if one is None:
            one = found[obligation, when] = undertaking(patron, ground.client, obligation, when)
            one.due = due
        one.add(fact, rule)
    return found


def undertaking(patron: str, client: str, obligation: Obligation, when: str = "") -> Undertaking:
    """One of which nothing is known yet."""
    return Undertaking(case_id("commitment", patron, client, obligation, when), patron, client, obligation)


def speak_against(one: Undertaking, ground: Ground) -> None:
    """Note with an undertaking what is said against its having been promised."""
    for fact, rule in ground.promises:
        if rule.basis != "not_due":
            continue
        no_duty = rule.obligation == "defence" and one.obligation in DUTY_OF_DEFENCE
        if not one.due and (no_duty or (rule.obligation is None and one.obligation == fact.claim.domain)):
            one.against.append((fact, rule))


def chance(
    one: Undertaking, occasion: Occasion, rules: Rules, *, called: bool, until: int | None
) -> tuple[float, str]:
    """Probability that it was due on an occasion, and how that was reached.

    Args:
        one: what is owed.
        occasion: what may have called on it.
        rules: the rules in force.
        called: whether the client asked for it.
        until: the day by which a promise must have been reported to count.
    """
    basis = one.basis(until)
    kind = "silence" if occasion.silent else occasion.kind
    due = rules.due
    p, why = due.bases[basis].p[kind], f"{due.bases[basis].why.rstrip('.')}, and {due.kinds[kind]}"
    asked = due.bases[basis].p["request"]
    if called and kind != "request" and asked > p:
        p, why = asked, f"{why} and asked for this support"
    if one.against:
        promised = basis in {"defence", "pledged", "agreed"}
        duty = any(rule.obligation == "defence" for _, rule in one.against)
        if duty or not promised:
            p, why = min(p, due.no_duty.p), f"{why}, {due.no_duty.why}"
        else:
            p, why = p * due.contested.p, f"{why}, {due.contested.why}"
    return round(p, 3), f"{why}. By rule the probability is {p:g} (a judgement)."
