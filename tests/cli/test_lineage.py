"""`papertiger lineage` on the bundled samples: a tree to read, JSON to process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


def run(*arguments: str, status: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "papertiger", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


@pytest.fixture(scope="module")
def ledger(samples_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copy(samples_ledger, tmp_path_factory.mktemp("lineage") / "samples.ledger"))


@pytest.fixture(scope="module")
def families(ledger: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("lineage", "--ledger", str(ledger), "--format", "json"))
    return found


def test_every_article_is_in_exactly_one_family(families: dict[str, Any]) -> None:
    keys = [a["key"] for f in families["families"] for a in f["articles"]]

    assert len(keys) == len(set(keys)) == families["articles"] == 65


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
    assert len(first["articles"]) == 5
    assert all(a["evidence"] for a in first["articles"] if a["parent"])


def test_the_tree_of_one_article_is_shown(ledger: Path, families: dict[str, Any]) -> None:
    path = families["families"][0]["articles"][-1]["path"]
    shown = run("lineage", "--ledger", str(ledger), path)

    assert "5 articles, 1 independent origin" in shown
    assert shown.count("─ ") == 4
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


TREES = {
    "mali-en.html": {
        "retold.jsonl#9": "mali-en.html",
        "mali-uk.txt": "mali-en.html",
        "rows.jsonl#1": "mali-uk.txt",
        "mali-ru.html": "mali-en.html",
    },
    "rows.jsonl#4": {
        "retold.jsonl#3": "rows.jsonl#4",
        "retold.jsonl#4": "retold.jsonl#3",
        "retold.jsonl#5": "retold.jsonl#3",
    },
    "korea-en.txt": {
        "reprint-en.html": "korea-en.txt",
        "retold.jsonl#2": "korea-en.txt",
        "retold.jsonl#1": "korea-en.txt",
    },
    "cuba-ru.html": {"retold.jsonl#6": "cuba-ru.html", "retold.jsonl#7": "cuba-ru.html"},
    "moldova-uk.txt": {"retold.jsonl#8": "moldova-uk.txt"},
    "armenia-uk.txt": {"guarantees.jsonl#3": "armenia-uk.txt"},
    "guarantees.jsonl#6": {"guarantees.jsonl#8": "guarantees.jsonl#6"},
    "threats.jsonl#2": {"threats.jsonl#3": "threats.jsonl#2"},
    "threats.jsonl#4": {"threats.jsonl#5": "threats.jsonl#4"},
}
"""Origin → retelling → whom it has the report from."""


def test_every_story_of_the_samples_has_one_origin_and_its_tree(families: dict[str, Any]) -> None:
    found = {
        Path(f["origin"]["path"]).name: {
            Path(a["path"]).name: Path(a["parent"]).name for a in f["articles"] if a["parent"]
        }
        for f in families["families"]
        if len(f["articles"]) > 1
    }

    assert found == TREES
    assert all(len(f["articles"]) == 1 for f in families["families"][len(TREES) :])


def article(families: dict[str, Any], name: str) -> dict[str, Any]:
    found = [a for f in families["families"] for a in f["articles"] if Path(a["path"]).name == name]
    assert len(found) == 1
    return dict(found[0])


def amount(families: dict[str, Any], name: str, kind: str) -> float:
    return next((float(e["amount"]) for e in article(families, name)["evidence"] if e["kind"] == kind), 0.0)


@pytest.mark.parametrize(
    ("name", "via", "kind", "least"),
    [
        ("retold.jsonl#6", ["Уральський телеграф"], "retells", 1.0),  # stated source, translated
        ("retold.jsonl#6", ["Уральський телеграф"], "language", 1.0),
        ("retold.jsonl#9", ["Northgate Wire"], "retells", 1.0),  # agency tag
        ("reprint-en.html", [], "contained", 0.9),  # cut and slightly edited
        ("reprint-en.html", [], "order", 0.9),
        ("reprint-en.html", [], "owner", 1.0),
        ("retold.jsonl#4", [], "text", 0.6),  # clones
        ("retold.jsonl#5", [], "text", 0.6),
        ("retold.jsonl#5", [], "owner", 1.0),
        ("retold.jsonl#8", [], "numbers", 0.5),  # reworded in another language, names nobody
        ("retold.jsonl#8", [], "names", 0.5),
        ("retold.jsonl#1", [], "notice", 1.0),
        ("retold.jsonl#7", [], "notice", 1.0),
        ("mali-uk.txt", ["Northgate Wire"], "quotes", 0.3),
    ],
)
def test_every_kind_of_evidence_occurs_in_the_samples(
    families: dict[str, Any], name: str, via: list[str], kind: str, least: float
) -> None:
    assert article(families, name)["via"] == via
    assert amount(families, name, kind) >= least


def test_an_owner_is_shown_by_name(families: dict[str, Any]) -> None:
    owners = {
        e["words"]
        for f in families["families"]
        for a in f["articles"]
        for e in a["evidence"]
        if e["kind"] == "owner"
    }

    assert {name.removesuffix(" Ltd") for name in owners} >= {"Saltmarsh Media", "Sargas Media"}


def test_notices_stand_on_what_was_published_before_them(ledger: Path, families: dict[str, Any]) -> None:
    found = {
        Path(a["path"]).name: (n["kind"], Path(n["path"]).name)
        for f in families["families"]
        for a in f["articles"]
        for n in a["notices"]
    }

    correction, withdrawal = ("correction", "retold.jsonl#1"), ("withdrawal", "retold.jsonl#7")
    assert found == {
        "korea-en.txt": correction,
        "reprint-en.html": correction,
        "retold.jsonl#2": correction,
        "cuba-ru.html": withdrawal,
        "retold.jsonl#6": withdrawal,
    }
    shown = run("lineage", "--ledger", str(ledger))
    assert shown.count("[correction in ") == 3
    assert shown.count("[withdrawal in ") == 2
    assert "[a correction]" in shown
    assert "[a withdrawal]" in shown


def test_own_reporting_is_an_origin_more_and_clones_are_none(ledger: Path, families: dict[str, Any]) -> None:
    origins = {Path(f["origin"]["path"]).name: f["independent_origins"] for f in families["families"]}
    claims = json.loads(run("claims", "--ledger", str(ledger), "--format", "json"))
    of = {Path(p).name: {c["origin"] for c in claims if c["article"]["path"] == p} for p in paths_of(claims)}
    drones = [
        c
        for c in claims
        if (c["predicate"], c["subject_state"], c["object_state"]) == ("delivered", "TUR", "SOM")
    ]

    assert {name: origins[name] for name in TREES} == {name: 1 + (name == "korea-en.txt") for name in TREES}
    assert article(families, "retold.jsonl#2")["own_reporting"]
    assert of["retold.jsonl#3"] == of["retold.jsonl#4"] == of["retold.jsonl#5"] == of["rows.jsonl#4"]
    assert len(of["rows.jsonl#4"]) == 1
    assert len({c["article"]["path"] for c in drones}) == 4
    assert len({c["origin"] for c in drones}) == 1


def paths_of(claims: list[dict[str, Any]]) -> set[str]:
    return {c["article"]["path"] for c in claims}


def test_what_is_not_there_is_said(ledger: Path) -> None:
    assert "no article or claim 'nowhere.txt'" in run(
        "lineage", "--ledger", str(ledger), "nowhere.txt", status=2
    )
