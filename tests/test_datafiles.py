"""A wrong data file is refused with its name, the line and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    count: int = 0


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid")
    rows: tuple[Row, ...]


def written(folder: Path, text: str) -> Path:
    path = folder / "table.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read_into_its_model(tmp_path: Path) -> None:
    table = load_table(written(tmp_path, "rows:\n- {id: NO, count: 3}\n"), Table)

    assert table.rows == (Row(id="NO", count=3),)


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("rows:\n- id: a\n- {id: b, count: many}\n", 3, "count"),
        ("rows:\n- id: a\n  colour: red\n", 3, "colour: no such field; there are: id, count"),
        ("rows:\n- id: a\n  cuont: 3\n", 3, "no such field; did you mean 'count'? there are: id, count"),
        ("rows:\n- {di: a}\n", 2, "rows.0.di: no such field; there are: id, count"),
        ("row: []\nrows: []\n", 1, "no such field; did you mean 'rows'?"),
        ("rows:\n- id: a\n  id: b\n", 3, "twice"),
        ("rows:\n- {id: a\n", 3, "YAML"),
    ],
)
def test_an_error_names_file_line_and_field(tmp_path: Path, text: str, line: int, problem: str) -> None:
    path = written(tmp_path, text)

    with pytest.raises(DataFileError) as caught:
        load_table(path, Table)

    assert caught.value.file == str(path)
    assert caught.value.line == line
    assert problem in str(caught.value)


def test_an_absent_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no such file"):
        load_table(tmp_path / "absent.yaml", Table)
