"""The SQL behind what can be asked of a ledger."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, RowMapping, Select, func, or_, select, union

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger import proven
from papertiger.ledger.asked import ACTOR, ArticleRow, ClaimFilter
from papertiger.ledger.backends import Backend
from papertiger.ledger.schema import ARTICLES, CHAINS, CLAIMS, CODERS, READINGS, STANDING
from papertiger.records import ClaimRecord

CANDIDATES = 5
"""How many claims an ambiguous id lists."""

Row = dict[str, Any]
_LAST = "\U0010ffff"
"""Sorts behind every continuation of a prefix, so that a prefix search is a range an index can answer."""
_STATE = re.compile("[A-Za-z]{3}")


_C, _A, _S = CLAIMS.c, ARTICLES.c, STANDING.c
ORDER = (_S.published, _S.article, _S.start, _S.row)
"""Claims lie by date of publication (undated first), article and position."""
RECORD = (
    select(
        CLAIMS,
        _A.sha256,
        _A.path,
        _A.url,
        _A.outlet,
        _A.published,
        READINGS.c.language,
        CODERS.c.reader,
        CODERS.c.version.label("reader_version"),
        CODERS.c.config.label("reader_config"),
    )
    .join_from(CLAIMS, ARTICLES, _A.row == _C.article)
    .join(READINGS, READINGS.c.row == _C.reading)
    .join(CODERS, CODERS.c.row == _C.coder)
)
"""Everything that a record is made of but its chain, of all versions of all claims."""


def claims_query(chosen: ClaimFilter, backend: Backend) -> Select[Any]:
    """The standing claims that `chosen` lets through, as rows of `RECORD`, in `ORDER`."""
    query = RECORD.join(STANDING, _S.row == _C.row).where(*conditions(chosen, backend))
    return query.order_by(*(c.desc() for c in ORDER) if chosen.newest_first else ORDER).limit(chosen.limit)


def between(pairs: Collection[tuple[str, str]]) -> Select[Any]:
    """The standing claims of support and relation between pairs of subject's and object's state that figures rest on, as rows of `RECORD`."""
    # A search of the index for each pair: SQLite reads the whole index for a row value among several.
    of_pairs = or_(*((_S.subject_state == one) & (_S.object_state == other) for one, other in sorted(pairs)))
    wanted = (of_pairs, _S.family.in_(("support", "relation")), proven.counts())
    query = RECORD.join(STANDING, _S.row == _C.row).where(*wanted)
    return query.order_by(_S.subject_state, _S.object_state, *ORDER)


def conditions(chosen: ClaimFilter, backend: Backend) -> list[ColumnElement[bool]]:
    """What rows of ``standing``, joined to ``claims``, must meet."""
    asked = {name: getattr(chosen, name) for name in CONDITIONS}
    return [CONDITIONS[name](value, backend) for name, value in asked.items() if value is not None]


Condition = Callable[[Any, Backend], ColumnElement[bool]]


def _equals(name: str) -> Condition:
    return lambda value, _: _S[name] == value


def _party(role: str) -> Condition:
    """By its state where the value is one (``rus`` is RUS), else by its id."""

    def condition(value: str, _: Backend) -> ColumnElement[bool]:
        return _S[f"{role}_state"] == value.upper() if _STATE.fullmatch(value) else _S[role] == value

    return condition


def _speaker(value: str, _: Backend) -> ColumnElement[bool]:
    return _S.chain.in_(select(CHAINS.c.row).where(speaks(value)))


def speaks(value: str) -> ColumnElement[bool]:
    """Whether a chain names `value` after the article's own outlet, or ends in that actor; ``actor:ID`` is only the latter."""
    if value.startswith(ACTOR):
        return CHAINS.c.speaker == value.removeprefix(ACTOR)
    # Names stand there case folded, so that the database need not fold those of every chain.
    named = CHAINS.c.said_by.contains(value.casefold(), autoescape=True)
    return or_(named, CHAINS.c.speaker == value)


def _article(value: str, _: Backend) -> ColumnElement[bool]:
    return _S.article.in_(select(_A.row).where(article_named(value)))


def _text(value: str, backend: Backend) -> ColumnElement[bool]:
    return backend.contains(_C.quote, value)


