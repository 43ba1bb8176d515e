"""One trial: break the work, look at what is left, let it go on to the end, look again."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from signal import SIGKILL
from typing import Literal

from breaking.disk import Fault
from breaking.server import BROKEN, REFUSED, Ending, Server

Way = Literal["time", "kill", "torn", "full", "error", "power"]
"""How a trial breaks the work: killed at some moment, or by a mode of `Fault`."""
WAYS: tuple[Way, ...] = ("time", "kill", "torn", "full", "error", "power")
EARLY = 80
"""Calls among which a third of the trials break: a ledger is made then, which is short and delicate."""
BEYOND = 0.1
"""Share of calls beyond the last one: there the power goes when all is done and everything was promised."""
TELLS = {"full": "is full; free some space", "error": "reading or writing the disk failed"}
"""What a user is told who meets a fault that does not kill."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Work on a ledger, and what holds whenever it is broken off."""

    name: str
    work: str
    """``module:function`` for the server. It must come to the same end however often it is broken off and run again."""
    prepare: Callable[[Path], None]
    """Fills an empty folder with what the work starts from."""
    check: Callable[[Path, Sequence[str], bool], None]
    """Raises AssertionError where something is wrong in the folder, given what was promised (printed) and whether the work
    came to its end since."""


@dataclass(frozen=True, slots=True)
class Break:
    """How one run is broken."""

    way: Way
    fault: Fault | None = None
    after: float | None = None
    """Seconds, for the way `time`."""

    def __str__(self) -> str:
        return f"{self.way} after {self.after:.3f} s" if self.fault is None else repr(self.fault)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a trial."""

    breaks: tuple[Break, ...]
    endings: tuple[Ending, ...]
    """Of the broken runs, then of the last one."""
    wrong: str
    """What did not hold; empty where all did."""


def measure(scenario: Scenario, server: Server, prepared: Path, folder: Path) -> Ending:
    """Run the work unbroken; its ending tells how many calls and seconds there are to break at."""
    shutil.copytree(prepared, folder)
    ending = server.run(folder)
    if ending.status or not ending.calls:
        raise RuntimeError(f"{scenario.name} fails by itself, or its disk is not watched: {ending}")
    scenario.check(folder, ending.said, True)
    shutil.rmtree(folder)
    return ending


def draw(whole: Ending, ways: Sequence[Way], seed: int) -> Iterator[Break]:
    """Endless breaks of a run like `whole`, the ways in turn, places and moments at random by `seed`."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    assert whole.calls is not None
    while True:
        for way in ways:
            if way == "time":
                yield Break(way, after=dice.uniform(0, whole.seconds))
                continue
            early = dice.random() < 1 / 3
            last = min(EARLY, whole.calls) if early else round(whole.calls * (1 + BEYOND))
            fault = Fault(
                way,
                at=dice.randint(1, last),
                seed=dice.randrange(1_000_000),
                sector=dice.choice((1, 512)),
                always=dice.random() < 0.5,
            )
            yield Break(way, fault)


def attempt(
    scenario: Scenario, server: Server, prepared: Path, folder: Path, breaks: Sequence[Break]
) -> Outcome:
    """Copy what was `prepared` into `folder`, break the work there one time after the other, then let it finish.

    What is left is looked at in a copy, so that the next run meets it as the break left it. Everything that was promised
    before, by any run, must hold from then on.
    """
    shutil.copytree(prepared, folder)
    endings: list[Ending] = []
    promised: list[str] = []
    wrong = ""
    for one in (*breaks, None):
        ending = server.run(folder, one.fault if one else None, one.after if one else None)
        endings.append(ending)
        promised += ending.said
        wrong = misbehaved(one, ending) or looked_at(scenario, folder, promised, done=ending.status == 0)
        if wrong:
            wrong = f"{one or 'the run after it'}: {wrong}"
            break
    if not wrong:
        shutil.rmtree(folder)
    return Outcome(tuple(breaks), tuple(endings), wrong)


def misbehaved(one: Break | None, ending: Ending) -> str:
    """What is wrong with how a run ended, given how it was broken (None: not at all); empty: nothing."""
    last = ending.failed.strip().rpartition("\n")[2]
    if ending.status == BROKEN:
        return f"ended with a traceback: {last}\n{ending.failed}"
    if one is None:
        return "" if ending.status == 0 else f"did not finish: status {ending.status} {last}"
    if ending.status == REFUSED and TELLS.get(one.way, "nothing") not in last:
        return f"does not tell the cure: {last}"
    if ending.status == -SIGKILL and one.way not in {"time", "kill", "torn", "power"}:
        return f"hung for {ending.seconds:.0f} s"
    return ""


def looked_at(scenario: Scenario, folder: Path, promised: Sequence[str], *, done: bool) -> str:
    """What is wrong in a copy of `folder`; empty: nothing."""
    copy = folder.with_name(folder.name + "-copy")
    shutil.copytree(folder, copy)
    try:
        scenario.check(copy, promised, done)
    except Exception as error:  # noqa: BLE001 - a ledger that cannot be opened is a finding, too
        return f"{type(error).__name__}: {error}"
    finally:
        shutil.rmtree(copy)
    return ""


def simplest(outcome: Outcome) -> Outcome:
    """An outcome without what its runs printed, for keeping."""
    return replace(outcome, endings=tuple(replace(ending, said=()) for ending in outcome.endings))
