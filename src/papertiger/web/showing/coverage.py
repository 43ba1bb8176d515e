"""What was looked at, as its page shows it: outlets by stretches of time, silences in a row, outlets not seen lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from papertiger.ledger.coverage import Looked, Stretch
from papertiger.ledger.overview import Seen
from papertiger.report.drawing import Element, element
from papertiger.report.drawing.elements import svg
from papertiger.report.drawing.scales import Days

COLUMNS: Final = 14
"""Stretches of time side by side that a table has room for."""
LATELY: Final = 30
"""Days before the last day of the ledger in which an outlet must have been seen not to count as gone quiet."""
WIDE: Final = 760.0
_HIGH, _TOP, _FOOT = 26.0, 4.0, 22.0


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time: both ends included."""

    name: str
    """ISO: a day, a month, a year; of a week its first day."""
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Cell:
    """What was read of one outlet in one stretch of time."""

    articles: int
    answering: int
    """Articles with a claim that fits the question."""
    level: int
    """0 for none to 4 for the most of the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One outlet."""

    outlet: str | None
    cells: tuple[Cell, ...]
    undated: int
    articles: int


def bins(first: date, last: date) -> tuple[Bin, ...]:
    """Days, weeks, months or years from `first` to `last`: the finest that fit."""
    days = (last - first).days + 1
    if days <= COLUMNS:
        return tuple(Bin(day.isoformat(), day, day) for day in (first + timedelta(n) for n in range(days)))
    if days <= COLUMNS * 7:
        starts = range(0, days, 7)
        return tuple(
            Bin(
                (first + timedelta(n)).isoformat(),
                first + timedelta(n),
                min(first + timedelta(n + 6), last),
            )
            for n in starts
        )
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= COLUMNS:
        return tuple(_month(first.year, first.month - 1 + n) for n in range(months))
    years = range(first.year, last.year + 1)[-COLUMNS:]
    return tuple(Bin(str(year), date(year, 1, 1), date(year, 12, 31)) for year in years)


def _month(year: int, month: int) -> Bin:
    first = date(year + month // 12, month % 12 + 1, 1)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return Bin(f"{first:%Y-%m}", first, after - timedelta(1))


def table(rows: Iterable[Looked], of: Sequence[Bin]) -> tuple[Row, ...]:
    """Outlets by name, each with what was read of it in each stretch of time."""
    numbers: dict[str | None, dict[int, list[int]]] = {}
    undated: dict[str | None, int] = {}
    totals: dict[str | None, int] = {}
    for row in rows:
        totals[row.outlet] = totals.get(row.outlet, 0) + row.articles
        if row.day is None:
            undated[row.outlet] = undated.get(row.outlet, 0) + row.articles
            continue
        at = next((n for n, one in enumerate(of) if one.first <= row.day <= one.last), None)
        if at is not None:
            cell = numbers.setdefault(row.outlet, {}).setdefault(at, [0, 0])
            cell[0] += row.articles
            cell[1] += row.with_claims
    most = max((cell[0] for cells in numbers.values() for cell in cells.values()), default=0)
    return tuple(
        Row(
            outlet,
            tuple(_cell(numbers.get(outlet, {}).get(n, [0, 0]), most) for n in range(len(of))),
            undated.get(outlet, 0),
            totals[outlet],
        )
        for outlet in sorted(totals, key=lambda name: (name is None, (name or "").casefold()))
    )


def _cell(numbers: Sequence[int], most: int) -> Cell:
    articles, answering = numbers
    return Cell(articles, answering, min(1 + 4 * (articles - 1) // max(most, 1), 4) if articles else 0)


def languages(rows: Iterable[Looked]) -> dict[str, tuple[int, int]]:
    """Language → articles, and those of them with a claim that fits."""
    found: dict[str, tuple[int, int]] = {}
    for row in rows:
        articles, answering = found.get(row.language, (0, 0))
        found[row.language] = articles + row.articles, answering + row.with_claims
    return dict(sorted(found.items()))


def quiet(seen: Iterable[Seen], last: date) -> tuple[Seen, ...]:
    """Outlets whose newest article is older than `LATELY` days before `last`, by name."""
    since = (last - timedelta(LATELY)).isoformat()
    return tuple(one for one in seen if one.outlet and one.last and one.last < since)


def strip(stretches: Sequence[Stretch], words: Mapping[str, str], title: str, desc: str) -> Element | None:
    """All days on one line: with claims, without, and not looked at. None where no day is known.

    Args:
        stretches: every day, in order.
        words: state of a stretch → how it is called.
        title: of the drawing.
        desc: what it shows, in a sentence.
    """
    if not stretches:
        return None
    first, last = stretches[0].first, stretches[-1].last
    line = Days(first, last + timedelta(1), 8.0, WIDE - 8.0)
    parts: list[Element] = []
    for one in stretches:
        left, right = line.at(one.first), line.at(one.last + timedelta(1))
        until = "" if one.first == one.last else f" – {one.last.isoformat()}"
        parts.append(
            element(
                "rect",
                element("title", f"{one.first.isoformat()}{until}: {words[one.state]}"),
                css=f"looked {one.state.replace(' ', '-')}",
                x=left,
                y=_TOP + (0 if one.state == "claims" else 6 if one.state == "nothing reported" else 20),
                width=max(right - left, 1.0),
                height=_HIGH
                if one.state == "claims"
                else _HIGH - 6
                if one.state == "nothing reported"
                else 6,
            )
        )
    for x, told in line.ticks():
        parts.append(element("text", told, css="across", x=x, y=_TOP + _HIGH + 15))
    return svg("looked-at", title, desc, (WIDE, _TOP + _HIGH + _FOOT), *parts, css="coverage-drawing")
