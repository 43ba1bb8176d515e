"""How figures of the model are rounded when they are shown: levels coarsely, spreads and differences to the point.

A simulated share is known to the third decimal and means nothing to the second: what it rests on is judged. So levels are rounded to 5 points
(the specification D), differences under the same chances, which are exact in the model, to 1.
"""

from __future__ import annotations

from math import isfinite, nan

from papertiger.report.formatting import written
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.scenario.wording import Unit, scenario_wording

STEP = 0.05
MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"


def coarse(value: float, unit: Unit) -> float:
    """A level as it is shown: to the nearest 0.05, months to the nearest month."""
    if not isfinite(value):
        return nan
    return float(round(value)) if unit == "months" else round(round(value / STEP) * STEP, 2)


def level(value: float, unit: Unit, language: Language = DEFAULT) -> str:
    """``35 %``, ``0.35``, ``24``; ``under 5 %`` for what is not 0 but would read so, likewise ``over 95 %``."""
    if not isfinite(value):
        return NONE
    shown, words = coarse(value, unit), scenario_wording(language).ranges
    if unit == "months":
        return f"{shown:.0f}"
    if shown == 0 and value > 0:
        return words.under.format(value=_bare(STEP, unit, language))
    if shown == 1 and value < 1:
        return words.over.format(value=_bare(1 - STEP, unit, language))
    return _bare(shown, unit, language)


def between(low: float, high: float, unit: Unit, language: Language = DEFAULT) -> str:
    """``35 to 55 %``, ``0.35 to 0.55``; one level where both read the same."""
    first, last = level(low, unit, language), level(high, unit, language)
    if first == last:
        return first
    return scenario_wording(language).ranges.range.format(low=first.removesuffix(" %"), high=last)


def wide(first: str, last: str, language: Language = DEFAULT) -> str:
    """A range whose ends are texts already."""
    return first if first == last else scenario_wording(language).ranges.wide.format(low=first, high=last)


def _bare(value: float, unit: Unit, language: Language) -> str:
    return f"{100 * value:.0f} %" if unit == "share" else written(f"{value:.2f}", language)


def spread(value: float, unit: Unit, language: Language = DEFAULT) -> str:
    """A standard deviation without its unit: points of per cent, hundredths of an index, months."""
    if not isfinite(value):
        return NONE
    if unit == "months":
        return f"{value:.0f}" if value >= 1 else "<1"
    points = round(100 * value)
    if points == 0 and value > 0:
        return "<1" if unit == "share" else written("<0.01", language)
    return f"{points}" if unit == "share" else written(f"{points / 100:.2f}", language)


def signed(value: float, unit: Unit, language: Language = DEFAULT) -> str:
    """A difference without its unit, with its sign: ``+3``, ``−0.12``, ``0``."""
    if not isfinite(value):
        return NONE
    points = round(value) if unit == "months" else round(100 * value)
    if points == 0:
        return "0"
    size = f"{abs(points) / 100:.2f}" if unit == "index" else f"{abs(points)}"
    return f"{'+' if points > 0 else MINUS}{written(size, language)}"


def signed_between(low: float, high: float, unit: Unit, language: Language = DEFAULT) -> str:
    """``−4 to +8``; one number where both read the same."""
    return wide(signed(low, unit, language), signed(high, unit, language), language)


def per_cent(value: float) -> str:
    """A share of variance or of draws to the nearest point."""
    return f"{100 * value:.0f} %" if isfinite(value) else NONE


def mean_count(value: float, language: Language = DEFAULT) -> str:
    """A mean number a run: ``13``, ``4.2``, ``under 0.1``."""
    if not isfinite(value):
        return NONE
    if 0 < value < 0.05:  # noqa: PLR2004 - half of what is shown
        return scenario_wording(language).ranges.under.format(value=written("0.1", language))
    return f"{value:.0f}" if value >= 10 else written(f"{value:.1f}", language)  # noqa: PLR2004 - two digits are enough


def month(value: float, language: Language = DEFAULT) -> str:
    """A month of the run, without decimals where it has none."""
    return written(f"{value:g}", language)
