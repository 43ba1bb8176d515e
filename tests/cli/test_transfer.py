"""`papertiger export --format ledger|bundle` and `papertiger import`: what leaves comes back."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]


def test_a_ledger_leaves_and_comes_back_byte_for_byte(filled: Run, tmp_path: Path) -> None:
    out = filled("export", "--format", "ledger").out
    packed = tmp_path / "all.jsonl.gz"
    packed.write_bytes(gzip.compress(out.encode()))
    ran = filled("import", packed.name, "--ledger", "copy.ledger")

    assert ran.status == 0
    assert "4 claim versions from 2 new articles" in ran.out
    assert filled("export", "--format", "ledger", "--ledger", "copy.ledger").out == out
    assert filled("audit", "--ledger", "copy.ledger").status == 0
    assert "0 entries stored" in filled("import", packed.name, "--ledger", "copy.ledger").out


@pytest.mark.parametrize("asked", [(), ("--object", "VEN"), ("--family", "relation")])
def test_a_bundle_is_written_the_same_by_who_got_it(
    filled: Run, tmp_path: Path, asked: tuple[str, ...]
) -> None:
    assert filled("export", "--format", "bundle", *asked, "-o", "case.ptb").status == 0
    assert filled("import", "case.ptb", "--ledger", "theirs.ledger").status == 0
    ran = filled("export", "--format", "bundle", *asked, "-o", "again.ptb", "--ledger", "theirs.ledger")

    assert ran.status == 0
    assert (tmp_path / "again.ptb").read_bytes() == (tmp_path / "case.ptb").read_bytes()
    assert filled("audit", "--ledger", "theirs.ledger").status == 0


def test_a_bundle_holds_what_can_be_read_without_the_program(filled: Run, tmp_path: Path) -> None:
    filled("export", "--format", "bundle", "--object", "VEN", "-o", "case.ptb")
    with zipfile.ZipFile(tmp_path / "case.ptb") as archive:
        found = {name: archive.read(name) for name in archive.namelist()}

    assert {"README.txt", "brief.html", "claims.csv", "claims.csv.dictionary.md", "ledger.jsonl"} <= set(
        found
    )
    assert b"case bundle" in found["brief.html"]
    assert b"papertiger.ledger" not in b"".join(found[name] for name in ("brief.html", "manifest.json"))
    assert found["claims.csv"].count(b"VEN") >= 2
    assert [name for name in found if name.startswith("texts/")]
    assert json.loads(found["manifest.json"])["filter"] == {"object": "VEN"}


def test_verify_prints_what_a_sound_bundle_holds_and_makes_no_ledger(filled: Run, tmp_path: Path) -> None:
    filled("export", "--format", "bundle", "--object", "VEN", "-o", "case.ptb")
    (tmp_path / "papertiger.ledger").unlink()
    ran = filled("import", "--verify", "case.ptb")

    assert ran.status == 0
    assert "case.ptb: sound; " in ran.out
    assert "chosen by object VEN" in ran.out
    assert not (tmp_path / "papertiger.ledger").exists()
    told = json.loads(filled("import", "--verify", "case.ptb", "--format", "json").out)
    assert [one["verified"] for one in told] == [True]


def test_a_bundle_that_was_touched_is_told_and_nothing_imported(filled: Run, tmp_path: Path) -> None:
    filled("export", "--format", "bundle", "-o", "case.ptb")
    data = bytearray((tmp_path / "case.ptb").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "case.ptb").write_bytes(data)

    assert filled("import", "--verify", "case.ptb").status == 2
    ran = filled("import", "case.ptb", "--ledger", "theirs.ledger")
    assert ran.status == 2
    assert "nothing was imported" in ran.err


def test_one_bad_file_of_two_is_told_and_the_other_comes_in(filled: Run, tmp_path: Path) -> None:
    filled("export", "--format", "ledger", "-o", "all.jsonl")
    (tmp_path / "bad.jsonl").write_text("hello\n", encoding="utf-8")
    ran = filled("import", "bad.jsonl", "all.jsonl", "--ledger", "theirs.ledger", "--format", "json")

    assert ran.status == 1
    assert [len(one["refused"]) for one in json.loads(ran.out)] == [1, 0]
    assert "bad.jsonl: is no ledger log" in ran.err


def test_claims_by_hand_come_in_as_jsonl(filled: Run, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in filled("export").out.splitlines()]
    for line in lines:
        line["id"] += "x"
        line["coder"] |= {"reader": "hand"}
        line["modality"] = "denied"
    (tmp_path / "hand.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    ran = filled("import", "hand.jsonl")

    assert (ran.status, len(filled("export").out.splitlines())) == (0, 2 * len(lines))
    assert "4 claim versions from 0 new articles" in ran.out


def test_the_ledger_format_takes_no_filters(filled: Run) -> None:
    ran = filled("export", "--format", "ledger", "--object", "VEN")

    assert ran.status == 2
    assert "use --format bundle" in ran.err


def test_a_case_of_nothing_is_not_written(filled: Run, tmp_path: Path) -> None:
    ran = filled("export", "--format", "bundle", "--object", "CHN", "-o", "case.ptb")

    assert ran.status == 2
    assert "no claim meets" in ran.err
    assert not (tmp_path / "case.ptb").exists()


def test_a_missing_file_is_told(run: Run) -> None:
    ran = run("import", "nowhere.ptb")

    assert ran.status == 2
    assert "nowhere.ptb: cannot be read" in ran.err


def test_a_file_that_is_nothing_of_ours_leaves_no_ledger_behind(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of the kind", encoding="utf-8")

    ran = run("import", "notes.txt", "--ledger", "new.ledger")

    assert ran.status == 2
    assert "is no ledger log, case bundle or JSONL of claims" in ran.err
    assert not (tmp_path / "new.ledger").exists()
