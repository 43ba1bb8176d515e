"""Whether the rows of an entry say what they may: hashes, closed vocabularies, quotes in the frozen text. No database.

What a hash of its content names is hashed again, so that nothing gets in under the name of something else.
"""

from __future__ import annotations

import base64
import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from papertiger.errors import PapertigerError
from papertiger.ledger import looked, rows, warned
from papertiger.ledger.lines import Fields
from papertiger.ledger.reviewing import Review
from papertiger.ledger.transfer.refusal import FieldError
from papertiger.news.article import article_key
from papertiger.records import (
    PREDICATES,
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Credibility,
    Explanation,
    Quote,
    Reliability,
    TimeSpan,
)

WHY_SUPERSEDED: Final = ("reread", "gone", "reviewed", "merged")
READINGS: Final = 64
"""How often one coder may have read one article; their ids count that."""
TARGETS: Final = ("claim:", "actor:", "name:")

TextOf = Callable[[str], str | None]
"""Frozen text of the article with a key; None where neither the file nor the ledger has it."""


def examine(table: str, fields: Fields, text_of: TextOf) -> None:
    """Check one row, whose types `columns.fit` has checked.

    Raises:
        FieldError: it says what it may not say; names the field.
    """
    one = _EXAMINE.get(table)
    if one is not None:
        one(fields, text_of)


def examine_chains(chains: Sequence[Fields], steps: Sequence[Fields]) -> None:
    """Check that the chains of an entry are made of the steps that came with them.

    Raises:
        FieldError: a chain is named or described by other steps than its own, or a step belongs to none of these chains.
    """
    of: dict[str, list[Fields]] = {chain["digest"]: [] for chain in chains}
    for step in steps:
        if step["chain"] not in of:
            raise FieldError("attributions.chain", f"{step['chain'][:40]!r} is no chain of the same entry")
        of[step["chain"]].append(step)
    for chain in chains:
        own = sorted(of[chain["digest"]], key=lambda step: step["step"])
        if [step["step"] for step in own] != list(range(len(own))):
            raise FieldError(
                "attributions.step", f"the steps of chain {chain['digest'][:40]} do not count from 0"
            )
        made = rows.chain_row([_step(step) for step in own])
        for name, value in made.items():
            if chain.get(name) != value:
                raise FieldError(f"chains.{name}", f"is {chain.get(name)!r}, but the steps make {value!r}")


def _step(fields: Fields) -> AttributionStep:
    own = {name: value for name, value in fields.items() if name not in {"chain", "step"}}
    step: AttributionStep = _valid(AttributionStep, "attributions", own)
    return step


def _valid(model: Any, table: str, value: Any) -> Any:  # noqa: ANN401 - any model
    """The value as `model`; its first fault as a FieldError."""
    try:
        return (
            model.model_validate(value) if hasattr(model, "model_validate") else model.validate_python(value)
        )
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False)[0]
        place = ".".join([table, *(str(part) for part in fault["loc"])])
        raise FieldError(place, f"{fault['msg']}, not {str(fault['input'])[:60]!r}") from None


def _same(field: str, given: Any, made: Any, of: str) -> None:  # noqa: ANN401 - any value
    if given != made:
        raise FieldError(field, f"is {str(given)[:80]!r}, but {of} makes {made!r}")


def _article(fields: Fields, _: TextOf) -> None:
    text = fields["text"]
    if not unicodedata.is_normalized(rows.NORMALISATION, text):
        raise FieldError("articles.text", f"is not {rows.NORMALISATION}; freeze it again")
    _same("articles.normalisation", fields["normalisation"], rows.NORMALISATION, "this program")
    _same("articles.sha256", fields["sha256"], hashlib.sha256(text.encode()).hexdigest(), "the text")
    key = article_key(fields["sha256"], fields.get("outlet"), fields.get("url"))
    _same("articles.key", fields["key"], key, "text, outlet and url")
    raw = hashlib.sha256(base64.b64decode(fields["raw"])).hexdigest()
    _same("articles.raw_sha256", fields["raw_sha256"], raw, "raw")
    _layout(fields["layout"], len(text))


