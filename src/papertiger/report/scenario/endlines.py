"""What is said of a quantity at the end: rows of tables, its range, its three spreads, how far it rests on judgement."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf, isfinite, nan

from papertiger.report.scenario import rounding
from papertiger.report.scenario.ends import FIRST_PASSAGE, RUNS_OF_ONE, Band, End
from papertiger.report.scenario.voice import Voice
from papertiger.report.scenario.wording import Unit
from papertiger.scenario.running.result import Driven, Driver


def model_row(model: str, band: Band, end: End, voice: Voice, months: int) -> tuple[str, str, str, str]:
    """A learning model, its median, its 50 % and its 90 % band, as texts."""
    name, unit = voice.learning(model), end.unit
    if not band.counted:
        return name, rounding.NONE, rounding.NONE, rounding.NONE
    return (
        name,
        _level(band.median, unit, voice, months),
        rounding.between(*band.half, unit, voice.language),
        rounding.between(*band.ninety, unit, voice.language),
    )


def row(end: End, voice: Voice, months: int) -> tuple[str, str, str, str, str, str, str]:
    """A line of a table: who, range of medians, range of the 90 % bands, the three spreads, the stamp."""
    unit, spread = end.unit, end.spread
    low, high = end.medians
    if end.quantity.name == FIRST_PASSAGE:
        first, last = _level(low, unit, voice, months), _level(high, unit, voice, months)
        medians = rounding.wide(first, last, voice.language)
        ninety = rounding.between(*end.counted, "share", voice.language)
    else:
        medians = rounding.between(low, high, unit, voice.language)
        ninety = rounding.between(*end.ninety, unit, voice.language)
    three = (spread.within, spread.between_parameters, spread.between_models) if spread else (nan, nan, nan)
    chance, numbers, models = (rounding.spread(one, unit, voice.language) for one in three)
    if len(end.bands) == 1:
        models = rounding.NONE
    return end.label, medians, ninety, chance, numbers, models, voice.words.stamp_short if end.stamped else ""


def _level(value: float, unit: Unit, voice: Voice, months: int) -> str:
    if value == inf:
        return voice.words.never.format(months=months)
    return rounding.level(value, unit, voice.language)


def heads(name: str, voice: Voice) -> tuple[str, str, str, str, str, str, str]:
    """Heads of the columns of `row`."""
    words = voice.words
    second, third = words.median_models, words.ninety
    if name == RUNS_OF_ONE:
        second = words.runs_of_one
    if name == FIRST_PASSAGE:
        second, third = words.lost_month, words.lost_share
    return "", second, third, *words.spread_heads, ""


def sentences(end: End, voice: Voice, tests: tuple[float, float] | None = None) -> Iterator[str]:
    """What is said under a quantity: its range, its spreads, how far it rests on judgement, and what hides in it.

    `tests` is the lowest and the highest mean number of tests a run, for rates of tests.
    """
    words, unit = voice.words, end.unit
    median = rounding.between(*end.medians, unit, voice.language)
    ninety = rounding.between(*end.ninety, unit, voice.language)
    if len(end.bands) > 1:
        yield words.across.format(median=median, ninety=ninety)
    else:
        yield words.across_one.format(models=" ".join(end.bands), ninety=ninety)
    if text := start_text(end, voice):
        yield text
    if end.spread is not None:
        yield spread_text(end, voice)
    yield driven_text(end.driven, voice)
    missing = 1 - end.counted[0]
    if missing > rounding.STEP / 10:
        yield words.counted.format(share=rounding.level(missing, "share", voice.language))
    if tests is not None and tests[0] < FEW:
        low, high = (rounding.mean_count(one, voice.language) for one in tests)
        yield words.few.format(tests=rounding.wide(low, high, voice.language))


def start_text(end: End, voice: Voice) -> str:
    """Where the median stood at the start; empty where there was nothing yet."""
    if not isfinite(end.start[0]):
        return ""
    return voice.words.start.format(median=rounding.between(*end.start, end.unit, voice.language))


def spread_text(end: End, voice: Voice) -> str:
    """The three spreads of a quantity in words, always together; `end` must have them."""
    words, unit, spread = voice.words, end.unit, end.spread
    chance, numbers, models = (
        rounding.spread(one, unit, voice.language)
        for one in (
            (spread.within, spread.between_parameters, spread.between_models) if spread else (nan, nan, nan)
        )
    )
    one = len(end.bands) == 1
    return words.spread.format(
        chance=chance,
        numbers=numbers,
        models=rounding.NONE if one else models,
        unit=words.spread_unit[unit],
        only=f" {words.one_model}" if one else "",
    )


FEW = 10
"""Tests a run under which a rate is told with how many there are (the specification D2)."""


def driven_text(driven: Driven | None, voice: Voice) -> str:
    """How much judgement and choice carry, with its interval; that it is not told, where it is not."""
    if driven is None or not isfinite(driven.total_index):
        return voice.words.not_driven
    low, high = (rounding.per_cent(min(max(one, 0), 1)) for one in driven.interval)
    index = rounding.per_cent(min(max(driven.total_index, 0), 1))
    return voice.words.driven.format(index=index, low=low.removesuffix(" %"), high=high)


def driver_text(one: Driver, voice: Voice, *, brief: bool = False) -> str:
    """A number that a quantity goes with, as a line; `brief` leaves out what it is."""
    words = voice.words
    return (words.driver_short if brief else words.driver).format(
        key=one.key,
        grade=one.grade,
        way=words.higher if one.sign > 0 else words.lower,
        share=rounding.level(one.share, "share", voice.language),
        means=voice.parameter(one.key),
    )
