"""A bounded reader answers what any reader does, changes nothing, opens nothing else, and ends in time; in both databases."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from papertiger.errors import LedgerError, TooSlowError
from papertiger.ledger import Bounds, ClaimFilter, Ledger
from papertiger.ledger.reviewing import Review
from papertiger.readers import Reading

FOREVER = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(60)",
}
CHANGES = (
    "DELETE FROM tallies",
    "UPDATE standing SET domain = 'cyber'",
    "INSERT INTO activities (id, kind, program, version, at) VALUES ('x', 'read', 'p', '1', '2026')",
    "DROP TABLE tallies",
    "CREATE TABLE more (row INTEGER)",
    "ALTER TABLE claims ADD COLUMN more TEXT",
    "CREATE INDEX more ON claims (quote)",
)
LITE = (
    "ATTACH DATABASE ':memory:' AS other",
    "VACUUM INTO '/tmp/papertiger-copy'",
    "PRAGMA query_only = OFF",
    "PRAGMA journal_mode = DELETE",
    "PRAGMA writable_schema = ON",
    "PRAGMA cache_size = -4000000",
    "SELECT load_extension('/tmp/x.so')",
    "CREATE TEMP TABLE more (row INTEGER)",
    "CREATE TEMP TRIGGER t AFTER INSERT ON claims BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE more USING fts5(words)",
    "INSERT INTO claims_words(claims_words) VALUES('rebuild')",
    "UPDATE sqlite_master SET type = 'x'",
    "REINDEX",
    "ANALYZE",
)


@pytest.fixture
def kept(place: str, reading: Callable[..., Reading]) -> str:
    with Ledger.open(place) as ledger:
        for number in range(3):
            ledger.add(reading(number))
    return place


def run(ledger: Ledger, statement: str) -> None:
    with ledger._reading() as connection:
        connection.execute(text(statement)).all()


def test_a_bounded_reader_answers_what_any_reader_does(kept: str) -> None:
    with Ledger.open(kept, create=False) as free, Ledger.open(kept, create=False, bounds=Bounds(30)) as bound:
        for ask in (
            lambda it: list(it.claims()),
            lambda it: it.search("радари"),
            lambda it: it.search("не*", ClaimFilter(predicate="withheld")),
            lambda it: it.search_articles("техніки"),
            lambda it: it.page(ClaimFilter(outlet="вісник", speaker="вісник")),
            lambda it: it.coverage(),
            lambda it: it.counts(),
            lambda it: list(it.in_full(it.claims())),
            lambda it: [(one.name, one.wrong) for one in it.audit()],
            lambda it: it.articles_page(),
            lambda it: list(it.log_lines()),
        ):
            assert ask(bound) == ask(free)


@pytest.mark.parametrize("statement", CHANGES)
def test_nothing_can_be_changed_by_way_of_it(kept: str, statement: str) -> None:
    with Ledger.open(kept, create=False, bounds=Bounds()) as ledger:
        with pytest.raises(LedgerError):
            run(ledger, statement)
        assert ledger.counts().claims == 6


def test_no_method_that_writes_does(kept: str, reading: Callable[..., Reading]) -> None:
    with Ledger.open(kept, create=False, bounds=Bounds()) as ledger:
        chain, claim = ledger.chain(), next(ledger.claims()).id
        for write in (
            lambda: ledger.add(reading(9)),
            lambda: ledger.decide(Review("1" * 32, claim, 1, "accept", "anna", "2026-01-15T10:00:00Z")),
            lambda: ledger.judge(f"claim:{claim}", "anna", "why", credibility="2"),
            ledger.mend,
        ):
            with pytest.raises(LedgerError):
                write()
        assert ledger.chain() == chain


@pytest.mark.parametrize("statement", LITE)
def test_sqlite_does_nothing_but_select(path: Path, kept: str, statement: str) -> None:
    with Ledger.open(kept, create=False, bounds=Bounds()) as ledger:
        with pytest.raises(LedgerError):
            run(ledger, statement)
        assert ledger.counts().claims == 6
    assert path.exists()


def test_what_takes_too_long_is_ended_and_says_how_to_narrow_it(kept: str, backend: str) -> None:
    with Ledger.open(kept, create=False, bounds=Bounds(0.2)) as ledger:
        began = time.monotonic()
        with pytest.raises(TooSlowError, match="longer than a question may"):
            run(ledger, FOREVER[backend])
        assert time.monotonic() - began < 10
        assert ledger.counts().claims == 6  # the connection goes on
        time.sleep(0.3)
        assert len(list(ledger.claims())) == 6  # each statement has its own time


def test_a_bounded_reader_sees_what_others_store_meanwhile(
    kept: str, reading: Callable[..., Reading]
) -> None:
    with Ledger.open(kept, create=False, bounds=Bounds(5)) as ledger, Ledger.open(kept) as writer:
        writer.add(reading(7))

        assert ledger.counts().claims == 8


def test_a_bounded_reader_opens_a_file_that_nobody_may_write(path: Path, kept: str) -> None:
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        with Ledger.open(kept, create=False, bounds=Bounds(5)) as ledger:
            assert ledger.counts().claims == 6
    finally:
        path.parent.chmod(0o700)
