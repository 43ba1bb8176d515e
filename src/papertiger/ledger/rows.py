"""From a reading to the rows that a ledger stores, checked first, and back. Pure: no database, no clock.

Rows are as they are outside a ledger, see `papertiger.ledger.lines`.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

from papertiger.errors import LedgerError, QuoteError
from papertiger.ledger.lines import Fields, compact
from papertiger.news.article import Article
from papertiger.news.refusal import Refusal
from papertiger.readers.reading import LinkedActor, ReadClaim, Reading
from papertiger.records import (
    PREDICATES,
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
)

NORMALISATION: Final = "NFC"
IDENTITY: Final = 32
"""Hex digits of the ids that are hashes of what they name: no two alike to be expected in any ledger."""


def check(reading: Reading) -> None:
    """Refuse a reading that may not enter the ledger.

    Raises:
        QuoteError: a quote, its prefix or its suffix is not where it says it is in the frozen text.
        LedgerError: the text is not NFC or holds a NUL, a claim belongs to another article or reader, has a predicate that its
            family lacks, or shares its id with another claim of the reading.
    """
    article = reading.article
    if not unicodedata.is_normalized(NORMALISATION, article.text):
        raise LedgerError(f"{article.path}: the frozen text is not {NORMALISATION}; freeze it again")
    if "\0" in article.text:
        raise LedgerError(f"{article.path}: the frozen text holds a NUL character; freeze it again")
    about = article_ref(article, reading.language)
    seen: set[str] = set()
    for claim in reading.claims:
        record = claim.record
        _check_quote(record, article.text)
        if record.article.sha256 != about.sha256:
            raise LedgerError(f"claim {record.id} was read from another text than {article.path}")
        if record.article != about:
            raise LedgerError(f"claim {record.id} calls its article otherwise than {article.path} does")
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


def article_ref(article: Article, language: str) -> ArticleRef:
    """How claims name their article."""
    about = article.metadata
    return ArticleRef(
        sha256=article.sha256,
        path=article.path,
        url=about.url,
        outlet=about.outlet,
        published=about.published,
        language=language,
    )


def article_row(reading: Reading) -> Fields:
    """The row of table ``articles``."""
    article, metadata = reading.article, reading.article.metadata
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
        "normalisation": NORMALISATION,
        "raw_sha256": hashlib.sha256(article.raw).hexdigest(),
        "layout": _layout(article),
        "text": article.text,
        "raw": base64.b64encode(article.raw).decode(),
    }


def _layout(article: Article) -> dict[str, Any]:
    layout: dict[str, Any] = {
        "paragraphs": [[p.start, p.end, p.kind] for p in article.paragraphs],
        "furniture": [[s.start, s.end] for s in article.furniture],
    }
    if article.metadata.owner is not None:
        layout["owner"] = article.metadata.owner
    return layout


def fetch_row(article: Article, at: str) -> Fields:
    """The row of table ``fetches`` for an article; one that was fetched brings its own time."""
    came = article.retrieval
    at = came.at if came else at
    return {
        "id": identity("fetch", article.key, article.path, at),
        "article": article.key,
        "source": article.path,
        "method": came.method if came else _method(article.path),
        "at": at,
        "status": came.status if came else None,
        # Names that no header field can have say what was asked for, whom, and by what.
        "headers": {":address": came.address, ":ip": came.ip, ":program": came.program, **came.headers}
        if came
        else None,
        "size": len(article.raw),
        "sha256": hashlib.sha256(article.raw).hexdigest(),
    }


def _method(path: str) -> str:
    if path.lower().startswith(("http://", "https://")):
        return "http"
    return "stdin" if path.startswith("-") else "file"


def refusal_row(refusal: Refusal, at: str) -> Fields:
    """The row of table ``fetches`` for an input that was refused."""
    source = refusal.path if refusal.row is None else f"{refusal.path}#{refusal.row}"
    return {
        "id": identity("refusal", source, refusal.problem, at),
        "source": source,
        "method": _method(refusal.path),
        "at": at,
        "problem": refusal.problem,
        "cure": refusal.cure or None,
    }


def coder_row(coder: Coder) -> Fields:
    """The row of table ``coders``."""
    known = {"reader": coder.reader, "version": coder.version, "config": coder.config}
    return {"id": coder_id(coder), **known}


def coder_id(coder: Coder) -> str:
    """What names a coder in every ledger; frames differ by claim and are left out."""
    return _coder_id(coder.reader, coder.version, coder.config)


@lru_cache(maxsize=64)
def _coder_id(*about: str) -> str:
    return identity("coder", *about)


def reading_id(article: str, coder: str, again: int = 1) -> str:
    """What names a reading in every ledger.

    Not its number among the article's readings, which differs between two ledgers that read by the same readers in another
    order: two persons whose programs read an article alike have one reading when their ledgers are merged.

    Args:
        article: key.
        coder: id.
        again: how often this coder has read this article, with this reading.
    """
    return identity("reading", article, coder, str(again))


def reading_row(reading: Reading, number: int, at: str, *, again: int = 1) -> Fields:
    """The row of table ``readings``; `number` counts the article's readings from 1, `again` those by the same coder."""
    return {
        "id": reading_id(reading.article.key, coder_id(reading.coder), again),
        "article": reading.article.key,
        "number": number,
        "language": reading.language,
        "coder": coder_id(reading.coder),
        "at": at,
        "sentences": reading.sentences,
        "parsed": reading.parsed,
        "claims": len(reading.claims),
    }


