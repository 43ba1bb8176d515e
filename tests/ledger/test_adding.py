"""An article and its claims enter together, once, and only if every quote is true."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from papertiger.errors import LedgerError, QuoteError
from papertiger.ledger import ClaimFilter, Ledger, writing
from papertiger.readers import ReadClaim, Reading
from papertiger.registry import resolve

Build = Callable[..., Reading]


def stored(ledger: Ledger) -> tuple[int, int]:
    counts = ledger.counts()
    return counts.articles, counts.claims


def test_registered_under_a_versioned_name() -> None:
    assert resolve("stores", "sqlite.v1") is Ledger


def test_adding_tells_that_the_article_is_new(ledger: Ledger, reading: Build) -> None:
    assert ledger.add(reading()) is True
    assert stored(ledger) == (1, 2)


def test_an_article_is_known_from_the_moment_it_is_added(ledger: Ledger, reading: Build) -> None:
    before = ledger.known(reading().article.key)
    ledger.add(reading())

    assert (before, ledger.known(reading().article.key)) == (False, True)


def test_adding_an_article_again_adds_nothing(ledger: Ledger, reading: Build) -> None:
    ledger.add(reading())

    assert ledger.add(reading()) is False
    assert stored(ledger) == (1, 2)


def test_what_was_added_is_there_after_reopening(path: Path, reading: Build) -> None:
    with Ledger.open(path) as first:
        first.add(reading())

    with Ledger.open(path, create=False) as second:
        assert list(second.claims()) == [c.record for c in reading().claims]


def test_the_frozen_article_comes_back_whole(ledger: Ledger, reading: Build) -> None:
    about = {"url": "https://example.org/1", "author": "О. Автор", "title": "Радари", "owner": "Приклад"}
    added = reading(**about).article
    ledger.add(dataclasses.replace(reading(), article=added, claims=()))

    assert ledger.article(added.key) == added
    assert ledger.article_text(added.key) == added.text


def test_several_articles_enter_in_one_transaction_though_they_share_sources(
    ledger: Ledger, reading: Build
) -> None:
    readings = [reading(number) for number in range(3)]

    assert ledger.add_all(readings[:1]) == 1
    assert ledger.add_all(readings) == 2
    assert stored(ledger) == (3, 6)
    assert {r.id: r for r in ledger.claims()} == {
        c.record.id: c.record for one in readings for c in one.claims
    }


def test_an_article_without_claims_is_kept(ledger: Ledger, reading: Build) -> None:
    ledger.add(dataclasses.replace(reading(), claims=()))

    assert stored(ledger) == (1, 0)


def test_the_moment_of_reading_is_stored_in_utc(path: Path, reading: Build) -> None:
    kyiv = timezone(timedelta(hours=2))
    with Ledger.open(path, clock=lambda: datetime(2026, 2, 3, 1, 30, tzinfo=kyiv)) as ledger:
        ledger.add(reading())

        assert next(ledger.articles()).read_at == "2026-02-02T23:30:00Z"


@pytest.mark.parametrize(
    "change",
    [
        {"exact": "Країна А не передала"},
        {"start": 1, "end": 18},
        {"end": 99},
        {"exact": "", "start": 0, "end": 0},
        {"prefix": "вчора "},
        {"suffix": " вчора"},
    ],
    ids="-".join,
)
def test_a_quote_that_is_not_in_the_frozen_text_is_refused(
    ledger: Ledger, reading: Build, change: dict[str, Any]
) -> None:
    good = reading()
    record = good.claims[0].record
    quote = record.quote.model_copy(update=change)
    bad = ReadClaim(record.model_copy(update={"quote": quote}), ())

    with pytest.raises(QuoteError, match=record.id):
        ledger.add(dataclasses.replace(good, claims=(good.claims[1], bad)))

    assert stored(ledger) == (0, 0)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"predicate": "trusts"}, "support has no predicate 'trusts'"),
        ({"family": "event"}, "event has no predicate 'delivered'"),
    ],
)
def test_a_predicate_of_another_family_is_refused(
    ledger: Ledger, reading: Build, change: dict[str, str], message: str
) -> None:
    good = reading()
    bad = ReadClaim(good.claims[0].record.model_copy(update=change), ())

    with pytest.raises(LedgerError, match=message):
        ledger.add(dataclasses.replace(good, claims=(bad,)))

    assert stored(ledger) == (0, 0)


def test_a_claim_of_another_text_is_refused(ledger: Ledger, reading: Build) -> None:
    with pytest.raises(LedgerError, match="another text"):
        ledger.add(dataclasses.replace(reading(1), claims=reading(2).claims))


def test_one_id_twice_in_a_reading_is_refused(ledger: Ledger, reading: Build) -> None:
    good = reading()

    with pytest.raises(LedgerError, match="occurs twice"):
        ledger.add(dataclasses.replace(good, claims=good.claims * 2))


def test_text_that_is_not_nfc_is_refused(ledger: Ledger, reading: Build) -> None:
    loose = dataclasses.replace(reading().article, text="Укра\u0456\u0308на")

    with pytest.raises(LedgerError, match="not NFC"):
        ledger.add(dataclasses.replace(reading(), article=loose, claims=()))


def test_a_claim_id_of_another_article_is_refused_and_named(ledger: Ledger, reading: Build) -> None:
    ledger.add(reading(1))
    taken = reading(1).claims[0].record.id
    later = reading(2)
    thief = ReadClaim(later.claims[1].record.model_copy(update={"id": taken}), ())

    with pytest.raises(LedgerError, match=f"claim {taken} belongs to article"):
        ledger.add(dataclasses.replace(later, claims=(later.claims[0], thief)))

    assert stored(ledger) == (1, 2)


def test_a_failure_between_article_and_claims_leaves_nothing(
    ledger: Ledger, reading: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.add(reading(1))
    with monkeypatch.context() as patch:
        patch.setitem(writing.ADD, "claims", text("INSERT INTO nowhere VALUES (1)"))
        with pytest.raises(LedgerError, match=r"no such table|does not exist"):
            ledger.add(reading(2))

    assert stored(ledger) == (1, 2)
    assert ledger.add(reading(2)) is True


KILL_BEFORE_CLAIMS = """
import os, signal
from sqlalchemy import Engine, event
@event.listens_for(Engine, "before_cursor_execute")
def kill(connection, cursor, statement, *rest):
    if statement.startswith("INSERT INTO claims"):
        os.kill(os.getpid(), signal.SIGKILL)
