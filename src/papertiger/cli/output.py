"""Where results go: standard output that may be a pipe, messages on standard error, files written whole."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from textwrap import fill
from typing import IO, Any, TextIO

from papertiger.errors import SettingsError

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
    """Write one JSON value to standard output, indented."""
    print_lines([json.dumps(value, ensure_ascii=False, indent=2)])


def tell(message: str) -> None:
    """Write one line to standard error; a closed standard error is no reason to stop."""
    if sys.stderr is None:  # started with ``2>&-``
        return
    with suppress(OSError):
        sys.stderr.write(message + "\n")
        sys.stderr.flush()


@contextmanager
def whole_file(path: Path, *, binary: bool = False) -> Iterator[IO[Any]]:
    """A file of text (UTF-8) or of bytes that appears under `path` when it is complete, and not at all when something fails.

    A link stays a link, and the file it leads to is written. A device or a pipe (``/dev/stdout``) is written to as it
    comes: a file put in its place would destroy it.

    Raises:
        SettingsError: the file cannot be written there.
    """
    how: dict[str, Any] = {"mode": "wb"} if binary else {"mode": "w", "encoding": "utf-8", "newline": ""}
    path = path.resolve() if path.is_symlink() and path.is_file() else path
    if path.exists() and not path.is_file() and not path.is_dir():
        with _straight(path, **how) as stream:
            yield stream
        return
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    except OSError as error:
        raise _unwritable(path, error) from None
    part = Path(name)
    try:
        with open(descriptor, **how) as stream:  # noqa: PTH123 - from a descriptor
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        part.chmod(0o666 & ~umask())
        part.replace(path)
    except BaseException as error:
        part.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(path, error) from None
        raise


@contextmanager
def _straight(path: Path, **how: Any) -> Iterator[IO[Any]]:  # noqa: ANN401 - what `open` takes
    """A device or pipe, opened to be written to as it is; whoever reads it may stop reading."""
    try:
        with path.open(**how) as stream:
            yield stream
    except BrokenPipeError:
        pass
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(f"{path} cannot be written: {error.strerror}; name another place")


def umask() -> int:
    """The permission bits that new files lack; mkstemp gives its file to the owner alone."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


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
