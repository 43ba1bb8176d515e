"""docs/scenario-files.md tells every key, and its examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papertiger.errors import ScenarioProblems
from papertiger.scenario.files import loads, presets
from papertiger.scenario.files.commitments import terms
from papertiger.scenario.files.format import keys
from papertiger.scenario.files.table import of_section
from papertiger.scenario.model.structure import OUTSIDE
from papertiger.scenario.model.tables import tables

TEXT = (Path(__file__).parents[3] / "docs" / "scenario-files.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
WORDS = set(re.findall(r"[\w.-]+", " ".join(re.findall(r"`([^`\n]+)`", TEXT))))
"""What stands within the marks of code."""
HEAD = """schema = 1
meta.name = "an example"
commitments.rows = ["RUS,VEN,defence,implied", "RUS,SYR,arms,implied", "RUS,IRN,arms,implied"]
clients.VEN.shares = {RUS = 1}
clients.SYR.shares = {RUS = 1}
"""


@pytest.mark.parametrize("table", keys())
def test_every_key_of_the_format_is_told(table: str) -> None:
    assert set(keys()[table]) - WORDS == set()


@pytest.mark.parametrize("axes", ["p", "pd", "i", "pi", "pik"])
def test_every_number_of_actors_and_pairs_is_told(axes: str) -> None:
    assert set(of_section(axes)) - WORDS == set()


def test_every_name_that_a_value_may_have_is_told() -> None:
    names = {
        *terms().obligations,
        *terms().precision,
        *tables().threats,
        *OUTSIDE,
        *keys()["number"]["dist"].one_of,
    }

    assert names - WORDS == set()


def test_every_preset_is_told() -> None:
    assert {f"`preset:{name}`" for name in presets()} <= set(re.findall(r"`[^`\n]+`", TEXT))


def test_the_smallest_file_is_a_scenario() -> None:
    assert loads(BLOCKS[0]).structure.clients == ("VEN", "SYR")


def test_the_examples_together_are_a_scenario() -> None:
    """All but the first, which is whole, and the line that says `no`."""
    blocks = [re.sub(r"(?m)^tech.*\n", "", block) for block in BLOCKS[1:]]
    shares = "[clients.IRN.shares]\nRUS = 1\n"

    made = loads(HEAD + "\n".join([*blocks, shares]))

    assert len(made.policies) == 4
    assert made.structure.wars
    assert made.structure.supplies


def test_a_number_and_a_table_under_one_key_are_refused() -> None:
    with pytest.raises(ScenarioProblems, match="not valid TOML"):
        loads(HEAD + BLOCKS[1])


def test_no_preset_and_no_page_claims_to_be_calibrated() -> None:
    assert "No scenario is calibrated" in TEXT
