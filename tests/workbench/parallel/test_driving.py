"""What is given to workers, in which order it is stored, and what becomes of works whose workers end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from papertiger.errors import LedgerError, QuoteError
from papertiger.ledger import Ledger
from papertiger.news.refusal import Refusal
from papertiger.readers import Reading
from papertiger.settings import Settings
from papertiger.workbench.batch import Outcome, Unheard, Unstopped
from papertiger.workbench.parallel import driving, read_works, works_of
from papertiger.workbench.parallel.line import DEATHS
from papertiger.workbench.parallel.worker import work_off
from papertiger.workbench.parallel.works import Batch, Done, Lost, Orders, Work, Worked

Rows = Callable[[Sequence[str]], Path]
Became = Callable[[Batch], Done | Lost]


class Here:
    """Works off batches in this process, the last given first, and has them end as a test says."""

    def __init__(self, settings: Settings, became: Became | None = None, slots: int = 3) -> None:
        self.orders, self.slots, self.limit = Orders(settings, 600), slots, 60.0
        self.given: list[Batch] = []
        self._waiting: list[Batch] = []
        self._became = became or self.done

    def done(self, batch: Batch) -> Done:
        return work_off(self.orders, batch)

    def free(self) -> int:
        return self.slots - len(self._waiting)

    def busy(self) -> int:
        return len(self._waiting)

    def give(self, batch: Batch) -> None:
        self.given.append(batch)
        self._waiting.append(batch)

    def take(self, _: float) -> Sequence[Done | Lost]:
        return [self._became(self._waiting.pop())]

    @property
    def read(self) -> list[str]:
        """Paths of all that was given, in order."""
        return [Path(work.path).name for batch in self.given for work in batch]


class Memory:
    """A store that remembers transactions; it refuses a text that says BAD."""

    def __init__(self) -> None:
        self.stored: list[list[str]] = []
        self.keys: dict[str, str] = {}
        self.refusals: list[Refusal] = []

    def add_new(self, readings: Sequence[Reading]) -> frozenset[str]:
        if any("BAD" in reading.article.text for reading in readings):
            raise QuoteError("not in the text")
        if any("FULL" in reading.article.text for reading in readings):
            raise LedgerError("the disk is full") from OSError()
        new = {}
        for one in readings:
            if one.article.key not in self.keys:
                new.setdefault(one.article.key, Path(one.article.path).name)
        self.keys |= new
        self.stored.append(list(new.values()))
        return frozenset(new)

    def taken(self, _: Collection[str]) -> Mapping[str, frozenset[str]]:
        return {}

    def refused(self, refusals: Sequence[Refusal]) -> None:
        self.refusals += refusals

    @property
    def names(self) -> list[str]:
        return [name for some in self.stored for name in some]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two, stored at once."""
    monkeypatch.setattr("papertiger.workbench.parallel.line.PIECES", 2)
    monkeypatch.setattr("papertiger.workbench.parallel.line.ASKED", 3)
    monkeypatch.setattr("papertiger.workbench.parallel.keeping.TOGETHER", 4)
    monkeypatch.setattr("papertiger.workbench.parallel.keeping.WAITS", 0.0)


def works(path: Path) -> list[Work | Worked]:
    return list(works_of([path], 1_000_000, print, print))


def run(hands: Here, memory: Memory, path: Path, stopping: Unstopped | None = None) -> Outcome:
    outcome = Outcome()
    read_works(works(path), hands, lambda: memory, memory.taken, Unheard(), outcome, stopping or Unstopped())
    return outcome


def test_articles_are_stored_in_the_order_of_the_input(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(9)]), Memory()
    outcome = run(Here(settings), memory, path)
    assert memory.names == [f"rows.jsonl#{n}" for n in range(1, 10)]
    assert (outcome.read, outcome.known, outcome.refusals) == (9, 0, [])


def test_of_two_articles_that_are_the_same_the_first_of_the_input_stays(
    rows: Rows, settings: Settings
) -> None:
    path, memory = rows(["One.", "Two.", "Three.", "Four.", "Five.", "One.", "Two.", "One."]), Memory()
    outcome = run(Here(settings), memory, path)
    assert memory.names == [f"rows.jsonl#{n}" for n in range(1, 6)]
    assert (outcome.read, outcome.known) == (5, 3)


def test_what_the_ledger_has_is_not_given_away(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(6)]), Memory()
    raw = {work.path: work.content.raw for work in works(path) if isinstance(work, Work)}
    have = {place: frozenset({sha256(held).hexdigest()}) for place, held in list(raw.items())[:4]}
    have[f"{path}#6"] = frozenset({"0" * 64})  # the file was changed there
    memory.taken = lambda paths: {place: have[place] for place in paths if place in have}  # type: ignore[method-assign]
    hands = Here(settings)
    outcome = run(hands, memory, path)
    assert hands.read == ["rows.jsonl#5", "rows.jsonl#6"]
    assert (outcome.read, outcome.known) == (2, 4)


def test_a_piece_that_ends_its_workers_is_refused_alone(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(7)]), Memory()

    def became(batch: Batch) -> Done | Lost:
        guilty = {work.number for work in batch if work.number == 2}
        return Lost(batch, frozenset(guilty)) if guilty else hands.done(batch)

    hands = Here(settings, became)
    outcome = run(hands, memory, path)
    assert memory.names == [f"rows.jsonl#{n}" for n in (1, 2, 4, 5, 6, 7)]
    assert hands.read.count("rows.jsonl#3") == DEATHS
    (refusal,) = outcome.refusals
    assert refusal.line.startswith(f"{path}#3: its reading ended the worker")
    assert memory.refusals == [refusal]
    assert outcome.status == 1


