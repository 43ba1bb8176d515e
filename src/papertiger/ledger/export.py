"""Claims as JSONL and CSV; both are written as the records come, so that a large ledger needs no memory.

CSV columns, in this order:

    id, family, predicate, subject, subject_state, object, object_state, over, domain, polarity, modality, mode,
    contexts (joined by ";"), time_edtf, time_words, place, speaker, speaker_kind, speaker_actor, speaker_anonymous
    (the final step of the attribution chain), attribution (names of the whole chain, joined by " > "), quote,
    quote_prefix, quote_suffix, quote_start, quote_end (code points of the frozen text, half-open), article_sha256,
    article_path, article_url, outlet, published, language, confidence, origin, reader, reader_version,
    reader_config, frame, auxiliary (joined by ";"), depth (steps between the article's outlet and the final speaker), side (patron,
    client, rival, third), reliability, credibility (Admiralty), reliability_by, credibility_by (empty for a default)

An unknown value is an empty cell; truth values are ``true`` and ``false``.

News is hostile input and a spreadsheet runs formulas, so a text cell that begins like one gets an apostrophe in
front; numbers stay numbers. JSONL is exact and comes back with ``ClaimRecord.model_validate_json``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from papertiger.records import ClaimRecord

Cell = str | int | float

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a cell begins that a spreadsheet may run; the full-width forms count as the plain ones in some."""


def write_jsonl(records: Iterable[ClaimRecord], stream: TextIO) -> int:
    """Write one JSON object a line, fields as in `ClaimRecord`; returns how many."""
    number = 0
    for record in records:
        stream.write(record.model_dump_json() + "\n")
        number += 1
    return number


def write_csv(records: Iterable[ClaimRecord], stream: TextIO) -> int:
    """Write a header and one row a claim; returns how many claims.

    Open a file for this with ``newline=""``, and with encoding ``utf-8-sig`` if it is for Excel, which takes
    Cyrillic without that mark for another encoding.
    """
    writer = csv.writer(stream)
    writer.writerow(CSV_COLUMNS)
    number = 0
    for record in records:
        writer.writerow(guarded(value) for value in flat(record).values())
        number += 1
    return number


def guarded(value: Cell | bool | None) -> Cell:
    """The cell for a value: text that begins like a formula is disarmed, a number stays as it is."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return "" if value is None else value


def flat(record: ClaimRecord) -> dict[str, Cell | bool | None]:
    """Column → value of one claim, in the documented order."""
    return {**_what(record), **_who(record), **_where(record), **_how(record)}


def _what(record: ClaimRecord) -> dict[str, Cell | bool | None]:
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
        "contexts": ";".join(record.contexts),
        "time_edtf": record.time.edtf,
        "time_words": record.time.words,
        "place": record.place,
    }


def _who(record: ClaimRecord) -> dict[str, Cell | bool | None]:
    speaker = record.attribution[-1] if record.attribution else None
    return {
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "speaker_actor": speaker.actor if speaker else None,
        "speaker_anonymous": speaker.anonymous if speaker else None,
        "attribution": " > ".join(step.name for step in record.attribution),
    }


def _where(record: ClaimRecord) -> dict[str, Cell | bool | None]:
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


def _how(record: ClaimRecord) -> dict[str, Cell | bool | None]:
    coder = record.coder
    return {
        "confidence": record.confidence,
        "origin": record.origin,
        "reader": coder.reader,
        "reader_version": coder.version,
        "reader_config": coder.config,
        "frame": coder.frame,
        "auxiliary": ";".join(record.auxiliary),
        "depth": record.depth,
        "side": record.side,
        **{name: getattr(record.grade, name, None) for name in _GRADE},
    }


_GRADE = ("reliability", "credibility", "reliability_by", "credibility_by")

CSV_COLUMNS: tuple[str, ...] = (
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
)
"""Header of the CSV. Written out, because an empty export has one too."""
