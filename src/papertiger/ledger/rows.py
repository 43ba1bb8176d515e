"""From a reading to the rows that the ledger stores, checked first. Pure: no database, no clock."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import RowMapping

from papertiger.errors import LedgerError, QuoteError
from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.readers.reading import ReadClaim, Reading
from papertiger.records import PREDICATES, AttributionStep, ClaimRecord, Explanation

NORMALISATION: Final = "NFC"
Row = dict[str, Any]

_EXPLANATION = TypeAdapter(tuple[Explanation, ...])


def check(reading: Reading) -> None:
    """Refuse a reading that may not enter the ledger.

    Raises:
        QuoteError: a quote, its prefix or its suffix is not where it says it is in the frozen text.
        LedgerError: the text is not NFC, a claim belongs to another text, has a predicate that its family lacks,
            or shares its id with another claim of the reading.
    """
    article = reading.article
    if not unicodedata.is_normalized(NORMALISATION, article.text):
        raise LedgerError(f"{article.path}: the frozen text is not {NORMALISATION}; freeze it again")
    digest = article.sha256
    seen: set[str] = set()
    for claim in reading.claims:
        record = claim.record
        _check_quote(record, article.text)
        if record.article.sha256 != digest:
            raise LedgerError(f"claim {record.id} was read from another text than {article.path}")
        if record.predicate not in PREDICATES[record.family]:
            raise LedgerError(f"claim {record.id}: {record.family} has no predicate {record.predicate!r}")
        if record.id in seen:
            raise LedgerError(f"claim {record.id} occurs twice in the reading of {article.path}")
        seen.add(record.id)


def _check_quote(record: ClaimRecord, text: str) -> None:
    quote = record.quote
    if not quote.exact or text[quote.start : quote.end] != quote.exact:
        found = text[quote.start : quote.end]
        raise QuoteError(
            f"claim {record.id}: the text at {quote.start}-{quote.end} reads {found!r}, not {quote.exact!r}"
        )
    if not text.endswith(quote.prefix, 0, quote.start):
        raise QuoteError(f"claim {record.id}: {quote.prefix!r} does not stand before the quote")
    if not text.startswith(quote.suffix, quote.end):
        raise QuoteError(f"claim {record.id}: {quote.suffix!r} does not stand after the quote")


def article_row(reading: Reading, read_at: str) -> Row:
    """The row of table ``articles``; `read_at` is ISO 8601 in UTC."""
    article, metadata, coder = reading.article, reading.article.metadata, reading.coder
    return {
        "key": article.key,
        "sha256": article.sha256,
        "path": article.path,
        "title": metadata.title,
        "outlet": metadata.outlet,
        "author": metadata.author,
        "published": metadata.published,
        "url": metadata.url,
        "declared_language": metadata.language,
        "language": reading.language,
        "reader": coder.reader,
        "reader_version": coder.version,
        "reader_config": coder.config,
        "read_at": read_at,
        "sentences": reading.sentences,
        "parsed": reading.parsed,
        "normalisation": NORMALISATION,
        "raw_sha256": hashlib.sha256(article.raw).hexdigest(),
        "layout": _layout(article),
        "text": article.text,
        "raw": article.raw,
    }


def _layout(article: Article) -> str:
    paragraphs = [[p.start, p.end, p.kind] for p in article.paragraphs]
    furniture = [[s.start, s.end] for s in article.furniture]
    layout: dict[str, object] = {"paragraphs": paragraphs, "furniture": furniture}
    if article.metadata.owner is not None:
        layout["owner"] = article.metadata.owner
    return json.dumps(layout, ensure_ascii=False, separators=(",", ":"))


def article_value(row: RowMapping) -> Article:
    """The article that `article_row` stored, from all columns of its row."""
    layout = json.loads(row["layout"])
    return Article(
        text=row["text"],
        paragraphs=tuple(Paragraph(*p) for p in layout["paragraphs"]),
        metadata=Metadata(
            title=row["title"],
            outlet=row["outlet"],
            author=row["author"],
            published=row["published"],
            url=row["url"],
            language=row["declared_language"],
            owner=layout.get("owner"),
        ),
        path=row["path"],
        raw=row["raw"],
        furniture=tuple(Span(*s) for s in layout["furniture"]),
    )


def claim_row(claim: ReadClaim, article_key: str) -> Row:
    """The row of table ``claims``: columns to query by, and the whole record as JSON."""
    record = claim.record
    speaker = record.attribution[-1] if record.attribution else None
    plain = (
        "id",
        "family",
        "predicate",
        "subject",
        "subject_state",
        "object",
        "object_state",
        "over",
        "domain",
    )
    more = ("polarity", "modality", "mode", "place", "confidence", "origin")
    return {
        **{name: getattr(record, name) for name in plain + more},
        "article_key": article_key,
        "start": record.quote.start,
        "end": record.quote.end,
        "time_edtf": record.time.edtf,
        "said_by": said_by(record.attribution),
        "speaker_actor": speaker.actor if speaker else None,
        "speaker_anonymous": speaker.anonymous if speaker else False,
        "outlet": record.article.outlet,
        "published": record.article.published,
        "language": record.article.language,
        "quote": record.quote.exact,
        "record": record.model_dump_json(),
        "explanation": _EXPLANATION.dump_json(claim.explanation).decode(),
    }


def said_by(chain: tuple[AttributionStep, ...]) -> str:
    """Names of those who said it, a line each: the steps after the article's own outlet, or that outlet alone."""
    return "\n".join(step.name for step in chain[1:] or chain)


def explanation_value(stored: str) -> tuple[Explanation, ...]:
    """The explanation that `claim_row` stored as JSON."""
    return _EXPLANATION.validate_json(stored)
