"""Pages of the newest answers, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import pytest
from searching import Searched
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select

from papertiger.ledger.search import ArticleText, ClaimText, Newest, postgres, tags_asked, tags_of

CLAIMS = Table(
    "things",
    MetaData(),
    Column("row", Integer, primary_key=True),
    Column("subject", Text),
    Column("quote", Text),
)
NUMBER = 600


@pytest.fixture(
    params=[(8_000, 2**17), (7, 2**17), (7, 10), (7, 1)],
    ids=["all near", "most far", "in many blocks", "in blocks of one"],
)
def many(empty: Searched, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Searched:
    """Claims of which every third tells of radars, every fifth of missiles, every fiftieth of Iran; the oldest of all of a treaty."""
    near, block = request.param
    monkeypatch.setattr(postgres, "_NEAR", near)
    monkeypatch.setattr(postgres, "_BLOCK", block)
    rows = []
    for row in range(1, NUMBER + 1):
        words = ["радари" * (row % 3 == 0), "ракети" * (row % 5 == 0), "договір" * (row == 1)]
        rows.append(
            {"row": row, "subject": "IRN" if row % 50 == 0 else "RUS", "quote": " ".join(filter(None, words))}
        )
    CLAIMS.create(empty.connection)
    empty.connection.execute(insert(CLAIMS), rows)
    texts = [ClaimText(one["row"], one["quote"], "uk", tags_of(one)) for one in rows]
    empty.index.add_claims(empty.connection, texts)
    empty.index.add_articles(empty.connection, [ArticleText(t.row, None, t.quote, t.language) for t in texts])
    return empty


def rows_of(
    many: Searched, asked: str, limit: int, before: int | None = None, subject: str | None = None
) -> list[int]:
    columns = select(CLAIMS.c.row, CLAIMS.c.quote)
    if subject is not None:
        columns = columns.where(CLAIMS.c.subject == subject)
    newest = Newest(columns.order_by(CLAIMS.c.quote), CLAIMS.c.row, limit, before)
    found = many.index.newest_claims(many.connection, newest, asked, tags_asked({"subject": subject}))
    return [one["row"] for one in found]


def test_the_newest_come_first_whatever_the_order_asked_for(many: Searched) -> None:
    assert rows_of(many, "радар", 5) == [600, 597, 594, 591, 588]


def test_old_and_rare_ones_are_found(many: Searched) -> None:
    assert rows_of(many, "договір", 50) == [1]
    assert rows_of(many, "договір OR ракета", 1000) == [*range(600, 0, -5), 1]


def test_a_limit_beyond_what_there_is_gives_all(many: Searched) -> None:
    assert rows_of(many, "радар ракета", 1000) == list(range(600, 0, -15))


def test_filters_are_met(many: Searched) -> None:
    assert rows_of(many, "радар", 50, subject="IRN") == [600, 450, 300, 150]
    assert rows_of(many, "радар", 50, subject="SYR") == []


def test_a_page_goes_on_where_the_one_before_ended(many: Searched) -> None:
    pages: list[int] = []
    while page := rows_of(many, "ракета -радар", 7, before=pages[-1] if pages else None):
        pages += page

    assert pages == [row for row in range(600, 0, -5) if row % 3]


def test_articles_are_fetched_likewise(many: Searched) -> None:
    newest = Newest(select(CLAIMS.c.row), CLAIMS.c.row, 3)

    found = many.index.newest_articles(many.connection, newest, "радар")

    assert [one["row"] for one in found] == [600, 597, 594]


def test_an_empty_index_has_no_newest(empty: Searched) -> None:
    CLAIMS.create(empty.connection)

    assert rows_of(empty, "радар", 5) == []


@pytest.mark.parametrize("last", [1, 9, 10, 59, 60, 61, 209, 210, 999, 12_345])
def test_the_spans_of_a_walk_back_hold_every_row_once_and_only_blocks_that_hold_them(
    last: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_BLOCK", 10)
    spans = list(postgres._spans(last))

    assert [row for _, low, high in spans for row in range(high, low, -1)] == list(range(last, 0, -1))
    for blocks, low, high in spans:
        assert not blocks or {row // 10 for row in range(low + 1, high + 1)} == set(blocks)
    assert not list(postgres._spans(0))
