"""Claims to export: one with everything, one with nothing, hostile ones, and any that a ledger could hold."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger import records
from papertiger.records import (
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Grade,
    Quote,
    ReviewMark,
    TimeSpan,
)

PAYLOADS = (
    "=HYPERLINK(1)",
    "+1",
    "-6.5",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    " =1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "a\0b",
    "\x01\x0b\x1f\x7f\x85",
    "]]>",
    "<script>alert(1)</script>&amp;",
    "</script><!--",
    "'\"`",
    'a"b,c;d\n"e',
    "\u2028\u2029",
    "\u202eabc\u2066",
    "\ufffe\uffff",
    "\U0010ffff",
    "Ґ'є 💥 ﷽",
    " ",
    "../../etc/passwd",
    "javascript:alert(1)",
    "http://[::1",
    "https://user:pw@host.example:99999/",
    "%00{}$(id)",
    "https://a.example/?q=<x>",
)
"""What news could hold to harm whoever reads an export."""


def full(**changes: object) -> ClaimRecord:
    """A claim with a value in every field."""
    fields: dict[str, Any] = {
        "id": "c0ffee",
        "family": "support",
        "predicate": "withheld",
        "subject": "RUS",
        "subject_state": "RUS",
        "object": "org:nato",
        "object_state": "VEN",
        "over": "USA",
        "domain": "air_defence",
        "polarity": "affirmed",
        "modality": "asserted",
        "mode": "withdraw",
        "contexts": ("military", "cyber"),
        "auxiliary": ("historical", "future"),
        "time": TimeSpan(edtf="2026-01", words="у січні"),
        "place": "Каракас",
        "attribution": (
            AttributionStep(kind="outlet", name="Вечірній вісник"),
            AttributionStep(kind="outlet", name="Bloomberg", actor="outlet:bloomberg"),
            AttributionStep(kind="person", name="Хуан Приклад", actor="VEN"),
        ),
        "side": "client",
        "quote": Quote(exact="Техніки не приїхали", prefix="а ", suffix=".", start=12, end=31),
        "article": ArticleRef(
            sha256="ab" * 32,
            path="/home/analyst/case/a.txt",
            url="https://visnyk.example/1",
            outlet="Вечірній вісник",
            published="2026-01-14",
            language="uk",
        ),
        "confidence": 0.83,
        "origin": "ff" * 32,
        "grade": Grade(
            reliability="B",
            credibility="2",
            reliability_by="O. Reader",
            credibility_by="O. Reader",
            reliability_why="has corrected itself",
            credibility_why="two others say so",
        ),
        "version": 3,
        "review": ReviewMark(decision="corrected", by="O. Reader", at="2026-02-01T10:00:00Z"),
        "coder": Coder(reader="frames", version="1", config="sha256:00", frame="deliver"),
    }
    return ClaimRecord(**fields | changes)


def bare(**changes: object) -> ClaimRecord:
    """A claim with as little as a claim can have."""
    fields: dict[str, Any] = {
        "id": "0",
        "family": "event",
        "predicate": "ASSAULT",
        "subject": None,
        "subject_state": None,
        "object": None,
        "object_state": None,
        "domain": "unspecified",
        "polarity": "negated",
        "modality": "denied",
        "attribution": (),
        "quote": Quote(exact="", prefix="", suffix="", start=0, end=1),
        "article": ArticleRef(sha256="", path="", language=""),
        "confidence": 0,
        "coder": Coder(reader="", version="", config="", frame=""),
    }
    return ClaimRecord(**fields | changes)


def hostile(payload: str, **changes: object) -> ClaimRecord:
    """A claim that has `payload` wherever text of an article, a file or a person can come to stand, and in every id."""
    texts = ("subject", "subject_state", "object", "object_state", "over", "mode", "place", "origin")
    step = AttributionStep(kind="person", name=payload, actor=payload)
    fields: dict[str, Any] = {
        "id": payload,
        **dict.fromkeys(texts, payload),
        "contexts": (payload,),
        "time": TimeSpan(edtf=payload, words=payload),
        "attribution": (
            AttributionStep(kind="outlet", name=payload),
            AttributionStep(kind="document", name=payload),
            step,
        ),
        "quote": Quote(exact=payload, prefix=payload, suffix=payload, start=0, end=1),
        "article": ArticleRef(**dict.fromkeys(ArticleRef.model_fields, payload)),
        "grade": Grade(
            reliability="F",
            credibility="6",
            **dict.fromkeys(
                ("reliability_by", "credibility_by", "reliability_why", "credibility_why"), payload
            ),
        ),
        "review": ReviewMark(decision="merged", by=payload, at=payload),
        "coder": Coder(**dict.fromkeys(Coder.model_fields, payload)),
    }
    return full(**fields | changes)


# A lone surrogate cannot occur: text is decoded UTF-8.
TEXT = st.one_of(st.text(st.characters(exclude_categories=["Cs"]), max_size=40), st.sampled_from(PAYLOADS))
ACTORS = st.one_of(
    st.sampled_from(
        ["RUS", "VEN", "RUS-putin", "org:nato", "outlet:bloomberg", "RUS:allies", "system:s-300"]
    ),
    TEXT,
)
STATES = st.one_of(st.sampled_from(["RUS", "VEN", "SUN", "XKX", "ZZZ"]), TEXT)
DATES = st.one_of(st.sampled_from(["2026-01-14", "2026-01", "2026", "2026-02-30", "0001-01-01"]), TEXT)


def claims() -> st.SearchStrategy[ClaimRecord]:
    """Any claim that the types let through."""
    some = {
        "subject": st.none() | ACTORS,
        "object": st.none() | ACTORS,
        "over": st.none() | ACTORS,
        "subject_state": st.none() | STATES,
        "object_state": st.none() | STATES,
        "place": st.none() | STATES,
        "origin": st.none() | TEXT,
        "mode": st.none() | TEXT,
        "contexts": st.lists(TEXT, max_size=3).map(tuple),
        "auxiliary": st.lists(st.sampled_from(get_args(records.Auxiliary)), max_size=2).map(tuple),
        "time": st.builds(TimeSpan, edtf=st.none() | TEXT, words=st.none() | TEXT),
        "attribution": st.lists(
            st.builds(AttributionStep, name=TEXT, actor=st.none() | ACTORS), max_size=3
        ).map(tuple),
        "quote": st.builds(
            Quote, exact=TEXT, prefix=TEXT, suffix=TEXT, start=st.integers(0, 9**9), end=st.integers(1, 9**9)
        ),
        "article": st.builds(
            ArticleRef,
            sha256=TEXT,
            path=TEXT,
            url=st.none() | TEXT,
            outlet=st.none() | TEXT,
            published=st.none() | DATES,
            language=st.one_of(st.sampled_from(["uk", "ru", "en", ""]), TEXT),
        ),
        "confidence": st.floats(0, 1),
        "grade": st.none()
        | st.builds(Grade, reliability_by=st.none() | TEXT, credibility_by=st.none() | TEXT),
        "version": st.integers(1, 10**6),
        "review": st.none() | st.builds(ReviewMark, by=TEXT, at=DATES),
        "coder": st.builds(Coder, reader=TEXT, version=TEXT, config=TEXT, frame=TEXT),
    }
    return st.builds(bare, id=st.uuids().map(lambda one: one.hex), **some)


def any_claims(test: Callable[..., None]) -> Callable[..., None]:
    """Run a test on lists of any claims, its parameter `records`."""
    some = st.lists(claims(), max_size=3)
    return settings(max_examples=40, deadline=None, derandomize=True)(given(records=some)(test))


def without_icu() -> ModuleType:
    """Stands for PyICU, which FollowTheMoney wants for transliteration alone, so that nothing has to be compiled for tests."""
    module = ModuleType("icu")
    same = SimpleNamespace(transliterate=lambda text: text)
    module.Transliterator = SimpleNamespace(createInstance=lambda *_: same)  # type: ignore[attr-defined]
    return module
