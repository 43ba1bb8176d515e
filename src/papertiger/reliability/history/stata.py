"""Published data sets as their authors distribute them: Stata files, with their version known by checksum."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from papertiger.errors import HistoryError
from papertiger.reliability.history.tables import DataSet

Value = str | int | float | None
Row = Mapping[str, Value]
"""Column → value; None where the data set has none."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A data set of the user's, read."""

    path: Path
    sha256: str
    version: str | None
    """What that version is called; None for one that we do not know."""
    known: tuple[str, ...]
    """What the versions that we know are called."""
    rows: tuple[Row, ...]
    """With the columns that were asked for."""

    @property
    def warning(self) -> str | None:
        """What to tell the user about a version that we do not know; None for a known one."""
        if self.version is not None:
            return None
        return (
            f"{self.path}: no version that we know (its SHA-256 is {self.sha256}; known is the one {', '.join(self.known)}); "
            "its counts may differ from the published ones"
        )


def open_data(folder: Path, data: DataSet, *, flags: Sequence[str] = (), names: Sequence[str] = ()) -> Opened:
    """Read columns of a data set that lies in `folder`: `flags` hold 1, 0 or nothing, `names` anything that tells apart.

    Raises:
        HistoryError: the file is absent or no Stata file, or a column is absent or holds something else.
    """
    path = folder / data.name
    if not path.is_file():
        raise HistoryError(str(path), None, f"no such file; get it from {data.origin}")
    try:
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise HistoryError(
            str(path), None, f"cannot be read: {error.strerror}; name another folder"
        ) from None
    columns = _columns(path, data)
    for name in (*flags, *names):
        if name not in columns:
            cure = f"there are {', '.join(sorted(columns))}; get the file anew from {data.origin}"
            raise HistoryError(str(path), name, f"is not there; {cure}")
    for name in flags:
        for number, value in enumerate(columns[name], start=1):
            if value not in {None, 0, 1}:
                raise HistoryError(
                    str(path),
                    name,
                    f"holds {value!r} in row {number}, not 1, 0 or nothing; get the file anew from {data.origin}",
                )
    wanted = list(dict.fromkeys((*flags, *names)))
    rows = tuple(
        dict(zip(wanted, values, strict=True))
        for values in zip(*(columns[name] for name in wanted), strict=True)
    )
    version = next((name for name, known in data.versions.items() if known == sha256), None)
    return Opened(path, sha256, version, tuple(data.versions), rows)


def _columns(path: Path, data: DataSet) -> Mapping[str, Sequence[Value]]:
    import pyreadstat  # noqa: PLC0415 - 200 ms that only this command pays

    try:
        columns, _ = pyreadstat.read_dta(str(path), output_format="dict")
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as error:
        problem = f"no Stata file that can be read ({str(error).rstrip('.')}); get it anew from {data.origin}"
        raise HistoryError(str(path), None, problem) from None
    return {name: [_value(one) for one in values] for name, values in columns.items()}


def _value(one: object) -> Value:
    """A value as Python has it: NumPy's numbers and not-a-number turned into int, float and None."""
    if one is None or one != one:  # noqa: PLR0124 - not-a-number is the value that differs from itself
        return None
    if isinstance(one, str):
        return one
    number = float(one)  # type: ignore[arg-type]
    return int(number) if number.is_integer() else number
