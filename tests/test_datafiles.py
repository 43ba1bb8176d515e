"""A wrong data file is refused with its name, the line and the cure."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import Lines, load_table, look_over
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


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "rows:\n- {di: a}\n- {id: b, count: many}\nmore: 1\n")

    table, wrong = look_over(path, Table)

    assert table is None
    assert [(error.line, error.problem.split(":")[0]) for error in wrong] == [
        (2, "rows.0.di"),
        (2, "rows.0.id"),
        (3, "rows.1.count"),
        (4, "more"),
    ]


def test_a_table_without_fault_has_no_errors(tmp_path: Path) -> None:
    assert look_over(written(tmp_path, "rows: []\n"), Table) == (Table(rows=()), [])


@pytest.mark.parametrize(
    ("place", "line"), [((), 1), (("a",), 1), (("a", "b"), 2), (("a", "b", 1), 4), (("a", "c", 0), 1)]
)
def test_a_value_stands_where_its_key_or_item_begins(place: tuple[str | int, ...], line: int) -> None:
    assert Lines("a:\n  b:\n  - x\n  - y\n").of(*place) == line


def test_a_folder_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read: Is a directory; name another file"):
        load_table(tmp_path, Table)


def test_an_absent_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="no such file"):
        load_table(tmp_path / "absent.yaml", Table)
