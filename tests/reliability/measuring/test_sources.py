"""Classes of source, and what each class and side says of an outcome."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from reports import HONOURED, a_copy, a_report

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.reliability.cases import Outcomes
from papertiger.reliability.measuring import error_matrix, measurement, source_class
from papertiger.reliability.measuring.settings import FILE, Measurement
from papertiger.reliability.measuring.sources import said


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"depth": 0}, "primary"),
        ({"depth": 3, "document": True}, "primary"),
        ({"depth": 1}, "secondary"),
        ({"depth": 4}, "secondary"),
        ({"depth": 1, "anonymous": True}, "anonymous"),
        ({"depth": 2, "anonymous": True, "document": True}, "anonymous"),
    ],
)
def test_the_class_of_a_source(changes: dict[str, object], expected: str) -> None:
    assert source_class(a_report(**changes)) == expected


def test_what_a_retelling_asserts_in_its_own_voice_is_secondary() -> None:
    assert source_class(a_copy("k1", "k2", depth=0)) == "secondary"


@pytest.mark.parametrize(
    ("of", "first_row"),
    [
        ("primary", (0.80, 0.15, 0.05)),
        ("secondary", (0.60, 0.25, 0.15)),
        ("anonymous", (0.40, 0.30, 0.30)),
    ],
)
def test_error_matrices_are_means_of_the_elicited_counts(of: str, first_row: tuple[float, ...]) -> None:
    matrix = error_matrix(of)  # type: ignore[arg-type]
    np.testing.assert_allclose(matrix[0], first_row)
    np.testing.assert_allclose(matrix.sum(axis=1), 1)


def test_a_side_without_spread_shifts_the_log_odds_by_its_mean() -> None:
    shipped = measurement()
    certain = shipped.sides["patron"].model_copy(update={"sd": 0.0})
    settings = shipped.model_copy(update={"sides": {"patron": certain}})
    before, after = (
        error_matrix("secondary", settings=settings),
        error_matrix("secondary", "patron", settings),
    )
    shift = np.log(after[:, 2] / after[:, 0]) - np.log(before[:, 2] / before[:, 0])
    np.testing.assert_allclose(shift, 0.7)


@pytest.mark.parametrize(("side", "more"), [("patron", True), ("client", False), ("rival", False)])
def test_sides_lean_as_they_are_known_to(side: str, more: bool) -> None:
    plain, leaning = error_matrix("secondary"), error_matrix("secondary", side)  # type: ignore[arg-type]
    assert all((leaning[:, 2] > plain[:, 2]) == more)
    np.testing.assert_allclose(leaning.sum(axis=1), 1)


def test_the_bias_of_a_side_is_integrated_over_its_spread() -> None:
    rng = np.random.default_rng(7)
    draws = rng.normal(0.7, 0.5, 100_000)
    rows = np.array([0.6, 0.25, 0.15]) * np.exp(np.outer(draws, [-0.5, 0, 0.5]))
    expected = (rows / rows.sum(axis=1, keepdims=True)).mean(axis=0)
    np.testing.assert_allclose(error_matrix("secondary", "patron")[0], expected, atol=2e-3)


def test_harmful_counts_as_withheld() -> None:
    assert said(Outcomes(withheld=0.3, harmful=0.5, honoured=0.2)).tolist() == [0.8, 0.0, 0.2]
    assert said(HONOURED).tolist() == [0, 0, 1]


@pytest.mark.parametrize(
    ("was", "now", "complaint"),
    [
        ("value: 0.2", "value: 0.7", "outside its range"),
        ("grade: D", "grade: X", "grade"),
        ("[[16, 3, 1]", "[[16, 3, 0]", "above 0"),
        ("honoured_from: 75", "honoured_from: 20", "must not exceed"),
        ("primary:", "primal:", "primal"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_line(
    tmp_path: Path, was: str, now: str, complaint: str
) -> None:
    slipped = tmp_path / "measurement.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    slipped.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"measurement.yaml:\d+: .*{complaint}"):
        load_table(slipped, Measurement)
