"""``claims``, ``explain``, ``brief`` and ``export``."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.records import ClaimRecord

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
PRINTING = (["claims"], ["explain", "a"], ["brief"], ["export"])


def records(ran: Ran) -> list[ClaimRecord]:
    return [ClaimRecord.model_validate_json(line) for line in ran.out.split("\n") if line]


@pytest.mark.parametrize("arguments", PRINTING)
def test_without_a_ledger_one_line_says_what_to_do(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert "papertiger read" in ran.err
    assert list(tmp_path.glob("*.ledger")) == []


def test_jsonl_is_the_record_and_nothing_else(filled: Run) -> None:
    found = records(filled("claims", "--format", "jsonl"))
    assert sorted(record.predicate for record in found) == [
        "delivered",
        "distrusts",
        "insufficient",
        "withheld",
    ]
    first = json.loads(filled("claims", "--format", "jsonl").out.splitlines()[0])
    assert list(first) == list(ClaimRecord.model_fields)


def test_json_is_one_array_of_the_same_records(filled: Run) -> None:
    array = json.loads(filled("claims", "--format", "json").out)
    lines = [json.loads(line) for line in filled("claims", "--format", "jsonl").out.splitlines()]
    assert array == lines


@pytest.mark.parametrize(
    ("options", "predicates"),
    [
        (["--family", "relation"], {"distrusts"}),
        (["--predicate", "withheld"], {"withheld"}),
        (["--subject", "RUS"], {"withheld", "delivered", "insufficient"}),
        (["--object", "CUB"], {"insufficient"}),
        (["--domain", "arms"], {"delivered"}),
        (["--modality", "possible"], {"insufficient"}),
        (["--speaker", "offic"], {"withheld"}),
        (["--since", "2026-02"], {"insufficient"}),
        (["--until", "2026-01-31"], {"withheld", "delivered", "distrusts"}),
        (["--contains", "РАДАРИ"], {"delivered"}),
        (["--subject", "RUS", "--until", "2026-01", "--domain", "arms"], {"delivered"}),
    ],
)
@pytest.mark.parametrize("command", ["claims", "export"])
def test_filters_choose_claims(filled: Run, command: str, options: list[str], predicates: set[str]) -> None:
    ran = filled(command, "--format", "jsonl", *options)
    assert {record.predicate for record in records(ran)} == predicates


def test_the_limit_limits(filled: Run) -> None:
    assert len(records(filled("claims", "--format", "jsonl", "--limit", "2"))) == 2


def test_the_table_shows_claim_speaker_and_quote(filled: Run) -> None:
    ran = filled("claims", "--domain", "air_defence")
    first, second, third = ran.out.splitlines()
    assert first.endswith("2026-01-14  RUS → VEN withheld · air_defence · asserted")
    assert second.strip().endswith("officials (VEN, anonymous)")
    assert third.strip() == "“Техніки так і не приїхали.”"


def test_no_match_is_said_with_the_size_of_the_ledger(filled: Run) -> None:
    ran = filled("claims", "--subject", "XYZ")
    assert (ran.status, ran.out) == (0, "")
    assert "the ledger holds 4 claims" in ran.err


@pytest.mark.parametrize(
    ("option", "value"), [("--domain", "airdefence"), ("--since", "soon"), ("--limit", "0")]
)
def test_a_value_that_no_claim_has_is_an_error(filled: Run, option: str, value: str) -> None:
    ran = filled("claims", option, value)
    assert ran.status == 2
    assert value in ran.err


def test_a_claim_is_explained_by_the_beginning_of_its_id(filled: Run) -> None:
    record = records(filled("claims", "--format", "jsonl", "--predicate", "withheld"))[0]
    ran = filled("explain", record.id[:8])
    assert ran.status == 0
    assert "Russia did not give Venezuela air-defence support when it was due." in ran.out
    assert "»Техніки так і не приїхали.«" in ran.out
    assert "the line says so" in ran.out


def test_an_explanation_as_json_holds_claim_reasons_context_and_article(filled: Run) -> None:
    record = records(filled("claims", "--format", "jsonl", "--predicate", "withheld"))[0]
    told = json.loads(filled("explain", record.id, "--format", "json").out)
    assert ClaimRecord.model_validate(told["claim"]) == record
    assert told["explanation"][0]["words"] == ["withheld"]
    assert told["context"]["exact"] == record.quote.exact
    assert told["article"]["sha256"] == record.article.sha256


@pytest.mark.parametrize(("beginning", "message"), [("zzz", "no claim 'zzz'"), ("", "several claims")])
def test_an_id_that_names_no_claim_or_several_is_an_error(filled: Run, beginning: str, message: str) -> None:
    ran = filled("explain", beginning)
    assert ran.status == 2
    assert message in ran.err


def test_the_brief_is_printed(filled: Run) -> None:
    ran = filled("brief")
    assert ran.status == 0
    assert "Russia → Venezuela" in ran.out
    assert "not counts of confirmations" in ran.out


def test_the_brief_as_json_is_the_whole_model(filled: Run) -> None:
    told = json.loads(filled("brief", "--format", "json", "--object", "CUB").out)
    assert told["scope"]["chosen"] == "object CUB"
    assert [(one["patron"], one["client"]) for one in told["partnerships"]] == [("Russia", "Cuba")]


def test_the_brief_as_html_is_written_whole(filled: Run, tmp_path: Path) -> None:
    ran = filled("brief", "--html", "brief.html")
    assert (ran.status, ran.out) == (0, "")
    assert "wrote brief.html: 4 claims from 2 articles" in ran.err
    html = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert html.startswith("<!doctype html>")
    assert html.rstrip().endswith("</html>")
    assert "\r" not in html
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@pytest.mark.parametrize("arguments", [["brief", "--html"], ["export", "--output"]])
def test_a_file_that_cannot_be_written_is_one_line(filled: Run, arguments: list[str]) -> None:
    ran = filled(*arguments, "no/such/folder/file")
    assert ran.status == 2
    assert "cannot be written" in ran.err


def test_an_export_that_fails_leaves_the_old_file(
    filled: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from papertiger.errors import LedgerError  # noqa: PLC0415 - only here
    from papertiger.ledger import Ledger  # noqa: PLC0415 - only here

    def broken(*_: object) -> None:
        raise LedgerError("the disk went away")

    (tmp_path / "claims.csv").write_text("old")
    monkeypatch.setattr(Ledger, "claims", broken)
    assert filled("export", "--format", "csv", "-o", "claims.csv").status == 2
    assert (tmp_path / "claims.csv").read_text() == "old"
    assert list(tmp_path.glob(".claims.csv*")) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are a Unix matter")
@pytest.mark.parametrize("arguments", [["brief", "--html"], ["export", "--output"]])
def test_a_pipe_or_device_is_written_to_and_never_replaced(
    filled: Run, tmp_path: Path, arguments: list[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    ran = filled(*arguments, "pipe", "--limit", "1")
    first = os.read(reader, 15)
    os.close(reader)
    assert ran.status == 0
    assert first in (b"<!doctype html>", b'{"id":"' + first[7:])
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_a_link_stays_a_link_and_its_file_is_written(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "claims.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "there" / "claims.csv")
    assert filled("export", "--format", "csv", "-o", "link.csv").status == 0
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "there" / "claims.csv").read_text(encoding="utf-8").startswith("id,")


@pytest.mark.parametrize("arguments", [["claims", "--format", "jsonl"], ["claims"], ["export"], ["brief"]])
@pytest.mark.parametrize("closed", [True, False])
def test_standard_output_that_cannot_be_written_is_one_line(
    filled: Run, tmp_path: Path, arguments: list[str], *, closed: bool
) -> None:
    assert filled("claims").status == 0
    full = Path("/dev/full")
    if not (closed or full.is_char_device()):
        pytest.skip("no /dev/full here")
    program = [sys.executable, "-m", "papertiger", *arguments, "--ledger", "papertiger.ledger"]
    to = ">&-" if closed else f">{full}"
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$@" {to}', "sh", *program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("papertiger: standard output ")
    assert done.stderr.count("\n") == 1


def test_csv_goes_to_a_file_or_to_standard_output(filled: Run, tmp_path: Path) -> None:
    printed = filled("export", "--format", "csv").out
    assert filled("export", "--format", "csv", "-o", "claims.csv").status == 0
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 4
    assert rows == list(csv.DictReader(io.StringIO(printed, newline="")))


@pytest.mark.parametrize("arguments", [["claims", "--format", "jsonl"], ["claims"], ["export"], ["brief"]])
def test_a_reader_that_stops_early_is_no_error(
    filled: Run, start: Callable[..., subprocess.Popen[str]], arguments: list[str]
) -> None:
    assert filled("claims").status == 0
    process = start(*arguments)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (0, "")
