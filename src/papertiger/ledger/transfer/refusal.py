"""What an import does not take, and where it stood."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.errors import LedgerError


class RefusedError(LedgerError):
    """Something from outside that may not enter the ledger."""

    def __init__(
        self, file: str, line: int | None, problem: str, *, field: str | None = None, cure: str = ""
    ) -> None:
        """Keep the place: `file` as given by the user, `line` from 1 or None for the whole file, `field` as ``table.column``."""
        self.file, self.line, self.field, self.problem, self.cure = file, line, field, problem, cure
        where = f"{file}:{line}" if line is not None else file
        about = f"{field}: " if field else ""
        super().__init__(f"{where}: {about}{problem}" + (f" ({cure})" if cure else ""))


class FieldError(LedgerError):
    """A value of a row that its column cannot have; becomes a `RefusedError` where file and line are known."""

    def __init__(self, field: str, problem: str) -> None:
        """Keep the `field` as ``table.column``."""
        self.field, self.problem = field, problem
        super().__init__(f"{field}: {problem}")


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row that the ledger has with other content; what the ledger has stays."""

    table: str
    key: str
    """What names the row."""
    fields: tuple[str, ...]
    """Columns that differ."""
    file: str
    line: int

    def __str__(self) -> str:
        return (
            f"{self.file}:{self.line}: {self.table} {self.key} is in the ledger with another "
            f"{', '.join(self.fields)}; the ledger's stays"
        )
