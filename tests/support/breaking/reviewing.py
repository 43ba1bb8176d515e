"""Scenario: a person decides on claims, one after the other."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from pathlib import Path

from breaking.adding import LEDGER, audited, checkpoint_often, sound
from breaking.trial import Scenario
from papertiger.ledger import Ledger
from papertiger.ledger.reviewing import Review
from papertiger.readers import Reading
from papertiger.records import ClaimRecord

DECISIONS = "decisions.pickle"
DOMAINS = ("arms", "cyber")
"""A correction gives the first of these that the claim has not."""


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Deciding on every claim of `readings`; the id of a decision is printed once it is stored."""
    records = [claim.record for reading in readings for claim in reading.claims]
    decisions = list(decided(records))

    def prepare(folder: Path) -> None:
        (folder / DECISIONS).write_bytes(pickle.dumps(decisions))
        with Ledger.open(folder / LEDGER) as ledger:
            ledger.add_all(readings)

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        sound(folder / LEDGER)
        with Ledger.open(folder / LEDGER) as ledger:
            stored = ledger.reviews()
            assert list(stored) == decisions[: len(stored)], (
                "decisions are not those that were taken, in their order"
            )
            lost = set(promised) - {one.id for one in stored}
            assert not lost, f"{len(lost)} decisions are lost"
            assert not done or len(stored) == len(decisions)
            made = {one.claim: one.decision for one in stored}
            stands = {one.id: (one.version, one.domain) for one in ledger.claims()}
            for record in records:
                expected = {
                    "reject": None,
                    "correct": (2, other(record)),
                }.get(made.get(record.id, ""), (1, record.domain))
                assert stands.get(record.id) == expected, f"claim {record.id} is not as decided"
            audited(ledger)

    return Scenario("reviewing", "breaking.reviewing:work", prepare, check)


def other(record: ClaimRecord) -> str:
    """The domain that a correction of the claim gives."""
    return next(domain for domain in DOMAINS if domain != record.domain)


def decided(records: Sequence[ClaimRecord]) -> Iterator[Review]:
    """Every third claim is right, every third wrong, every third corrected."""
    for number, record in enumerate(records):
        at = f"2026-02-01T10:{number // 60 % 60:02}:{number % 60:02}.000000Z"  # as the ledger writes it
        about = (f"r{number}", record.id, 1)
        if number % 3 == 0:
            yield Review(*about, "accept", "anna", at)
        elif number % 3 == 1:
            yield Review(*about, "reject", "anna", at, why="not said")
        else:
            yield Review(*about, "correct", "anna", at, changes={"domain": other(record)})


def work(folder: Path) -> None:
    """Take the decisions that are not taken yet, and print each."""
    checkpoint_often()
    decisions: list[Review] = pickle.loads((folder / DECISIONS).read_bytes())  # noqa: S301 - our own
    with Ledger.open(folder / LEDGER) as ledger:
        taken = {one.id for one in ledger.reviews()}
        for one in decisions:
            if one.id not in taken:
                ledger.decide(one)
            print(one.id, flush=True)
