"""Anything that is typed is a question that both databases take."""

from __future__ import annotations

import random
import time

import pytest
from searching import QUOTES, Searched

from papertiger.ledger.search import question
from papertiger.ledger.search.questions import MOST, Beginning, OneOf, Phrase

PIECES = (
    *(
        "радар",
        "сталі",
        "ещё",
        "weapons",
        "F-16",
        "об’єкт",
        "a",
        "1",
        "OR",
        "AND",
        "NOT",
        "NEAR",
        "NEAR(",
        "or",
        "TO",
        "words:",
    ),
    *(
        '"',
        "'",
        "«",
        "»",
        "“",
        "”",
        "„",
        "-",
        "--",
        "*",
        "**",
        "^",
        "(",
        ")",
        "{",
        "}",
        ":",
        "+",
        "|",
        "&",
        "!",
        "<->",
        "\\",
        ";",
    ),
    *(
        " ",
        "  ",
        "\n",
        "\t",
        "\x00",
        "\u2028",
        "\u0301",
        "\ufdfa",
        "\U0001f600",
        "%",
        "_",
        "$1",
        ":x",
        "?",
        "DROP TABLE claims;--",
    ),
)
"""Words, and whatever is syntax to some program between a question and its answer."""


def written_by_chance(seed: int) -> str:
    draw = random.Random(seed)  # noqa: S311 - a test
    return draw.choice((" ", "")).join(draw.choice(PIECES) for _ in range(draw.randrange(1, 25)))


def test_whatever_is_typed_is_answered(searched: Searched) -> None:
    for seed in range(400):
        asked = written_by_chance(seed)

        assert set(searched.claims(asked)) <= set(range(1, 11)), asked


@pytest.mark.parametrize(
    "asked",
    [
        "радар " * 1700,
        " OR ".join(f"слово{n}" for n in range(1000)),
        '"' + "стали " * 1700 + '"',
        " ".join(f'"paper tiger{n}' for n in range(700)),
        "-" * 10_000,
        '"' * 10_000,
        "«" * 10_000,
        "а-" * 5000,
        "(" * 5000 + ")" * 5000,
        "x" * 10_000,
        " ".join(f"-слово{n}" for n in range(1000)) + " радар",
    ],
    ids=lambda asked: asked[:12],
)
def test_ten_thousand_characters_are_answered_at_once(searched: Searched, asked: str) -> None:
    started = time.perf_counter()  # of all processes: a server may do the work

    searched.claims(asked)

    assert time.perf_counter() - started < 15


def test_a_question_has_no_more_than_so_many_terms() -> None:
    asked = question(" ".join(f"слово{n}" for n in range(1000)))

    assert len(asked.wanted) == MOST


def test_adding_a_word_never_finds_more_and_adding_an_alternative_never_less(searched: Searched) -> None:
    words = ("радар", "weapons", "Москва", '"paper tiger"', "сталь", "bloomberg", "supp*")
    for one in words:
        for other in words:
            assert set(searched.claims(f"{one} {other}")) == set(searched.claims(one)) & set(
                searched.claims(other)
            )
            assert set(searched.claims(f"{one} OR {other}")) == set(searched.claims(one)) | set(
                searched.claims(other)
            )
            assert set(searched.claims(f"{one} -{other}")) == set(searched.claims(one)) - set(
                searched.claims(other)
            )


def test_a_quoted_text_finds_the_claim_it_was_taken_from(searched: Searched) -> None:
    for row, (_, quote) in QUOTES.items():
        assert row in searched.claims(f'"{quote}"'), quote


def test_or_joins_its_neighbours_only() -> None:
    asked = question("a OR b c OR d OR e -f")

    assert [len(terms) for terms in asked.wanted] == [2, 3]
    assert asked.unwanted == (OneOf(("f",)),)


@pytest.mark.parametrize("asked", ["OR a", "a OR", "or a", "-b OR a"])
def test_or_without_two_neighbours_joins_nothing(asked: str) -> None:
    assert all(len(terms) == 1 for terms in question(asked).wanted)


def test_a_word_is_read_in_the_languages_of_its_script() -> None:
    assert question("стали").wanted == ((OneOf(("стати", "станути", "стать", "сталь")),),)
    assert question("supplies").wanted == ((OneOf(("supply",)),),)


def test_a_phrase_is_read_in_one_language_at_a_time() -> None:
    ((ukrainian, russian),) = question("«стали расти»").wanted

    assert isinstance(ukrainian, Phrase)
    assert isinstance(russian, Phrase)
    assert ukrainian.steps[0] == ("стати", "станути")
    assert russian.steps[0] == ("стать", "сталь")


def test_an_asterisk_alone_and_after_two_letters_means_nothing() -> None:
    assert question("* ру*").wanted == ((OneOf(("ру",)),),)
    assert Beginning("рад") in question("рад*").wanted[0]


def test_a_long_phrase_is_looked_for_in_its_likelier_readings() -> None:
    for phrase in question("«" + "стали " * 12 + "»").wanted[0]:
        assert isinstance(phrase, Phrase)
        assert 1 <= len(phrase.sequences()) <= 64
