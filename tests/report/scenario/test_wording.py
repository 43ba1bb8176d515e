"""The words of a result."""

from __future__ import annotations

from pathlib import Path

import pytest
from scenarioresult import structure

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.report.languages import words_file
from papertiger.report.scenario.wording import ScenarioWording, scenario_wording
from papertiger.report.wording import wording as vocabulary
from papertiger.scenario.model.structure import DOMAINS
from papertiger.scenario.running.quantities import quantities


def test_every_quantity_of_a_result_has_words() -> None:
    assert {one.name for one in quantities(structure())} == set(scenario_wording().quantities)


def test_every_quantity_but_directions_is_in_some_table() -> None:
    words = scenario_wording()
    shown = {*words.headline, *(name for section in words.sections for name in section.names)}

    assert {one.name for one in quantities(structure()) if not one.direction_only} == shown


def test_every_domain_of_the_model_has_a_label() -> None:
    assert set(DOMAINS) <= set(vocabulary().domains)


def test_a_missing_word_is_named(tmp_path: Path) -> None:
    text = (
        words_file("simulating", "en")
        .read_text(encoding="utf-8")
        .replace("  late: {label", "  lately: {label")
    )
    (tmp_path / "words.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError, match="causes: missing or unknown: late, lately"):
        load_table(tmp_path / "words.yaml", ScenarioWording)


def test_the_manual_defines_every_figure_and_cause_by_its_name() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "scenario-output.md").read_text(encoding="utf-8").lower()
    words = scenario_wording()
    named = [one.label for one in words.causes.values()] + [
        words.quantities[name].label for name in words.headline
    ]

    shortened = {"Concentration of portfolios": "concentration"}
    assert [label for label in named if shortened.get(label, label).lower() not in manual] == []
    assert words.stamp in manual
    assert words.contagion_label in manual
