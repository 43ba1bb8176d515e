"""What rows of the database stand for: articles, claim records, explanations. Pure, the way back of `papertiger.ledger.rows`."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.records import (
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Explanation,
    Quote,
    ReviewMark,
    TimeSpan,
)


def article_value(row: Mapping[Any, Any]) -> Article:
    """The article that `article_row` stored, from all columns of its row in the database."""
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
        raw=zlib.decompress(row["raw"]),
        furniture=tuple(Span(*s) for s in layout["furniture"]),
    )


def claim_value(
    row: Mapping[Any, Any], chain: tuple[AttributionStep, ...], review: ReviewMark | None = None
) -> ClaimRecord:
    """The record that `claim_row` stored, from a row of `queries.RECORD` and its chain."""
    # Without validation: every value was checked when it was stored, and checking again would take most of the time.
    return ClaimRecord.model_construct(
        id=row["id"],
        family=row["family"],
        predicate=row["predicate"],
        subject=row["subject"],
        subject_state=row["subject_state"],
        object=row["object"],
        object_state=row["object_state"],
        over=row["over"],
        domain=row["domain"],
        polarity=row["polarity"],
        modality=row["modality"],
        mode=row["mode"],
        contexts=_list(row["contexts"]),
        auxiliary=_list(row["auxiliary"]),
        time=TimeSpan.model_construct(edtf=row["time_edtf"], words=row["time_words"]),
        place=row["place"],
        attribution=chain,
        depth=max(len(chain) - 1, 0),
        anonymous=bool(chain) and chain[-1].anonymous,
        side=row["side"],
        quote=Quote.model_construct(
            exact=row["quote"], prefix=row["prefix"], suffix=row["suffix"], start=row["start"], end=row["end"]
        ),
        article=ArticleRef.model_construct(
            sha256=row["sha256"],
            path=row["path"],
            url=row["url"],
            outlet=row["outlet"],
            published=row["published"],
            language=row["language"],
        ),
        confidence=row["confidence"],
        origin=None,
        grade=None,
        version=row["version"],
        review=review,
        coder=Coder.model_construct(
            reader=row["reader"],
            version=row["reader_version"],
            config=row["reader_config"],
            frame=row["frame"],
        ),
    )


def _list(stored: str | None) -> tuple[Any, ...]:
    return tuple(json.loads(stored)) if stored else ()


def explanation_value(stored: bytes) -> tuple[Explanation, ...]:
    """The explanation that `claim_row` stored, from its column."""
    return tuple(Explanation.model_validate(why) for why in json.loads(zlib.decompress(stored)))
