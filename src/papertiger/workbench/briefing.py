"""The brief of a ledger, and what results are printed with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache

from papertiger import __version__
from papertiger.ledger import ArticleRow, ClaimFilter, Excerpt, Ledger
from papertiger.ledger.asked import excerpt
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.report.brief import build_brief
from papertiger.report.evidence import Voice, voice_in
from papertiger.report.languages import DEFAULT, Language
from papertiger.report.model import Brief, Scope
from papertiger.report.names import actor_name
from papertiger.report.wording import wording

_CALLED = {"text": "contains"}
"""Fields of a filter that people know by another name."""


def voice(language: Language = DEFAULT) -> Voice:
    """The words and names that results are printed with."""
    return voice_in(language)


def brief_of(ledger: Ledger, chosen: ClaimFilter) -> Brief:
    """The brief of a ledger, dated today."""
    scope = Scope(ledger.name, in_words(chosen), f"{datetime.now(UTC):%Y-%m-%d}", __version__)
    return build_brief(in_context(ledger, chosen), ledger.holdings(), scope, wording(), actor_name)


def in_context(ledger: Ledger, chosen: ClaimFilter) -> Iterator[tuple[ClaimRecord, Excerpt, ArticleRow]]:
    """Claims, each with its quote in the frozen text and its article. Claims of one article follow each other, so few are held."""
    text_of = lru_cache(maxsize=4)(ledger.article_text)
    row_of = lru_cache(maxsize=4)(ledger.article_row)
    for record in ledger.with_origins(ledger.claims(chosen)):
        key = article_key(record.article.sha256, record.article.outlet, record.article.url)
        yield record, excerpt(text_of(key), record.quote.start, record.quote.end), row_of(key)


def asked_for(chosen: ClaimFilter) -> dict[str, str | int]:
    """What a filter asks for, by field; nothing for a filter that lets all through, whatever its order."""
    given = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    return {name: value for name, value in given.items() if value is not None and name != "newest_first"}


def in_words(chosen: ClaimFilter) -> str:
    """The filter as one phrase, such as "subject RUS, since 2026"; empty when nothing is asked for."""
    return ", ".join(f"{_CALLED.get(name, name)} {value}" for name, value in asked_for(chosen).items())
