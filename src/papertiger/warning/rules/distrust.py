"""Distrust that spreads: clients of one patron that did not doubt it before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from papertiger.records import PARTNERS
from papertiger.warning.coverage import coverage
from papertiger.warning.rules.finding import KIND, WARNING, covered, measured, rarity, unseen
from papertiger.warning.rules.matching import asked, is_state, side, stands
from papertiger.warning.rules.series import Series, gathered, one_each, origins
from papertiger.warning.values import Evidence, Finding, Indication
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance


def distrust(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """Distrust of one patron by several of its clients within the window, some of which did not show it before.

    A client is a state that other claims name as given, promised, refused or asking for support of the patron, or as depending on it; a
    state that merely distrusts another is none, and collective actors ("its allies") are no client that could be counted. What is held
    against the past are independent origins that bring a client whose distrust was not reported in the window before: ten reports that
    one and the same client has doubts count once. A finding needs two clients, and as many independent origins as the watch asks for.
    `who` names patrons, `whom` clients.

    Score: minus the decimal logarithm of how often a year so much would be seen by chance.
    About: patron, then its clients in the order in which their distrust was reported.
    Reason: ``clients`` (distinct), ``new_clients`` (not in the window before), ``origins``, ``all_clients`` (clients of the patron
    that the evidence knows), ``latest``, ``alarm_day`` (on which it became unusual), and what was covered.
    A hit: distrust of the patron reported anew, by whomever, within the horizon.
    """
    seen = coverage(evidence)
    clients = _clients(evidence)
    told = [
        (patron, client, one)
        for patron, client, one in _distrusts(watch, evidence)
        if client in clients[patron]
    ]
    found = _first_doubts(watch, told)
    share = 1 / max(len(found), 1)
    for unusual in measured(chance, found, seen, share, watch.window_days):
        (patron,) = unusual.series.key
        start = min(unusual.start, evidence.upto - timedelta(days=watch.window_days - 1))
        now = [(client, one) for who, client, one in told if who == patron and one.day >= start]
        doubters = list(dict.fromkeys(client for client, _ in now))
        if not unusual.surprise.alarm or len(doubters) < _SEVERAL:
            continue
        if origins(one for _, one in now) < watch.minimum_origins:
            continue
        first = {one.claim for one in unusual.series.since(start)}
        new = {client for client, one in now if one.claim in first}
        newest = sorted((one for _, one in now), key=lambda one: (one.day, one.claim), reverse=True)
        shown = one_each(newest)
        yield Finding(
            rule=watch.rule,
            watch=watch.id,
            about=(patron, *doubters),
            day=evidence.upto,
            score=rarity(unusual.surprise),
            reason={
                KIND: WARNING,
                "basis": "rate",
                "alarm_day": unusual.day.isoformat(),
                "clients": len(doubters),
                "new_clients": len(new),
                "origins": origins(newest),
                "all_clients": len(clients[patron]),
                "latest": newest[0].day.isoformat(),
                **covered(seen, watch.window_days),
            },
            indications=shown,
            others=tuple(one.claim for one in newest if one.claim not in shown),
            surprise=unusual.surprise,
            awaited={"predicates": ("distrusts",), "object": patron},
            horizon_days=watch.horizon_days,
        )
    yield from unseen(watch, evidence, seen)


_SEVERAL = 2


def _clients(evidence: Evidence) -> dict[str, set[str]]:
    """Patron → states that claims of support or dependence name as its clients."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in evidence.indications:
        roles = PARTNERS.get(one.predicate)
        if roles is None or one.predicate in {"distrusts", "trusts", "prioritises"}:
            continue
        sides = {
            "subject": side(one.subject, one.subject_state),
            "object": side(one.object, one.object_state),
        }
        patron, client = (sides[role] for role in roles)
        if patron and client and patron != client and is_state(client):
            found[patron].add(client)
    return found


def _distrusts(watch: Watch, evidence: Evidence) -> Iterator[tuple[str, str, Indication]]:
    """Patron, client, claim."""
    for one in evidence.indications:
        patron, client = side(one.object, one.object_state), side(one.subject, one.subject_state)
        if one.predicate != "distrusts" or not patron or not client or not stands(one):
            continue
        by_patron = asked(watch.who, one.object, one.object_state)
        if by_patron and asked(watch.whom, one.subject, one.subject_state):
            yield patron, client, one


def _first_doubts(watch: Watch, told: list[tuple[str, str, Indication]]) -> dict[tuple[str, ...], Series]:
    """Patron → origins that bring a client whose distrust was not reported within a window before."""
    last: dict[tuple[str, str], Indication] = {}
    fresh = []
    for patron, client, one in told:
        before = last.get((patron, client))
        if before is None or (one.day - before.day).days >= watch.window_days:
            fresh.append(((patron,), one))
        last[patron, client] = one
    return gathered(fresh)
