"""``export``: every format to a file or a pipe, its dictionary beside it, and nothing binary on a terminal."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pyarrow.parquet as pq
import pytest

from papertiger.cli import export
from papertiger.ledger.formats import FORMATS, as_markdown

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
TEXTS = [name for name, form in FORMATS.items() if not form.binary]


def test_the_help_names_every_format(run: Run) -> None:
    helped = " ".join(run("export", "--help").out.split())

    assert set(get_args(export.Name)) == {*FORMATS, *export.WHOLE, "json"}
    assert all(f"{name}" in helped for name in FORMATS)
    assert "FILE.dictionary.md" in helped


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_goes_to_a_file_with_its_dictionary_beside_it(
    filled: Run, tmp_path: Path, name: str
) -> None:
    ran = filled("export", "--format", name, "-o", "claims.out")

    assert (ran.status, ran.out) == (0, "")
    assert "4 claims" in ran.err
    assert "claims.out.dictionary.md" in ran.err
    assert (tmp_path / "claims.out").stat().st_size > 0
    assert (tmp_path / "claims.out.dictionary.md").read_text(encoding="utf-8") == as_markdown(name)


@pytest.mark.parametrize("name", TEXTS)
def test_a_format_goes_to_standard_output_as_to_a_file(filled: Run, tmp_path: Path, name: str) -> None:
    printed = filled("export", "--format", name).out
    filled("export", "--format", name, "-o", "claims.out")

    with (tmp_path / "claims.out").open(encoding="utf-8", newline="") as stream:
        assert stream.read() == printed


def test_a_binary_format_goes_through_a_pipe(filled: Run, tmp_path: Path) -> None:
    assert filled("claims").status == 0
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papertiger",
            "export",
            "--format",
            "parquet",
            "--ledger",
            "papertiger.ledger",
        ],
        cwd=tmp_path,
        capture_output=True,
        check=True,
    )

    assert pq.read_table(io.BytesIO(done.stdout)).num_rows == 4


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="pseudo-terminals are a Unix matter")
def test_a_binary_format_is_refused_on_a_terminal(filled: Run, tmp_path: Path) -> None:
    assert filled("claims").status == 0
    ours, theirs = os.openpty()
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "papertiger",
            "export",
            "--format",
            "parquet",
            "--ledger",
            "papertiger.ledger",
        ],
        cwd=tmp_path,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    os.close(theirs)
    os.close(ours)

    assert done.returncode == 2
    assert "--output FILE" in done.stderr


def test_no_dictionary_is_written_when_none_is_wanted(filled: Run, tmp_path: Path) -> None:
    assert filled("export", "-o", "claims.jsonl", "--no-dictionary").status == 0

    assert not (tmp_path / "claims.jsonl.dictionary.md").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix matter")
def test_no_dictionary_is_written_beside_a_pipe(filled: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert filled("export", "-o", "pipe").status == 0
    os.close(reader)

    assert not (tmp_path / "pipe.dictionary.md").exists()


def test_the_filters_hold_for_every_format(filled: Run) -> None:
    features = json.loads(filled("export", "--format", "geojson", "--domain", "arms").out)["features"]

    assert [feature["properties"]["predicate"] for feature in features] == ["delivered"]


@pytest.mark.parametrize("name", TEXTS)
def test_a_filter_that_nothing_meets_makes_an_empty_export(filled: Run, name: str) -> None:
    ran = filled("export", "--format", name, "--subject", "XYZ")

    assert ran.status == 0
    assert "XYZ" not in ran.out


def test_the_dictionary_is_printed_without_a_ledger(run: Run) -> None:
    ran = run("export", "--dictionary")

    assert ran.status == 0
    assert [line for line in ran.out.splitlines() if line.startswith("# ")] == [
        f"# {name}" for name in FORMATS
    ]


def test_the_dictionary_of_one_format_is_printed(run: Run) -> None:
    assert run("export", "--dictionary", "--format", "csv").out == as_markdown("csv")


def test_the_dictionary_is_printed_as_json(run: Run) -> None:
    told = json.loads(run("export", "--dictionary", "--format", "json").out)

    assert list(told) == list(FORMATS)
    assert told["csv"]["entries"][0]["name"] == "id"


def test_the_dictionary_goes_to_a_file(run: Run, tmp_path: Path) -> None:
    assert run("export", "--dictionary", "--format", "csv", "-o", "fields.md").status == 0

    assert (tmp_path / "fields.md").read_text(encoding="utf-8") == as_markdown("csv")


def test_json_is_no_format_for_claims(filled: Run) -> None:
    ran = filled("export", "--format", "json")

    assert ran.status == 2
    assert "jsonl" in ran.err


def test_without_pyarrow_one_line_names_the_extra_and_no_file_appears(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    ran = filled("export", "--format", "parquet", "-o", "claims.parquet")

    assert ran.status == 2
    assert "papertiger[parquet]" in ran.err
    assert list(tmp_path.glob("*claims.parquet*")) == []
