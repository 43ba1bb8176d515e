"""A ledger leafed through: articles and decisions page by page, the newest first, and what came since a moment.

Pages go on from a key, as those of claims do (`overview`): the thousandth costs what the first does, and none moves when more comes in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select, tuple_

from papertiger.errors import LedgerError
from papertiger.ledger import lineage, queries
from papertiger.ledger.asked import ArticleRow, is_date
from papertiger.ledger.reviewing import DECIDING, Review
from papertiger.ledger.reviews import review_value
from papertiger.ledger.schema import ARTICLES, CLAIMS, ENTRIES, LINKS, REVIEWS
from papertiger.lineage import Family, families

PAGE: Final = 50
"""Articles or decisions of a page where the caller names no number."""
FAMILIES: Final = 20
"""Families of a page, likewise."""
BATCH: Final = 100
"""Articles whose families are looked up at once."""
LEAFED: Final = 1_000
"""Articles that are looked at for one page of families."""
COUNTED: Final = 10_000
"""Up to so many new claims are counted; more is "at least so many"."""
_A, _R, _E = ARTICLES.c, REVIEWS.c, ENTRIES.c


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Which articles to return: those that meet every field that is not None."""

    outlet: str | None = None
    """The outlet's whole name, as articles state it."""
    language: str | None = None
    """BCP 47, in which it was read first."""
    since: str | None = None
    """First date of publication: YYYY, YYYY-MM or YYYY-MM-DD. Undated articles are left out."""
    until: str | None = None
    """Last one, inclusive, in the same forms."""
    linked: bool = False
    """Only articles that share an origin with another one."""

    def __post_init__(self) -> None:
        """Check dates; raises LedgerError."""
        for name, day in (("since", self.since), ("until", self.until)):
            if day is not None and not is_date(day):
                raise LedgerError(f"{name}: {day!r} is no date; write YYYY-MM-DD, YYYY-MM or YYYY")


@dataclass(frozen=True, slots=True)
class ArticlePlace:
    """Where a page of articles ends. It means nothing in another ledger."""

    published: str | None
    """None among the undated, which come last."""
    row: int

    def __str__(self) -> str:
        """As an address can hold it."""
        return f"{self.row}.{self.published or ''}"

    @classmethod
    def read(cls, text: str) -> ArticlePlace:
        """What `str` wrote; raises LedgerError for anything else."""
        row, dot, published = text.partition(".")
        if not dot or not row.isdecimal() or not row.isascii() or len(row) > _DIGITS:
            raise LedgerError(f"{text!r} is no place in a list of articles; begin with the first page")
        return cls(published or None, int(row))


