"""What can be asked of a ledger: the filter, the values that come back, and the SQL behind them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any, get_args

from sqlalchemy import ColumnElement, CompoundSelect, RowMapping, Select, func, or_, select, union

from papertiger.errors import LedgerError
from papertiger.ledger.schema import ARTICLES, CLAIMS
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, ClaimRecord, Explanation, Polarity

CONTEXT = 240
"""Code points of frozen text shown on each side of a quote, before cutting back to whole words."""
CANDIDATES = 5
"""How many claims an ambiguous id lists."""

_LAST = "\U0010ffff"
"""Sorts behind every continuation of a prefix, so that a prefix search is a range an index can answer."""
_STATE = re.compile("[A-Za-z]{3}")
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
    actor id."""
    since: str | None = None
    """First date of publication: YYYY, YYYY-MM or YYYY-MM-DD. Undated articles are left out."""
    until: str | None = None
    """Last date of publication, inclusive, in the same forms: until 2026-01 takes in all of January."""
    article: str | None = None
    """Key or SHA-256 of an article, or the beginning of one; or the path it was read from."""
    text: str | None = None
    """Words that the quote contains, in any case."""
    limit: int | None = None
    """Return no more than this many; None for all."""

    def __post_init__(self) -> None:
        """Check values against the closed vocabularies."""
        _check("family", self.family, tuple(PREDICATES))
        _check("predicate", self.predicate, tuple(p for family in PREDICATES.values() for p in family))
        _check("domain", self.domain, DOMAINS)
        _check("polarity", self.polarity, get_args(Polarity))
        _check("modality", self.modality, MODALITIES)
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not _is_date(day):
                raise LedgerError(f"{name}: {day!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")
        if self.limit is not None and self.limit < 1:
            raise LedgerError(f"limit: {self.limit} is less than 1")


def _is_date(text: str) -> bool:
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


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a ledger holds."""

    articles: int
    claims: int
    families: Mapping[str, int]
    """Claims by family."""
    languages: Mapping[str, int]
    """Articles by language."""


def claims_query(chosen: ClaimFilter) -> Select[Any] | CompoundSelect[Any]:
    """The records (JSON) that `chosen` lets through, by date of publication (undated first), article, position.

    A party is asked for by id or by state. Written as OR, that makes SQLite collect and sort every match before it
    returns the first; as a union, each branch walks its own index in order, and a limit stops them early.
    """
    asked = {name: getattr(chosen, name) for name in CONDITIONS}
    shared = [CONDITIONS[name](value) for name, value in asked.items() if value is not None]
    sides = [
        _party(role, getattr(chosen, role))
        for role in ("subject", "object")
        if getattr(chosen, role) is not None
    ]
    c = CLAIMS.c
    columns = (c.published, c.article_key, c.start, c.id, c.record)
    branches = [select(*columns).where(*shared, *parties) for parties in product(*sides)]
    if len(branches) == 1:
        return branches[0].order_by(*columns[:-1]).limit(chosen.limit)
    return union(*branches).order_by(*(column.name for column in columns)).limit(chosen.limit)


def _party(role: str, value: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """The two ways in which `value` can be the party in `role`: as its id, or as its state (``rus`` is RUS)."""
    value = value.upper() if _STATE.fullmatch(value) else value
    return CLAIMS.c[role] == value, CLAIMS.c[f"{role}_state"] == value


def _equals(name: str) -> Callable[[str], ColumnElement[bool]]:
    return lambda value: CLAIMS.c[name] == value


def _contains(name: str) -> Callable[[str], ColumnElement[bool]]:
    return lambda value: func.instr(func.fold(CLAIMS.c[name]), value.casefold()) > 0


def _speaker(value: str) -> ColumnElement[bool]:
    return or_(_contains("said_by")(value), CLAIMS.c.speaker_actor == value)


def _article(value: str) -> ColumnElement[bool]:
    c = ARTICLES.c
    found = or_(starts(c.key, value), starts(c.sha256, value), c.path == value)
    return CLAIMS.c.article_key.in_(select(c.key).where(found))


CONDITIONS: dict[str, Callable[[str], ColumnElement[bool]]] = {
    **{name: _equals(name) for name in ("family", "predicate", "domain", "polarity", "modality")},
    "outlet": _contains("outlet"),
    "speaker": _speaker,
    "since": lambda value: CLAIMS.c.published >= value,
    "until": lambda value: CLAIMS.c.published <= value + _LAST,
    "article": _article,
    "text": _contains("quote"),
}
"""Field of the filter → SQL condition; every field has one but `limit` and the parties (see `_party`)."""


def starts(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether `column` begins with `prefix`, as a range."""
    return column.between(prefix, prefix + _LAST)


