"""Runs work under faults, a forked process for each run: what takes seconds to import is imported once.

As a program (``python -m breaking.server MODULE:FUNCTION``) it reads a JSON object a line, runs ``FUNCTION(folder)`` in a
child whose disk fails as asked, and answers with a JSON object. What the function prints is kept in the folder.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NoReturn

from breaking import disk
from papertiger.errors import PapertigerError

SAID, FAILED, CALLS = "said.txt", "failed.txt", "calls.txt"
"""Files in the folder of a run: what the work printed, the error it ended with, how often it touched the disk."""
LONGEST_RUN = 120.0
"""Seconds after which a run is taken to hang."""
REFUSED, BROKEN = 1, 2
"""How work ends: with an error that is told to users in one line, or with any other."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended."""

    status: int
    """Exit status, or minus the signal that killed it."""
    calls: int | None
    """Calls on watched files, where it lived to tell."""
    seconds: float
    said: tuple[str, ...]
    """Lines that it printed."""
    failed: str
    """Its error with traceback, empty where there was none."""


class Server:
    """A process that runs one kind of work as often as it is asked."""

    def __init__(self, process: subprocess.Popen[str], watch: str) -> None:
        self._process = process
        self._watch = watch

    def run(self, folder: Path, fault: disk.Fault | None = None, after: float | None = None) -> Ending:
        """Do the work in `folder`.

        Args:
            folder: where the work is.
            fault: how its disk fails.
            after: seconds until it is killed, where it is still running.
        """
        for name in (FAILED, CALLS):
            (folder / name).unlink(missing_ok=True)
        (folder / SAID).write_bytes(b"")  # here: a process that is killed at once has not got so far
        asked = {"folder": str(folder), "watch": self._watch, "after": after}
        asked["fault"] = asdict(fault) if fault else None
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the server of faults died")
        answer = json.loads(line)
        # A process that is killed while it writes them leaves an empty file.
        calls = (folder / CALLS).read_text() if (folder / CALLS).exists() else ""
        failed = folder / FAILED
        return Ending(
            answer["status"],
            int(calls) if calls else None,
            answer["seconds"],
            tuple((folder / SAID).read_text(encoding="utf-8").splitlines()),
            failed.read_text(encoding="utf-8") if failed.exists() else "",
        )


@contextmanager
def serving(work: str, library: Path, watch: str) -> Iterator[Server]:
    """A server for `work`.

    Args:
        work: ``module:function``; the function takes the folder it works in. Lines that it prints are promises. A function
            ``warm`` of the module is called before, once.
        library: the compiled shim.
        watch: part of the paths of the files whose disk fails.
    """
    places = os.pathsep.join(place for place in sys.path if place)
    process = subprocess.Popen(
        [sys.executable, "-m", "breaking.server", work],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"LD_PRELOAD": str(library), "PYTHONPATH": places},
    )
    try:
        yield Server(process, watch)
    finally:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.close()
        process.stdout.close()
        process.wait()


def serve(work: Callable[[Path], None]) -> None:
    """Answer requests from standard input until it ends."""
    gc.freeze()  # children then copy less
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.monotonic()
        child = os.fork()
        if not child:
            _work(work, asked)
        killer = threading.Timer(LONGEST_RUN if asked["after"] is None else asked["after"], _kill, (child,))
        killer.start()
        _, status = os.waitpid(child, 0)
        killer.cancel()
        killer.join()
        answer = {"status": os.waitstatus_to_exitcode(status), "seconds": time.monotonic() - began}
        print(json.dumps(answer), flush=True)


def _kill(child: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)


def _work(work: Callable[[Path], None], asked: dict[str, Any]) -> NoReturn:
    """In the child: do the work and end."""
    folder = Path(str(asked["folder"]))
    status = 0
    try:
        said = os.open(folder / SAID, os.O_WRONLY | os.O_APPEND)
        os.dup2(said, 1)
        fault = asked["fault"] or asdict(disk.Fault("count"))
        disk.arm(disk.Fault(**fault), str(asked["watch"]))
        work(folder)
        disk.end()
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is how the work ended
        status = REFUSED if isinstance(error, PapertigerError) else BROKEN
        (folder / FAILED).write_text(traceback.format_exc(), encoding="utf-8")
    (folder / CALLS).write_text(str(disk.calls()))
    os._exit(status)


if __name__ == "__main__":
    place, _, name = sys.argv[1].partition(":")
    module = importlib.import_module(place)
    if hasattr(module, "warm"):  # what takes long and is the same in every run
        module.warm()
    serve(getattr(module, name))
