"""What a search finds, in SQLite and in PostgreSQL alike."""

from __future__ import annotations

import pytest
from searching import Searched

from papertiger.ledger.search import ArticleText, ClaimText, tags_asked, tags_of


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("радар", [4, 2, 1]),
        ("радари", [4, 2, 1]),
        ("радары", [4, 2, 1]),
        ("радарів", [4, 2, 1]),
        ("радаров", [4, 2, 1]),
        ("сталі", [5, 3]),
        ("стали", [5, 3]),
        ("МАТИ", [9]),
        ("ещё", [5]),
        ("еще", [5]),
        ("елка", [5]),
        ("об'єкт", [2]),
        ("обʼєктів", [2]),
        ("weapon", [7, 6]),
        ("supply", [7, 6]),
        ("supplies", [7, 6]),
        ("leave", [7]),
        ("left", [7]),
        ("send", [7]),
        ("defense", [8]),
        ("Iran", [7]),
        ("Bloomberg", [9, 6]),
        ("Patriots", [9]),
        ("nothing-like-this", []),
    ],
)
def test_a_word_is_found_in_all_its_forms(searched: Searched, asked: str, rows: list[int]) -> None:
    assert searched.claims(asked) == rows


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ("москва радар", [4, 1]),
        ("москва AND радар", [4, 1]),
        ("москва -ракета", [1]),
        ("москва -дамаск -каракас", []),
        ("венесуела OR дамаск", [4]),
        ("радар OR weapons Bloomberg", [6]),
        ("радар OR weapons OR tiger", [10, 8, 7, 6, 4, 2, 1]),
        ("раке*", [4, 2]),
        ("suppl*", [7, 6]),
        ("радара*", [4, 2, 1]),
        ("weapons -suppl* ", []),
        ("weapons -iran", [6]),
    ],
)
def test_words_are_joined_left_out_and_cut_off(searched: Searched, asked: str, rows: list[int]) -> None:
    assert searched.claims(asked) == rows


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ('"paper tiger"', [8]),
        ("“paper tigers”", [8]),
        ("«передала каракасу радар»", [1]),
        ('"каракасу передала"', []),
        ('"тонна сталі"', [3]),
        ('"сталі для оборони"', [3]),
        ('"цена на сталь"', [5]),
        ('"на сталь стать"', [5]),
        ('"weapons and supplies"', [7]),
        ('tiger -"paper tiger"', [10]),
        ('"tonns of steel" OR weapon', [7, 6]),
        ("зенітно-ракетний", [2]),
        ('"зенітно ракетний комплекс"', [2]),
        ("С-300", [2]),
        ("F-16", [10, 8]),
        ("F16", [10, 8]),
        ('"F16 fighter"', [8]),
        ('"the F16"', [8]),
        ('"fighter f-16"', [10]),
    ],
)
def test_a_phrase_is_found_in_order_and_in_any_form(searched: Searched, asked: str, rows: list[int]) -> None:
    assert searched.claims(asked) == rows


@pytest.mark.parametrize("asked", ["", "   ", '"', "-", "-радар", '""', "*", "« »", "!?.,", "\x00", "OR"])
def test_a_question_that_wants_no_word_finds_nothing(searched: Searched, asked: str) -> None:
    assert searched.claims(asked) == []


def test_the_newest_come_first_and_a_limit_keeps_them(searched: Searched) -> None:
    assert searched.claims("радар OR weapons", limit=2) == [7, 6]


def test_a_lookalike_letter_does_not_hide_a_word(empty: Searched) -> None:
    empty.index.add_claims(empty.connection, [ClaimText(1, "Pоссия обещала paкеты", "ru")])

    assert empty.claims("россия ракета") == [1]


def test_tags_are_met_inside_the_index(empty: Searched) -> None:
    columns = {
        "predicate": "withheld",
        "domain": "air_defence",
        "published": "2026-01-14",
        "family": "support",
    }
    empty.index.add_claims(
        empty.connection,
        [
            ClaimText(1, "радари", "uk", tags_of({**columns, "subject": "RUS", "subject_state": "RUS"})),
            ClaimText(2, "радари", "uk", tags_of({**columns, "subject": "RUS:navy", "subject_state": "RUS"})),
            ClaimText(3, "радари", "uk", tags_of({**columns, "subject": "IRN", "published": "2025-12-31"})),
        ],
    )

    assert empty.claims("радар", tags_asked({"subject": "rus"})) == [2, 1]
    assert empty.claims("радар", tags_asked({"subject": "RUS:navy"})) == [2]
    assert empty.claims("радар", tags_asked({"since": "2026", "predicate": "withheld"})) == [2, 1]
    assert empty.claims("радар", tags_asked({"since": "2025-12", "until": "2025-12"})) == [3]
    assert empty.claims("радар", tags_asked({"predicate": "pledged"})) == []
    assert empty.claims("radar", tags_asked({"subject": "RUS"})) == []


def test_nobody_finds_a_tag_by_typing_it(empty: Searched) -> None:
    empty.index.add_claims(empty.connection, [ClaimText(1, "радари", "uk", tags_of({"subject": "RUS"}))])

    for asked in ("_subject_rus", "subject_rus", '"_subject_rus"', "subject*", "_*", "rus"):
        assert empty.claims(asked) == []


def test_articles_are_found_by_title_and_text_and_not_across_both(empty: Searched) -> None:
    empty.index.add_articles(
        empty.connection,
        [
            ArticleText(1, "Обіцянки Москви", "Радари не працюють.", "uk"),
            ArticleText(2, None, "Москва мовчить.", "uk"),
        ],
    )

    assert empty.articles("москва") == [2, 1]
    assert empty.articles("обіцянка радар") == [1]
    assert empty.articles('"москва радар"') == []
    assert empty.articles('"радар не працює"') == [1]


def test_claims_and_articles_are_apart(searched: Searched) -> None:
    assert searched.articles("радар") == []


def test_what_is_long_and_strange_is_taken_up(empty: Searched) -> None:
    empty.index.add_articles(
        empty.connection,
        [
            ArticleText(1, None, " ".join(f"слово{n}" for n in range(120_000)) + " кінець", "uk"),
            ArticleText(2, None, "радар " * 20_000, "uk"),
            ArticleText(3, None, "'\\ \x01 \ufdfa \U0001f600 ':* _ \u2028 d'Ivoire", "en"),
            ArticleText(4, None, "", "uk"),
            ArticleText(5, None, "а" * 100_000, "uk"),
        ],
    )

    assert empty.articles("слово7") == [1]
    assert empty.articles("радар") == [2]
    assert empty.articles("divoire") == [3]
