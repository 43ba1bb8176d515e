"""The page of a result as a value: everything that it says, in order, for terminal and HTML alike. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papertiger.report.formatting import number
from papertiger.report.scenario.compared import Comparison, comparisons
from papertiger.report.scenario.endlines import heads, row
from papertiger.report.scenario.ends import End, ends
from papertiger.report.scenario.learned import Account, accounts, contagion_rows, count_tests, directions
from papertiger.report.scenario.rounding import month
from papertiger.report.scenario.voice import Voice
from papertiger.scenario.running.result import Result

ENOUGH = 200
"""Draws under which a page warns that its figures are rough: 100 pairs for the stamp."""
DIGITS = 12
"""Characters of a digest that are shown."""


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table of texts; the first column names the row."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    brief: bool = True
    """It is shown even where not everything is asked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A result as it is told."""

    result: Result
    voice: Voice
    title: str
    banner: str
    ran: str
    made: str
    marked: str
    actors: tuple[str, str]
    headline: tuple[End, ...]
    tests: tuple[float, float] | None
    """Lowest and highest mean number of tests a run."""
    sections: tuple[Table, ...]
    accounts: tuple[Account, ...]
    comparisons: tuple[Comparison, ...]
    contagion: Table | None
    directions: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    numbers_note: str
    warnings: tuple[str, ...]
    """The scenario's, and one where there are few draws."""

    @property
    def end_title(self) -> str:
        """Heading of the figures at the end."""
        return self.voice.words.end_title.format(month=self.result.months)


def page(result: Result, voice: Voice) -> Page:
    """Everything that is told of a result."""
    words, known = voice.words, ends(result, voice)
    whole = {
        name: next((end for end in known.get(name, ()) if not end.quantity.about), None)
        for name in words.headline
    }
    contagion_heads, shifts = contagion_rows(result, voice)
    judged = sum(one.grade in {"J", "S"} for one in result.varied)
    return Page(
        result=result,
        voice=voice,
        title=words.title.format(name=voice.told(result.name)),
        banner=voice.told(result.banner),
        ran=_ran(result, voice),
        made=words.made.format(seed=result.seed, digest=short(result.digest), version=result.version),
        marked=_marked(result, voice),
        actors=(
            words.patrons.format(names=voice.joined([voice.names(one) for one in result.patrons])),
            words.clients.format(names=voice.joined([voice.names(one) for one in result.clients])),
        ),
        headline=tuple(end for end in whole.values() if end is not None),
        tests=count_tests(result),
        sections=tuple(_sections(result, voice, known)),
        accounts=accounts(result),
        comparisons=comparisons(result, voice),
        contagion=Table(words.contagion_title, words.contagion_note, contagion_heads, tuple(shifts))
        if shifts
        else None,
        directions=tuple(directions(result, voice)),
        sources=tuple(map(voice.told, result.sources)),
        numbers_note=words.numbers_note.format(count=len(result.varied), judged=judged),
        warnings=tuple(_warnings(result, voice)),
    )


def _sections(result: Result, voice: Voice, known: dict[str, tuple[End, ...]]) -> Iterator[Table]:
    """Tables of quantities that are about somebody; those without a value in any run are left out."""
    for section in voice.words.sections:
        found = [
            end
            for name in section.names
            for end in known.get(name, ())
            if end.known and (end.quantity.about or name not in voice.words.headline)
        ]
        if not found:
            continue
        note = section.note or voice.of(found[0].quantity).means
        rows = tuple(row(end, voice, result.months) for end in found)
        yield Table(section.title, note, heads(found[0].quantity.name, voice), rows, section.brief)


def _warnings(result: Result, voice: Voice) -> Iterator[str]:
    if result.varied and _draws(result) < ENOUGH:
        yield voice.words.rough.format(
            draws=_draws(result), enough=ENOUGH, runs=number(ENOUGH * result.replicates, voice.language)
        )
    yield from (voice.told(one, "warnings") for one in result.warnings)


def _draws(result: Result) -> int:
    return result.runs // max(result.replicates, 1)


def _ran(result: Result, voice: Voice) -> str:
    words = voice.words
    step = (
        words.step_one
        if result.step == 1
        else words.step_other.format(step=month(result.step, voice.language))
    )
    return words.ran.format(
        runs=number(result.runs, voice.language),
        draws=number(_draws(result), voice.language),
        replicates=result.replicates,
        months=result.months,
        step=step,
    )


def _marked(result: Result, voice: Voice) -> str:
    told = [voice.mark(one) for one in result.marks]
    return voice.words.marked.format(marks="; ".join(told)) if told else voice.words.nothing_marked


def short(digest: str) -> str:
    """The beginning of a digest, without the name of its algorithm."""
    return digest.rpartition(":")[2][:DIGITS]


def models_run(result: Result, voice: Voice) -> Iterator[tuple[str, str]]:
    """Each learning model that was run, with what it means."""
    for name in dict.fromkeys(one.arm.learning for one in result.arms):
        known = voice.words.learning.get(name)
        yield voice.learning(name), known.means if known else ""


def number_rows(result: Result, voice: Voice, *, stated: bool | None = None) -> Iterator[tuple[str, ...]]:
    """Key, meaning, distribution, unit, grade and source of every uncertain number, or of those that the scenario states or leaves."""
    for one in result.varied:
        if stated is None or one.stated == stated:
            means = voice.parameter(one.key, one.parameter)
            yield one.key, means, one.distribution, voice.told(one.unit), one.grade, voice.told(one.source)
