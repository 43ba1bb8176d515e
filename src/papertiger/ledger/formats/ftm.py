"""FollowTheMoney: one entity a line, for OpenAleph and its kin.

A claim is a ``Note`` about the actors it names, with the article as its proof: nothing is said to be so, no link
between actors is made. The article is an ``Article``; actors are ``PublicBody`` (a state), ``Person``,
``Organization`` or ``Asset`` (a weapon system); a ``Documentation`` says that the article names an actor, a
``Mention`` that it names a speaker.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import IO, Any

from papertiger.ledger.formats.identity import key_of, stable
from papertiger.ledger.formats.parties import Party, article_name, outlet_of, parties, speaker, titled
from papertiger.ledger.formats.pieces import packed, web_address
from papertiger.ledger.formats.places import country_code, places
from papertiger.news.article import day_of
from papertiger.records import ClaimRecord

Entity = dict[str, Any]

_SCHEMATA = {"state": "PublicBody", "person": "Person", "system": "Asset"}
_QUOTED = re.compile("[\"'](.*)[\"']", re.DOTALL)
_TEXTS = frozenset({"description", "notes"})
"""Properties that keep their line breaks; the rest are one line."""
_YEARS = range(1000, 3000)
"""Years that the model takes for dates."""
_SPEAKERS = frozenset({"PublicBody", "Person", "Organization"})
"""Schemata that a mention can lead to: legal entities."""


def write_ftm(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write one JSON entity a line, each once; returns how many claims. Ids that were written are kept in memory."""
    number, written = 0, set[str]()
    for record in records:
        for entity in _entities(record):
            if entity["id"] not in written:
                written.add(entity["id"])
                stream.write(packed(entity) + "\n")
        number += 1
    return number


def _entities(record: ClaimRecord) -> Iterator[Entity]:
    article = _article(record)
    named = [_actor(one) for one in parties(record)]
    yield article
    yield from named
    for actor in named:
        yield _entity(
            "Documentation",
            stable("documentation", article["id"], actor["id"]).hex,
            document=article["id"],
            entity=actor["id"],
            role="named",
        )
    for step in record.attribution:
        who = speaker(step)
        if who is None or who.kind in {"document", "system"}:
            continue
        person = _actor(who)
        yield person
        yield _entity(
            "Mention",
            stable("mention", article["id"], person["id"], step.name).hex,
            document=article["id"],
            name=_name(step.name),
            resolved=person["id"] if person["schema"] in _SPEAKERS else None,
            detectedSchema=person["schema"],
        )
    yield _note(record, article["id"], [actor["id"] for actor in named])


def _note(record: ClaimRecord, article: str, named: list[str]) -> Entity:
    grade = record.grade
    return _entity(
        "Note",
        f"claim-{stable('claim', record.id).hex}",
        name=_name(titled(record)),
        summary=" > ".join(step.name for step in record.attribution),
        description=record.quote.exact,
        entity=named,
        proof=article,
        publisher=record.article.outlet,
        sourceUrl=web_address(record.article.url),
        detectedLanguage=places().languages.get(record.article.language),
        detectedCountry=[country_code(record.subject_state), country_code(record.object_state)],
        keywords=[
            f"family: {record.family}",
            f"predicate: {record.predicate}",
            f"domain: {record.domain}",
            f"polarity: {record.polarity}",
            f"modality: {record.modality}",
            *([f"reliability: {grade.reliability}", f"credibility: {grade.credibility}"] if grade else []),
        ],
        notes=[
            f"claim {record.id}",
            f"quote at {record.quote.start}-{record.quote.end}",
            f"confidence {record.confidence}",
            f"time {record.time.edtf}" if record.time.edtf else None,
            f"origin {record.origin}" if record.origin else None,
            f"reader {record.coder.reader} {record.coder.version} {record.coder.config}",
        ],
        createdAt=_day(record),
    )


def _article(record: ClaimRecord) -> Entity:
    article, outlet = record.article, outlet_of(record)
    return _entity(
        "Article",
        f"article-{stable('article', key_of(article)).hex}",
        fileName=article_name(record),
        title=article_name(record),
        publisher=outlet.name if outlet else None,
        sourceUrl=web_address(article.url),
        publishedAt=_day(record),
        language=places().languages.get(article.language),
        notes=f"SHA-256 of the frozen text: {article.sha256}",
    )


def _day(record: ClaimRecord) -> str | None:
    """Day of publication; None where the model takes the year for a slip."""
    day = day_of(record.article.published)
    return day.isoformat() if day and day.year in _YEARS else None


def _actor(one: Party) -> Entity:
    schema = _SCHEMATA.get(one.kind, "Organization")
    return _entity(
        schema,
        f"actor-{stable('actor', one.key).hex}",
        name=_name(one.name),
        country=country_code(one.state),
        wikidataId=one.wikidata,
        notes=f"actor {one.actor}" if one.actor else None,
    )


def _entity(schema: str, entity_id: str, **properties: str | list[str] | list[str | None] | None) -> Entity:
    """An entity whose properties are lists of words without repetition, as its model wants them; empty ones are left out."""
    given = {name: [value] if isinstance(value, str) else value or [] for name, value in properties.items()}
    listed = {
        name: list(
            dict.fromkeys(clean for value in values if (clean := _clean(value, keeps_lines=name in _TEXTS)))
        )
        for name, values in given.items()
    }
    return {
        "id": entity_id,
        "schema": schema,
        "properties": {name: values for name, values in listed.items() if values},
    }


def _clean(value: str | None, keeps_lines: bool) -> str:
    """Text as the model wants it: composed, every space a plain one, no control signs, nothing around it."""
    shown = unicodedata.normalize("NFC", value or "")
    if not shown.isprintable():
        shown = "".join(_sign(sign, keeps_lines) for sign in shown)
    return shown.strip() if keeps_lines else " ".join(shown.split())


def _sign(sign: str, keeps_lines: bool) -> str:
    if sign in "\n\t":
        return sign if keeps_lines else " "
    kind = unicodedata.category(sign)
    return " " if kind.startswith("Z") else "" if kind in {"Cc", "Cf"} else sign


def _name(value: str) -> str:
    """A name without quotation marks around it, which the model drops; "?" where nothing is left."""
    name = _clean(value, keeps_lines=False)
    while quoted := _QUOTED.fullmatch(name):
        name = quoted[1].strip()
    return name or "?"
