"""Lulls of a source: what its own rhythm makes likely, and what it does not."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from papertiger.warning.lull import Lull, lull
from papertiger.warning.values import SourceDay

FIRST = date(2026, 1, 5)  # a Monday


def days(items: list[int], answers: list[int] | None = None) -> list[SourceDay]:
    return [
        SourceDay("s", FIRST + timedelta(number), 12, 12 if answers is None else answers[number], one)
        for number, one in enumerate(items)
    ]


def of(items: list[int], answers: list[int] | None = None) -> Lull:
    found = lull(days(items, answers))
    assert found is not None
    return found


def test_a_longer_lull_is_rarer_and_more_is_missing() -> None:
    short, long = of([8] * 42 + [0] * 2), of([8] * 42 + [0] * 4)
    assert (short.usual, short.expected, long.expected) == (8.0, 16.0, 32.0)
    assert long.per_year < short.per_year / 10


def test_the_same_lull_is_rarer_for_a_steady_source_than_for_one_that_comes_in_bursts() -> None:
    bursts = of([30, 2, 0, 5, 1, 10, 0, 0, 14, 24, 2] * 4 + [0] * 3)
    assert of([8] * 44 + [0] * 3).per_year < bursts.per_year / 100


def test_a_source_with_weeks_of_rest_is_given_them() -> None:
    weeks = ([8] * 14 + [0] * 7) * 3
    assert of([*weeks, *[8] * 14, 0, 0, 0]).per_year > 100 * of([8] * 77 + [0] * 3).per_year


def test_a_day_of_the_week_without_news_adds_nothing() -> None:
    week = [10, 10, 10, 10, 10, 0, 0]
    friday = [*week * 6, *week[:4], 0]
    assert of([*friday, 0, 0]) == of(friday)


def test_a_day_counts_by_how_often_the_source_was_asked_on_it() -> None:
    items = [8] * 42 + [0, 0]
    whole, begun = (of(items, [12] * 43 + [last]) for last in (12, 3))
    assert (whole.expected, begun.expected) == (16.0, 10.0)


def test_days_without_an_answer_are_no_part_of_it() -> None:
    items, answers = [8] * 42 + [0] * 6, [12] * 43 + [0] * 4 + [12]
    assert of(items, answers).expected == 16.0


def test_what_piled_up_while_nobody_asked_is_no_days_news() -> None:
    items, answers = [90] + [8] * 20 + [0] * 10 + [88] + [8] * 20 + [0], [12] * 21 + [0] * 10 + [12] * 22
    assert of(items, answers).usual == 8.0


def test_nothing_is_said_of_a_source_with_news_today_without_any_or_hardly_known() -> None:
    assert lull(days([8] * 42)) is None
    assert lull(days([0] * 42)) is None
    assert lull(days([8] * 10 + [0] * 5)) is None
    assert lull([]) is None


def test_chance_brings_lulls_about_as_often_as_is_said_or_more_seldom() -> None:
    generator = np.random.default_rng(7)
    at_most, told, years = 2.0, 0, 0.0
    for rate in (0.8, 1.6):
        items = generator.poisson(rate, 700).tolist()
        history = days(items)
        quiet = False
        for end in range(100, len(items)):
            found = lull(history[max(end - 120, 0) : end + 1])
            now = found is not None and found.per_year <= at_most
            told += now and not quiet
            quiet = now
        years += (len(items) - 100) / 365
    assert 0 < told <= 1.5 * at_most * years
