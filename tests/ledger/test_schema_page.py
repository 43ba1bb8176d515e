"""The page of the tables is what the code says."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Table

from papertiger.ledger import schema
from papertiger.ledger.schema.page import TABLES, schema_page

PAGE = Path(__file__).parents[2] / "docs" / "schema.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == schema_page(), "run `python scripts/schema_page.py`"


def test_no_table_is_left_out() -> None:
    assert set(TABLES) == set(schema.METADATA.tables.values())


@pytest.mark.parametrize("table", schema.METADATA.tables.values(), ids=str)
def test_every_table_and_column_is_described(table: Table) -> None:
    assert table.info["doc"].endswith(".")
    assert all(str(column.doc).endswith(".") for column in table.columns)
