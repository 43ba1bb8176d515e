"""The outcome that a delivered share stands for, by the cut-offs in force."""

from __future__ import annotations

from papertiger.reliability.cases import Outcome
from papertiger.reliability.measuring.settings import CutOffs, measurement


def outcome_of_share(share: float, *, late: bool = False, cut_offs: CutOffs | None = None) -> Outcome:
    """Withheld, partial or honoured, for a `share` (0 to 1) of what was asked or promised; all of it, but late, is partial.

    Raises:
        ValueError: the share is negative.
    """
    if share < 0:
        raise ValueError(f"a share of {share:g} was delivered: it must be 0 or more")
    cut_offs = cut_offs or measurement().cut_offs
    if 100 * share < cut_offs.withheld_below:
        return "withheld"
    if 100 * share < cut_offs.honoured_from or late:
        return "partial"
    return "honoured"


def alternatives(cut_offs: CutOffs | None = None) -> tuple[CutOffs, ...]:
    """The cut-offs under which results should be shown too."""
    cut_offs = cut_offs or measurement().cut_offs
    return tuple(
        cut_offs.model_copy(update={"withheld_below": low, "honoured_from": high})
        for low, high in cut_offs.alternatives
    )
