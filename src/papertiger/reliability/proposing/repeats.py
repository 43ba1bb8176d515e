"""What an article says twice or sums up is no second report, and what it says was given before is no response."""

from __future__ import annotations

from papertiger.reliability.proposing.facts import Fact, order
from papertiger.reliability.proposing.gathering import Ground
from papertiger.reliability.proposing.tables import ResponseRule, Rules


def settle(ground: Ground, rules: Rules) -> None:
    """Drop what only repeats: events beside claims of support, summaries; take earlier deliveries for the practice that they are."""
    pledged = {fact.sentence for fact, rule in ground.promises if fact.claim.predicate == "pledged"}
    ground.promises = [
        (f, r) for f, r in ground.promises if f.claim.predicate != "AGREE" or f.sentence not in pledged
    ]
    told = {f.sentence for f, r in ground.outcomes if f.claim.family == "support" and r.says is not None}
    lacks: set[tuple[object, ...]] = set()
    failed: set[str] = set()
    contested: set[str] = set()
    for fact, rule in ground.outcomes:
        lack = _plainly(fact, rules.summary.predicates) or _plainly(fact, rules.lacks)
        if _plainly(fact, rules.lacks):
            lacks |= {(fact.article, fact.claim.domain), (*fact.sentence, fact.claim.domain)}
        if lack and fact.claim.domain != "unspecified":
            failed.add(fact.article)
        elif not lack and fact.claim.domain == "unspecified" and rule.says is not None:
            contested.add(fact.article)
    standing = {fact.sentence for fact, rule in ground.promises if fact.claim.predicate in rules.standing}
    kept: list[tuple[Fact, ResponseRule]] = []
    for fact, rule in ground.outcomes:
        where = (fact.sentence if fact.dated else (fact.article,)) if _plainly(fact, rules.before) else ()
        if rule.sentence == "own" and fact.sentence in told:
            continue
        if where and ((*where, fact.claim.domain) in lacks or fact.sentence in standing):
            ground.promises.append((fact, rules.came_before))
        elif (
            _plainly(fact, rules.summary.predicates)
            and fact.claim.domain == "unspecified"
            and fact.article in failed - contested
        ):
            kept.append((fact, rules.summary))
        else:
            kept.append((fact, rule))
    ground.outcomes = kept
    ground.promises.sort(key=lambda one: order(one[0]))


def _plainly(fact: Fact, predicates: tuple[str, ...]) -> bool:
    """Whether it is one of the predicates, affirmed and asserted."""
    claim = fact.claim
    return claim.predicate in predicates and claim.polarity == "affirmed" and claim.modality == "asserted"
