"""Studies in the terminal and as JSON: what they say of what drives a scenario, and of what history leaves."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from testfunctions import Noisy
from uncertain import factor, scenario

from papertiger.report.languages import Language
from papertiger.report.neutral import findings
from papertiger.report.studies.driven import sensitivity_json, sensitivity_lines
from papertiger.report.studies.matched import combination, matched_json, matched_lines
from papertiger.report.terminal import Ink
from papertiger.scenario.calibrating.matching import Plan, match
from papertiger.scenario.calibrating.result import Matched
from papertiger.scenario.calibrating.targets import Target
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.sensitivity.asking import Ask, study
from papertiger.scenario.sensitivity.result import Sensitivity

HERE = Path(__file__).parent
FACTORS = (
    factor("a", grade="D"),
    factor("b"),
    factor("c"),
    factor("d", grade="L"),
    factor("e", 1, 1),
)


def golden(name: str, lines: Iterator[str]) -> None:
    """Hold the lines against a file, which is written anew with PAPERTIGER_GOLDEN=1 in the environment."""
    text = "\n".join(lines) + "\n"
    if os.environ.get("PAPERTIGER_GOLDEN"):
        (HERE / name).write_text(text, encoding="utf-8")

    assert text == (HERE / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def sobol() -> Sensitivity:
    return study(scenario(FACTORS), Ask(n=256, strongest=2), model=Noisy("ishigami", own=2.0))


@pytest.fixture(scope="module")
def matched() -> Matched:
    def measure(unit: Floats, *, replicates: int, first: int) -> tuple[Floats, Floats]:
        figures = np.column_stack([unit[:, 0] + unit[:, 1], 3 * unit[:, 2]])
        shocks = np.stack(
            [
                np.random.default_rng(first + at).normal(scale=0.1, size=(replicates, 2))
                for at in range(len(unit))
            ]
        )
        return figures + shocks.mean(axis=1), shocks.var(axis=1, ddof=1) / replicates

    targets = (Target("sum", 1.0, 0.03, 0.02), Target("single", 1.5, 0.1, 0.1))
    return match(
        measure, (factor("a"), factor("b", 0, 5), factor("c"), factor("d")), targets, Plan(points=512)
    )


def test_a_sobol_study_reads_as_it_was_approved(sobol: Sensitivity) -> None:
    golden("sobol.txt", sensitivity_lines(sobol, Ink(), 100))


def test_a_morris_study_reads_as_it_was_approved() -> None:
    made = study(scenario(FACTORS), Ask(method="morris", n=10), model=Noisy("ishigami", common=2.0))
    golden("morris.txt", sensitivity_lines(made, Ink(), 100))


def test_history_matching_reads_as_it_was_approved(matched: Matched) -> None:
    golden("matched.txt", matched_lines(matched, Ink(), 110))


def test_few_base_points_forbid_a_second_decimal(sobol: Sensitivity) -> None:
    assert any("a second decimal means nothing" in line for line in sensitivity_lines(sobol, Ink(), 100))
    many = sensitivity_lines(replace(sobol, n=1024), Ink(), 100)
    assert not any("a second decimal" in line for line in many)
    assert not sensitivity_json(sobol)["second_decimal"]


def test_a_number_that_does_nothing_is_said_not_to_be_told_from_0(sobol: Sensitivity) -> None:
    text = "\n".join(sensitivity_lines(sobol, Ink(), 100))
    row = next(line for line in text.splitlines() if line.startswith("  mechanisms.d"))
    assert row.endswith("not told from 0")


def test_the_stamp_stands_where_judged_numbers_carry_more_than_half(sobol: Sensitivity) -> None:
    text = "\n".join(sensitivity_lines(sobol, Ink(), 100))
    assert ("[driven by assumptions]" in text) == sobol.sobol[0].stamped
    mild = replace(sobol.sobol[0], judged=replace(sobol.sobol[0].judged, value=0.4))
    assert "driven by assumptions" not in "\n".join(
        sensitivity_lines(replace(sobol, sobol=(mild,)), Ink(), 100)
    )


def test_json_holds_no_nan(sobol: Sensitivity, matched: Matched) -> None:
    for told in (sensitivity_json(sobol), matched_json(matched)):
        json.dumps(told, allow_nan=False)


def test_the_ridge_is_told_in_words(matched: Matched) -> None:
    text = " ".join(" ".join(matched_lines(matched, Ink(), 110)).split())
    assert "is identified (" in text
    assert "Not identified: d (1 of 4)." in text


@pytest.mark.parametrize(
    ("loads", "words"),
    [
        ((("m.exit_base", 1.0), ("m.exit_trust", -0.7)), "exit_base − 0.7 exit_trust"),
        ((("m.a", 0.2), ("m.b", 1.0)), "0.2 a + b"),
        ((("m.a", 1.0),), "a"),
    ],
)
def test_a_direction_in_words(loads: tuple[tuple[str, float], ...], words: str) -> None:
    assert combination(loads) == words


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_studies_are_told_in_the_language_asked_for(
    sobol: Sensitivity, matched: Matched, language: Language
) -> None:
    texts = (
        "\n".join(sensitivity_lines(sobol, Ink(), 100, whole=True, language=language)),
        "\n".join(matched_lines(matched, Ink(), 100, whole=True, language=language)),
    )
    for text in texts:
        assert not re.search(r"\b(the|of|and|to|runs|points|not)\b", text), text
        assert not re.search(r"\d\.\d", text), text
        assert re.search(r"\d,\d", text)
        assert not findings(text, language)