"""


def send_go(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("go\n")
    process.stdin.flush()


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_a_process_killed_between_article_and_claims_leaves_nothing(
    path: Path, reading: Build, adder: Callable[..., subprocess.Popen[str]]
) -> None:
    process = adder([reading(1)], before=KILL_BEFORE_CLAIMS)
    send_go(process)

    assert process.wait(timeout=60) == -9
    with Ledger.open(path) as ledger:
        assert stored(ledger) == (0, 0)
        assert ledger.add(reading(1)) is True


def test_a_run_killed_midway_and_run_again_holds_everything_once(
    path: Path, reading: Build, adder: Callable[..., subprocess.Popen[str]]
) -> None:
    readings = [reading(number) for number in range(200)]
    process = adder(readings)
    send_go(process)
    assert process.stdout is not None
    for _ in range(20):
        assert process.stdout.readline() == "True\n"
    process.kill()
    process.wait(timeout=60)

    with Ledger.open(path) as ledger:
        survived = ledger.counts().articles
        again = [ledger.add(one) for one in readings]

        assert 20 <= survived < 200
        assert again == [False] * survived + [True] * (200 - survived)
        assert stored(ledger) == (200, 400)
        for one in readings:
            expected = [c.record for c in one.claims]
            assert list(ledger.claims(ClaimFilter(article=one.article.key))) == expected


def test_two_processes_that_add_the_same_readings_store_each_once(
    path: Path, reading: Build, adder: Callable[..., subprocess.Popen[str]]
) -> None:
    readings = [reading(number) for number in range(40)]
    processes = [adder(readings), adder(readings)]
    for process in processes:
        send_go(process)  # the ledger does not exist yet: they also race to create it

    outputs = [process.communicate(timeout=120)[0].split() for process in processes]

    assert [process.returncode for process in processes] == [0, 0]
    assert [sorted(pair) for pair in zip(*outputs, strict=True)] == [["False", "True"]] * 40
    with Ledger.open(path, create=False) as ledger:
        assert stored(ledger) == (40, 80)
