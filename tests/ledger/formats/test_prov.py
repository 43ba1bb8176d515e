"""PROV-JSON that the PROV library reads, in which everything that is related is there."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import prov.model
import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.ledger.formats import prov as written_by
from papertiger.ledger.formats.identity import key_of
from papertiger.records import ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]

ENDS = {
    "used": {"prov:activity": "activity", "prov:entity": "entity"},
    "wasGeneratedBy": {"prov:entity": "entity", "prov:activity": "activity"},
    "wasDerivedFrom": {"prov:generatedEntity": "entity", "prov:usedEntity": "entity"},
    "wasAttributedTo": {"prov:entity": "entity", "prov:agent": "agent"},
    "wasAssociatedWith": {"prov:activity": "activity", "prov:agent": "agent"},
    "hadMember": {"prov:collection": "entity", "prov:entity": "entity"},
}
"""Relation → its ends and what they have to be (PROV-JSON 3.2)."""


def checked(text: str) -> dict[str, dict[str, Any]]:
    """A document that the library reads and writes back with as many statements, whose relations lead to what it declares."""
    document: dict[str, dict[str, Any]] = json.loads(
        text,
        object_pairs_hook=lambda pairs: (
            dict(pairs) if len(dict(pairs)) == len(pairs) else pytest.fail("a name twice")
        ),
    )
    for kind, ends in ENDS.items():
        for statement in document.get(kind, {}).values():
            for end, target in ends.items():
                assert statement[end] in document[target]
    again = json.loads(
        prov.model.ProvDocument.deserialize(content=text, format="json").serialize(format="json")
    )
    kinds = set(document) - {"prefix"}
    assert {kind: len(again[kind]) for kind in kinds} == {kind: len(document[kind]) for kind in kinds}
    return document


def typed(document: dict[str, dict[str, Any]], kind: str, name: str) -> list[dict[str, Any]]:
    return [one for one in document.get(kind, {}).values() if one.get("prov:type", {}).get("$") == name]


def test_a_document_without_claims_states_nothing(written: Written) -> None:
    assert checked(written("prov", [])) == {"prefix": {"pt": "urn:papertiger:"}}


def test_a_claim_is_generated_by_a_reading_and_derived_from_a_quote_of_the_article(written: Written) -> None:
    document = checked(written("prov", [full()]))

    (reading,) = document["activity"].values()
    (software,) = typed(document, "agent", "prov:SoftwareAgent")
    assert reading["pt:config"] == "sha256:00"
    assert (software["prov:label"], software["pt:version"]) == ("frames", "1")
    (quote,) = typed(document, "entity", "pt:Quote")
    assert (quote["prov:value"], quote["pt:start"], quote["pt:end"]) == ("Техніки не приїхали", 12, 31)
    kinds = sorted(one.get("prov:type", {}).get("$", "") for one in document["wasDerivedFrom"].values())
    assert kinds == ["", "prov:PrimarySource", "prov:Quotation"]
    agents = {
        document["agent"][one["prov:agent"]]["prov:label"] for one in document["wasAttributedTo"].values()
    }
    assert agents == {"Вечірній вісник", "Хуан Приклад"}


def test_claims_of_one_reading_are_one_collection(written: Written) -> None:
    document = checked(written("prov", [full(id="a"), full(id="b")]))

    assert len(document["activity"]) == 1
    assert len(typed(document, "entity", "prov:Collection")) == 1
    assert len(document["hadMember"]) == 2


def test_another_version_of_the_reader_is_another_reading(written: Written) -> None:
    newer = full().coder.model_copy(update={"version": "2"})
    document = checked(written("prov", [full(id="a"), full(id="b", coder=newer)]))

    assert len(document["activity"]) == 2
    assert len(typed(document, "agent", "prov:SoftwareAgent")) == 2


def test_an_origin_that_comes_later_in_the_export_is_described_in_full(written: Written) -> None:
    source = full(
        id="b", origin=None, article=full().article.model_copy(update={"url": "https://first.example/"})
    )
    document = checked(written("prov", [full(id="a", origin=key_of(source.article)), source]))

    assert sorted(one["pt:url"] for one in typed(document, "entity", "pt:Article")) == [
        "https://first.example/",
        "https://visnyk.example/1",
    ]


def test_a_claim_is_no_source_of_itself(written: Written) -> None:
    document = checked(written("prov", [full(origin=key_of(full().article))]))

    assert typed(document, "wasDerivedFrom", "prov:PrimarySource") == []


def test_a_large_export_is_gathered_on_the_disk(written: Written, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [full(id=str(number)) for number in range(20)]
    expected = written("prov", records)
    monkeypatch.setattr(written_by, "_IN_MEMORY", 10)

    assert written("prov", records) == expected


def test_no_folder_of_the_analysts_machine_leaves(written: Written) -> None:
    assert "/home/analyst" not in written("prov", [full()])


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_stays_text(written: Written, payload: str) -> None:
    (quote,) = typed(checked(written("prov", [hostile(payload)])), "entity", "pt:Quote")

    assert quote["prov:value"] == payload


@any_claims
def test_any_claims_make_a_document_that_holds_together(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    written_by.write_prov(records, stream)

    found = typed(checked(stream.getvalue()), "entity", "pt:Claim")
    assert len(found) == len({record.id for record in records})


def test_a_claim_without_anything_has_a_reading_and_a_quote(written: Written) -> None:
    document = checked(written("prov", [bare()]))

    assert "wasAttributedTo" not in document
    assert len(typed(document, "entity", "pt:Quote")) == 1
