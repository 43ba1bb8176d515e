"""What `benchmarks/llm.py` measured with real small models, held to what must be so however wrong a model is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import small_packages

FIGURES: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parents[3] / "benchmarks" / "llm.json").read_text("utf-8")
)["models"]
GOLD = [
    pytest.param(gold, id=f"{name}-{form}")
    for name, one in FIGURES.items()
    for form, gold in one["gold"].items()
]
READ = [
    pytest.param(read, id=f"{name}-{form}")
    for name, one in FIGURES.items()
    for form, read in one.get("read", {}).items()
]


def test_the_figures_are_of_the_models_and_the_server_that_the_script_brings() -> None:
    assert FIGURES.keys() == small_packages.MODELS.keys()
    packages = small_packages.REQUIREMENTS.read_text("utf-8").splitlines()
    assert all(one["server"] in packages for one in FIGURES.values())


@pytest.mark.parametrize("read", READ)
def test_the_whole_path_held_and_the_ledger_was_sound(read: dict[str, Any]) -> None:
    assert (read["status"], read["audit_status"]) == (0, 0)
    assert read["summary"]["read"] == read["samples"]
    assert read["summary"]["llm"]["calls"] >= read["samples"]
    assert sum(read["claims_by_reader"].values()) == sum(read["summary"]["claims"].values())


@pytest.mark.parametrize("gold", GOLD)
def test_every_sentence_of_the_gold_part_was_read(gold: dict[str, Any]) -> None:
    assert gold["status"] == 0
    assert {reader["reader"] for reader in gold["readers"]} >= {"frames", "llm"}
    assert not any(reader["unread"] for reader in gold["readers"])


@pytest.mark.parametrize("gold", GOLD)
def test_what_the_model_proposed_is_accounted_for(gold: dict[str, Any]) -> None:
    (model,) = [reader["model"] for reader in gold["readers"] if reader["reader"] == "llm"]
    assert model["calls"] > 0
    assert model["tokens_in"] > 0
    assert all(number > 0 for number in model["dropped"].values())
    assert model["failed"] == model["dropped"].get("broken", 0), "each window that failed is told and counted"


@pytest.mark.parametrize("gold", GOLD)
def test_a_second_reader_takes_no_right_claim_from_the_first(gold: dict[str, Any]) -> None:
    found = {
        reader["reader"]: sum(reader[f"{family}_recall"]["part"] for family in ("claims", "events"))
        for reader in gold["readers"]
    }
    assert found.get("frames,llm", found["frames"]) >= max(found["frames"], found["llm"])


@pytest.mark.parametrize("gold", [one["gold"]["grammar"] for one in FIGURES.values()], ids=list(FIGURES))
def test_held_to_a_grammar_a_model_points_at_no_words_that_are_not_there(gold: dict[str, Any]) -> None:
    (model,) = [reader["model"] for reader in gold["readers"] if reader["reader"] == "llm"]
    shut_out = {
        "shape",
        "not_listed",
        "outside",
        "words_absent",
        "subject_absent",
        "object_absent",
        "mode_misfit",
    }
    assert not shut_out & model["dropped"].keys()
