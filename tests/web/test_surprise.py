"""The drawing of a warning: what was counted against what is usual, and how rare it is against the threshold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from papertiger.report.drawing import Element
from papertiger.warning.values import Surprise
from papertiger.web.showing.surprise import Words, rate_of, ruler

WORDS = Words("T", "D", "counted", "expected", "usual", "by chance", "warns at")
ONE = Surprise(4.0, 0.06, 0.0, 1.0, 0.01, 0.34, 42, alarm=True, days=21, allowed=1.2)


def drawn(one: Surprise) -> Element:
    return ruler(one, WORDS, str, lambda number: rate_of(number, "en"))


def place(drawing: Element, css: str, name: str = "x1") -> list[float]:
    found = [dict(each.attributes) for each in drawing.walk()]
    return [float(each[name]) for each in found if each.get("class") == css]


def diamonds(drawing: Element) -> list[float]:
    found = [dict(each.attributes) for each in drawing.walk() if each.name == "path"]
    return [float(each["d"].split()[1]) for each in found if each["class"] == "counted-mark"]


@pytest.mark.parametrize("per_year", [1.19, 0.34, 0.002, 1e-9, 0.0])
def test_what_is_rarer_than_the_threshold_stands_to_its_right_within_the_span_that_warns(
    per_year: float,
) -> None:
    drawing = drawn(replace(ONE, per_year=per_year))
    (line,) = place(drawing, "threshold")
    (span,) = place(drawing, "warned-span", "x")
    _, rarity = diamonds(drawing)
    assert 12 <= line == span < rarity <= 548
    assert f"by chance: {rate_of(per_year, 'en')}" in drawing.text()
    assert "warns at: 1.2" in drawing.text()


def test_what_is_more_frequent_stands_to_its_left() -> None:
    drawing = drawn(replace(ONE, per_year=30.0))
    assert diamonds(drawing)[1] < place(drawing, "threshold")[0]


def test_a_warning_that_kept_no_threshold_has_no_line() -> None:
    drawing = drawn(replace(ONE, allowed=None))
    assert (place(drawing, "threshold"), len(diamonds(drawing))) == ([], 1)
    assert "warns at" not in drawing.text()


@pytest.mark.parametrize(
    ("per_year", "written"),
    [(366.0, "366"), (12.4, "12"), (2.44, "2,4"), (0.034, "0,034"), (0.0001, "0,00010"), (0.0, "< 0,0001")],
)
def test_a_number_a_year_is_never_told_as_none(per_year: float, written: str) -> None:
    assert rate_of(per_year, "uk") == written
