"""A sudden silence: what is usually reported on is reported on no more, while the sources answered as usual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from papertiger.warning.coverage import coverage
from papertiger.warning.quiet import quiet
from papertiger.warning.rules.finding import KIND, WARNING, covered, rarity, unseen
from papertiger.warning.rules.matching import acts, asked, side, suffers, wanted
from papertiger.warning.rules.series import gathered
from papertiger.warning.values import Evidence, Finding, Indication
from papertiger.warning.watchlists import Watch

if TYPE_CHECKING:
    from papertiger.warning.rates import Chance

AS_USUAL: Final = 0.8
"""Share of the usual coverage in the window below which silence may be that of the sources."""
_SHOWN: Final = 5


def silence(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]:
    """A pair of states, or a speaker, that was usually reported on and of whom much less than usual is heard, at usual coverage.

    Counted are independent origins of all claims of one state about or towards another, and of all claims with one named speaker. Only
    series that would usually have `minimum_origins` or more in the window are looked at, with a history of at least four windows; the low
    side of the prediction decides (`papertiger.warning.quiet`). Nothing is said where less than 80 % of the usual coverage was seen in the
    window: then it may be the sources that are silent, which the rule `outage` tells. A silence is an absence in the sources, not in
    the world, and no cause is inferred.

    Score: minus the decimal logarithm of how often a year so little would be seen by chance.
    About: the two states, or the speaker.
    Reason: ``of`` (``pair`` or ``speaker``), ``origins`` (in the window), ``last`` (day of the last report), ``silent_days`` (since), and
    what was covered.
    Indications: the last reports before, one an origin. Nothing is predicted, so there is no hit.
    """
    seen = coverage(evidence)
    yield from unseen(watch, evidence, seen)
    if seen.share(watch.window_days) < AS_USUAL:
        return
    found = gathered(_reported(watch, evidence), retold=False)
    usual = {key: series for key, series in found.items() if len(series.first) >= watch.minimum_origins}
    measured = {key: series.counts(seen.days) for key, series in usual.items()}
    often = {
        key: counts
        for key, counts in measured.items()
        if _usually(counts, seen.exposure, watch.window_days) >= watch.minimum_origins
    }
    allowed = chance.per_year / max(len(often), 1)
    for key, counts in sorted(often.items()):
        surprise = quiet(counts, seen.exposure, watch.window_days, allowed)
        if surprise is None or not surprise.alarm:
            continue
        last = usual[key].since(seen.days[0])
        start = evidence.upto - timedelta(days=watch.window_days - 1)
        yield Finding(
            rule=watch.rule,
            watch=watch.id,
            about=key[1:],
            day=evidence.upto,
            score=rarity(surprise),
            reason={
                KIND: WARNING,
                "basis": "rate",
                "of": key[0],
                "origins": sum(one.day >= start for one in last),
                "last": last[0].day.isoformat(),
                "silent_days": (evidence.upto - last[0].day).days,
                **covered(seen, watch.window_days),
            },
            indications=tuple(one.claim for one in last[:_SHOWN]),
            surprise=surprise,
            horizon_days=0,
        )


def _reported(watch: Watch, evidence: Evidence) -> Iterator[tuple[tuple[str, ...], Indication]]:
    for one in evidence.indications:
        if not wanted(watch, one):
            continue
        who, whom = side(one.subject, one.subject_state), side(one.object, one.object_state)
        if who and whom and who != whom and acts(watch, one) and suffers(watch, one):
            yield ("pair", who, whom), one
        if (
            one.speaker
            and not one.anonymous
            and asked(watch.who, one.speaker, one.speaker_state)
            and not watch.whom
        ):
            yield ("speaker", one.speaker), one


def _usually(counts: list[float], exposure: tuple[float, ...], window: int) -> float:
    """Origins in a window of usual coverage, by what was before the last window."""
    past = sum(exposure[:-window])
    return sum(counts[:-window]) / past * window if past else 0.0
