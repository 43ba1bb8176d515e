"""Where a reviewer types: a terminal, or a script whose lines are typed one after the other."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final

from papertiger.cli.output import print_lines, tell
from papertiger.cli.reviewsession import PROMPT
from papertiger.errors import PapertigerError

COMMENT: Final = "#"


class ScriptError(PapertigerError):
    """A line of a script cannot be done."""


class Terminal:
    """A person at a terminal, who may type again what was wrong."""

    def show(self, lines: Iterable[str]) -> None:
        """Print lines."""
        print_lines(lines)

    def ask(self, prompt: str) -> str | None:
        """What is typed; None at the end of input (Ctrl-D)."""
        with suppress(ImportError):  # gives input() line editing; Windows has none
            import readline  # noqa: F401, PLC0415 - only where somebody types
        try:
            return input(prompt)
        except EOFError:
            print_lines([""])
            return None

    def fault(self, message: str) -> None:
        """Tell what was wrong."""
        tell(f"  {message}")


class Script:
    """Lines of a file or a pipe. Nobody is there to type again, so the first fault ends the session."""

    def __init__(self, name: str, lines: Iterable[str]) -> None:
        """Type `lines`; `name` is what faults call them."""
        self._name, self._lines = name, self._numbered(lines)
        self._at = 0

    def _numbered(self, lines: Iterable[str]) -> Iterator[str]:
        for self._at, line in enumerate(lines, start=1):
            yield line.rstrip("\r\n")

    def show(self, lines: Iterable[str]) -> None:
        """Print lines."""
        print_lines(lines)

    def ask(self, prompt: str) -> str | None:
        """The next line; empty lines and comments (``# …``) are passed over where a key is asked for."""
        for line in self._lines:
            if prompt != PROMPT or (line.strip() and not line.lstrip().startswith(COMMENT)):
                print_lines([f"{prompt}{line}"])
                return line
        return None

    def fault(self, message: str) -> None:
        """End the session.

        Raises:
            ScriptError: always; it names the line.
        """
        raise ScriptError(f"{self._name}, line {self._at}: {message}")


def is_terminal() -> bool:
    """Whether a person sits at standard input and output."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty())
