"""A result as lines for a terminal or a pipe: the banner first, then what was run, then ranges, never one number."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from papertiger.report.columns import columns
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.names import Names
from papertiger.report.scenario.compared import Comparison, change_rows, comparison_lines
from papertiger.report.scenario.endlines import driver_text, model_row, sentences
from papertiger.report.scenario.ends import End
from papertiger.report.scenario.learned import Account, account_heads, account_rows
from papertiger.report.scenario.page import Page, Table, models_run, number_rows, page
from papertiger.report.scenario.voice import voice_for
from papertiger.report.terminal import Ink
from papertiger.report.visible import one_line
from papertiger.scenario.running.result import Result

DRIVERS = 3
"""Drivers shown of a quantity unless all are asked for."""


def scenario_lines(
    result: Result,
    ink: Ink,
    room: int,
    *,
    whole: bool = False,
    names: Names | None = None,
    language: Language = DEFAULT,
) -> Iterator[str]:
    """The page of a result.

    Args:
        result: what is shown.
        ink: colours.
        room: characters a line.
        whole: show every compared quantity under each learning model, all drivers and all numbers.
        names: how actors are called; None for the actor knowledge base.
        language: of the page.
    """
    told = page(result, voice_for(result, names, language))
    yield from _head(told, ink, room)
    words = told.voice.words
    yield from _heading(told.end_title, ink)
    for end in told.headline:
        yield from _end(end, told, ink, room, whole=whole)
    if not whole:
        yield from _named(told, ink, room)
    yield from _sections(told, ink, room, whole=whole)
    for account in told.accounts:
        yield from _account(account, told, ink, room)
    yield from _notes((words.failures_note,) if told.accounts else (), ink, room)
    yield from _comparisons(told, ink, room, whole=whole)
    yield from _learned(told, ink, room)
    yield from _numbers(told, ink, room, whole=whole)
    yield from _heading(words.cannot_title, ink)
    for line in words.cannot:
        yield from _wrapped(line, room, "  • ")
    yield from map(ink.dim, _wrapped(words.cannot_more, room))


def _head(told: Page, ink: Ink, room: int) -> Iterator[str]:
    words = told.voice.words
    yield ink.mark(one_line(told.banner)) if ink.colour else one_line(told.banner).upper()
    yield ink.bold(one_line(told.title))
    for line in (told.ran, *told.actors, told.marked):
        yield from _wrapped(line, room)
    yield from map(ink.dim, _wrapped(told.made, room))
    if told.sources:
        yield from map(ink.dim, _wrapped(f"{words.sources}: {'; '.join(told.sources)}", room))
    yield ink.bold(words.learning_title)
    for label, means in models_run(told.result, told.voice):
        yield from _wrapped(f"{label}: {means}" if means else label, room, "  • ")
    if told.warnings:
        yield ink.bold(words.warnings)
    for warning in told.warnings:
        yield from _wrapped(warning, room, "  ! ")


def _end(end: End, told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words = told.voice.words
    yield ""
    stamp = f"  {ink.accent(f'[{words.stamp}]')}" if end.stamped else ""
    yield f"{ink.bold(one_line(end.label))}{stamp}"
    yield from _wrapped(end.words.means, room, "  ")
    if not end.known:
        yield from _wrapped(words.no_values, room, "  ")
        return
    rows = [model_row(model, band, end, told.voice, told.result.months) for model, band in end.bands.items()]
    yield from columns(("", words.median, words.half, words.ninety), rows, ink, room, indent="    ")
    tests = told.tests if end.quantity.name == "honour_rate_given_tested" else None
    for line in sentences(end, told.voice, tests):
        yield from _wrapped(line, room, "  ")
    yield from _drivers(end, told, ink, room, whole=whole)


def _drivers(end: End, told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words, voice = told.voice.words, told.voice
    if not end.drivers:
        yield from _wrapped(f"{words.drivers_title}: {words.no_drivers}", room, "  ")
    elif whole:
        yield f"  {words.drivers_title}"
        for one in end.drivers:
            yield from _wrapped(driver_text(one, voice), room, "    • ")
    else:
        short = [driver_text(one, voice, brief=True) for one in end.drivers[:DRIVERS]]
        yield from map(ink.dim, _wrapped(words.drivers_short.format(drivers="; ".join(short)), room, "  "))


def _named(told: Page, ink: Ink, room: int) -> Iterator[str]:
    """What the drivers are that were told by their keys."""
    words, voice = told.voice.words, told.voice
    keys = dict.fromkeys(one.key for end in told.headline if end.known for one in end.drivers[:DRIVERS])
    if keys:
        yield ""
        yield ink.bold(words.named_title)
    for key in keys:
        yield from _wrapped(words.named.format(key=key, means=voice.parameter(key)), room, "  • ")
    if keys:
        yield from _notes((words.drivers_note,), ink, room)


def _sections(told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words = told.voice.words
    for table in told.sections:
        if whole or table.brief:
            yield from _table(table, ink, room, right=(3, 4, 5))
    if told.sections:
        yield from _notes((words.spread_note, words.stamp_note), ink, room)
    left = [table.title for table in told.sections if not table.brief]
    if left and not whole:
        yield from _notes((words.more_tables.format(titles="; ".join(left)),), ink, room)


def _account(account: Account, told: Page, ink: Ink, room: int) -> Iterator[str]:
    words, patron = told.voice.words, told.voice.names(account.patron)
    yield from _heading(words.failures_title.format(patron=patron), ink)
    rows = list(account_rows(account, told.voice))
    if not any(one.tests for _, one in account.by_model):
        yield from _wrapped(words.no_tests.format(patron=patron), room, "  ")
        return
    heads = account_heads(told.voice)
    results = [row[:5] for row in rows]
    yield from columns(heads[:5], results, ink, room, right=(1, 2, 3, 4))
    causes = [(row[0], *row[5:]) for row in rows]
    yield from columns((words.failed_of, *heads[5:]), causes, ink, room, right=(1, 2, 3, 4))


def _comparisons(told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words = told.voice.words
    yield from _heading(words.policies_title, ink)
    if not told.comparisons:
        yield from _wrapped(words.no_policies, room, "  ")
        return
    for one in told.comparisons:
        yield from _comparison(one, told, ink, room, whole=whole)
    yield from _notes((words.policies_note,), ink, room)


def _comparison(one: Comparison, told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words = told.voice.words
    yield from map(ink.bold, _wrapped(one.title, room))
    for line in comparison_lines(one, told.voice, whole=whole):
        yield from _wrapped(line, room, "  • ")
    for change in one.changes if whole else ():
        if change.moves and not change.quantity.direction_only:
            yield f"    {change.label}"
            rows = list(change_rows(change, told.voice))
            yield from columns(words.difference_heads, rows, ink, room, right=(1, 2, 3), indent="      ")


def _learned(told: Page, ink: Ink, room: int) -> Iterator[str]:
    words = told.voice.words
    if told.contagion:
        right = range(2, len(told.contagion.heads) - 1)
        yield from _table(told.contagion, ink, room, right=tuple(right))
    else:
        yield from _heading(words.contagion_title, ink)
        yield from _wrapped(words.no_contagion, room, "  ")
    yield from _heading(words.bargaining_title, ink)
    for patron, text in told.directions:
        yield from _wrapped(words.bargaining.format(patron=patron, directions=text), room, "  • ")
    yield from _notes((words.bargaining_note,), ink, room)


def _numbers(told: Page, ink: Ink, room: int, *, whole: bool) -> Iterator[str]:
    words, result, voice = told.voice.words, told.result, told.voice
    if not result.varied:
        return
    yield from _heading(words.numbers_title, ink)
    yield from _wrapped(told.numbers_note, room, "  ")
    grades = "; ".join(f"{grade} {means}" for grade, means in words.grades.items())
    yield from _wrapped(f"{words.grades_title}: {grades}", room, "  ")
    if not whole:
        stated = sum(one.stated for one in result.varied)
        more = words.numbers_more.format(number=stated, table=len(result.varied) - stated)
        yield from map(ink.dim, _wrapped(more, room, "  "))
        return
    yield from columns(words.numbers_heads, list(number_rows(result, voice)), ink, room)
    if result.fixed:
        yield ink.bold(words.fixed_title)
        yield from columns(words.fixed_heads, result.fixed, ink, room)


def _table(table: Table, ink: Ink, room: int, *, right: tuple[int, ...]) -> Iterator[str]:
    yield from _heading(table.title, ink)
    yield from map(ink.dim, _wrapped(table.note, room, "  "))
    yield from columns(table.heads, table.rows, ink, room, right=right)


def _heading(text: str, ink: Ink) -> Iterator[str]:
    yield ""
    yield ink.accent(one_line(text))


def _notes(notes: Iterable[str], ink: Ink, room: int) -> Iterator[str]:
    for note in notes:
        yield from map(ink.dim, _wrapped(note, room, "  "))


def _wrapped(text: str, room: int, first: str = "") -> list[str]:
    """`text` in lines of `room` characters, indented under `first`; a number keeps its per cent sign."""
    kept = one_line(text).replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(
        kept,
        room,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
