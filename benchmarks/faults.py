"""What becomes of a ledger whose disk fails and whose programs are killed: `python benchmarks/faults.py [TRIALS] [--scenario NAME]`.

Each trial breaks work on a ledger at a random place: killed at a random moment or at a random write, a write torn, the disk
full, the disk saying it failed, the power gone with everything that was not synced. Then what was promised must be there,
whole and once, and the same work run again must come to its end. Some trials break the second run, too. Needs Linux and a C
compiler (tests/support/breaking). Prints one JSON object; exit status 1 where anything was lost. Five hundred
trials of each scenario take an hour on a quiet machine.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "support"))

from breaking import adding, copying, importing, migrating, reading, rereading, reviewing, trial
from breaking.disk import compile_shim
from breaking.server import serving

from papertiger import samples
from papertiger.news import Article, load
from papertiger.readers import ReadClaim, Reading
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

SEED = 1
TWICE = 4
"""One trial in so many breaks the second run, too."""
FEW = 10
"""Bundled articles in most scenarios: what is left is audited after every run, which takes longer than the run."""
OLD = 300
"""Articles in the ledger that is migrated."""


@cache
def read() -> tuple[Reading, ...]:
    """The bundled articles with the fewest claims, as the reader reads them."""
    reader = FrameReader(Settings())
    readings = [reader.read(one) for one in load(list(samples.paths())) if isinstance(one, Article)]
    return tuple(sorted(readings, key=lambda one: len(one.claims))[:FEW])


def copies(count: int) -> list[Reading]:
    """The bundled readings over and over, each time from another outlet, `count` of them."""
    return [copy(read()[number % len(read())], number // len(read())) for number in range(count)]


def copy(one: Reading, number: int) -> Reading:
    """The reading as another outlet printed the article."""
    outlet = f"{one.article.metadata.outlet} {number}"
    article = replace(one.article, metadata=replace(one.article.metadata, outlet=outlet))

    def claim(old: ReadClaim) -> ReadClaim:
        about = old.record.article.model_copy(update={"outlet": outlet})
        name = hashlib.sha256(f"{old.record.id}{number}".encode()).hexdigest()[:20]
        return replace(old, record=old.record.model_copy(update={"id": name, "article": about}))

    return replace(one, article=article, claims=tuple(claim(old) for old in one.claims), fingerprint=None)


SCENARIOS: dict[str, Callable[[], trial.Scenario]] = {
    "reading": reading.scenario,
    "adding": lambda: adding.scenario(read()),
    "reviewing": lambda: reviewing.scenario(read()),
    "rereading": lambda: rereading.scenario(read()),
    "importing": lambda: importing.scenario(read()),
    "copying": lambda: copying.scenario(read()),
    "migrating": lambda: migrating.scenario(copies(OLD)),
}
"""What is broken. A scenario is a module of ``tests/support/breaking``: what it starts from, the work, and what must hold."""
DEAR = {"reading": 10, "migrating": 4}
"""Scenarios of which only every so many-th trial is made, because each takes seconds."""


def tried(scenario: trial.Scenario, trials: int, library: Path, folder: Path) -> dict[str, Any]:
    """Break `scenario` so many times; the figures."""
    began = time.monotonic()
    prepared = folder / "prepared"
    prepared.mkdir(parents=True)
    scenario.prepare(prepared)
    ends: dict[str, Counter[str]] = {way: Counter() for way in trial.WAYS}
    wrong = []
    with serving(scenario.work, library, adding.LEDGER) as server:
        whole = trial.measure(scenario, server, prepared, folder / "whole")
        drawn = trial.draw(whole, trial.WAYS, SEED)
        for number in range(trials):
            breaks = list(islice(drawn, 2 if number % TWICE == TWICE - 1 else 1))
            outcome = trial.attempt(scenario, server, prepared, folder / str(number), breaks)
            for one, ending in zip(breaks, outcome.endings, strict=False):
                ends[one.way][name_of(ending.status)] += 1
                ends[one.way]["promises"] += len(ending.said)
            if outcome.wrong:
                wrong.append({"breaks": [str(one) for one in breaks], "wrong": outcome.wrong})
    return {
        "calls_of_a_whole_run": whole.calls,
        "promises_of_a_whole_run": len(whole.said),
        "trials": trials,
        "ways": {way: dict(sorted(counts.items())) for way, counts in ends.items()},
        "wrong": wrong,
        "minutes": round((time.monotonic() - began) / 60, 1),
    }


def name_of(status: int) -> str:
    """What an exit status means, for the figures."""
    return {0: "finished", 1: "refused"}.get(status, "killed" if status < 0 else "traceback")


def main() -> int:
    """Break and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trials", nargs="?", type=int, default=500, help="of each scenario")
    parser.add_argument(
        "--scenario", choices=sorted(SCENARIOS), action="append", help="all where none is named"
    )
    asked = parser.parse_args()
    result: dict[str, Any] = {
        "seed": SEED,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        library = compile_shim(Path(place))
        result["scenarios"] = {
            name: tried(SCENARIOS[name](), asked.trials // DEAR.get(name, 1), library, Path(place) / name)
            for name in asked.scenario or SCENARIOS
        }
    sys.stdout.write(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    return int(any(one["wrong"] for one in result["scenarios"].values()))


if __name__ == "__main__":
    sys.exit(main())
