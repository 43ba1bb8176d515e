"""Threats: statements of a speaker against a target, more than that speaker usually makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import Coverage, coverage
from papertiger.warning.record import Record
from papertiger.warning.rules.finding import (
    KIND,
    WARNING,
    Measured,
    Reason,
    covered,
    measured,
    rarity,
    unseen,
)
from papertiger.warning.rules.followed import Followed
from papertiger.warning.rules.matching import HAPPENED, STATED, acts, side, stands, suffers
from papertiger.warning.rules.series import Series, gathered, is_retold, one_each, origins
from papertiger.warning.rules.statements import Statements
from papertiger.warning.values import Evidence, Finding, Indication
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

FORCE: Final = ("ASSAULT", "COERCE")
_ANYONE: Final = Watch("", "")
THIN: Final = 60
"""Days with any coverage below which a rate has hardly been seen."""


def threats(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """Threats by a speaker against a target: more of them than this speaker usually makes against it.

    Counted are claims THREATEN, and intentions to use force (ASSAULT, COERCE) that the subject itself or its own state states; affirmed,
    and neither merely possible nor denied. Every independent origin counts once, on the day of its first sight; a report that itself says
    that the threat was made again and again counts for two statements. What the text places more than two weeks before its
    publication, and further reports of an origin, are listed and not counted. What one person says against one target is one statement, however
    many newsrooms tell it on that day and the next; a further origin on a third day in a row tells of another, and so on, and where a report states the
    day, that decides (`papertiger.warning.rules.statements`). The target is a state with its leaders and bodies.

    Counts are held against the history of this speaker and target, once for the person and once for the side (all who speak for that
    state), and the rarer of the two is told; with the number of statements against all others, which shows whom talk comes easily to.
    Where fewer than 60 days were covered, no rate is known that one statement could be held against: a report of repeated threats is then told as a warning whose ``basis`` is
    ``stated``, and not as one that was measured. Force of the same side against the same target that the same evidence reports is shown:
    it ``was announced``.

    Score: minus the decimal logarithm of how often a year so much would be seen by chance; 0 where the basis is ``stated``.
    About: speaker, target.
    Reason: ``statements`` (counted, repetitions twice), ``origins`` (that report them), ``repeated`` (statements whose report says so), ``retold`` (reports not counted),
    ``side``, ``alarm_day`` (on which it became unusual; None where the basis is ``stated``), ``basis`` (``rate`` or ``stated``), ``against_others`` and ``others_expected`` (statements of the side against all
    others in the same days, and how many there usually are), ``followed_by`` (force already reported, or None), ``since`` and ``latest`` (days of the
    first and last one), ``record_statements``, ``record_resolved`` and ``record_followed`` (threats of the side against the target in 12 months, earlier ones whose
    horizon is over, and those of them that force followed), and what was covered.
    Probability: of force within the horizon, by that record drawn towards that of all who threaten (`papertiger.warning.record`); None
    where it was reported already, or where fewer than five trials of all together are over. A stored warning has it corrected by what
    came of the watch's earlier ones (`papertiger.warning.learned`; ``record_probability``, ``warnings_resolved``, ``warnings_followed``).
    Also: ``force`` (claims of force by the same side against the same target).
    A hit: ASSAULT or COERCE by the side against the target, first reported after the warning and within the horizon.
    """
    seen = coverage(evidence)
    statement = statements(watch, evidence)
    by_pair = series(watch, evidence, statement)
    whole = gathered(_sides(watch, evidence), under=lambda one: statement[one.claim])
    share = 1 / max(len(by_pair), 1)
    best: dict[tuple[str, str], Measured] = {}
    for one in measured(chance, by_pair, seen, share, watch.window_days):
        who, _, whom = one.series.key
        before = best.get((who, whom))
        if before is None or _rank(one) < _rank(before):
            best[who, whom] = one
    force = _force(evidence)
    followed = None
    for (who, whom), one in sorted(best.items()):
        found = _finding(watch, evidence, seen, one)
        if found is not None:
            found = _with_context(found, whole[who,], one, force, seen, watch)
            followed = followed or Followed(
                _said(evidence), force, seen.days[0], evidence.upto, watch.horizon_days
            )
            yield found if found.also.get("force") else _with_record(found, followed.of((who, whom)))
    yield from unseen(watch, evidence, seen)


def series(watch: Watch, evidence: Evidence, statement: Mapping[str, str]) -> dict[tuple[str, ...], Series]:
    """Side, speaker, target → what is held against the past; `statement` says what each claim counts under."""
    return _once(gathered(_pairs(watch, evidence), under=lambda one: statement[one.claim]))


def _rank(one: Measured) -> tuple[bool, float, tuple[str, ...]]:
    return not one.surprise.alarm, one.surprise.per_year, one.series.key


def _is_threat(one: Indication) -> bool:
    # What is threatened on a condition is hypothetical; that it is threatened is not.
    on_condition = one.predicate == "THREATEN" and one.modality == "conditional"
    known = replace(one, auxiliary=()) if on_condition and "negation" not in one.auxiliary else one
    if not stands(known, STATED):
        return False
    if one.predicate == "THREATEN":
        return True
    own = one.speaker is not None and (
        one.speaker == one.subject
        or side(one.speaker, one.speaker_state) == side(one.subject, one.subject_state)
    )
    return one.predicate in FORCE and one.modality == "intended" and own


def _threats(watch: Watch, evidence: Evidence) -> Iterator[tuple[str, str, Indication]]:
    """Side, target and claim."""
    for one in evidence.indications:
        who, whom = side(one.subject, one.subject_state), side(one.object, one.object_state)
        if who and whom and who != whom and _is_threat(one) and acts(watch, one):
            yield who, whom, one


def _pairs(watch: Watch, evidence: Evidence) -> Iterator[tuple[tuple[str, ...], Indication]]:
    """Side, speaker, target: each threat as one of the speaker and as one of the side, where they are not the same."""
    for who, whom, one in _threats(watch, evidence):
        if suffers(watch, one):
            for speaker in dict.fromkeys((who, one.subject or who)):
                yield (who, speaker, whom), one


def _once(found: dict[tuple[str, ...], Series]) -> dict[tuple[str, ...], Series]:
    """The series without those of persons who made all that their side said: they would be looked at twice."""
    return {
        key: series
        for key, series in found.items()
        if key[0] == key[1] or series.first.keys() != found[key[0], key[0], key[2]].first.keys()
    }


def statements(watch: Watch, evidence: Evidence) -> dict[str, str]:
    """Claim → what it counts under: its origin; where one person threatens one target, the first origin that tells of that statement."""
    found: dict[str, str] = {}
    made: dict[tuple[str, str], Statements] = {}
    for who, whom, one in _threats(watch, evidence):
        if one.subject is None or one.subject == who or is_retold(one):
            found[one.claim] = one.origin
        else:
            found[one.claim] = made.setdefault((one.subject, whom), Statements()).told_by(one)
    return found


def _sides(watch: Watch, evidence: Evidence) -> Iterator[tuple[tuple[str, ...], Indication]]:
    for who, _, one in _threats(watch, evidence):
        yield (who,), one


def _finding(watch: Watch, evidence: Evidence, seen: Coverage, one: Measured) -> Finding | None:
    """The finding of a series where it is unusual, or where no rate is known and a report speaks of repetition."""
    series, surprise = one.series, one.surprise
    window = evidence.upto - timedelta(days=watch.window_days - 1)
    start = min(one.start, window) if surprise.alarm else window
    new = series.since(start)
    heard = origins(told for told in (*new, *series.retold(start)) if not is_retold(told))
    repeated = [threat for threat in new if threat.repeated]
    if heard < watch.minimum_origins:
        return None
    thin = seen.seen() < THIN
    rare = surprise.alarm and (len(new) > 1 or not thin)  # one statement against no history is no measurement
    if not rare and not (thin and repeated):
        return None
    stated = not rare
    who, speaker, whom = series.key
    retold = series.retold(start)
    reason: Reason = {
        KIND: WARNING,
        "basis": "stated" if stated else "rate",
        "side": who,
        "alarm_day": one.day.isoformat() if rare else None,
        "statements": sum(series.weight(threat) for threat in new),
        "origins": heard,
        "repeated": len(repeated),
        "retold": len(retold),
        "since": new[-1].day.isoformat(),
        "latest": new[0].day.isoformat(),
    }
    return Finding(
        rule=watch.rule,
        watch=watch.id,
        about=(_speaker(new, speaker), whom),
        day=evidence.upto,
        score=0.0 if stated else rarity(surprise),
        reason=reason,
        indications=one_each(new),
        others=tuple(threat.claim for threat in retold),
        surprise=surprise,
        awaited={"predicates": FORCE, "subject": who, "object": whom},
        horizon_days=watch.horizon_days,
    )


def _speaker(new: list[Indication], speaker: str) -> str:
    """The one person who made all of them, though all who speak for the side were counted; else the series' own."""
    made = {one.subject for one in new}
    return next(iter(made)) or speaker if len(made) == 1 else speaker


