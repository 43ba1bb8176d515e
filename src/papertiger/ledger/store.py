"""The ledger: one SQLite file or one PostgreSQL database, append-only, one transaction an article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, select
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from papertiger.errors import LedgerError
from papertiger.ledger import (
    adding,
    auditing,
    coverage,
    deciding,
    grades,
    lineage,
    queries,
    records,
    rereading,
    reviews,
    rows,
)
from papertiger.ledger.auditing import Audit
from papertiger.ledger.backends import Backend, as_damage, as_ledger_error, open_backend
from papertiger.ledger.coverage import Coverage
from papertiger.ledger.queries import ArticleRow, ClaimFilter, Counts, StoredClaim
from papertiger.ledger.rereading import Difference
from papertiger.ledger.reviewing import ReadVersion, Review
from papertiger.ledger.reviewing.consequences import Case
from papertiger.ledger.schema import ARTICLES, CLAIMS, STANDING
from papertiger.ledger.writing import FIRST_CHAIN, LAST, Maker, Pen
from papertiger.lineage import Family, Placed, families, origin_of
from papertiger.news.article import Article, article_key
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import Reading
from papertiger.records import ClaimRecord, Credibility, Reliability
from papertiger.sourcing.grading import Judgement, grade

BATCH = 500
"""Rows fetched at a time, so that a query over a large ledger streams."""
TRIES = 5
"""How often a transaction is tried that another writer of the same rows got in the way of (PostgreSQL's deadlocks)."""


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """Articles and what was read from them; several processes may read and write at once.

    Every method raises LedgerError when the database refuses. Use as a context manager, or call `close`.
    """

    def __init__(self, backend: Backend, clock: Callable[[], datetime] = _now) -> None:
        self._backend = backend
        self._engine = backend.engine
        self._pen = Pen(backend, clock)

    @classmethod
    def open(cls, place: str | Path, *, create: bool = True, clock: Callable[[], datetime] = _now) -> Self:
        """Open the ledger at `place`, bringing an older one to the newest schema.

        Args:
            place: a SQLite file, or the address of a PostgreSQL database, ``postgresql://USER@HOST/DATABASE``.
            create: True to write: makes the ledger where there is none. False to read: a ledger on a read-only disk
                will do, one that does not exist is an error.
            clock: tells the moments that are stored.

        Raises:
            LedgerError: the ledger is absent, is none, has a newer schema, or cannot be written.
        """
        return cls(open_backend(place, create=create), clock)

    @property
    def place(self) -> str:
        """How messages call the ledger: the path of its file, or its address without the password."""
        return self._backend.place

    @property
    def name(self) -> str:
        """Its file's name, or the database's."""
        return Path(self.place.partition("?")[0]).name

    def close(self) -> None:
        """Let go of the file."""
        self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # ---------------------------------------------------------------- writing

    def known(self, key: str) -> bool:
        """Whether the article with this key is in the ledger."""
        with self._reading() as connection:
            return adding.known(connection, key)

    def add(self, reading: Reading) -> bool:
        """Store an article and all its claims, or nothing.

        Returns:
            False when the article was there already, however it came there; its claims then stay as they are.

        Raises:
            QuoteError: a quote is not an exact substring of the frozen text.
            LedgerError: the reading breaks another rule (see `rows.check`), or a claim id belongs to another article.
        """
        rows.check(reading)
        return bool(self._writing(lambda: adding.add(self._pen, reading), reading))

    def add_all(self, readings: Sequence[Reading]) -> int:
        """Store several articles in one transaction, which a bulk load is faster with; how many of them were new."""
        for reading in readings:
            rows.check(reading)
        return int(self._writing(lambda: adding.add_all(self._pen, readings), *readings))

    def reread(self, reading: Reading) -> tuple[Difference, ...]:
        """Store another reading of an article that is there: its claims get a new version each, under the ids that they have.

        Returns:
            What became of every claim; nothing when the last reading was by the same reader, version and configuration.

        Raises:
            QuoteError, LedgerError: as for `add`; the article is not in the ledger.
        """
        rows.check(reading)
        found: tuple[Difference, ...] = self._writing(lambda: rereading.reread(self._pen, reading), reading)
        return found

    def refused(self, refusals: Sequence[Refusal]) -> None:
        """Store that inputs were looked at and could not be read, so that coverage knows of them."""
        with as_ledger_error(self.place), self._pen.entry(Maker("read")) as entry:
            at = self._pen.now("microseconds")
            entry.ensure("fetches", [rows.refusal_row(one, at) for one in refusals])

    def join(self, make: lineage.Making) -> int:
        """Give every article that has none yet its place among the families; how many those were.

        Args:
            make: makes the fingerprint of an article that was stored without one.
        """
        with as_ledger_error(self.place):
            return lineage.join_all(self._pen, make)

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
        one = Judgement(target, reliability, credibility, by, why, self._pen.now("microseconds"))
        with as_ledger_error(self.place), self._pen.entry(Maker("grade", person=by)) as entry:
            entry.put("grades", grades.grade_row(one))
        return one

    def decide(self, *decisions: Review) -> None:
        """Store decisions of one person on claims, and what they do to them, all or none.

        Raises:
            LedgerError: there is no such claim.
            ReviewError: a decision cannot be taken on what the claim says.
        """
        with as_ledger_error(self.place):
            deciding.decide(self._pen, decisions)

    # ---------------------------------------------------------------- what persons decided

    def reviews(self, claims: Sequence[str] | None = None) -> tuple[Review, ...]:
        """What persons decided, on all claims or on some, in the order in which it was stored."""
        with self._reading() as connection:
            return tuple(reviews.reviews(connection, claims))

    def case(self, claim: str) -> Case:
        """All versions of and decisions on the claim with this whole id; raises LedgerError when there is none."""
        with self._reading() as connection:
            found = reviews.case_of(connection, claim)
        if found is None:
            raise LedgerError(f"no claim {claim!r} in {self.place}")
        return found

    def undecided(self, chosen: ClaimFilter) -> Iterator[ClaimRecord]:
        """The claims that stand, that `chosen` lets through, and that nobody has decided on."""
        return self._records(reviews.undecided(chosen, self._backend))

    def standing_ids(self, chosen: ClaimFilter) -> tuple[str, ...]:
        """Ids of all claims that stand and that `chosen` lets through, whatever its limit."""
        with self._reading() as connection:
            return tuple(connection.execute(reviews.standing_ids(chosen, self._backend)).scalars())

    def discussed(self) -> tuple[str, ...]:
        """Ids of the claims that may wait though they are decided on: asked for, said something on by several, or withdrawn."""
        with self._reading() as connection:
            return tuple(connection.execute(reviews.discussed()).scalars())

    def read_versions(self) -> tuple[ReadVersion, ...]:
        """The versions that the reader wrote of all claims that persons decided on."""
        with self._reading() as connection:
            return tuple(reviews.read_versions(connection))

    # ---------------------------------------------------------------- reading back

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[ClaimRecord]:  # noqa: B008 - frozen
        """The claims that stand and that `chosen` lets through, by date of publication (undated first), article and position."""
        return self._records(queries.claims_query(chosen, self._backend))

    def claim(self, prefix: str) -> StoredClaim:
        """The claim whose id is `prefix`, or the only one whose id begins with it; its version that stands, else the last one.

        Raises:
            LedgerError: there is none, or there are several; the message lists them.
        """
        with self._reading() as connection:
            found = connection.execute(queries.candidates_query(prefix)).scalars().all()
            about = [records.latest(connection, one) for one in found[: queries.CANDIDATES + 1]]
            record, row = queries.choose(prefix, about)
            article = (
                connection.execute(select(ARTICLES).where(ARTICLES.c.row == row["article"])).mappings().one()
            )
            told = queries.articles_query().where(ARTICLES.c.row == row["article"])
            return StoredClaim(
                record,
                rows.explanation_value(row["explanation"]),
                queries.excerpt(article["text"], record.quote.start, record.quote.end),
                queries.article_row(connection.execute(told).mappings().one()),
                stands=row["stands"],
            )

    def articles(self) -> Iterator[ArticleRow]:
        """All articles, by date of publication (undated first), then key."""
        for row in self._stream(queries.articles_query()):
            yield queries.article_row(row)

    def article(self, key: str) -> Article:
        """The frozen article with this key, as it was added; raises LedgerError when there is none."""
        with self._reading() as connection:
            row = connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one_or_none()
            if row is not None:
                return rows.article_value(row)
        raise LedgerError(f"no article {key!r} in {self.place}")

    def article_text(self, key: str) -> str:
        """The frozen text of the article with this key; raises LedgerError when there is none."""
        with self._reading() as connection:
            text = connection.execute(
                select(ARTICLES.c.text).where(ARTICLES.c.key == key)
            ).scalar_one_or_none()
        if text is None:
            raise LedgerError(f"no article {key!r} in {self.place}")
        return str(text)

    def with_origins(self, found: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with the report that each descends from, as far as articles are joined by now."""
        placed: dict[str, tuple[Family, Placed]] = {}
        keys: dict[tuple[str, str | None, str | None], str] = {}
        for record in found:
            about = (record.article.sha256, record.article.outlet, record.article.url)
            if about not in keys:
                with as_damage(self.place):
                    keys[about] = article_key(*about)
            key = keys[about]
            if key not in placed:
                placed |= {p.member.key: (f, p) for f in self.families(key) for p in f.articles}
            of = placed.get(key)
            yield record.model_copy(update={"origin": origin_of(record, *of)}) if of else record

    def in_full(self, found: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with their origin and their Admiralty grade: a person's where there is one, else the default."""
        judged = grades.latest(self.judgements())
        told: dict[tuple[str | None, ...], frozenset[grades.Said]] = {}
        for record in self.with_origins(found):
            about = grades.about(record)
            if about not in told:
                told[about] = grades.said(self.with_origins(self._alike(record)))
            graded = grade(record, judged, grades.others(record, told[about]))
            yield record.model_copy(update={"grade": graded})

    def _alike(self, record: ClaimRecord) -> list[ClaimRecord]:
        conditions: list[ColumnElement[bool]] | None = grades.alike(record)
        if conditions is None:
            return []
        query = queries.RECORD.join(STANDING, STANDING.c.row == CLAIMS.c.row).where(*conditions)
        return list(self._records(query))

    def judgements(self, target: str | None = None) -> tuple[Judgement, ...]:
        """What persons graded, of one target or all, the oldest first."""
        with self._reading() as connection:
            return tuple(grades.judgements(connection, target))

    def unjoined(self) -> int:
        """How many articles have no place among the families yet."""
        with self._reading() as connection:
            return lineage.waiting(connection)

    def article_of(self, named: str) -> str:
        """Key of the article that a path, the beginning of a key, SHA-256 or claim id names.

        Raises:
            LedgerError: none is named so, or several.
        """
        with self._reading() as connection:
            found = connection.execute(queries.named_articles_query(named)).scalars().all()
        return queries.only_article(named, found)

    def families(self, article: str | None = None) -> tuple[Family, ...]:
        """The families of all joined articles, or the one that the article with key `article` is in."""
        with self._reading() as connection:
            if article is None:
                return families(lineage.members(connection), lineage.all_links(connection))
            keys, links = lineage.relatives(connection, article)
            found = families(lineage.members(connection, keys), links)
        return tuple(f for f in found if any(p.member.key == article for p in f.articles))

    def counts(self) -> Counts:
        """How many articles and standing claims there are, by language and by family."""
        with self._reading() as connection:
            claims = _tally(connection, STANDING.c.family)
            languages = _tally(connection, ARTICLES.c.language)
        return Counts(sum(languages.values()), sum(claims.values()), claims, languages)

    # ---------------------------------------------------------------- looking after

    def compare(self, reading: Reading) -> tuple[Difference, ...]:
        """What `reread` would find, without storing anything."""
        with self._reading() as connection:
            return rereading.compare(connection, reading)

    def changes(self, since: str | None = None) -> Iterator[tuple[str, tuple[Difference, ...]]]:
        """What changed between the last reading of each article and an earlier one, by the article's key.

        Args:
            since: version of the reader whose reading is compared; None: the last but one.
        """
        with self._reading() as connection:
            yield from rereading.since(connection, since)

    def readers(self) -> dict[tuple[str, str, str], int]:
        """Reader, version and configuration → how many articles were last read by it."""
        with self._reading() as connection:
            return rereading.readers(connection)

    def coverage(self, chosen: ClaimFilter = ClaimFilter()) -> Coverage:  # noqa: B008 - frozen
        """What was looked at, by outlet, language and day; see `papertiger.ledger.coverage`."""
        with self._reading() as connection:
            return coverage.coverage(connection, self._backend, chosen)

    def audit(self, expected: str | None = None) -> Iterator[Audit]:
        """Work out every hash, quote and derived figure again; see `papertiger.ledger.auditing`."""
        with as_ledger_error(self.place):
            yield from auditing.audit(self._backend, expected=expected)

    def chain(self) -> str:
        """The chain of custody as of now: who notes it can tell later that nothing before was touched."""
        with self._reading() as connection:
            return str(connection.execute(LAST).scalar() or FIRST_CHAIN)

    def mend(self) -> None:
        """Make derived tables (the claims that stand, the full-text index) anew from the evidence."""
        with as_ledger_error(self.place):
            auditing.mend(self._backend)

    def backup(self, to: Path) -> None:
        """Copy the ledger as of one moment into a new file, while others write."""
        self._backend.backup(to)

    # ---------------------------------------------------------------- parts

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with as_damage(self.place):
            connection = self._engine.connect()
            try:
                yield connection
            finally:
                # Whoever has read all it wanted need not hear that the server went away meanwhile.
                with suppress(DBAPIError):
                    connection.close()

    def _writing(self, write: Callable[[], Any], *readings: Reading) -> Any:  # noqa: ANN401 - what `write` returns
        """Call `write`, again where another writer was in the way."""
        with as_ledger_error(self.place):
            for left in reversed(range(TRIES)):
                try:
                    return write()
                except OperationalError as error:
                    if not left or not str(getattr(error.orig, "sqlstate", "")).startswith("40"):
                        raise
                except IntegrityError:
                    for reading in readings:
                        self._name_taken(reading)
                    if not left or not any(self.known(r.article.key) for r in readings):
                        raise
        raise AssertionError("unreachable")

    def _name_taken(self, reading: Reading) -> None:
        """Raise LedgerError with the id that a refused reading shares with another article, if that was it."""
        ids = [claim.record.id for claim in reading.claims]
        query = (
            select(CLAIMS.c.id, ARTICLES.c.key)
            .join(ARTICLES, ARTICLES.c.row == CLAIMS.c.article)
            .where(CLAIMS.c.id.in_(ids), ARTICLES.c.key != reading.article.key)
            .limit(1)
        )
        with self._engine.connect() as connection:
            taken = connection.execute(query).first()
        if taken:
            raise LedgerError(f"claim {taken.id} belongs to article {taken.key} already; nothing was stored")

    def _records(self, query: Select[Any]) -> Iterator[ClaimRecord]:
        """Records from rows of `queries.RECORD`, as of one moment, fetched in batches."""
        with self._reading() as connection:
            yield from records.stream(connection, query, BATCH)

    def _stream(self, query: Select[Any]) -> Iterator[RowMapping]:
        """Rows of `query` as of one moment, fetched in batches; writers are not held up meanwhile."""
        with self._reading() as connection:
            yield from connection.execution_options(yield_per=BATCH).execute(query).mappings()


def _tally(connection: Connection, column: ColumnElement[str]) -> dict[str, int]:
    found = connection.execute(select(column, func.count()).group_by(column).order_by(column))
    return dict(found.all())
