"""What can be asked of a ledger, and the values that come back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import get_args

from papertiger.errors import LedgerError
from papertiger.records import (
    BOTH_READERS,
    DOMAINS,
    MODALITIES,
    MODEL_READER,
    PREDICATES,
    ClaimRecord,
    Explanation,
    Polarity,
)

ACTOR = "actor:"
"""What a speaker is asked for by that is meant by its actor id, and not by a part of its name."""
READERS = {"llm": MODEL_READER, "frames": "frames", "both": BOTH_READERS}
"""Who read a claim, as a filter names it → name of its coder."""
CONTEXT = 240
"""Code points of frozen text shown on each side of a quote, before cutting back to whole words."""
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims to return: those that meet every field that is not None.

    Raises:
        LedgerError: a value that no claim can have (a misspelt domain, a date in another form); lists what there is.
    """

    family: str | None = None
    predicate: str | None = None
    """A predicate of any family; PLOVER categories are upper case."""
    subject: str | None = None
    """Actor id, or the id of the state that the subject belongs to."""
    object: str | None = None
    """Actor id, or the id of the state that the object belongs to."""
    domain: str | None = None
    polarity: str | None = None
    modality: str | None = None
    outlet: str | None = None
    """Part of the name of the article's outlet, in any case."""
    speaker: str | None = None
    """Part of a name in the attribution chain after the article's own outlet, in any case; or the final speaker's
    actor id. ``actor:ID`` is the final speaker only: names with these letters ("Brussels" for RUS) are left out."""
    since: str | None = None
    """First date of publication: YYYY, YYYY-MM or YYYY-MM-DD. Undated articles are left out."""
    until: str | None = None
    """Last date of publication, inclusive, in the same forms: until 2026-01 takes in all of January."""
    article: str | None = None
    """Key or SHA-256 of an article, or the beginning of one; or the path it was read from."""
    text: str | None = None
    """Words that the quote contains, in any case."""
    reader: str | None = None
    """Who read it: llm (a language model alone), frames (the deterministic reader alone) or both."""
    counted: bool | None = None
    """True: only claims that figures rest on; False: only those that they leave out, for only a language model read them and no
    person accepted them; None: all."""
    limit: int | None = None
    """Return no more than this many; None for all."""
    newest_first: bool = False
    """Order from the newest to the oldest, undated last, instead of the other way round."""

    def __post_init__(self) -> None:
        """Check values against the closed vocabularies."""
        _check("family", self.family, tuple(PREDICATES))
        _check("predicate", self.predicate, tuple(p for family in PREDICATES.values() for p in family))
        _check("domain", self.domain, DOMAINS)
        _check("polarity", self.polarity, get_args(Polarity))
        _check("modality", self.modality, MODALITIES)
        _check("reader", self.reader, tuple(READERS))
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not is_date(day):
                raise LedgerError(f"{name}: {day!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
        if self.limit is not None and self.limit < 1:
            raise LedgerError(f"limit: {self.limit} is less than 1")


def is_date(text: str) -> bool:
    """Whether `text` is a day of the calendar, a month or a year."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - len("YYYY") :])
    except ValueError:
        return False
    return True


def _check(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise LedgerError(f"no {name} {value!r}; there are: {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """One article of the ledger, without its text."""

    key: str
    sha256: str
    path: str
    title: str | None
    outlet: str | None
    author: str | None
    published: str | None
    url: str | None
    language: str
    reader: str
    reader_version: str
    reader_config: str
    read_at: str
    """ISO 8601, UTC."""
    sentences: int
    parsed: int
    claims: int
    """Number of claims read from it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A quote between the frozen text on both sides of it: ``before + exact + after`` is one run of that text."""

    before: str
    exact: str
    after: str


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """One claim with everything the ledger knows about it."""

    record: ClaimRecord
    explanation: tuple[Explanation, ...]
    excerpt: Excerpt
    article: ArticleRow
    stands: bool = True
    """False for a claim that a person rejected, or that a later reading did not find again."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    articles: int
    claims: int
    families: Mapping[str, int]
    """Claims by family."""
    languages: Mapping[str, int]
    """Articles by language."""
    model_only_left_out: int = 0
    """Of the claims, those that no other figure counts: only a language model read them, and no person accepted them."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """The articles of a ledger, counted."""

    articles: int
    outlets: Mapping[str, int]
    """Articles by outlet, those of unknown outlets left out."""
    languages: Mapping[str, int]
    """Articles by language (BCP 47) in which they were read first."""
    first: str
    """Earliest date of publication, ISO 8601; empty when no article has one."""
    last: str
    undated: int
    """Articles without such a date."""


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """The quote at `start`-`end` with up to CONTEXT code points on each side, cut to whole words."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[first:start], text[end:last]
    if first > 0 and not text[first - 1].isspace() and (space := re.search(r"\s+", before)):
        before = before[space.end() :]
    if last < len(text) and not text[last].isspace() and (words := re.match(r"(.*)\s", after, re.DOTALL)):
        after = words[1].rstrip()
    return Excerpt(before, text[start:end], after)
