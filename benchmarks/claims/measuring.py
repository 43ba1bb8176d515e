"""Milliseconds and bytes: how questions are timed, and what the parts of a ledger weigh."""

from __future__ import annotations

import os
import platform
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy
from claims.questions import Ask, Questions

from papertiger import __version__
from papertiger.ledger import Ledger

TIMES = 60
"""Questions of each kind."""
HEAVIEST = 30
"""Tables and indexes whose weight is told apart."""


def asked(ledger: Ledger, questions: Questions, file: Path | None) -> dict[str, dict[str, float]]:
    """Kind of question → milliseconds.

    Args:
        ledger: whom to ask.
        questions: draws them.
        file: of SQLite, dropped from the system's memory before the first time that questions of a kind are asked; None where
            a server keeps what it will.
    """
    found = {}
    for name, draw in questions.kinds().items():
        asks = [draw() for _ in range(TIMES)]
        ledger.close()  # its connections, and what they remember; it opens new ones
        if file is not None:
            forget(file)
        first, again = timed(asks), timed(asks)
        found[name] = {
            "first_p50": percentile(first, 50),
            "first_p95": percentile(first, 95),
            "p50": percentile(again, 50),
            "p95": percentile(again, 95),
            "max": max(again),
        }
    return found


def timed(asks: Sequence[Ask]) -> list[float]:
    """Milliseconds that each takes."""
    found = []
    for ask in asks:
        began = time.perf_counter()
        ask()
        found.append(round((time.perf_counter() - began) * 1e3, 2))
    return found


def percentile(numbers: Sequence[float], share: int) -> float:
    """The least number that `share` % are no greater than."""
    ordered = sorted(numbers)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def forget(file: Path) -> None:
    """Ask the system to drop what it remembers of a file."""
    for one in (file, file.with_name(file.name + "-wal")):
        if one.exists():
            handle = os.open(one, os.O_RDONLY)
            try:
                os.fsync(handle)
                os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(handle)


def sizes(place: str) -> dict[str, Any]:
    """Bytes of a ledger, and of its heaviest tables and indexes."""
    parts = _of_server(place) if place.startswith("postgresql") else _of_file(place)
    heaviest = dict(sorted(parts.items(), key=lambda part: -part[1])[:HEAVIEST])
    return {"bytes": sum(parts.values()), "parts": heaviest}


def _of_file(place: str) -> dict[str, int]:
    with closing(sqlite3.connect(place)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = raw.execute("PRAGMA page_size").fetchone()
        # Of a part of more than 2 GiB, SQLite tells the bytes wrong (32 bits), the pages right: their number stands in pageno.
        pages = raw.execute("SELECT name, pageno FROM dbstat WHERE aggregate = TRUE")
        return {name: number * page for name, number in pages}


def _of_server(place: str) -> dict[str, int]:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(place) as connection:
        rows = connection.execute(
            "SELECT relname, pg_relation_size(oid) + coalesce(pg_total_relation_size(nullif(reltoastrelid, 0)), 0) "
            "FROM pg_class WHERE relkind IN ('r', 'i') AND relnamespace = 'public'::regnamespace"
        )
        return {name: int(size) for name, size in rows}


def machine(place: str) -> dict[str, Any]:
    """On what was measured."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.machine(),
    )
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "python": platform.python_version(),
        "sqlalchemy": sqlalchemy.__version__,
        "papertiger": __version__,
        "database": _database(place),
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def _database(place: str) -> str:
    if not place.startswith("postgresql"):
        return f"SQLite {sqlite3.sqlite_version}"
    import psycopg  # noqa: PLC0415 - as above

    with psycopg.connect(place) as connection:
        version = connection.execute("SHOW server_version").fetchone()
    return f"PostgreSQL {version[0]}" if version else "PostgreSQL"
