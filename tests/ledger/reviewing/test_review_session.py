"""The review in the terminal, at a desk without a database."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import count
from typing import TYPE_CHECKING

import pytest

from papertiger.cli.reviewsession import KEYS, PROMPT, Session
from papertiger.ledger.reviewing import DECISIONS, Review
from papertiger.records import ClaimRecord

if TYPE_CHECKING:
    from tests.ledger.reviewing.conftest import MemoryDesk

Make = Callable[..., ClaimRecord]
Seat = Callable[..., "MemoryDesk"]


class Typed:
    """A console that types given lines and remembers what was printed."""

    def __init__(self, *lines: str) -> None:
        self.lines, self.prompts, self.shown, self.faults = list(lines), [], [], []

    def show(self, lines: Iterable[str]) -> None:
        self.shown += lines

    def ask(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self.lines.pop(0) if self.lines else None

    def fault(self, message: str) -> None:
        self.faults.append(message)


def sit(at_desk: MemoryDesk, *lines: str, me: str = "anna") -> tuple[Typed, dict[str, int]]:
    console, minutes = Typed(*lines), count(len(at_desk.reviews))
    session = Session(
        at_desk,
        console,
        me,
        now=lambda: f"2026-01-14T10:{next(minutes):02d}:00Z",
        new_id=lambda: f"id{len(at_desk.reviews)}",
        lines=lambda item: [f"claim {item.record.id}"],
        why=lambda item: [f"why {one.why}" for one in item.explanation],
    )
    return console, dict(session.run())


@pytest.fixture
def three(record: Make) -> tuple[ClaimRecord, ...]:
    """Claims in the order of the queue: the least sure first."""
    return tuple(
        record(id=f"{number}{number}", confidence=0.1 * number, object=other, object_state=other)
        for number, other in enumerate(("VEN", "CUB", "IRN"), start=1)
    )


def test_each_key_takes_its_decision(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    at_desk = desk("anna", *three)

    console, done = sit(
        at_desk, "a looks right", "r it is a question", "c modality=denied -- the minister denies"
    )

    assert console.faults == []
    assert done == {"accept": 1, "reject": 1, "correct": 1}
    found = [(one.claim, one.decision, one.why, one.version, one.reviewer) for one in at_desk.reviews]
    assert found == [
        ("11", "accept", "looks right", 1, "anna"),
        ("22", "reject", "it is a question", 1, "anna"),
        ("33", "correct", "the minister denies", 1, "anna"),
    ]
    assert [one.modality for one in at_desk.standing()] == ["asserted", "denied"]


def test_words_do_as_well_as_letters(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    _, done = sit(desk("anna", *three), "accept", "skip", "merge 11", "quit")

    assert done == {"accept": 1, "merge": 1}


def test_a_letter_alone_asks_for_the_rest(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    at_desk = desk("anna", *three)

    changes = "FIELD=VALUE … -- why: "
    console, _ = sit(at_desk, "r", "a question", "c", "modality=denied", "s", "object=CUB | object=VEN")

    assert console.prompts[:6] == [PROMPT, "why? ", PROMPT, changes, PROMPT, f"FIELD=VALUE … | {changes}"]
    assert [one.decision for one in at_desk.reviews] == ["reject", "correct", "split"]


def test_a_fault_keeps_the_claim_at_hand(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    at_desk = desk("anna", *three)

    console, done = sit(at_desk, "c domain=space", "c", "", "m nowhere", "x", "", "r", " ", "a")

    assert [one.split(" ")[0] for one in console.faults] == ["domain:", "changes:", "no", "'x'", "why:"]
    assert done == {"accept": 1}
    assert at_desk.reviews[0].claim == "11"


def test_a_note_leaves_the_claim_and_asking_somebody_does_not(
    desk: Seat, three: tuple[ClaimRecord, ...]
) -> None:
    at_desk = desk("anna", *three)

    console, done = sit(at_desk, "n see the dateline", "g boris -- knows it", "q")

    assert [line for line in console.shown if line] == ["claim 11", "claim 22"]
    assert done == {"comment": 1, "assign": 1}
    assert at_desk.item("11").standing.assigned == ("boris",)


def test_skipped_claims_come_no_more_in_this_session_but_in_the_next(
    desk: Seat, three: tuple[ClaimRecord, ...]
) -> None:
    at_desk = desk("anna", *three)
    console, _ = sit(at_desk, "k", "k", "k")
    assert [line for line in console.shown if line] == ["claim 11", "claim 22", "claim 33"]

    console, _ = sit(at_desk, "a")
    assert console.shown[1] == "claim 11"


def test_a_session_goes_on_where_the_last_one_stopped(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    at_desk = desk("anna", *three)
    sit(at_desk, "a", "q")

    console, _ = sit(at_desk, "a", "a")

    assert [line for line in console.shown if line] == ["claim 22", "claim 33"]
    assert at_desk.waiting() == 0


def test_undo_takes_the_last_decision_back_and_shows_its_claim_again(
    desk: Seat, three: tuple[ClaimRecord, ...]
) -> None:
    at_desk = desk("anna", *three)

    console, done = sit(at_desk, "r no", "u", "a", "a", "q")

    assert [line for line in console.shown if line] == [
        "claim 11",
        "claim 22",
        "claim 11",
        "claim 22",
        "claim 33",
    ]
    assert done == {"accept": 2}
    assert [one.decision for one in at_desk.reviews] == ["reject", "withdraw", "accept", "accept"]
    assert at_desk.item("11").standing.state == "accepted"


def test_undo_goes_back_through_the_whole_session(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    at_desk = desk("anna", *three)

    console, done = sit(at_desk, "r no", "c modality=denied", "u", "u", "u", "q")

    assert list(at_desk.standing()) == list(three)
    assert done == {}
    assert "nothing was decided in this session" in console.faults[0]


def test_the_end_of_what_is_typed_ends_the_session(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    _, done = sit(desk("anna", *three))

    assert done == {}


def test_explaining_and_help_leave_the_claim_at_hand(desk: Seat, three: tuple[ClaimRecord, ...]) -> None:
    console, done = sit(desk("anna", *three), "e", "?", "a", "q")

    assert "why frame give" in console.shown
    assert sum(line.startswith(f"  {key}  ") for key in KEYS for line in console.shown) == len(KEYS)
    assert done == {"accept": 1}


def test_every_decision_but_withdrawing_has_a_key() -> None:
    assert set(DECISIONS) - {word for word, _ in KEYS.values()} == {"withdraw"}


def test_two_reviewers_who_differ_see_the_claim_until_one_gives_in(
    desk: Seat, three: tuple[ClaimRecord, ...]
) -> None:
    at_desk = desk("anna", three[0])
    sit(at_desk, "a")
    at_desk.decide(Review("b", "11", 1, "reject", "boris", "2026-01-14T10:01:00Z", "no"))
    assert (at_desk.standing(), at_desk.waiting()) == ([], 1)

    console, done = sit(at_desk, "a")
    assert (console.faults, done, at_desk.waiting()) == ([], {"accept": 1}, 0)
    assert at_desk.standing() == [three[0]]
    at_desk.me = "boris"
    _, done = sit(at_desk, "a", me="boris")
    assert done == {"accept": 1}
    assert at_desk.item("11").standing.state == "accepted"
