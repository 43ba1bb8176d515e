"""A claim as one row: the columns that CSV, Parquet, GraphML, GeoJSON and STIX share, each defined in ``data/dictionary.yaml``."""

from __future__ import annotations

from papertiger.records import ClaimRecord

Cell = str | int | float | bool | tuple[str, ...] | None
"""A value of a row; several words are a tuple."""

_GRADE = (
    "reliability",
    "credibility",
    "reliability_by",
    "credibility_by",
    "reliability_why",
    "credibility_why",
)
_REVIEW = {"review_decision": "decision", "review_by": "by", "review_at": "at"}

COLUMNS: tuple[str, ...] = (
    "id",
    "family",
    "predicate",
    "subject",
    "subject_state",
    "object",
    "object_state",
    "over",
    "domain",
    "polarity",
    "modality",
    "mode",
    "contexts",
    "time_edtf",
    "time_words",
    "place",
    "speaker",
    "speaker_kind",
    "speaker_actor",
    "speaker_anonymous",
    "attribution",
    "quote",
    "quote_prefix",
    "quote_suffix",
    "quote_start",
    "quote_end",
    "article_sha256",
    "article_path",
    "article_url",
    "outlet",
    "published",
    "language",
    "confidence",
    "origin",
    "reader",
    "reader_version",
    "reader_config",
    "frame",
    "auxiliary",
    "depth",
    "side",
    *_GRADE,
    "version",
    *_REVIEW,
)
"""Order of the columns. It never changes but at the end: programs read CSV by position."""


def flat(record: ClaimRecord) -> dict[str, Cell]:
    """Column → value of one claim, in the order of `COLUMNS`."""
    return {**_what(record), **_who(record), **_where(record), **_how(record), **_judged(record)}


def present(record: ClaimRecord) -> dict[str, str | int | float | bool | list[str]]:
    """The columns that have a value: what formats write that can leave a field out."""
    values = {
        name: list(value) if isinstance(value, tuple) else value for name, value in flat(record).items()
    }
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def _what(record: ClaimRecord) -> dict[str, Cell]:
    return {
        "id": record.id,
        "family": record.family,
        "predicate": record.predicate,
        "subject": record.subject,
        "subject_state": record.subject_state,
        "object": record.object,
        "object_state": record.object_state,
        "over": record.over,
        "domain": record.domain,
        "polarity": record.polarity,
        "modality": record.modality,
        "mode": record.mode,
        "contexts": record.contexts,
        "time_edtf": record.time.edtf,
        "time_words": record.time.words,
        "place": record.place,
    }


def _who(record: ClaimRecord) -> dict[str, Cell]:
    speaker = record.attribution[-1] if record.attribution else None
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_actor": speaker.actor if speaker else None,
        "speaker_anonymous": speaker.anonymous if speaker else None,
        "attribution": " > ".join(step.name for step in record.attribution),
    }


def _where(record: ClaimRecord) -> dict[str, Cell]:
    quote, article = record.quote, record.article
    return {
        "quote": quote.exact,
        "quote_prefix": quote.prefix,
        "quote_suffix": quote.suffix,
        "quote_start": quote.start,
        "quote_end": quote.end,
        "article_sha256": article.sha256,
        "article_path": article.path,
        "article_url": article.url,
        "outlet": article.outlet,
        "published": article.published,
        "language": article.language,
    }


def _how(record: ClaimRecord) -> dict[str, Cell]:
    coder = record.coder
    return {
        "confidence": record.confidence,
        "origin": record.origin,
        "reader": coder.reader,
        "reader_version": coder.version,
        "reader_config": coder.config,
        "frame": coder.frame,
        "auxiliary": record.auxiliary,
        "depth": record.depth,
        "side": record.side,
    }


def _judged(record: ClaimRecord) -> dict[str, Cell]:
    return {
        **{name: getattr(record.grade, name, None) for name in _GRADE},
        "version": record.version,
        **{name: getattr(record.review, field, None) for name, field in _REVIEW.items()},
    }
