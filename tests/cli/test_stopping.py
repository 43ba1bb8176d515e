"""A reading that is killed or interrupted loses nothing and doubles nothing."""

from __future__ import annotations

import importlib.util
import json
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Start = Callable[..., subprocess.Popen[str]]
ARTICLES = 40
SECONDS = 120
READERS = [
    pytest.param(True, id="fake"),
    pytest.param(
        False,
        id="shipped",
        marks=pytest.mark.skipif(
            importlib.util.find_spec("papertiger.readers.frames") is None,
            reason="the reader is not built yet",
        ),
    ),
]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such signals there")


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Rows that take a while, each a text of its own with something to read for either reader."""
    rows = tmp_path / "rows.jsonl"
    with rows.open("w", encoding="utf-8") as stream:
        for number in range(ARTICLES):
            text = (
                f"SLOW. Випуск {number}.\n\nRUS withheld VEN arms: Техніки не приїхали.\n\n"
                f"Росія так і не поставила Венесуелі {number + 2} радарів, які обіцяла торік. "
                "Чиновники в Каракасі скаржаться, що Росія не надала технічної підтримки."
            )
            row = {"text": text, "outlet": "Вісник", "published": "2026-01-14", "language": "uk"}
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return rows


def content(ledger: Path) -> tuple[list[str], list[str]]:
    """Keys of articles and ids of claims, as any SQLite program sees them."""
    if not ledger.exists():
        return [], []
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    try:
        articles = [key for (key,) in connection.execute("select key from articles order by key")]
        claims = [claim for (claim,) in connection.execute("select id from claims order by id")]
    except sqlite3.OperationalError:  # the tables are being made
        return [], []
    finally:
        connection.close()
    return articles, claims


def wait_for_some(ledger: Path, process: subprocess.Popen[str]) -> None:
    """Wait until a few articles are stored; the process must still have work then."""
    deadline = time.monotonic() + SECONDS
    while len(content(ledger)[0]) < 3:
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def finish(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out, err


@pytest.fixture
def started(many: Path, start: Start) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start reading into a ledger; whatever still runs at the end is ended."""
    running: list[subprocess.Popen[str]] = []

    def start_reading(ledger: Path, *, fake: bool, slow: str = "0") -> subprocess.Popen[str]:
        arguments = ("read", str(many), "--ledger", str(ledger), "--format", "json", "--quiet")
        process = start(*arguments, fake=fake, FAKE_SLOW=slow)
        running.append(process)
        return process

    yield start_reading
    for process in running:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("fake", READERS)
def test_killed_in_the_middle_and_run_again_gives_the_same_ledger(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path, fake: bool
) -> None:
    broken, whole = tmp_path / "broken.ledger", tmp_path / "whole.ledger"
    process = started(broken, fake=fake, slow="0.05")
    wait_for_some(broken, process)
    process.send_signal(signal.SIGKILL)
    finish(process)
    kept = content(broken)
    assert 3 <= len(kept[0]) < ARTICLES

    status, out, err = finish(started(broken, fake=fake))
    told = json.loads(out)
    assert (status, err) == (0, "")
    assert (told["known"], told["read"]) == (len(kept[0]), ARTICLES - len(kept[0]))

    assert finish(started(whole, fake=fake))[0] == 0
    assert content(broken) == content(whole)
    assert len(content(whole)[0]) == ARTICLES
    assert content(whole)[1]


def test_interrupted_it_finishes_the_article_and_says_what_is_done(
    started: Callable[..., subprocess.Popen[str]], tmp_path: Path
) -> None:
    ledger = tmp_path / "some.ledger"
    process = started(ledger, fake=True, slow="0.1")
    wait_for_some(ledger, process)
    process.send_signal(signal.SIGINT)
    status, out, err = finish(process)
    told = json.loads(out)
    assert status == 130
    assert told["interrupted"]
    assert told["read"] == len(content(ledger)[0]) < ARTICLES
    assert "Traceback" not in err
    assert "Aborted" not in err
