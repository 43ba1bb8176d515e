"""Scenario: readings are stored one by one, as `papertiger read` does."""

from __future__ import annotations

import pickle
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

from breaking.trial import Scenario
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.backends import sqlite as sqlite_backend
from papertiger.readers import Reading

LEDGER, READINGS = "work.ledger", "readings.pickle"
CHECKPOINT = 40
"""Pages of log after which SQLite moves them into the file. The 4000 of a ledger would leave no checkpoint to break."""


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Storing `readings`; the key of an article is printed once it is stored."""

    def prepare(folder: Path) -> None:
        (folder / READINGS).write_bytes(pickle.dumps(tuple(readings)))

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        path = folder / LEDGER
        if not path.exists():
            assert not promised
            assert not done
            return
        sound(path)
        with Ledger.open(path) as ledger:
            there = expect(ledger, {one.article.key: one for one in readings}, whole=done)
            lost = set(promised) - there
            assert not lost, f"{len(lost)} stored articles are lost"

    return Scenario("adding", "breaking.adding:work", prepare, check)


def work(folder: Path) -> None:
    """Store the readings, and print the key of each once that is done."""
    checkpoint_often()
    readings = pickle.loads((folder / READINGS).read_bytes())  # noqa: S301 - our own
    with Ledger.open(folder / LEDGER) as ledger:
        for one in readings:
            ledger.add(one)
            print(one.article.key, flush=True)


def expect(ledger: Ledger, readings: Mapping[str, Reading], *, whole: bool) -> set[str]:
    """Assert that `ledger` holds these readings (keyed by article) or some of them, each whole and once; the keys it holds."""
    there = {row.key for row in ledger.articles()}
    assert there <= set(readings), "an article that nobody stored"
    assert not whole or there == set(readings), (
        f"{len(set(readings) - there)} articles are missing at the end"
    )
    for key in there:
        claims = [claim.record for claim in readings[key].claims]
        assert ledger.article(key) == readings[key].article, f"article {key} is not what was stored"
        found = list(ledger.claims(ClaimFilter(article=key)))
        assert sorted(found, key=str) == sorted(claims, key=str), f"claims of {key} are not what was stored"
    counts = ledger.counts()
    assert counts.articles == len(there), "an article twice"
    assert counts.claims == sum(len(readings[key].claims) for key in there), "a claim twice, or of no article"
    audited(ledger)
    return there


def audited(ledger: Ledger) -> None:
    """Assert that every hash, quote and derived figure fits."""
    found = [finding for one in ledger.audit() for finding in one.findings]
    assert not found, f"the audit finds {found[:3]}"


def checkpoint_often() -> None:
    """Let every ledger that this process opens move its log into the file more often than usual."""
    sqlite_backend.LOG_PAGES = CHECKPOINT


def sound(path: Path) -> None:
    """Assert that SQLite finds no fault in the file."""
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
