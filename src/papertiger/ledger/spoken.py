"""The first claims of one speaker, who may have hundreds of attribution chains and a hundred thousand claims.

Putting all of these in order to return a page would fetch each; a page from every chain would fetch hundreds of pages. The first few of
each chain tell how far the page can reach; only then is more read of the chains that go on before that (the threshold algorithm of Fagin,
Lotem & Naor, 2003, on lists sorted by the order of the page).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select, true

from papertiger.ledger import queries
from papertiger.ledger.backends import Backend
from papertiger.ledger.schema import CHAINS, STANDING

FEW = 4
"""Claims of each chain that are read to see how far a page can reach."""
_S = STANDING.c


def first_spoken(
    connection: Connection,
    backend: Backend,
    speaker: str,
    wanted: Sequence[ColumnElement[bool]],
    size: int,
    *,
    newest_first: bool,
) -> list[int]:
    """Rows of ``standing`` of the first `size` claims whose chain names `speaker`, in the order of `queries.ORDER`.

    Args:
        connection: to the ledger.
        backend: its database.
        speaker: as `ClaimFilter.speaker`.
        wanted: what the claims must meet besides.
        size: of the page.
        newest_first: whether that order is the other way round.
    """

    def best(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
        return sorted(rows, key=lambda row: tuple(row)[1:], reverse=newest_first)[:size]

    def firsts(each: int, *more: ColumnElement[bool]) -> list[Row[Any]]:
        query = _of_each_chain(backend, speaker, (*wanted, *more), each, newest_first=newest_first)
        return best(connection.execute(query).all())

    found = firsts(few := min(FEW, size))
    if few < size and max(Counter(row.chain for row in found).values(), default=0) == few:
        # All that was read of some chain is on the page, so that what was not may be too.
        found = firsts(size, *_no_further(found[size - 1 :], newest_first=newest_first))
    return [row.row for row in found]


def _no_further(last: Sequence[Row[Any]], *, newest_first: bool) -> list[ColumnElement[bool]]:
    """That a claim lies no further than the last of a full page; nothing where the page was not filled."""
    return [_S.published >= row.published if newest_first else _S.published <= row.published for row in last]


def _of_each_chain(
    backend: Backend, speaker: str, wanted: Sequence[ColumnElement[bool]], each: int, *, newest_first: bool
) -> Select[Any]:
    """Chain and place in the order of the first claims, `each` of every chain that names `speaker`."""
    order = [column.desc() if newest_first else column for column in queries.ORDER]
    first = select(_S.chain, *queries.ORDER).where(_S.chain == CHAINS.c.row, *wanted)
    first = first.order_by(*order).limit(each).correlate(CHAINS)
    named = queries.speaks(speaker)
    if backend.engine.dialect.name == "sqlite":
        # SQLite has no LATERAL; PostgreSQL would look at every claim for this.
        one = STANDING.alias("one")
        columns = [one.c.chain, *(one.c[column.name] for column in queries.ORDER)]
        rows = first.with_only_columns(_S.row)
        return select(*columns).join_from(CHAINS, one, one.c.row.in_(rows)).where(named)
    lateral = first.lateral()
    return select(lateral).join_from(CHAINS, lateral, true()).where(named)
