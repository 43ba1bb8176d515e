"""Unanswered calls: what must be told, and what must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from indications import LAST, day, evidence, found

from papertiger.warning.rules.unanswered import unanswered
from papertiger.warning.values import Call, SourceDay


def call(
    called: int, deadline: int | None, *, answered: bool = False, test: str = "x-1", domain: str = "arms"
) -> Call:
    return Call(
        test,
        "RUS",
        "ARM",
        domain,
        day(called),
        day(deadline) if deadline is not None else None,
        answered,
        ("c1",),
    )


def test_a_call_whose_day_is_over_is_told_with_that_day() -> None:
    (one,) = found(unanswered, evidence(calls=[call(40, 10)]))
    assert one.about == ("RUS", "ARM")
    assert (one.reason["kind"], one.reason["overdue_days"], one.reason["stated_due"]) == ("warning", 10, 1)
    assert one.indications == ("c1",)


def test_a_day_that_rules_hold_to_be_usual_is_not_told_as_one_that_was_named() -> None:
    (one,) = found(unanswered, evidence(calls=[replace(call(40, 10), stated=False)]))
    assert (one.reason["overdue_days"], one.reason["stated_due"], one.reason["usual_due"]) == (10, 0, 1)


def test_without_a_known_day_the_window_counts() -> None:
    (one,) = found(unanswered, evidence(calls=[call(45, None)]), window_days=30)
    assert (one.reason["due"], one.reason["stated_due"]) == ((LAST - timedelta(15)).isoformat(), 0)


def test_several_calls_of_one_client_are_one_finding() -> None:
    (one,) = found(unanswered, evidence(calls=[call(60, 30), call(50, 20, test="x-2", domain="military")]))
    assert (one.reason["calls"], one.reason["domains"], one.reason["overdue_days"]) == (
        2,
        "arms, military",
        30,
    )


def test_where_the_sources_did_not_answer_too_little_was_seen() -> None:
    dead = [
        SourceDay(f"s{n}", day(before), 1, int(before > 60), 3) for n in range(4) for before in range(120)
    ]
    (one,) = found(unanswered, evidence(calls=[call(40, 10)], coverage=dead))
    assert (one.reason["kind"], one.awaited) == ("unseen", {})


@pytest.mark.parametrize(("articles", "told"), [(0, 0), (2, 0), (3, 1)])
def test_nothing_is_told_where_next_to_nothing_was_read_since(articles: int, told: int) -> None:
    given = evidence(calls=[call(40, 10)], covered=300)
    for before in range(300):
        given.articles[day(before)] = int(before % 20 == 0)  # type: ignore[index]
    for before in range(10):
        given.articles[day(before)] = int(before < articles)  # type: ignore[index]
    assert len(found(unanswered, given)) == told


def test_a_pending_call_is_not_told() -> None:
    assert found(unanswered, evidence(calls=[call(40, 0)])) == []


def test_an_answered_call_is_not_told() -> None:
    assert found(unanswered, evidence(calls=[call(40, 10, answered=True)])) == []


def test_a_call_overdue_for_longer_than_the_horizon_is_history() -> None:
    assert found(unanswered, evidence(calls=[call(300, 200)]), horizon_days=90) == []
