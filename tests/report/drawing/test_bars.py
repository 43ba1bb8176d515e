"""Numbers by month as bars: as high as they are, each a link, gaps where there is none."""

from __future__ import annotations

import pytest

from papertiger.report.drawing import Bar, Bars, Element, bars, by_month


def drawn(**numbers: int) -> Element | None:
    """A drawing of months by name, ``m2026_01=3``."""
    months = {name[1:].replace("_", "-"): number for name, number in numbers.items()}
    made = (Bar(month, number, f"{month}: {number}", f"?since={month}") for month, number in months.items())
    return bars(Bars("months", "Claims by month", "As bars.", tuple(made)))


def places(drawing: Element) -> list[tuple[float, float]]:
    """Left edge and height of each bar."""
    found = [dict(one.attributes) for one in drawing.walk() if ("class", "month") in one.attributes]
    return [(float(one["x"]), float(one["height"])) for one in found]


def test_nothing_known_draws_nothing() -> None:
    assert drawn() is None
    assert (
        bars(Bars("months", "", "", (Bar("", 3, "", ""), Bar("2026", 2, "", ""), Bar("2026-13", 1, "", ""))))
        is None
    )
    assert drawn(m2026_01=0) is None


def test_bars_are_as_high_as_their_numbers_and_a_month_without_any_is_a_gap() -> None:
    drawing = drawn(m2026_01=2, m2026_02=4, m2026_04=1)
    assert drawing
    (first, low), (second, high), (fourth, least) = places(drawing)
    assert high == pytest.approx(2 * low) == pytest.approx(4 * least)
    assert fourth - second == pytest.approx(2 * (second - first), abs=0.2)


def test_each_bar_is_a_link_that_says_what_it_counts() -> None:
    drawing = drawn(m2026_01=2, m2026_02=4)
    assert drawing
    links = [dict(one.attributes) for one in drawing.walk() if one.name == "a"]
    assert [(one["href"], one["aria-label"]) for one in links] == [
        ("?since=2026-01", "2026-01: 2"),
        ("?since=2026-02", "2026-02: 4"),
    ]


def test_of_centuries_the_last_months_are_drawn() -> None:
    drawing = drawn(m1900_01=1, m2026_02=1)
    assert drawing
    assert len(places(drawing)) == 1


def test_months_are_told_from_other_keys() -> None:
    assert by_month({"2026-02": 1, "": 4, "2026": 2, "2025-12": 3, "٢٠٢٦-01": 1}) == {
        "2025-12": 3,
        "2026-02": 1,
    }
