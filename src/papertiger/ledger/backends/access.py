"""What may be done with a SQLite file, found out before SQLite touches it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from papertiger.errors import LedgerError

Access = Literal["rwc", "rw", "ro", "immutable"]
"""SQLite's URI modes, and ``immutable`` for a folder where not even the lock files of a reader can be made."""


def probe(path: Path, *, create: bool) -> Access:
    """What may be done with `path`, of a reader or, with `create`, a writer; raises LedgerError with the cure."""
    if path.is_dir():
        raise LedgerError(f"{path} is a folder; name a file, such as {path / 'papertiger.ledger'}")
    if not path.exists():
        return _probe_absent(path, create=create)
    if not path.is_file():
        raise LedgerError(f"{path} is not a regular file; name another with --ledger")
    if not _may(path, os.R_OK):
        raise LedgerError(f"{path} may not be read by you; ask its owner for leave to read")
    with path.open("rb") as stream:
        magic = stream.read(16)
    if magic and magic != b"SQLite format 3\0" and not _interrupted(path):
        raise LedgerError(f"{path} is not a SQLite file; name another file with --ledger")
    if not magic and not create:
        raise LedgerError(f"{path} is empty; run `papertiger read PATH` first")
    return _probe_access(path, create=create)


def _interrupted(path: Path) -> bool:
    """Whether a rollback journal waits beside the file: its first transaction was cut off, and SQLite will undo it."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


def _probe_absent(path: Path, *, create: bool) -> Access:
    if not create:
        raise LedgerError(f"no ledger at {path}; run `papertiger read PATH` first")
    if not path.parent.is_dir():
        raise LedgerError(f"no folder {path.parent} for the ledger {path.name}; make the folder first")
    if not _may(path.parent, os.W_OK):
        raise LedgerError(f"{path.parent} cannot be written; name a ledger elsewhere with --ledger")
    return "rwc"


def _probe_access(path: Path, *, create: bool) -> Access:
    if _may(path, os.W_OK) and _may(path.parent, os.W_OK):
        return "rw"
    if create:
        raise LedgerError(f"{path} cannot be written; copy the ledger to a folder where you may write")
    # A reader of a WAL database makes two files beside it. Where it cannot, the file must be taken as it is, which is
    # right only when no log waits beside it.
    log = path.with_name(path.name + "-wal")
    waiting = log.exists() and log.stat().st_size > 0
    return "ro" if waiting or _may(path.parent, os.W_OK) else "immutable"


def _may(path: Path, right: int) -> bool:
    return os.access(path, right, effective_ids=os.access in os.supports_effective_ids)
