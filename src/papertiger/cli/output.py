"""Where results go: standard output that may be a pipe, messages on standard error, files written whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from textwrap import fill
from typing import Any, TextIO

from papertiger.errors import SettingsError
from papertiger.workbench.files import whole_file

__all__ = [
    "PIPE_WIDTH",
    "colourful",
    "labelled",
    "print_json",
    "print_lines",
    "silence",
    "standard_output",
    "tell",
    "whole_file",
    "width",
]

PIPE_WIDTH = 160
"""Characters a line where no terminal sets a width."""


def colourful(stream: TextIO) -> bool:
    """Whether `stream` is a terminal that wants colour (https://no-color.org)."""
    return (
        bool(stream)
        and stream.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )


def width() -> int:
    """Characters a line on standard output."""
    return shutil.get_terminal_size().columns if sys.stdout and sys.stdout.isatty() else PIPE_WIDTH


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output; whoever reads it may stop reading (``| head``), which ends the work and is no error.

    Raises:
        SettingsError: it is closed, or the disk behind it is full.
    """
    if sys.stdout is None:  # started with ``>&-``
        raise SettingsError("standard output is closed; give it a file or a pipe")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        raise SettingsError(
            f"standard output cannot be written: {error.strerror}; free some space or send it elsewhere"
        ) from None


def silence(stream: TextIO) -> None:
    """Let what is left in the buffer of a broken `stream` go: the interpreter flushes on its way out, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def print_lines(lines: Iterable[str]) -> None:
    """Write lines to standard output."""
    with standard_output() as stream:
        for line in lines:
            stream.write(line + "\n")


def print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
    """Write one JSON value to standard output, indented; days and moments as ISO 8601 has them."""
    print_lines([json.dumps(value, ensure_ascii=False, indent=2, default=_written)])


def _written(value: object) -> str:
    """A day or moment as text, for JSON has no type for it."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def tell(message: str) -> None:
    """Write one line to standard error; a closed standard error is no reason to stop."""
    if sys.stderr is None:  # started with ``2>&-``
        return
    with suppress(OSError):
        sys.stderr.write(message + "\n")
        sys.stderr.flush()


def labelled(label: str, value: str, width: int, wide: int = 12) -> str:
    """A label in a column of `wide` characters and a value beside it, which is wrapped at words to `width`."""
    head = f"  {label:{wide}} " if label else "  "
    return fill(
        value,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )
