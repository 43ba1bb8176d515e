"""Agreement of two readers claim by claim, against figures worked out by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from scipy.special import betainc

from papertiger.evaluation import ClaimScore
from papertiger.evaluation.agreement import agreement, cohens_kappa, set_alpha
from papertiger.evaluation.readers import figures
from papertiger.readers.sides import Key
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote

A, B, C = (("delivered", "PER", "CHL"), ("trusts", "PER", "CHL"), ("delivered", "CHL", "PER"))


@pytest.fixture
def claim() -> Callable[..., ClaimRecord]:
    """Make a claim of a key."""

    def make(key: Key, **fields: object) -> ClaimRecord:
        predicate, subject, target = key
        family = "event" if predicate.isupper() else "relation" if predicate == "trusts" else "support"
        base: dict[str, object] = {
            "id": "x", "family": family, "predicate": predicate, "subject": subject, "subject_state": subject,
            "object": target, "object_state": target, "domain": "arms", "polarity": "affirmed", "modality": "asserted",
            "attribution": (AttributionStep(kind="outlet", name="Gold"),),
            "quote": Quote(exact="x", prefix="", suffix="", start=0, end=1),
            "article": ArticleRef(sha256="0", path="gold", language="en"), "confidence": 0.8,
            "coder": Coder(reader="frames", version="0", config="", frame="give"),
        }  # fmt: skip
        return ClaimRecord.model_validate({**base, **fields})

    return make


@pytest.fixture
def read(claim: Callable[..., ClaimRecord]) -> Callable[..., list[list[ClaimRecord]]]:
    """What a reader read: the keys of each sentence."""
    return lambda *sentences: [[claim(key) for key in keys] for keys in sentences]


def test_claims_fall_to_both_or_to_one_and_each_group_has_its_own_precision(
    read: Callable[..., list[list[ClaimRecord]]],
) -> None:
    found = agreement(
        ("frames", "llm"),
        read([A, B], [], [A]),
        read([A], [C], [A, B]),
        [frozenset({A, B}), frozenset(), frozenset()],
    )

    assert (found.both.read, found.only_first.read, found.only_second.read) == (2, 1, 2)
    assert (found.both.precision, found.only_first.precision, found.only_second.precision) == (0.5, 1.0, 0.0)
    assert found.share == pytest.approx(2 / 5)


def test_an_event_that_holds_either_way_round_is_the_same_claim(
    read: Callable[..., list[list[ClaimRecord]]],
) -> None:
    found = agreement(
        ("frames", "llm"),
        read([("CONSULT", "PER", "CHL")]),
        read([("CONSULT", "CHL", "PER")]),
        [frozenset({("CONSULT", "PER", "CHL")})],
    )

    assert (found.both.read, found.both.right, found.read) == (1, 1, 1)


def test_stance_and_domain_are_compared_where_both_read(claim: Callable[..., ClaimRecord]) -> None:
    event = ("AID", "PER", "CHL")
    found = agreement(
        ("frames", "llm"),
        [[claim(A), claim(B), claim(event)]],
        [
            [
                claim(A, polarity="negated"),
                claim(A),
                claim(B, domain="cyber", modality="denied"),
                claim(event, domain="cyber"),
            ]
        ],
        [frozenset()],
    )

    assert (found.both.read, found.same_stance, found.with_domain, found.same_domain) == (3, 2, 2, 1)


def test_nobody_read_anything(read: Callable[..., list[list[ClaimRecord]]]) -> None:
    found = agreement(("frames", "llm"), read([], []), read([], []), [frozenset(), frozenset()])

    assert (found.share, found.kappa, found.alpha, found.both.precision) == (None, None, None, None)


def test_a_figure_that_counts_nothing_is_none_and_not_nought() -> None:
    score = ClaimScore(
        counts=Counter(claims_read=4, claims_right=3, claims_gold=6, claims_found=3, events_read=2)
    )

    found = figures(score)

    assert found["claims_f1"] == pytest.approx(2 * 0.75 * 0.5 / 1.25)
    assert (found["events_precision"]["value"], found["events_recall"], found["events_f1"]) == (
        0.0,
        None,
        None,
    )
    below, above = (betainc(3.5, 1.5, found["claims_precision"][end]) for end in ("low", "high"))
    assert (below, above) == pytest.approx((0.05, 0.95))  # of three right in four, under Jeffreys' prior


def test_kappa_is_that_of_the_textbook() -> None:
    # Fleiss, Levin and Paik (2003): 20 and 15 agreed of 50, the judges say yes 25 and 30 times.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15

    assert cohens_kappa(pairs) == pytest.approx(0.4)
    assert cohens_kappa([(True, True), (True, True)]) is None
    assert cohens_kappa([(True, False), (False, True)]) == pytest.approx(-1.0)


def test_alpha_of_sets_is_what_counting_every_pair_gives() -> None:
    first = [frozenset({A, B}), frozenset(), frozenset({A}), frozenset({C}), frozenset()]
    second = [frozenset({A}), frozenset(), frozenset({A}), frozenset({B, C}), frozenset({B})]
    values = [*first, *second]
    distances = [
        1 - (len(a & b) / len(a | b) if a | b else 1)
        for i, a in enumerate(values)
        for j, b in enumerate(values)
        if i != j
    ]
    observed = (0.5 + 0 + 0 + 0.5 + 1) / 5

    assert set_alpha(first, second) == pytest.approx(1 - observed / (sum(distances) / len(distances)))
    assert set_alpha(first, first) == pytest.approx(1.0)
    assert set_alpha([frozenset()], [frozenset()]) is None
