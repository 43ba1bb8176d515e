"""Claims, quotes and article rows built by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from papertiger.ledger.asked import ArticleRow, Excerpt, Holdings
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote, TimeSpan
from papertiger.report.brief import build_brief
from papertiger.report.briefing.building import build_document
from papertiger.report.briefing.document import Document
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.material import Material
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.languages import Language
from papertiger.report.model import Brief, Scope
from papertiger.report.wording import wording

NAMES = {"AAA": "Arland", "BBB": "Borland", "CCC": "Corland"}
SCOPE = Scope("test.ledger", "", "2026-03-01", "0")


def name(actor: str) -> str:
    """Names of invented states; other ids as they are."""
    return NAMES.get(actor, actor)


class Made:
    """Articles and claims with running numbers, as a ledger would return them."""

    def __init__(self) -> None:
        self.articles: list[ArticleRow] = []
        self.claims: list[tuple[ClaimRecord, Excerpt, ArticleRow]] = []

    @staticmethod
    def step(words: str, kind: str = "outlet", **fields: object) -> AttributionStep:
        """One step of a chain."""
        return AttributionStep(kind=kind, name=words, **fields)

    def article(self, **fields: object) -> ArticleRow:
        """Add an article; `fields` replace the defaults."""
        number = len(self.articles)
        defaults: dict[str, object] = {
            "key": f"key{number}",
            "sha256": f"sha{number}",
            "path": f"home/anna/news/{number}.txt",
            "title": f"Title {number}",
            "outlet": "Вісник",
            "author": None,
            "published": "2026-01-14T10:00:00+02:00",
            "url": f"https://example.org/{number}",
            "language": "uk",
            "reader": "frames",
            "reader_version": "1",
            "reader_config": "sha256:0",
            "read_at": "2026-03-01T00:00:00Z",
            "sentences": 2,
            "parsed": 1,
            "claims": 1,
        }
        row = ArticleRow(**defaults | fields)
        self.articles.append(row)
        return row

    def claim(
        self, article: ArticleRow | None = None, *, around: tuple[str, str] = ("", ""), **fields: object
    ) -> ClaimRecord:
        """Add a claim, on the last article unless told; `around` is the text on both sides of the quote."""
        row = article or (self.articles[-1] if self.articles else self.article())
        words = fields.pop("words", "Техніки не приїхали")
        start = fields.pop("start", 100 * len(self.claims))
        chain = fields.pop("chain", None) or (self.step(row.outlet or "?"),)
        defaults: dict[str, object] = {
            "id": f"{len(self.claims):020x}",
            "family": "support",
            "predicate": "withheld",
            "subject": "AAA",
            "subject_state": "AAA",
            "object": "BBB",
            "object_state": "BBB",
            "domain": "arms",
            "polarity": "affirmed",
            "modality": "asserted",
            "time": TimeSpan(),
            "attribution": chain,
            "quote": Quote(exact=words, prefix="", suffix="", start=start, end=start + len(words)),
            "article": ArticleRef(
                sha256=row.sha256,
                path=row.path,
                url=row.url,
                outlet=row.outlet,
                published=row.published,
                language=row.language,
            ),
            "confidence": 0.8,
            "coder": Coder(reader="frames", version="1", config="sha256:0", frame="f"),
        }
        record = ClaimRecord(**defaults | fields)
        self.claims.append((record, Excerpt(around[0], words, around[1]), row))
        return record

    def brief(self, **scope: str) -> Brief:
        """The brief of everything added."""
        return build_brief(self.claims, self.holdings(), replace(SCOPE, **scope), wording(), name)

    def holdings(self) -> Holdings:
        """Counts of everything added."""
        dates = sorted(row.published[:10] for row in self.articles if row.published)
        return Holdings(
            len(self.articles),
            Counter(row.outlet for row in self.articles if row.outlet),
            Counter(row.language for row in self.articles),
            dates[0] if dates else "",
            dates[-1] if dates else "",
            len(self.articles) - len(dates),
        )

    def material(self, **fields: object) -> Material:
        """Everything added, as a brief is made of it; `fields` replace the defaults."""
        given: dict[str, object] = {
            "question": BriefQuestion(),
            "scope": SCOPE,
            "claims": tuple(self.claims),
            "holdings": self.holdings(),
            "as_of": "2026-03-01",
        }
        return Material(**given | fields)

    def document(self, language: Language = "en", **fields: object) -> Document:
        """The whole document of everything added."""
        return build_document(self.material(**fields), language, names=name)

    def html(self, **scope: str) -> str:
        """That document as HTML."""
        return render_document(self.document(scope=replace(SCOPE, **scope)))

    def event(self, predicate: str = "ASSAULT", **fields: object) -> ClaimRecord:
        """Add an event."""
        return self.claim(family="event", predicate=predicate, domain="unspecified", **fields)


@pytest.fixture
def made() -> Made:
    return Made()
