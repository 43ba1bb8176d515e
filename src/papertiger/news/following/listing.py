"""What a source lists: entries, and what was wrong with the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

from papertiger.news.following.identity import identity
from papertiger.news.following.sourcelist import Source

Item = TypeVar("Item")
MAX_ENTRIES = 50_000
"""Most entries that are taken of one list: what the sitemap protocol allows."""
EXAMINED = 2 * MAX_ENTRIES
"""Most entries of one list that are looked at, those without an address and those that stand there twice among them."""
MAX_WORDS = 1_000
"""Longest title, name or id in characters; the rest is cut."""
MAX_TEXT = 500_000
"""Longest text of one entry, in characters of markup."""
_MOST_PROBLEMS = 40
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Entry:
    """One article that a source lists."""

    address: str
    """Absolute, without fragment, otherwise as listed. Not checked: `fetch` refuses what may not be fetched."""
    title: str | None = None
    published: str | None = None
    """ISO 8601 as in `Metadata.published`; None where the list says none, or one that cannot be."""
    updated: str | None = None
    guid: str | None = None
    """The list's own id of the entry."""
    outlet: str | None = None
    """Of which outlet the list says that the entry is (RSS ``source``, Atom ``source``, a sitemap's ``publication``);
    without it an aggregator's reprint looks like its own report."""
    source_address: str | None = None
    """Where the list says that the entry is from."""
    summary_html: str | None = None
    content_html: str | None = None
    """The text that the list itself carries, as markup; None where it carries none."""
    language: str | None = None
    author: str | None = None

    @property
    def identity(self) -> str:
        """The address for comparing (see `identity`)."""
        return identity(self.address)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one address lists, in its order; two entries with the same identity are one."""

    entries: tuple[Entry, ...]
    title: str | None = None
    language: str | None = None
    every: timedelta | None = None
    """How often the list says that it changes."""
    more: tuple[Entry, ...] = ()
    """Further lists that it names (a sitemap index), each with the time of its last change where that is said."""
    problems: tuple[str, ...] = ()
    """What is missing or was mended, one sentence each."""


@dataclass
class Notes:
    """Problems of many entries, each kind told once with its number and first case."""

    found: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, problem: str, case: str = "") -> None:
        """Count one more case of `problem`."""
        number, first = self.found.get(problem, (0, case))
        if number or len(self.found) < _MOST_PROBLEMS:
            self.found[problem] = (number + 1, first)

    def told(self, before: Iterable[str] = ()) -> tuple[str, ...]:
        """All problems, `before` first."""
        return (*before, *(_told(problem, *found) for problem, found in self.found.items()))


def list_pages(source: Source) -> Listing:
    """The pages of a source of kind ``pages``: nothing has to be asked for to know them.

    Each is an entry that stays: it is fetched whenever the source is due, and is a new article when its text has changed.
    """
    language = source.language
    return Listing(tuple(Entry(address, language=language) for address in source.addresses))


def first(items: Iterable[Item], notes: Notes) -> Iterator[Item]:
    """The items of a list that are looked at."""
    for number, item in enumerate(items):
        if number == EXAMINED:
            notes.add(f"what follows the first {EXAMINED:,} entries was not looked at")
            return
        yield item


def unique(entries: Iterable[Entry], notes: Notes, most: int = MAX_ENTRIES) -> tuple[Entry, ...]:
    """The first `most` entries with different identities."""
    kept: dict[str, Entry] = {}
    left = 0
    for entry in entries:
        key = entry.identity
        if key in kept:
            notes.add("listed twice, taken once", entry.address)
        elif len(kept) < most:
            kept[key] = entry
        else:
            left += 1
    if left:
        notes.add(f"{left:,} entries over the limit of {most:,} were not taken")
    return tuple(kept.values())


def _told(problem: str, number: int, first: str) -> str:
    shown = "".join(c if c.isprintable() else " " for c in first[:_SHOWN])
    many = f" ({number:,} entries)" if number > 1 else ""
    return f"{problem}{many}" + (f": {shown}{'…' if len(first) > _SHOWN else ''}" if first else "")
