"""What can be asked of a ledger: claims, articles, families, grades."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from sqlalchemy import select

from papertiger.errors import UnknownError
from papertiger.ledger import (
    finding,
    grades,
    lineage,
    proven,
    queries,
    records,
    values,
)
from papertiger.ledger.asked import ArticleRow, ClaimFilter, StoredClaim, excerpt
from papertiger.ledger.backends import as_damage
from papertiger.ledger.facade.opened import BATCH, Opened
from papertiger.ledger.finding import FoundArticle
from papertiger.ledger.placing import Shelf
from papertiger.ledger.schema import ARTICLES, CLAIMS
from papertiger.lineage import Family, Placed, families, origin_of
from papertiger.news.article import Article, article_key
from papertiger.records import ClaimRecord
from papertiger.sourcing.grading import Judgement, grade

GRADED = 50
"""Claims whose grades are worked out together."""
PLACED = 50_000
"""Articles whose places in their families are remembered from claim to claim."""


class Asking(Opened):
    """Methods that read a ledger."""

    @cached_property
    def _shelf(self) -> Shelf:
        return Shelf()

    def claims(self, chosen: ClaimFilter = ClaimFilter()) -> Iterator[ClaimRecord]:  # noqa: B008 - frozen
        """The claims that stand and that `chosen` lets through, by date of publication (undated first), article and position."""
        return self._records(queries.claims_query(chosen, self._backend))

    def search(self, words: str, chosen: ClaimFilter = ClaimFilter()) -> list[ClaimRecord]:  # noqa: B008 - frozen
        """The claims that stand, that `chosen` lets through, and whose quotes answer `words`; the last stored come first.

        Args:
            words: a question, see `papertiger.ledger.search.questions`; anything may be written.
            chosen: filter and limit; the order it asks for is passed over.
        """
        with self._reading() as connection:
            return finding.claims(connection, self._backend, words, chosen)

    def search_articles(self, words: str, chosen: ClaimFilter = ClaimFilter()) -> list[FoundArticle]:  # noqa: B008 - frozen
        """The articles whose title or text answers `words`, the last stored first.

        Args:
            words: a question, as for `search`.
            chosen: limit and what is asked of articles: outlet, since, until, article; other fields are an error.
        """
        with self._reading() as connection:
            return finding.articles(connection, self._backend, words, chosen)

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
                values.explanation_value(row["explanation"]),
                excerpt(article["text"], record.quote.start, record.quote.end),
                queries.article_row(connection.execute(told).mappings().one()),
                stands=row["stands"],
            )

    def articles(self) -> Iterator[ArticleRow]:
        """All articles, by date of publication (undated first), then key."""
        for row in self._stream(queries.articles_query()):
            yield queries.article_row(row)

    def article_row(self, key: str) -> ArticleRow:
        """What `articles` tells of the article with this key; raises LedgerError when there is none."""
        with self._reading() as connection:
            query = queries.articles_query().where(ARTICLES.c.key == key)
            row = connection.execute(query).mappings().one_or_none()
        if row is None:
            raise UnknownError(f"no article {key!r} in {self.place}")
        return queries.article_row(row)

    def article(self, key: str) -> Article:
        """The frozen article with this key, as it was added; raises LedgerError when there is none."""
        with self._reading() as connection:
            row = connection.execute(select(ARTICLES).where(ARTICLES.c.key == key)).mappings().one_or_none()
            if row is not None:
                return values.article_value(row)
        raise UnknownError(f"no article {key!r} in {self.place}")

    def article_text(self, key: str) -> str:
        """The frozen text of the article with this key; raises LedgerError when there is none."""
        with self._reading() as connection:
            text = connection.execute(
                select(ARTICLES.c.text).where(ARTICLES.c.key == key)
            ).scalar_one_or_none()
        if text is None:
            raise UnknownError(f"no article {key!r} in {self.place}")
        return str(text)

    def article_of(self, named: str) -> str:
        """Key of the article that a path, the beginning of a key, SHA-256 or claim id names.

        Raises:
            LedgerError: none is named so, or several.
        """
        with self._reading() as connection:
            found = connection.execute(queries.named_articles_query(named)).scalars().all()
        return queries.only_article(named, found)

    def claims_between(self, pairs: Collection[tuple[str, str]]) -> Iterator[ClaimRecord]:
        """The support and relation claims that stand, of several pairs of states at once; some hundreds of pairs at most.

        Args:
            pairs: state of the subject and of the object.
        """
        if pairs:
            yield from self._records(queries.between(pairs))

    def with_origins(self, found: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with the report that each descends from, as far as articles are joined by now."""
        placed: dict[str, tuple[Family, Placed]] = {}
        records = iter(found)
        while batch := list(islice(records, BATCH)):
            with as_damage(self.place):
                keys = [article_key(r.article.sha256, r.article.outlet, r.article.url) for r in batch]
            if len(placed) > PLACED:
                placed.clear()
            if wanted := {key for key in keys if key not in placed}:
                placed |= self._placed(wanted)
            for key, record in zip(keys, batch, strict=True):
                of = placed.get(key)
                yield record.model_copy(update={"origin": origin_of(record, *of)}) if of else record

    def _placed(self, wanted: Collection[str]) -> dict[str, tuple[Family, Placed]]:
        """Key of each article → its family and its place there, remembered until something is joined."""
        with self._reading() as connection:
            joined = lineage.joined_upto(connection)
        known = self._shelf.get(joined, wanted)
        if missing := [key for key in wanted if key not in known]:
            made = {p.member.key: (f, p) for f in self._families(missing) for p in f.articles}
            self._shelf.put(joined, made)
            known |= made
        return known

    def in_full(self, found: Iterable[ClaimRecord]) -> Iterator[ClaimRecord]:
        """Claims with their origin and their Admiralty grade: a person's where there is one, else the default.

        What others say of the same is looked up for many claims at once, `grades.EACH` that affirm it and as many that do not.
        """
        judged = grades.latest(self.judgements())
        told: dict[tuple[str | None, ...], frozenset[grades.Said]] = {}
        traced = self.with_origins(found)
        while batch := list(islice(traced, GRADED)):
            told |= self._said_of({about: r for r in batch if (about := grades.about(r)) not in told})
            for record in batch:
                graded = grade(record, judged, grades.others(record, told[grades.about(record)]))
                yield record.model_copy(update={"grade": graded})

    def _said_of(
        self, asked: Mapping[tuple[str | None, ...], ClaimRecord]
    ) -> dict[tuple[str | None, ...], frozenset[grades.Said]]:
        """What is said of the same as each of some claims."""
        with self._reading() as connection:
            counted = proven.only_counted(connection)
            rows = {about: list(grades.alike(connection, record, counted)) for about, record in asked.items()}
        wanted = sorted({row for group in rows.values() for row in group})
        alike = self._of_rows(wanted)
        traced = dict(zip(alike, self.with_origins(alike.values()), strict=True))
        with as_damage(self.place):  # in a damaged file an index may name claims that the table has lost
            return {about: grades.said(traced[row] for row in group) for about, group in rows.items()}

    def _of_rows(self, rows: Sequence[int]) -> dict[int, ClaimRecord]:
        """Row of a claim → its record."""
        found: dict[int, ClaimRecord] = {}
        with self._reading() as connection:
            for start in range(0, len(rows), BATCH):
                query = queries.RECORD.where(CLAIMS.c.row.in_(rows[start : start + BATCH]))
                some = connection.execute(query).mappings().all()
                made = records.assemble(connection, some, {})
                found |= {row["row"]: record for row, record in zip(some, made, strict=True)}
        return found

    def judgements(self, target: str | None = None) -> tuple[Judgement, ...]:
        """What persons graded, of one target or all, the oldest first."""
        with self._reading() as connection:
            return tuple(grades.judgements(connection, target))

    def unjoined(self) -> int:
        """How many articles have no place among the families yet."""
        with self._reading() as connection:
            return lineage.waiting(connection)

    def families(self, article: str | None = None) -> tuple[Family, ...]:
        """The families of all joined articles, or the one that the article with key `article` is in."""
        if article is None:
            with self._reading() as connection:
                return families(lineage.members(connection), lineage.all_links(connection))
        return tuple(f for f in self._families({article}) if any(p.member.key == article for p in f.articles))

    def membership(self, articles: Collection[str]) -> dict[str, float]:
        """Article → probability that it descends from its family's origin, of those articles where that is below 1."""
        wanted = set(articles)
        return {
            one.member.key: one.confidence
            for family in self._families(wanted)
            for one in family.articles
            if one.member.key in wanted and one.confidence < 1
        }

    def _families(self, articles: Collection[str]) -> tuple[Family, ...]:
        """The families that articles with those keys are in, and maybe others near them."""
        with self._reading() as connection:
            keys, links = lineage.relatives(connection, articles)
            return families(lineage.members(connection, keys), links)
