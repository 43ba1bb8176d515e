"""From a coded claim to the claim record: identity, quote with its surroundings, article reference."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from papertiger.errors import QuoteError
from papertiger.events import Calendar
from papertiger.events.claim import CodedClaim, Party
from papertiger.events.statements import auxiliary_of
from papertiger.language.sentence import Sentence
from papertiger.news.article import Article
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote
from papertiger.sourcing.grading import with_side

AROUND = 40
"""Code points of prefix and suffix in a quote: enough to find it again when the text has moved."""
IDENTITY = 16
"""Hex digits of a claim id: 64 bits, no collision to be expected below a billion claims."""


def as_record(
    article: Article,
    sentence: Sentence,
    claim: CodedClaim,
    chain: Sequence[AttributionStep],
    coder: Coder,
    language: str,
) -> ClaimRecord:
    """The record of one claim; pydantic checks its vocabulary, whatever the coder wrote. Raises QuoteError when the quote is not a substring of the frozen text."""
    meta = article.metadata
    record = ClaimRecord(
        id=_identity(article, claim, sentence),
        family=claim.family,
        predicate=claim.predicate,
        subject=_id(claim.subject),
        subject_state=_state(claim.subject),
        object=_id(claim.object),
        object_state=_state(claim.object),
        over=_id(claim.over),
        domain=claim.domain,
        polarity=claim.polarity,
        modality=claim.modality,
        mode=claim.mode,
        contexts=claim.contexts,
        auxiliary=auxiliary_of(claim, Calendar(language, meta.published)),
        time=claim.time,
        place=claim.place,
        attribution=tuple(chain),
        quote=_quote(article.text, sentence),
        article=ArticleRef(
            sha256=article.sha256,
            path=article.path,
            url=meta.url,
            outlet=meta.outlet,
            published=meta.published,
            language=language,
        ),
        confidence=claim.confidence,
        coder=coder,
    )
    return with_side(record)


def _quote(text: str, sentence: Sentence) -> Quote:
    start, end = sentence.start, sentence.end
    exact = text[start:end]
    if exact != sentence.text:
        raise QuoteError(f"sentence at {start}-{end} is not what the frozen text says there")
    return Quote(
        exact=exact,
        prefix=text[max(0, start - AROUND) : start],
        suffix=text[end : end + AROUND],
        start=start,
        end=end,
    )


def _identity(article: Article, claim: CodedClaim, sentence: Sentence) -> str:
    """The same statement read twice from the same article has one id, whatever its confidence or chain."""
    parts = (
        article.key,
        claim.family,
        claim.predicate,
        _id(claim.subject) or "",
        _id(claim.object) or "",
        _id(claim.over) or "",
        claim.domain,
        claim.polarity,
        claim.modality,
        str(sentence.start),
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:IDENTITY]


def _id(party: Party | None) -> str | None:
    return party.actor if party is not None else None


def _state(party: Party | None) -> str | None:
    return party.state if party is not None else None
