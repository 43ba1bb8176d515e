"""Claims of one frozen text, built by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote, TimeSpan

TEXT = "Країна А передала країні Б радари. Техніки не приїхали, і радари мовчали. У столиці протестували."
OUTLET = AttributionStep(kind="outlet", name="Вечірній вісник")


def build_record(words: str = "Техніки не приїхали, і радари мовчали.", **changes: object) -> ClaimRecord:
    """A claim that quotes `words` of the text; its id follows from what it says, as the reader's ids do."""
    start = TEXT.index(words)
    fields: dict[str, Any] = {
        "family": "support",
        "predicate": "withheld",
        "subject": "RUS",
        "subject_state": "RUS",
        "object": "VEN",
        "object_state": "VEN",
        "domain": "air_defence",
        "polarity": "affirmed",
        "modality": "asserted",
        "time": TimeSpan(edtf="2025", words=None),
        "attribution": (OUTLET,),
        "quote": Quote(exact=words, prefix="", suffix="", start=start, end=start + len(words)),
        "article": ArticleRef(sha256="ab" * 32, path="a.txt", outlet=OUTLET.name, language="uk"),
        "confidence": 0.8,
        "coder": Coder(reader="frames", version="1", config="sha256:00", frame="give"),
    } | changes
    said = [
        str(fields[name])
        for name in ("predicate", "subject", "object", "over", "domain", "polarity", "modality")
        if name in fields
    ]
    identity = hashlib.sha256("\x1f".join([*said, str(start)]).encode()).hexdigest()[:16]
    return ClaimRecord(**{"id": identity} | fields)


@pytest.fixture
def record() -> Callable[..., ClaimRecord]:
    return build_record
