"""Reading a batch of articles into a ledger: each article is one transaction, and a bad one does not stop the rest."""

from __future__ import annotations

import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from papertiger.errors import PapertigerError
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Note, Reading, summary
from papertiger.workbench.failing import STOPS, is_fatal, refusal_for

if TYPE_CHECKING:
    from papertiger.news.fetching import Contact
    from papertiger.readers.llm.running import Use

DONE, PARTLY, NOTHING, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses of a batch."""

TOLD = 1_000
"""Refusals of one file that are told and kept one by one."""


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


class Asks(Protocol):
    """A reader that asks a language model."""

    def use(self) -> Use:
        """What it asked so far."""


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
    stopped: str = ""
    """Why the batch ended before its inputs did; nothing of what came before is lost."""
    model: Asks | None = None
    """What asks a language model, where one is asked."""
    seconds: float = 0.0

    @property
    def status(self) -> int:
        """Exit status by what became of the inputs."""
        if self.interrupted:
            return INTERRUPTED
        if not self.read + self.known + self.pointers + self.pointers_known:
            return NOTHING
        return PARTLY if self.refusals or self.stopped or self._unanswered else DONE

    @property
    def _unanswered(self) -> bool:
        """Whether a language model was asked and answered nothing at all, so that it read nothing."""
        use = self.model.use() if self.model is not None else None
        return use is not None and bool(use.failed) and not use.calls

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
            **({"llm": self._asked()} if self.model is not None else {}),
        }

    def _asked(self) -> dict[str, Any]:
        """What was asked of a language model; where the run ended before its inputs did, why."""
        use = asdict(self.model.use()) if self.model is not None else {}
        return {**use, "stopped": bool(self.stopped), "why": self.stopped or None}


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
        outcome: changed in place, so that it stands even when this raises. Where a language model can't be asked any more, it says
            why, and the article that was in hand is not stored.
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
    except STOPS as error:
        outcome.stopped = str(error)
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