_DIGITS: Final = 18
"""Of a row number: more than any database counts to."""


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Some articles in order."""

    articles: tuple[ArticleRow, ...]
    last: ArticlePlace | None
    """Where the next page goes on; None when there are no more."""


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """Some families of articles, by the date of their newest article, the newest first."""

    families: tuple[Family, ...]
    last: ArticlePlace | None
    """Where the next page goes on; None when there are no more."""


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """Some decisions, the newest first."""

    reviews: tuple[Review, ...]
    last: int | None
    """Where the next page goes on; None when there are no more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came into a ledger since a moment."""

    mark: int
    """The last entry as of now: asked with it later, a ledger tells what came after this answer."""
    articles: int
    claims: int
    """Claims that were read for the first time."""
    decisions: int
    """Decisions that persons took on claims."""
    capped: bool
    """There were more of something than are counted: numbers of `COUNTED` mean at least so many."""


def articles_page(
    connection: Connection, chosen: ArticleFilter, after: ArticlePlace | None, limit: int
) -> ArticlePage:
    """One page of the articles that `chosen` lets through: by date of publication, the newest first, undated ones last.

    Args:
        connection: to the ledger.
        chosen: which articles.
        after: where the page before ended.
        limit: size of the page.
    """
    found = _placed(connection, chosen, after, limit + 1)
    last = found[limit - 1][0] if len(found) > limit else None
    return ArticlePage(tuple(article for _, article in found[:limit]), last)


def _placed(
    connection: Connection, chosen: ArticleFilter, after: ArticlePlace | None, limit: int
) -> list[tuple[ArticlePlace, ArticleRow]]:
    found: list[tuple[ArticlePlace, ArticleRow]] = []
    for query in _pages(chosen, after):
        wanted = limit - len(found)
        for row in connection.execute(query.limit(wanted)).mappings() if wanted else ():
            fields = dict(row)
            place = ArticlePlace(fields["published"], fields.pop("row"))
            found.append((place, ArticleRow(**{str(name): value for name, value in fields.items()})))
    return found


def families_page(
    connection: Connection, chosen: ArticleFilter, after: ArticlePlace | None, limit: int
) -> FamilyPage:
    """One page of the families that articles are in, each at the place of its newest article.

    Args:
        connection: to the ledger.
        chosen: which articles may be a family's newest; `linked` leaves out what stands alone.
        after: where the page before ended.
        limit: size of the page; one that had to look at `LEAFED` articles has fewer, and goes on after them.
    """
    found: list[Family] = []
    for _ in range(LEAFED // BATCH):
        placed = _placed(connection, chosen, after, BATCH + 1)
        of = _families(connection, [article.key for _, article in placed[:BATCH]])
        for place, article in placed[:BATCH]:
            family = of.get(article.key)
            after = place
            if family is not None and _newest(family) == article.key and _several(family, chosen):
                found.append(family)
                if len(found) == limit:
                    return FamilyPage(tuple(found), after)
        if len(placed) <= BATCH:
            return FamilyPage(tuple(found), None)
    return FamilyPage(tuple(found), after)


def _families(connection: Connection, keys: Sequence[str]) -> dict[str, Family]:
    """Key of each article → its family."""
    around, links = lineage.relatives(connection, keys)
    made = families(lineage.members(connection, around), links)
    return {placed.member.key: family for family in made for placed in family.articles}


def _newest(family: Family) -> str:
    """Key of the article by which a family has its place among the pages."""
    return max(family.articles, key=lambda one: (one.member.published or "", one.member.key)).member.key


def _several(family: Family, chosen: ArticleFilter) -> bool:
    return len(family.articles) > 1 or not chosen.linked


def _pages(chosen: ArticleFilter, after: ArticlePlace | None) -> Iterator[Select[Any]]:
    """The dated articles, then the undated: two questions that the same index answers in both databases, which sort null differently."""
    query = queries.articles_query().add_columns(_A.row).order_by(None).where(*_conditions(chosen))
    if after is None or after.published is not None:
        dated = query.where(_A.published.is_not(None)).order_by(_A.published.desc(), _A.row.desc())
        yield (
            dated
            if after is None
            else dated.where(tuple_(_A.published, _A.row) < (after.published, after.row))
        )
    if chosen.since is None and chosen.until is None:
        undated = query.where(_A.published.is_(None)).order_by(_A.row.desc())
        yield (undated if after is None or after.published is not None else undated.where(_A.row < after.row))


def _conditions(chosen: ArticleFilter) -> Iterator[ColumnElement[bool]]:
    if chosen.outlet is not None:
        yield _A.outlet == chosen.outlet
    if chosen.language is not None:
        yield _A.language == chosen.language
    if chosen.since is not None:
        yield _A.published >= chosen.since
    if chosen.until is not None:
        yield _A.published <= queries.last_of(chosen.until)
    if chosen.linked:
        yield select(LINKS.c.row).where(or_(LINKS.c.first == _A.row, LINKS.c.second == _A.row)).exists()


def reviews_page(
    connection: Connection, after: int | None, limit: int, by: str | None = None, since: int = 0
) -> ReviewPage:
    """One page of what persons decided and noted, the last stored first.

    Args:
        connection: to the ledger.
        after: where the page before ended.
        limit: size of the page.
        by: only this reviewer's.
        since: only what came after this entry.
    """
    query = select(REVIEWS).where(_R.entry > since).order_by(_R.row.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(_R.row < after)
    if by is not None:
        query = query.where(_R.reviewer == by)
    found = connection.execute(query).mappings().all()
    last = found[limit - 1]["row"] if len(found) > limit else None
    return ReviewPage(tuple(review_value(row) for row in found[:limit]), last)


def arrived(connection: Connection, since: int) -> Arrived:
    """What came after the entry `since`."""
    # Of one moment: the first statement reads the last entry, and nothing behind it is counted.
    mark = last_mark(connection)
    parts = {
        "articles": select(_A.row).where(_A.entry > since, _A.entry <= mark),
        "claims": select(CLAIMS.c.row).where(
            CLAIMS.c.entry > since, CLAIMS.c.entry <= mark, CLAIMS.c.version == 1
        ),
        "decisions": select(_R.row).where(_R.entry > since, _R.entry <= mark, _R.decision.in_(DECIDING)),
    }
    numbers = {
        name: int(
            connection.execute(
                select(func.count()).select_from(query.limit(COUNTED + 1).subquery())
            ).scalar_one()
        )
        for name, query in parts.items()
    }
    capped = any(number > COUNTED for number in numbers.values())
    return Arrived(mark, **{name: min(number, COUNTED) for name, number in numbers.items()}, capped=capped)


def mark_of(connection: Connection, moment: datetime) -> int:
    """The last entry before the first one that was stored at a moment or later.

    Entries that were imported keep the moment at which they were made elsewhere: after a mark of a time there may be older ones
    among the new, and none is missing that came here since.
    """
    text = moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"
    first = connection.execute(select(_E.row).where(_E.at >= text).order_by(_E.row).limit(1)).scalar()
    return int(first) - 1 if first is not None else last_mark(connection)


def last_mark(connection: Connection) -> int:
    """The last entry as of now; 0 in an empty ledger."""
    return int(connection.execute(select(func.max(_E.row))).scalar() or 0)


def new_articles(connection: Connection, since: int, limit: int) -> tuple[ArticleRow, ...]:
    """The articles that came after the entry `since`, the last stored first."""
    query = queries.articles_query().order_by(None).where(_A.entry > since).order_by(_A.row.desc())
    return tuple(queries.article_row(row) for row in connection.execute(query.limit(limit)).mappings())
