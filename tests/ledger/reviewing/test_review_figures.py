"""Agreement between reviewers and precision of the reader, against published figures and by hand."""

from __future__ import annotations

import random
from typing import Any

import pytest

from papertiger.ledger.reviewing import ReadVersion, Review, agreements, precision_of
from papertiger.ledger.reviewing.alpha import alpha_interval, nominal_alpha
from papertiger.ledger.reviewing.figures import FIGURES, LEAST, Figure, meanings, wilson

NEEDS: dict[str, dict[str, Any]] = {
    "reject": {"why": "no"},
    "correct": {"changes": {"modality": "denied"}},
    "split": {"changes": {"x": {}, "y": {}}, "into": ("x", "y")},
    "merge": {"into": ("other",)},
}


def decide(claim: str, reviewer: str, decision: Any, version: int = 1, minute: int = 0) -> Review:  # noqa: ANN401 - parametrised
    at = f"2026-01-14T10:{minute:02d}:00Z"
    needs = NEEDS.get(decision, {})
    return Review(f"{claim}{reviewer}{minute}", claim, version, decision, reviewer, at, **needs)


def by_two(pairs: list[tuple[str, str]]) -> list[Review]:
    return [
        decide(f"c{number:03d}", name, decision)
        for number, pair in enumerate(pairs)
        for name, decision in zip(("anna", "boris"), pair, strict=True)
    ]


def columns(*observers: str) -> list[list[str]]:
    """Units from one line of values an observer, ``.`` for none."""
    return [[v for v in unit if v != "."] for unit in zip(*map(str.split, observers), strict=True)]