def test_a_death_that_is_nobodys_fault_costs_nothing(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(7)]), Memory()
    died: list[Batch] = []

    def became(batch: Batch) -> Done | Lost:
        if len(died) < 4:
            died.append(batch)
            return Lost(batch, frozenset({batch[0].number} if len(died) % 2 else ()))
        return hands.done(batch)

    hands = Here(settings, became)
    outcome = run(hands, memory, path)
    assert memory.names == [f"rows.jsonl#{n}" for n in range(1, 8)]
    assert (outcome.read, outcome.refusals) == (7, [])


def test_where_nobody_knows_which_piece_it_was_each_is_tried_alone(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(5)]), Memory()

    def became(batch: Batch) -> Done | Lost:
        numbers = frozenset(work.number for work in batch)
        return Lost(batch, numbers) if 3 in numbers else hands.done(batch)

    hands = Here(settings, became)
    outcome = run(hands, memory, path)
    assert memory.names == [f"rows.jsonl#{n}" for n in (1, 2, 3, 5)]
    assert [Path(one.path).name for one in outcome.refusals] == ["rows.jsonl#4"]


def test_a_piece_that_takes_too_long_is_refused_the_first_time(rows: Rows, settings: Settings) -> None:
    path, memory = rows(["One.", "Two.", "Three."]), Memory()

    def became(batch: Batch) -> Done | Lost:
        late = frozenset({1} & {work.number for work in batch})
        return Lost(batch, late, late=True) if late else hands.done(batch)

    hands = Here(settings, became)
    outcome = run(hands, memory, path)
    assert memory.names == ["rows.jsonl#1", "rows.jsonl#3"]
    assert hands.read.count("rows.jsonl#2") == 1
    assert "took more than 60 seconds of computing" in outcome.refusals[0].line


def test_what_the_store_does_not_take_is_refused_alone(rows: Rows, settings: Settings) -> None:
    path, memory = rows(["One.", "BAD.", "Three."]), Memory()
    outcome = run(Here(settings), memory, path)
    assert memory.names == ["rows.jsonl#1", "rows.jsonl#3"]
    assert [one.line for one in outcome.refusals] == [f"{path}#2: not in the text"]


def test_a_store_that_takes_nothing_ends_the_run(rows: Rows, settings: Settings) -> None:
    path = rows(["One.", "FULL.", "Three."])
    with pytest.raises(LedgerError, match="full"):
        run(Here(settings), Memory(), path)


def test_errors_of_the_reader_become_refusals_in_order(rows: Rows, settings: Settings) -> None:
    path, memory = rows(["One.", "CRASH", "REFUSE", "Four."]), Memory()
    with path.open("a", encoding="utf-8") as stream:
        stream.write("no JSON\n")
    outcome = run(Here(settings), memory, path)
    assert [one.line.removeprefix(str(path)) for one in outcome.refusals] == [
        "#2: could not be read: ValueError: told to crash (a fault in papertiger; --debug shows where)",
        "#3: x: a language that nobody reads (try another)",
        ", row 5: not JSON: expecting value at column 1 (correct or remove the row)",
    ]
    assert outcome.read == 2


class Stopped(Unstopped):
    """Wants to stop once something was given away."""

    def __init__(self, hands: Here) -> None:
        self._hands = hands

    @property
    def asked(self) -> bool:  # type: ignore[override]
        return len(self._hands.given) >= 2


def test_whoever_stops_gets_what_is_in_hand_stored(rows: Rows, settings: Settings) -> None:
    path, memory = rows([f"Text {n}." for n in range(20)]), Memory()
    hands = Here(settings)
    outcome = run(hands, memory, path, Stopped(hands))
    assert memory.names == [f"rows.jsonl#{n}" for n in (1, 2, 3)]
    assert (outcome.interrupted, outcome.status) == (True, 130)


def test_a_run_that_broke_off_goes_on_where_it_was(rows: Rows, settings: Settings) -> None:
    path = rows([f"Text {n}." for n in range(12)])
    with Ledger.open(settings.ledger) as ledger:

        class Broken(Unheard):
            told = 0

            def passed(self, *_: object) -> None:
                self.told += 1
                if self.told == 6:
                    raise RuntimeError("as if killed")

        with pytest.raises(RuntimeError):
            read_works(
                works(path), Here(settings), lambda: ledger, ledger.taken, Broken(), Outcome(), Unstopped()
            )
        there = {Path(row.path).name for row in ledger.articles()}
        assert 6 <= len(there) < 12
        hands, outcome = Here(settings), Outcome()
        read_works(works(path), hands, lambda: ledger, ledger.taken, Unheard(), outcome, Unstopped())
        assert set(hands.read) == {f"rows.jsonl#{n}" for n in range(1, 13)} - there
        assert (outcome.read, outcome.known) == (12 - len(there), len(there))
        assert len(list(ledger.articles())) == 12


def test_not_more_is_given_away_than_memory_holds(
    rows: Rows, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driving, "UNSTORED_PIECES", 4)
    path, memory = rows([f"Text {n}." for n in range(30)]), Memory()
    most = 0

    class Counted(Here):
        def give(self, batch: Batch) -> None:
            nonlocal most
            super().give(batch)
            waiting = sum(map(len, self.given)) - len(memory.names)
            most = max(most, waiting)

    run(Counted(settings, slots=20), memory, path)
    assert len(memory.names) == 30
    assert most <= 6  # four, and the batch that is given at four
