"""CSV (RFC 4180): one row a claim, written as the claims come.

The columns are those of `papertiger.ledger.formats.flat`. An unknown value is an empty cell, truth values are ``true``
and ``false``, several words in one cell are joined by ``;``.

News is hostile input and a spreadsheet runs formulas, so a text cell that begins like one gets an apostrophe in
front, also where spaces or signs that do not show come first; numbers stay numbers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import IO

from papertiger.ledger.formats.flat import COLUMNS, Cell, flat
from papertiger.records import ClaimRecord

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may run; the full-width forms count as the plain ones in some."""
_UNSEEN = " \0\u00a0\u200b\u200c\u200d\u2060\u3000\ufeff"
"""What some spreadsheets drop from the beginning of a cell."""


def write_csv(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write a header and one row a claim; returns how many claims.

    Open a file for this with ``newline=""``, and with encoding ``utf-8-sig`` if it is for Excel, which takes
    Cyrillic without that mark for another encoding.
    """
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    number = 0
    for record in records:
        writer.writerow(guarded(value) for value in flat(record).values())
        number += 1
    return number


def guarded(value: Cell) -> str | int | float:
    """The cell for a value: text that begins like a formula is disarmed, a number stays as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        value = ";".join(value)
    if isinstance(value, str):
        return "'" + value if value.lstrip(_UNSEEN).startswith(FORMULA_STARTS) else value
    return "" if value is None else value
