"""Which claims a brief is made of: those that the question is about, and those that cases rest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from papertiger.errors import LedgerError
from papertiger.ledger import ArticleRow, Excerpt, Ledger
from papertiger.ledger.asked import excerpt
from papertiger.news.article import article_key
from papertiger.records import ClaimRecord
from papertiger.report.briefing.context import pair_of, side
from papertiger.report.briefing.question import BriefQuestion

Cited = tuple[ClaimRecord, Excerpt, ArticleRow]
Days = tuple[str, str, str]
"""Whom a crisis hit, its first and its last day."""
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def chosen(ledger: Ledger, question: BriefQuestion, crisis: Days | None) -> list[ClaimRecord]:
    """The claims that the question is about, with their origins, in the order of the ledger."""
    fits = _fits(question, crisis)
    actors = _actors(question, crisis)
    if not actors:
        return list(ledger.with_origins(ledger.claims(question.chosen)))
    found: dict[str, ClaimRecord] = {}
    asked = question.chosen
    sides = (
        (asked.subject, replace(asked, subject=actors[0], limit=None)),
        (asked.object, replace(asked, object=actors[0], limit=None)),
    )
    for given, filter_ in sides:
        if given in {None, actors[0]}:
            found |= {record.id: record for record in ledger.claims(filter_) if fits(record)}
    ordered = sorted(found.values(), key=_order)
    return list(ledger.with_origins(ordered[: question.chosen.limit]))


def _actors(question: BriefQuestion, crisis: Days | None) -> tuple[str, ...]:
    """The actor that every claim has on one side, where there is one."""
    if crisis is not None:
        return (crisis[0],)
    return tuple(one for one in (question.client, question.patron) if one)[:1]


def _order(record: ClaimRecord) -> tuple[str, str, str, int, str]:
    """As `Ledger.claims` orders: by publication (undated first), article, position."""
    about = record.article
    key = article_key(about.sha256, about.outlet, about.url)
    return about.published or "", key, about.sha256, record.quote.start, record.id


def _fits(question: BriefQuestion, crisis: Days | None) -> Callable[[ClaimRecord], bool]:
    if crisis is not None:
        _, first, last = crisis
        return lambda record: first <= _when(record) <= last + "~"
    patron, client = question.patron, question.client
    if patron and client:
        return lambda record: {patron, client} <= _parties(record) or _stands(record, patron)
    return lambda _: True


def _parties(record: ClaimRecord) -> set[str]:
    """Ids of all sides, also of the states that they belong to, and of whom it puts second."""
    pair = pair_of(record) or ()
    known = (
        record.subject,
        record.object,
        record.over,
        side(record, "subject"),
        side(record, "object"),
        *pair,
    )
    return {one for one in known if one}


def _stands(record: ClaimRecord, patron: str) -> bool:
    """Whether it says what binds the patron or comes first for it, which bears on every client."""
    return record.family == "relation" and pair_of(record) is None and side(record, "subject") == patron


def _when(record: ClaimRecord) -> str:
    """When it happened, as far as it is told, else when it was published; ISO or empty."""
    for text in (record.time.edtf, record.article.published):
        if text and (found := _DAY.search(text)):
            return found[0]
    return ""


def in_context(ledger: Ledger, records: Iterable[ClaimRecord]) -> Iterator[Cited]:
    """Claims, each with its quote in the frozen text and its article. Claims of one article follow each other, so few are held."""
    text_of = lru_cache(maxsize=4)(ledger.article_text)
    row_of = lru_cache(maxsize=4)(ledger.article_row)
    for record in records:
        key = article_key(record.article.sha256, record.article.outlet, record.article.url)
        yield record, excerpt(text_of(key), record.quote.start, record.quote.end), row_of(key)


def cited(ledger: Ledger, claims: Iterable[str]) -> Iterator[ClaimRecord]:
    """Claims by their ids, with their origins; those that the ledger does not hold, or that do not stand, are passed over."""
    found = []
    for claim in claims:
        try:
            stored = ledger.claim(claim)
        except LedgerError:
            continue
        if stored.stands:
            found.append(stored.record)
    return ledger.with_origins(found)


def in_order(records: Iterable[ClaimRecord]) -> list[ClaimRecord]:
    """Each claim once, in the order of the ledger."""
    return sorted({record.id: record for record in records}.values(), key=_order)
