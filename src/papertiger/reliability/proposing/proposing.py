"""From claims to the cases of one patron, by the rules of ``data/rules.yaml``. Pure: no ledger, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from papertiger.records import ClaimRecord
from papertiger.reliability.cases import Case, Commitment, Response, Test, Trigger
from papertiger.reliability.proposing.assigning import Partnership
from papertiger.reliability.proposing.crises import Crises, one_story
from papertiger.reliability.proposing.drafts import Draft
from papertiger.reliability.proposing.facts import facts
from papertiger.reliability.proposing.gathering import gather
from papertiger.reliability.proposing.matcher import Matcher
from papertiger.reliability.proposing.motives import explain
from papertiger.reliability.proposing.occasions import perils
from papertiger.reliability.proposing.repeats import settle
from papertiger.reliability.proposing.tables import RULES, rules
from papertiger.reliability.proposing.undertakings import DueDates, Undertaking


@dataclass(frozen=True, slots=True)
class Proposed:
    """The cases of one patron, each kind in the order of ids."""

    commitments: tuple[Commitment, ...]
    triggers: tuple[Trigger, ...]
    tests: tuple[Test, ...]
    responses: tuple[Response, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """All of them, none before one that it refers to."""
        return (*self.commitments, *self.triggers, *self.tests, *self.responses)


def propose(
    claims: Iterable[ClaimRecord],
    patron: str,
    *,
    membership: Mapping[str, float] | None = None,
    path: Path = RULES,
) -> Proposed:
    """The commitments of a patron, the tests that they were put to, and what came, as the claims have it.

    The order of the claims is irrelevant. Ids are made from patron, client, obligation, kind and time, never from ids of claims;
    claims told later than all others change no id of a commitment or of what befell a client.

    Args:
        claims: with their origins (`Ledger.with_origins`): those that name the patron, and the events that befell its clients.
            Others do no harm.
        patron: id of a state or of an organisation.
        membership: key of an article → probability that it descends from its family's origin; 1 where it is not given.
        path: the rules to go by.

    Raises:
        DataFileError: the rules are damaged.
    """
    matcher = Matcher(rules(path))
    gathered = gather(facts(claims), patron, matcher)
    dates = DueDates(matcher.rules)
    drafts: list[Draft] = []
    owed: list[Undertaking] = []
    for client in sorted(gathered.grounds):
        settle(gathered.grounds[client], matcher.rules)
        befell = perils(client, gathered.perils.get(client, ()), matcher.rules)
        partnership = Partnership(patron, gathered.grounds[client], befell, matcher, dates)
        drafts += _tests(partnership, matcher.rules.days.crisis.days)
        owed += partnership.known.values()
    one_story(drafts)
    named = {client: ground.motives for client, ground in gathered.grounds.items() if ground.motives}
    explain(drafts, named, gathered.constrained, matcher.rules)
    return _proposed(owed, drafts, matcher, membership or {})


def _tests(partnership: Partnership, days: int) -> list[Draft]:
    """The tests between a patron and one client, with their crises."""
    crises = Crises(partnership.client, partnership.befell, days)
    partnership.assign()
    partnership.silent(crises.first(partnership.befell), crises.of)
    partnership.call()
    drafts = list(partnership.drafts.values())
    crises.join(draft.occasion for draft in drafts)
    for draft in drafts:
        draft.crisis = crises.of(draft.occasion)
    return drafts


def _proposed(
    owed: list[Undertaking], drafts: list[Draft], matcher: Matcher, membership: Mapping[str, float]
) -> Proposed:
    tested = {d.undertaking.id for d in drafts}
    commitments = {one.id: one for one in owed if one.evidence or one.id in tested}
    triggers = {d.occasion.id: d.occasion for d in drafts}
    responses = [one for d in drafts for one in d.responses(matcher.rules, membership)]
    return Proposed(
        tuple(commitments[key].record(matcher) for key in sorted(commitments)),
        tuple(triggers[key].record() for key in sorted(triggers)),
        tuple(sorted((d.record(matcher.rules) for d in drafts), key=lambda one: one.id)),
        tuple(sorted(responses, key=lambda one: one.id)),
    )
