"""Decisions in a ledger: stored with all that they do, or not at all, in both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from papertiger.errors import LedgerError, ReviewError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.desk import LedgerDesk
from papertiger.ledger.fitting import fits
from papertiger.ledger.reviewing import ReadVersion, Review, agreements, drawn, precision_of, split
from papertiger.ledger.writing import Maker
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import AttributionStep, ClaimRecord

Make = Callable[..., Reading]
NUMBERS = count()


def decide(record: ClaimRecord, decision: Any, by: str = "anna", **more: Any) -> Review:  # noqa: ANN401 - fields of a review
    number = next(NUMBERS)
    needs: dict[str, Any] = {"why": "no"} if decision == "reject" else {}
    at = f"2026-01-14T10:00:00.{number:06d}Z"
    return Review(
        f"r{number}", record.id, more.pop("version", record.version), decision, by, at, **needs | more
    )


@pytest.fixture
def two(ledger: Ledger, reading: Make) -> tuple[ClaimRecord, ClaimRecord]:
    """Claims of one article: delivered and withheld."""
    ledger.add(reading())
    first, second = ledger.claims()
    return first, second


def said(ledger: Ledger) -> list[tuple[str, str, int]]:
    return [(one.predicate, one.modality, one.version) for one in ledger.claims()]


def test_a_decision_comes_back_as_it_was_stored(ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]) -> None:
    made = [
        decide(two[0], "accept", why="так"),
        decide(two[0], "assign", assignee="boris"),
        decide(two[1], "correct", changes={"time": {"edtf": "2024", "words": "торік"}, "contexts": []}),
    ]
    made[2] = decide(two[1], "correct", changes={"time": {"edtf": "2024", "words": "торік"}})
    for one in made:
        ledger.decide(one)

    assert ledger.reviews() == tuple(made)
    assert ledger.reviews([two[1].id]) == (made[2],)


def test_a_rejected_claim_is_shown_no_more_and_is_still_there(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "reject"))

    assert said(ledger) == [("withheld", "asserted", 1)]
    stored = ledger.claim(two[0].id)
    assert (stored.stands, stored.record.predicate) == (False, "delivered")
    ledger.decide(decide(two[0], "withdraw"))
    assert [one.predicate for one in ledger.claims()] == ["delivered", "withheld"]


def test_a_correction_is_a_version_with_its_reason(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    speaker = AttributionStep(kind="person", name="Хтось новий", actor="VEN")
    chain = [step.model_dump() for step in (*two[1].attribution, speaker)]
    made = decide(
        two[1],
        "correct",
        changes={"predicate": "insufficient", "attribution": chain, "contexts": []},
        why="щось таки прийшло",
    )
    ledger.decide(made)

    assert said(ledger) == [("delivered", "asserted", 1), ("insufficient", "asserted", 2)]
    stored = ledger.claim(two[1].id)
    assert stored.record.attribution[-1] == speaker
    assert stored.record.review is not None
    assert (stored.record.review.decision, stored.record.review.by) == ("corrected", "anna")
    why = {one.field: one.why for one in stored.explanation}
    assert why["predicate"] == why["attribution"] == "correct by anna: щось таки прийшло"
    assert list(ledger.claims(ClaimFilter(predicate="withheld"))) == []
    assert list(ledger.claims(ClaimFilter(speaker="Хтось"))) == [stored.record]
    ledger.decide(decide(two[1], "withdraw"))
    assert said(ledger)[1] == ("withheld", "asserted", 3)
    assert ledger.claim(two[1].id).explanation[0].why == "frame deliver"


def test_a_claim_is_marked_with_the_decision_that_was_not_withdrawn(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "accept"))
    ledger.decide(decide(two[0], "accept", by="boris"))
    assert [one.review and one.review.by for one in ledger.claims()] == ["boris", None]

    ledger.decide(decide(two[0], "withdraw", by="boris"))
    assert [one.review and one.review.by for one in ledger.claims()] == ["anna", None]
    ledger.decide(decide(two[0], "withdraw"))
    assert [one.review for one in ledger.claims()] == [None, None]


def test_moments_are_stored_in_one_form(ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]) -> None:
    ledger.decide(Review("a", two[0].id, 1, "accept", "anna", "2026-01-14T12:00:00+02:00"))
    ledger.decide(Review("b", two[0].id, 1, "reject", "boris", "2026-01-14T10:00:00.5Z", why="no"))

    assert [one.at for one in ledger.reviews()] == [
        "2026-01-14T10:00:00.000000Z",
        "2026-01-14T10:00:00.500000Z",
    ]


def test_a_claim_is_split_and_put_together_again(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    changes: list[dict[str, Any]] = [{"object": "VEN"}, {"object": "CUB"}]
    parts = split(two[0], changes)
    by_id = {part.id: change for part, change in zip(parts, changes, strict=True)}

    ledger.decide(decide(two[0], "split", changes=by_id, into=tuple(by_id)))
    assert {one.object for one in ledger.claims(ClaimFilter(predicate="delivered"))} == {"VEN", "CUB"}
    assert not ledger.claim(two[0].id).stands
    ledger.decide(decide(two[0], "withdraw"))
    assert [one.id for one in ledger.claims()] == [one.id for one in two]


def test_a_merged_claim_points_to_the_one_that_stays(
    ledger: Ledger, article: Callable[..., Article], claim: Callable[..., ReadClaim], reading: Make
) -> None:
    of = article()
    claims = (
        claim(of, "Країна А передала", domain="unspecified"),
        claim(of, "А передала країні Б", confidence=0.95, place="Каракас"),
    )
    ledger.add(Reading(of, "uk", reading().coder, claims, sentences=3, parsed=2))
    keep, other = ledger.claims()

    ledger.decide(decide(other, "merge", into=(keep.id,)))

    (stays,) = ledger.claims()
    assert (stays.id, stays.version, stays.domain, stays.place) == (keep.id, 2, "air_defence", "Каракас")
    assert stays.confidence == 0.95


def test_what_cannot_be_decided_leaves_nothing(ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]) -> None:
    good, bad = decide(two[0], "reject"), decide(two[1], "correct", changes={"domain": "space"})

    with pytest.raises(ReviewError, match="domain: 'space' is no domain"):
        ledger.decide(good, bad)
    with pytest.raises(LedgerError, match="no claim 'nowhere' in the ledger"):
        ledger.decide(Review("x", "nowhere", 1, "accept", "anna", "2026-01-14T10:00:00Z"))
    assert ledger.reviews() == ()
    assert list(ledger.claims()) == list(two)


def test_decisions_of_two_at_once_are_all_stored_one_after_the_other(
    place: str | Path, reading: Make
) -> None:
    """Ten corrections of one version by ten persons: the one decided last stands, whichever was stored last."""
    with Ledger.open(place) as ledger:
        ledger.add(reading())
        first = next(ledger.claims())
    modalities = ("denied", "expected", "possible", "unlikely", "intended")

    def correct(number: int) -> None:
        with Ledger.open(place) as own:
            changes = {"modality": modalities[number % 5], "place": f"місце {number}"}
            own.decide(decide(first, "correct", by=f"person {number}", changes=changes))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(correct, range(10)))
    with Ledger.open(place) as ledger:
        made = ledger.reviews()
        assert len(made) == 10
        (stands,) = (one for one in ledger.claims() if one.id == first.id)
        assert stands.place == max(made, key=lambda one: one.at).changes["place"]


def test_the_reader_is_measured_by_the_versions_that_it_wrote(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "accept"))
    ledger.decide(decide(two[1], "correct", changes={"modality": "denied"}))
    ledger.decide(decide(two[1], "accept", by="boris", version=2))
    ledger.decide(decide(two[0], "accept", by="boris"))

    read, reviews = ledger.read_versions(), ledger.reviews()

    wanted = {ReadVersion(one.id, 1, "support", one.predicate, "uk", "frames 1") for one in two}
    assert set(read) == wanted
    found = precision_of(reviews, read).share
    assert (found.decided, found.accepted, found.corrected) == (2, 1, 1)
    assert agreements(reviews).everybody.shared == 1


def test_the_desk_brings_what_waits_and_nothing_that_was_decided(ledger: Ledger, reading: Make) -> None:
    ledger.add(reading(1, published="2026-01-14"))
    ledger.add(reading(2, published="2026-01-15"))
    first, *others = ledger.claims()
    ledger.decide(decide(first, "accept", by="boris"))
    ledger.decide(decide(others[0], "assign", by="boris", assignee="anna"))
    desk = LedgerDesk(ledger, "anna")

    assert desk.waiting() == 3
    item = desk.next(())
    assert item is not None
    assert (item.record, item.version, item.standing.assigned) == (others[0], 1, ("anna",))
    assert item.before.endswith("Поділитися\n") or item.before == ""
    desk.decide(decide(item.record, "reject"))
    left = {one.record.id for _ in range(2) if (one := desk.next({others[1].id})) is not None}
    assert left == {others[2].id}
    assert LedgerDesk(ledger, "anna").waiting() == 2


def test_a_claim_that_others_contest_waits_also_where_it_does_not_stand(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "accept", by="anna"))
    ledger.decide(decide(two[0], "reject", by="boris"))

    waiting = [waiting for _, waiting in LedgerDesk(ledger, "anna").queue()]

    assert [(one.claim, one.state) for one in waiting] == [
        (two[0].id, "contested"),
        (two[1].id, "unreviewed"),
    ]
    only = LedgerDesk(ledger, "anna", ClaimFilter(predicate="withheld")).queue()
    assert [record.id for record, _ in only] == [two[1].id]


def test_a_claim_whose_only_decision_was_withdrawn_waits_again(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "accept"))
    assert LedgerDesk(ledger, "boris").waiting() == 1

    ledger.decide(decide(two[0], "withdraw"))

    assert LedgerDesk(ledger, "boris").waiting() == 2


def test_a_claim_that_the_last_reading_does_not_make_comes_not_back_by_withdrawing(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "accept"))
    with ledger._pen.entry(Maker("reread")) as entry:
        entry.put("superseded", {"claim": [two[0].id, 1], "why": "gone"})

    ledger.decide(decide(two[0], "reject"))
    ledger.decide(decide(two[0], "withdraw"))
    assert [one.id for one in ledger.claims()] == [
        one.id for one in two
    ]  # anna accepts it, whatever the reader says
    ledger.decide(decide(two[0], "withdraw"))
    assert [one.id for one in ledger.claims()] == [two[1].id]


def test_the_queue_goes_on_behind_its_window(
    ledger: Ledger, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papertiger.ledger.desk.WINDOW", 2)
    ledger.add_all([reading(number) for number in range(3)])
    desk = LedgerDesk(ledger, "anna")
    assert desk.waiting() == 2
    seen: set[str] = set()
    while (item := desk.next(())) is not None:
        seen.add(item.record.id)
        desk.decide(decide(item.record, "accept"))

    assert len(seen) == 6


def test_the_queue_keeps_to_its_filter(ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]) -> None:
    desk = LedgerDesk(ledger, "anna", ClaimFilter(predicate="delivered"))

    assert [record.id for record, _ in desk.queue()] == [two[0].id]


def test_a_sample_is_drawn_once_and_goes_on(ledger: Ledger, reading: Make) -> None:
    for number in range(10):
        ledger.add(reading(number))
    made = count()

    def sample(me: str) -> tuple[LedgerDesk, tuple[str, ...]]:
        desk = LedgerDesk(ledger, me)
        draw = desk.sample(5, 7, at="2026-01-14T09:00:00Z", new_id=lambda: f"draw{next(made)}")
        return desk, draw.claims

    desk, claims = sample("anna")
    assert (len(claims), desk.waiting()) == (5, 5)
    item = desk.next(())
    assert item is not None
    assert item.record.id == claims[0]
    desk.decide(decide(item.record, "reject"))
    again, same = sample("anna")
    assert (same, again.waiting()) == (claims, 4)
    ledger.add(reading(11))
    assert sample("boris")[1] == claims
    assert drawn(ledger.reviews()) == frozenset(claims)
    assert len(ledger.reviews()) == 11


def test_what_was_rejected_before_is_drawn_like_the_rest(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    ledger.decide(decide(two[0], "reject"))

    draw = LedgerDesk(ledger, "boris").sample(
        9, 1, at="2026-01-14T09:00:00Z", new_id=lambda: f"d{next(NUMBERS)}"
    )

    assert set(draw.claims) == {one.id for one in two}


FILTERS: tuple[dict[str, Any], ...] = (
    {"family": "event"},
    {"predicate": "withheld"},
    {"subject": "aaa"},
    {"subject": "BBB"},
    {"object": "BBB"},
    {"domain": "arms"},
    {"modality": "denied"},
    {"polarity": "affirmed"},
    {"outlet": "ВІСНИК"},
    {"speaker": "вечірній"},
    {"since": "2026-01"},
    {"since": "2026-02"},
    {"until": "2026-01"},
    {"until": "2025"},
    {"text": "техніки"},
    {"article": "news/0.txt"},
    {"article": "nowhere"},
)


def test_a_filter_means_the_same_for_claims_that_do_not_stand(
    ledger: Ledger, two: tuple[ClaimRecord, ClaimRecord]
) -> None:
    for chosen in FILTERS:
        asked = ClaimFilter(**chosen)

        assert [one for one in two if fits(one, asked)] == list(ledger.claims(asked)), chosen


def test_readings_of_one_entry_may_share_a_chain_of_speakers(ledger: Ledger, reading: Make) -> None:
    assert ledger.add_all([reading(1), reading(2)]) == 2
    assert {one.attribution for one in ledger.claims()} == {reading(1).claims[0].record.attribution}
