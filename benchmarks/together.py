"""Writers beside readers on one ledger: `python benchmarks/together.py [--minutes N] [--writers N] [--readers N] [--first N] [--postgresql]`.

Writers store articles, one a transaction, some of them the same, and grade now and then; readers ask the questions of briefs and web
app at random. Afterwards every acknowledged article must be there once with all its claims, every digest of the log must verify, no
worker may have met an error, and no write may have waited a minute. Writes ``benchmarks/together-sqlite.json`` or
``together-postgresql.json``; exit status 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from claims import measuring, workers
from claims.stories import Stories

from papertiger.ledger import ClaimFilter, Ledger

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres

SEED = 1
FIRST = 500
"""Articles that are there at the beginning where nothing else is asked for, so that readers have something to ask about."""
JOINING = 120
"""Seconds that a worker may take to end after its time: one question or write, and starting to run at all."""


def together(
    place: str, writers: int, readers: int, seconds: float, folder: Path, first: int = FIRST
) -> dict[str, Any]:
    """Run all workers; what they did and what is wrong.

    Args:
        place: of the ledger, which is made.
        writers: processes that write.
        readers: processes that read.
        seconds: that each works.
        folder: for the workers' logs.
        first: articles that are there at the beginning.
    """
    with Ledger.open(place) as ledger:
        ledger.add_all(Stories(SEED).batch(0, first))
    wrote = _start("writer", workers.write, place, writers, seconds, folder)
    asked = _start("reader", workers.read, place, readers, seconds, folder)
    for process, _ in (*wrote, *asked):
        process.join(seconds + JOINING)
        if process.is_alive():
            process.kill()
            process.join()
    writing, reading = (workers.told([log for _, log in some]) for some in (wrote, asked))
    wrong = [*writing.errors, *reading.errors, *missing(place, writing, first)]
    slow = sum(one >= workers.STARVED for some in writing.took for one in some)
    if slow:
        wrong.append(f"{slow} writes waited a minute")
    stored = sum(writing.new)
    return {
        "how": "benchmarks/together.py",
        "seed": SEED,
        "machine": measuring.machine(place),
        "writers": writers,
        "readers": readers,
        "seconds": seconds,
        "articles": stored,
        "articles_per_second": round(stored / seconds, 1),
        "articles_by_writer": sorted(writing.new),
        "told_there_already": writing.again,
        "write_ms": workers.latency(writing.took),
        "queries": sum(map(len, reading.took)),
        "queries_per_second": round(sum(map(len, reading.took)) / seconds, 1),
        "query_ms": workers.latency(reading.took),
        "wrong": wrong,
    }


def _start(
    name: str, work: Callable[..., None], place: str, number: int, seconds: float, folder: Path
) -> list[tuple[Any, Path]]:
    context = multiprocessing.get_context("spawn")
    started = []
    for worker in range(number):
        log = folder / f"{name}-{worker}"
        process = context.Process(target=work, args=(place, SEED, worker, seconds, log))
        process.start()
        started.append((process, log))
    return started


def missing(place: str, writing: workers.Told, first: int) -> list[str]:
    """What is not as it was acknowledged, one line a finding."""
    found = []
    with Ledger.open(place, create=False) as ledger:
        there = {row.key: row.claims for row in ledger.articles()}
        already = {reading.article.key for reading in Stories(SEED).batch(0, first)}
        for key, claims in writing.acknowledged.items():
            if there.get(key) != claims:
                found.append(f"article {key}: {there.get(key)} claims for {claims}")
        if len(there) != len(already | set(writing.acknowledged)) or len(there) != first + sum(writing.new):
            found.append(f"{len(there)} articles for {first + sum(writing.new)}")
        ids = [record.id for record in ledger.claims(ClaimFilter())]
        if len(ids) != len(set(ids)) or len(ids) != sum(there.values()):
            found.append(f"{len(ids)} claims, {len(set(ids))} of them different, for {sum(there.values())}")
        found += [f"{one.name}: {one.wrong} findings" for one in ledger.audit() if one.wrong]
    return found


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description="Writers beside readers on one ledger.")
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument("--writers", type=int, default=8)
    options.add_argument("--readers", type=int, default=8)
    options.add_argument("--first", type=int, default=FIRST)
    options.add_argument(
        "--postgresql", action="store_true", help="on a private server instead of a SQLite file"
    )
    options.add_argument("--out", type=Path, help="where the figures go")
    given = options.parse_args()
    name = "postgresql" if given.postgresql else "sqlite"
    sizes = (given.writers, given.readers, given.minutes * 60)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        if given.postgresql:
            with postgres.cluster(postgres.HONEST) as server, server.database() as url:
                report = together(url, *sizes, folder, given.first)
        else:
            report = together(str(folder / "together.ledger"), *sizes, folder, given.first)
    out = given.out or Path(__file__).with_name(f"together-{name}.json")
    out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    sys.stdout.write(out.read_text(encoding="utf-8"))
    sys.exit(1 if report["wrong"] else 0)


if __name__ == "__main__":
    main()
