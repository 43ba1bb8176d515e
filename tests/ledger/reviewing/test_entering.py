"""Decisions as people type them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from papertiger.errors import LedgerError, ReviewError
from papertiger.ledger.reviewing import Review, split
from papertiger.ledger.reviewing.entering import changes_of, drafted, words_and_why
from papertiger.records import AttributionStep, ClaimRecord

Make = Callable[..., ClaimRecord]


def nobody(prefix: str) -> ClaimRecord:
    raise LedgerError(f"no claim {prefix!r}")


def draft(decision: Any, record: ClaimRecord, typed: str, find: Any = nobody) -> Review:  # noqa: ANN401 - parametrised
    words, why = words_and_why(typed)
    at = "2026-01-14T10:00:00Z"
    return drafted(decision, record, words, version=1, by="anna", at=at, identity="1", why=why, find=find)


@pytest.mark.parametrize(
    ("typed", "words", "why"),
    [
        ("", (), ""),
        ("modality=denied", ("modality=denied",), ""),
        ("a=b c=d -- he said so", ("a=b", "c=d"), "he said so"),
        ("-- only a reason", (), "only a reason"),
        ("a=b --", ("a=b",), ""),
        ('place="Порт Кабельйо" x=y', ("place=Порт Кабельйо", "x=y"), ""),
        ("place=Кам'янець", ("place=Кам'янець",), ""),
        ("a=b\\n #1 | c=d", ("a=b\\n", "#1", "|", "c=d"), ""),
        ('a=b -- he said "no', ("a=b",), 'he said "no'),
        ("a=b--c", ("a=b--c",), ""),
    ],
)
def test_words_and_reason_are_told_apart(typed: str, words: tuple[str, ...], why: str) -> None:
    assert words_and_why(typed) == (words, why)


def test_an_open_quotation_mark_is_told() -> None:
    with pytest.raises(ReviewError, match="quotation mark that is not closed"):
        words_and_why('place="Каракас')


def test_values_are_typed_as_the_field_wants_them(record: Make) -> None:
    words, _ = words_and_why(
        'place=none contexts=military,cyber auxiliary=none time={"edtf":"2026"} subject=IRN'
    )

    with pytest.raises(ReviewError):  # a JSON value with its own quotation marks needs none around
        changes_of(words, record())
    assert changes_of(
        ["place=none", "contexts=military, cyber", "auxiliary=none", "subject=IRN"], record()
    ) == {
        "place": None,
        "contexts": ["military", "cyber"],
        "auxiliary": [],
        "subject": "IRN",
    }
    assert changes_of(['time={"edtf": "2026"}'], record()) == {"time": {"edtf": "2026"}}


def test_a_chain_is_typed_from_behind_the_own_outlet(record: Make) -> None:
    words, _ = words_and_why('attribution="outlet:Bloomberg > group:officials in Caracas@VEN!"')

    review = draft("correct", record(), 'attribution="outlet:Bloomberg > group:officials in Caracas@VEN!"')

    chain = [AttributionStep.model_validate(step) for step in review.changes["attribution"]]
    assert chain == [
        *record().attribution,
        AttributionStep(kind="outlet", name="Bloomberg"),
        AttributionStep(kind="group", name="officials in Caracas", actor="VEN", anonymous=True),
    ]
    spoken = record(attribution=tuple(chain))
    assert changes_of(["attribution=own"], spoken) == {
        "attribution": [chain[0].model_dump(mode="json")],
    }
    assert len(words) == 1


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("modality", r"changes: 'modality' is no FIELD=VALUE"),
        ("=x", r"is no FIELD=VALUE"),
        ("contexts=[1", r"begins like JSON but is none"),
        ("attribution=Bloomberg", r"is no KIND:NAME@ACTOR!.*kinds are outlet, person, group, document"),
        ("attribution=robot:R2", r"is no KIND:NAME@ACTOR!"),
    ],
)
def test_what_is_no_change_is_told(record: Make, word: str, message: str) -> None:
    with pytest.raises(ReviewError, match=message):
        changes_of([word], record())


def test_a_field_has_one_new_value(record: Make) -> None:
    with pytest.raises(ReviewError, match="modality: 'possible' is the second value"):
        changes_of(["modality=denied", "modality=possible"], record())


def test_a_correction_is_checked_and_whole(record: Make) -> None:
    review = draft("correct", record(), "predicate=distrusts domain=air_defence -- no support is meant")

    assert review.changes == {"family": "relation", "predicate": "distrusts"}
    assert review.why == "no support is meant"
    with pytest.raises(ReviewError, match="domain: 'space' is no domain"):
        draft("correct", record(), "domain=space")
    with pytest.raises(ReviewError, match="accept it"):
        draft("correct", record(), "modality=asserted")


def test_a_split_names_its_parts_and_may_leave_one_as_it_is(record: Make) -> None:
    parts = split(record(), [{}, {"object": "CUB"}])

    review = draft("split", record(), "| object=CUB -- two clients")

    assert review.into == tuple(part.id for part in parts)
    assert [review.changes[part] for part in review.into] == [{}, {"object": "CUB", "object_state": "CUB"}]


def test_a_merger_finds_the_claim_that_stays(record: Make) -> None:
    keep = record(modality="denied")

    assert draft("merge", record(), keep.id[:6], lambda _: keep).into == (keep.id,)
    with pytest.raises(LedgerError, match="no claim 'zz'"):
        draft("merge", record(), "zz")
    with pytest.raises(ReviewError, match="does not name one claim"):
        draft("merge", record(), "a b", lambda _: keep)
    with pytest.raises(ReviewError, match="is the claim that stays"):
        draft("merge", record(), "a", lambda _: record())


def test_names_of_those_asked_may_have_spaces(record: Make) -> None:
    review = draft("assign", record(), "Anna Marenko -- knows the ships")

    assert (review.assignee, review.why) == ("Anna Marenko", "knows the ships")


@pytest.mark.parametrize("decision", ["accept", "reject", "comment", "withdraw"])
def test_decisions_without_parts_take_no_words(record: Make, decision: str) -> None:
    with pytest.raises(ReviewError, match=f"is no part of {decision}; give the reason with --why"):
        draft(decision, record(), "modality=denied")
