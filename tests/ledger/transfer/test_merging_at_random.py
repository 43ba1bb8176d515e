"""Two persons read, read anew and decide as they like; whichever way their ledgers are merged, both end with the same."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sealing import numbered
from sqlalchemy.exc import OperationalError

from papertiger.errors import ReviewError
from papertiger.ledger import Ledger
from papertiger.ledger.reviewing import Review, split
from papertiger.ledger.transfer.merging import Merger
from papertiger.readers import Reading
from papertiger.records import ClaimRecord

Build = Callable[..., Reading]
START = datetime(2026, 1, 1, tzinfo=UTC)
MODALITIES = ("asserted", "denied", "possible", "expected")


class Clock:
    """The same for both persons, so that no two things happen at one moment."""

    def __init__(self) -> None:
        self._minutes = count()

    def __call__(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))


def by_reader(reading: Reading, version: int) -> Reading:
    """What version `version` of the reader reads: another modality by version, and only some of the claims in odd ones."""
    coder = reading.coder.model_copy(update={"version": str(version)})
    kept = reading.claims if version % 2 == 0 else reading.claims[: 1 + version % 3]
    claims = tuple(
        dataclasses.replace(
            one,
            record=one.record.model_copy(
                update={
                    "coder": one.record.coder.model_copy(update={"version": str(version)}),
                    "modality": MODALITIES[version % len(MODALITIES)],
                }
            ),
        )
        for one in kept
    )
    return dataclasses.replace(reading, coder=coder, claims=claims)


class Person:
    """Does things to a ledger."""

    def __init__(self, name: str, ledger: Ledger, dice: random.Random, clock: Clock, build: Build) -> None:
        self.name, self.ledger, self.dice, self.clock, self.build = name, ledger, dice, clock, build
        self.done = 0

    def act(self) -> None:
        self.dice.choice((self.read, self.reread, self.decide, self.decide))()

    def read(self) -> None:
        self.ledger.add(by_reader(self.build(self.dice.randrange(3)), self.dice.randrange(4)))

    def reread(self) -> None:
        known = list(self.ledger.articles())
        if known:
            number = int(self.dice.choice(known).path.removeprefix("news/").removesuffix(".txt"))
            self.ledger.reread(by_reader(self.build(number), self.dice.randrange(4)))

    def decide(self) -> None:
        known = list(self.ledger.claims())
        if not known:
            return
        claim = self.dice.choice(known)
        self.done += 1
        at = f"{self.clock():%Y-%m-%dT%H:%M:%S.000000Z}"
        made = self.dice.choice((self.accepts, self.rejects, self.corrects, self.splits, self.withdraws))
        fields = made(claim)
        try:
            self.ledger.decide(
                Review(
                    f"{self.name}{self.done}", claim.id, claim.version, reviewer=self.name, at=at, **fields
                )  # type: ignore[arg-type]
            )
        except ReviewError:
            return  # nothing to take back, or nothing to change

    def accepts(self, _: ClaimRecord) -> dict[str, object]:
        return {"decision": "accept"}

    def rejects(self, _: ClaimRecord) -> dict[str, object]:
        return {"decision": "reject", "why": "no"}

    def withdraws(self, _: ClaimRecord) -> dict[str, object]:
        return {"decision": "withdraw"}

    def corrects(self, claim: ClaimRecord) -> dict[str, object]:
        other = self.dice.choice([one for one in MODALITIES if one != claim.modality])
        return {"decision": "correct", "changes": {"modality": other}}

    def splits(self, claim: ClaimRecord) -> dict[str, object]:
        changes = [{"object": "CUB"}, {"object": "IRN"}]
        try:
            into = tuple(one.id for one in split(claim, changes))
        except ReviewError:
            return self.accepts(claim)
        return {"decision": "split", "into": into, "changes": dict(zip(into, changes, strict=True))}


def standing(ledger: Ledger) -> list[str]:
    return sorted(one.model_dump_json(exclude={"version"}) for one in ledger.claims())


def sound(ledger: Ledger) -> list[str]:
    return [f"{check.name}: {finding}" for check in ledger.audit() for finding in check.findings]


@pytest.mark.parametrize("seed", range(12))
def test_ledgers_of_two_busy_persons_are_the_same_after_merging(
    tmp_path: Path, reading: Build, seed: int
) -> None:
    dice, clock = random.Random(seed), Clock()  # noqa: S311 - not for secrets
    with (
        Ledger.open(tmp_path / "a", clock=clock) as a,
        Ledger.open(tmp_path / "b", clock=clock) as b,
    ):
        persons = [Person(name, one, dice, clock, reading) for name, one in (("anna", a), ("borys", b))]
        for _ in range(2):
            for _ in range(12):
                dice.choice(persons).act()
            logs = [list(one.log_lines()) for one in (a, b)]
            for one, log in ((a, logs[1]), (b, logs[0])):
                assert one.take_log("other", numbered(log)).refused == []
            assert (sound(a), sound(b)) == ([], [])
            assert standing(a) == standing(b)
            for one, log in ((a, logs[1]), (b, logs[0])):
                assert one.take_log("other", numbered(log)).entries == 0


@pytest.fixture
def log(tmp_path: Path, reading: Build) -> list[str]:
    with Ledger.open(tmp_path / "source") as source:
        for number in range(40):
            source.add(reading(number))
        return list(source.log_lines())


def test_two_imports_of_one_file_at_once_store_it_once(place: str, log: list[str]) -> None:
    Ledger.open(place).close()

    def take() -> None:
        with Ledger.open(place) as ledger:
            assert ledger.take_log("x", numbered(log)).refused == []

    with ThreadPoolExecutor(3) as pool:
        for done in [pool.submit(take) for _ in range(3)]:
            done.result()
    with Ledger.open(place) as ledger:
        assert list(ledger.log_lines()) == log
        assert sound(ledger) == []


def test_a_batch_that_gets_in_the_way_of_another_writer_goes_in_entry_by_entry(
    place: str, log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, batches = Merger._take, []

    def deadlocked(merger: Merger, blocks: Sequence[Any], *, last: bool) -> Any:  # noqa: ANN401 - as it is
        batches.append(len(blocks))
        if len(blocks) > 1:
            broken = Exception("deadlock detected")
            broken.sqlstate = "40P01"  # type: ignore[attr-defined]
            raise OperationalError("INSERT", {}, broken)
        return whole(merger, blocks, last=last)

    monkeypatch.setattr(Merger, "_take", deadlocked)
    with Ledger.open(place) as ledger:
        done = ledger.take_log("x", numbered(log))
        taken = sum(1 for _ in ledger.claims())
        assert sound(ledger) == []

    assert done.refused == []
    assert taken > 0
    assert max(batches) > 1
    assert batches.count(1) == done.entries


def test_an_import_beside_readers_that_add_loses_and_doubles_nothing(
    place: str, log: list[str], reading: Build
) -> None:
    Ledger.open(place).close()

    def add() -> None:
        with Ledger.open(place) as ledger:
            for number in range(20, 60):
                ledger.add(reading(number))

    def take() -> None:
        with Ledger.open(place) as ledger:
            assert ledger.take_log("x", numbered(log)).refused == []

    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(add), pool.submit(take)]:
            done.result()
    with Ledger.open(place) as ledger:
        assert len(list(ledger.claims())) == 120
        assert sound(ledger) == []
