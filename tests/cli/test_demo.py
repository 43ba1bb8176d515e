"""``papertiger demo``."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.ledger import Ledger

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]


# urllib3, which trafilatura imports, binds a local socket on import to see whether there is IPv6: that tells nobody
# anything, so what is watched for is looking up a name and sending.
WATCHED = """
import sys

LOCAL = {"socket.__new__", "socket.bind"}

def watch(event, arguments):
    if event.startswith("socket.") and event not in LOCAL or event == "urllib.Request":
        sys.stderr.write(f"SOCKET {event} {arguments}" + chr(10))

sys.addaudithook(watch)
from papertiger.cli import main
main()
"""


def test_the_demo_reads_the_samples_and_leaves_ledger_and_brief(run: Run, tmp_path: Path) -> None:
    ran = run("demo", "--output", "my demo")
    assert ran.status == 0
    with Ledger.open(tmp_path / "my demo" / "demo.ledger", create=False) as ledger:
        assert ledger.counts().articles >= 10
    assert (tmp_path / "my demo" / "brief.html").read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.skipif(find_spec("papertiger.readers.frames") is None, reason="the reader is not built yet")
def test_the_demo_with_the_shipped_reader_contacts_nobody(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "demo"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, [line for line in done.stderr.splitlines() if "SOCKET" in line]) == (0, [])
    assert (tmp_path / "papertiger-demo" / "brief.html").exists()


def test_a_second_demo_adds_nothing_and_says_so(run: Run) -> None:
    run("demo")
    ran = run("demo")
    assert ran.status == 0
    assert "nothing added" in ran.out


def test_the_commands_to_try_next_work(run: Run) -> None:
    out = run("demo", "--output", "my demo").out
    commands = re.findall(r"^  papertiger (.+)$", out, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        words = shlex.split(command)
        serves = words[0] == "serve"  # goes on until it is stopped; see tests/web/test_serving.py
        assert run(*words, *(["--help"] if serves else [])).status == 0
