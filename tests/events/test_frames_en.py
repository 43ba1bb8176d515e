"""English: each frame takes the sentences that say it and leaves those that do not."""

from __future__ import annotations

from collections.abc import Callable

LANGUAGE = "en"


def test_a_sentence_yields_the_claims_that_it_states(
    told: object, missing: Callable[[object], list[str]]
) -> None:
    assert missing(told) == []


def test_a_sentence_yields_no_claim_that_it_does_not_state(
    untold: object, forbidden: Callable[[object], list[str]]
) -> None:
    assert forbidden(untold) == []


def test_a_claim_does_not_take_its_parties_the_wrong_way_round(
    directed: object, swapped: Callable[[object], list[str]]
) -> None:
    assert swapped(directed) == []
