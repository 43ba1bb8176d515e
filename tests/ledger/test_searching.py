"""Searching a ledger, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, Ledger, indexing
from papertiger.ledger.search import search_index
from papertiger.readers import Reading


@pytest.fixture
def three(ledger: Ledger, reading: Callable[..., Reading]) -> Ledger:
    """Three articles with two claims each: a delivery of radars, and technicians who did not come."""
    ledger.add(reading(1, published="2024-05-01"))
    ledger.add(reading(2, published="2026-01-14", title="Договір про дрони"))
    ledger.add(reading(3, published="2025-02-02", outlet="Інший"))
    return ledger


def test_claims_are_found_by_words_in_any_form_the_last_stored_first(three: Ledger) -> None:
    found = three.search("технік приїхати")

    assert [record.article.path for record in found] == ["news/3.txt", "news/2.txt", "news/1.txt"]
    assert {record.predicate for record in found} == {"withheld"}


def test_a_filter_and_a_limit_hold_as_for_a_list_of_claims(three: Ledger) -> None:
    assert len(three.search("країна OR технік")) == 6
    assert len(three.search("країна OR технік", ClaimFilter(predicate="withheld", limit=2))) == 2
    assert [r.article.path for r in three.search("країна", ClaimFilter(since="2025", until="2025"))] == [
        "news/3.txt"
    ]
    assert len(three.search("країна", ClaimFilter(subject="aaa", outlet="інш"))) == 1
    assert three.search("країна", ClaimFilter(subject="RUS")) == []
    assert three.search("слон") == []


def test_a_record_comes_back_as_it_does_from_a_list_of_claims(three: Ledger) -> None:
    listed = {record.id: record for record in three.claims()}

    for record in three.search("країна OR технік"):
        assert record == listed[record.id]


def test_articles_are_found_by_title_and_by_text(three: Ledger) -> None:
    assert [found.article.path for found in three.search_articles("дрон")] == ["news/2.txt"]
    found = three.search_articles("радар мовчати", ClaimFilter(until="2025", limit=5))
    assert [one.article.path for one in found] == ["news/3.txt", "news/1.txt"]
    assert "радари мовчали" in found[0].text
    assert found[0].article in list(three.articles())


def test_articles_are_chosen_by_outlet_and_by_key(three: Ledger) -> None:
    (one,) = three.search_articles("радар", ClaimFilter(outlet="ІНШИЙ"))

    assert three.search_articles("радар", ClaimFilter(article=one.article.key[:12])) == [one]


def test_articles_are_not_asked_for_what_only_claims_have(three: Ledger) -> None:
    with pytest.raises(
        LedgerError, match="subject is asked of claims; articles have outlet, since, until, article"
    ):
        three.search_articles("радар", ClaimFilter(subject="RUS"))


def test_the_index_agrees_with_the_ledger_and_can_be_made_anew(three: Ledger) -> None:
    before = three.search("країна OR технік")
    with three._engine.begin() as connection:
        indexing.rebuild(connection)
        index = search_index(connection.dialect.name)
        claims, articles = list(indexing.all_claims(connection)), list(indexing.all_articles(connection))
        assert (len(claims), len(articles)) == (6, 3)
        assert index.check(connection, claims, articles) == []

    assert three.search("країна OR технік") == before


def test_sqlite_goes_through_the_index_and_never_through_all_rows_that_meet_a_filter(path: Path) -> None:
    asked: list[Any] = []
    chosen = ClaimFilter(
        domain="air_defence", since="2025", predicate="withheld", speaker="Bloomberg", limit=5
    )
    with Ledger.open(path) as ledger:
        event.listen(ledger._engine, "before_cursor_execute", lambda *about: asked.append(about[2:4]))
        ledger.search("радар", chosen)
        ((statement, values),) = [one for one in asked if "MATCH" in one[0]]
        with ledger._engine.connect() as connection:
            plan = [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]

    assert plan[0].startswith("SCAN claims_words VIRTUAL TABLE")
    assert not any("TEMP B-TREE" in step for step in plan)
