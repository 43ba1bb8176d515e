"""A raw record: what is passed from cutting an archive to reading it, perhaps in another process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record as it stands in the file, to be parsed by `warc.record_of`; it can be sent to another process."""

    name: str
    """Of the file, as the user sees it."""
    number: int
    """From 1, all records of the file counted."""
    offset: int
    """First byte of the record, or of the gzip member that it begins in."""
    fields: Mapping[str, str]
    """The record's own head: names in lower case, of a repeated field the first value."""
    block: bytes = field(repr=False)
    program: str = ""
    """What wrote the archive, as its last warcinfo record says."""

    @property
    def size(self) -> int:
        """Bytes of the block."""
        return len(self.block)
