"""schema.org as JSON-LD: a claim is a ``Claim`` that appears in a ``NewsArticle``, with who is said to have made it.

``firstAppearance`` is the report that the claim descends from, where that is known. The quote is a ``Quotation`` with Web
Annotation selectors into the frozen text. A ``ClaimReview`` stands only where a person graded the credibility of the
claim: the program judges nothing to be true. Text is safe to put into a page: ``<`` is
written as an escape, so that no tag begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from papertiger.ledger.formats.identity import key_of, stable
from papertiger.ledger.formats.parties import Party, article_name, outlet_of, parties, speaker, titled
from papertiger.ledger.formats.pieces import array_in, language_of, sha256_of, web_address
from papertiger.news.article import day_of
from papertiger.records import ClaimRecord, Grade, only_model_read

Node = dict[str, Any]

CONTEXT = ["https://schema.org", {"oa": "http://www.w3.org/ns/oa#"}]
_BEST, _WORST, _UNJUDGED = 5, 1, 6
"""Ratings grow with what is better, Admiralty credibility shrinks from 1; 6 is no rating."""


def write_schemaorg(records: Iterable[ClaimRecord], stream: IO[str]) -> int:
    """Write one document with a graph of nodes; returns how many claims. Ids that were written are kept in memory."""
    number, written = 0, set[str]()
    with array_in(_Escaping(stream), {"@context": CONTEXT}, "@graph") as graph:  # type: ignore[arg-type]
        for record in records:
            for node in _nodes(record):
                if node["@id"] not in written:
                    written.add(node["@id"])
                    graph.add(node)
            number += 1
    return number


class _Escaping:
    """A stream in whose text no tag can begin."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(text.replace("<", "\\u003c"))


def _nodes(record: ClaimRecord) -> Iterable[Node]:
    outlet, named = outlet_of(record), parties(record)
    voices = [who for step in record.attribution if (who := speaker(step)) is not None]
    yield from (_agent(one) for one in (*named, *voices, *([outlet] if outlet else [])))
    yield _article(record, outlet)
    last = speaker(record.attribution[-1]) if record.attribution else None
    yield _claim(record, named, last)
    grade = record.grade
    if grade is not None and grade.credibility_by:
        yield _review(record, grade)


def _claim(record: ClaimRecord, named: list[Party], author: Party | None) -> Node:
    own = key_of(record.article)
    codes = {
        "family": record.family,
        "predicate": record.predicate,
        "domain": record.domain,
        "polarity": record.polarity,
        "modality": record.modality,
    }
    if only_model_read(record):  # what figures leave out must be told from the rest
        codes["reader"] = record.coder.reader
    return _node(
        "Claim",
        _id("claim", record.id),
        identifier=record.id,
        name=titled(record),
        text=record.quote.exact,
        inLanguage=language_of(record.article.language),
        appearance={"@id": _id("article", own)},
        firstAppearance={"@id": _id("article", record.origin)} if record.origin else None,
        author={"@id": _agent_id(author)} if author else None,
        about=[{"@id": _agent_id(one)} for one in named],
        keywords=[
            {"@type": "DefinedTerm", "inDefinedTermSet": name, "termCode": code}
            for name, code in codes.items()
        ],
        temporalCoverage=record.time.edtf,
        spatialCoverage={"@type": "Place", "name": record.place} if record.place else None,
        hasPart=_quotation(record, author),
    )


def _quotation(record: ClaimRecord, author: Party | None) -> Node:
    quote = record.quote
    return _node(
        "Quotation",
        _id("quote", record.id),
        text=quote.exact,
        isPartOf={"@id": _id("article", key_of(record.article))},
        spokenByCharacter={"@id": _agent_id(author)} if author else None,
        **{
            "oa:hasSelector": [
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:exact": quote.exact,
                    "oa:prefix": quote.prefix,
                    "oa:suffix": quote.suffix,
                },
                {"@type": "oa:TextPositionSelector", "oa:start": quote.start, "oa:end": quote.end},
            ]
        },
    )


def _article(record: ClaimRecord, outlet: Party | None) -> Node:
    article, day = record.article, day_of(record.article.published)
    sha256 = sha256_of(article.sha256)
    return _node(
        "NewsArticle",
        _id("article", key_of(article)),
        name=article_name(record),
        url=web_address(article.url),
        inLanguage=language_of(article.language),
        datePublished=day.isoformat() if day else None,
        publisher={"@id": _agent_id(outlet)} if outlet else None,
        identifier={"@type": "PropertyValue", "propertyID": "SHA-256", "value": sha256} if sha256 else None,
    )


def _review(record: ClaimRecord, grade: Grade) -> Node:
    credibility = int(grade.credibility)
    value = _UNJUDGED - credibility
    rating = _node(
        "Rating",
        None,
        alternateName=f"Admiralty {grade.credibility}",
        **({"ratingValue": value, "bestRating": _BEST, "worstRating": _WORST} if value else {}),
        ratingExplanation=grade.credibility_why or None,
    )
    return _node(
        "ClaimReview",
        _id("review", record.id),
        claimReviewed=record.quote.exact,
        itemReviewed={"@id": _id("claim", record.id)},
        author={"@type": "Person", "name": grade.credibility_by},
        reviewRating=rating,
    )


def _agent(one: Party) -> Node:
    same = f"http://www.wikidata.org/entity/{one.wikidata}" if one.wikidata else None
    kinds = {
        "person": "Person",
        "state": "Country",
        "outlet": "NewsMediaOrganization",
        "system": "Product",
        "document": "CreativeWork",
    }
    return _node(
        kinds.get(one.kind, "Organization"), _agent_id(one), name=one.name, identifier=one.actor, sameAs=same
    )


def _agent_id(one: Party) -> str:
    return _id("agent", one.key)


def _id(kind: str, name: str) -> str:
    return f"urn:uuid:{stable(kind, name)}"


def _node(kind: str, node_id: str | None, **properties: Any) -> Node:  # noqa: ANN401 - whatever a node has
    about = {"@type": kind, **({"@id": node_id} if node_id else {})}
    return about | {name: value for name, value in properties.items() if value not in (None, "", [])}
