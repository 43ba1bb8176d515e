"""Claims written by hand, for tests of what is made of claims.

One line says all: ``withheld RUS>VEN arms denied @2026-01-14 by Caracas in Northgate | They sent nothing.``
"""

from __future__ import annotations

import hashlib
import re
from typing import get_args

from papertiger.records import (
    DOMAINS,
    MODALITIES,
    PREDICATES,
    ArticleRef,
    AttributionStep,
    Auxiliary,
    ClaimRecord,
    Coder,
    Quote,
    TimeSpan,
)

_CODER = Coder(reader="hand", version="0", config="sha256:0", frame="hand")
_LINE = re.compile(
    r"(?P<what>\S+) (?P<who>\S+?)>(?P<whom>[^\s/]+)(?:/(?P<over>\S+))?(?P<rest>[^|]*)(?:\| ?(?P<quote>.*))?"
)


def claim(line: str, **more: object) -> ClaimRecord:
    """A claim from one line: predicate SUBJECT>OBJECT[/OVER] words | quote.

    Words in any order: a domain, a modality, ``negated``, an auxiliary mode, ``mode=``, ``time=`` (EDTF), ``words=`` (``_`` for
    spaces), ``of=`` (what names an article with several claims) and ``at=`` (where in it the quote begins), ``@`` and the day of publication, ``by`` a speaker (``~`` before it: not named), ``in`` an outlet, ``as`` an origin.
    """
    match = _LINE.fullmatch(line)
    assert match is not None, line
    rest = match["rest"].split()
    named = {word: rest[n + 1] for n, word in enumerate(rest) if word in {"by", "in", "as"}}
    keyed = dict(word.split("=", 1) for word in rest if "=" in word)
    outlet = named.get("in", "Wire")
    published = next((word[1:] for word in rest if word.startswith("@")), "2026-01-14")
    chain = [AttributionStep(kind="outlet", name=outlet)]
    if speaker := named.get("by"):
        chain.append(
            AttributionStep(kind="person", name=speaker.lstrip("~"), anonymous=speaker.startswith("~"))
        )
    quote = match["quote"] or line
    text = keyed.get("of", f"{outlet} {published} {quote}")
    start = int(keyed.get("at", 0))
    fields: dict[str, object] = {
        "family": next(family for family, of in PREDICATES.items() if match["what"] in of),
        "predicate": match["what"],
        "subject": None if match["who"] == "?" else match["who"],
        "subject_state": _state(match["who"]),
        "object": match["whom"],
        "object_state": _state(match["whom"]),
        "over": match["over"],
        "domain": next((w for w in rest if w in DOMAINS), "unspecified"),
        "polarity": "negated" if "negated" in rest else "affirmed",
        "modality": next((w for w in rest if w in MODALITIES), "asserted"),
        "mode": keyed.get("mode"),
        "auxiliary": tuple(w for w in rest if w in get_args(Auxiliary)),
        "time": TimeSpan(edtf=keyed.get("time"), words=keyed.get("words", "").replace("_", " ") or None),
        "attribution": tuple(chain),
        "quote": Quote(exact=quote, prefix="", suffix="", start=start, end=start + len(quote)),
        "article": ArticleRef(
            sha256=hashlib.sha256(str(text).encode()).hexdigest(), path="x.txt", outlet=outlet,
            published=None if published == "-" else published, language="en",
        ),
        "confidence": 0.9,
        "origin": named.get("as"),
        "coder": _CODER,
    }  # fmt: skip
    fields |= more
    digest = hashlib.sha256(repr(sorted((k, str(v)) for k, v in fields.items())).encode()).hexdigest()
    return ClaimRecord.model_validate({"id": digest[:16], **fields})


def claims(lines: str) -> list[ClaimRecord]:
    """One claim a line."""
    return [claim(line.strip()) for line in lines.strip().splitlines() if line.strip()]


def _state(actor: str) -> str | None:
    match = re.match(r"[A-Z]{3}(?=$|-)", actor)
    return match[0] if match else None
