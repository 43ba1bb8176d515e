"""The index in PostgreSQL: a table of ``tsvector`` each for claims and articles, with a GIN index.

Keys of `analysed` are written as literals with their positions: PostgreSQL analyses nothing, so no dictionary, extension or
locale of the server matters. Alternatives share a position, which phrases then see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    FromClause,
    Index,
    MetaData,
    RowMapping,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    delete,
    false,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from papertiger.ledger.search.analysed import GAP, by_key
from papertiger.ledger.search.checking import findings
from papertiger.ledger.search.index import ArticleText, ClaimText, Newest, Tags
from papertiger.ledger.search.questions import OneOf, Phrase, Question, Term, question

_METADATA = MetaData()


def _table(name: str) -> Table:
    return Table(
        name,
        _METADATA,
        Column("row", BigInteger, primary_key=True, autoincrement=False),
        Column("words", TSVECTOR, nullable=False),
        Index(f"{name}_words", "words", postgresql_using="gin"),
    )


CLAIMS, ARTICLES = _table("claims_words"), _table("articles_words")
_BATCH = 500
"""Rows analysed and sent at a time."""
_NEAR = 8_000
"""Newest rows that are walked through one by one, some 10 ms; a word in one row of a hundred and sixty fills a page of fifty there."""
_BLOCK = 2**17
"""Rows that share a key of their own in the index, so that it need not be asked about all."""
_WIDER = (1, 4, 16)
"""Blocks that are asked about one time after the other, behind the newest rows; then all the rest."""
_FEW = 24
"""Alternatives of a tag that are looked for row by row; a longer list of dates is left to the filter itself."""
_LAST = 16_383
"""The highest position that a tsvector holds; phrases beyond the sixteen thousandth word of an article aren't found, words are."""
_MOST_POSITIONS = 255
"""Of one key in a tsvector."""
_ROOM = 900_000
"""Bytes of a tsvector that are filled; PostgreSQL refuses a megabyte. A text needs a hundred thousand different words for that."""


class PostgresIndex:
    """See `SearchIndex`."""

    def create(self, connection: Connection) -> None:
        """Make both indexes, empty."""
        _METADATA.create_all(connection, checkfirst=False)

    def clear(self, connection: Connection) -> None:
        """Empty both indexes."""
        for one in (CLAIMS, ARTICLES):
            connection.execute(delete(one))

    def add_claims(self, connection: Connection, claims: Iterable[ClaimText]) -> None:
        """Take up claims."""
        _add(connection, CLAIMS, claims)

    def add_articles(self, connection: Connection, articles: Iterable[ArticleText]) -> None:
        """Take up articles."""
        _add(connection, ARTICLES, articles)

    def claims_matching(self, asked: str, tags: Tags = ()) -> Select[tuple[int]]:
        """Rows of claims."""
        return _matching(CLAIMS, asked, tags)

    def articles_matching(self, asked: str, tags: Tags = ()) -> Select[tuple[int]]:
        """Rows of articles."""
        return _matching(ARTICLES, asked, tags)

    def newest_claims(
        self, connection: Connection, query: Newest, asked: str, tags: Tags = ()
    ) -> list[RowMapping]:
        """Claims found, the newest first."""
        return _newest(connection, CLAIMS, query, asked, tags)

    def newest_articles(
        self, connection: Connection, query: Newest, asked: str, tags: Tags = ()
    ) -> list[RowMapping]:
        """Articles found, the newest first."""
        return _newest(connection, ARTICLES, query, asked, tags)

    def check(
        self, connection: Connection, claims: Iterable[ClaimText], articles: Iterable[ArticleText]
    ) -> list[str]:
        """What is wrong with the indexes."""
        return [*_wrong(connection, CLAIMS, claims), *_wrong(connection, ARTICLES, articles)]


def _add(connection: Connection, index: Table, texts: Iterable[ClaimText] | Iterable[ArticleText]) -> None:
    rows = ({"row": one.row, "literal": _literal(one)} for one in texts)
    statement = insert(index).values(
        row=bindparam("row"), words=cast(bindparam("literal", type_=Text), TSVECTOR)
    )
    while batch := list(islice(rows, _BATCH)):
        connection.execute(statement, batch)


