"""Entries of one file from outside into a ledger, by batches that each are a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError

from papertiger.errors import LedgerError
from papertiger.ledger.schema import REVIEWS
from papertiger.ledger.transfer.blocks import Foreign
from papertiger.ledger.transfer.refusal import RefusedError
from papertiger.ledger.transfer.taking import Taken, Taking, refused
from papertiger.ledger.writing import FIRST_CHAIN, Maker, Pen, chained

TRIES: Final = 4
"""How often a batch is tried that another writer got in the way of."""
TOO_LARGE: Final = "54000"
"""PostgreSQL: a value longer than an index can hold."""


class Merger:
    """Takes entries of one file."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen
        self.done = Taken()
        self.expected: str | None = FIRST_CHAIN
        """Chain of a ledger that holds what was taken until now and nothing else; None where there is no such ledger."""
        self.alone = True
        """Whether the ledger held nothing else than this file whenever something was stored."""
        self.versions: dict[tuple[str, int], int] = {}
        """Claim and version outside → version here, where they differ."""
        self.discussed: set[str] = set()
        """Claims of the file that persons decided on, there or here."""
        with pen.backend.engine.connect() as connection:
            self._reviewed = set(connection.execute(select(REVIEWS.c.claim).distinct()).scalars())

    def take(self, blocks: Sequence[Foreign]) -> None:
        """Store entries in one transaction. One that is refused leaves nothing; the others are stored."""
        for left in reversed(range(TRIES)):
            try:
                done, expected, alone = self._take(blocks, last=not left)
            except DBAPIError as error:
                if len(blocks) > 1 and _state(error).startswith("40"):
                    # Once its first entry is sealed, a batch keeps the chain of custody from a writer whose article it may then wait for. An
                    # entry alone puts its rows first and seals them last, as all writers do.
                    for block in blocks:
                        self.take([block])
                    return
                # Another writer was first with a row, or in the way: look again.
                if not left or not (_of_content(error) or _state(error).startswith("40")):
                    raise
                continue
            self.done.add(done)
            self.expected, self.alone = expected, alone
            return

    def _take(self, blocks: Sequence[Foreign], *, last: bool) -> tuple[Taken, str | None, bool]:
        done, expected, alone = Taken(), self.expected, self.alone
        with self._pen.entries(Maker("import")) as begin:
            for block in blocks:
                entry = begin()
                if block is blocks[0]:
                    # What a decision does depends on what is there, what is joined on what was joined before, the number of a version on the last.
                    for what in ("review", "join", "cases"):
                        self._pen.backend.alone(entry.connection, what)
                self._watch(block)
                taking = Taking(self._pen.backend, entry, block, expected, self.versions)
                try:
                    with entry.connection.begin_nested():
                        digest = taking.run(done)
                except DBAPIError as error:
                    entry.sealed = digest = None
                    if not last or not _of_content(error):
                        raise
                    done.refused.append(refused(block, f"the database does not take it: {error.orig}"))
                except RefusedError as error:
                    entry.sealed = digest = None
                    done.refused.append(error)
                except LedgerError as error:
                    entry.sealed = digest = None
                    done.refused.append(refused(block, str(error)))
                alone = alone and (taking.alone or entry.sealed is None)
                expected = chained(expected, digest) if expected is not None and digest is not None else None
        return done, expected, alone

    def _watch(self, block: Foreign) -> None:
        for row in block.rows:
            if row.table == "claims":
                self.watch([row.fields["id"]], decided=False)
            elif row.table == "superseded":
                self.watch([row.fields["claim"][0]], decided=False)
            elif row.table == "reviews":
                self.watch([row.fields["claim"]], decided=True)

    def watch(self, claims: Sequence[str], *, decided: bool) -> None:
        """Remember those claims that persons decided on."""
        self.discussed.update(one for one in claims if decided or one in self._reviewed)


def _state(error: DBAPIError) -> str:
    return str(getattr(error.orig, "sqlstate", ""))


def _of_content(error: DBAPIError) -> bool:
    """Whether the database refuses the rows, not the work."""
    return isinstance(error, (IntegrityError, DataError)) or _state(error) == TOO_LARGE
