"""STIX 2.1: a bundle in which a claim is a ``note`` about the report it was read from and the identities it names.

There are no ``relationship`` objects: platforms merge those with equal ends that begin within a month, so two promises
would become one, and a claim is no fact. An article is a ``report``, or a ``grouping`` where it has no day, because a
report must have one. Every object has the same id in every export and, while the ledger says the same of it, says the same whatever else is
exported; a note of a later version has a later ``modified``. ``confidence`` (0-100) is how sure the reader is of its reading, not
how likely the claim is; the Admiralty grade stands in labels. The row of the claim stands in a property extension.

Everything is marked TLP:AMBER until whoever sends it on decides otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import IO, Any

from papertiger.ledger.formats.flat import present
from papertiger.ledger.formats.identity import (
    UNDATED,
    changed_at,
    key_of,
    published_at,
    stable,
    stamp,
)
from papertiger.ledger.formats.parties import Party, article_name, outlet_of, parties, speaker, titled
from papertiger.ledger.formats.pieces import array_in, language_of, sha256_of, web_address
from papertiger.records import ClaimRecord

Object = dict[str, Any]

_FIXED = stamp(datetime(2026, 1, 1, tzinfo=UTC))
"""When the objects that never change are said to have been made."""
_TLP_AMBER = "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421"
_TLP = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_EXTENSION = f"extension-definition--{stable('extension')}"
_RIGHTS = f"marking-definition--{stable('rights')}"
_SOFTWARE = f"identity--{stable('software')}"
_MARKED = [_TLP_AMBER, _RIGHTS]
_CLASSES = {"person": "individual", "group": "group", "system": "system"}


def write_stix(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write a bundle; returns how many claims. The ids of what was written are kept in memory, claims are not."""
    number, written = 0, set[str]()
    head = {"type": "bundle", "id": f"bundle--{stable('bundle')}"}
    with array_in(stream, head, "objects") as objects:
        for one in _fixed():
            objects.add(one)
        for record in records:
            for one in _objects(record):
                if one["id"] not in written:
                    written.add(one["id"])
                    objects.add(one)
            number += 1
    return number


def _fixed() -> Iterator[Object]:
    """What every bundle holds: who made it, how it may be passed on, and what the extension is."""
    yield _object("identity", _SOFTWARE, _FIXED, _FIXED, name="papertiger", identity_class="system")
    tlp = {_TLP: {"extension_type": "property-extension", "tlp_2_0": "amber"}}
    marking = {"type": "marking-definition", "spec_version": "2.1"}
    # The one that FIRST and OASIS define, to the letter.
    yield {
        **marking,
        "id": _TLP_AMBER,
        "created": "2022-10-01T00:00:00.000Z",
        "name": "TLP:AMBER",
        "extensions": tlp,
    }
    statement = "Quotes belong to the publishers of the articles named."
    yield {
        **marking,
        "id": _RIGHTS,
        "created": _FIXED,
        "definition_type": "statement",
        "definition": {"statement": statement},
    }
    yield _object(
        "extension-definition",
        _EXTENSION,
        _FIXED,
        _FIXED,
        name="papertiger claim",
        created_by_ref=_SOFTWARE,
        schema="The data dictionary of papertiger, fields of a row: papertiger export --dictionary",
        version="1.0.0",
        extension_types=["property-extension"],
    )


def _objects(record: ClaimRecord) -> Iterator[Object]:
    outlet = outlet_of(record)
    named = parties(record)
    voices = [who for step in record.attribution if (who := speaker(step)) is not None]
    people = list(
        {_identity_id(one): one for one in (*named, *voices, *([outlet] if outlet else []))}.values()
    )
    yield from map(_identity, people)
    report = _report(record, outlet)
    yield report
    yield _note(record, [report["id"], *map(_identity_id, people)])


def _identity(one: Party) -> Object:
    reference = [{"source_name": "wikidata", "external_id": one.wikidata}] if one.wikidata else None
    return _object(
        "identity",
        _identity_id(one),
        _FIXED,
        _FIXED,
        name=one.name,
        identity_class=_CLASSES.get(one.kind, "organization"),
        sectors=["government-national"] if one.kind == "state" else None,
        created_by_ref=_SOFTWARE,
        external_references=[
            {"source_name": "papertiger", "external_id": one.actor or one.key},
            *(reference or []),
        ],
    )


def _identity_id(one: Party) -> str:
    return f"identity--{stable('identity', one.key)}"


def _report(record: ClaimRecord, outlet: Party | None) -> Object:
    """The article, which refers to its outlet alone: what else it refers to would depend on which claims are exported."""
    article, day = record.article, published_at(record.article)
    kind = "report" if day else "grouping"
    at = stamp(day or UNDATED)
    dated = {"published": at} if day else {"context": "unspecified"}
    sha256 = sha256_of(article.sha256)
    url = web_address(article.url)
    source = {
        "source_name": outlet.name if outlet else "papertiger",
        "external_id": key_of(article),
        "url": url,
        "hashes": {"SHA-256": sha256} if sha256 and url else None,
    }
    return _object(
        kind,
        f"{kind}--{stable('article', key_of(article))}",
        at,
        at,
        name=article_name(record),
        **dated,
        object_refs=[_identity_id(outlet) if outlet else _SOFTWARE],
        created_by_ref=_SOFTWARE,
        external_references=[{name: value for name, value in source.items() if value}],
    )


def _note(record: ClaimRecord, refs: list[str]) -> Object:
    url = web_address(record.article.url)
    grade = record.grade
    labels = [
        f"{name}:{getattr(record, name)}"
        for name in ("family", "predicate", "domain", "polarity", "modality")
    ]
    if grade:  # machine tags of MISP's taxonomy
        values = (grade.reliability.lower(), grade.credibility)
        labels += [
            f'admiralty-scale:{axis}="{value}"'
            for axis, value in zip(("source-reliability", "information-credibility"), values, strict=True)
        ]
    return _object(
        "note",
        f"note--{stable('claim', record.id)}",
        stamp(published_at(record.article) or UNDATED),
        stamp(changed_at(record)),
        abstract=titled(record),
        content=record.quote.exact or titled(record),
        authors=[f"papertiger: {record.coder.reader} {record.coder.version}"],
        object_refs=list(dict.fromkeys(refs)),
        created_by_ref=_SOFTWARE,
        confidence=round(record.confidence * 100),
        lang=language_of(record.article.language),
        labels=labels,
        external_references=[
            {"source_name": "papertiger", "external_id": record.id, **({"url": url} if url else {})}
        ],
        extensions={_EXTENSION: {"extension_type": "property-extension", **_row(record)}},
    )


def _row(record: ClaimRecord) -> dict[str, Any]:
    """The row of the claim, without the path on the analyst's machine, and without the id, which is an external reference.

    A name in STIX has three letters at least.
    """
    return {name: value for name, value in present(record).items() if name not in {"id", "article_path"}}


def _object(kind: str, object_id: str, created: str, modified: str, **properties: Any) -> Object:  # noqa: ANN401 - whatever an object has
    """An object with the properties that all have, those that are None left out."""
    about = {name: value for name, value in properties.items() if value is not None}
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": object_id,
        "created": created,
        "modified": modified,
        **about,
        "object_marking_refs": _MARKED,
    }