CONDITIONS: dict[str, Condition] = {
    **{name: _equals(name) for name in ("family", "predicate", "domain", "polarity", "modality")},
    "subject": _party("subject"),
    "object": _party("object"),
    "outlet": lambda value, backend: backend.contains(_S.outlet, value),
    "speaker": _speaker,
    "since": lambda value, _: _S.published >= value,
    # Undated ones are left out: theirs is the empty text.
    "until": lambda value, _: within(_S.published, "0", last_of(value)),
    "article": _article,
    "text": _text,
    "reader": lambda value, _: proven.read_by(value),
    "counted": lambda value, _: proven.counts() if value else proven.left_out(),
}
"""Field of the filter → condition on ``standing``; every field has one but `limit` and `newest_first`."""


def article_named(value: str) -> ColumnElement[bool]:
    """Whether an article's key or SHA-256 begins with `value`, or its path is that."""
    return or_(starts(_A.key, value), starts(_A.sha256, value), _A.path == value)


def last_of(until: str) -> str:
    """What sorts behind every date in the day, month or year `until`."""
    return until + _LAST


def starts(column: ColumnElement[str], prefix: str) -> ColumnElement[bool]:
    """Whether `column` begins with `prefix`, as a range."""
    return within(column, prefix, prefix + _LAST)


def within(column: ColumnElement[str], low: str, high: str) -> ColumnElement[bool]:
    """Whether `column` lies in a range, both ends included. PostgreSQL's BETWEEN takes no collation."""
    return (column >= low) & (column <= high)


def articles_query() -> Select[Any]:
    """The columns of ArticleRow for every article, by date of publication (undated first), then key; reader and figures are its last reading's."""
    r, again = READINGS.c, READINGS.alias().c
    count = select(func.count()).where(STANDING.c.article == _A.row).scalar_subquery().label("claims")
    last = select(func.max(again.number)).where(again.article == _A.row).scalar_subquery()
    own = ("key", "sha256", "path", "title", "outlet", "author", "published", "url")
    return (
        select(
            *(_A[name] for name in own),
            r.language,
            CODERS.c.reader,
            CODERS.c.version.label("reader_version"),
            CODERS.c.config.label("reader_config"),
            r.at.label("read_at"),
            r.sentences,
            r.parsed,
            count,
        )
        .join_from(ARTICLES, READINGS, (r.article == _A.row) & (r.number == last))
        .join(CODERS, CODERS.c.row == r.coder)
        .order_by(_A.published.nulls_first(), _A.key)
    )


def article_row(row: RowMapping) -> ArticleRow:
    """An ArticleRow from a row of `articles_query`."""
    return ArticleRow(**row)


def candidates_query(prefix: str) -> Select[Any]:
    """Ids of claims that begin with `prefix`, in order; one more than an error lists."""
    return select(_C.id).where(starts(_C.id, prefix)).distinct().order_by(_C.id).limit(CANDIDATES + 1)


def named_articles_query(named: str) -> CompoundSelect[Any]:
    """Keys of the articles that `named` may mean: by path, beginning of key or SHA-256, or beginning of a claim's id."""
    by_itself = select(_A.key).where(or_(_A.path == named, starts(_A.key, named), starts(_A.sha256, named)))
    by_claim = select(_A.key).join(CLAIMS, _C.article == _A.row).where(starts(_C.id, named))
    return union(by_itself, by_claim).limit(CANDIDATES + 1)


def only_article(named: str, found: Sequence[str]) -> str:
    """The one key among `found`; raises LedgerError when there is none or several."""
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownError(
            f"no article or claim {named!r} in the ledger; name a path, or the beginning of a key or id"
        )
    keys = ", ".join(key[:8] for key in found[:CANDIDATES])
    raise LedgerError(f"{named!r} means several articles: {keys}; write more of it")


def choose(prefix: str, found: Sequence[tuple[ClaimRecord, Row]]) -> tuple[ClaimRecord, Row]:
    """The one claim that `prefix` names: the exact id, or the only id that begins so; else LedgerError."""
    exact = [one for one in found if one[0].id == prefix]
    if exact or len(found) == 1:
        return (exact or found)[0]
    if not found:
        raise UnknownError(f"no claim {prefix!r} in the ledger; `papertiger claims` lists their ids")
    listed = [f"{r.id} ({r.subject or '?'} {r.predicate} {r.object or '?'})" for r, _ in found[:CANDIDATES]]
    more = ", …" if len(found) > CANDIDATES else ""
    raise LedgerError(
        f"several claims begin with {prefix!r}: {', '.join(listed)}{more}; write more of the id"
    )
