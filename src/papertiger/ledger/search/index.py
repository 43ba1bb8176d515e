"""The index as the ledger sees it, whichever database it is in.

The index is derived: it can be emptied and filled again from the tables at any time. It's written in the transaction that writes
the rows, and never changed, because rows are never changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from sqlalchemy import ColumnElement, Connection, RowMapping, Select

from papertiger.ledger.search.analysed import Analysed, analysed

Tags = Sequence[Sequence[str]]
"""One of each is met, see `tags.tags_asked`."""


class ClaimText(NamedTuple):
    """A claim to be found by its quote."""

    row: int
    """The claim's `row`."""
    quote: str
    language: str
    """In which the quote is written, BCP 47."""
    tags: Sequence[str] = ()
    """See `tags.tags_of`."""

    def analysed(self) -> Analysed:
        """The words of the quote."""
        return analysed((self.quote,), self.language)


class ArticleText(NamedTuple):
    """An article to be found by its title and text."""

    row: int
    title: str | None
    text: str
    language: str
    tags: Sequence[str] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """The title, where the text does not hold it, and the text."""
        return (self.text,) if not self.title or self.title in self.text else (self.title, self.text)

    def analysed(self) -> Analysed:
        """The words of `texts`."""
        return _analysed(self.texts, self.language)


# An article's words are looked up before the write lock is taken, and written under it.
@lru_cache(maxsize=512)
def _analysed(texts: tuple[str, ...], language: str) -> Analysed:
    return analysed(texts, language)


class Newest(NamedTuple):
    """What to fetch of claims or articles that a search finds."""

    columns: Select[Any]
    """With the filters that apply; any order is replaced."""
    row: ColumnElement[int]
    """The column in it that holds the row found."""
    limit: int | None
    """Rows, at most; None for all."""
    before: int | None = None
    """Only rows lower than this: the last one of the page before."""


class SearchIndex(Protocol):
    """An index over the quotes of claims and one over articles.

    Methods that take a connection work inside the caller's transaction.
    """

    def create(self, connection: Connection) -> None:
        """Make both indexes, empty; raises LedgerError where the database has no full-text search."""

    def clear(self, connection: Connection) -> None:
        """Empty both indexes, to be filled anew."""

    def add_claims(self, connection: Connection, claims: Iterable[ClaimText]) -> None:
        """Take up claims whose rows are not in the index yet."""

    def add_articles(self, connection: Connection, articles: Iterable[ArticleText]) -> None:
        """Take up articles whose rows are not in the index yet."""

    def claims_matching(self, asked: str, tags: Tags = ()) -> Select[tuple[int]]:
        """Column `row` of the claims whose quotes answer `asked` (see `questions`) and that bear `tags`.

        For the newest of them use `newest_claims`, which is faster.
        """

    def articles_matching(self, asked: str, tags: Tags = ()) -> Select[tuple[int]]:
        """The same of articles."""

    def newest_claims(
        self, connection: Connection, query: Newest, asked: str, tags: Tags = ()
    ) -> list[RowMapping]:
        """What `query` fetches of the claims whose quotes answer `asked`, by row, the highest first."""

    def newest_articles(
        self, connection: Connection, query: Newest, asked: str, tags: Tags = ()
    ) -> list[RowMapping]:
        """The same of articles."""

    def check(
        self, connection: Connection, claims: Iterable[ClaimText], articles: Iterable[ArticleText]
    ) -> list[str]:
        """What is wrong with the indexes, given all rows of the tables, ascending; one line a finding, [] when nothing is.

        Each row has to be there exactly as its words are analysed now, and nothing else.
        """


def search_index(dialect: str) -> SearchIndex:
    """The index for a SQLAlchemy dialect, by its name: ``sqlite`` or ``postgresql``."""
    if dialect == "sqlite":
        from papertiger.ledger.search.sqlite import SqliteIndex  # noqa: PLC0415 - one of two is needed

        return SqliteIndex()
    if dialect == "postgresql":
        from papertiger.ledger.search.postgres import PostgresIndex  # noqa: PLC0415 - as above

        return PostgresIndex()
    raise ValueError(f"no full-text index for {dialect!r}; there are: sqlite, postgresql")
