"""The tests' own PostgreSQL: there when a test asks, apart for each, gone afterwards, and a reason where it cannot be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import postgres as servers
import pytest

pytest_plugins = ["pytester"]
STARTS = """
import time, postgres
with postgres.cluster() as running:
    print(running.folder, flush=True)
    time.sleep(600)
"""


def ask(url: str, question: str) -> list[tuple[object, ...]]:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(url) as connection:
        return connection.execute(question).fetchall()


def tell(url: str, statement: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(url) as connection:
        connection.execute(statement)


def test_a_test_gets_an_empty_database_on_a_socket_and_no_network(postgres: str) -> None:
    assert ask(postgres, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'") == [
        (0,)
    ]
    assert ask(postgres, "SHOW listen_addresses") == [("",)]


def test_the_server_sorts_by_a_language_and_folds_cyrillic(postgres: str) -> None:
    """So that code which relies on the order of bytes fails here, as it would on most servers."""
    [(folded,)] = ask(postgres, "SELECT lower('ЇЖАК')")

    assert folded == "їжак"
    letters = "SELECT string_agg(x, '' ORDER BY x) FROM unnest(ARRAY['Б', 'а', 'в']) AS x"
    assert ask(postgres, letters) == [("аБв",)]


def test_two_databases_are_apart(cluster: servers.Cluster) -> None:
    with cluster.database() as first, cluster.database() as second:
        tell(first, "CREATE TABLE marks (x int)")

        assert ask(first, "SELECT count(*) FROM pg_tables WHERE tablename = 'marks'") == [(1,)]
        assert ask(second, "SELECT count(*) FROM pg_tables WHERE tablename = 'marks'") == [(0,)]


def test_a_prepared_database_is_filled_once_and_copied(cluster: servers.Cluster) -> None:
    filled = []

    def fill(url: str) -> None:
        filled.append(url)
        tell(url, "CREATE TABLE marks (x int); INSERT INTO marks VALUES (7)")

    with cluster.database("marks", fill) as first:
        tell(first, "INSERT INTO marks VALUES (8)")
    with cluster.database("marks", fill) as second:
        assert ask(second, "SELECT x FROM marks") == [(7,)]
    assert len(filled) == 1


def test_a_database_is_dropped_after_its_test_though_somebody_is_connected(cluster: servers.Cluster) -> None:
    psycopg = pytest.importorskip("psycopg")
    with cluster.database() as url:
        left = psycopg.connect(url)

    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)
    left.close()


@pytest.mark.usefixtures("cluster")  # asked for only to be skipped where there is no server
def test_data_that_is_kept_is_there_for_the_next_server() -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        folder.chmod(0o755)  # the server runs as somebody else where we are root
        for rows in (0, 1):
            with servers.cluster(keep=folder / "kept") as running:
                url = running.lasting("large")
                tell(url, "CREATE TABLE IF NOT EXISTS marks (x int)")
                assert ask(url, "SELECT x FROM marks") == [(7,)] * rows
                tell(url, "INSERT INTO marks VALUES (7)")
    assert not running.folder.exists()


def fail(folder: list[Path]) -> None:
    with servers.cluster() as running:
        folder.append(running.folder)
        assert running.folder.is_dir()
        raise ZeroDivisionError


def test_the_server_and_its_folder_are_gone_after_a_failure(cluster: servers.Cluster) -> None:
    folder = [cluster.folder]  # asked for only to be skipped where there is no server
    with pytest.raises(ZeroDivisionError):
        fail(folder)

    assert [place.exists() for place in folder] == [True, False]


def test_the_server_and_its_folder_are_gone_after_the_process_was_killed(cluster: servers.Cluster) -> None:
    assert cluster.version >= 13
    starter = subprocess.Popen(
        [sys.executable, "-c", STARTS],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(servers.__file__).parent)},
    )
    assert starter.stdout is not None
    folder = Path(starter.stdout.readline().strip())
    server = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    starter.send_signal(signal.SIGKILL)
    starter.communicate()

    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_where_no_server_is_installed_the_tests_are_skipped_with_a_reason(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    support = Path(servers.__file__).parent
    ours = (support.parent / "conftest.py").read_text(encoding="utf-8")
    pytester.makeconftest(f"{ours}\nservers.PLACES = ()\nservers.shutil.which = lambda _: None\n")
    pytester.makepyfile("def test_needs_one(postgres): raise AssertionError")
    monkeypatch.setenv("PYTHONPATH", str(support))

    # In a process of its own: psycopg, imported and forgotten, would not come back whole.
    result = pytester.runpytest_subprocess("-p", "no:randomly", "-rs")

    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["*no PostgreSQL server is installed (Debian: apt install postgresql)"])
