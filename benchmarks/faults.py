"""What becomes of a ledger whose disk fails and whose programs are killed: `python benchmarks/faults.py [TRIALS] [--scenario NAME] [--keep FILE]`.

Each trial breaks work on a ledger at a random place: killed at a random moment or at a random write, a write torn, the disk
full, the disk saying it failed, the power gone with everything that was not synced. Then what was promised must be there,
whole and once, and the same work run again must come to its end. Some trials break the second run, too. Needs Linux and a C
compiler (tests/support/breaking). Prints one JSON object; exit status 1 where anything was lost. 240 trials take ten minutes of
adding, importing or reviewing, and an hour of reading or migrating; with ``--keep`` a run that was interrupted goes on.
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
from collections.abc import Callable, Iterator
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


def tried(
    scenario: trial.Scenario, trials: int, library: Path, folder: Path, known: dict[str, Any]
) -> Iterator[dict[str, Any]]:
    """Break `scenario` until it was broken so many times; the figures after each time, those `known` before counted in."""
    began = time.monotonic()
    prepared = folder / "prepared"
    prepared.mkdir(parents=True)
    scenario.prepare(prepared)
    there = known.get("trials", 0)
    ends = {way: Counter(known["ways"][way]) if known else Counter() for way in trial.WAYS}
    wrong = list(known.get("wrong", ()))
    with serving(scenario.work, library, adding.LEDGER) as server:
        whole = trial.measure(scenario, server, prepared, folder / "whole")
        drawn = trial.draw(whole, trial.WAYS, SEED + there)
        for number in range(there, trials):
            breaks = list(islice(drawn, 2 if number % TWICE == TWICE - 1 else 1))
            outcome = trial.attempt(scenario, server, prepared, folder / str(number), breaks)
            for one, ending in zip(breaks, outcome.endings, strict=False):
                ends[one.way][name_of(ending.status)] += 1
                ends[one.way]["promises"] += len(ending.said)
            if outcome.wrong:
                wrong.append({"breaks": [str(one) for one in breaks], "wrong": outcome.wrong})
            yield {
                "calls_of_a_whole_run": whole.calls,
                "promises_of_a_whole_run": len(whole.said),
                "trials": number + 1,
                "ways": {way: dict(sorted(counts.items())) for way, counts in ends.items()},
                "wrong": wrong,
                "minutes": round(known.get("minutes", 0) + (time.monotonic() - began) / 60, 1),
            }


def name_of(status: int) -> str:
    """What an exit status means, for the figures."""
    return {0: "finished", 1: "refused"}.get(status, "killed" if status < 0 else "traceback")


def main() -> int:
    """Break and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("trials", nargs="?", type=int, default=240, help="of each scenario")
    parser.add_argument(
        "--scenario", choices=sorted(SCENARIOS), action="append", help="all where none is named"
    )
    parser.add_argument("--keep", type=Path, help="file with the figures so far, to go on with")
    asked = parser.parse_args()
    keep: Path | None = asked.keep
    result: dict[str, Any] = {"scenarios": {}}
    if keep is not None and keep.exists():
        result = json.loads(keep.read_text(encoding="utf-8"))
    result |= {
        "how": "benchmarks/faults.py",
        "seed": SEED,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
    }
    with tempfile.TemporaryDirectory(prefix="faults-") as place:
        library = compile_shim(Path(place))
        for name in asked.scenario or SCENARIOS:
            known = result["scenarios"].get(name, {})
            if known.get("trials", 0) >= asked.trials:
                continue
            for figures in tried(SCENARIOS[name](), asked.trials, library, Path(place) / name, known):
                result["scenarios"][name] = figures
                if keep is not None:
                    part = keep.with_name(f"{keep.name}.part")
                    part.write_text(shown(result), encoding="utf-8")
                    part.replace(keep)
    sys.stdout.write(shown(result))
    return int(any(one["wrong"] for one in result["scenarios"].values()))


def shown(result: dict[str, Any]) -> str:
    """The figures as they are printed."""
    return json.dumps(result, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
