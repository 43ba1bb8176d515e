"""Telling how a batch goes: a bar on a terminal when there is much to read, plain lines otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from papertiger.cli.output import tell
from papertiger.news.refusal import Refusal, printable
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

MANY = 4
"""From this many inputs on, a bar says more than lines."""
UNKNOWN = -1
"""Many inputs, and counting them would take reading them: an archive."""


class Lines:
    """One line on standard error for every article and refusal."""

    def __init__(self, *, quiet: bool, debug: bool) -> None:
        self._quiet, self._debug = quiet, debug
        self.beside: Callable[[], str] = str
        """What else has come so far, beside each article; empty where there is nothing of the kind."""

    def refused(self, refusal: Refusal, trace: str) -> None:
        """One line, and the traceback of an unexpected error if it was asked for."""
        self.say(f"refused: {refusal.line}")
        self.trace(trace)

    def passed(self, path: str, claims: int | None) -> None:
        """One line, unless quiet."""
        if not self._quiet:
            beside = self.beside()
            self.say(f"{printable(path)}: {_claims(claims)}" + (f"; so far {beside}" if beside else ""))

    def noted(self, path: str, notes: str) -> None:
        """One line, unless quiet."""
        if not self._quiet:
            self.say(f"{printable(path)}: {printable(notes)}")

    def trace(self, trace: str) -> None:
        """A Python traceback, if it was asked for."""
        if self._debug and trace:
            self.say(trace.rstrip())

    def say(self, text: str) -> None:
        """Write to standard error."""
        tell(text)


class Bar(Lines):
    """A progress bar; refusals scroll by above it."""

    def __init__(self, progress: Progress, task: TaskID, *, debug: bool) -> None:
        super().__init__(quiet=True, debug=debug)
        self._progress, self._task = progress, task

    def refused(self, refusal: Refusal, trace: str) -> None:
        """Move on, and say why above the bar."""
        self._progress.advance(self._task)
        super().refused(refusal, trace)

    def passed(self, path: str, claims: int | None) -> None:
        """Move on."""
        self._progress.advance(self._task)
        if beside := self.beside():
            self._progress.update(self._task, description=f"reading, {beside}")
        super().passed(path, claims)

    def noted(self, path: str, notes: str) -> None:
        """One line above the bar."""
        self.say(f"{printable(path)}: {printable(notes)}")

    def say(self, text: str) -> None:
        """Print above the bar, as it is: brackets in a path are no markup."""
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def watching(total: int | None, *, quiet: bool, debug: bool) -> Iterator[Lines]:
    """Who is told of the batch: a bar when `total` inputs are many, or UNKNOWN, and standard error is a terminal, else lines."""
    if quiet or total is None or UNKNOWN < total < MANY or not sys.stderr.isatty():
        yield Lines(quiet=quiet, debug=debug)
        return
    from rich.console import Console  # noqa: PLC0415 - 100 ms, for terminals only
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415 - as above

    counting_only = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:,} articles"),
        TimeElapsedColumn(),
    )
    columns = counting_only if total == UNKNOWN else Progress.get_default_columns()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None if total == UNKNOWN else total)
        yield Bar(progress, task, debug=debug)


def _claims(number: int | None) -> str:
    if number is None:
        return "already in the ledger"
    return counted(number, "claim") if number else "no claims"


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """To be told how many of how many are done: a bar when standard error is a terminal, else nothing. A smaller number begins anew."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console  # noqa: PLC0415 - 100 ms, for terminals only
    from rich.progress import Progress  # noqa: PLC0415 - as above

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda done, of: progress.update(task, completed=done, total=of)
