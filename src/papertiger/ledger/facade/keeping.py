"""Looking after a ledger: audits, copies, coverage, what changed between readings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from papertiger.ledger import (
    auditing,
    coverage,
    rereading,
)
from papertiger.ledger.asked import ClaimFilter
from papertiger.ledger.auditing import Audit
from papertiger.ledger.backends import as_ledger_error
from papertiger.ledger.coverage import Coverage, Refused
from papertiger.ledger.facade.opened import Opened
from papertiger.ledger.rereading import Difference
from papertiger.ledger.writing import FIRST_CHAIN, LAST
from papertiger.readers.reading import Reading


class Keeping(Opened):
    """Methods that look after a ledger."""

    def compare(self, reading: Reading) -> tuple[Difference, ...]:
        """What `reread` would find, without storing anything."""
        with self._reading() as connection:
            return rereading.compare(connection, reading)

    def changes(self, since: str | None = None) -> Iterator[tuple[str, tuple[Difference, ...]]]:
        """What changed between the last reading of each article and an earlier one, by the article's key.

        Args:
            since: version of the reader whose reading is compared; None: the last but one.
        """
        with self._reading() as connection:
            yield from rereading.since(connection, since)

    def readers(self) -> dict[tuple[str, str, str], int]:
        """Reader, version and configuration → how many articles were last read by it."""
        with self._reading() as connection:
            return rereading.readers(connection)

    def coverage(self, chosen: ClaimFilter = ClaimFilter()) -> Coverage:  # noqa: B008 - frozen
        """What was looked at, by outlet, language and day; see `papertiger.ledger.coverage`."""
        with self._reading() as connection:
            return coverage.coverage(connection, self._backend, chosen)

    def refused_inputs(self, limit: int = 100) -> tuple[Refused, ...]:
        """The last inputs that were looked at and could not be read, with the reasons; the last stored first."""
        with self._reading() as connection:
            return coverage.refused_inputs(connection, limit)

    def audit(self, expected: str | None = None) -> Iterator[Audit]:
        """Work out every hash, quote and derived figure again; see `papertiger.ledger.auditing`."""
        with as_ledger_error(self.place):
            yield from auditing.audit(self._backend, expected=expected)

    def chain(self) -> str:
        """The chain of custody as of now: who notes it can tell later that nothing before was touched."""
        with self._reading() as connection:
            return str(connection.execute(LAST).scalar() or FIRST_CHAIN)

    def mend(self) -> None:
        """Make derived tables (the claims that stand, the full-text index) anew from the evidence."""
        with as_ledger_error(self.place):
            auditing.mend(self._backend)

    def backup(self, to: Path) -> None:
        """Copy the ledger as of one moment into a new file, while others write."""
        self._backend.backup(to)