def _literal(one: ClaimText | ArticleText) -> str:
    """The words of a text as a tsvector is written."""
    found: list[str] = []
    room = _ROOM
    for key, positions in by_key(one.analysed()).items():
        kept = sorted({min(position, _LAST) for position in positions})[:_MOST_POSITIONS]
        room -= 8 + len(key.encode()) + 2 * len(kept)
        if room > 0:
            found.append(f"'{key}':{','.join(map(str, kept))}")
    return " ".join([*found, *(f"'{tag}'" for tag in (*one.tags, _block(one.row // _BLOCK)))])


def _block(number: int) -> str:
    """The key that the rows of a block share; no tag of a field is named so."""
    return f"{GAP}{number}"


def _matching(index: FromClause, asked: str, tags: Tags) -> Select[tuple[int]]:
    expressions = query_expressions(question(asked), tags)
    if not expressions:
        return select(index.c.row).where(false())
    match = index.c.words.bool_op("@@")
    return select(index.c.row).where(*(match(cast(literal(one), TSQUERY)) for one in expressions))


def _newest(connection: Connection, index: Table, query: Newest, asked: str, tags: Tags) -> list[RowMapping]:
    """The newest rows one by one, as far back as that is cheap; then what the GIN index finds in older ones, sorted, block by block.

    Left to itself the server walks back through all rows, one by one, for any word that it has no statistics of or that only old
    rows have: seconds for a rare word among millions. And of a phrase of two frequent words the index finds every row that has
    both, of which the server looks at each: of the newest blocks that is a small part, and mostly enough.
    """
    highest = connection.execute(select(func.max(index.c.row))).scalar() or 0
    last = min(highest, query.before - 1 if query.before is not None else highest)
    first = last - _NEAR
    # OFFSET keeps the server from merging subqueries: these rows are walked through in order, those below are sorted.
    rows = (
        select(index)
        .where(index.c.row > first, index.c.row <= last)
        .order_by(index.c.row.desc())
        .offset(0)
        .subquery()
    )
    short = [one for one in tags if len(one) <= _FEW]
    found = _fetch(connection, _matching(rows, asked, short), query, query.limit)
    for blocks, low, high in _spans(first):
        left = None if query.limit is None else query.limit - len(found)
        if left == 0:
            break
        # The sum keeps the server from walking here, too.
        row = (index.c.row + 0).label("row")
        among = [*tags, tuple(map(_block, blocks))] if blocks else tags
        far = _matching(index, asked, among).with_only_columns(row)
        far = far.where(index.c.row > low, index.c.row <= high)
        found += _fetch(connection, far.order_by(row.desc()).offset(0), query, left)
    return found


def _spans(last: int) -> Iterator[tuple[range, int, int]]:
    """Rows up to `last`, the highest first: the blocks that hold a span, none where it is all that is left, and its limits, (low, high]."""
    block = last // _BLOCK
    for wide in _WIDER:
        if block < wide:
            break
        low = (block - wide + 1) * _BLOCK - 1
        yield range(block - wide + 1, block + 1), low, last
        last, block = low, block - wide
    if last > 0:
        yield range(0), 0, last


def _fetch(
    connection: Connection, matching: Select[tuple[int]], query: Newest, limit: int | None
) -> list[RowMapping]:
    found = matching.subquery()
    statement = query.columns.where(query.row == found.c.row)
    return list(
        connection.execute(statement.order_by(None).order_by(found.c.row.desc()).limit(limit)).mappings()
    )


def query_expressions(asked: Question, tags: Tags = ()) -> list[str]:
    """`asked` as tsqueries are written, all of which must match; none when it wants nothing. Keys hold letters and digits only.

    One for each thing that is wanted: among several the index leaps from row to row that all may have, while of one that joins
    them it reads every row of a frequent part (2.2 s for a word in a partnership among all blocks of ten million rows, now 16 ms).
    """
    if not asked.wanted:
        return []
    wanted = [" | ".join(map(_expression, terms)) for terms in asked.wanted]
    if asked.unwanted:
        # Beside something wanted: by itself it would match nearly all rows.
        wanted[0] = f"({wanted[0]}) & !({' | '.join(map(_expression, asked.unwanted))})"
    return wanted + [_any(one) for one in tags]


def _expression(term: Term) -> str:
    if isinstance(term, OneOf):
        return _any(term.keys)
    if isinstance(term, Phrase):
        return "(" + " <-> ".join(f"({_any(step)})" for step in term.steps) + ")"
    return f"'{term.letters}':*"


def _any(keys: Iterable[str]) -> str:
    return " | ".join(f"'{key}'" for key in keys)


def _wrong(
    connection: Connection, index: Table, texts: Iterable[ClaimText] | Iterable[ArticleText]
) -> Iterator[str]:
    """Findings about one index."""
    c = index.c
    indexed = connection.execute(select(c.row).order_by(c.row).execution_options(yield_per=_BATCH))
    same = select(c.words == cast(bindparam("literal", type_=Text), TSVECTOR)).where(
        c.row == bindparam("row")
    )

    def stands(one: ClaimText | ArticleText, _: None) -> bool:
        return bool(connection.execute(same, {"literal": _literal(one), "row": one.row}).scalar())

    return findings(index.name, ((int(row), None) for (row,) in indexed), texts, stands)
