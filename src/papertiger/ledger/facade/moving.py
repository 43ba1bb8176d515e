"""A ledger leaves and comes back."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.ledger.backends import as_ledger_error
from papertiger.ledger.facade.opened import Opened

if TYPE_CHECKING:
    from papertiger.ledger.transfer.slicing import Sliced
    from papertiger.ledger.transfer.taking import Taken


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

    def slice_lines(self, claims: Collection[str] | None, told: Sliced) -> Iterator[str]:
        """What a case needs, as the lines of a log without its header; see `transfer.slicing.lines_of_slice`."""
        from papertiger.ledger.transfer.outgoing import at_one_moment  # noqa: PLC0415 - as above
        from papertiger.ledger.transfer.slicing import lines_of_slice  # noqa: PLC0415 - as above

        with self._reading() as connection:
            yield from lines_of_slice(at_one_moment(connection), claims, told)

    def take(self, path: Path) -> Taken:
        """Store what a file holds and this ledger lacks: a ledger's log, a case bundle, or claims of another reader as JSONL.

        Raises:
            RefusedError: a bundle that does not verify; nothing of it is stored.
        """
        from papertiger.ledger.transfer.incoming import take_file  # noqa: PLC0415 - as above

        with as_ledger_error(self.place):
            return take_file(self._pen, path, str(path))
