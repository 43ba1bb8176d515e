"""A ledger whose bytes were changed on the disk never shows a traceback: what cannot be read is said to be damaged."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import numpy as np
import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, Ledger
from papertiger.lineage import Fingerprint, Outlet, Provenance
from papertiger.lineage.fingerprint import signature
from papertiger.news.article import Article
from papertiger.readers import Reading

Build = Callable[..., Reading]
PAGE = 4096
TRIES = 6
"""Places that one test damages."""


def flip(content: bytearray, dice: random.Random) -> None:
    """One bit."""
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)


def scribble(content: bytearray, dice: random.Random) -> None:
    """Sixteen bytes of rubbish."""
    at = dice.randrange(len(content) - 16)
    content[at : at + 16] = dice.randbytes(16)


def wipe(content: bytearray, dice: random.Random) -> None:
    """A sector of zeros, as disks give back that cannot read it."""
    at = dice.randrange(len(content) // 512) * 512
    content[at : at + 512] = bytes(512)


def misplace(content: bytearray, dice: random.Random) -> None:
    """A page where another one belongs."""
    here, there = (dice.randrange(1, len(content) // PAGE) * PAGE for _ in range(2))
    content[here : here + PAGE] = content[there : there + PAGE]


@pytest.fixture
def whole(path: Path, reading: Build) -> Path:
    """A ledger with something in many tables, all of it in the file itself."""
    with Ledger.open(path) as ledger:
        ledger.add_all([reading(number) for number in range(30)])
        ledger.judge(f"claim:{next(ledger.claims()).id}", "anna", "why", credibility="2")
    return path


def uses(ledger: Ledger, reading: Build) -> list[Callable[[], object]]:
    """All that one does with a ledger."""
    first, new = reading(0), reading(99)
    return [
        ledger.counts,
        lambda: [ledger.article(row.key) for row in ledger.articles()],
        lambda: list(ledger.in_full(ledger.claims())),
        lambda: list(ledger.claims(ClaimFilter(article=first.article.key))),
        lambda: ledger.claim(first.claims[0].record.id),
        lambda: ledger.families(first.article.key),
        lambda: ledger.known(new.article.key),
        lambda: ledger.add(new),
    ]


def complaint(use: Callable[[], object]) -> str:
    """What the user is told, empty where nothing is wrong."""
    try:
        use()
    except LedgerError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("damage", [flip, scribble, wipe, misplace])
def test_no_damage_to_the_file_ends_in_a_traceback(
    whole: Path, reading: Build, damage: Callable[[bytearray, random.Random], None]
) -> None:
    dice = random.Random(random.getrandbits(32))  # noqa: S311 - no secret; pytest-randomly prints its seed
    content = whole.read_bytes()
    for number in range(TRIES):
        changed = bytearray(content)
        damage(changed, dice)
        broken = whole.with_name(f"{number}.ledger")
        broken.write_bytes(changed)
        said: list[str] = []
        with suppress(LedgerError), Ledger.open(broken) as ledger:
            said = [complaint(use) for use in uses(ledger, reading)]
        # Damage to an index shows as a row that is missing, or as one that is there already.
        told = ("is damaged; restore it from a copy", "no article", "no claim", "constraint", "append-only")
        assert [one for one in said if one and not any(words in one for words in told)] == []


def spoil(path: Path, table: str, column: str, value: str) -> None:
    """Put the SQL `value` where a program never would."""
    with closing(sqlite3.connect(path)) as raw:
        for (trigger,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger}")
        raw.execute(f"UPDATE {table} SET {column} = {value}")  # noqa: S608 - our own names
        raw.commit()


def test_a_claim_that_an_index_names_and_no_table_holds_is_said_to_be_damage(whole: Path) -> None:
    with Ledger.open(whole) as ledger:
        found = list(ledger.claims())
    spoil(whole, "standing", "row", "row + 1000")
    with Ledger.open(whole) as ledger, pytest.raises(LedgerError, match="is damaged; restore it from a copy"):
        list(ledger.in_full(found))


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("articles", "layout", """'{"paragraphs":[[0,'"""),
        ("articles", "raw", "x'00'"),
        ("articles", "title", "CAST(x'fffe' AS TEXT)"),
        ("claims", "explanation", "x'789c'"),
        ("claims", "contexts", "'[['"),
        ("claims_words_config", "v", "0"),
    ],
)
def test_what_cannot_be_read_back_is_said_to_be_damaged(
    whole: Path, reading: Build, table: str, column: str, value: str
) -> None:
    spoil(whole, table, column, value)

    with Ledger.open(whole) as ledger:
        said = [complaint(use) for use in uses(ledger, reading)]

    assert f"{whole} is damaged; restore it from a copy" in said


def fingerprint_of(article: Article) -> Fingerprint:
    none = np.array([], np.uint32)
    outlet = Outlet(f"name:{article.key}", "А")
    return Fingerprint(
        article.key, outlet, "2026-01-14", "uk", Provenance(), signature([1]), none, 0, (), none
    )


def test_a_damaged_fingerprint_stops_the_joining_with_a_cure(path: Path, reading: Build) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(reading(1))
        ledger.join(fingerprint_of)
    spoil(path, "fingerprints", "meta", "'{'")

    with Ledger.open(path) as ledger:
        ledger.add(reading(2))
        with pytest.raises(LedgerError, match=r"fingerprint of article .* is damaged; restore the ledger"):
            ledger.join(fingerprint_of)
