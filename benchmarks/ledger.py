"""What a ledger costs as it grows to ten million claims: `python benchmarks/ledger.py [CLAIMS ...] [--keep FOLDER] [--postgresql]`.

Synthetic readings (`claims/`, one seed) are loaded in batches of 500 articles up to each size, by as many programs at once as there are
cores, the last batch by one, one article a transaction. After each size the ledger is weighed, and the questions of briefs and web app
are asked in a process of their own.
Figures of each step are written at once to ``benchmarks/ledger-sqlite.json`` or ``ledger-postgresql.json``. With ``--keep`` a run
that was interrupted goes on where the ledger ends. The PostgreSQL server is private and runs on this machine, beside the program that
loads. Seconds of loading include making the readings, a millisecond an article.
"""

from __future__ import annotations

import argparse
import itertools
import json
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from functools import cache
from pathlib import Path
from typing import Any

from claims import measuring
from claims.questions import Questions
from claims.stories import BATCH, Stories

from papertiger.ledger import Ledger
from papertiger.ledger.lineage import link_row
from papertiger.ledger.writing import Maker
from papertiger.readers.reading import Reading

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres

SEED = 1
SIZES = (100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)
TYPICAL = 2_550
"""Claims of a batch."""
DEFINITIONS = {
    "claims_per_second": "claims of the step by seconds of wall time, all loaders together, from starting them and with making the "
    "readings; cpu: by CPU seconds inside Ledger.add_all, 500 articles a call, a server's left out; timed: for how many of the claims",
    "one_by_one": "the same of Ledger.add, one program, one article a transaction, without making the readings: the last 500 articles",
    "bytes": "all tables and indexes, after a checkpoint; parts: the heaviest",
    "questions": "milliseconds of wall time, one client, 60 questions a kind; first_*: each for the first time, from new connections, "
    "a SQLite file dropped from the system's memory; others: the same questions again; max: of those",
}


