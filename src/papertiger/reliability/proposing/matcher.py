"""Finds the rule that takes a claim."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from papertiger.records import ClaimRecord
from papertiger.reliability.proposing.facts import object_of, subject_of
from papertiger.reliability.proposing.tables import (
    CommitmentRule,
    MotiveRule,
    ResponseRule,
    Rule,
    Rules,
    TriggerRule,
    any_of,
)

OneRule = TypeVar("OneRule", bound=Rule)


class Matcher:
    """Finds the first rule that takes a claim."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self._cues: Mapping[str, re.Pattern[str]] = {
            name: any_of(patterns, begin=True) for name, patterns in rules.cues.items()
        }
        self._commitments = _by_predicate(rules.commitments)
        self._triggers = _by_predicate(rules.triggers)
        self._responses = _by_predicate((*rules.responses, rules.forecasts))
        self._motives = _by_predicate(rules.motives)
        self._requests = _by_predicate([rules.requests])

    def commitment(self, claim: ClaimRecord) -> CommitmentRule | None:
        """What it says of a promise."""
        return self._first(self._commitments, claim)

    def response(self, claim: ClaimRecord) -> ResponseRule | None:
        """What it says of an outcome."""
        return self._first(self._responses, claim)

    def motive(self, claim: ClaimRecord) -> MotiveRule | None:
        """Why it says that support did not come; only what somebody says, never the outlet's own words."""
        return self._first(self._motives, claim) if claim.depth else None

    def request(self, claim: ClaimRecord) -> bool:
        """Whether it is a request."""
        return self._first(self._requests, claim) is not None

    def trigger(self, claim: ClaimRecord) -> TriggerRule | None:
        """What it says befell the object."""
        if not self.rules.not_now.isdisjoint(claim.auxiliary):
            return None
        for rule in self._triggers.get(claim.predicate, ()):
            if self.fits(rule, claim) and _by(rule, claim):
                return rule
        return None

    def cued(self, name: str, claim: ClaimRecord) -> bool:
        """Whether the quote holds a cue."""
        return self._cues[name].search(claim.quote.exact.casefold()) is not None

    def fits(self, rule: Rule, claim: ClaimRecord) -> bool:
        """Whether a rule takes a claim, its predicate aside."""
        return (
            claim.modality in rule.modalities
            and claim.polarity == rule.polarity
            and (not rule.modes or claim.mode in rule.modes)
            and (not rule.domains or claim.domain in rule.domains)
            and (rule.cue is None or self.cued(rule.cue, claim))
            and (rule.also is None or self.cued(rule.also, claim))
            and (rule.unless is None or not self.cued(rule.unless, claim))
        )

    def _first(self, by: Mapping[str, list[OneRule]], claim: ClaimRecord) -> OneRule | None:
        return next((rule for rule in by.get(claim.predicate, ()) if self.fits(rule, claim)), None)


def _by_predicate(rules: Iterable[OneRule]) -> dict[str, list[OneRule]]:
    found: dict[str, list[OneRule]] = defaultdict(list)
    for rule in rules:
        for predicate in rule.predicates:
            found[predicate].append(rule)
    return found


def _by(rule: TriggerRule, claim: ClaimRecord) -> bool:
    own = subject_of(claim) == object_of(claim)
    group = subject_of(claim) or ""
    fits = {"any": True, "self": own, "other": not own, "group": not own and group.startswith("group:")}[
        rule.by
    ]
    return fits and (rule.who == "any" or (claim.object or "").startswith(f"{claim.object_state}-"))
