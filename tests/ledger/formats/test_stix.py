"""STIX 2.1 that a strict parser takes: notes and reports with their sources, and no relationship ever."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

import pytest
import stix2
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.ledger.formats.stix import write_stix
from papertiger.records import AttributionStep, ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]


def checked(text: str) -> list[dict[str, Any]]:
    """The objects of a bundle that the reference library takes without any custom content, and whose references all lead somewhere."""
    bundle = json.loads(text)
    stix2.parse(text, allow_custom=False, version="2.1")
    objects: list[dict[str, Any]] = bundle["objects"]
    known = {one["id"] for one in objects}
    assert len(known) == len(objects)
    for one in objects:
        assert one["type"] != "relationship"
        refs = [*one.get("object_refs", ()), *one.get("object_marking_refs", ())]
        assert {*refs, *filter(None, [one.get("created_by_ref")])} <= known
        if one["type"] != "marking-definition":
            assert one["created"] <= one["modified"]
        if not one.get("name", "").startswith("TLP:"):
            assert UUID(one["id"].partition("--")[2]).version == 5
        for extension in one.get("extensions", {}).values():
            assert all(re.fullmatch("[a-z0-9_]{3,250}", name) for name in extension)
    return objects


def of(kind: str, objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in objects if one["type"] == kind]


def test_a_bundle_without_claims_says_who_made_it_and_how_it_may_be_passed_on(written: Written) -> None:
    objects = checked(written("stix", []))

    assert sorted(one["type"] for one in objects) == [
        "extension-definition",
        "identity",
        "marking-definition",
        "marking-definition",
    ]


def test_a_claim_is_a_note_on_its_report_and_the_identities_it_names(written: Written) -> None:
    objects = checked(written("stix", [full()]))

    (note,), (report,) = of("note", objects), of("report", objects)
    named = {one["id"]: one["name"] for one in of("identity", objects)}
    assert note["content"] == "Техніки не приїхали"
    assert (
        note["abstract"] == "Russia → NATO (> United States) · withheld · air_defence · affirmed · asserted"
    )
    assert (note["confidence"], note["lang"]) == (83, "uk")
    assert note["object_refs"][0] == report["id"]
    assert {named[ref] for ref in note["object_refs"][1:]} == {
        "Russia",
        "NATO",
        "United States",
        "Вечірній вісник",
        "Bloomberg",
        "Хуан Приклад",
    }
    assert report["published"] == "2026-01-14T00:00:00.000Z"
    assert report["external_references"][0]["url"] == "https://visnyk.example/1"
    assert report["external_references"][0]["hashes"] == {"SHA-256": "ab" * 32}
    assert all(len(one["object_marking_refs"]) == 2 for one in (note, report))


def test_a_note_carries_codes_grade_and_row(written: Written) -> None:
    (note,) = of("note", checked(written("stix", [full()])))

    assert 'admiralty-scale:source-reliability="b"' in note["labels"]
    assert 'admiralty-scale:information-credibility="2"' in note["labels"]
    assert "predicate:withheld" in note["labels"]
    (extension,) = note["extensions"].values()
    assert extension["quote_start"] == 12
    assert extension["attribution"] == "Вечірній вісник > Bloomberg > Хуан Приклад"
    assert extension["contexts"] == ["military", "cyber"]


def test_two_claims_of_one_article_share_its_report_and_stay_two_notes(written: Written) -> None:
    objects = checked(written("stix", [full(id="a"), full(id="b")]))

    assert (len(of("report", objects)), len(of("note", objects))) == (1, 2)


def test_what_an_object_says_does_not_depend_on_what_else_is_exported(written: Written) -> None:
    alone = {one["id"]: one for one in checked(written("stix", [full(id="a")]))}
    together = {
        one["id"]: one for one in checked(written("stix", [full(id="b", object="SYR"), bare(), full(id="a")]))
    }

    assert {key: together[key] for key in alone} == alone


def test_an_article_without_a_day_is_a_grouping_because_a_report_needs_one(written: Written) -> None:
    objects = checked(written("stix", [bare()]))

    assert of("report", objects) == []
    (grouping,) = of("grouping", objects)
    assert grouping["context"] == "unspecified"


def test_a_nameless_speaker_is_no_identity_and_a_minister_is_not_the_state(written: Written) -> None:
    chain = (
        AttributionStep(kind="person", name="міністр", actor="VEN"),
        AttributionStep(kind="group", name="посадовці", actor="VEN", anonymous=True),
        AttributionStep(kind="group", name="Венесуела", actor="VEN"),
    )
    objects = checked(written("stix", [full(attribution=chain, object=None, over=None)]))

    found = {one["name"]: one["identity_class"] for one in of("identity", objects)}
    assert found == {
        "papertiger": "system",
        "Russia": "organization",
        "Вечірній вісник": "organization",
        "міністр": "individual",
        "Venezuela": "organization",
    }


def test_no_folder_of_the_analysts_machine_leaves(written: Written) -> None:
    text = written("stix", [full()])

    assert "/home/analyst" not in text
    assert "a.txt" in text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(written: Written, payload: str) -> None:
    (note,) = of("note", checked(written("stix", [hostile(payload)])))

    assert note["content"] == payload
    assert all("url" not in one or one["url"].startswith("http") for one in note["external_references"])


@any_claims
def test_any_claims_make_a_strict_bundle(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    write_stix(records, stream)

    assert len(of("note", checked(stream.getvalue()))) == len({record.id for record in records})