def _layout(layout: Any, length: int) -> None:  # noqa: ANN401 - any JSON
    found = _valid(_LAYOUT, "articles.layout", layout)
    if not {"paragraphs", "furniture"} <= set(found) <= {"paragraphs", "furniture", "owner"}:
        raise FieldError("articles.layout", "has other parts than paragraphs, furniture and owner")
    if not isinstance(found.get("owner", ""), str):
        raise FieldError("articles.layout.owner", "is not text")
    for name in ("paragraphs", "furniture"):
        spans = found[name] if isinstance(found[name], list) else [None]
        for span in spans:
            kinds = [int, int, str] if name == "paragraphs" else [int, int]
            if not isinstance(span, list) or [type(part) for part in span] != kinds:
                raise FieldError(f"articles.layout.{name}", "holds something that is no span of the text")
            if not 0 <= span[0] <= span[1] <= length:
                raise FieldError(f"articles.layout.{name}", f"{span[:2]} lies outside of the text")


def _coder(fields: Fields, _: TextOf) -> None:
    made = rows.identity("coder", fields["reader"], fields["version"], fields["config"])
    _same("coders.id", fields["id"], made, "reader, version and config")


def _reading(fields: Fields, _: TextOf) -> None:
    ids = (rows.reading_id(fields["article"], fields["coder"], again) for again in range(1, READINGS + 1))
    if fields["id"] not in ids:
        raise FieldError("readings.id", f"{fields['id'][:80]!r} is not made of article and coder")
    for name in ("sentences", "parsed", "claims"):
        if fields[name] < 0:
            raise FieldError(f"readings.{name}", f"{fields[name]} is less than none")


def _actor(fields: Fields, _: TextOf) -> None:
    _valid(_WORDS, "actors.names", fields["names"])


def _review(fields: Fields, _: TextOf) -> None:
    _valid(_WORD_LIST, "reviews.into", fields.get("into") or [])
    if not isinstance(fields.get("changes") or {}, dict):
        raise FieldError("reviews.changes", "is not an object")
    whole = {**fields, "changes": fields.get("changes") or {}, "into": tuple(fields.get("into") or ())}
    try:
        Review(**whole)
    except PapertigerError as error:
        raise FieldError("reviews", str(error)) from None


def _claim(fields: Fields, text_of: TextOf) -> None:
    text = text_of(fields["article"])
    if text is None:
        raise FieldError(
            "claims.article",
            f"no article {fields['article'][:80]!r}; it must come before what is read from it",
        )
    start, end = fields["start"], fields["end"]
    quote = fields["quote"]
    if not 0 <= start < end or text[start:end] != quote:
        found = text[max(start, 0) : max(end, 0)][:60] if start < end else ""
        raise FieldError(
            "claims.quote", f"{quote[:60]!r} is not what the text reads at {start}-{end}: {found!r}"
        )
    if not text.endswith(fields["prefix"], 0, start):
        raise FieldError("claims.prefix", "does not stand before the quote")
    if not text.startswith(fields["suffix"], end):
        raise FieldError("claims.suffix", "does not stand behind the quote")
    record = _valid(ClaimRecord, "claims", _as_record(fields))
    if record.predicate not in PREDICATES[record.family]:
        raise FieldError("claims.predicate", f"{record.family} has no {record.predicate!r}")
    _valid(_EXPLANATIONS, "claims.explanation", fields["explanation"])


def _as_record(fields: Fields) -> dict[str, Any]:
    """The row as a claim record, with what stands in other tables left open."""
    same = ("id", "version", "family", "predicate", "subject", "subject_state", "object", "object_state")
    more = ("over", "domain", "polarity", "modality", "mode", "place", "side", "confidence")
    lists = {name: fields.get(name) or [] for name in ("contexts", "auxiliary")}
    return {
        **{name: fields.get(name) for name in same + more},
        **lists,
        "time": TimeSpan(edtf=fields.get("time_edtf"), words=fields.get("time_words")),
        "attribution": (),
        "quote": Quote(
            exact=fields["quote"],
            prefix=fields["prefix"],
            suffix=fields["suffix"],
            start=fields["start"],
            end=fields["end"],
        ),
        "article": ArticleRef(sha256="", path="", language=""),
        "coder": Coder(reader="", version="", config="", frame=fields["frame"]),
    }


def _superseded(fields: Fields, _: TextOf) -> None:
    if fields["why"] not in WHY_SUPERSEDED:
        known = ", ".join(WHY_SUPERSEDED)
        raise FieldError("superseded.why", f"{fields['why'][:40]!r} is no reason; there are: {known}")


def _fingerprint(fields: Fields, _: TextOf) -> None:
    if not isinstance(fields["meta"], dict):
        raise FieldError("fingerprints.meta", "is not an object")


def _link(fields: Fields, _: TextOf) -> None:
    if not fields["first"] < fields["second"]:
        raise FieldError("links.first", "is not the key that sorts lower")
    if not isinstance(fields["evidence"], list):
        raise FieldError("links.evidence", "is not a list")