def _force(evidence: Evidence) -> dict[tuple[str, str], list[Indication]]:
    """Side and target → force that is reported as a fact, the newest first."""
    found: dict[tuple[str, str], list[Indication]] = defaultdict(list)
    for one in reversed(evidence.indications):
        who, whom = side(one.subject, one.subject_state), side(one.object, one.object_state)
        if one.predicate in FORCE and who and whom and stands(one, HAPPENED):
            found[who, whom].append(one)
    return found


def _said(evidence: Evidence) -> dict[tuple[str, str], list[date]]:
    """Side and target → days of threats, one an origin, of all who threaten; whoever a watch asks for."""
    seen: set[tuple[str, str, str]] = set()
    found: dict[tuple[str, str], list[date]] = defaultdict(list)
    for who, whom, one in _threats(_ANYONE, evidence):
        if (who, whom, one.origin) not in seen and not is_retold(one):
            seen.add((who, whom, one.origin))
            found[who, whom].append(one.day)
    return found


def _with_record(found: Finding, own: Record | None) -> Finding:
    """The finding with what followed earlier statements of the side against the target, and the probability that rests on it."""
    if own is None:
        return found
    reason = {
        **found.reason,
        "record_statements": own.statements,
        "record_resolved": own.resolved,
        "record_followed": own.followed,
    }
    return replace(found, reason=reason, probability=own.probability, base_rate=own.base_rate)


