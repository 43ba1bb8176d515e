"""Silence of the news and silence of the collection are two things."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.coverage import Coverage, Stretch
from papertiger.news.refusal import Refusal
from papertiger.readers import Reading


@pytest.fixture
def filled(ledger: Ledger, reading: Callable[..., Reading]) -> Ledger:
    for number, (outlet, day) in enumerate(
        [("A", "2026-01-10"), ("A", "2026-01-10T08:00:00Z"), ("B", "2026-01-12"), ("B", None)]
    ):
        ledger.add(reading(number, outlet=outlet, published=day))
    return ledger


def days(found: Coverage) -> list[tuple[str, int, int]]:
    return [(s.state, s.first.day, s.last.day) for s in found.stretches]


def test_articles_are_counted_by_outlet_language_and_day(filled: Ledger) -> None:
    rows = filled.coverage().rows

    assert [(r.outlet, r.day, r.articles, r.with_claims, r.claims) for r in rows] == [
        ("A", date(2026, 1, 10), 2, 2, 4),
        ("B", None, 1, 1, 2),
        ("B", date(2026, 1, 12), 1, 1, 2),
    ]
    assert {r.language for r in rows} == {"uk"}


def test_a_day_without_articles_is_not_seen_and_one_without_fitting_claims_is_silent(filled: Ledger) -> None:
    assert days(filled.coverage()) == [("claims", 10, 10), ("nothing seen", 11, 11), ("claims", 12, 12)]
    assert days(filled.coverage(ClaimFilter(subject="ZZZ"))) == [
        ("nothing reported", 10, 10),
        ("nothing seen", 11, 11),
        ("nothing reported", 12, 12),
    ]


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2026-01-09", "2026-01-11", date(2026, 1, 9), date(2026, 1, 11)),
        ("2026-01", "2026-01", date(2026, 1, 1), date(2026, 1, 31)),
        ("2026", "2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2025-12-31", None, date(2025, 12, 31), date(2026, 1, 12)),
        (None, "2026-02", date(2026, 1, 10), date(2026, 2, 28)),
    ],
)
def test_every_day_that_was_asked_for_is_accounted_for(
    filled: Ledger, since: str | None, until: str | None, first: date, last: date
) -> None:
    found = filled.coverage(ClaimFilter(since=since, until=until)).stretches

    assert (found[0].first, found[-1].last) == (first, last)
    assert sum(s.days for s in found) == (last - first).days + 1


def test_one_outlet_can_be_asked_for(filled: Ledger) -> None:
    found = filled.coverage(ClaimFilter(outlet="b", since="2026-01-10", until="2026-01-12"))

    assert {r.outlet for r in found.rows} == {"B"}
    assert days(found) == [("nothing seen", 10, 11), ("claims", 12, 12)]


def test_an_empty_ledger_has_seen_nothing(ledger: Ledger) -> None:
    assert ledger.coverage() == Coverage((), (), 0)
    assert ledger.coverage(ClaimFilter(since="2026-01-01", until="2026-01-02")).stretches == (
        Stretch("nothing seen", date(2026, 1, 1), date(2026, 1, 2)),
    )


def test_what_could_not_be_read_is_remembered(filled: Ledger) -> None:
    filled.refused(
        [Refusal("bad.html", None, "is empty", ""), Refusal("rows.csv", 3, "has no text", "add one")]
    )

    assert filled.coverage().refused == 2
