"""The index in SQLite: an FTS5 table each for claims and articles.

The tables are contentless: they hold positions of words, not the words in order, which the ledger has already. Keys of
`analysed` stand in one column with the tags. FTS5 sees letters, digits and ``_`` only, with its plainest tokeniser, so that
what is a word is decided here and not by the version of SQLite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, column, false, select, table, text
from sqlalchemy.exc import OperationalError

from papertiger.errors import LedgerError
from papertiger.ledger.search.analysed import in_line
from papertiger.ledger.search.checking import findings
from papertiger.ledger.search.index import ArticleText, ClaimText, Newest, Tags
from papertiger.ledger.search.questions import OneOf, Phrase, Question, Term, question

CLAIMS, ARTICLES = "claims_words", "articles_words"
_BATCH = 500
"""Rows analysed and handed to SQLite at a time."""
_MERGES = 8
"""Segments of a level that FTS5 lets gather before it merges them; more make writing cheaper and searching a little dearer."""


class SqliteIndex:
    """See `SearchIndex`."""

    def create(self, connection: Connection) -> None:
        """Make both indexes, empty."""
        for name in (CLAIMS, ARTICLES):
            try:
                connection.exec_driver_sql(
                    f"CREATE VIRTUAL TABLE {name} USING fts5(words, content='', tokenize=\"ascii tokenchars '_'\")"
                )
            except OperationalError as error:
                if "no such module" not in str(error):
                    raise
                raise LedgerError(
                    "this Python's SQLite was built without FTS5, which searching needs; use another Python"
                ) from error
            connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('automerge', {_MERGES})")  # noqa: S608 - our own names

    def clear(self, connection: Connection) -> None:
        """Empty both indexes."""
        for name in (CLAIMS, ARTICLES):
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('delete-all')")  # noqa: S608 - our own names

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
        return _newest(connection, self.claims_matching(asked, tags), query)

    def newest_articles(
        self, connection: Connection, query: Newest, asked: str, tags: Tags = ()
    ) -> list[RowMapping]:
        """Articles found, the newest first."""
        return _newest(connection, self.articles_matching(asked, tags), query)

    def check(
        self, connection: Connection, claims: Iterable[ClaimText], articles: Iterable[ArticleText]
    ) -> list[str]:
        """What is wrong with the indexes."""
        return [*_wrong(connection, CLAIMS, claims), *_wrong(connection, ARTICLES, articles)]


def _add(connection: Connection, name: str, texts: Iterable[ClaimText] | Iterable[ArticleText]) -> None:
    rows: Iterator[tuple[int, str]] = ((one.row, _words(one)) for one in texts)
    while batch := list(islice(rows, _BATCH)):
        connection.exec_driver_sql(f"INSERT INTO {name}(rowid, words) VALUES (?, ?)", batch)  # noqa: S608 - our own names


def _words(one: ClaimText | ArticleText) -> str:
    return " ".join([*in_line(one.analysed()), *one.tags])


def _matching(name: str, asked: str, tags: Tags) -> Select[tuple[int]]:
    words = table(name, column("rowid"))
    row = words.c.rowid.label("row")
    expression = match_expression(question(asked), tags)
    if expression is None:
        return select(row).where(false())
    return select(row).where(
        text(f"{name} MATCH :asked").bindparams(bindparam("asked", expression, unique=True))
    )


def _newest(connection: Connection, matching: Select[tuple[int]], query: Newest) -> list[RowMapping]:
    """FTS5 hands its rows out from the highest to the lowest as it finds them, so that the limit stops it."""
    found = matching.subquery()
    # The sum keeps SQLite from going the other way: through all rows that meet a filter, with a search for each.
    statement = query.columns.where(query.row == found.c.row + 0)
    if query.before is not None:
        statement = statement.where(found.c.row < query.before)
    statement = statement.order_by(None).order_by(found.c.row.desc()).limit(query.limit)
    return list(connection.execute(statement).mappings())


def match_expression(asked: Question, tags: Tags = ()) -> str | None:
    """`asked` in the language of FTS5; None when it wants nothing.

    Keys hold letters and digits only and stand between quotation marks, so nothing that was typed is read as syntax.
    """
    if not asked.wanted:
        return None
    groups = [
        " OR ".join(expression for term in terms for expression in _expressions(term))
        for terms in asked.wanted
    ]
    groups += [" OR ".join(f'"{tag}"' for tag in one) for one in tags]
    wanted = " AND ".join(f"({group})" for group in groups)
    unwanted = " OR ".join(expression for term in asked.unwanted for expression in _expressions(term))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _expressions(term: Term) -> list[str]:
    if isinstance(term, OneOf):
        return [f'"{key}"' for key in term.keys]
    if isinstance(term, Phrase):
        return ['"' + " ".join(sequence) + '"' for sequence in term.sequences()]
    return [f'"{term.letters}"*']


def _wrong(
    connection: Connection, name: str, texts: Iterable[ClaimText] | Iterable[ArticleText]
) -> Iterator[str]:
    """Findings about one index."""
    indexed = connection.exec_driver_sql(f"SELECT id, sz FROM {name}_docsize ORDER BY id")  # noqa: S608 - our own names
    entries = ((int(row), _length(size)) for row, size in indexed)
    return findings(name, entries, texts, lambda one, length: _stands(connection, name, one, length))


def _stands(connection: Connection, name: str, one: ClaimText | ArticleText, length: int) -> bool:
    """Whether the entry of a row is just its words: it has as many, and holds them one after the other."""
    words = _words(one).split(" ")
    if words == [""]:
        return length == 0
    if len(words) != length:
        return False
    ask: Any = connection.exec_driver_sql(
        f"SELECT 1 FROM {name} WHERE {name} MATCH ? AND rowid = ?",  # noqa: S608 - our own names
        ('"' + " ".join(words) + '"', one.row),
    )
    return ask.first() is not None


def _length(size: bytes) -> int:
    """Number of words in the only column, which FTS5 stores as a SQLite varint: seven bits a byte, the highest first."""
    value = 0
    for byte in size:
        value = value << 7 | byte & 0x7F
    return value
