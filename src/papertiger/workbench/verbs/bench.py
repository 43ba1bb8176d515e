"""An open workbench: its ledger to be written, the same to be read, and what is remembered while nothing changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Lock, RLock
from types import TracebackType
from typing import Any, Self, TypeVar

from papertiger.errors import LedgerError
from papertiger.ledger import Bounds, Ledger
from papertiger.report.languages import DEFAULT, Language, is_language
from papertiger.settings import Settings
from papertiger.workbench.opening import Open
from papertiger.workbench.turns import Turns

Value = TypeVar("Value")


class Bench:
    """What the parts of `Workbench` share."""

    def __init__(
        self, settings: Settings, *, write: bool = True, language: str = "en", bounds: Bounds | None = None
    ) -> None:
        """Open the ledger of `settings`.

        Args:
            settings: which ledger, which reader.
            write: make the ledger where there is none, and take decisions; False to ask only.
            language: of names and briefs: en, uk or ru.
            bounds: of single questions, for who serves others; what gives all there is (claims, exports, audits) has no limit of time.

        Raises:
            LedgerError: the ledger is absent, is none, has a newer schema, or cannot be written.
        """
        self.settings, self.language = settings, language
        self._stack = ExitStack()
        self._ledger = self._stack.enter_context(Ledger.open(settings.ledger)) if write else None
        try:
            self.reading = self._to_ask(bounds or Bounds())
            self._unhurried = self._to_ask(Bounds()) if bounds is not None else self.reading
        except BaseException:
            self._stack.close()
            raise
        self._pen = RLock()
        self._shelf: dict[Hashable, tuple[str, Any]] = {}
        self._shelf_lock = Lock()
        self._turns = Turns()

    def _to_ask(self, bounds: Bounds) -> Ledger:
        return self._stack.enter_context(Ledger.open(self.settings.ledger, create=False, bounds=bounds))

    @property
    def ledger(self) -> Ledger:
        """The ledger, to be written; raises LedgerError where it was opened to read."""
        if self._ledger is None:
            raise LedgerError(f"{self.reading.place} was opened to read; open it with write=True")
        return self._ledger

    @property
    def writable(self) -> bool:
        """Whether the ledger may be written."""
        return self._ledger is not None

    @property
    def _spoken(self) -> Language:
        """The language of names and texts; English where there are no words of it."""
        return self.language if is_language(self.language) else DEFAULT

    @property
    def place(self) -> Path | str:
        """How messages call the ledger."""
        return self.reading.place

    @contextmanager
    def _writing(self) -> Iterator[Ledger]:
        """The ledger, with no other thread writing by this workbench."""
        ledger = self.ledger
        with self._pen:
            yield ledger

    def close(self) -> None:
        """Let go of the ledger."""
        self._stack.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _opened(self, *, keep: bool = True) -> Open:
        """The ledger for assessments, which are kept in it where it may be written and `keep` says so."""
        return Open(self._ledger, True) if self._ledger is not None and keep else Open(self._unhurried, False)

    def _kept(self, name: Hashable, make: Callable[[], Value]) -> Value:
        """What `make` gives, remembered under `name` until something is stored in the ledger."""
        chain = self.reading.chain()
        with self._turns.of(name):  # of threads that ask at once, one works it out
            with self._shelf_lock:
                known = self._shelf.get(name)
            if known is not None and known[0] == chain:
                value: Value = known[1]
                return value
            value = make()
            with self._shelf_lock:
                if len(self._shelf) >= _SHELF:
                    self._shelf.clear()
                self._shelf[name] = chain, value
        return value


_SHELF = 500
"""Answers that are remembered at once."""
