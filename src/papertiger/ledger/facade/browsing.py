"""A ledger leafed through: articles, decisions, and what came since."""

from __future__ import annotations

from datetime import datetime

from papertiger.ledger import browsing, happening
from papertiger.ledger.asked import ArticleRow
from papertiger.ledger.browsing import (
    FAMILIES,
    PAGE,
    Arrived,
    ArticleFilter,
    ArticlePage,
    ArticlePlace,
    FamilyPage,
    ReviewPage,
)
from papertiger.ledger.facade.opened import Opened
from papertiger.ledger.happening import Happened


class Browsing(Opened):
    """Methods that give pages; the thousandth takes no longer than the first."""

    def articles_page(
        self,
        chosen: ArticleFilter = ArticleFilter(),  # noqa: B008 - frozen
        after: ArticlePlace | None = None,
        limit: int = PAGE,
    ) -> ArticlePage:
        """One page of articles, by date of publication, the newest first, undated ones last.

        Args:
            chosen: which articles.
            after: where the page before ended (`ArticlePage.last`); None for the first one.
            limit: size of the page.
        """
        with self._reading() as connection:
            return browsing.articles_page(connection, chosen, after, limit)

    def families_page(
        self,
        chosen: ArticleFilter = ArticleFilter(linked=True),  # noqa: B008 - frozen
        after: ArticlePlace | None = None,
        limit: int = FAMILIES,
    ) -> FamilyPage:
        """One page of families, by the date of their newest article, the newest first.

        Args:
            chosen: which articles may be a family's newest; with `linked`, only families of several articles.
            after: where the page before ended (`FamilyPage.last`); None for the first one.
            limit: size of the page. One that had to look at many articles has fewer and goes on after them.
        """
        with self._reading() as connection:
            return browsing.families_page(connection, chosen, after, limit)

    def reviews_page(
        self, after: int | None = None, limit: int = PAGE, by: str | None = None, since: int = 0
    ) -> ReviewPage:
        """One page of what persons decided and noted, the last stored first.

        Args:
            after: where the page before ended (`ReviewPage.last`); None for the first one.
            limit: size of the page.
            by: only this reviewer's.
            since: only what came after this entry.
        """
        with self._reading() as connection:
            return browsing.reviews_page(connection, after, limit, by, since)

    def arrived(self, since: int) -> Arrived:
        """What came after an entry; `Arrived.mark` is what to ask with the next time."""
        with self._reading() as connection:
            return browsing.arrived(connection, since)

    def mark_of(self, moment: datetime | None = None) -> int:
        """The last entry before a moment, or the last one of all."""
        with self._reading() as connection:
            return browsing.last_mark(connection) if moment is None else browsing.mark_of(connection, moment)

    def new_articles(self, since: int, limit: int = PAGE) -> tuple[ArticleRow, ...]:
        """The articles that came after an entry, the last stored first."""
        with self._reading() as connection:
            return browsing.new_articles(connection, since, limit)

    def happened(self, since: int, limit: int = PAGE) -> Happened:
        """What went on after an entry: work by kind, what came of tests, the last assessments, how many warnings."""
        with self._reading() as connection:
            return happening.happened(connection, since, limit)

    def refusals(self) -> int:
        """How many inputs could not be read."""
        with self._reading() as connection:
            return happening.refusals(connection)
