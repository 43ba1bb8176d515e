"""FollowTheMoney entities that its own model takes, and that assert no link between actors."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile, without_icu

from papertiger.ledger.formats.ftm import write_ftm
from papertiger.ledger.formats.places import places
from papertiger.records import ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]
Entity = dict[str, Any]

sys.modules.setdefault("icu", without_icu())
from followthemoney import model, registry  # noqa: E402 - after what it imports is there


def checked(text: str) -> list[Entity]:
    """Entities that are valid in the model, lose nothing when it cleans them, and lead to entities of the right kind."""
    entities: list[Entity] = [json.loads(line) for line in text.split("\n") if line]
    kinds = {one["id"]: model.get(one["schema"]) for one in entities}
    assert len(kinds) == len(entities)
    for one in entities:
        schema = kinds[one["id"]]
        schema.validate(one)
        assert set(schema.required) <= set(one["properties"])
        cleaned = model.get_proxy(one, cleaned=False).to_dict()["properties"]
        for name, values in one["properties"].items():
            prop = schema.properties[name]
            assert prop.type == registry.url or sorted(cleaned[name]) == sorted(values)
            assert len(cleaned[name]) == len(values)
            if prop.type == registry.entity:
                assert all(kinds[value].is_a(prop.range) for value in values)
    return entities


def of(kind: str, entities: list[Entity]) -> list[Entity]:
    return [one["properties"] for one in entities if one["schema"] == kind]


def test_no_claims_are_no_entities(written: Written) -> None:
    assert written("ftm", []) == ""


def test_a_claim_is_a_note_on_its_actors_with_the_article_as_proof(written: Written) -> None:
    entities = checked(written("ftm", [full()]))

    (note,), (article,) = of("Note", entities), of("Article", entities)
    by_id = {one["id"]: one for one in entities}
    assert note["description"] == ["Техніки не приїхали"]
    assert note["name"] == ["Russia → NATO (> United States) · withheld · air_defence · affirmed · asserted"]
    assert [by_id[one]["properties"]["name"] for one in note["entity"]] == [
        ["Russia"],
        ["NATO"],
        ["United States"],
    ]
    assert by_id[note["proof"][0]]["properties"] == article
    assert note["detectedCountry"] == ["ru", "ve"]
    assert note["detectedLanguage"] == article["language"] == ["ukr"]
    assert article["publishedAt"] == ["2026-01-14"]


def test_actors_have_the_schema_of_their_kind(written: Written) -> None:
    ends = ("RUS", "RUS-putin", "org:nato", "outlet:bloomberg", "RUS:allies", "system:s-300")
    entities = checked(written("ftm", [full(id=end, subject=end, object=None, over=None) for end in ends]))

    found = {
        one["properties"]["name"][0]: one["schema"] for one in entities if one["id"].startswith("actor-")
    }
    assert found["Russia"] == "PublicBody"
    assert found["Vladimir Putin"] == found["Хуан Приклад"] == "Person"
    assert found["NATO"] == found["Bloomberg"] == found["Russia (allies)"] == "Organization"
    assert "Asset" in found.values()


def test_speakers_are_mentions_and_no_link_between_actors_is_made(written: Written) -> None:
    entities = checked(written("ftm", [full(), full(id="2", family="event", predicate="ASSAULT")]))

    assert {one["schema"] for one in entities} == {
        "Article",
        "Note",
        "Documentation",
        "Mention",
        "PublicBody",
        "Organization",
        "Person",
    }
    assert [one["name"] for one in of("Mention", entities)] == [
        ["Вечірній вісник"],
        ["Bloomberg"],
        ["Хуан Приклад"],
    ]


def test_no_folder_of_the_analysts_machine_leaves(written: Written) -> None:
    assert "/home/analyst" not in written("ftm", [full()])


def test_every_state_and_language_has_a_code_that_the_model_knows() -> None:
    assert [
        code for state in places().states.values() if not registry.country.validate(code := state.code)
    ] == []
    assert [code for code in places().languages.values() if not registry.language.validate(code)] == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_makes_valid_entities(written: Written, payload: str) -> None:
    entities = checked(written("ftm", [hostile(payload)]))

    assert len(of("Note", entities)) == 1
    addresses = [value for one in entities for value in one["properties"].get("sourceUrl", ())]
    assert all(address.startswith("https://") for address in addresses)


@any_claims
def test_any_claims_make_valid_entities(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    write_ftm(records, stream)

    assert len(of("Note", checked(stream.getvalue()))) == len({record.id for record in records})


def test_a_claim_without_anything_is_valid(written: Written) -> None:
    assert len(of("Note", checked(written("ftm", [bare()])))) == 1
