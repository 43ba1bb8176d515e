"""Patterns held against the model, as lines for a terminal, as JSON, and as the table of the documentation."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator
from typing import Any

from papertiger.report.columns import columns
from papertiger.report.studies.patternwords import pattern_words
from papertiger.report.terminal import Ink
from papertiger.scenario.patterns.statements import MODELS, Model
from papertiger.scenario.patterns.study import WHERES, Held, PatternStudy
from papertiger.scenario.patterns.verdicts import Summary

MINUS = "\N{MINUS SIGN}"
_SHOWN: Model = "L3"
"""Learning model whose figure stands in the table."""


def pattern_lines(study: PatternStudy, ink: Ink, room: int, *, detail: bool = False) -> Iterator[str]:
    """The table; with `detail` each pattern with its statement, source, experiment, and every figure."""
    words = pattern_words()
    yield ink.bold(words.title)
    ran = words.ran.format(
        draws=study.draws, members=study.members, digest=study.ensemble[:19], seed=study.seed
    )
    yield from textwrap.wrap(ran, room)
    yield ""
    yield from columns(words.head, [_row(one) for one in study.held], ink, room, right={2, 3, 4, 5, 6})
    yield from map(ink.dim, textwrap.wrap(words.read, room))
    for one in study.held if detail else ():
        yield ""
        yield from _told(one, ink, room)


def _row(held: Held) -> tuple[str, ...]:
    words = pattern_words()
    found = held.found["matched"]
    figure = found[_SHOWN]
    return (
        held.name,
        words.statuses[held.pattern.status],
        *(_share(found[model]) for model in MODELS),
        number(figure.figure),
        _range(figure.low, figure.high),
        words.verdicts[held.verdict],
    )


def _told(held: Held, ink: Ink, room: int) -> Iterator[str]:
    words, said = pattern_words(), held.pattern
    yield from map(
        ink.bold, textwrap.wrap(words.about.format(name=held.name, statement=said.statement), room)
    )
    for line in (
        words.source.format(source=said.source, grade=said.grade),
        words.experiment.format(experiment=said.experiment),
        words.holds.format(holds=said.holds),
        words.rests_on.format(rests_on=said.rests_on),
    ):
        yield from textwrap.wrap(line, room, initial_indent="  ", subsequent_indent="    ")
    rows = [
        (
            model,
            words.wheres[where],
            number(one.figure),
            _range(one.low, one.high),
            _share(one),
            f"{one.told}/{one.draws}",
        )
        for where in WHERES
        for model, one in held.found[where].items()
    ]
    yield from columns(words.rows, rows, ink, room, right={2, 4, 5})
    beside = held.found["matched"][_SHOWN].beside
    if beside:
        figures = "; ".join(
            f"{name} {number(middle)} ({_range(low, high)})" for name, (middle, low, high) in beside.items()
        )
        line = words.beside.format(model=_SHOWN, figures=figures)
        yield from textwrap.wrap(line, room, initial_indent="  ", subsequent_indent="    ")


def pattern_json(study: PatternStudy) -> dict[str, Any]:
    """The study for a program, at full precision; NaN as null."""
    return {
        "draws": study.draws,
        "seed": study.seed,
        "ensemble": study.ensemble,
        "members": study.members,
        "patterns": [
            {
                "name": one.name,
                "statement": one.pattern.statement,
                "source": one.pattern.source,
                "grade": one.pattern.grade,
                "status": one.pattern.status,
                "experiment": one.pattern.experiment,
                "holds": one.pattern.holds,
                "rests_on": one.pattern.rests_on,
                "band": list(one.pattern.band) if one.pattern.band else None,
                "reproduced": one.verdict,
                "found": {
                    where: {model: _json(summary) for model, summary in table.items()}
                    for where, table in one.found.items()
                },
            }
            for one in study.held
        ],
    }


def _json(one: Summary) -> dict[str, Any]:
    return {
        "figure": _finite(one.figure),
        "low": _finite(one.low),
        "high": _finite(one.high),
        "share": _finite(one.share),
        "interval": list(one.interval),
        "told": one.told,
        "draws": one.draws,
        "beside": {name: [_finite(value) for value in values] for name, values in one.beside.items()},
    }


def table(told: dict[str, Any]) -> Iterator[str]:
    """The table of docs/scenario-patterns.md, in Markdown, from the JSON of a study."""
    words = pattern_words()
    head = ("pattern", "statement (source, grade)", *words.head[1:])
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for one in told["patterns"]:
        found = one["found"]["matched"]
        shown = found[_SHOWN]
        cells = (
            one["name"],
            f"{one['statement']} ({one['source']}; {one['grade']})",
            words.statuses[one["status"]],
            *(_percent(found[model]["share"]) for model in MODELS),
            number(shown["figure"]),
            _range(shown["low"], shown["high"]),
            f"**{words.verdicts[one['reproduced']]}**",
        )
        yield f"| {' | '.join(cells)} |"


def number(value: float | None) -> str:
    """Two significant digits; the word for none where there is no figure."""
    if value is None or math.isnan(value):
        return pattern_words().none
    shown = f"{value:.2g}" if abs(value) < 10 else f"{value:.0f}"  # noqa: PLR2004 - no exponents
    return ("0" if float(shown) == 0 else shown).replace("-", MINUS)


def _range(low: float | None, high: float | None) -> str:
    """From low to high, one number where both read the same."""
    words = pattern_words()
    ends = number(low), number(high)
    return ends[0] if ends[0] == ends[1] else words.range.format(low=ends[0], high=ends[1])


def _share(one: Summary) -> str:
    return _percent(one.share)


def _percent(share: float | None) -> str:
    return pattern_words().none if share is None or math.isnan(share) else f"{share:.0%}".replace("%", " %")


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
