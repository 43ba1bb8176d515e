"""A supplier in crisis: who supplies a patron is attacked, coerced, sanctioned, or shaken from within."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import coverage
from papertiger.warning.rules.finding import KIND, WARNING, covered, measured, rarity, unseen
from papertiger.warning.rules.matching import asked, side, stands
from papertiger.warning.rules.series import Series, gathered, one_each, origins
from papertiger.warning.values import Evidence, Finding, Indication
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

CRISES: Final = ("ASSAULT", "COERCE", "SANCTION", "PROTEST")


def supplier(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """More signs of crisis than usual in a state that supplies a patron.

    Who supplies whom is read from claims that it supplies the patron, or that the patron depends_on it, at any time up to the day. Signs
    of crisis are ASSAULT, COERCE and SANCTION against it by others, and PROTEST inside it or against it: a coup or a blackout counts
    where its report is coded as one of these. What the patron itself does to it counts, too. Independent origins are held
    against its own past. `who` names suppliers, `whom` those that they supply, `domains` what is supplied, `predicates` which signs count.

    Score: minus the decimal logarithm of how often a year so much would be seen by chance.
    About: supplier, patron.
    Reason: ``origins``, ``assault``, ``coerce``, ``sanction``, ``protest`` (origins that show each), ``domain`` (what it supplies, or
    None where no claim says), ``supply_origins`` (that say so), ``latest``, ``alarm_day`` (on which it became unusual), and what was covered.
    Also: ``supplies`` (claims of the supply).
    A hit: supply from it to the patron reduced, withheld or insufficient, reported within the horizon.
    """
    seen = coverage(evidence)
    supplies = _supplies(watch, evidence)
    suppliers = {who for who, _ in supplies}
    found = gathered(((whom,), one) for whom, one in _crises(watch, evidence) if whom in suppliers)
    pairs = [pair for pair in supplies if (pair[0],) in found]
    share = 1 / max(len(pairs), 1)
    for unusual in measured(chance, found, seen, share, watch.window_days):
        series, surprise, start = unusual.series, unusual.surprise, unusual.start
        new = series.since(start)
        if not surprise.alarm or len(new) < watch.minimum_origins:
            continue
        for pair in sorted(pair for pair in pairs if pair[0] == series.key[0]):
            yield Finding(
                rule=watch.rule,
                watch=watch.id,
                about=pair,
                day=evidence.upto,
                score=rarity(surprise),
                reason={
                    KIND: WARNING,
                    "basis": "rate",
                    "alarm_day": unusual.day.isoformat(),
                    "origins": origins(new),
                    **_by_kind(series, start),
                    "domain": _domain(supplies[pair]),
                    "supply_origins": origins(supplies[pair]),
                    "latest": new[0].day.isoformat(),
                    **covered(seen, watch.window_days),
                },
                indications=one_each(new),
                others=tuple(one.claim for one in series.retold(start)),
                surprise=surprise,
                awaited={
                    "predicates": ("reduced", "withheld", "insufficient"),
                    "subject": pair[0],
                    "object": pair[1],
                },
                horizon_days=watch.horizon_days,
                also={"supplies": one_each(reversed(supplies[pair]))},
            )
    yield from unseen(watch, evidence, seen)


def _supplies(watch: Watch, evidence: Evidence) -> dict[tuple[str, str], list[Indication]]:
    """Supplier and supplied → the claims that say so, by day."""
    found: dict[tuple[str, str], list[Indication]] = defaultdict(list)
    for one in evidence.indications:
        if one.predicate not in {"supplies", "depends_on"} or not stands(one):
            continue
        giver, taker = (one.subject, one.subject_state), (one.object, one.object_state)
        if one.predicate == "depends_on":
            giver, taker = taker, giver
        who, whom = side(*giver), side(*taker)
        if not who or not whom or who == whom or not asked(watch.domains, one.domain):
            continue
        if asked(watch.who, *giver) and asked(watch.whom, *taker):
            found[who, whom].append(one)
    return found


def _crises(watch: Watch, evidence: Evidence) -> Iterator[tuple[str, Indication]]:
    """Whom a sign of crisis concerns, and the claim."""
    for one in evidence.indications:
        if one.predicate not in CRISES or not stands(one) or not asked(watch.predicates, one.predicate):
            continue
        by, whom = side(one.subject, one.subject_state), side(one.object, one.object_state)
        if one.predicate == "PROTEST":
            whom = whom or by
        if whom and (whom != by or one.predicate == "PROTEST"):
            yield whom, one


def _by_kind(series: Series, start: date) -> dict[str, int]:
    return {
        kind.lower(): origins(
            one
            for one in (*series.first.values(), *series.others)
            if one.predicate == kind and one.day >= start
        )
        for kind in CRISES
    }


def _domain(claims: list[Indication]) -> str | None:
    """What is supplied, where a claim says so: the last that does."""
    return next((one.domain for one in reversed(claims) if one.domain != "unspecified"), None)