def _with_context(
    found: Finding,
    whole: Series,
    unusual: Measured,
    force: Mapping[tuple[str, str], list[Indication]],
    seen: Coverage,
    watch: Watch,
) -> Finding:
    """The finding with what the side says against others, force that was announced, and what was covered."""
    who, _, whom = unusual.series.key
    window = max(unusual.surprise.days, 1) if unusual.surprise.alarm else watch.window_days
    start = found.day - timedelta(days=window - 1)
    others = [one for one in whole.first.values() if side(one.object, one.object_state) != whom]
    before = sum(whole.weight(one) for one in others if one.day < start)
    past, now = sum(seen.exposure[:-window]), sum(seen.exposure[-window:])
    first = min(one.day for one in unusual.series.first.values())
    came = [one for one in force.get((who, whom), ()) if one.day >= first]
    came.sort(key=lambda one: FORCE.index(one.predicate))  # what weighs most of one report stands for it
    reason = {
        **found.reason,
        "against_others": sum(whole.weight(one) for one in others if one.day >= start),
        "others_expected": round(before / past * now, 2) if past else None,
        "followed_by": came[0].predicate if came else None,
        "followed_origins": origins(came),
        **covered(seen, watch.window_days),
    }
    return replace(found, reason=reason, also={"force": one_each(came)} if came else {})
