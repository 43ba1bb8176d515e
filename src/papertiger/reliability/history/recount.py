"""Published rates counted again, from the user's copy of the data; the recipe of each follows from its definition.

Berkemeier and Fuhrmann: an obligation was due where `dnaLLM` (in their alternative coding `dnaBF`) is not 1, and honoured where `honorLLM`
(`honorBF`) is 1; under the lenient rule also where `sabhon` is 1. `sample` is 1 for 1816-1944 and 0 for 1945-2003. Leeds and Anac: every
row was due, and honoured where `honor3` is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from papertiger.errors import HistoryError
from papertiger.reliability.history.rates import BaseRate, Definition, jeffreys
from papertiger.reliability.history.stata import Opened, Row, open_data
from papertiger.reliability.history.tables import DataSet

SAMPLES: Mapping[tuple[int, int], frozenset[int]] = {
    (1816, 1944): frozenset({1}),
    (1945, 2003): frozenset({0}),
    (1816, 2003): frozenset({0, 1}),
}
"""Period → values of `sample`."""
OBLIGATIONS = {
    "defence": "defense",
    "offence": "offense",
    "neutrality": "neutral",
    "nonaggression": "nonagg",
}
"""Obligation → its column in the file of Berkemeier and Fuhrmann."""
CODINGS = {"bf2018": ("dnaLLM", "honorLLM"), "bf2018_alternative": ("dnaBF", "honorBF")}
"""Coder → columns that say that the obligation did not apply, and that it was honoured."""
HONOURED_2005 = "honor3"
"""The column of Leeds and Anac that gives their 68 %."""
_FLAGS_2018 = ("sample", "multilateral", "sabhon", *OBLIGATIONS.values())


@dataclass(frozen=True, slots=True)
class Recount:
    """A published rate beside what the user's copy of its data gives."""

    published: BaseRate
    honoured: int | None = None
    """None where it was not counted."""
    due: int | None = None
    opened: Opened | None = None
    """The data it was counted from."""
    why_not: str | None = None
    """Why it was not counted."""

    @property
    def agrees(self) -> bool | None:
        """Whether the count is the published one; None where nothing was counted."""
        if self.honoured is None:
            return None
        return (self.honoured, self.due) == (self.published.honoured, self.published.due)


def recount(folder: Path, rates: Sequence[BaseRate]) -> tuple[list[Recount], list[HistoryError]]:
    """Count each of the rates from the data sets in `folder`, and what is wrong with these; a broken one leaves the others be."""
    opened: dict[str, Opened | HistoryError] = {}
    found: list[Recount] = []
    for rate in rates:
        data = rate.data
        if data is None:
            found.append(Recount(rate, why_not="its data are not read here; the figure is as published"))
            continue
        if data.name not in opened:
            opened[data.name] = _try(folder, data, [one for one in rates if one.data == data])
        table = opened[data.name]
        if isinstance(table, HistoryError):
            found.append(Recount(rate, why_not=str(table)))
        else:
            honoured, due = count(rate.definition, table.rows)
            found.append(Recount(rate, honoured, due, table))
    return found, [one for one in opened.values() if isinstance(one, HistoryError)]


def as_json(one: Recount) -> dict[str, Any]:
    """The count, its full definition, and the published figure, as JSON holds them; counts are null where nothing was counted."""
    rate, opened = one.published, one.opened
    known = rate.interval()
    counted = jeffreys(one.honoured, one.due) if one.honoured is not None and one.due else None
    return {
        "key": rate.key,
        "honoured": one.honoured,
        "due": one.due,
        "rate": one.honoured / one.due if one.honoured is not None and one.due else None,
        "interval": asdict(counted) if counted else None,
        "definition": asdict(rate.definition),
        "published": {
            "honoured": rate.honoured,
            "due": rate.due,
            "rate": rate.share,
            "interval": asdict(known) if known else None,
        },
        "agrees": one.agrees,
        "why_not_counted": one.why_not,
        "grade": rate.grade,
        "citation": rate.citation,
        "doi": rate.doi,
        "compare_with": list(rate.compare_with),
        "note": rate.note,
        "data": {"file": opened.path.name, "sha256": opened.sha256, "version": opened.version}
        if opened
        else None,
    }


def count(definition: Definition, rows: Iterable[Row]) -> tuple[int, int]:
    """How many obligations were honoured and how many due, by a definition that one of the two data sets can answer."""
    if definition.coder == "leeds_anac2005":
        verdicts = [row[HONOURED_2005] == 1 for row in rows]
    else:
        verdicts = [honoured(row, definition) for row in rows if was_due(row, definition)]
    return sum(verdicts), len(verdicts)


def was_due(row: Row, definition: Definition) -> bool:
    """Whether a row of Berkemeier and Fuhrmann is an obligation that was due, and of the sort defined."""
    absent, _ = CODINGS[definition.coder]
    if row[absent] == 1 or row["sample"] not in SAMPLES[definition.first, definition.last]:
        return False
    if definition.obligation != "any" and row[OBLIGATIONS[definition.obligation]] != 1:
        return False
    return definition.pact == "any" or row["multilateral"] == (definition.pact == "multilateral")


def honoured(row: Row, definition: Definition) -> bool:
    """Whether that obligation was honoured."""
    _, column = CODINGS[definition.coder]
    return row[column] == 1 or (definition.rule == "lenient" and row["sabhon"] == 1)


def _try(folder: Path, data: DataSet, rates: Sequence[BaseRate]) -> Opened | HistoryError:
    """The data set with the columns that the rates are counted from, or what is wrong with it."""
    flags: dict[str, None] = {}
    for coder in (rate.definition.coder for rate in rates):
        if coder in CODINGS:
            flags |= dict.fromkeys((*CODINGS[coder], *_FLAGS_2018))
        else:
            flags[HONOURED_2005] = None
    try:
        return open_data(folder, data, flags=tuple(flags))
    except HistoryError as error:
        return error
