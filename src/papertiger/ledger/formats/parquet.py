"""Parquet: the columns of a row with their types, and the attribution chain step by step; written in groups of rows.

A column carries its definition from the data dictionary. Needs pyarrow, which the extra ``parquet`` installs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from papertiger.errors import SettingsError
from papertiger.ledger.formats.dictionary import dictionary
from papertiger.ledger.formats.flat import COLUMNS, flat
from papertiger.records import ClaimRecord

GROUP = 20_000
"""Claims in a group of rows: some 20 MB in memory, and large enough to compress and to skip."""

_STEP = ("kind", "name", "actor", "anonymous")


def write_parquet(records: Iterable[ClaimRecord], stream: IO[bytes]) -> int:
    """Write one row a claim; returns how many.

    Raises:
        SettingsError: pyarrow is not installed.
    """
    pyarrow, parquet = parquet_library()
    schema = _schema(pyarrow)
    number, rows = 0, map(_row, records)
    with parquet.ParquetWriter(stream, schema) as writer:
        for group in _groups(rows):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            number += len(group)
    return number


def parquet_library() -> tuple[Any, Any]:
    """Modules `pyarrow` and `pyarrow.parquet`; raises SettingsError, with the cure, where they are not installed."""
    try:
        import pyarrow as pa  # noqa: PLC0415 - 160 MB that most installations lack
        from pyarrow import parquet  # noqa: PLC0415 - as above
    except ImportError:
        raise SettingsError(
            "Parquet needs pyarrow, which is not installed; run: pip install 'papertiger[parquet]'"
        ) from None
    return pa, parquet


def _schema(pyarrow: Any) -> Any:  # noqa: ANN401 - a library that may be absent
    types = {
        "text": pyarrow.string(),
        "list of text": pyarrow.list_(pyarrow.string()),
        "integer": pyarrow.int64(),
        "number": pyarrow.float64(),
        "truth": pyarrow.bool_(),
    }
    truth = {"anonymous": pyarrow.bool_()}
    step = pyarrow.struct([(name, truth.get(name, pyarrow.string())) for name in _STEP])
    entries = {entry.name: entry for entry in dictionary().entries("parquet")}

    def column(name: str, kind: Any) -> Any:  # noqa: ANN401 - as above
        return pyarrow.field(name, kind, metadata={"description": entries[name].definition})

    columns = [column(name, types[entries[name].type]) for name in COLUMNS]
    return pyarrow.schema([*columns, column("steps", pyarrow.list_(step))])


def _row(record: ClaimRecord) -> dict[str, Any]:
    steps = [{name: getattr(step, name) for name in _STEP} for step in record.attribution]
    return {**flat(record), "steps": steps}


def _groups(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while group := list(islice(rows, GROUP)):
        yield group
