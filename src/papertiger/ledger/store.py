"""The SQLite ledger: one file, append-only, one transaction an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import (
    Column,
    CompoundSelect,
    Connection,
    Engine,
    RowMapping,
    Select,
    bindparam,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from papertiger.errors import LedgerError
from papertiger.ledger import grades, lineage, queries, rows
from papertiger.ledger.failures import as_ledger_error
from papertiger.ledger.opening import open_engine, writing
from papertiger.ledger.queries import ArticleRow, ClaimFilter, Counts, StoredClaim
from papertiger.ledger.schema import ARTICLES, CLAIMS, FINGERPRINTS
from papertiger.lineage import Family, Placed, families, origin_of
from papertiger.news.article import Article, article_key
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import ClaimRecord, Credibility, Reliability
from papertiger.sourcing.grading import Judgement, grade

# Built once: making a statement costs more than running it.
KNOWN = select(ARTICLES.c.sha256).where(ARTICLES.c.key == bindparam("key"))
ADD_ARTICLE = insert(ARTICLES)
ADD_CLAIM = insert(CLAIMS)
ADD_FINGERPRINT = insert(FINGERPRINTS)

BATCH = 500
"""Rows fetched at a time, so that a query over a large ledger streams."""


def _now() -> datetime:
    return datetime.now(UTC)


class SqliteLedger:
    """Articles and their claims in one SQLite file; several processes may read and write it at once.

    Every method raises LedgerError when the database refuses. Use as a context manager, or call `close`.
    """

    def __init__(self, path: Path, engine: Engine, clock: Callable[[], datetime] = _now) -> None:
        self.path = path
        self._engine = engine
        self._clock = clock

    @classmethod
    def open(cls, path: Path, *, create: bool = True, clock: Callable[[], datetime] = _now) -> Self:
        """Open the ledger at `path`, bringing an older one to the newest schema.

        Args:
            path: the SQLite file.
            create: True to write: makes the file where there is none. False to read: a ledger on a read-only disk
                will do, one that does not exist is an error.
            clock: tells the moment of reading that is stored with each article.

        Raises:
            LedgerError: the file is absent, is no ledger, has a newer schema, or cannot be written.
        """
        path = Path(path)
        with as_ledger_error(path):
            return cls(path, open_engine(path, create=create), clock)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def known(self, key: str) -> bool:
        """Whether the article with this key is in the ledger."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            return _known(connection, key)

    def add(self, reading: Reading) -> bool:
        """Store an article and all its claims, or nothing.

        Returns:
            False when the article was there already, however it came there; its claims then stay as they are.

        Raises:
            QuoteError: a quote is not an exact substring of the frozen text.
            LedgerError: the reading breaks another rule (see `rows.check`), or a claim id belongs to another article.
        """
        rows.check(reading)
        article = rows.article_row(reading, f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
        claims = [rows.claim_row(claim, article["key"]) for claim in reading.claims]
        prints = lineage.fingerprint_row(reading.fingerprint) if reading.fingerprint is not None else None
        with as_ledger_error(self.path):
            try:
                return self._store(article, claims, prints)
            except IntegrityError:
                self._name_taken(reading.claims)
                raise

    def _store(self, article: rows.Row, claims: list[rows.Row], fingerprint: rows.Row | None) -> bool:
        with writing(self._engine) as connection:
            # The write lock is held from here on: no other process can add the key between question and answer.
            if _known(connection, article["key"]):
                return False
            connection.execute(ADD_ARTICLE, article)
            if claims:
                connection.execute(ADD_CLAIM, claims)
            if fingerprint is not None:
                connection.execute(ADD_FINGERPRINT, fingerprint)
        return True

    def _name_taken(self, claims: tuple[ReadClaim, ...]) -> None:
        """Raise LedgerError with the id that a refused reading shares with another article, if that was it."""
        ids = [claim.record.id for claim in claims]
        query = select(CLAIMS.c.id, CLAIMS.c.article_key).where(CLAIMS.c.id.in_(ids)).limit(1)
        with self._engine.connect() as connection:
            taken = connection.execute(query).first()
        if taken:
            raise LedgerError(
                f"claim {taken.id} belongs to article {taken.article_key} already; nothing was stored"
            )

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[ClaimRecord]:  # noqa: B008 - frozen
        """The claims that `chosen` lets through, by date of publication (undated first), article and position."""
        for row in self._stream(queries.claims_query(chosen)):
            yield ClaimRecord.model_validate_json(row["record"])

    def claim(self, prefix: str) -> StoredClaim:
        """The claim whose id is `prefix`, or the only one whose id begins with it.

        Raises:
            LedgerError: there is none, or there are several; the message lists them.
        """
        with as_ledger_error(self.path), self._engine.connect() as connection:
            found = connection.execute(queries.candidates_query(prefix)).scalars().all()
            record = queries.choose(prefix, [ClaimRecord.model_validate_json(one) for one in found])
            c = CLAIMS.c
            key, why = connection.execute(select(c.article_key, c.explanation).where(c.id == record.id)).one()
            text = connection.execute(select(ARTICLES.c.text).where(ARTICLES.c.key == key)).scalar_one()
            article = (
                connection.execute(queries.articles_query().where(ARTICLES.c.key == key)).mappings().one()
            )
        return StoredClaim(
            record,
            rows.explanation_value(why),
            queries.excerpt(text, record.quote.start, record.quote.end),
            queries.article_row(article),
        )

    def articles(self) -> Iterator[ArticleRow]:
        """All articles, by date of publication (undated first), then key."""
        for row in self._stream(queries.articles_query()):
            yield queries.article_row(row)

    def article(self, key: str) -> Article:
        """The frozen article with this key, as it was added; raises LedgerError when there is none."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            row = connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one_or_none()
        if row is None:
            raise LedgerError(f"no article {key!r} in {self.path}")
        return rows.article_value(row)

    def article_text(self, key: str) -> str:
        """The frozen text of the article with this key; raises LedgerError when there is none."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            text = connection.execute(
                select(ARTICLES.c.text).where(ARTICLES.c.key == key)
            ).scalar_one_or_none()
        if text is None:
            raise LedgerError(f"no article {key!r} in {self.path}")
        return str(text)

    def join(self, make: lineage.Maker) -> int:
        """Give every article that has none yet its place among the families; how many those were.

        Args:
            make: makes the fingerprint of an article that was stored without one.
        """
        with as_ledger_error(self.path):
            return lineage.join_all(self._engine, make, f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")

    def with_origins(self, records: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with the report that each descends from, as far as articles are joined by now."""
        placed: dict[str, tuple[Family, Placed]] = {}
        keys: dict[tuple[str, str | None, str | None], str] = {}
        for record in records:
            about = (record.article.sha256, record.article.outlet, record.article.url)
            if about not in keys:
                keys[about] = article_key(*about)
            key = keys[about]
            if key not in placed:
                placed |= {p.member.key: (f, p) for f in self.families(key) for p in f.articles}
            found = placed.get(key)
            yield record.model_copy(update={"origin": origin_of(record, *found)}) if found else record

    def in_full(self, records: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with their origin and their Admiralty grade: a person's where there is one, else the default."""
        judged = grades.latest(self.judgements())
        told: dict[tuple[str | None, ...], frozenset[grades.Said]] = {}
        for record in self.with_origins(records):
            about = grades.about(record)
            if about not in told:
                with as_ledger_error(self.path), self._engine.connect() as connection:
                    alike = grades.alike(connection, record)
                told[about] = grades.said(self.with_origins(alike))
            found = grade(record, judged, grades.others(record, told[about]))
            yield record.model_copy(update={"grade": found})

    def judge(
        self,
        target: str,
        by: str,
        why: str,
        *,
        reliability: Reliability | None = None,
        credibility: Credibility | None = None,
    ) -> Judgement:
        """Store a person's grade of a source or a claim; earlier grades stay in the ledger.

        Args:
            target: what is graded, see `papertiger.sourcing.grading.Judgement`.
            by: who grades.
            why: the reason.
            reliability: of the source, A to F.
            credibility: of the claim, 1 to 6.
        """
        at = f"{self._clock().astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}"
        one = Judgement(target, reliability, credibility, by, why, at)
        with as_ledger_error(self.path), writing(self._engine) as connection:
            grades.add(connection, one)
        return one

    def judgements(self, target: str | None = None) -> tuple[Judgement, ...]:
        """What persons graded, of one target or all, the oldest first."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            return tuple(grades.judgements(connection, target))

    def unjoined(self) -> int:
        """How many articles have no place among the families yet."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            return lineage.waiting(connection)

    def article_of(self, named: str) -> str:
        """Key of the article that a path, the beginning of a key, SHA-256 or claim id names.

        Raises:
            LedgerError: none is named so, or several.
        """
        with as_ledger_error(self.path), self._engine.connect() as connection:
            found = connection.execute(queries.named_articles_query(named)).scalars().all()
        return queries.only_article(named, found)

    def families(self, article: str | None = None) -> tuple[Family, ...]:
        """The families of all joined articles, or the one that the article with key `article` is in."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            if article is None:
                return families(lineage.members(connection), lineage.all_links(connection))
            keys, links = lineage.relatives(connection, article)
            found = families(lineage.members(connection, keys), links)
        return tuple(f for f in found if any(p.member.key == article for p in f.articles))

    def counts(self) -> Counts:
        """How many articles and claims there are, by language and by family."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            families = _tally(connection, CLAIMS.c.family)
            languages = _tally(connection, ARTICLES.c.language)
        return Counts(sum(languages.values()), sum(families.values()), families, languages)

    def _stream(self, query: Select[Any] | CompoundSelect[Any]) -> Iterator[RowMapping]:
        """Rows of `query` as of one moment, fetched in batches; writers are not held up meanwhile."""
        with as_ledger_error(self.path), self._engine.connect() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(query).mappings()


def _known(connection: Connection, key: str) -> bool:
    return connection.execute(KNOWN, {"key": key}).first() is not None


def _tally(connection: Connection, column: Column[str]) -> dict[str, int]:
    found = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return dict(found.all())
