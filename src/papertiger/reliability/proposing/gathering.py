"""Claims of one patron sorted by what they speak for: promises, requests, outcomes, motives, and what befell its clients."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from papertiger.reliability.proposing.facts import (
    Fact,
    may_be_client,
    object_of,
    partners,
    subject_of,
)
from papertiger.reliability.proposing.matcher import Matcher
from papertiger.reliability.proposing.tables import (
    CommitmentRule,
    MotiveRule,
    ResponseRule,
    Rules,
    TriggerRule,
)


@dataclass(slots=True, eq=False)
class Ground:
    """What the claims hold of one patron and one client, each with the rule that takes it, in the order of telling."""

    client: str
    promises: list[tuple[Fact, CommitmentRule]] = field(default_factory=list)
    requests: list[Fact] = field(default_factory=list)
    outcomes: list[tuple[Fact, ResponseRule]] = field(default_factory=list)
    motives: list[tuple[Fact, MotiveRule]] = field(default_factory=list)
    partners: bool = False
    """Whether a claim of support or of a relation names them together; events alone make no partnership."""
    attacks: set[str] = field(default_factory=set)
    """Origins that tell of an attack on the client by the patron."""


@dataclass(slots=True, eq=False)
class Gathered:
    """All that concerns one patron."""

    grounds: dict[str, Ground]
    perils: dict[str, list[tuple[Fact, TriggerRule]]]
    """Client → what befell it, by others than the patron."""
    constrained: list[tuple[Fact, MotiveRule]]
    """Claims that say why without naming a client."""


def gather(found: list[Fact], patron: str, matcher: Matcher) -> Gathered:
    """Sort the facts of one patron.

    Args:
        found: facts in their order; also such as do not concern the patron.
        patron: id of the patron.
        matcher: the rules.
    """
    gathered = Gathered({}, defaultdict(list), [])
    specific = {_about(f) for f in found if f.claim.domain != "unspecified"}
    for fact in found:
        if fact.claim.domain == "unspecified" and _about(fact) in specific:
            continue  # the same words, once with what kind of support they mean
        if fact.claim.family == "event":
            _event(fact, patron, matcher, gathered)
        else:
            _relation(fact, patron, matcher, gathered)
    grounds = {c: g for c, g in gathered.grounds.items() if g.partners and not _foes(g, matcher.rules)}
    return Gathered(grounds, {c: p for c, p in gathered.perils.items() if c in grounds}, gathered.constrained)


def _about(fact: Fact) -> tuple[object, ...]:
    return (*fact.sentence, fact.claim.predicate, *partners(fact.claim))


def _event(fact: Fact, patron: str, matcher: Matcher, gathered: Gathered) -> None:
    claim = fact.claim
    acts, on = subject_of(claim), object_of(claim)
    if on is not None and acts != patron and may_be_client(on):
        trigger = matcher.trigger(claim)
        if trigger is not None:
            gathered.perils[on].append((fact, trigger))
    other = on if acts == patron else acts if on == patron and claim.predicate == "AGREE" else None
    if other is None or other == patron or not may_be_client(other):
        return
    ground = gathered.grounds.setdefault(other, Ground(other))
    if (
        claim.predicate == "ASSAULT"
        and claim.modality == "asserted"
        and matcher.rules.not_now.isdisjoint(claim.auxiliary)
    ):
        ground.attacks.add(fact.origin)
    _sort_in(fact, matcher, ground)


def _relation(fact: Fact, patron: str, matcher: Matcher, gathered: Gathered) -> None:
    claim = fact.claim
    if claim.predicate == "constrained_by":
        rule = matcher.motive(claim) if subject_of(claim) == patron else None
        if rule is not None:
            gathered.constrained.append((fact, rule))
        return
    who, client = partners(claim)
    if who != patron or client == patron or client is None or not may_be_client(client):
        return
    ground = gathered.grounds.setdefault(client, Ground(client))
    motive = matcher.motive(claim)
    if motive is not None:
        ground.motives.append((fact, motive))
        return
    ground.partners = True
    if matcher.request(claim):
        ground.requests.append(fact)
    _sort_in(fact, matcher, ground)


def _sort_in(fact: Fact, matcher: Matcher, ground: Ground) -> None:
    promise = matcher.commitment(fact.claim)
    if promise is not None:
        ground.promises.append((fact, promise))
        if promise.id == "no-duty":
            return  # a treaty that is said to hold no duty is neither promise nor help
    outcome = matcher.response(fact.claim)
    if outcome is not None and not (outcome.says is not None and fact.ahead):
        ground.outcomes.append((fact, outcome))


def _foes(ground: Ground, rules: Rules) -> bool:
    promised = {fact.origin for fact, rule in ground.promises if rule.basis != "not_due"}
    return len(ground.attacks) >= rules.foes.origins and len(ground.attacks) > len(promised)