def load(place: str, size: int, loaders: int, folder: Path | None) -> dict[str, Any]:
    """Load until the ledger holds so many claims; `folder` remembers what was spent, should loading break off."""
    spent = Spent(folder and folder / f"spent-{size}.json")
    with Ledger.open(place) as ledger:
        counts = ledger.counts()
        began_with = claims = counts.claims
        numbers = _left(ledger, counts.articles // BATCH, loaders)
        with ProcessPoolExecutor(loaders, multiprocessing.get_context("spawn")) as pool:
            running: set[Future[tuple[int, float]]] = set()
            while True:
                while len(running) < loaders and claims + (len(running) + 2) * TYPICAL <= size:
                    running.add(pool.submit(_load_batch, place, next(numbers)))
                if not running:
                    break
                began = time.perf_counter()
                done, running = wait(running, return_when=FIRST_COMPLETED)
                loaded = [one.result() for one in done]
                spent.add(loaded, time.perf_counter() - began)
                claims += sum(more for more, _ in loaded)
        one_by_one = {}
        while claims < size:
            one_by_one = _load_single(ledger, next(numbers))
            claims += one_by_one["timed"]
        articles = ledger.counts().articles
    return {
        "claims": claims,
        "articles": articles,
        "began_with": began_with,
        "loaders": loaders,
        **spent.rates(),
        "one_by_one": one_by_one,
    }


@cache
def _stories() -> Stories:
    return Stories(SEED)


@cache
def _ledger(place: str) -> Ledger:
    """Of a loader, which keeps it as long as it runs."""
    return Ledger.open(place)


def _left(ledger: Ledger, there: int, loaders: int) -> Iterator[int]:
    """Numbers of batches to load, given how many are there: those that a run was loading when it broke off lie anywhere near the last."""
    for number in range(max(0, there - loaders), there + loaders):
        if not ledger.known(_stories().batch(number)[0].article.key):  # they come whole or not at all
            yield number
    yield from itertools.count(there + loaders)


def _load_batch(place: str, number: int) -> tuple[int, float]:
    """Claims of a batch, and CPU seconds that storing them took this process."""
    ledger, readings = _ledger(place), _stories().batch(number)
    began = time.process_time()
    ledger.add_all(readings)
    took = time.process_time() - began
    _join(ledger, number, readings)
    return sum(len(reading.claims) for reading in readings), took


def _load_single(ledger: Ledger, number: int) -> dict[str, float]:
    """Store a batch one article a transaction; its rates."""
    readings, spent = _stories().batch(number), Spent()
    wall, cpu = time.perf_counter(), time.process_time()
    for reading in readings:
        ledger.add(reading)
    claims = sum(len(reading.claims) for reading in readings)
    spent.add([(claims, time.process_time() - cpu)], time.perf_counter() - wall)
    _join(ledger, number, readings)
    return spent.rates()


def _join(ledger: Ledger, number: int, readings: Sequence[Reading]) -> None:
    """Store what joining would, whose cost benchmarks/lineage.py measures."""
    links = [link_row(link) for link in _stories().links(number, readings)]
    now = ledger._pen.now()  # noqa: SLF001 - stands for joining
    with ledger._pen.entry(Maker("join")) as entry:  # noqa: SLF001 - as above
        entry.put_all("links", links)
        entry.put_all("joined", [{"article": r.article.key, "at": now} for r in readings])


class Spent:
    """Seconds spent on claims; with a file, since that was made."""

    def __init__(self, file: Path | None = None) -> None:
        self.claims, self.wall, self.cpu = 0, 0.0, 0.0
        self._file = file
        if file is not None and file.exists():
            self.claims, self.wall, self.cpu = json.loads(file.read_text(encoding="utf-8"))

    def add(self, loaded: Iterable[tuple[int, float]], wall: float) -> None:
        """Count claims with the CPU seconds that they took, and the seconds of wall time for all of them."""
        for claims, cpu in loaded:
            self.claims += claims
            self.cpu += cpu
        self.wall += wall
        if self._file is not None:
            self._file.write_text(json.dumps([self.claims, self.wall, self.cpu]), encoding="utf-8")

    def rates(self) -> dict[str, float]:
        """Claims a second, by wall time and CPU time; nothing where none was."""
        if not self.claims:
            return {}
        return {
            "claims_per_second": round(self.claims / self.wall),
            "claims_per_cpu_second": round(self.claims / self.cpu),
            "timed": self.claims,
        }


def ask(place: str, size: int) -> dict[str, Any]:
    """Ask a ledger of so many claims."""
    vocabulary = Stories(SEED).vocabulary
    file = None if place.startswith("postgresql") else Path(place)
    with Ledger.open(place, create=False) as ledger:
        return measuring.asked(ledger, Questions(ledger, vocabulary, SEED + size), file)


def analyse(place: str) -> None:
    """Let PostgreSQL look at what it holds, as its autovacuum does in time."""
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(place, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")


def run(place: str, sizes: list[int], loaders: int, out: Path, folder: Path | None) -> None:
    """All steps; `folder` remembers those that are done."""
    report: dict[str, Any] = {
        "how": "benchmarks/ledger.py",
        "seed": SEED,
        "machine": measuring.machine(place),
        "definitions": DEFINITIONS,
        "steps": [],
    }
    for size in sizes:
        known = folder / f"step-{size}.json" if folder else None
        if known is not None and known.exists():
            step = json.loads(known.read_text(encoding="utf-8"))
        else:
            step = _apart(load, place, size, loaders, folder)
            if place.startswith("postgresql"):
                analyse(place)
            step |= measuring.sizes(place)
            step["bytes_per_claim"] = round(step["bytes"] / step["claims"])
            step["questions"] = _apart(ask, place, size)
            if known is not None:
                known.write_text(json.dumps(step), encoding="utf-8")
        report["steps"].append(step)
        out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        _tell(step)


def _apart(stage: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:  # noqa: ANN401 - any stage
    """What a stage returns, run in a process of its own."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(stage, *given).result()


def _tell(step: dict[str, Any]) -> None:
    slowest = sorted(step["questions"].items(), key=lambda one: -one[1]["p95"])[:5]
    slow = ", ".join(f"{name} {times['p95']} ms" for name, times in slowest)
    rate = step.get("claims_per_second", "-")
    sys.stdout.write(
        f"{step['claims']:,} claims: {rate} a second, {step['bytes_per_claim']} bytes each; p95 of the slowest: {slow}\n"
    )
    sys.stdout.flush()


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description="Measure what a ledger costs as it grows.")
    options.add_argument("sizes", nargs="*", type=int, default=SIZES, help="claims after each step")
    options.add_argument(
        "--keep", type=Path, help="folder for the ledger and the figures of steps that are done"
    )
    options.add_argument(
        "--postgresql", action="store_true", help="on a private server instead of a SQLite file"
    )
    options.add_argument(
        "--loaders", type=int, default=os.cpu_count() or 1, help="programs that load at once"
    )
    options.add_argument("--out", type=Path, help="where the figures go")
    given = options.parse_args()
    name = "postgresql" if given.postgresql else "sqlite"
    out = given.out or Path(__file__).with_name(f"ledger-{name}.json")
    sizes = sorted(given.sizes)
    if given.postgresql:
        with postgres.cluster(postgres.HONEST, given.keep) as server:
            run(server.lasting("large"), sizes, given.loaders, out, given.keep)
    elif given.keep is not None:
        given.keep.mkdir(parents=True, exist_ok=True)
        run(str(given.keep / "large.ledger"), sizes, given.loaders, out, given.keep)
    else:
        with tempfile.TemporaryDirectory() as folder:
            run(str(Path(folder) / "large.ledger"), sizes, given.loaders, out, None)


if __name__ == "__main__":
    main()
