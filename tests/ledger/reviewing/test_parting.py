"""Splitting a claim, and merging claims that are one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import merged, split
from papertiger.records import ArticleRef, ClaimRecord

Make = Callable[..., ClaimRecord]
TWO: tuple[dict[str, Any], ...] = ({"object": "CUB"}, {"object": "IRN"})


def test_a_claim_is_split_into_one_for_each_set_of_changes(record: Make) -> None:
    old = record()

    first, second = split(old, TWO)

    assert [(one.object, one.object_state) for one in (first, second)] == [("CUB", "CUB"), ("IRN", "IRN")]
    assert len({old.id, first.id, second.id}) == 3
    assert first.quote == second.quote == old.quote


def test_ids_of_parts_follow_from_claim_and_changes_alone(record: Make) -> None:
    one, other = split(record(), TWO)
    noise = {"modality": "asserted", "object_state": "IRN"}

    assert [part.id for part in split(record(), [TWO[1] | noise, TWO[0]])] == [other.id, one.id]
    assert not {part.id for part in split(record(id="another"), TWO)} & {one.id, other.id}


def test_one_part_may_stay_as_it_is(record: Make) -> None:
    old = record()

    same, other = split(old, [{}, {"object": "CUB"}])

    assert (same.object, other.object) == ("VEN", "CUB")
    assert same.id != old.id


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ([], "not two or more"),
        ([{"object": "CUB"}], "not two or more"),
        ([{"object": "CUB"}, {"object": "CUB", "modality": "asserted"}], "two that say the same"),
        ([{}, {"object": "VEN"}], "two that say the same"),
        ([{"object": "CUB"}, {"domain": "space"}], "domain: 'space' is no domain"),
        ([{"object": "CUB"}, {"quote": "x"}], "quote: 'x' cannot be corrected"),
    ],
)
def test_a_split_into_less_than_two_claims_is_refused(
    record: Make, parts: list[dict[str, Any]], message: str
) -> None:
    with pytest.raises(ReviewError, match=message):
        split(record(), parts)


def test_the_claim_that_stays_takes_only_what_it_leaves_open(record: Make) -> None:
    keep = record(domain="unspecified", confidence=0.4)
    one = record(id="1", domain="arms", place="Каракас", modality="denied", confidence=0.7)
    other = record(id="2", domain="arms", place="Гавана", subject="IRN", subject_state="IRN", confidence=0.6)

    found = merged(keep, [one, other])

    assert found == keep.model_copy(update={"domain": "arms", "confidence": 0.7})


def test_merging_does_not_depend_on_order(record: Make) -> None:
    keep = record(domain="unspecified")
    others = [record(id=str(n), domain="arms", place="Каракас", confidence=n / 9) for n in range(3)]

    assert len({merged(keep, order).model_dump_json() for order in permutations(others)}) == 1


def test_a_mode_is_taken_only_from_the_same_predicate(record: Make) -> None:
    keep = record(family="event", predicate="COERCE")
    threat = record(id="1", family="event", predicate="THREATEN", mode="arrest")
    arrest = record(id="2", family="event", predicate="COERCE", mode="arrest")

    assert merged(keep, [threat]).mode is None
    assert merged(keep, [arrest]).mode == "arrest"


def test_merging_with_nothing_itself_or_another_article_is_refused(record: Make) -> None:
    keep = record()
    elsewhere = record(id="1", article=ArticleRef(sha256="cd" * 32, path="b.txt", language="uk"))

    with pytest.raises(ReviewError, match="nothing to be merged with"):
        merged(keep, [])
    with pytest.raises(ReviewError, match="name another"):
        merged(keep, [keep])
    with pytest.raises(ReviewError, match="of another article"):
        merged(keep, [elsewhere])
