"""However a program or the server of a shared ledger is broken off, what it promised is there afterwards, whole and once."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import postgres as servers
import pytest
from breaking.adding import expect

from papertiger.ledger import Ledger
from papertiger.readers import Reading

WORK = """
import pickle, sys
from pathlib import Path
from papertiger.errors import PapertigerError
from papertiger.ledger import Ledger

readings = pickle.loads(Path(sys.argv[2]).read_bytes())
try:
    with Ledger.open(sys.argv[1]) as ledger:
        for reading in readings:
            ledger.add(reading)
            print(reading.article.key, flush=True)
except PapertigerError as error:
    sys.exit(f"told: {error}")
"""
ARTICLES = 24
BEFORE = 4
"""Articles that are stored before something breaks."""


@pytest.fixture
def careful() -> Iterator[servers.Cluster]:
    """A server of its own, which other tests do not miss, and which promises nothing before it is written down."""
    try:
        with servers.cluster({**servers.FAST, "synchronous_commit": "on"}) as running:
            yield running
    except servers.NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture
def readings(reading: Callable[..., Reading]) -> list[Reading]:
    return [reading(number) for number in range(ARTICLES)]


def started(url: str, readings: Sequence[Reading], folder: Path) -> tuple[subprocess.Popen[str], list[str]]:
    """A program that stores `readings`, and the keys of the first that it has stored."""
    parcel = folder / "readings.pickle"
    parcel.write_bytes(pickle.dumps(list(readings)))
    places = os.pathsep.join(place for place in sys.path if place)
    process = subprocess.Popen(
        [sys.executable, "-c", WORK, url, str(parcel)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": places},
    )
    assert process.stdout is not None
    return process, [process.stdout.readline().strip() for _ in range(BEFORE)]


def finished(url: str, readings: Sequence[Reading], promised: Sequence[str]) -> None:
    """Look at what is left, store the rest, look again."""
    expected = {one.article.key: one for one in readings}
    with Ledger.open(url) as ledger:
        left = expect(ledger, expected, whole=False)
        assert set(promised) <= left
        assert len(left) < ARTICLES  # else nothing was broken off
        assert [ledger.add(one) for one in readings] == [one.article.key not in left for one in readings]
        expect(ledger, expected, whole=True)


def test_a_program_that_is_killed_leaves_whole_articles_to_a_team(
    postgres: str, readings: list[Reading], tmp_path: Path
) -> None:
    process, promised = started(postgres, readings, tmp_path)
    process.kill()
    promised += process.communicate()[0].split()

    finished(postgres, readings, promised)


def test_a_server_that_crashes_keeps_what_it_promised_and_the_program_tells_the_cure(
    careful: servers.Cluster, readings: list[Reading], tmp_path: Path
) -> None:
    """A backend that is killed takes the whole server down; it comes back by itself and recovers from its log."""
    psycopg = pytest.importorskip("psycopg")
    with careful.database() as url:
        process, promised = started(url, readings, tmp_path)
        with psycopg.connect(careful.url("postgres"), autocommit=True) as connection:
            others = "SELECT pid FROM pg_stat_activity WHERE datname = %s"
            for (number,) in connection.execute(
                others, [url.partition("?")[0].rpartition("/")[2]]
            ).fetchall():
                os.kill(number, signal.SIGKILL)
        more, told = process.communicate(timeout=60)

        assert process.returncode == 1
        assert told.startswith("told: "), told
        assert "start the server and run again" in told or "check that the server runs" in told
        await_server(url)
        finished(url, readings, [*promised, *more.split()])


def await_server(url: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    until = time.monotonic() + 30
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            assert time.monotonic() < until, "the server does not come back"
            time.sleep(0.05)
        else:
            return


def test_what_the_driver_warns_of_beside_its_error_does_not_go_to_the_screen() -> None:
    """Of a pipeline that is cut off, psycopg warns in any case; whether one is under way is a matter of moments."""
    warn = "import logging, papertiger.ledger.backends.postgres; logging.getLogger('psycopg').warning('lost')"
    places = os.pathsep.join(place for place in sys.path if place)
    ran = subprocess.run(
        [sys.executable, "-c", warn],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": places},
    )
    assert not ran.stderr
