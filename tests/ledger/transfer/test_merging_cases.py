"""Two ledgers in which commitments, tests and responses were proposed and corrected become one, whichever came first."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from sealing import numbered

from papertiger.ledger import Ledger
from papertiger.ledger.cases import NewCase
from papertiger.ledger.transfer.taking import Taken

START = datetime(2026, 1, 1, tzinfo=UTC)


class Clock:
    """One for all, so that no two things happen at one moment."""

    def __init__(self) -> None:
        self._minutes = count()

    def __call__(self) -> datetime:
        return START + timedelta(minutes=next(self._minutes))


@pytest.fixture
def pair(tmp_path: Path, place: str) -> Iterator[tuple[Ledger, Ledger]]:
    """Two ledgers; the first is in each kind of database in turn, the second in a file."""
    clock = Clock()
    with Ledger.open(place, clock=clock) as a, Ledger.open(tmp_path / "b.ledger", clock=clock) as b:
        yield a, b


def take(target: Ledger, source: Ledger) -> Taken:
    return target.take_log("log", numbered(list(source.log_lines())))


def version(name: str = "one", **body: object) -> NewCase:
    fields = {"patron": "AAA", "client": "BBB", "obligation": "arms", "domain": "arms"}
    return NewCase("commitment", f"c-{name}", fields, body)


def history(ledger: Ledger) -> list[tuple[str, str, str | None, str]]:
    """All versions, their numbers aside, as the book orders them."""
    return sorted((row.id, row.at, row.by, str(row.body)) for row in ledger.cases())


def sound(ledger: Ledger) -> bool:
    return [found.name for found in ledger.audit() if found.wrong] == []


def test_versions_of_one_number_are_both_kept(pair: tuple[Ledger, Ledger]) -> None:
    a, b = pair
    a.keep_cases([version(record={"n": 1})], by=None)
    assert take(b, a).conflicts == []
    a.keep_cases([version(changes={"name": "A"}, why="w")], by="anna")
    b.keep_cases([version(changes={"name": "B"}, why="w")], by="borys")
    of_a = list(a.log_lines())
    assert take(a, b).conflicts == []
    assert b.take_log("a", numbered(of_a)).conflicts == []

    assert history(a) == history(b)
    assert [(row.version, row.by) for row in a.cases()] == [(1, None), (2, "anna"), (3, "borys")]
    assert [(row.version, row.by) for row in b.cases()] == [(1, None), (2, "borys"), (3, "anna")]
    assert sound(a)
    assert sound(b)


def test_taking_in_again_stores_nothing(pair: tuple[Ledger, Ledger]) -> None:
    a, b = pair
    a.keep_cases([version(changes={}, why="w"), version(changes={}, why="w")], by="anna")
    b.keep_cases([version(changes={}, why="w")], by="anna")
    assert take(b, a).rows == {"commitments": 2}
    chain = b.chain()
    for _ in range(2):
        assert take(b, a).rows == {}
    assert b.chain() == chain
    assert len(history(b)) == 3
    assert take(a, b).rows == {"commitments": 1}
    assert history(a) == history(b)


def test_a_proposal_is_new_where_the_newest_is_another(pair: tuple[Ledger, Ledger]) -> None:
    """Though after merging an older one has the greatest number."""
    a, b = pair
    a.keep_cases([version(record={"n": 1})], by=None)
    b.keep_cases([version(record={"n": 2})], by=None)
    take(b, a)
    assert [row.body for row in b.cases()] == [{"record": {"n": 2}}, {"record": {"n": 1}}]
    assert b.keep_cases([version(record={"n": 2})], by=None) == 0
    assert b.keep_cases([version(record={"n": 1})], by=None) == 1


def act(ledger: Ledger, chance: random.Random) -> None:
    """Propose, correct, withdraw: one thing, or several in one entry."""
    names = chance.choices(["one", "two"], k=chance.randint(1, 3))
    if chance.random() < 0.4:
        ledger.keep_cases([version(name, record={"n": chance.randint(1, 2)}) for name in names], by=None)
    else:
        bodies: Sequence[dict[str, object]] = (
            {"changes": {"name": chance.choice("xy")}, "why": ""},
            {"withdrawn": chance.random() < 0.5, "why": ""},
        )
        ledger.keep_cases(
            [version(name, **chance.choice(bodies)) for name in names], by=chance.choice(["anna", "borys"])
        )


@pytest.mark.parametrize("seed", range(6))
def test_whatever_was_done_both_end_with_the_same_history(pair: tuple[Ledger, Ledger], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    for _ in range(3):
        for ledger in pair:
            for _ in range(chance.randint(0, 4)):
                act(ledger, chance)
        first, second = pair if chance.random() < 0.5 else pair[::-1]
        assert take(first, second).refused == []
        assert take(second, first).refused == []
        assert history(first) == history(second)
    for ledger in pair:
        assert sound(ledger)
        numbers = [(row.id, row.version) for row in ledger.cases()]
        assert len(set(numbers)) == len(numbers)
