"""Comparing an index with the tables it is derived from, both read in the order of their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from papertiger.ledger.search.index import ArticleText, ClaimText

Entry = TypeVar("Entry")


def findings(
    name: str,
    entries: Iterable[tuple[int, Entry]],
    texts: Iterable[ClaimText] | Iterable[ArticleText],
    stands: Callable[[ClaimText | ArticleText, Entry], bool],
) -> Iterator[str]:
    """What is wrong with the index `name`, one line a row.

    Args:
        name: of the index, for the messages.
        entries: what the index holds: rows ascending, and what `stands` needs of each.
        texts: what it should hold, rows ascending.
        stands: whether an entry is what its text should give.
    """
    held = iter(entries)
    entry = next(held, None)
    for one in texts:
        while entry is not None and entry[0] < one.row:
            yield f"{name}: row {entry[0]} is indexed and not in the ledger"
            entry = next(held, None)
        if entry is None or entry[0] != one.row:
            yield f"{name}: row {one.row} is not indexed"
            continue
        if not stands(one, entry[1]):
            yield f"{name}: row {one.row} is not indexed as its text reads"
        entry = next(held, None)
    while entry is not None:
        yield f"{name}: row {entry[0]} is indexed and not in the ledger"
        entry = next(held, None)
