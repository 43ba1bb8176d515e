"""Rows of small charts with the table that says the same: one learning model a chart, or one actor or domain a chart. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papertiger.report.scenario import rounding
from papertiger.report.scenario.charts import TICKS, Drawing, envelope, fan, sampled
from papertiger.report.scenario.ends import RUNS_OF_ONE, Band, band_at, baseline, widest_band
from papertiger.report.scenario.voice import Voice
from papertiger.report.scenario.wording import FigureWords, Unit
from papertiger.scenario.running.result import Chart, Mark, Quantity, Result


@dataclass(frozen=True, slots=True)
class Panel:
    """One small chart."""

    id: str
    title: str
    name: str
    """Title for those who do not see the chart: what, and of whom."""
    desc: str
    """What it shows, in words."""
    last: str
    """Where it stands at the end."""
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Figure:
    """Charts of one quantity, and their table."""

    id: str
    title: str
    means: str
    whole: str | None
    """Name of the quantity where the charts are of the whole system, a learning model each."""
    panels: tuple[Panel, ...]
    medians: tuple[str, ...]
    """Learning models whose medians one panel shows together, in the order of their lines; empty where each has its own panel."""
    of_runs: bool
    """Lines are shares of runs; there are no bands."""
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Column:
    """What one panel and its column of the table are made from."""

    title: str
    charts: tuple[Chart, ...]
    about: tuple[str, ...]

    def band(self, at: int, *, of_runs: bool) -> tuple[tuple[float, float], Band]:
        """Range of the medians and the widest band in month number `at`."""
        return widest_band([band_at(chart, at, of_runs=of_runs) for chart in self.charts])


def figures(result: Result, voice: Voice) -> Iterator[Figure]:
    """All figures that the wording lists, without those that no run has a value for."""
    for number, wanted in enumerate(voice.words.figures):
        found = [one for one in result.quantities if one.name == wanted.name and one.chart]
        whole = wanted.by == "model"
        chosen = [one for one in found if bool(one.about) != whole]
        columns = list(_by_model(chosen, result, voice) if whole else _by_about(chosen, result, voice))
        if columns:
            yield _figure(f"f{number}", wanted, columns, result, voice)


def beside(shown: Sequence[tuple[str, Result]], voice: Voice) -> Iterator[Figure]:
    """Figures of the whole system with a chart for each of several results, all learning models in one.

    Args:
        shown: what each is called, and the result.
        voice: words and names.
    """
    for number, wanted in enumerate(one for one in voice.words.figures if one.by == "model"):
        columns = [
            (_Column(title, charts, ()), result)
            for title, result in shown
            for charts in [_of_all_models(wanted.name, result)]
            if any(map(_has_values, charts))
        ]
        if columns:
            yield _beside(f"b{number}", wanted, columns, voice)


def _of_all_models(name: str, result: Result) -> tuple[Chart, ...]:
    """Charts of a quantity of the whole system; none where the result has no such."""
    return tuple(arm.charts[name] for arm in baseline(result) if name in arm.charts)


def _beside(id_: str, wanted: FigureWords, columns: list[tuple[_Column, Result]], voice: Voice) -> Figure:
    together = wanted.model_copy(update={"by": "about"})
    words = voice.words.quantities[wanted.name]
    panels = tuple(
        _panel(f"{id_}p{number}", column, together, result, voice)
        for number, (column, result) in enumerate(columns)
    )
    longest = max((column.charts[0].months for column, _ in columns), key=len)
    rows = [
        (
            rounding.month(longest[at], voice.language),
            *(
                _cell(column, at, words.unit, voice, of_runs=False)
                if at < len(column.charts[0].months)
                else ""
                for column, _ in columns
            ),
        )
        for at in sampled(longest)
    ]
    return Figure(
        id=id_,
        title=wanted.title or words.label,
        means=wanted.note or words.means,
        whole=wanted.name,
        panels=panels,
        medians=tuple(voice.learning(arm.arm.learning) for arm in baseline(columns[0][1])),
        of_runs=False,
        heads=(voice.words.month, *(column.title for column, _ in columns)),
        rows=tuple(rows),
    )


def _by_model(chosen: list[Quantity], result: Result, voice: Voice) -> Iterator[_Column]:
    for one in chosen[:1]:
        for arm in baseline(result):
            if _has_values(chart := arm.charts[one.key]):
                yield _Column(voice.learning(arm.arm.learning), (chart,), ())


def _by_about(chosen: list[Quantity], result: Result, voice: Voice) -> Iterator[_Column]:
    for one in chosen:
        charts = tuple(arm.charts[one.key] for arm in baseline(result))
        if any(map(_has_values, charts)):
            yield _Column(voice.about(one), charts, one.about)


def _has_values(chart: Chart) -> bool:
    return bool((chart.counted > 0).any())


def _figure(id_: str, wanted: FigureWords, columns: list[_Column], result: Result, voice: Voice) -> Figure:
    words = voice.words.quantities[wanted.name]
    of_runs, whole = wanted.name == RUNS_OF_ONE, wanted.by == "model"
    panels = tuple(
        _panel(f"{id_}p{number}", column, wanted, result, voice) for number, column in enumerate(columns)
    )
    months = columns[0].charts[0].months
    rows = [
        (
            rounding.month(months[at], voice.language),
            *(_cell(column, at, words.unit, voice, of_runs=of_runs) for column in columns),
        )
        for at in sampled(months)
    ]
    return Figure(
        id=id_,
        title=wanted.title or words.label,
        means=wanted.note or words.means,
        whole=wanted.name if whole else None,
        panels=panels,
        medians=() if whole else tuple(voice.learning(arm.arm.learning) for arm in baseline(result)),
        of_runs=of_runs,
        heads=(voice.words.month, *(column.title for column in columns)),
        rows=tuple(rows),
    )


def _panel(id_: str, column: _Column, wanted: FigureWords, result: Result, voice: Voice) -> Panel:
    words, of_runs = voice.words, wanted.name == RUNS_OF_ONE
    unit = words.quantities[wanted.name].unit
    ticks = [rounding.level(value, unit, voice.language) for value in TICKS]
    marks = [one for one in result.marks if _concerns(one, column.about, result)]
    drawing = (
        fan(column.charts[0], marks, result.months, ticks)
        if wanted.by == "model"
        else envelope(column.charts, marks, result.months, ticks, of_runs=of_runs)
    )
    label = wanted.title or words.quantities[wanted.name].label
    return Panel(
        id_,
        column.title,
        words.panel_title.format(what=label, who=column.title),
        _desc(column, unit, voice, of_runs=of_runs),
        words.panel_last.format(state=_state(column, -1, unit, voice, of_runs=of_runs, half=True)),
        drawing,
    )


def _concerns(mark: Mark, about: tuple[str, ...], result: Result) -> bool:
    """A chart of a client shows what is set for it and its patrons; a chart of the whole system or of a domain shows all."""
    actors = {one for one in about if one in result.clients or one in result.patrons}
    return (
        not actors or mark.about in actors or (mark.about in result.patrons and actors <= {*result.clients})
    )


def _desc(column: _Column, unit: Unit, voice: Voice, *, of_runs: bool) -> str:
    months = column.charts[0].months
    there = [at for at in range(len(months)) if any(chart.counted[at] > 0 for chart in column.charts)]
    first, last = there[0], there[-1]
    return voice.words.panel_desc.format(
        first=rounding.month(months[first], voice.language),
        before=_state(column, first, unit, voice, of_runs=of_runs),
        last=rounding.month(months[last], voice.language),
        after=_state(column, last, unit, voice, of_runs=of_runs),
    )


def _state(column: _Column, at: int, unit: Unit, voice: Voice, *, of_runs: bool, half: bool = False) -> str:
    medians, band = column.band(at, of_runs=of_runs)
    words, median = voice.words, rounding.between(*medians, unit, voice.language)
    if of_runs:
        return words.panel_state_share.format(median=median)
    text = words.panel_state_half if half else words.panel_state
    return text.format(
        median=median,
        half=rounding.between(*band.half, unit, voice.language),
        ninety=rounding.between(*band.ninety, unit, voice.language),
    )


def _cell(column: _Column, at: int, unit: Unit, voice: Voice, *, of_runs: bool) -> str:
    medians, band = column.band(at, of_runs=of_runs)
    median = rounding.between(*medians, unit, voice.language)
    if of_runs or median == rounding.NONE:
        return median
    return f"{median} ({rounding.between(*band.ninety, unit, voice.language)})"
