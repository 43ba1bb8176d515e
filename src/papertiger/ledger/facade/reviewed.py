"""What persons decided, as a review needs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papertiger.errors import UnknownError
from papertiger.ledger import (
    reviews,
)
from papertiger.ledger.asked import ClaimFilter
from papertiger.ledger.facade.opened import Opened
from papertiger.ledger.reviewing import ReadVersion, Review
from papertiger.ledger.reviewing.consequences import Case
from papertiger.records import MODEL_READER, ClaimRecord


class Reviewed(Opened):
    """Methods that reviewing reads by."""

    def reviews(self, claims: Sequence[str] | None = None) -> tuple[Review, ...]:
        """What persons decided, on all claims or on some, in the order in which it was stored."""
        with self._reading() as connection:
            return tuple(reviews.reviews(connection, claims))

    def case(self, claim: str) -> Case:
        """All versions of and decisions on the claim with this whole id; raises LedgerError when there is none."""
        with self._reading() as connection:
            found = reviews.case_of(connection, claim)
        if found is None:
            raise UnknownError(f"no claim {claim!r} in {self.place}")
        return found

    def undecided(self, chosen: ClaimFilter) -> Iterator[ClaimRecord]:
        """The claims that stand, that `chosen` lets through, and that nobody has decided on."""
        return self._records(reviews.undecided(chosen, self._backend))

    def disputed(self, chosen: ClaimFilter) -> Iterator[ClaimRecord]:
        """Of those, what two readers of one article disagree on: first what only a language model read, then what only the other one did."""
        with self._reading() as connection:
            together = reviews.two_readers(connection)
        readers = (MODEL_READER, "frames") if together else ()
        for reader in readers:
            yield from self._records(reviews.disputed(chosen, self._backend, together, reader))

    def alone(self, claims: Sequence[str]) -> dict[str, str]:
        """Claim → which of two readers of its article read it (``llm``, ``frames``), of claims that the other did not read."""
        with self._reading() as connection:
            return reviews.alone(connection, claims)

    def standing_ids(self, chosen: ClaimFilter) -> tuple[str, ...]:
        """Ids of all claims that stand and that `chosen` lets through, whatever its limit."""
        with self._reading() as connection:
            return tuple(connection.execute(reviews.standing_ids(chosen, self._backend)).scalars())

    def discussed(self) -> tuple[str, ...]:
        """Ids of the claims that may wait though they are decided on: asked for, said something on by several, or withdrawn."""
        with self._reading() as connection:
            return tuple(connection.execute(reviews.discussed()).scalars())

    def read_versions(self) -> tuple[ReadVersion, ...]:
        """The versions that the reader wrote of all claims that persons decided on."""
        with self._reading() as connection:
            return tuple(reviews.read_versions(connection))
