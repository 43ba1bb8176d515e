"""The job that reads what was given on a page: the same loaders, reader and ledger as `papertiger read`, told line by line."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Any, Final

from papertiger.errors import PapertigerError
from papertiger.news.article import Article, Metadata
from papertiger.news.loading import load_bytes
from papertiger.news.refusal import Refusal
from papertiger.report.visible import clipped, one_line
from papertiger.settings import Settings
from papertiger.web.adding.given import Address, File, Given, Pasted, Samples
from papertiger.web.jobs.job import Progress, Tell
from papertiger.web.languages import Interface, interface
from papertiger.workbench.batch import Outcome
from papertiger.workbench.failing import unexpected
from papertiger.workbench.inputs import fetched, load_all
from papertiger.workbench.reading import read_articles

LISTED: Final = 1000
"""Articles, and refusals, that the result names."""
_log = logging.getLogger(__name__)
_ROOM: Final = 100
"""Letters of a title or a name in a line."""


def read(
    tell: Tell, *, settings: Settings, given: Sequence[Given], language: str, address: str
) -> dict[str, Any]:
    """Read what was given into the ledger of `settings` and trace where it comes from.

    Args:
        tell: told of every article, refusal and host.
        settings: ledger, reader, largest input.
        given: what to read.
        language: of the lines.
        address: of the page that shows what was found.

    Returns:
        JSON: ``address``, ``articles`` as pairs of key and number of claims (None: known before), ``refused``, ``contacted``.
    """
    words = interface(language)
    tell(Progress(line=words.text("add.lines.ready")))
    account = _Account(tell, words, total=_expected(given))
    outcome = Outcome()
    read_articles(settings, account.noting(_loaded(settings, given, account)), account, outcome)
    return {
        "address": address,
        "articles": account.articles[:LISTED],
        "read": outcome.read,
        "known": outcome.known,
        "refused": [_told(one) for one in outcome.refusals[:LISTED]],
        "refusals": outcome.refused.total(),
        "contacted": account.contacted,
    }


@dataclass(slots=True)
class _Account:
    """What became of everything so far; a `Watcher`."""

    tell: Tell
    words: Interface
    total: int
    done: int = 0
    articles: list[tuple[str, int | None]] = field(default_factory=list)
    contacted: list[str] = field(default_factory=list)
    _at: Article | None = None

    def noting(self, loaded: Iterator[Article | Refusal]) -> Iterator[Article | Refusal]:
        """What was loaded, with a note of what is in hand: the batch takes one after the other."""
        for item in loaded:
            self._at = item if isinstance(item, Article) else None
            yield item
        self.tell(Progress(self.done, self.total, self.words.text("add.lines.tracing")))

    def step(self) -> None:
        """One input more is through."""
        self.done += 1

    def refused(self, refusal: Refusal, trace: str) -> None:
        """One input was refused; where that is a fault of ours, the terminal where papertiger serve runs gets Python's account of it."""
        if trace:
            _log.error("a fault while reading: %s", trace)
        self._say("refused", "refused", place=_place(refusal), problem=_with_cure(refusal))

    def passed(self, path: str, claims: int | None) -> None:
        """One article is in the ledger."""
        assert self._at is not None  # noqa: S101 - for the type checker
        self.articles.append((self._at.key, claims))
        name = _name(self._at, path)
        if claims is None:
            self._say("read", "known", name=name)
        else:
            line = self.words.counted("add.lines.read", claims, name=name)
            self.tell(Progress(self.done, self.total, line, "read"))

    def noted(self, path: str, notes: str) -> None:
        """Something was skipped in it."""
        self._say("noted", "noted", name=_name(self._at, path), notes=one_line(notes))

    def asked(self, host: str) -> None:
        """Another machine was asked."""
        self.contacted.append(host)
        self._say("noted", "asked", host=host)

    def _say(self, kind: str, key: str, **values: str) -> None:
        self.tell(Progress(self.done, self.total, self.words.text(f"add.lines.{key}", **values), kind))


def _expected(given: Sequence[Given]) -> int:
    if any(isinstance(one, Samples) for one in given):
        from papertiger.news.loading import count  # noqa: PLC0415 - reads the files
        from papertiger.samples import paths  # noqa: PLC0415 - as above

        return count(paths())
    return len(given)


def _loaded(settings: Settings, given: Sequence[Given], account: _Account) -> Iterator[Article | Refusal]:
    """The articles of everything that was given; what fails on one input loses that input only."""
    for one in given:
        try:
            for item in _articles(settings, one, account):
                yield item
                if isinstance(one, Samples):
                    account.step()
        except PapertigerError:
            raise
        except Exception as error:  # noqa: BLE001 - hostile input must not stop the rest
            _log.exception("a fault while loading")
            yield unexpected(one.name if isinstance(one, File) else "-", error)
        if not isinstance(one, Samples):
            account.step()


def _articles(settings: Settings, one: Given, account: _Account) -> Iterator[Article | Refusal]:
    most = settings.max_bytes
    if isinstance(one, Pasted):
        known = Metadata(title=one.title, outlet=one.outlet, published=one.published, url=one.url)
        yield from load_bytes(one.text.encode("utf-8", "replace"), "-", known=known, max_bytes=most)
    elif isinstance(one, File):
        raw = Path(one.path).read_bytes()
        suffix = PurePath(one.name).suffix.removeprefix(".")
        yield from load_bytes(raw, one.name, suffix=suffix, max_bytes=most)
    elif isinstance(one, Address):
        yield from fetched(one.address, _log.error, lambda contact: account.asked(str(contact)))
    else:
        from papertiger.samples import paths  # noqa: PLC0415 - few ask for them

        yield from load_all(paths(), most, _log.error, lambda _: None)


def _name(article: Article | None, path: str) -> str:
    title = article.metadata.title if article is not None else None
    return clipped(one_line(title or PurePath(path).name), _ROOM)


def _place(refusal: Refusal) -> str:
    name = one_line(refusal.path)
    return clipped(name, _ROOM) + (f" #{refusal.row}" if refusal.row is not None else "")


def _with_cure(refusal: Refusal) -> str:
    return one_line(f"{refusal.problem} ({refusal.cure})" if refusal.cure else refusal.problem)


def _told(refusal: Refusal) -> dict[str, str]:
    return {"place": _place(refusal), "problem": one_line(refusal.problem), "cure": one_line(refusal.cure)}
