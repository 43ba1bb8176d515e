"""The part of a ledger that a case needs: the chosen claims with all their versions, what they rest on and what persons said of them.

A slice is a log of its own. Entries of which all rows are in it keep their seal; of the others it holds a part, marked as one,
with the digest of the whole for the record and one of the part that can be checked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, select

from papertiger.ledger import records
from papertiger.ledger.lines import Fields, compact, line
from papertiger.ledger.log import Block, blocks_of
from papertiger.ledger.schema import (
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    CLAIMS,
    CODERS,
    EVIDENCE,
    GRADES,
    LINKS,
    READINGS,
    REVIEWS,
    SUPERSEDED,
)
from papertiger.ledger.writing import FIRST_CHAIN, PART, chained, digest_of
from papertiger.sourcing.grading import target_of

_PLACES: Final = 400
"""Keys in one query."""


@dataclass(slots=True)
class Sliced:
    """How a slice ends."""

    entries: int = 0
    chain: str = FIRST_CHAIN
    articles: int = 0
    claims: int = 0
    """Ids, not versions."""
    latest: str = ""
    """Moment of its last entry."""


def lines_of_slice(connection: Connection, claims: Collection[str] | None, told: Sliced) -> Iterator[str]:
    """The lines of the entries, without the header of a log.

    Args:
        connection: sees one moment.
        claims: ids of the chosen claims; None for all claims and articles.
        told: is filled as lines are yielded.
    """
    chosen = _chosen(connection, claims)
    entries: set[int] = set()
    for table, numbers in chosen.items():
        found = _where(connection, EVIDENCE[table].table.c.row, numbers, [EVIDENCE[table].table.c.entry])
        entries.update(row.entry for row in found)
    told.articles = len(chosen["articles"])
    told.claims = len({row.id for row in _where(connection, CLAIMS.c.row, chosen["claims"], [CLAIMS.c.id])})
    for block in blocks_of(connection, entries):
        yield from _lines(block, chosen, told)
        told.entries += 1
        told.latest = max(told.latest, block.fields["at"])


def _lines(block: Block, chosen: dict[str, set[int]], told: Sliced) -> Iterator[str]:
    kept = [
        row for row, number in zip(block.rows, block.numbers, strict=True) if number in chosen.get(row[0], ())
    ]
    id_, part, whole = block.fields["id"].partition(PART)
    whole = whole.partition("#")[0]
    head = line("entries", {**block.fields, "id": id_})
    hashes: dict[str, Any] = {}
    yield head
    for table, fields in kept:
        text = line(table, fields)
        hashes.setdefault(table, hashlib.sha256()).update(text.encode() + b"\n")
        yield text
    own = digest_of(head, {name: found.hexdigest() for name, found in hashes.items()})
    told.chain = chained(told.chain, own)
    custody: Fields = {"table": "custody", "entry": id_}
    if part or len(kept) < len(block.rows):
        yield compact(
            {**custody, "digest": whole or block.digest, "chain": told.chain, "partial": True, "part": own}
        )
    else:
        yield compact({**custody, "digest": block.digest, "chain": told.chain})


def _where(
    connection: Connection, column: Column[Any], values: Iterable[Any], columns: list[Column[Any]]
) -> Iterator[Any]:
    """Rows whose `column` is one of `values`."""
    wanted = sorted(values)
    for start in range(0, len(wanted), _PLACES):
        yield from connection.execute(
            select(*columns).where(column.in_(wanted[start : start + _PLACES]))
        ).all()


def _chosen(connection: Connection, claims: Collection[str] | None) -> dict[str, set[int]]:
    """Table → row numbers."""
    c, r = CLAIMS.c, READINGS.c
    of: dict[str, set[int]] = {}
    of["claims"], of["superseded"], of["reviews"] = _decided(connection, claims)
    needed = [c.row, c.id, c.article, c.coder, c.chain, c.subject, c.object, c.over]
    states = [c.subject_state, c.object_state]
    found = list(_where(connection, c.row, of["claims"], needed + states))
    if claims is None:
        of["articles"] = set(connection.execute(select(ARTICLES.c.row)).scalars())
    else:
        of["articles"] = {row.article for row in found}
    for table in ("fetches", "joined", "fingerprints", "looks"):
        t = EVIDENCE[table].table.c
        of[table] = {row.row for row in _where(connection, t.article, of["articles"], [t.row])}
    readings = list(_where(connection, r.article, of["articles"], [r.row, r.coder]))
    of["readings"] = {row.row for row in readings}
    of["coders"] = {row.coder for row in readings} | {row.coder for row in found}
    of["chains"] = {row.chain for row in found}
    steps = list(
        _where(connection, ATTRIBUTIONS.c.chain, of["chains"], [ATTRIBUTIONS.c.row, ATTRIBUTIONS.c.actor])
    )
    of["attributions"] = {row.row for row in steps}
    named = {row.actor for row in steps} | {value for row in found for value in row[5:]}
    configs = {row.config for row in _where(connection, CODERS.c.row, of["coders"], [CODERS.c.config])}
    of["actors"] = {
        row.row
        for row in _where(connection, ACTORS.c.id, named - {None}, [ACTORS.c.row, ACTORS.c.config])
        if row.config in configs
    }
    of["grades"] = _grades(connection, {row.id for row in found}, of["chains"])
    l = LINKS.c  # noqa: E741 - as the table is called
    of["links"] = {
        row.row
        for row in _where(connection, l.first, of["articles"], [l.row, l.second])
        if row.second in of["articles"]
    }
    return of


def _decided(connection: Connection, claims: Collection[str] | None) -> tuple[set[int], set[int], set[int]]:
    """Versions of the claims and of those that decisions on them made or kept; which fell; the decisions."""
    c, v, s = CLAIMS.c, REVIEWS.c, SUPERSEDED.c
    ids = set(connection.execute(select(c.id).distinct()).scalars()) if claims is None else set(claims)
    versions: set[int] = set()
    fallen: set[int] = set()
    decisions: set[int] = set()
    looked: set[str] = set()
    while waiting := ids - looked:
        looked |= waiting
        made = list(_where(connection, c.id, waiting, [c.row, c.review]))
        versions |= {row.row for row in made}
        fell = list(_where(connection, s.claim, {row.row for row in made}, [s.row, s.by, s.review]))
        fallen |= {row.row for row in fell}
        behind = {row.review for row in (*made, *fell)} - {None}
        columns = [v.row, v.claim, v.into]
        said = [*_where(connection, v.claim, waiting, columns), *_where(connection, v.row, behind, columns)]
        decisions |= {row.row for row in said}
        follow = {row.by for row in fell} - {None}
        ids |= {row.id for row in _where(connection, c.row, follow, [c.id])}
        ids |= {row.claim for row in said}
        ids |= {claim for row in said if row.into for claim in json.loads(row.into)}
    return versions, fallen, decisions


def _grades(connection: Connection, claims: Collection[str], chains: Collection[int]) -> set[int]:
    """Grades of those claims and of everybody in their chains."""
    targets = {f"claim:{claim}" for claim in claims}
    targets |= {target_of(step) for steps in records.chains(connection, chains).values() for step in steps}
    return {
        row.row for row in connection.execute(select(GRADES.c.row, GRADES.c.target)) if row.target in targets
    }
