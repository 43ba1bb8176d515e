"""What came of a watch's earlier warnings, learnt for the probability of the next.

A rule's probability rests on what followed statements of all kinds; that they were unusual enough for a warning says more, and how much
more shows in what became of earlier warnings. Their odds are corrected all by one factor (recalibration in the large: Cox 1958, the
intercept of Miller, Hui and Tierney 1991), whose logarithm has a normal prior around none: differences between speakers stay, and with nothing resolved nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log
from typing import Final

from papertiger.warning.scoring import Issued, Seen, judged
from papertiger.warning.values import Finding, Indication

RAW: Final = "record_probability"
"""In the reason of a finding: its probability before the correction."""
SPREAD: Final = 1.0
"""Standard deviation of the prior of the logarithm of the factor: before any outcome, odds are believed right within fivefold (90 %)."""
_CERTAIN: Final = 1e-6
_STEPS: Final = 60


@dataclass(frozen=True, slots=True)
class Learned:
    """What resolved warnings of one watch say of the next."""

    resolved: int
    """Earlier warnings whose horizon is over, hit or false alarm; of those about the same with overlapping horizons the first."""
    followed: int
    """Hits among them."""
    shift: float
    """Natural logarithm of the factor by which the odds are corrected."""

    def corrected(self, probability: float) -> float:
        """The probability with its odds corrected."""
        return _expit(_logit(probability) + self.shift)


def learned(
    earlier: Iterable[tuple[str, Finding]],
    indications: Sequence[Indication],
    upto: date,
    seen: Seen | None = None,
) -> Learned:
    """What resolved warnings of one watch teach as of a day; nothing published after it is looked at.

    A warning teaches when its horizon is over, a hit no sooner than a false alarm: hits are known early, and would be too many.

    Args:
        earlier: Ids and findings of the watch's warnings, follow-ups left out.
        indications: All that is known.
        upto: Day as of which to judge.
        seen: Tells of which spans enough was seen (`papertiger.warning.scoring`); a warning with too little seen after it teaches nothing.
    """
    over = [
        (name, one)
        for name, one in sorted(earlier, key=lambda pair: (pair[1].day, pair[0]))
        if one.probability is not None and one.awaited and one.day + timedelta(days=one.horizon_days) <= upto
    ]
    alone = _apart(over)
    outcomes = judged([Issued.of(name, one) for name, one in alone], indications, upto, seen=seen)
    rows = [
        (_logit(_raw(one)), outcome.verdict == "hit")
        for (_, one), outcome in zip(alone, outcomes, strict=True)
        if outcome.verdict in {"hit", "false_alarm"}
    ]
    return Learned(len(rows), sum(came for _, came in rows), _shift(rows))


def with_learned(finding: Finding, found: Learned) -> Finding:
    """The finding with its probability corrected, and in its reason what by."""
    if finding.probability is None:
        return finding
    reason = {
        **finding.reason,
        RAW: finding.probability,
        "warnings_resolved": found.resolved,
        "warnings_followed": found.followed,
    }
    return replace(finding, reason=reason, probability=found.corrected(finding.probability))


def _apart(over: Iterable[tuple[str, Finding]]) -> list[tuple[str, Finding]]:
    """Without those about the same that came while the horizon of the one before was open: they await the same event."""
    until: dict[tuple[str, ...], date] = {}
    kept = []
    for name, one in over:
        if one.about not in until or one.day > until[one.about]:
            until[one.about] = one.day + timedelta(days=one.horizon_days)
            kept.append((name, one))
    return kept


def _raw(one: Finding) -> float:
    raw = one.reason.get(RAW)
    return float(raw) if raw is not None else one.probability or 0.0


def _shift(rows: Sequence[tuple[float, bool]]) -> float:
    """The mode of the posterior: where the slope of its logarithm, which falls all the way, is 0."""
    low, high = -len(rows) * SPREAD**2, len(rows) * SPREAD**2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        slope = sum(came - _expit(odds + middle) for odds, came in rows) - middle / SPREAD**2
        low, high = (middle, high) if slope > 0 else (low, middle)
    return (low + high) / 2


def _logit(probability: float) -> float:
    held = min(max(probability, _CERTAIN), 1 - _CERTAIN)
    return log(held / (1 - held))


def _expit(odds: float) -> float:
    return 1 / (1 + exp(-odds)) if odds >= 0 else exp(odds) / (1 + exp(odds))