def articles_query() -> Select[Any]:
    """The columns of ArticleRow for every article, by date of publication (undated first), then key."""
    c = ARTICLES.c
    count = select(func.count()).where(CLAIMS.c.article_key == c.key).scalar_subquery().label("claims")
    columns = [c[name] for name in ArticleRow.__dataclass_fields__ if name != "claims"]
    return select(*columns, count).order_by(c.published, c.key)


def article_row(row: RowMapping) -> ArticleRow:
    """An ArticleRow from a row of `articles_query`."""
    return ArticleRow(**row)


def candidates_query(prefix: str) -> Select[Any]:
    """Records (JSON) of claims whose id begins with `prefix`, by id; one more than an error lists."""
    matches = select(CLAIMS.c.record).where(starts(CLAIMS.c.id, prefix))
    return matches.order_by(CLAIMS.c.id).limit(CANDIDATES + 1)


def named_articles_query(named: str) -> CompoundSelect[Any]:
    """Keys of the articles that `named` may mean: by path, beginning of key or SHA-256, or beginning of a claim's id."""
    c = ARTICLES.c
    by_itself = select(c.key).where(or_(c.path == named, starts(c.key, named), starts(c.sha256, named)))
    by_claim = select(CLAIMS.c.article_key).where(starts(CLAIMS.c.id, named))
    return union(by_itself, by_claim).limit(CANDIDATES + 1)


def only_article(named: str, found: Sequence[str]) -> str:
    """The one key among `found`; raises LedgerError when there is none or several."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise LedgerError(
            f"no article or claim {named!r} in the ledger; name a path, or the beginning of a key or id"
        )
    keys = ", ".join(key[:8] for key in found[:CANDIDATES])
    raise LedgerError(f"{named!r} means several articles: {keys}; write more of it")


def choose(prefix: str, found: list[ClaimRecord]) -> ClaimRecord:
    """The one claim that `prefix` names: the exact id, or the only id that begins so; else LedgerError."""
    exact = [record for record in found if record.id == prefix]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise LedgerError(f"no claim {prefix!r} in the ledger; `papertiger claims` lists their ids")
    listed = [f"{r.id} ({r.subject or '?'} {r.predicate} {r.object or '?'})" for r in found[:CANDIDATES]]
    more = ", …" if len(found) > CANDIDATES else ""
    raise LedgerError(
        f"several claims begin with {prefix!r}: {', '.join(listed)}{more}; write more of the id"
    )


def excerpt(text: str, start: int, end: int) -> Excerpt:
    """The quote at `start`-`end` with up to CONTEXT code points on each side, cut to whole words."""
    first, last = max(0, start - CONTEXT), min(len(text), end + CONTEXT)
    before, after = text[first:start], text[end:last]
    if first > 0 and not text[first - 1].isspace() and (space := re.search(r"\s+", before)):
        before = before[space.end() :]
    if last < len(text) and not text[last].isspace() and (words := re.match(r"(.*)\s", after, re.DOTALL)):
        after = words[1].rstrip()
    return Excerpt(before, text[start:end], after)
