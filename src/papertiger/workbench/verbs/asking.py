"""What can be asked of claims and articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, FoundArticle
from papertiger.ledger.browsing import PAGE, ArticleFilter, ArticlePage, ArticlePlace
from papertiger.ledger.overview import Page, Place
from papertiger.ledger.search import question
from papertiger.lineage import Family
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.workbench.values import Explained, ReadArticle
from papertiger.workbench.verbs.bench import Bench

FOUND = 50
"""What a search gives at most where its filter has no limit."""
ALL = ClaimFilter()


class Asking(Bench):
    """Methods that give claims and articles; claims come with their origin and their grade."""

    def claims(self, chosen: ClaimFilter = ALL) -> Iterator[ClaimRecord]:
        """The claims that stand and that a filter lets through, as they come; see `Ledger.claims`."""
        return self._unhurried.in_full(self._unhurried.claims(chosen))

    def page(self, chosen: ClaimFilter = ALL, after: Place | None = None) -> Page:
        """One page of the same claims; see `Ledger.page`."""
        found = self.reading.page(chosen, after)
        return Page(tuple(self.reading.in_full(found.claims)), found.last)

    def search(self, words: str, chosen: ClaimFilter = ALL) -> list[ClaimRecord]:
        """The claims whose quotes have these words in any form, the last stored first; see `Ledger.search`.

        Raises:
            LedgerError: the question has no word to look for.
        """
        return list(self.reading.in_full(self.reading.search(_question(words), _limited(chosen))))

    def search_articles(self, words: str, chosen: ClaimFilter = ALL) -> list[FoundArticle]:
        """The articles whose title or text has these words in any form, the last stored first; see `Ledger.search_articles`.

        Raises:
            LedgerError: the question has no word to look for, or the filter asks of articles what only claims have.
        """
        return self.reading.search_articles(_question(words), _limited(chosen))

    def explain(self, named: str) -> Explained:
        """One claim by its id, or a beginning that only one has: its sentence in context, how each field was reached, its family.

        Cases and figures are explained by `case` and `figure`.

        Raises:
            LedgerError: there is none, or there are several.
        """
        stored = self.reading.claim(named)
        record = next(self.reading.in_full([stored.record]))
        about = record.article
        family = self._family(article_key(about.sha256, about.outlet, about.url))
        return Explained(replace(stored, record=record), family, self.reading.reviews([record.id]))

    def article(self, key: str) -> ReadArticle:
        """One article by its key (or what else names it: path, SHA-256, a claim's id), with its claims in the order of the text.

        Raises:
            LedgerError: there is none, or there are several.
        """
        whole = key if self.reading.known(key) else self.reading.article_of(key)
        claims = sorted(self.claims(ClaimFilter(article=whole)), key=lambda c: (c.quote.start, c.quote.end))
        return ReadArticle(
            self.reading.article_row(whole), self.reading.article(whole), tuple(claims), self._family(whole)
        )

    def articles(
        self,
        chosen: ArticleFilter = ArticleFilter(),  # noqa: B008 - frozen
        after: ArticlePlace | None = None,
        limit: int = PAGE,
    ) -> ArticlePage:
        """One page of articles, the newest first; see `Ledger.articles_page`."""
        return self.reading.articles_page(chosen, after, limit)

    def _family(self, key: str) -> Family | None:
        return next(iter(self.reading.families(key)), None)


def _limited(chosen: ClaimFilter) -> ClaimFilter:
    return chosen if chosen.limit is not None else replace(chosen, limit=FOUND)


def _question(words: str) -> str:
    if not question(words).wanted:
        raise LedgerError(f"{words!r} has no word to look for; write one that is not excluded")
    return words
