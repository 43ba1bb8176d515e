"""The full-text index kept with the rows: what an entry stores can be found as soon as it is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, inspect, select

from papertiger.ledger.schema import ARTICLES, CLAIMS
from papertiger.ledger.search import ArticleText, ClaimText, SearchIndex, search_index, tags_of
from papertiger.ledger.search.analysed import Chains, learn, looked_up
from papertiger.readers.reading import Reading

_About = tuple[str, str | None]
"""Language and date of publication of an article."""
_BATCH = 2_000
"""Rows fetched at a time: an option of the query, for on the connection it would hold for what is written next, too."""


@dataclass(slots=True)
class Indexing:
    """Takes the rows of one entry into the index."""

    connection: Connection
    _articles: dict[str, _About] = field(default_factory=dict)
    """By key: those that the entry looked at."""

    @property
    def _index(self) -> SearchIndex:
        return search_index(self.connection.dialect.name)

    def take(self, table: str, numbers: Sequence[int], rows: Sequence[Mapping[str, Any]]) -> None:
        """Index rows that were stored under `numbers`; other tables than claims and articles are passed over."""
        if table == "articles":
            for row in rows:
                self._articles[row["key"]] = (row["language"], row.get("published"))
            self._index.add_articles(
                self.connection, [_article(n, r) for n, r in zip(numbers, rows, strict=True)]
            )
        elif table == "claims":
            texts = [
                claim_text(number, row, *self._about(row["article"]))
                for number, row in zip(numbers, rows, strict=True)
            ]
            self._index.add_claims(self.connection, texts)

    def _about(self, key: str) -> _About:
        if key not in self._articles:
            query = select(ARTICLES.c.language, ARTICLES.c.published).where(ARTICLES.c.key == key)
            language, published = self.connection.execute(query).one()
            self._articles[key] = (language, published)
        return self._articles[key]


def look_up_words(readings: Iterable[Reading]) -> None:
    """Have every word looked up that storing `readings` will index: better before the write lock is taken than under it."""
    for reading in readings:
        article = reading.article
        # What is found is remembered, and so is each word: quotes have no others.
        ArticleText(0, article.metadata.title, article.text, reading.language).analysed()


class Words:
    """Words looked up in another process for the one that stores, each of them sent once."""

    def __init__(self) -> None:
        self._sent: dict[str, set[str]] = {}

    def of(self, readings: Iterable[Reading]) -> dict[str, Chains]:
        """Language → what is new of the words that storing `readings` will index."""
        fresh: dict[str, dict[str, Any]] = {}
        for reading in readings:
            sent = self._sent.setdefault(reading.language, set())
            if len(sent) > _SENT:
                sent.clear()
            texts = ArticleText(
                0, reading.article.metadata.title, reading.article.text, reading.language
            ).texts
            for printed, found in looked_up(texts, reading.language).items():
                if printed not in sent:
                    sent.add(printed)
                    fresh.setdefault(reading.language, {})[printed] = found
        return dict(fresh)


_SENT = 300_000
"""Words remembered a language, before they are sent anew."""


def learn_words(words: Mapping[str, Chains]) -> None:
    """Take words that another process looked up, so that storing its readings need not."""
    for language, found in words.items():
        learn(language, found)


def _article(number: int, row: Mapping[str, Any]) -> ArticleText:
    return ArticleText(number, row.get("title"), row["text"], row["language"])


def claim_text(number: int, row: Mapping[str, Any], language: str, published: str | None) -> ClaimText:
    """A claim as the index takes it."""
    return ClaimText(number, row["quote"], language, tags_of({**row, "published": published}))


def all_claims(connection: Connection) -> Iterator[ClaimText]:
    """Every version of every claim, ascending."""
    c = CLAIMS.c
    fields = ("family", "predicate", "subject", "subject_state", "object", "object_state", "domain")
    columns = [c[name] for name in (*fields, "polarity", "modality", "quote")]
    query = (
        select(c.row, *columns, ARTICLES.c.language, ARTICLES.c.published)
        .join(ARTICLES, ARTICLES.c.row == c.article)
        .order_by(c.row)
    )
    for row in connection.execute(query.execution_options(yield_per=_BATCH)).mappings():
        known = {str(name): value for name, value in row.items()}
        yield claim_text(known["row"], known, known["language"], known["published"])


def all_articles(connection: Connection) -> Iterator[ArticleText]:
    """Every article, ascending."""
    a = ARTICLES.c
    query = select(a.row, a.title, a.text, a.language).order_by(a.row)
    for row in connection.execute(query.execution_options(yield_per=_BATCH)):
        yield ArticleText(*row)


def ensure(connection: Connection) -> None:
    """Make and fill the index of a ledger that has none."""
    if "claims_words" not in inspect(connection).get_table_names():
        search_index(connection.dialect.name).create(connection)
        rebuild(connection)


def rebuild(connection: Connection) -> None:
    """Empty the index and fill it anew."""
    index = search_index(connection.dialect.name)
    index.clear(connection)
    index.add_articles(connection, all_articles(connection))
    index.add_claims(connection, all_claims(connection))
