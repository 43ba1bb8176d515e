"""`papertiger lineage` on the bundled samples: a tree to read, JSON to process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from papertiger.samples import paths


def run(*arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "papertiger", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lineage") / "samples.ledger"
    run("read", "--ledger", str(path), *map(str, paths()))
    return path


@pytest.fixture(scope="module")
def families(ledger: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("lineage", "--ledger", str(ledger), "--format", "json"))
    return found


def test_every_article_is_in_exactly_one_family(families: dict[str, Any]) -> None:
    keys = [a["key"] for f in families["families"] for a in f["articles"]]

    assert len(keys) == len(set(keys)) == families["articles"] >= 14


def test_retellings_of_one_wire_in_three_languages_count_once(families: dict[str, Any]) -> None:
    first = families["families"][0]

    assert first["origin"]["outlet"] == "Northgate Wire"
    assert first["origin"]["in_ledger"]
    assert first["independent_origins"] == 1
    assert {a["language"] for a in first["articles"]} == {"uk", "ru", "en"}
    assert {Path(a["parent"]).name for a in first["articles"] if a["parent"]} == {
        "mali-en.html",
        "mali-uk.txt",
    }
    assert all(a["evidence"] for a in first["articles"] if a["parent"])


def test_the_tree_of_one_article_is_shown(ledger: Path, families: dict[str, Any]) -> None:
    path = families["families"][0]["articles"][-1]["path"]
    shown = run("lineage", "--ledger", str(ledger), path)

    assert "4 articles, 1 independent origin" in shown
    assert shown.count("─ ") == 3
    assert "retells Northgate Wire" in shown


def test_a_claim_leads_to_the_family_of_its_article(ledger: Path, families: dict[str, Any]) -> None:
    claims = json.loads(
        run(
            "claims",
            "--ledger",
            str(ledger),
            "--article",
            families["families"][0]["articles"][0]["path"],
            "--format",
            "json",
        )
    )
    found = json.loads(run("lineage", "--ledger", str(ledger), claims[0]["id"], "--format", "json"))

    assert [f["id"] for f in found["families"]] == [families["families"][0]["id"]]


def test_what_is_not_there_is_said(ledger: Path) -> None:
    assert "no article or claim 'nowhere.txt'" in run(
        "lineage", "--ledger", str(ledger), "nowhere.txt", status=2
    )
