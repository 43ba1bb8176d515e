"""A patron's growing burden: more that binds it, more that it did not give, more that is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import coverage
from papertiger.warning.rules.finding import KIND, WARNING, covered, measured, rarity, unseen
from papertiger.warning.rules.matching import acts, asked, side, stands, suffers, wanted
from papertiger.warning.rules.series import Series, gathered, one_each, origins
from papertiger.warning.values import Evidence, Finding, Indication
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

LACKS: Final = ("insufficient", "reduced", "withheld")
_ASKED: Final = frozenset({"asserted", "intended"})


def burden(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """Signs that a patron is bound more than it usually is, from all its clients together.

    Signs are: claims that it is constrained_by a war or an adversary; support withheld, reduced or insufficient, for whatever client; war of
    its own (ASSAULT by it or against it); and support requested of it. Independent origins of all signs together are held
    against the patron's own past; an origin that shows several signs counts once. War alone is no burden on a partnership: at least one
    sign of another kind must stand in the window. `who` names patrons, `whom` clients (of what is not given and what is asked).

    Score: minus the decimal logarithm of how often a year so much would be seen by chance.
    About: patron.
    Reason: ``origins``, ``constrained``, ``lacking``, ``war``, ``requests`` (origins that show each), ``clients`` (distinct ones that got
    less or asked), ``latest``, ``alarm_day`` (on which it became unusual), and what was covered.
    Also: ``constrained``, ``lacking``, ``war``, ``requests`` with their claims.
    A hit: support by the patron withheld, reduced or insufficient, reported from the day after within the horizon.
    """
    seen = coverage(evidence)
    found = gathered(((patron,), one) for patron, _, one in _signs(watch, evidence))
    patrons = {(patron,) for patron, kind, _ in _signs(watch, evidence) if kind != "war"}
    candidates: dict[tuple[str, ...], Series] = {
        key: series for key, series in found.items() if key in patrons
    }
    share = 1 / max(len(candidates), 1)
    for one in measured(chance, candidates, seen, share, watch.window_days):
        series, surprise, start = one.series, one.surprise, one.start
        new = series.since(start)
        if not surprise.alarm or len(new) < watch.minimum_origins:
            continue
        (patron,) = series.key
        kinds: dict[str, list[Indication]] = {"constrained": [], "lacking": [], "war": [], "requests": []}
        for who, kind, sign in _signs(watch, evidence):
            if who == patron and sign.day >= start:
                kinds[kind].append(sign)
        others = [sign for kind, these in kinds.items() if kind != "war" for sign in these]
        if not others:
            continue
        clients = {_client(sign) for sign in others if sign.family == "support"}
        yield Finding(
            rule=watch.rule,
            watch=watch.id,
            about=series.key,
            day=evidence.upto,
            score=rarity(surprise),
            reason={
                KIND: WARNING,
                "basis": "rate",
                "alarm_day": one.day.isoformat(),
                "origins": origins(new),
                **{kind: origins(these) for kind, these in kinds.items()},
                "clients": len(clients - {None}),
                "latest": new[0].day.isoformat(),
                **covered(seen, watch.window_days),
            },
            indications=one_each(new),
            others=tuple(sign.claim for sign in series.retold(start)),
            surprise=surprise,
            awaited={"predicates": LACKS, "subject": patron},
            horizon_days=watch.horizon_days,
            also={kind: one_each(reversed(these)) for kind, these in kinds.items() if these},
        )
    yield from unseen(watch, evidence, seen)


def _client(one: Indication) -> str | None:
    if one.predicate == "requested":
        return side(one.subject, one.subject_state)
    return side(one.object, one.object_state)


def _signs(watch: Watch, evidence: Evidence) -> Iterator[tuple[str, str, Indication]]:
    """Patron, kind of sign, claim."""
    for one in evidence.indications:
        if not wanted(watch, one):
            continue
        subject, object_ = side(one.subject, one.subject_state), side(one.object, one.object_state)
        by_patron = asked(watch.who, one.subject, one.subject_state)
        if one.predicate == "constrained_by" and subject and by_patron and stands(one):
            yield subject, "constrained", one
        elif one.predicate in LACKS and subject and acts(watch, one) and suffers(watch, one) and stands(one):
            yield subject, "lacking", one
        elif one.predicate == "requested" and object_ and stands(one, _ASKED):
            to_patron = asked(watch.who, one.object, one.object_state)
            if to_patron and asked(watch.whom, one.subject, one.subject_state):
                yield object_, "requests", one
        elif one.predicate == "ASSAULT" and stands(one):
            for party, ids in (
                (subject, (one.subject, one.subject_state)),
                (object_, (one.object, one.object_state)),
            ):
                if party and subject != object_ and asked(watch.who, *ids):
                    yield party, "war", one
