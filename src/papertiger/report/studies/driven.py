"""A sensitivity study as lines for a terminal, and as JSON."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import Any

from papertiger.report.columns import columns
from papertiger.report.formatting import decimals_within
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.studies.wording import SensitivityWords, study_words
from papertiger.report.terminal import Ink
from papertiger.report.told import told
from papertiger.report.visible import one_line
from papertiger.scenario.sensitivity.result import Effects, Estimate, Group, Indices, Sensitivity

SHOWN = 15
"""Rows of a table unless all are asked for."""
ENOUGH = 1024
"""Base points from which on a second decimal may be quoted."""
NONE, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
_ZERO = 1e-9  # what rounding leaves of nothing


def sensitivity_lines(
    study: Sensitivity, ink: Ink, room: int, *, whole: bool = False, language: Language = DEFAULT
) -> Iterator[str]:
    """The study: banner, how it was run, and a table a quantity; `whole` shows every row."""
    words, say = study_words(language).sensitivity, told(language, "terms").say
    lines = _lines(study, words, (say(study.banner), say(study.name)), ink, room, whole=whole)
    yield from (decimals_within(line, language) for line in lines)


def _lines(
    study: Sensitivity, words: SensitivityWords, about: tuple[str, str], ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    banner, name = about
    yield ink.mark(one_line(banner)) if ink.colour else one_line(banner).upper()
    yield ink.bold(one_line(words.title.format(name=name)))
    yield from _wrapped(_ran(study, words), room)
    unmoved = words.unmoved.format(keys=", ".join(study.unmoved)) if study.unmoved else ""
    yield from _wrapped(words.varied.format(varied=study.varied, unmoved=unmoved), room)
    yield from map(ink.dim, _wrapped(words.digest.format(digest=study.digest[:12]), room))
    if study.method == "sobol":
        if study.n < ENOUGH:
            yield from _wrapped(words.few, room, "  ! ")
        yield from map(ink.dim, _wrapped(words.read, room))
        for one in study.sobol:
            yield from _indices(one, study, words, ink, room, whole=whole)
        yield from _gathered(study, words, ink, room, whole=whole)
    else:
        yield from map(ink.dim, _wrapped(words.effects, room))
        for effects in study.morris:
            yield from _effects(effects, study, words, ink, room, whole=whole)


def sensitivity_json(study: Sensitivity) -> dict[str, Any]:
    """The study for a program, at full precision; NaN as null."""
    return {
        "scenario": study.name,
        "banner": study.banner,
        "digest": study.digest,
        "method": study.method,
        "learning": study.learning,
        "allocation": study.allocation,
        "n": study.n,
        "replicates": study.replicates,
        "points": study.points,
        "runs": study.runs,
        "seed": study.seed,
        "varied": study.varied,
        "unmoved": list(study.unmoved),
        "second_decimal": study.method == "sobol" and study.n >= ENOUGH,
        "sobol": [_indices_json(one) for one in study.sobol],
        "morris": [_effects_json(one) for one in study.morris],
    }


def _ran(study: Sensitivity, words: SensitivityWords) -> str:
    return words.ran.format(
        method=words.methods[study.method],
        units=words.units[study.method],
        n=study.n,
        points=study.points,
        replicates=study.replicates,
        runs=study.runs,
        learning=study.learning,
        allocation=study.allocation,
        seed=study.seed,
    )


def _indices(
    one: Indices, study: Sensitivity, words: SensitivityWords, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield ""
    stamp = f"  {ink.accent(f'[{words.stamp}]')}" if one.stamped else ""
    yield ink.bold(one_line(words.quantity.format(key=one.quantity, mean=_level(one.mean)))) + stamp
    if one.left_out > 0:
        left = words.left_out.format(share=f"{one.left_out:.1%}", units=words.units["sobol"])
        yield from _wrapped(left, room, "  ! ")
    if not one.told:
        yield from _wrapped(words.none, room, "  ")
        return
    chance = (
        words.chance_unknown
        if study.replicates == 1
        else words.chance.format(share=f"{one.chance:.0%}".replace("%", " %"))
    )
    yield from _wrapped(chance, room, "  ")
    yield from _wrapped(words.judged.format(total=_estimate(one.judged, study)), room, "  ")
    places = 2 if study.n >= ENOUGH else 1
    grades = ", ".join(f"{grade} {_fixed(value, places)}" for grade, value in one.by_grade.items())
    yield from _wrapped(words.by_grade.format(grades=grades), room, "  ")
    shown = one.indices if whole else one.indices[:SHOWN]
    rows = [
        (
            index.group.name,
            index.group.grade,
            _fixed(index.first.value, places),
            _fixed(index.first.width, places),
            _fixed(index.total.value, places),
            _fixed(index.total.width, places),
            "" if index.total.told_from_zero else words.not_told,
        )
        for index in shown
    ]
    yield from columns(words.head, rows, ink, room, right={2, 3, 4, 5})
    if rest := one.indices[len(shown) :]:
        yield ink.dim("  " + words.more.format(number=len(rest), total=_fixed(rest[0].total.value, places)))


def _effects(
    one: Effects, study: Sensitivity, words: SensitivityWords, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    yield ""
    yield ink.bold(one_line(words.quantity.format(key=one.quantity, mean=_level(one.mean))))
    if one.left_out > 0:
        left = words.left_out.format(share=f"{one.left_out:.1%}", units=words.units[study.method])
        yield from _wrapped(left, room, "  ! ")
    shown = one.effects if whole else one.effects[:SHOWN]
    rows = [
        (
            effect.group.name,
            effect.group.grade,
            _number(effect.size),
            _number(effect.mean),
            _number(effect.width),
            _number(effect.spread),
        )
        for effect in shown
    ]
    yield from columns(words.effects_head, rows, ink, room, right={2, 3, 4, 5})
    if rest := one.effects[len(shown) :]:
        yield ink.dim("  " + words.more_effects.format(number=len(rest), size=_number(rest[0].size)))


def _gathered(
    study: Sensitivity, words: SensitivityWords, ink: Ink, room: int, *, whole: bool
) -> Iterator[str]:
    """What stands behind the names of groups."""
    groups: dict[str, Group] = {
        index.group.name: index.group
        for one in study.sobol
        for index in one.indices
        if len(index.group.keys) > 1
    }
    if not groups:
        return
    yield ""
    yield ink.bold(words.rest_title)
    for group in groups.values():
        keys = group.keys if whole else group.keys[:SHOWN]
        names = ", ".join(keys) + (", …" if len(keys) < len(group.keys) else "")
        line = words.rest.format(name=group.name, number=len(group.keys), keys=names)
        yield from _wrapped(line, room, "  ")
    if study.morris:
        yield from _wrapped(words.screening.format(trajectories=study.screened), room, "  ")


def _indices_json(one: Indices) -> dict[str, Any]:
    return {
        "quantity": one.quantity,
        "mean": _finite(one.mean),
        "variance": _finite(one.variance),
        "chance": _finite(one.chance),
        "told": one.told,
        "driven_by_assumptions": one.stamped,
        "judged": _estimate_json(one.judged),
        "by_grade": {grade: _finite(value) for grade, value in one.by_grade.items()},
        "left_out": one.left_out,
        "indices": [
            {
                "name": index.group.name,
                "grade": index.group.grade,
                "keys": list(index.group.keys),
                "first": _estimate_json(index.first),
                "total": _estimate_json(index.total),
                "told_from_zero": index.total.told_from_zero,
            }
            for index in one.indices
        ],
    }


def _effects_json(one: Effects) -> dict[str, Any]:
    return {
        "quantity": one.quantity,
        "mean": _finite(one.mean),
        "deviation": _finite(one.deviation),
        "left_out": one.left_out,
        "effects": [
            {
                "name": effect.group.name,
                "grade": effect.group.grade,
                "keys": list(effect.group.keys),
                "size": _finite(effect.size),
                "width": _finite(effect.width),
                "mean": _finite(effect.mean),
                "spread": _finite(effect.spread),
            }
            for effect in one.effects
        ],
    }


def _estimate_json(one: Estimate) -> dict[str, float | None]:
    return {
        "value": _finite(one.value),
        "low": _finite(one.low),
        "high": _finite(one.high),
        "width": _finite(one.width),
    }


def _estimate(one: Estimate, study: Sensitivity) -> str:
    places = 2 if study.n >= ENOUGH else 1
    return f"{_fixed(one.value, places)} ± {_fixed(one.width, places)}"


def _fixed(value: float, places: int) -> str:
    """With so many decimals, and no sign before a zero."""
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", MINUS) if math.isfinite(value) else NONE


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _level(value: float) -> str:
    return f"{value:.2f}" if math.isfinite(value) else NONE


def _number(value: float) -> str:
    if not math.isfinite(value):
        return NONE
    return f"{value:.3g}".replace("-", MINUS) if abs(value) > _ZERO else "0"


def _wrapped(text: str, room: int, indent: str = "") -> Iterator[str]:
    yield from textwrap.wrap(one_line(text), room, initial_indent=indent, subsequent_indent=" " * len(indent))
