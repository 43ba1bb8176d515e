"""An audit finds whatever was changed behind the ledger's back, and nothing in a ledger that nobody touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from papertiger.ledger import Ledger
from papertiger.ledger.auditing import CHECKS


def wrong(ledger: Ledger, expected: str | None = None) -> dict[str, set[str]]:
    """Check → fields that differ."""
    return {one.name: {f.field for f in one.findings} for one in ledger.audit(expected) if one.wrong}


def test_a_ledger_that_nobody_touched_is_clean_and_all_of_it_was_looked_at(full: Ledger) -> None:
    found = {one.name: one.checked for one in full.audit()}

    # The link of the fixture has no evidence for its log-odds.
    assert wrong(full) == {"links": {"log_odds"}}
    assert set(found) == set(CHECKS)
    assert (found["articles"], found["quotes"], found["standing"], found["search"]) == (2, 4, 3, 6)
    assert (found["custody"], found["warnings"]) == (10, 1)


TAMPERING = {
    "text of an article": (
        "articles",
        "UPDATE articles SET text = replace(text, 'радарів', 'танків') WHERE row = 1",
        {
            "custody": {"digest"},
            "articles": {"sha256", "key"},
            "quotes": {"quote", "prefix", "suffix"},
            "search": {"index"},
        },
    ),
    "raw bytes": (
        "articles",
        "UPDATE articles SET raw = (SELECT raw FROM articles WHERE row = 2) WHERE row = 1",
        {"custody": {"digest"}, "articles": {"raw_sha256"}},
    ),
    "bytes that do not unpack": (
        "articles",
        "UPDATE articles SET raw_sha256 = 'x' WHERE row = 1",
        {"custody": {"digest"}, "articles": {"raw_sha256"}},
    ),
    "outlet": (
        "articles",
        "UPDATE articles SET outlet = 'Інший' WHERE row = 1",
        {"custody": {"digest"}, "articles": {"key"}, "standing": {"standing"}},
    ),
    "quote": (
        "claims",
        "UPDATE claims SET quote = 'Країна А не передала' WHERE row = 1",
        {"custody": {"digest"}, "quotes": {"quote"}, "search": {"index"}},
    ),
    "place of a quote": (
        "claims",
        'UPDATE claims SET start = start + 1, "end" = "end" + 1 WHERE row = 3',
        {"custody": {"digest"}, "quotes": {"quote", "suffix"}, "standing": {"standing"}},
    ),
    "meaning of a claim": (
        "claims",
        "UPDATE claims SET predicate = 'pledged' WHERE row = 3",
        {"custody": {"digest"}, "standing": {"standing"}, "search": {"index"}},
    ),
    "a claim less": (
        "claims",
        "DELETE FROM claims WHERE row = 4",
        {
            "custody": {"digest"},
            "readings": {"claims"},
            "standing": {"standing"},
            "search": {"index"},
            "database": {"file"},
        },
    ),
    "a speaker": (
        "attributions",
        "UPDATE attributions SET name = 'Хтось'",
        {"custody": {"digest"}, "names": {"digest", "said_by"}},
    ),
    "a coder": ("coders", "UPDATE coders SET version = '9'", {"custody": {"digest"}, "names": {"id"}}),
    "a grade": ("grades", "UPDATE grades SET credibility = '5'", {"custody": {"digest"}}),
    "a seal": ("custody", "UPDATE custody SET digest = 'x' WHERE row = 2", {"custody": {"digest", "chain"}}),
    "an entry less": (
        "custody",
        "DELETE FROM custody WHERE row = 2",
        {"custody": {"chain", "custody", "entry"}},
    ),
    "the claims that stand": (
        "standing",
        "DELETE FROM standing WHERE row = 2",
        {"standing": {"standing"}, "numbers": {"number"}},
    ),
    "how many claims stand": (
        "tallies",
        "UPDATE tallies SET number = number + 1 WHERE kind = 'pair'",
        {"numbers": {"number"}},
    ),
    "the index": (
        "claims_words",
        "INSERT INTO claims_words(claims_words) VALUES ('delete-all')",
        {"search": {"index"}},
    ),
    "two versions that stand": (
        "superseded",
        "DELETE FROM superseded",
        {"custody": {"digest"}, "standing": {"standing"}},
    ),
}


@pytest.mark.parametrize(("table", "statement", "expected"), TAMPERING.values(), ids=TAMPERING)
def test_what_was_tampered_with_shows(
    full: Ledger, path: Path, table: str, statement: str, expected: dict[str, set[str]]
) -> None:
    before = wrong(full)
    full.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        for (trigger,) in raw.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?", (table,)
        ).fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(statement)

    found = wrong(full)

    assert {name: fields for name, fields in found.items() if before.get(name) != fields} == expected


def test_a_tail_that_was_cut_off_shows_to_whoever_noted_the_chain(full: Ledger, path: Path) -> None:
    noted = full.chain()
    assert wrong(full, noted).get("custody") is None
    full.close()
    with closing(sqlite3.connect(path)) as raw, raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        last = raw.execute("SELECT max(row) FROM entries").fetchone()[0]
        tables = [
            name
            for (name,) in raw.execute(
                "SELECT tbl_name FROM sqlite_master WHERE name LIKE '%\\_entry' ESCAPE '\\'"
            )
        ]
        for name in {*tables, "custody"}:
            raw.execute(f"DELETE FROM {name} WHERE entry = ?", (last,))  # noqa: S608 - our own names
        raw.execute("DELETE FROM entries WHERE row = ?", (last,))

    assert "chain" in wrong(full, noted)["custody"]


def test_derived_tables_are_made_anew(full: Ledger, path: Path) -> None:
    before = wrong(full)
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DELETE FROM standing")
        raw.execute("DELETE FROM tallies")
        raw.execute("INSERT INTO claims_words(claims_words) VALUES ('delete-all')")
    assert {"standing", "numbers", "search"} <= set(wrong(full))

    full.mend()

    assert wrong(full) == before


def test_the_chain_grows_with_every_entry(ledger: Ledger) -> None:
    first = ledger.chain()
    ledger.judge("name:x", "anna", "why", reliability="B")

    assert first == "0" * 64
    assert ledger.chain() != first
