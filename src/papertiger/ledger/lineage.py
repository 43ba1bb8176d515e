"""Lineage in a ledger: fingerprints and links stored, articles joined that are not yet, families read back."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from papertiger.errors import LedgerError, PapertigerError
from papertiger.ledger import values
from papertiger.ledger.lines import Fields
from papertiger.ledger.schema import ARTICLES, FINGERPRINTS, JOINED, LINKS
from papertiger.ledger.writing import Entry, Maker, Pen
from papertiger.lineage import Evidence, Fingerprint, Index, Link, Member, Verdict, week_of
from papertiger.lineage.index import GROUP
from papertiger.news.article import Article

BATCH = 500
"""Articles joined in one transaction."""
BATCHES = 100
"""Batches of waiting articles that are looked up at once."""
_PRINT = (
    select(FINGERPRINTS.c.meta, FINGERPRINTS.c.vectors)
    .join(ARTICLES, ARTICLES.c.row == FINGERPRINTS.c.article)
    .where(ARTICLES.c.key == bindparam("key"))
)
_OF_WEEK = (
    select(ARTICLES.c.key, FINGERPRINTS.c.meta, FINGERPRINTS.c.vectors)
    .join_from(FINGERPRINTS, JOINED, JOINED.c.article == FINGERPRINTS.c.article)
    .join(ARTICLES, ARTICLES.c.row == FINGERPRINTS.c.article)
    .where(FINGERPRINTS.c.week.is_not_distinct_from(bindparam("week")))
)
_LAST = select(func.max(JOINED.c.row))
_PLACES = 400
"""Keys in one query; SQLite takes some thousands of variables."""

Making = Callable[[Article], Fingerprint]
"""Makes the fingerprint of an article that was stored without one."""


def fingerprint_row(one: Fingerprint) -> Fields:
    """The row of table ``fingerprints``."""
    return {
        "article": one.key,
        "week": week_of(one),
        "meta": json.loads(one.meta()),
        "vectors": base64.b64encode(one.vectors()).decode(),
    }


def join_all(pen: Pen, make: Making) -> int:
    """Join every article that is not joined yet; how many those were.

    A batch is one entry, and no other program joins meanwhile, so that of two programs each sees what the other joined. An
    article that no fingerprint can be made of (its language has no reader any more) stands alone.

    Args:
        pen: writes to the ledger.
        make: makes the fingerprints that are missing.
    """
    number = 0
    joining = _Joining(make)
    while waiting := _waiting(pen):
        for start in range(0, len(waiting), BATCH):
            with pen.entry(Maker("join")) as entry:
                pen.backend.alone(entry.connection, "join")
                number += joining.join(entry, waiting[start : start + BATCH], pen.now())
    return number


Named = tuple[str, int]
"""Key and row number of an article."""


def _waiting(pen: Pen) -> list[Named]:
    """The next articles that wait, many batches of them: finding them means passing by all that are joined."""
    a = ARTICLES.c
    query = (
        select(a.key, a.row)
        .outerjoin(JOINED, JOINED.c.article == a.row)
        .where(JOINED.c.article.is_(None))
        .order_by(a.published.nulls_first(), a.key)
        .limit(BATCHES * BATCH)
    )
    with pen.backend.engine.connect() as connection:
        return [(key, row) for key, row in connection.execute(query)]


class _Joining:
    """The index of what is joined, kept from batch to batch until another program joins something."""

    def __init__(self, make: Making) -> None:
        self._make = make
        self._index: Index | None = None
        self._last: int | None = None
        self._connection: Connection

    def join(self, entry: Entry, articles: Sequence[Named], now: str) -> int:
        """Join those articles that nobody joined meanwhile, one after the other; how many those were."""
        self._connection = entry.connection
        last = entry.connection.execute(_LAST).scalar()
        if self._index is None or last != self._last:
            self._index = Index(self._of_week)
        joined: set[int] = set()
        for start in range(0, len(articles), _PLACES):
            rows_here = [row for _, row in articles[start : start + _PLACES]]
            known = select(JOINED.c.article).where(JOINED.c.article.in_(rows_here))
            joined.update(entry.connection.execute(known).scalars())
        waiting = [one for one in articles if one[1] not in joined]
        for start in range(0, len(waiting), GROUP):
            # A group is stored before the next, so that a week that leaves memory comes back whole.
            group = waiting[start : start + GROUP]
            for key, row in group:
                entry.remember("articles", key, row)
            prints = [one for key, _ in group if (one := _fingerprint(entry, key, self._make)) is not None]
            entry.put_all(
                "links", [link_row(link) for found in self._index.join_all(prints) for link in found]
            )
            entry.put_all("joined", [{"article": key, "at": now} for key, _ in group])
        self._last = entry.connection.execute(_LAST).scalar()
        return len(waiting)

    def _of_week(self, week: int | None) -> Iterator[Fingerprint]:
        for key, meta, vectors in self._connection.execute(_OF_WEEK, {"week": week}):
            yield _loaded(key, meta, vectors)


def _loaded(key: str, meta: str, vectors: bytes) -> Fingerprint:
    try:
        return Fingerprint.load(key, meta, vectors)
    except (ValueError, TypeError, LookupError) as error:
        raise LedgerError(
            f"the fingerprint of article {key} is damaged; restore the ledger from a copy"
        ) from error


def _fingerprint(entry: Entry, key: str, make: Making) -> Fingerprint | None:
    """The stored fingerprint of an article, made and stored where it is missing."""
    row = entry.connection.execute(_PRINT, {"key": key}).one_or_none()
    if row is not None:
        return _loaded(key, row.meta, row.vectors)
    article = values.article_value(
        entry.connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one()
    )
    try:
        one = make(article)
    except PapertigerError:
        return None
    entry.put("fingerprints", fingerprint_row(one))
    return one


def link_row(link: Link) -> Fields:
    """The row of table ``links``."""
    told = [[e.kind, round(e.amount, 4), round(e.weight, 4), e.words] for e in link.verdict.evidence]
    return {
        "first": link.first,
        "second": link.second,
        "log_odds": link.verdict.log_odds,
        "evidence": told,
    }


def joined_upto(connection: Connection) -> tuple[int | None, int | None, int | None]:
    """What changes whenever families may: the last article that was joined, the last link and the last fingerprint."""
    last = (select(func.max(table.c.row)).scalar_subquery() for table in (JOINED, LINKS, FINGERPRINTS))
    joined, linked, printed = connection.execute(select(*last)).one()
    return joined, linked, printed


def waiting(connection: Connection) -> int:
    """How many articles are not joined yet."""
    a, j = ARTICLES.c, JOINED.c
    query = select(func.count()).select_from(ARTICLES.outerjoin(JOINED, j.article == a.row))
    return int(connection.execute(query.where(j.article.is_(None))).scalar_one())


_BETWEEN = ARTICLES.alias("one"), ARTICLES.alias("other")
_LINKS = (
    select(
        LINKS.c.row,
        _BETWEEN[0].c.key.label("first"),
        _BETWEEN[1].c.key.label("second"),
        LINKS.c.first.label("first_row"),
        LINKS.c.second.label("second_row"),
        LINKS.c.log_odds,
        LINKS.c.evidence,
    )
    .join(_BETWEEN[0], _BETWEEN[0].c.row == LINKS.c.first)
    .join(_BETWEEN[1], _BETWEEN[1].c.row == LINKS.c.second)
)


def _link(row: Any) -> Link:  # noqa: ANN401 - a row
    evidence = tuple(Evidence(*one) for one in json.loads(row.evidence))
    return Link(row.first, row.second, Verdict(evidence, row.log_odds))


def relatives(connection: Connection, keys: Iterable[str]) -> tuple[set[str], list[Link]]:
    """Articles and all that links lead to from them, however far, and those links."""
    wanted = list(dict.fromkeys(keys))
    seen, links = set(wanted), dict[int, Link]()
    frontier: list[int] = []
    for start in range(0, len(wanted), _PLACES):
        named = ARTICLES.c.key.in_(wanted[start : start + _PLACES])
        frontier += connection.execute(select(ARTICLES.c.row).where(named)).scalars()
    looked = set(frontier)
    while frontier:
        found: list[int] = []
        for start in range(0, len(frontier), _PLACES):
            part = frontier[start : start + _PLACES]
            l = LINKS.c  # noqa: E741 - as the table is called
            for row in connection.execute(_LINKS.where(or_(l.first.in_(part), l.second.in_(part)))):
                links[row.row] = _link(row)
                seen.update((row.first, row.second))
                found += [row.first_row, row.second_row]
        frontier = [one for one in dict.fromkeys(found) if one not in looked]
        looked.update(frontier)
    return seen, list(links.values())


def all_links(connection: Connection) -> Iterator[Link]:
    """Every link."""
    for row in connection.execute(_LINKS):
        yield _link(row)


def members(connection: Connection, keys: Iterable[str] | None = None) -> Iterator[Member]:
    """The articles with those keys, or all, as members of families."""
    a, f = ARTICLES.c, FINGERPRINTS.c
    columns = (a.key, a.path, a.title, a.url, a.outlet, a.published, a.language, f.meta)
    query = select(*columns).outerjoin(FINGERPRINTS, f.article == a.row)
    if keys is None:
        for row in connection.execute(query):
            yield _member(row)
        return
    wanted = list(keys)
    for start in range(0, len(wanted), _PLACES):
        for row in connection.execute(query.where(a.key.in_(wanted[start : start + _PLACES]))):
            yield _member(row)


def _member(row: Any) -> Member:  # noqa: ANN401 - a row
    return Member.of(row.key, row.path, row.title, row.url, row.outlet, row.published, row.language, row.meta)