KRIPPENDORFF_C = columns(
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


@pytest.mark.parametrize(
    ("units", "alpha"),
    [
        (columns("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"), 0.095),
        (columns("a a b b d c c c e d d a", "b a b b b c c c e d d d"), 0.692),
        (KRIPPENDORFF_C, 0.743),
    ],
    ids=["A: two observers, binary", "B: two observers, nominal", "C: four observers, values missing"],
)
def test_alpha_is_that_of_krippendorffs_own_examples(units: list[list[str]], alpha: float) -> None:
    """Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", sections A, B and C."""
    assert nominal_alpha(units) == pytest.approx(alpha, abs=0.0005)


def test_alpha_depends_neither_on_order_nor_on_units_that_one_observer_saw() -> None:
    units = [*KRIPPENDORFF_C, ["1"], []]
    for seed in range(5):
        random.Random(seed).shuffle(units)  # noqa: S311 - the same orders in every run

        assert nominal_alpha(units) == pytest.approx(nominal_alpha(KRIPPENDORFF_C))


def test_alpha_is_not_defined_where_nothing_could_differ() -> None:
    assert nominal_alpha([]) is None
    assert nominal_alpha([["a"], ["b"]]) is None
    assert nominal_alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha_interval([["a", "a"]]) is None
    assert alpha_interval([]) is None


def test_alpha_is_one_for_full_agreement_and_below_zero_for_systematic_disagreement() -> None:
    assert nominal_alpha([["a", "a"], ["b", "b"]]) == 1
    worse = nominal_alpha([["a", "b"], ["b", "a"]])

    assert worse is not None
    assert worse < 0


def test_the_interval_of_alpha_holds_it_and_narrows_with_more_units() -> None:
    few, many = KRIPPENDORFF_C, KRIPPENDORFF_C * 30
    (low, high), (inner_low, inner_high) = alpha_interval(few) or (0, 0), alpha_interval(many) or (0, 0)

    assert low < 0.743 < high
    assert low < inner_low < 0.743 < inner_high < high
    assert alpha_interval(few) == alpha_interval(few)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_intervals_are_those_of_newcombe(part: int, whole: int, low: float, high: float) -> None:
    """Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3."""
    assert wilson(part, whole) == pytest.approx((low, high), abs=0.00005)
    assert wilson(whole - part, whole) == pytest.approx((1 - high, 1 - low), abs=0.00005)


def test_agreement_of_two_is_counted_by_hand() -> None:
    pairs = [("accept", "accept")] * 6 + [("reject", "reject")] * 2 + [("accept", "correct")] * 2

    found = agreements(by_two(pairs)).everybody

    assert (found.shared, found.agreement.value, found.agreement.count) == (10, 0.8, 10)
    assert found.on["accept"].value == pytest.approx(12 / 14)
    assert found.on["reject"].value == 1
    assert found.on["correct"].value == 0
    assert found.alpha.value == pytest.approx(1 - 19 * 4 / (20**2 - 14**2 - 4**2 - 2**2))
    assert found.agreement.low is not None


def test_every_two_reviewers_with_a_version_in_common_are_compared() -> None:
    reviews = [
        *by_two([("accept", "accept"), ("accept", "reject")]),
        decide("c000", "carla", "accept"),
        decide("z", "dana", "reject"),
    ]

    found = agreements(reviews)

    assert [(one.reviewers, one.shared) for one in found.pairs] == [
        (("anna", "boris"), 2),
        (("anna", "carla"), 1),
        (("boris", "carla"), 1),
    ]
    assert (found.everybody.shared, found.everybody.agreement.count) == (2, 4)
    assert found.everybody.agreement.value == 0.75
    assert found.everybody.agreement.low is None  # pairs of pairs are not independent


def test_decisions_on_different_versions_are_not_compared() -> None:
    reviews = [decide("c", "anna", "correct"), decide("c", "boris", "accept", version=2)]

    assert agreements(reviews).everybody.shared == 0


def test_the_last_decision_of_each_counts_and_a_withdrawn_one_does_not() -> None:
    reviews = by_two([("accept", "reject")])
    again = [*reviews, decide("c000", "boris", "accept", minute=5)]

    assert agreements(again).everybody.agreement.value == 1
    assert agreements([*again, decide("c000", "boris", "withdraw", minute=6)]).everybody.agreement.value == 0
    taken = [*reviews, decide("c000", "boris", "withdraw", minute=6)]
    assert agreements(taken).everybody.shared == 0


def test_splitting_and_merging_count_as_correcting() -> None:
    assert agreements(by_two([("split", "merge"), ("correct", "split")])).everybody.agreement.value == 1


def test_agreement_on_few_versions_warns() -> None:
    few, enough = by_two([("accept", "accept")] * (LEAST - 1)), by_two([("accept", "reject")] * LEAST)

    assert "only 29 versions" in agreements(few).everybody.warnings[0]
    assert agreements(enough).everybody.warnings == ()


def reading(claim: str, version: int = 1, **changes: str) -> ReadVersion:
    fields = {"family": "support", "predicate": "withheld", "language": "uk", "reader": "frames 1"} | changes
    return ReadVersion(claim, version, **fields)


def test_precision_counts_corrected_apart_and_contested_never_as_right() -> None:
    reviews = [
        *[decide(f"a{n}", "anna", "accept") for n in range(5)],
        *[decide(f"b{n}", "anna", kind) for n, kind in enumerate(("correct", "split", "merge"))],
        decide("r", "anna", "reject"),
        decide("x", "anna", "accept"),
        decide("x", "boris", "reject"),
    ]
    read = [reading(claim) for claim in {one.claim for one in reviews}]

    found = precision_of(reviews, read).share

    counts = (found.decided, found.accepted, found.corrected, found.rejected, found.contested)
    assert counts == (10, 5, 3, 1, 1)
    assert (found.right_as_read.value, found.right_or_repairable.value) == (0.5, 0.8)
    assert (found.right_as_read.low, found.right_as_read.high) == wilson(5, 10)


def test_two_who_both_accept_count_one_claim_once() -> None:
    assert precision_of(by_two([("accept", "accept")]), [reading("c000")]).share.decided == 1


def test_versions_that_a_person_wrote_say_nothing_of_the_reader() -> None:
    reviews = [decide("c", "anna", "correct"), decide("c", "boris", "accept", version=2)]

    found = precision_of(reviews, [reading("c")]).share

    assert (found.decided, found.corrected, found.right_as_read.value) == (1, 1, 0)


def test_precision_is_told_by_family_predicate_language_and_reader() -> None:
    reviews = [decide("a", "anna", "accept"), decide("b", "anna", "reject"), decide("a", "anna", "reject", 2)]
    read = [
        reading("a"),
        reading("b", family="event", predicate="AID", language="ru"),
        reading("a", 2, reader="frames 2"),
    ]

    by = precision_of(reviews, read).by

    rates = {group: {k: v.right_as_read.value for k, v in values.items()} for group, values in by.items()}
    assert rates == {
        "family": {"event": 0, "support": 0.5},
        "predicate": {"AID": 0, "withheld": 0.5},
        "language": {"ru": 0, "uk": 0.5},
        "reader": {"frames 1": 0.5, "frames 2": 0},
    }


def test_where_claims_were_drawn_at_random_the_figures_are_theirs() -> None:
    reviews = [*[decide(f"a{n}", "anna", "accept") for n in range(4)], decide("b", "anna", "reject")]
    read = [reading(one.claim) for one in reviews]

    found = precision_of(reviews, read, drawn=["a0", "b", "c"])

    assert found.at_random
    assert (found.share.decided, found.share.right_as_read.value) == (2, 0.5)
    assert (found.everything.decided, found.everything.right_as_read.value) == (5, 0.8)
    assert [text.split(":")[0] for text in found.warnings] == [
        "only 2 decided, fewer than 30",
        "1 of 3 claims that were drawn at random have no decision yet; the figure may lean",
    ]


def test_what_was_not_drawn_at_random_warns_however_much_it_is() -> None:
    reviews = [decide(f"a{n}", "anna", "accept") for n in range(40)] + by_two([("accept", "reject")])
    found = precision_of(reviews, [reading(one) for one in {review.claim for review in reviews}])

    assert not found.at_random
    assert len(found.warnings) == 2
    assert "not drawn at random" in found.warnings[0]
    assert found.warnings[1].startswith("1 contested")


def test_without_a_decision_there_is_no_figure() -> None:
    found = precision_of([], []).share

    assert (found.decided, found.right_as_read.value, found.right_as_read.low) == (0, None, None)


@pytest.mark.parametrize("name", FIGURES)
def test_every_figure_has_a_label_and_a_definition(name: str) -> None:
    figure = Figure(name, 0.5, None, None, 1)

    assert figure.label
    assert len(figure.definition.split()) > 10
    assert "\n" not in figure.definition


def test_warnings_have_places_for_their_numbers() -> None:
    for text in meanings().warnings.values():
        assert text.format(decided=1, least=30, missing=1, drawn=2, contested=1, shared=1)
