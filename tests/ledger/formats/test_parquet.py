"""Parquet has typed columns that come back equal."""

from __future__ import annotations

import io
import sys

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.errors import SettingsError
from papertiger.ledger.formats import parquet
from papertiger.ledger.formats.flat import COLUMNS, flat
from papertiger.records import ClaimRecord


def back(records: list[ClaimRecord]) -> pa.Table:
    stream = io.BytesIO()
    assert parquet.write_parquet(iter(records), stream) == len(records)
    return pq.read_table(io.BytesIO(stream.getvalue()))


def plain(record: ClaimRecord) -> dict[str, object]:
    """A claim as Python values of a data frame."""
    row = {name: list(value) if isinstance(value, tuple) else value for name, value in flat(record).items()}
    return {**row, "steps": [step.model_dump() for step in record.attribution]}


def test_an_export_without_claims_has_all_columns_with_their_types() -> None:
    table = back([])

    assert table.num_rows == 0
    assert table.column_names == [*COLUMNS, "steps"]
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types["confidence"] == "double"
    assert types["quote_start"] == types["quote_end"] == types["depth"] == types["version"] == "int64"
    assert types["speaker_anonymous"] == "bool"
    assert types["contexts"].startswith("list<")
    assert types["steps"].startswith("list<")
    assert types["published"] == "string"


def test_a_column_carries_its_definition() -> None:
    described = back([]).schema.field("confidence").metadata[b"description"].decode()

    assert described.startswith("How sure the reader is")


@any_claims
def test_any_claims_come_back_equal(records: list[ClaimRecord]) -> None:
    assert back(records).to_pylist() == [plain(record) for record in records]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_comes_back_as_it_was(payload: str) -> None:
    assert back([hostile(payload)]).to_pylist() == [plain(hostile(payload))]


def test_rows_are_written_in_groups_so_that_a_large_ledger_needs_little_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet, "GROUP", 2)
    stream = io.BytesIO()
    parquet.write_parquet([full(), bare(), full()], stream)

    file = pq.ParquetFile(io.BytesIO(stream.getvalue()))
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [2, 1]


def test_without_pyarrow_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(SettingsError, match=r"pip install 'papertiger\[parquet\]'"):
        parquet.write_parquet([], io.BytesIO())
