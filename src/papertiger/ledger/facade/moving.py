"""A ledger leaves and comes back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.ledger.backends import as_ledger_error
from papertiger.ledger.facade.opened import Opened

if TYPE_CHECKING:
    from papertiger.ledger.transfer.merging import Taken


class Moving(Opened):
    """Methods that take a ledger out, and others in."""

    def log_lines(self) -> Iterator[str]:
        """All that the ledger holds, as the lines of its log, which `take_log` takes."""
        from papertiger.ledger.transfer.outgoing import log_lines  # noqa: PLC0415 - few programs need it

        with self._reading() as connection:
            yield from log_lines(connection)

    def take_log(self, file: str, lines: Iterator[tuple[int, str]]) -> Taken:
        """Store the entries of a ledger's log that this ledger lacks, see `transfer.incoming.take_log`."""
        from papertiger.ledger.transfer.incoming import take_log  # noqa: PLC0415 - as above

        with as_ledger_error(self.place):
            return take_log(self._pen, file, lines)
