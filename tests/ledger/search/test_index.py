"""Filling, emptying and checking an index, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import pytest
from searching import Searched

from papertiger.ledger.search import ArticleText, ClaimText, search_index

CLAIMS = [
    ClaimText(2, "Москва передала радари.", "uk", ("_subject_rus",)),
    ClaimText(3, "Цены на сталь стали расти.", "ru"),
    ClaimText(5, "…", "en"),
    ClaimText(8, "The F-16 left the base " * 40, "en"),
]
ARTICLES = [ArticleText(1, "Назва", "Москва передала радари.\nІ все.", "uk")]


@pytest.fixture
def filled(empty: Searched) -> Searched:
    empty.index.add_claims(empty.connection, CLAIMS)
    empty.index.add_articles(empty.connection, ARTICLES)
    return empty


def test_an_index_agrees_with_the_rows_it_was_filled_from(filled: Searched) -> None:
    assert filled.check(CLAIMS, ARTICLES) == []


def test_a_row_that_is_missing_is_named(filled: Searched) -> None:
    more = [*CLAIMS[:2], ClaimText(4, "Ракети", "uk"), *CLAIMS[2:], ClaimText(9, "Ракети", "uk")]

    assert filled.check(more, ARTICLES) == [
        "claims_words: row 4 is not indexed",
        "claims_words: row 9 is not indexed",
    ]


def test_a_row_too_many_is_named(filled: Searched) -> None:
    assert filled.check(CLAIMS[1:3], []) == [
        "claims_words: row 2 is indexed and not in the ledger",
        "claims_words: row 8 is indexed and not in the ledger",
        "articles_words: row 1 is indexed and not in the ledger",
    ]


@pytest.mark.parametrize(
    "other",
    [
        ClaimText(2, "Москва передала ракети.", "uk", ("_subject_rus",)),
        ClaimText(2, "Москва передала радари і ракети.", "uk", ("_subject_rus",)),
        ClaimText(2, "Москва передала.", "uk", ("_subject_rus",)),
        ClaimText(2, "Передала Москва радари.", "uk", ("_subject_rus",)),
        ClaimText(2, "Москва передала радари.", "uk", ("_subject_irn",)),
        ClaimText(2, "Москва передала радари.", "uk"),
    ],
)
def test_a_row_whose_text_reads_otherwise_is_named(filled: Searched, other: ClaimText) -> None:
    assert filled.check([other, *CLAIMS[1:]], ARTICLES) == [
        "claims_words: row 2 is not indexed as its text reads"
    ]


def test_an_emptied_index_can_be_filled_anew(filled: Searched) -> None:
    filled.index.clear(filled.connection)

    assert filled.claims("москва") == []

    filled.index.add_claims(filled.connection, CLAIMS)
    filled.index.add_articles(filled.connection, ARTICLES)

    assert filled.check(CLAIMS, ARTICLES) == []


def test_more_rows_than_one_batch_are_taken_up(empty: Searched) -> None:
    claims = [ClaimText(row, f"радар {row}", "uk") for row in range(1, 1202)]
    empty.index.add_claims(empty.connection, iter(claims))

    assert len(empty.claims("радар")) == 1201
    assert empty.check(claims) == []


def test_a_database_without_an_index_is_named_with_those_that_have_one() -> None:
    with pytest.raises(ValueError, match="no full-text index for 'oracle'; there are: sqlite, postgresql"):
        search_index("oracle")
