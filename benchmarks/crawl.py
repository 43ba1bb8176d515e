"""A crawl read by several workers: `python benchmarks/crawl.py [STEP ...] [--records N] [--part N] [--kills N] [--keep FOLDER]`.

A WARC file of 100,000 records is made (`crawled/`, one seed) and read with two processes, and with a local Dask cluster of two workers;
a part of it also with one process, and with two while a worker is killed at random 20 times and the reading process itself three
times, after which the same command is given again. The moments are drawn by how much is stored. All ledgers of one archive must hold the same, and the audit must find nothing.
Figures of each step are written at once to ``benchmarks/crawl.json``; exit status 1 where anything was wrong. Steps: processes, dask,
part, drill; all by default. Linux only: it looks into /proc.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from crawled.content import content, sound
from crawled.pages import SHARES
from crawled.running import FILE, Killer, read
from crawled.writing import write_crawl

from papertiger import __version__

SEED = 1
STEPS = ("processes", "dask", "part", "drill")
PARENTS = 3
"""Times that the reading process is killed in the drill."""
PAGES = ("everyday", "listing", "political", "claims", "reprint")
"""Kinds of captures that become articles, each another."""
WORKERS = 2
OUT = Path(__file__).with_suffix(".json")
DEFINITIONS = {
    "records_per_second": "records of the archive of every type, by seconds of wall time from starting the command to its end, with loading "
    "models and joining families",
    "pages": "responses that hold HTML with status 200; each is loaded and read",
    "cpu_seconds": "of the command and its workers; without those of a cluster",
    "peak_mb": "resident set: of the reading process, its largest worker, and all together at any one moment",
    "kinds": "see SHARES in crawled/pages.py",
    "same": "every row of every table but those of the log itself, moments of storing left out",
}


def measure(
    folder: Path, records: int, part: int, kills: int, steps: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """What each step found, as it is found."""
    wrong: list[str] = []
    whole, some = folder / f"of-{records}", folder / f"of-{part}"
    if {"processes", "dask"} & set(steps):
        yield "archive", _made(whole, records)
    if "processes" in steps:
        yield "processes", _step(whole, "processes.ledger", wrong, "--workers", str(WORKERS))
    if "dask" in steps:
        yield "dask", _on_cluster(whole, wrong)
    if {"processes", "dask"} <= set(steps):
        yield "same_by_processes_and_dask", _same(whole, "processes.ledger", "dask.ledger", wrong)
    if "part" in steps:
        yield "part", _made(some, part)
        yield "part_serial", _step(some, "serial.ledger", wrong, "--workers", "1")
        yield "part_processes", _step(some, "processes.ledger", wrong, "--workers", str(WORKERS))
        yield "same_by_serial_and_processes", _same(some, "serial.ledger", "processes.ledger", wrong)
        yield "part_dask", _on_cluster(some, wrong)
        yield "same_by_serial_and_dask", _same(some, "serial.ledger", "dask.ledger", wrong)
    if "drill" in steps:
        made = _made(some, part)
        if not (some / "processes.ledger").exists():
            yield "part_processes", _step(some, "processes.ledger", wrong, "--workers", str(WORKERS))
        killer = Killer(SEED, kills, PARENTS, sum(made["captures_by_kind"].get(kind, 0) for kind in PAGES))
        found = _step(some, "drill.ledger", wrong, "--workers", str(WORKERS), killer=killer)
        if killer.left:
            wrong.append(
                f"{killer.left} deaths were left when the drill had read everything: make the part larger"
            )
        killed = {
            "workers_killed": killer.killed.count("worker"),
            "parents_killed": killer.killed.count("parent"),
        }
        yield "drill", {**found, **killed}
        yield "same_by_undisturbed_and_drill", _same(some, "processes.ledger", "drill.ledger", wrong)
    yield "wrong", {"findings": wrong}


def _made(folder: Path, records: int) -> dict[str, Any]:
    """The archive of so many records; one that is there is taken."""
    folder.mkdir(parents=True, exist_ok=True)
    about = folder / "about.json"
    if not about.exists():
        found = write_crawl(folder / FILE, records, SEED)
        about.write_text(json.dumps(found), encoding="utf-8")
    known: dict[str, Any] = json.loads(about.read_text(encoding="utf-8"))
    return known


def _step(folder: Path, ledger: str, wrong: list[str], *options: str, **how: Any) -> dict[str, Any]:  # noqa: ANN401 - of `read`
    for old in folder.glob(f"{ledger}*"):
        old.unlink()
    load = os.getloadavg()[0]
    found = read(folder, ledger, *options, **how)
    place = folder / ledger
    if not place.exists():
        wrong.append(f"{ledger}: nothing was stored: {found['told']}")
        return found
    findings = sound(place)
    wrong += [f"{ledger}: {one}" for one in findings]
    made = _made(folder, 0)
    return {
        **found,
        "records_per_second": round(made["records"] / found["seconds"], 1),
        "pages_per_second": round(
            (found["told"].get("read", 0) + found["told"].get("known", 0)) / found["seconds"], 1
        ),
        "ledger_bytes": place.stat().st_size,
        "load_before_and_after": [round(load, 1), round(os.getloadavg()[0], 1)],
        "audit_findings": findings,
        "content": content(place),
    }


def _on_cluster(folder: Path, wrong: list[str]) -> dict[str, Any]:
    import distributed  # noqa: PLC0415 - for this step only

    with distributed.LocalCluster(n_workers=WORKERS, threads_per_worker=1, dashboard_address=None) as cluster:
        others = [worker.pid for worker in cluster.workers.values()]
        return _step(
            folder, "dask.ledger", wrong, "--cluster", cluster.scheduler_address, others=lambda: others
        )


def _same(folder: Path, one: str, other: str, wrong: list[str]) -> dict[str, Any]:
    left, right = content(folder / one), content(folder / other)
    differing = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
    wrong += [f"{one} and {other} differ in {name}" for name in differing]
    return {"same": not differing, "differing": differing}


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory() as place:
        yield Path(place)


def main() -> None:
    """Measure and write."""
    options = argparse.ArgumentParser(description="A crawl read by several workers.")
    options.add_argument("steps", nargs="*", metavar="STEP", help=", ".join(STEPS))
    options.add_argument("--records", type=int, default=100_000, help="of the whole archive")
    options.add_argument(
        "--part",
        type=int,
        default=9_000,
        help="records that are also read with one process, and in the drill",
    )
    options.add_argument("--kills", type=int, default=20, help="times that a worker is killed")
    options.add_argument(
        "--keep", type=Path, help="folder for archives and ledgers; what is there is used again"
    )
    options.add_argument("--out", type=Path, default=OUT, help="where the figures go")
    given = options.parse_args()
    report: dict[str, Any] = (
        json.loads(given.out.read_text(encoding="utf-8")) if given.out.exists() and given.steps else {}
    )
    report |= {
        "how": "benchmarks/crawl.py",
        "seed": SEED,
        "definitions": DEFINITIONS,
        "shares": SHARES,
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "papertiger": __version__},
    }
    with _folder(given.keep) as folder:
        for name, found in measure(
            folder, given.records, given.part, given.kills, given.steps or list(STEPS)
        ):
            report[name] = {"measured": time.strftime("%Y-%m-%d"), **found}
            given.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
            sys.stdout.write(f"{name}: {json.dumps(found, ensure_ascii=False)[:600]}\n")
            sys.stdout.flush()
    sys.exit(1 if report["wrong"]["findings"] else 0)


if __name__ == "__main__":
    main()
