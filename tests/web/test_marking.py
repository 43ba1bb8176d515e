"""Marks in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from papertiger.web.showing.marking import Marked, found_words, runs

SPANS = some.lists(some.tuples(some.integers(0, 40), some.integers(0, 40)), max_size=6)


def test_a_text_without_marks_is_one_run() -> None:
    (only,) = runs("plain", [])
    assert (only.text, only.marks, only.opens, only.closes) == ("plain", (), (), ())


def test_overlapping_spans_share_the_run_that_both_cover() -> None:
    found = list(runs("abcdef", [Marked(0, 4, "one"), Marked(2, 6, "two")]))
    assert [(r.text, r.marks) for r in found] == [
        ("ab", ("one",)),
        ("cd", ("one", "two")),
        ("ef", ("two",)),
    ]
    assert [r.opens for r in found] == [("one",), ("two",), ()]
    assert [r.closes for r in found] == [(), ("one",), ("two",)]


def test_a_span_that_goes_on_beyond_the_piece_closes_in_the_piece_in_which_it_ends() -> None:
    marked = [Marked(2, 8, "one")]
    first, second = (
        list(runs("abcdefghij", marked, *piece))[-1 if piece[0] == 0 else 0] for piece in ((0, 5), (5, 10))
    )
    assert (first.text, first.opens, first.closes) == ("cde", ("one",), ())
    assert (second.text, second.opens, second.closes) == ("fgh", (), ("one",))


@given(some.text(max_size=40), SPANS, some.integers(0, 40), some.integers(0, 40))
def test_the_runs_of_a_piece_are_the_piece_and_are_marked_as_their_characters_are(
    text: str, spans: list[tuple[int, int]], low: int, high: int
) -> None:
    start, end = min(low, len(text)), min(high, len(text))
    marked = [Marked(a, b, str(at)) for at, (a, b) in enumerate(spans) if b <= len(text)]
    found = list(runs(text, marked, start, end)) if start <= end else []
    assert "".join(one.text for one in found) == text[start:end]
    at = start
    for one in found:
        for place in range(at, at + len(one.text)):
            assert set(one.marks) == {m.name for m in marked if m.start <= place < m.end}
        at += len(one.text)


@pytest.mark.parametrize(
    ("text", "word", "places"),
    [
        ("рада радари рад", "рад", [(12, 15)]),
        ("IRIS-T, IRIS-T.", "IRIS-T", [(0, 6), (8, 14)]),
        ("nothing of it", "missing", []),
        ("anything", "", []),
    ],
)
def test_words_are_found_where_they_stand_as_words(
    text: str, word: str, places: list[tuple[int, int]]
) -> None:
    assert [(one.start, one.end) for one in found_words(text, [word], "x")] == places
