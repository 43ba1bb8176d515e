"""Commitments of a patron that are in force when a scenario begins, as rows of a scenario file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import get_args

from papertiger.reliability.cases import Commitment, Precision
from papertiger.scenario.ledgered.record import PatronRecord
from papertiger.scenario.ledgered.wording import wording

_FIRM: tuple[str, ...] = get_args(Precision)
"""From the firmest wording down."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a patron owes a client: one row of `commitments.rows`."""

    patron: str
    client: str
    obligation: str
    """Of data/commitments.yaml, or a domain of support."""
    precision: str
    """The firmest of the cases."""
    cases: tuple[str, ...]
    """Ids of the commitments of the ledger, as `papertiger explain` takes them."""
    dated: bool
    """Whether the ledger knows when one of them binds; what has no date is taken to be in force."""

    @property
    def text(self) -> str:
        """As it stands in the file."""
        return f"{self.patron},{self.client},{self.obligation},{self.precision}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A commitment of the ledger that makes no row."""

    case: str
    clients: tuple[str, ...]
    why: str


def commitments_of(record: PatronRecord) -> tuple[tuple[Row, ...], tuple[LeftOut, ...]]:
    """Rows by client and obligation, one each; and what was left out, with why.

    A commitment is left out where its days in force are known and do not hold the scenario's first day, where it was promised for a
    day that is over by then, and where claims speak against it and none for it.
    """
    left: list[LeftOut] = []
    held: dict[tuple[str, str], list[Commitment]] = {}
    for one in record.book.commitments.values():
        if why := _reason(one, record.as_of):
            left.append(LeftOut(one.id, one.clients, why))
            continue
        for client in one.clients:
            if client != record.patron:
                held.setdefault((client, wording().obligations[one.obligation]), []).append(one)
    rows = (
        _row(record.patron, client, obligation, held[client, obligation])
        for client, obligation in sorted(held)
    )
    return tuple(rows), tuple(left)


def _row(patron: str, client: str, obligation: str, found: Iterable[Commitment]) -> Row:
    cases = sorted(found, key=lambda one: (_FIRM.index(one.precision), one.id))
    dated = any(one.in_force or one.due for one in cases)
    return Row(patron, client, obligation, cases[0].precision, tuple(one.id for one in cases), dated)


def _reason(one: Commitment, day: str) -> str | None:
    """Why a commitment is left out; None where it stands."""
    words = wording().left_out
    if one.due is not None and one.due.latest is not None and one.due.latest < day:
        return words.past.format(day=day)
    if one.in_force and not any(span.holds(day) for span in one.in_force):
        ended = all(span.latest is not None and span.latest < day for span in one.in_force)
        return (words.over if ended else words.later).format(day=day)
    roles = {link.role for link in one.links if link.claim is not None or link.source is not None}
    return words.refuted if roles == {"not_due"} else None


def provenance(digest: str, rows: Iterable[Row]) -> Iterator[str]:
    """A source for `meta.sources` for each patron of some rows."""
    by: dict[str, list[str]] = {}
    for row in rows:
        by.setdefault(row.patron, []).extend(row.cases)
    for patron, cases in by.items():
        yield wording().commitments_source.format(
            digest=digest, patron=patron, cases=" ".join(dict.fromkeys(cases))
        )