def actor_row(actor: LinkedActor, config: str) -> Fields:
    """The row of table ``actors``."""
    return {
        "id": actor.id,
        "config": config,
        "kind": actor.kind,
        "state": actor.state,
        "wikidata": actor.wikidata,
        "names": dict(actor.names),
    }


def chain_row(chain: Sequence[AttributionStep]) -> Fields:
    """The row of table ``chains``."""
    last = chain[-1] if chain else None
    return {
        "digest": chain_id(chain),
        "speaker": last.actor if last else None,
        "anonymous": last.anonymous if last else False,
        # Names of those who said it: the steps after the article's own outlet, or that outlet alone.
        "said_by": "\n".join(step.name for step in chain[1:] or chain).casefold(),
    }


def chain_id(chain: Sequence[AttributionStep]) -> str:
    """What names a chain in every ledger."""
    return _chain_id(tuple((step.kind, step.name, step.actor, step.anonymous) for step in chain))


@lru_cache(maxsize=50_000)
def _chain_id(steps: tuple[tuple[str, str, str | None, bool], ...]) -> str:
    """Remembered: an article's claims share a few chains, and a ledger's articles many."""
    names = ("kind", "name", "actor", "anonymous")
    return identity("chain", compact([dict(zip(names, step, strict=True)) for step in steps]))


def step_rows(chain: Sequence[AttributionStep]) -> list[Fields]:
    """The rows of table ``attributions``."""
    digest = chain_id(chain)
    return [{"chain": digest, "step": n, **step.model_dump()} for n, step in enumerate(chain)]


def claim_row(
    claim: ReadClaim, article: str, reading: str, *, version: int = 1, review: str | None = None
) -> Fields:
    """The row of table ``claims``.

    Args:
        claim: the claim; its own version number is not looked at.
        article: key of the article.
        reading: id of the reading.
        version: number of this version.
        review: id of the decision that made it, where a person did.
    """
    record = claim.record
    same = (
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
    more = ("polarity", "modality", "mode", "place", "side", "confidence")
    return {
        **{name: getattr(record, name) for name in same + more},
        "version": version,
        "article": article,
        "reading": reading,
        "review": review,
        "coder": coder_id(record.coder),
        "start": record.quote.start,
        "end": record.quote.end,
        "contexts": list(record.contexts) or None,
        "auxiliary": list(record.auxiliary) or None,
        "time_edtf": record.time.edtf,
        "time_words": record.time.words,
        "chain": chain_id(record.attribution),
        "frame": record.coder.frame,
        "quote": record.quote.exact,
        "prefix": record.quote.prefix,
        "suffix": record.quote.suffix,
        "explanation": [why.model_dump() for why in claim.explanation],
    }


def identity(*parts: str) -> str:
    """An id that is the same in every ledger: a hash of what it names."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:IDENTITY]
