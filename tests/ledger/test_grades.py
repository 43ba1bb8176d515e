"""Grades in a ledger: a person's stands for every reading, the machine never writes one, and none is lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.ledger import ClaimFilter, Ledger, grades
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import ClaimRecord

Make = Callable[..., Reading]


def first(ledger: Ledger) -> ClaimRecord:
    return next(ledger.in_full(ledger.claims()))


def test_a_grade_stays_when_more_is_read(ledger: Ledger, reading: Make) -> None:
    ledger.add(reading(0))
    ledger.judge("name:вечірній вісник", "anna", "checked ten reports", reliability="B")
    ledger.add(reading(1))

    found = [record.grade for record in ledger.in_full(ledger.claims())]

    assert len(found) == 4
    assert {(g.reliability, g.reliability_by) for g in found if g} == {("B", "anna")}


def test_the_last_grade_counts_and_the_first_is_still_there(ledger: Ledger, reading: Make) -> None:
    ledger.add(reading())
    target = f"claim:{first(ledger).id}"
    ledger.judge(target, "anna", "plausible", credibility="3")
    ledger.judge(target, "boris", "pictures agree", credibility="2")
    ledger.judge(target, "boris", "knows the place", reliability="B")

    found = first(ledger).grade

    assert found is not None
    assert (found.reliability, found.credibility, found.credibility_why) == ("B", "2", "pictures agree")
    assert [one.by for one in ledger.judgements(target)] == ["anna", "boris", "boris"]


@pytest.mark.parametrize("change", ["UPDATE grades SET reliability = 'F'", "DELETE FROM grades"])
def test_a_grade_cannot_be_changed(ledger: Ledger, path: Path, change: str) -> None:
    ledger.judge("name:x", "anna", "why", reliability="B")
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(change)


def test_reading_and_showing_store_no_grade(ledger: Ledger, reading: Make) -> None:
    ledger.add(reading())
    list(ledger.in_full(ledger.claims()))

    assert ledger.judgements() == ()


def test_other_origins_that_agree_are_seen(ledger: Ledger, reading: Make) -> None:
    ledger.add(reading(0))
    one = first(ledger)
    assert one.grade is not None
    assert one.grade.credibility == "6"

    ledger.add(reading(1, outlet="Ранкова газета"))
    found = {record.predicate: record.grade for record in ledger.in_full(ledger.claims())}
    assert {g.credibility for g in found.values() if g} == {"3"}


@pytest.mark.parametrize(
    ("published", "number"),
    [
        ("2026-02-13", "3"),
        ("2026-02-13T23:59:00+00:00", "3"),
        ("2025-12-15", "3"),
        ("2026-02-14", "6"),
        ("2024-01-14", "6"),
        (None, "6"),
    ],
)
def test_only_what_is_said_within_a_month_of_it_agrees(
    ledger: Ledger, reading: Make, published: str | None, number: str
) -> None:
    ledger.add(reading(0))
    ledger.add(reading(1, outlet="Ранкова газета", published=published))

    found = [r.grade for r in ledger.in_full(ledger.claims()) if r.article.published == "2026-01-14"]

    assert {g.credibility for g in found if g} == {number}


def test_another_origin_that_denies_it_makes_it_no_surer(
    ledger: Ledger, reading: Make, claim: Callable[..., ReadClaim], article: Callable[..., Article]
) -> None:
    ledger.add(reading(0))
    ledger.add(reading(1, outlet="Ранкова газета"))
    denying = article(2, outlet="Денна газета")
    denied = claim(denying, "Країна А передала", modality="denied")
    ledger.add(Reading(denying, "uk", denied.record.coder, (denied,), sentences=3, parsed=2))

    found = {r.predicate: r.grade for r in ledger.in_full(ledger.claims()) if r.modality == "asserted"}

    assert {name: g.credibility for name, g in found.items() if g} == {"delivered": "6", "withheld": "3"}


def test_many_that_agree_do_not_hide_the_one_that_denies_it(
    ledger: Ledger,
    reading: Make,
    claim: Callable[..., ReadClaim],
    article: Callable[..., Article],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(grades, "EACH", 1)
    for number, outlet in enumerate(("Вечірній вісник", "Ранкова газета", "Нічна газета")):
        ledger.add(reading(number, outlet=outlet))
    denying = article(3, outlet="Денна газета")
    denied = claim(denying, "Країна А передала", modality="denied")
    ledger.add(Reading(denying, "uk", denied.record.coder, (denied,), sentences=3, parsed=2))

    found = [
        r.grade
        for r in ledger.in_full(ledger.claims(ClaimFilter(predicate="delivered", modality="asserted")))
    ]

    assert {g.credibility for g in found if g} == {"6"}
