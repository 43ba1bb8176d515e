"""Files from outside into a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

from sqlalchemy import select

from papertiger.ledger.schema import CUSTODY
from papertiger.ledger.transfer.blocks import Foreign, Log, Numbered
from papertiger.ledger.transfer.bundle import LEDGER
from papertiger.ledger.transfer.claims import take_claims
from papertiger.ledger.transfer.merging import Merger
from papertiger.ledger.transfer.reading import first_of, lines_of
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.ledger.transfer.settling import settle
from papertiger.ledger.transfer.taking import Taken
from papertiger.ledger.transfer.unpacking import is_bundle, ledger_lines, verified
from papertiger.ledger.writing import FIRST_CHAIN, LAST, Pen

ENTRIES: Final = 100
"""Entries in one transaction, at most."""
CHARACTERS: Final = 8 * 2**20
"""Characters of rows in one transaction, about: it is closed behind the entry that exceeds it."""


Kind = Literal["bundle", "log", "claims"]


def kind_of(path: Path, name: str) -> Kind:
    """What a file is, by its beginning; raises RefusedError for one that cannot be read or is none of them."""
    if is_bundle(path):
        return "bundle"
    first = first_of(path, name)
    if '"format"' in first[:_BEGINNING]:
        return "log"
    if '"quote"' in first:
        return "claims"
    raise RefusedError(
        name,
        None,
        "is no ledger log, case bundle or JSONL of claims",
        cure="papertiger export makes all three",
    )


def take_file(pen: Pen, path: Path, name: str) -> Taken:
    """Store what a file holds, whatever it is; `name` is how messages call it.

    Raises:
        RefusedError: a bundle that does not verify, or a file that is neither; nothing of it is stored.
    """
    kind = kind_of(path, name)
    if kind == "bundle":
        verified(path, name)
        with ledger_lines(path, name) as lines:
            return take_log(pen, f"{name}/{LEDGER}", lines)
    take = take_log if kind == "log" else take_claims
    return take(pen, name, lines_of(path, name))


_BEGINNING: Final = 40
"""Characters within which the header of a log names its format."""


def take_log(pen: Pen, file: str, lines: Iterator[Numbered]) -> Taken:
    """Store the entries of a log that the ledger lacks.

    What was stored stays where the file turns out to be bad further on, or the program is killed: the same file can be taken
    again at any time.

    Args:
        pen: writes to the ledger.
        file: how messages call it.
        lines: its lines, with their numbers.
    """
    merger = Merger(pen)
    waiting: list[Foreign] = []
    size = 0
    try:
        for found in Log(file, lines).blocks():
            if isinstance(found, RefusedError):
                merger.done.refused.append(found)
                merger.expected = None
                continue
            waiting.append(found)
            size += found.size
            if len(waiting) >= ENTRIES or size >= CHARACTERS:
                merger.take(waiting)
                waiting, size = [], 0
    except RefusedError as error:
        merger.done.refused.append(error)
    if waiting:
        merger.take(waiting)
    with pen.backend.engine.connect() as connection:
        last = connection.execute(LAST).scalar() or FIRST_CHAIN
        empty = connection.execute(select(CUSTODY.c.row).limit(1)).first() is None
    if not empty and not (merger.alone and last == merger.expected):
        settle(pen, merger.discussed)
    return merger.done
