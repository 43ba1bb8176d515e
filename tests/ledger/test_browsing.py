"""Pages of articles, families and decisions, and what came since, in both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.dialects import sqlite

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger, queries
from papertiger.ledger.browsing import ArticleFilter, ArticlePlace
from papertiger.ledger.reviewing import Review
from papertiger.readers import Reading

DATES = ("2026-01-14", None, "2026-02-01T23:30:00+02:00", "2026-01-14", None, "2025")


@pytest.fixture
def shelf(ledger: Ledger, reading: Callable[..., Reading]) -> Ledger:
    """Six articles, two of one day and two undated."""
    for number, published in enumerate(DATES):
        ledger.add(reading(number, published=published, outlet="Вісник" if number % 2 else "Хвиля"))
    return ledger


def leafed(ledger: Ledger, chosen: ArticleFilter, limit: int) -> list[str | None]:
    found: list[str | None] = []
    after = None
    while True:
        page = ledger.articles_page(chosen, after, limit)
        assert len(page.articles) <= limit
        found += [one.published for one in page.articles]
        if page.last is None:
            return found
        after = ArticlePlace.read(str(page.last))


@pytest.mark.parametrize("limit", [1, 2, 4, 6, 50])
def test_articles_come_newest_first_and_undated_last(shelf: Ledger, limit: int) -> None:
    expected = ["2026-02-01T23:30:00+02:00", "2026-01-14", "2026-01-14", "2025", None, None]
    assert leafed(shelf, ArticleFilter(), limit) == expected


@pytest.mark.parametrize(
    ("chosen", "number"),
    [
        (ArticleFilter(outlet="Вісник"), 3),
        (ArticleFilter(outlet="віс"), 0),
        (ArticleFilter(language="uk"), 6),
        (ArticleFilter(language="en"), 0),
        (ArticleFilter(since="2026"), 3),
        (ArticleFilter(until="2025"), 1),
        (ArticleFilter(since="2026-01-14", until="2026-01-14"), 2),
        (ArticleFilter(linked=True), 0),
    ],
)
def test_a_filter_of_articles(shelf: Ledger, chosen: ArticleFilter, number: int) -> None:
    assert len(leafed(shelf, chosen, 2)) == number


def test_what_is_no_place_or_date_is_an_error() -> None:
    for text in ("", "x.2026", "1", "9" * 30 + ".", "-1.2026", "١.2026"):
        with pytest.raises(LedgerError, match="no place in a list of articles"):
            ArticlePlace.read(text)
    with pytest.raises(LedgerError, match="is no date"):
        ArticleFilter(since="2026-13")


def test_decisions_come_last_stored_first(shelf: Ledger) -> None:
    claims = [one.id for one in shelf.claims()][:5]
    mark = shelf.mark_of()
    for number, claim in enumerate(claims):
        who = "anna" if number % 2 else "ivan"
        shelf.decide(Review(f"{number:032x}", claim, 1, "accept", who, "2026-01-15T10:00:00Z"))

    first = shelf.reviews_page(limit=2)
    second = shelf.reviews_page(first.last, limit=3)

    assert [one.claim for one in (*first.reviews, *second.reviews)] == claims[::-1]
    assert second.last is None
    assert [one.claim for one in shelf.reviews_page(by="anna").reviews] == [claims[3], claims[1]]
    assert len(shelf.reviews_page(since=mark).reviews) == 5
    assert shelf.reviews_page(since=shelf.mark_of()).reviews == ()


def test_what_came_since_is_counted(shelf: Ledger, reading: Callable[..., Reading]) -> None:
    mark = shelf.mark_of()
    shelf.add(reading(77))
    claim = next(iter(shelf.claims())).id
    shelf.decide(Review("f" * 32, claim, 1, "comment", "anna", "2026-01-15T10:00:00Z", "a note"))
    shelf.decide(Review("e" * 32, claim, 1, "reject", "anna", "2026-01-15T10:00:00Z", "why"))
    found = shelf.arrived(mark)

    assert (found.articles, found.claims, found.decisions, found.capped) == (1, 2, 1, False)
    assert [one.path for one in shelf.new_articles(mark)] == ["news/77.txt"]
    assert shelf.arrived(found.mark).articles == 0
    assert shelf.arrived(0).articles == 7


def test_a_moment_marks_what_was_stored_before_it(place: str, reading: Callable[..., Reading]) -> None:
    days = iter(range(1, 28))
    with Ledger.open(place, clock=lambda: datetime(2026, 3, next(days), 12, tzinfo=UTC)) as ledger:
        ledger.add(reading(1))
        between = datetime(2026, 3, next(days), 6, tzinfo=UTC)
        ledger.add(reading(2))

        assert ledger.arrived(ledger.mark_of(between)).articles == 1
        assert ledger.mark_of(datetime(2000, 1, 1, tzinfo=UTC)) == 0
        assert ledger.mark_of(datetime(2100, 1, 1, tzinfo=UTC)) == ledger.mark_of()


def test_cells_and_months_are_what_claims_add_up_to(shelf: Ledger) -> None:
    cells = {(c.subject, c.object, c.predicate, c.domain): c.number for c in shelf.cells()}

    assert cells == {
        ("AAA", "BBB", "delivered", "air_defence"): 6,
        ("AAA", "BBB", "withheld", "air_defence"): 6,
    }
    assert shelf.cells("BBB", "AAA") == shelf.cells("AAA", "BBB") == shelf.cells()
    assert shelf.cells("AAA", "CCC") == ()
    assert shelf.months("2026-01") == {("AAA", "BBB"): {"2026-01": 4, "2026-02": 2}}


def test_cells_of_a_period_are_counted_from_its_claims(shelf: Ledger) -> None:
    both = {(c.predicate, c.number) for c in shelf.cells(since="2026-01", until="2026-02")}

    assert both == {("delivered", 3), ("withheld", 3)}
    assert sum(cell.number for cell in shelf.cells(since="2026-01", until="2026-01")) == 4
    assert sum(cell.number for cell in shelf.cells("BBB", "AAA", since="2026-02")) == 2
    assert shelf.cells("AAA", "CCC", since="2026") == ()


def test_claims_of_several_pairs_come_at_once(shelf: Ledger) -> None:
    assert list(shelf.claims_between([])) == []
    assert list(shelf.claims_between([("BBB", "AAA"), ("XXX", "YYY")])) == []
    found = list(shelf.claims_between([("AAA", "BBB"), ("XXX", "YYY")]))
    assert sorted(one.id for one in found) == sorted(one.id for one in shelf.claims())


def test_stances_tell_polarity_and_modality_apart(shelf: Ledger) -> None:
    found = shelf.stances("AAA", ["delivered"])

    assert {(one.object, one.predicate, one.polarity, one.modality, one.number) for one in found} == {
        ("BBB", "delivered", "affirmed", "asserted", 6)
    }
    assert shelf.stances("BBB", ["delivered"]) == shelf.stances("AAA", []) == ()


def test_several_pairs_are_searched_for_in_an_index_and_not_scanned(path: Path, ledger: Ledger) -> None:
    asked = queries.between({("AAA", "BBB"), ("BBB", "AAA"), ("AAA", "CCC")})
    statement = str(asked.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    with closing(sqlite3.connect(path)) as file:
        plan = [row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {statement}")]

    assert any("SEARCH standing USING INDEX standing_pair" in one for one in plan)
    assert not any(one.startswith("SCAN standing") for one in plan)
    assert ledger.counts().claims == 0
