"""What the two databases do differently."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table


class Backend(ABC):
    """One open ledger: its engine, and what SQL leaves to each database."""

    engine: Engine
    place: str
    """How messages call it: the path of the file, or the address without its password."""

    @abstractmethod
    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that commits at the end or leaves nothing. SQLite: holds the only write lock from its first statement."""

    @abstractmethod
    def numbers(self, connection: Connection, table: Table, count: int) -> Sequence[int]:
        """`count` new row numbers of `table`, growing, that nobody else gets."""

    @abstractmethod
    def add_absent(self, connection: Connection, table: Table, values: dict[str, Any]) -> bool:
        """Store a row unless one with its key is there, or is being stored by another writer; whether it was stored."""

    @abstractmethod
    def alone(self, connection: Connection, what: str) -> None:
        """Wait until no other writer does `what` (``custody``, ``join``), and keep others out until the transaction ends."""

    @abstractmethod
    def folded(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """Text with case removed, in every alphabet."""

    @abstractmethod
    def contains(self, column: ColumnElement[Any], words: str) -> ColumnElement[bool]:
        """Whether text contains `words`, in any case."""

    @abstractmethod
    def backup(self, to: Path) -> None:
        """Copy the ledger into a new file while others write; raises LedgerError where that is not possible."""

    @abstractmethod
    def damage(self, connection: Connection) -> Iterator[str]:
        """What the database's own check finds wrong with the file, a line each; nothing for a sound one."""

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()
