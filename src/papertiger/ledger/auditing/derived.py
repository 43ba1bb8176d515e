"""What is stored although other rows tell it: names, counts, versions, sums, the claims that stand, the index."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from itertools import islice

from sqlalchemy import Connection, case, func, select

from papertiger import __version__
from papertiger.ledger import records, rows
from papertiger.ledger.auditing.finding import Counted, Finding, finding
from papertiger.ledger.auditing.mending import due
from papertiger.ledger.backends import Backend
from papertiger.ledger.indexing import all_articles, all_claims
from papertiger.ledger.schema import (
    ACTIVITIES,
    ARTICLES,
    CHAINS,
    CLAIMS,
    CODERS,
    ENTRIES,
    LINKS,
    READINGS,
    STANDING,
    SUPERSEDED,
    TALLIES,
    tallies,
)
from papertiger.ledger.search import search_index
from papertiger.ledger.writing import PART
from papertiger.lineage.vocabulary import weights
from papertiger.records import Coder

BATCH = 2_000
"""Rows in memory at a time."""
_ROUNDING = 0.01
"""By which the sum of an edge's weights, each rounded to four digits, may miss its log-odds."""


def names(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every attribution chain and coder: the digest that names it, and what of a chain is searched for."""
    found = iter(connection.execution_options(yield_per=BATCH).execute(select(CHAINS).order_by(CHAINS.c.row)))
    while some := list(islice(found, BATCH)):
        steps = records.chains(connection, [row.row for row in some])
        for row in some:
            counted.number += 1
            for name, value in rows.chain_row(steps[row.row]).items():
                if getattr(row, name) != value:
                    yield finding(f"chain {row.digest}", name, getattr(row, name), value)
    for row in connection.execute(select(CODERS)):
        counted.number += 1
        own = rows.coder_id(Coder(reader=row.reader, version=row.version, config=row.config, frame=""))
        if own != row.id:
            yield finding(f"coder {row.id}", "id", row.id, own)


def readings(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every reading that came whole: how many claims it made; every article: that its readings count on from one to the next."""
    r, c = READINGS.c, CLAIMS.c
    # Of the same entry: another ledger may have given a claim of this reading another id, which came later.
    made = (
        select(func.count())
        .where(c.reading == r.row, c.review.is_(None), c.entry == r.entry)
        .correlate(READINGS)
        .scalar_subquery()
    )
    part = select(ENTRIES.c.row).where(ENTRIES.c.row == r.entry, ENTRIES.c.id.contains(PART)).exists()
    query = select(r.id, r.claims, made.label("made")).where(~part).order_by(r.row)
    for row in connection.execution_options(yield_per=BATCH).execute(query):
        counted.number += 1
        if row.claims != row.made:
            yield finding(f"reading {row.id}", "claims", row.claims, row.made)
    # Not all from 1: a reading of a merged ledger that is older than those that were there has a number below theirs.
    last = func.coalesce(func.max(r.number) - func.min(r.number) + 1, 0)
    numbers = select(ARTICLES.c.key, last.label("last"), func.count(r.row).label("all"))
    query = numbers.outerjoin(READINGS, r.article == ARTICLES.c.row).group_by(ARTICLES.c.key)
    for row in connection.execute(query.having(last != func.count(r.row))):
        yield finding(f"article {row.key}", "readings", row.last, row.all)


def versions(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every claim: one article for all its versions, numbers that count from 1, and at most one version that stands."""
    c = CLAIMS.c
    fallen = select(SUPERSEDED.c.claim).where(SUPERSEDED.c.claim == c.row).exists()
    query = select(
        c.id,
        func.count().label("all"),
        func.max(c.version).label("last"),
        func.count(c.article.distinct()).label("articles"),
        func.sum(case((fallen, 0), else_=1)).label("standing"),
    ).group_by(c.id)
    for row in connection.execution_options(yield_per=BATCH).execute(query):
        counted.number += 1
        of = f"claim {row.id}"
        if row.all != row.last:
            yield finding(of, "version", row.last, row.all)
        if row.articles > 1:
            yield finding(of, "article", f"{row.articles} articles", "one article")
        if row.standing > 1:
            yield finding(of, "standing versions", row.standing, "one at most")


def links(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """Every edge of a family that this version of the program made: its log-odds against the weights of its evidence and the prior."""
    l = LINKS.c  # noqa: E741 - as the table is called
    query = (
        select(l.row, l.log_odds, l.evidence)
        .join(ENTRIES, ENTRIES.c.row == l.entry)
        .join(ACTIVITIES, ACTIVITIES.c.row == ENTRIES.c.activity)
        .where(ACTIVITIES.c.version == __version__)
        .order_by(l.row)
    )
    prior = weights().intercept
    for row in connection.execution_options(yield_per=BATCH).execute(query):
        counted.number += 1
        computed = prior + math.fsum(weight for _, _, weight, _ in json.loads(row.evidence))
        if abs(computed - row.log_odds) > _ROUNDING:
            yield finding(f"link {row.row}", "log_odds", row.log_odds, round(computed, 4))


def standing(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """The claims that stand, as queries see them, against the claims and what superseded them; ``--mend`` makes them anew."""
    columns = [STANDING.c[name] for name in due().selected_columns.keys()]  # noqa: SIM118 - no mapping
    counted.number = connection.execute(select(func.count()).select_from(STANDING)).scalar_one()
    for row in connection.execute(due().except_(select(*columns))):
        yield finding(f"claim row {row.row}", "standing", "missing or otherwise", "as its claim")
    for row in connection.execute(select(*columns).except_(due())):
        yield finding(f"claim row {row.row}", "standing", "there", "gone or otherwise")


def numbers(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:  # noqa: ARG001 - one signature
    """The numbers of claims that stand and of articles, against these; ``--mend`` counts anew."""
    kept = select(TALLIES).where(TALLIES.c.number != 0)
    counted.number = connection.execute(select(func.count()).select_from(kept.subquery())).scalar_one()
    due_now = select(tallies.due().subquery())
    for row in connection.execute(due_now.except_(kept)):
        yield finding(f"{row.kind} {' '.join(row[1:5]).strip()}", "number", "otherwise", row.number)
    for row in connection.execute(kept.except_(due_now)):
        yield finding(f"{row.kind} {' '.join(row[1:5]).strip()}", "number", row.number, "otherwise")


def search(backend: Backend, connection: Connection, counted: Counted) -> Iterator[Finding]:
    """The full-text index against quotes and texts as they are analysed today; ``--mend`` makes it anew."""
    index = search_index(connection.dialect.name)
    counted.number = sum(
        connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in (CLAIMS, ARTICLES)
    )
    with backend.engine.connect() as other:
        for line in index.check(connection, all_claims(other), all_articles(other)):
            yield finding("search", "index", line, "as analysed today")
