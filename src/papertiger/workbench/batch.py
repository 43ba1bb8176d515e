"""Reading a batch of articles into a ledger: each article is one transaction, and a bad one does not stop the rest."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from papertiger.errors import DataFileError, FetchError, LedgerError, PapertigerError, SettingsError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Note, Reading, summary

if TYPE_CHECKING:
    from papertiger.news.fetching import Contact
    from papertiger.news.sources import Source

DONE, PARTLY, NOTHING, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses of a batch."""

TOLD = 1_000
"""Refusals of one file that are told and kept one by one."""

CURE = "a fault in papertiger; --debug shows where"


class Reader(Protocol):
    """What turns an article into a reading."""

    def read(self, article: Article) -> Reading:
        """Read every claim of one article."""


class Store(Protocol):
    """What keeps readings."""

    def known(self, key: str) -> bool:
        """Whether the article is there."""

    def add(self, reading: Reading) -> bool:
        """Keep a reading; False when it was there."""

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Remember inputs that could not be read."""


class Watcher(Protocol):
    """Who is told what happens, while it happens."""

    def refused(self, refusal: Refusal, trace: str) -> None:
        """An input was refused; `trace` is the Python traceback of an unexpected error, else empty."""

    def passed(self, path: str, claims: int | None) -> None:
        """An article is in the ledger with so many claims; None when it was there before."""

    def noted(self, path: str, notes: str) -> None:
        """Parts of an article that was read were skipped or put right."""


class Unheard:
    """A watcher that nobody listens to."""

    def refused(self, refusal: Refusal, trace: str) -> None:
        """Say nothing."""

    def passed(self, path: str, claims: int | None) -> None:
        """Say nothing."""

    def noted(self, path: str, notes: str) -> None:
        """Say nothing."""


class Stopping(Protocol):
    """Who may stop a batch: asked between two articles, and kept waiting while one is in hand."""

    asked: bool
    """True to stop before the next article."""

    def held_back(self) -> AbstractContextManager[None]:
        """Around the work on one article, which is finished first."""


class Unstopped:
    """Nobody stops the batch; a KeyboardInterrupt still does."""

    asked = False

    def held_back(self) -> AbstractContextManager[None]:
        """Nothing to hold back."""
        return nullcontext()


@dataclass(slots=True)
class Outcome:
    """What became of a batch."""

    read: int = 0
    known: int = 0
    without_claims: int = 0
    """Of those read, how many yielded no claim."""
    pointers: int = 0
    """Rows of exports that were stored as pointers; they are no articles."""
    pointers_known: int = 0
    """Rows of exports that were stored before."""
    passed: Counter[str] = field(default_factory=Counter)
    """Records of archives that hold no article, by reason; they are not refused."""
    families: Counter[str] = field(default_factory=Counter)
    """Claims by family."""
    refusals: list[Refusal] = field(default_factory=list)
    """At most `TOLD` of one file, and one more that says so."""
    refused: Counter[str] = field(default_factory=Counter)
    """File or address → how much of it was refused, told or not."""
    notes: list[tuple[str, Note]] = field(default_factory=list)
    """Paths, and what the reader noted on the articles there."""
    contacted: list[Contact] = field(default_factory=list)
    """Every other machine that was asked, in order."""
    interrupted: bool = False
    seconds: float = 0.0

    @property
    def status(self) -> int:
        """Exit status by what became of the inputs."""
        if self.interrupted:
            return INTERRUPTED
        if not self.read + self.known + self.pointers + self.pointers_known:
            return NOTHING
        return PARTLY if self.refusals else DONE

    def refuse(self, refusal: Refusal, watcher: Watcher, trace: str = "") -> Refusal | None:
        """Count a refusal and tell of it; what is to be kept of it.

        A file of a million bad rows is told of a thousand times and once more: so many lines say no more, and would fill memory, ledger
        and screen. Its other rows are read all the same.
        """
        of = refusal.path.partition("#")[0]
        self.refused[of] += 1
        if self.refused[of] > TOLD + 1:
            return None
        if self.refused[of] == TOLD + 1:
            refusal = Refusal(
                of,
                None,
                f"more than {TOLD:,} refusals; further ones are counted and not told",
                "see what the file holds",
            )
        self.refusals.append(refusal)
        watcher.refused(refusal, trace)
        return refusal

    def took(self, reading: Reading, watcher: Watcher) -> None:
        """Count a reading that is in the ledger now, and tell of it."""
        path = reading.article.path
        self.read += 1
        self.without_claims += not reading.claims
        self.families.update(claim.record.family for claim in reading.claims)
        self.notes += [(path, note) for note in reading.notes]
        watcher.passed(path, len(reading.claims))
        if reading.notes:
            watcher.noted(path, summary(reading.notes))

    def as_json(self, ledger: str) -> dict[str, Any]:
        """The summary as `read --format json` prints it."""
        return {
            "ledger": ledger,
            "read": self.read,
            "known": self.known,
            "without_claims": self.without_claims,
            "pointers": self.pointers,
            "passed_over": dict(self.passed.most_common()),
            "refused": self.refused.total(),
            "claims": {name: self.families.get(name, 0) for name in ("support", "relation", "event")},
            "seconds": round(self.seconds, 3),
            "interrupted": self.interrupted,
            "contacted": [asdict(contact) for contact in self.contacted],
            "refusals": [
                {"path": r.path, "row": r.row, "problem": r.problem, "cure": r.cure} for r in self.refusals
            ],
            "notes": [{"path": path, **asdict(note)} for path, note in self.notes],
        }


def load_all(
    paths: Iterable[str | Path],
    max_bytes: int,
    watcher: Callable[[str], None],
    contacted: Callable[[Contact], None],
    passed: Counter[str] | None = None,
) -> Iterator[Article | Refusal]:
    """Articles of `paths`, file by file, so that a loader that fails on one file loses that file only.

    Args:
        paths: files, folders, ``-`` for standard input, or, as text, addresses, which alone are fetched.
        max_bytes: largest file or row.
        watcher: called with the traceback of an unexpected error, before its refusal is yielded.
        contacted: told of every other machine that was asked.
        passed: counts, by reason, records of archives that hold no article.
    """
    from papertiger.news.loading import load_source  # noqa: PLC0415 - only `read` loads

    def read(source: Source) -> Iterator[Article | Refusal]:
        return load_source(source, max_bytes=max_bytes, passed=passed)

    return each_source(paths, read, watcher, contacted)


Content = TypeVar("Content")


def each_source(
    paths: Iterable[str | Path],
    read: Callable[[Source], Iterator[Content | Article | Refusal]],
    watcher: Callable[[str], None],
    contacted: Callable[[Contact], None],
) -> Iterator[Content | Article | Refusal]:
    """What `read` gives of every file that `paths` lead to, and the articles of addresses; one that fails loses itself only."""
    from papertiger.news.sources import walk  # noqa: PLC0415 - only `read` loads

    for on_the_web, some in groupby(paths, key=is_address):
        if on_the_web:
            for address in some:
                yield from fetched(str(address), watcher, contacted)
            continue
        for source in walk(some):
            if isinstance(source, Refusal):
                yield source
                continue
            try:
                yield from read(source)
            except Exception as error:  # noqa: BLE001 - hostile input must not stop the batch
                watcher(traceback.format_exc())
                yield unexpected(source.name, error)


def is_address(given: str | Path) -> bool:
    """Whether an input is an address on the web; a file of such a name is given as ``./http…`` or as a path."""
    return isinstance(given, str) and given.lower().startswith(("http://", "https://"))


def fetched(
    address: str, watcher: Callable[[str], None], contacted: Callable[[Contact], None]
) -> Iterator[Article | Refusal]:
    """What one address gives; see `load_all`."""
    from papertiger.news.fetching import articles_from, fetch  # noqa: PLC0415 - for addresses only

    try:
        yield from articles_from(fetch(address, contacted=contacted))
    except FetchError as error:
        yield Refusal(error.address, None, error.problem, error.cure)
    except Exception as error:  # noqa: BLE001 - as for files
        watcher(traceback.format_exc())
        yield unexpected(address, error)


def run_batch(
    loaded: Iterable[Article | Refusal],
    reader: Callable[[], Reader],
    store: Callable[[], Store],
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
) -> None:
    """Read every article into the store and note in `outcome` what became of each.

    Args:
        loaded: articles and refusals, as they are loaded.
        reader: makes the reader or returns the one made before; not called while all articles are known.
        store: opens the store or returns the one opened before; called at the first article.
        watcher: told of every article and refusal.
        outcome: changed in place, so that it stands even when this raises.
        stopping: asked between two articles.

    Raises:
        LedgerError: the store cannot be used at all. DataFileError, SettingsError: nor can the reader.
    """
    began = time.monotonic()
    try:
        for item in loaded:
            with stopping.held_back():
                if isinstance(item, Refusal):
                    outcome.refuse(item, watcher)
                else:
                    _take(item, reader, store, watcher, outcome)
            if stopping.asked:
                outcome.interrupted = True
                break
    except KeyboardInterrupt:
        outcome.interrupted = True
    finally:
        outcome.seconds += time.monotonic() - began
    if outcome.refusals and outcome.read + outcome.known:
        # Only beside articles that were read: a misspelt name must not leave a ledger behind.
        store().refused(outcome.refusals)


def _take(
    article: Article,
    reader: Callable[[], Reader],
    store: Callable[[], Store],
    watcher: Watcher,
    outcome: Outcome,
) -> None:
    """Read one article, unless it is known; an error becomes its refusal."""
    opened = store()
    try:
        reading = None if opened.known(article.key) else reader().read(article)
        if reading is None or not opened.add(reading):
            outcome.known += 1
            watcher.passed(article.path, None)
            return
    except Exception as error:
        if is_fatal(error):
            raise
        trace = "" if isinstance(error, PapertigerError) else traceback.format_exc()
        outcome.refuse(refusal_for(article.path, error), watcher, trace)
        return
    outcome.took(reading, watcher)


def is_fatal(error: Exception) -> bool:
    """Whether the next article would meet the same error.

    The ledger raises LedgerError from the driver's error when the file is at fault (locked, full), and on its own
    when one reading is.
    """
    if isinstance(error, LedgerError):
        return error.__cause__ is not None
    return isinstance(error, (DataFileError, SettingsError))


def refusal_for(path: str, error: Exception) -> Refusal:
    """The refusal for an article that its reader or the store does not take."""
    if isinstance(error, PapertigerError):
        return Refusal(path, None, str(error).removeprefix(f"{path}: "), "")
    return unexpected(path, error)


def unexpected(path: str, error: Exception) -> Refusal:
    """The refusal for an input on which papertiger itself failed."""
    return Refusal(path, None, f"could not be read: {type(error).__name__}: {error}".strip(": "), CURE)
