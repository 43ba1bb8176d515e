"""Which claims come first, and which are drawn at random."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

import pytest

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import (
    Review,
    Waiting,
    as_waiting,
    draw,
    draw_changes,
    drawn,
    left_of,
    queue_for,
    state_of,
)
from papertiger.ledger.reviewing.queue import reason
from papertiger.records import ClaimRecord


def waits(claim: str, **changes: object) -> Waiting:
    fields: dict[str, object] = {"state": "unreviewed", "confidence": 0.8, "family": "support", "origins": 2}
    return Waiting(claim=claim, **fields | changes)  # type: ignore[arg-type]


FIRST_TO_LAST = [
    waits("z asked", assigned=frozenset({"anna"}), family="event", confidence=0.9),
    waits("y asked again", state="accepted", assigned=frozenset({"anna"}), family="event", origins=9),
    waits("x contested", state="contested", last="boris", decided=frozenset({"anna", "boris"})),
    waits("x model only", alone="llm", family="event", confidence=0.45, origins=9),
    waits("x not by the model", alone="frames", family="event", confidence=0.9, origins=9),
    waits("w doubtful", confidence=0.1, family="event"),
    waits("v less doubtful", confidence=0.4, origins=1),
    waits("u alone", origins=1, confidence=0.9),
    waits("t", origins=2, confidence=0.6),
    waits("s", origins=2, confidence=0.8),
    waits("r relation", family="relation", origins=1, confidence=0.5),
    waits("q event", family="event", origins=1, confidence=0.5),
    waits("q event, same", family="event", origins=1, confidence=0.5),
]


@pytest.mark.parametrize("seed", range(10))
def test_the_queue_has_one_order_whatever_comes_first(seed: int) -> None:
    shuffled = list(FIRST_TO_LAST)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - the same orders in every run

    assert [one.claim for one in queue_for(shuffled, "anna")] == [one.claim for one in FIRST_TO_LAST]


def test_why_a_claim_comes_where_it_does() -> None:
    told = {one.claim: reason(one, "anna") for one in FIRST_TO_LAST}

    assert told["z asked"] == told["y asked again"] == "asked"
    assert told["x contested"] == "contested"
    assert told["x model only"] == "model_only"
    assert told["x not by the model"] == "not_by_model"
    assert told["w doubtful"] == "doubtful"
    assert (told["t"], told["q event"]) == ("support", "plain")


@pytest.mark.parametrize("state", ["accepted", "rejected", "corrected", "split", "merged"])
def test_what_is_decided_is_left_out(state: str) -> None:
    assert queue_for([waits("c", state=state, decided=frozenset({"boris"}), last="boris")], "anna") == []


def test_a_contested_claim_waits_for_those_who_did_not_decide_last() -> None:
    one = waits("c", state="contested", decided=frozenset({"anna", "boris"}), last="anna")

    assert queue_for([one], "anna") == []
    assert queue_for([one], "boris") == queue_for([one], "carla") == [one]


def test_what_another_was_asked_is_in_everybodys_queue_while_nobody_has_decided() -> None:
    one = waits("c", assigned=frozenset({"boris"}))

    assert queue_for([one], "anna") == [one]


def test_a_claim_waits_as_its_reviews_say(record: Callable[..., ClaimRecord]) -> None:
    at = "2026-01-14T10:00:00Z"
    claim = record(confidence=0.3)
    reviews = [
        Review("1", claim.id, 1, "accept", "anna", at),
        Review("2", claim.id, 1, "reject", "boris", at, why="no"),
        Review("3", claim.id, 1, "assign", "boris", at, assignee="carla"),
    ]

    found = as_waiting(claim, state_of(reviews), origins=3)

    assert found == Waiting(
        claim.id, "contested", 0.3, "support", 3, frozenset({"carla"}), frozenset({"anna", "boris"}), "boris"
    )


CLAIMS = [f"claim-{number}" for number in range(200)]


def test_the_same_seed_draws_the_same_and_a_greater_sample_goes_on() -> None:
    one, more = draw(CLAIMS, 20, seed=7), draw(reversed(CLAIMS), 30, seed=7)

    assert one.claims == more.claims[:20]
    assert len(set(more.claims)) == 30
    assert draw(CLAIMS, 20, seed=8).claims != one.claims


def test_a_claim_that_is_added_leaves_the_rest_of_a_draw_as_it_was() -> None:
    before, after = draw(CLAIMS, 20, seed=7).claims, draw([*CLAIMS, "new"], 20, seed=7).claims

    assert len(set(before) - set(after)) <= 1


def test_every_claim_is_drawn_about_as_often_as_any_other() -> None:
    """500 draws of 20 of 200: 50 times each, standard deviation 6.7; five of them on either side."""
    counts = Counter(claim for seed in range(500) for claim in draw(CLAIMS, 20, seed).claims)

    assert len(counts) == 200
    assert 16 < min(counts.values()) <= max(counts.values()) < 84


def test_where_there_are_fewer_all_are_drawn() -> None:
    found = draw(["a", "b", "a"], 10, seed=1)

    assert (sorted(found.claims), found.of, found.size) == (["a", "b"], 2, 10)


def test_drawing_nothing_is_refused() -> None:
    with pytest.raises(ReviewError, match="sample: 0 draws nothing"):
        draw(CLAIMS, 0, seed=1)


def test_assignments_say_what_was_drawn() -> None:
    made = draw(CLAIMS, 2, seed=3)
    at = "2026-01-14T10:00:00Z"
    asked = [
        Review(claim, claim, 1, "assign", "anna", at, changes=draw_changes(made), assignee="anna")
        for claim in made.claims
    ]
    by_hand = Review("x", "x", 1, "assign", "anna", at, assignee="anna")

    assert drawn([*asked, by_hand]) == frozenset(made.claims)
    assert asked[0].changes == {"draw": {"seed": 3, "size": 2, "of": 200}}


def test_a_draw_goes_on_where_it_was_left() -> None:
    made = draw(CLAIMS, 4, seed=3)
    first, *rest = made.claims
    waiting = [waits(claim, decided=frozenset({"anna"} if claim == first else ())) for claim in CLAIMS]

    assert [one.claim for one in left_of(made, waiting, "anna")] == rest
    assert [one.claim for one in left_of(made, waiting, "boris")] == list(made.claims)
