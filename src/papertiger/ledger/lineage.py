"""Lineage in a ledger: fingerprints and links stored, articles joined that are not yet, families read back."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, func, insert, or_, select

from papertiger.errors import PapertigerError
from papertiger.ledger import rows
from papertiger.ledger.opening import WRITES
from papertiger.ledger.schema import ARTICLES, FINGERPRINTS, JOINED, LINKS
from papertiger.lineage import Evidence, Fingerprint, Index, Link, Member, Verdict, week_of
from papertiger.lineage.index import GROUP
from papertiger.news.article import Article

BATCH = 500
"""Articles joined in one transaction."""
BATCHES = 100
"""Batches of waiting articles that are looked up at once."""
_PRINT = select(FINGERPRINTS.c.meta, FINGERPRINTS.c.vectors).where(
    FINGERPRINTS.c.article_key == bindparam("key")
)
_OF_WEEK = (
    select(FINGERPRINTS)
    .join(JOINED, JOINED.c.article_key == FINGERPRINTS.c.article_key)
    .where(FINGERPRINTS.c.week.is_not_distinct_from(bindparam("week")))
)
_PLACES = 400
"""Keys in one query; SQLite takes some thousands of variables."""

Maker = Callable[[Article], Fingerprint]
"""Makes the fingerprint of an article that was stored without one."""


def fingerprint_row(one: Fingerprint) -> rows.Row:
    """The row of table ``fingerprints``."""
    return {
        "article_key": one.key,
        "week": week_of(one),
        "meta": one.meta(),
        "vectors": one.vectors(),
    }


def join_all(engine: Engine, make: Maker, now: str) -> int:
    """Join every article that is not joined yet; how many those were.

    A batch is one transaction that holds the write lock, so that of two programs each sees what the other joined. An article
    that no fingerprint can be made of (its language has no reader any more) stands alone.

    Args:
        engine: the ledger's.
        make: makes the fingerprints that are missing.
        now: ISO 8601 moment to store.
    """
    number, version = 0, None
    with engine.connect() as connection:
        connection.execution_options(**{WRITES: True})
        index = Index(lambda week: _of_week(connection, week))
        while keys := _waiting(connection):
            for start in range(0, len(keys), BATCH):
                with connection.begin():
                    now_at = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
                    if now_at != version:  # another program wrote, and may have joined articles
                        index, version = Index(lambda week: _of_week(connection, week)), now_at
                    number += _join(connection, index, keys[start : start + BATCH], make, now)
    return number


def _waiting(connection: Connection) -> Sequence[str]:
    """The next articles that wait, many batches of them: finding them means passing by all that are joined."""
    a = ARTICLES.c
    query = (
        select(a.key)
        .outerjoin(JOINED, JOINED.c.article_key == a.key)
        .where(JOINED.c.article_key.is_(None))
        .order_by(a.published, a.key)
        .limit(BATCHES * BATCH)
    )
    with connection.begin():
        return connection.execute(query).scalars().all()


def waiting(connection: Connection) -> int:
    """How many articles are not joined yet."""
    a, j = ARTICLES.c, JOINED.c
    query = select(func.count()).select_from(ARTICLES.outerjoin(JOINED, j.article_key == a.key))
    return int(connection.execute(query.where(j.article_key.is_(None))).scalar_one())


def _join(connection: Connection, index: Index, keys: Sequence[str], make: Maker, now: str) -> int:
    """Join the articles with those keys that nobody joined meanwhile, one after the other; how many those were."""
    joined: set[str] = set()
    for start in range(0, len(keys), _PLACES):
        known = select(JOINED.c.article_key).where(JOINED.c.article_key.in_(keys[start : start + _PLACES]))
        joined.update(connection.execute(known).scalars())
    waiting = [key for key in keys if key not in joined]
    for start in range(0, len(waiting), GROUP):
        # A group is stored before the next, so that a week that leaves memory comes back whole.
        group = waiting[start : start + GROUP]
        prints = [one for key in group if (one := _fingerprint(connection, key, make)) is not None]
        links = [link_row(link) for found in index.join_all(prints) for link in found]
        if links:
            connection.execute(insert(LINKS), links)
        connection.execute(insert(JOINED), [{"article_key": key, "joined_at": now} for key in group])
    return len(waiting)


def _fingerprint(connection: Connection, key: str, make: Maker) -> Fingerprint | None:
    """The stored fingerprint of an article, made and stored where it is missing."""
    row = connection.execute(_PRINT, {"key": key}).one_or_none()
    if row is not None:
        return Fingerprint.load(key, row.meta, row.vectors)
    article = rows.article_value(
        connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one()
    )
    try:
        one = make(article)
    except PapertigerError:
        return None
    connection.execute(insert(FINGERPRINTS), fingerprint_row(one))
    return one


def _of_week(connection: Connection, week: int | None) -> Iterator[Fingerprint]:
    for row in connection.execute(_OF_WEEK, {"week": week}).mappings():
        yield Fingerprint.load(row["article_key"], row["meta"], row["vectors"])


def link_row(link: Link) -> rows.Row:
    """The row of table ``links``."""
    told = [[e.kind, round(e.amount, 4), round(e.weight, 4), e.words] for e in link.verdict.evidence]
    return {
        "id": f"{link.first}{link.second}",
        "first": link.first,
        "second": link.second,
        "log_odds": link.verdict.log_odds,
        "evidence": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
    }


def _link(row: Any) -> Link:  # noqa: ANN401 - a row
    evidence = tuple(Evidence(*one) for one in json.loads(row.evidence))
    return Link(row.first, row.second, Verdict(evidence, row.log_odds))


def relatives(connection: Connection, key: str) -> tuple[set[str], list[Link]]:
    """The article and all that links lead to from it, however far, and those links."""
    seen, links = {key}, dict[str, Link]()
    frontier = [key]
    while frontier:
        found: list[str] = []
        for start in range(0, len(frontier), _PLACES):
            part = frontier[start : start + _PLACES]
            l = LINKS.c  # noqa: E741 - as the table is called
            for row in connection.execute(select(LINKS).where(or_(l.first.in_(part), l.second.in_(part)))):
                links[row.id] = _link(row)
                found += [row.first, row.second]
        frontier = [k for k in dict.fromkeys(found) if k not in seen]
        seen.update(frontier)
    return seen, list(links.values())


def all_links(connection: Connection) -> Iterator[Link]:
    """Every link."""
    for row in connection.execute(select(LINKS)):
        yield _link(row)


def members(connection: Connection, keys: Iterable[str] | None = None) -> Iterator[Member]:
    """The articles with those keys, or all, as members of families."""
    a, f = ARTICLES.c, FINGERPRINTS.c
    columns = (a.key, a.path, a.title, a.url, a.outlet, a.published, a.language, f.meta)
    query = select(*columns).outerjoin(FINGERPRINTS, f.article_key == a.key)
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
