"""schema.org JSON-LD whose nodes have the properties that schema.org gives their types."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
import rdflib
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.ledger.formats.identity import key_of
from papertiger.ledger.formats.schemaorg import write_schemaorg
from papertiger.records import ClaimRecord, Coder, Grade, ReviewMark

pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # rdflib's own

Written = Callable[[str, Sequence[ClaimRecord]], str]
Node = dict[str, Any]

THING = {"name", "identifier", "url", "sameAs"}
WORK = THING | {
    "about",
    "author",
    "hasPart",
    "inLanguage",
    "isPartOf",
    "keywords",
    "publisher",
    "datePublished",
    "spatialCoverage",
    "temporalCoverage",
    "text",
}
PROPERTIES = {
    "Claim": WORK | {"appearance", "firstAppearance"},
    "NewsArticle": WORK,
    "Quotation": WORK | {"spokenByCharacter", "oa:hasSelector"},
    "CreativeWork": WORK,
    "ClaimReview": WORK | {"claimReviewed", "itemReviewed", "reviewRating"},
    "Rating": THING | {"alternateName", "ratingValue", "bestRating", "worstRating", "ratingExplanation"},
    "DefinedTerm": THING | {"inDefinedTermSet", "termCode"},
    "PropertyValue": THING | {"propertyID", "value"},
    "Place": THING,
    "Country": THING,
    "Person": THING,
    "Organization": THING,
    "NewsMediaOrganization": THING,
    "Product": THING,
    "oa:TextQuoteSelector": {"oa:exact", "oa:prefix", "oa:suffix"},
    "oa:TextPositionSelector": {"oa:start", "oa:end"},
}
"""What schema.org 29 (and Web Annotation) lets each of our types have, of what we use."""
LATER = {"firstAppearance"}
"""References that may lead out of the document: the origin need not be exported."""


def parts(node: object) -> Iterator[Node]:
    if isinstance(node, list):
        for one in node:
            yield from parts(one)
    elif isinstance(node, dict):
        if "@type" in node:
            yield node
        for one in node.values():
            yield from parts(one)


def checked(text: str) -> list[Node]:
    """The nodes of a document: known types with properties of theirs, unique ids, references that lead somewhere, readable as triples."""
    document = json.loads(text)
    assert set(document) == {"@context", "@graph"}
    assert document["@context"][0] == "https://schema.org"
    graph: list[Node] = document["@graph"]
    known = [node["@id"] for node in parts(graph) if "@id" in node]
    assert len(known) == len(set(known))
    for node in parts(graph):
        assert set(node) - {"@id", "@type"} <= PROPERTIES[node["@type"]]
        for name, value in node.items():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and set(one) == {"@id"} and name not in LATER:
                    assert one["@id"] in known
    # schema.org's context is on the web; its vocabulary is what matters here.
    offline = {**document, "@context": {"@vocab": "https://schema.org/", **document["@context"][1]}}
    triples = rdflib.Graph().parse(data=json.dumps(offline), format="json-ld")
    claims = triples.subjects(rdflib.RDF.type, rdflib.URIRef("https://schema.org/Claim"))
    assert len(set(claims)) == sum(node["@type"] == "Claim" for node in graph)
    return graph


def of(kind: str, graph: list[Node]) -> list[Node]:
    return [node for node in parts(graph) if node["@type"] == kind]


def test_a_document_without_claims_has_an_empty_graph(written: Written) -> None:
    assert checked(written("schemaorg", [])) == []


def test_a_claim_appears_in_its_article_and_has_its_speaker_as_author(written: Written) -> None:
    graph = checked(written("schemaorg", [full()]))

    (claim,), (article,) = of("Claim", graph), of("NewsArticle", graph)
    by_id = {node["@id"]: node for node in graph}
    assert claim["text"] == "Техніки не приїхали"
    assert claim["appearance"] == {"@id": article["@id"]}
    assert claim["firstAppearance"] != claim["appearance"]
    assert by_id[claim["author"]["@id"]]["name"] == "Хуан Приклад"
    assert [by_id[one["@id"]]["name"] for one in claim["about"]] == ["Russia", "NATO", "United States"]
    assert {one["inDefinedTermSet"]: one["termCode"] for one in claim["keywords"]}["predicate"] == "withheld"
    assert claim["temporalCoverage"] == "2026-01"
    assert by_id[article["publisher"]["@id"]]["name"] == "Вечірній вісник"
    assert article["datePublished"] == "2026-01-14"


def test_a_claim_whose_article_is_the_origin_appeared_there_first(written: Written) -> None:
    own = full(origin=key_of(full().article))
    (claim,) = of("Claim", checked(written("schemaorg", [own])))

    assert claim["firstAppearance"] == claim["appearance"]


def test_a_claim_that_only_a_language_model_read_says_so_until_a_person_accepted_it(written: Written) -> None:
    model = Coder(reader="llm", version="1", config="sha256:1", frame="")
    mark = ReviewMark(decision="accepted", by="anna", at="2026-01-14T10:00:00Z")
    records = [full(coder=model, review=None), full(coder=model, review=mark, id="other")]
    found = of("Claim", checked(written("schemaorg", records)))

    codes = [{one["inDefinedTermSet"]: one["termCode"] for one in claim["keywords"]} for claim in found]
    assert [one.get("reader") for one in codes] == ["llm", None]


def test_the_quote_has_selectors_into_the_frozen_text(written: Written) -> None:
    graph = checked(written("schemaorg", [full()]))

    (words,), (position,) = of("oa:TextQuoteSelector", graph), of("oa:TextPositionSelector", graph)
    assert (words["oa:prefix"], words["oa:exact"], words["oa:suffix"]) == ("а ", "Техніки не приїхали", ".")
    assert (position["oa:start"], position["oa:end"]) == (12, 31)


@pytest.mark.parametrize(("credibility", "value"), [("1", 5), ("2", 4), ("5", 1), ("6", None)])
def test_a_persons_grade_is_a_review_that_rates_better_claims_higher(
    written: Written, credibility: str, value: int | None
) -> None:
    grade = Grade(reliability="F", credibility=credibility, credibility_by="O. Reader")
    graph = checked(written("schemaorg", [full(grade=grade)]))

    ((review,), (rating,)) = of("ClaimReview", graph), of("Rating", graph)
    assert review["author"] == {"@type": "Person", "name": "O. Reader"}
    assert rating.get("ratingValue") == value
    assert rating["alternateName"] == f"Admiralty {credibility}"


@pytest.mark.parametrize(
    "grade",
    [
        None,
        Grade(reliability="B", credibility="2"),
        Grade(reliability="B", credibility="2", reliability_by="X"),
    ],
)
def test_without_a_person_who_judged_the_claim_there_is_no_review(
    written: Written, grade: Grade | None
) -> None:
    assert of("ClaimReview", checked(written("schemaorg", [full(grade=grade)]))) == []


def test_no_folder_of_the_analysts_machine_leaves(written: Written) -> None:
    assert "/home/analyst" not in written("schemaorg", [full()])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text_and_opens_no_tag_in_a_page(written: Written, payload: str) -> None:
    text = written("schemaorg", [hostile(payload)])

    (claim,) = of("Claim", checked(text))
    assert claim["text"] == payload
    assert "<" not in text


@any_claims
def test_any_claims_keep_to_the_vocabulary(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    write_schemaorg(records, stream)

    assert len(of("Claim", checked(stream.getvalue()))) == len({record.id for record in records})


def test_a_claim_without_anything_is_a_claim(written: Written) -> None:
    assert len(of("Claim", checked(written("schemaorg", [bare()])))) == 1
