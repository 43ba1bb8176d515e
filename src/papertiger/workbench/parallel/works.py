"""What is given to workers, and what comes back."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.news.archives.pieces import Piece, articles_from_piece, pieces
from papertiger.news.archives.raw import RawRecord
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.news.sources import Source
from papertiger.readers.reading import Reading
from papertiger.settings import Settings
from papertiger.workbench.inputs import each_source

if TYPE_CHECKING:
    from papertiger.ledger.search.analysed import Chains  # loads SQLAlchemy
    from papertiger.news.fetching import Contact


@dataclass(frozen=True, slots=True)
class Work:
    """What one worker loads and reads in one go."""

    number: int
    """Place in the order of the input."""
    content: Piece | Article
    max_bytes: int
    """Most that a packed piece may become."""

    @property
    def path(self) -> str:
        """Of the article in it; of several (a feed) the beginning of their paths."""
        one = self.content
        if isinstance(one, Article):
            return one.path
        return one.name if one.number is None else f"{one.name}#{one.number}"

    @property
    def size(self) -> int:
        """Bytes."""
        return len(self.content.raw) if isinstance(self.content, Article) else self.content.size

    def articles(self) -> Iterator[Article | Refusal]:
        """The articles in it, and a refusal for everything in it that is none."""
        if isinstance(self.content, Article):
            yield self.content
        else:
            yield from articles_from_piece(self.content, max_bytes=self.max_bytes)

    def digest(self) -> str | None:
        """SHA-256 of the raw bytes that the article in it has; None where it would be refused."""
        raw = self.content.block if isinstance(self.content, RawRecord) else self.content.raw
        if isinstance(self.content, RawRecord):
            from papertiger.news.archives.warc import record_of  # noqa: PLC0415 - for archives only

            record = record_of(self.content, max_bytes=self.max_bytes)
            if isinstance(record, Refusal):
                return None
            raw = record.payload
        return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Refused:
    """What could not be read, with the traceback of an unexpected error, else none."""

    refusal: Refusal
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What the ledger held before, so that it was not read."""

    path: str


@dataclass(frozen=True, slots=True)
class Worked:
    """What became of one work."""

    number: int
    given: tuple[Reading | Refused | Known, ...]


Batch = tuple[Work, ...]
"""What is sent at once."""


@dataclass(frozen=True, slots=True)
class Orders:
    """What holds for every batch of a run."""

    settings: Settings
    """Reader and analysers."""
    limit: float
    """Seconds of computing that loading and reading one piece may take."""
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    """Names the run, for workers that outlive it."""


@dataclass(frozen=True, slots=True)
class Done:
    """A batch was worked off."""

    worked: tuple[Worked, ...]
    words: Mapping[str, Chains] = field(default_factory=dict)
    """Language → words of its articles, looked up for the index of who stores them, so far as they were not sent before."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A worker ended before its batch was done."""

    batch: Batch
    suspects: frozenset[int]
    """Numbers of the works one of which was in hand; none where none was."""
    late: bool = False
    """It was ended, because the work took too long."""


def works_of(
    paths: Iterable[str | Path],
    max_bytes: int,
    watcher: Callable[[str], None],
    contacted: Callable[[Contact], None],
    passed: Counter[str] | None = None,
) -> Iterator[Work | Worked]:
    """The works of `paths` in order, and what is refused before anybody need work; see `inputs.load_all`."""

    def read(source: Source) -> Iterator[Piece | Refusal]:
        return pieces(source, max_bytes=max_bytes, passed=passed)

    return numbered(each_source(paths, read, watcher, contacted), max_bytes)


def numbered(contents: Iterable[Piece | Article | Refusal], max_bytes: int) -> Iterator[Work | Worked]:
    """Pieces and articles as works, refusals as what became of theirs."""
    for number, content in enumerate(contents):
        if isinstance(content, Refusal):
            yield Worked(number, (Refused(content),))
        else:
            yield Work(number, content, max_bytes)