def _grade(fields: Fields, _: TextOf) -> None:
    if not fields["target"].startswith(TARGETS):
        raise FieldError(
            "grades.target", f"{fields['target'][:40]!r} begins with none of {', '.join(TARGETS)}"
        )
    for name, known in (("reliability", get_args(Reliability)), ("credibility", get_args(Credibility))):
        if fields.get(name) is not None and fields[name] not in known:
            raise FieldError(f"grades.{name}", f"{fields[name][:40]!r} is none of {', '.join(known)}")


def _body(fields: Fields, _: TextOf) -> None:
    if not isinstance(fields["body"], (dict, str)):
        raise FieldError("body", "is no record")


def _look(fields: Fields, _: TextOf) -> None:
    if fields["kind"] not in looked.KINDS:
        known = ", ".join(looked.KINDS)
        raise FieldError("looks.kind", f"{fields['kind'][:40]!r} is none of {known}")
    made = looked.look_id(fields["source"], fields["kind"], fields["address"], fields["at"])
    _same("looks.id", fields["id"], made, "source, kind, address and at")
    _same("looks.address_hash", fields["address_hash"], looked.address_hash(fields["address"]), "address")
    _valid(_WORDS, "looks.headers", fields.get("headers") or {})


def _pointer(fields: Fields, _: TextOf) -> None:
    made = looked.pointer_id(fields["kind"], fields["file"], fields["line"])
    _same("pointers.id", fields["id"], made, "kind, file and line")
    _day("pointers.day", fields.get("day"))
    _valid(_LAYOUT, "pointers.body", fields["body"])


def _warning(fields: Fields, _: TextOf) -> None:
    _day("warnings.day", fields["day"])
    of = (fields["watchlist"], fields["watch"], fields["rule"], fields["about"], fields["day"])
    _same("warnings.id", fields["id"], warned.warning_id(*of), "watchlist, watch, rule, about and day")
    body = _valid(_LAYOUT, "warnings.body", fields["body"])
    _same("warnings.digest", fields["digest"], warned.digest_of(body), "the body")


def _handling(fields: Fields, _: TextOf) -> None:
    _day("handlings.until", fields.get("until"))
    until = fields.get("until") is not None
    if problem := warned.handling_problem(fields["action"], fields["by"], fields["why"], until):
        raise FieldError("handlings.action", problem)


def _outcome(fields: Fields, _: TextOf) -> None:
    _day("outcomes.day", fields.get("day"))
    body = _valid(_LAYOUT, "outcomes.body", fields["body"])
    about = tuple(fields["about"].split("\n")) if fields.get("about") else ()
    day = date.fromisoformat(fields["day"]) if fields.get("day") else None
    named = (fields.get("warning"), fields.get("watchlist"), fields.get("watch"))
    if problem := warned.outcome_problem(warned.NewOutcome(fields["verdict"], *named, about, day, body)):
        raise FieldError("outcomes.verdict", problem)


def _delivery(fields: Fields, _: TextOf) -> None:
    if fields["status"] not in warned.STATUSES:
        known = ", ".join(warned.STATUSES)
        raise FieldError("deliveries.status", f"{fields['status'][:40]!r} is none of {known}")


def _day(field: str, value: str | None) -> None:
    if value is None:
        return
    try:
        stated = date.fromisoformat(value).isoformat()
    except ValueError:
        stated = ""
    if stated != value:
        raise FieldError(field, f"{value[:40]!r} is no day; write ISO 8601, 2026-01-14")


_LAYOUT: TypeAdapter[Any] = TypeAdapter(dict[str, Any])
_WORDS: TypeAdapter[Any] = TypeAdapter(dict[str, str])
_WORD_LIST: TypeAdapter[Any] = TypeAdapter(list[str])
_EXPLANATIONS: TypeAdapter[Any] = TypeAdapter(list[Explanation])

_EXAMINE: Final[Mapping[str, Callable[[Fields, TextOf], None]]] = {
    "articles": _article,
    "coders": _coder,
    "readings": _reading,
    "actors": _actor,
    "reviews": _review,
    "claims": _claim,
    "superseded": _superseded,
    "fingerprints": _fingerprint,
    "links": _link,
    "grades": _grade,
    "looks": _look,
    "pointers": _pointer,
    "warnings": _warning,
    "handlings": _handling,
    "outcomes": _outcome,
    "deliveries": _delivery,
    **dict.fromkeys(
        ("watchlists", "commitments", "triggers", "tests", "responses", "scenario_runs", "assessments"), _body
    ),
}
