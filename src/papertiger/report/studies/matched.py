"""What history matching left, as lines for a terminal, and as JSON."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from papertiger.report.columns import columns
from papertiger.report.formatting import decimals_within
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.studies.wording import CalibrationWords, study_words
from papertiger.report.terminal import Ink
from papertiger.report.visible import one_line
from papertiger.scenario.calibrating.result import Direction, Matched

MINUS = "\N{MINUS SIGN}"
NONE = "\N{EN DASH}"
Loads = Sequence[tuple[str, float]]


def matched_lines(
    found: Matched, ink: Ink, room: int, *, whole: bool = False, language: Language = DEFAULT
) -> Iterator[str]:
    """Screening, waves, parameters, directions, pairs; `whole` also lists what is not identified row by row."""
    lines = _lines(found, study_words(language).calibration, ink, room, whole=whole)
    yield from (decimals_within(line, language) for line in lines)


def _lines(found: Matched, words: CalibrationWords, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    yield ink.bold(words.title)
    yield from _wrapped(
        words.ran.format(runs=found.runs, waves=len(found.waves), seed=found.seed, cut=f"{found.cut:g}"),
        room,
    )
    yield from _reach(found, words, ink, room)
    yield from _waves(found, words, ink, room)
    yield from _learned(found, words, ink, room, whole=whole)
    yield from _directions(found, words, ink, room)
    if found.pairs:
        yield from _heading(words.pairs_title, ink)
        rows = [(one, other, _signed(value)) for one, other, value in found.pairs]
        yield from columns(words.pairs_head, rows, ink, room, right={2})


def combination(loads: Loads) -> str:
    """``exit_base − 0.7 exit_trust``: a direction in words, keys without their section."""
    said = ""
    for key, value in loads:
        name = key.rpartition(".")[2]
        size = "" if round(abs(value), 2) == 1 else f"{abs(value):.2g} "
        sign = (" + " if value > 0 else f" {MINUS} ") if said else ("" if value > 0 else MINUS)
        said += f"{sign}{size}{name}"
    return said


def matched_json(found: Matched) -> dict[str, Any]:
    """The answer for a program, without the ensemble, which has its own file."""
    return {
        "cut": found.cut,
        "seed": found.seed,
        "runs": found.runs,
        "settled": found.settled,
        "members": len(found.members),
        "jointly": found.jointly,
        "targets": [
            {
                "key": one.target.key,
                "value": one.target.value,
                "observed": one.target.observed,
                "discrepancy": one.target.discrepancy,
                "share_of_prior": one.share,
                "prior_quantiles": [_finite(value) for value in one.quantiles],
            }
            for one in found.reached
        ],
        "waves": [
            {
                "points": one.points,
                "replicates": one.replicates,
                "looked": one.looked,
                "kept": one.kept,
                "kept_but_for_one": one.second,
                "volume": one.volume,
                "interval": list(one.interval),
            }
            for one in found.waves
        ],
        "parameters": [
            {
                "key": one.factor.key,
                "grade": one.factor.grade,
                "known": one.known,
                "acts": one.acts,
                "contraction": one.contraction,
                "interval": list(one.interval),
            }
            for one in found.learned
        ],
        "directions": [
            {
                "loads": dict(one.loads),
                "variance_left": one.ratio,
                "identified": one.identified,
                "ridge": one.ridge,
                "opposite": dict(one.opposite),
                "opposite_variance_left": one.opposite_ratio,
            }
            for one in found.directions
        ],
        "pairs": [{"one": one, "other": other, "correlation": value} for one, other, value in found.pairs],
    }


def _reach(found: Matched, words: CalibrationWords, ink: Ink, room: int) -> Iterator[str]:
    yield from _heading(words.reach_title, ink)
    rows = [
        (
            one.target.key,
            _number(one.target.value),
            _number(one.target.observed),
            _number(one.target.discrepancy),
            ", ".join(map(_number, one.quantiles)),
            _share(one.share),
        )
        for one in found.reached
    ]
    yield from columns(words.reach_head, rows, ink, room, right={1, 2, 3, 5})
    yield from _wrapped(words.jointly.format(share=_share(found.jointly)), room, "  ")


def _waves(found: Matched, words: CalibrationWords, ink: Ink, room: int) -> Iterator[str]:
    yield from _heading(words.waves_title, ink)
    rows = [
        (
            str(number),
            str(one.points),
            str(one.replicates),
            _share(one.looked),
            str(one.kept),
            str(one.second),
            f"{_share(one.volume)} ({words.range.format(low=_share(one.interval[0]), high=_share(one.interval[1]))})",
        )
        for number, one in enumerate(found.waves, start=1)
    ]
    yield from columns(words.waves_head, rows, ink, room, right={0, 1, 2, 3, 4, 5})
    yield from _wrapped(words.settled if found.settled else words.not_settled, room, "  ")
    yield from _wrapped(words.ensemble.format(members=len(found.members)), room, "  ")


def _learned(found: Matched, words: CalibrationWords, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    yield from _heading(words.learned_title, ink)
    ordered = sorted(found.learned, key=lambda one: -one.contraction)
    shown = [one for one in ordered if whole or one.known != "not identified"]
    rows = [
        (
            one.factor.key,
            one.factor.grade,
            words.range.format(low=_number(one.interval[0]), high=_number(one.interval[1])),
            f"{one.contraction:.2f}".replace("-", MINUS),
            words.known[one.known] + ("" if one.acts else f"; {words.idle}"),
        )
        for one in shown
    ]
    if rows:
        yield from columns(words.learned_head, rows, ink, room, right={3})
    none = [one.factor.key.rpartition(".")[2] for one in found.learned if one.known == "not identified"]
    if none:
        yield from _wrapped(
            words.unnamed.format(number=len(none), all=len(found.learned), keys=", ".join(none)), room, "  "
        )


def _directions(found: Matched, words: CalibrationWords, ink: Ink, room: int) -> Iterator[str]:
    yield from _heading(words.directions_title, ink)
    if not found.directions:
        yield from _wrapped(words.too_few, room, "  ")
        return
    told = [one for one in found.directions if one.identified]
    for one in told:
        yield from _wrapped(_direction(one, words), room, "  ")
    if free := len(found.directions) - len(told):
        yield from _wrapped(words.free.format(number=free, all=len(found.directions)), room, "  ")


def _direction(one: Direction, words: CalibrationWords) -> str:
    if one.ridge:
        return words.ridge.format(
            combination=combination(one.loads),
            ratio=_share(one.ratio),
            opposite=combination(one.opposite),
            other=_share(one.opposite_ratio),
        )
    return words.identified.format(combination=combination(one.loads), ratio=_share(one.ratio))


def _heading(title: str, ink: Ink) -> Iterator[str]:
    yield ""
    yield ink.accent(title)


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _share(value: float) -> str:
    if not math.isfinite(value):
        return NONE
    return f"{100 * value:.0f} %" if value >= 0.1 else f"{100 * value:.2g} %"  # noqa: PLR2004 - two digits are enough


def _number(value: float) -> str:
    return f"{value:.3g}".replace("-", MINUS) if math.isfinite(value) else NONE


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", MINUS)


def _wrapped(text: str, room: int, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(one_line(text), room, initial_indent=indent, subsequent_indent=" " * len(indent))
