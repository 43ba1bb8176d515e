"""GeoJSON puts claims on states, says why there, and places nothing that is not known."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.actors import knowledge_base
from papertiger.ledger.formats.geojson import write_geojson
from papertiger.ledger.formats.places import places
from papertiger.records import ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]


def checked(text: str) -> list[dict[str, Any]]:
    """The features of a FeatureCollection that keeps to RFC 7946, sections 3 and 4."""
    document = json.loads(text)
    assert set(document) == {"type", "features"}
    assert document["type"] == "FeatureCollection"
    for feature in document["features"]:
        assert set(feature) == {"type", "id", "geometry", "properties"}
        assert feature["type"] == "Feature"
        geometry = feature["geometry"]
        if geometry is not None:
            assert set(geometry) == {"type", "coordinates"}
            assert geometry["type"] == "Point"
            longitude, latitude = geometry["coordinates"]
            assert -180 <= longitude <= 180
            assert -90 <= latitude <= 90
    return list(document["features"])


def test_a_map_without_claims_is_empty(written: Written) -> None:
    assert checked(written("geojson", [])) == []


@pytest.mark.parametrize(
    ("changes", "located", "basis"),
    [
        ({"place": "SYR"}, "SYR", "place"),
        ({"place": "Syria"}, "SYR", "place"),
        ({"place": "Сирія"}, "SYR", "place"),
        ({"place": "somewhere"}, "VEN", "object_state"),
        ({"place": None}, "VEN", "object_state"),
        ({"place": None, "object_state": None}, "RUS", "subject_state"),
        ({"place": None, "object_state": "SUN"}, "RUS", "subject_state"),
    ],
)
def test_a_claim_stands_at_its_place_else_at_the_objects_state_else_at_the_subjects(
    written: Written, changes: dict[str, object], located: str, basis: str
) -> None:
    (feature,) = checked(written("geojson", [full(**changes)]))

    about = feature["properties"]
    assert (about["located"], about["basis"]) == (located, basis)
    assert feature["geometry"]["coordinates"] == list(places().states[located].at or ())
    assert (feature["id"], about["id"], about["predicate"]) == ("c0ffee", "c0ffee", "withheld")


def test_a_claim_of_which_no_state_is_known_is_placed_nowhere(written: Written) -> None:
    (feature,) = checked(written("geojson", [bare()]))

    assert feature["geometry"] is None
    assert (feature["properties"]["basis"], feature["properties"]["located"]) == (None, None)


def test_longitude_comes_first(written: Written) -> None:
    (feature,) = checked(written("geojson", [full(place="VEN")]))

    longitude, latitude = feature["geometry"]["coordinates"]
    assert longitude == pytest.approx(-66, abs=4)
    assert latitude == pytest.approx(8, abs=4)


@pytest.mark.parametrize(
    ("state", "west", "south", "east", "north"),
    [
        ("UKR", 22, 44, 41, 53),
        ("RUS", 27, 41, 180, 82),
        ("USA", -125, 24, -66, 50),
        ("FRA", -5, 42, 9, 52),
        ("NZL", 166, -48, 179, -34),
        ("FJI", 177, -19, 180, -16),
        ("CHL", -76, -56, -66, -17),
        ("XKX", 20, 41, 22, 44),
        ("TUV", 176, -11, 180, -5),
    ],
)
def test_the_point_of_a_state_is_on_its_land(
    state: str, west: float, south: float, east: float, north: float
) -> None:
    longitude, latitude = places().states[state].at or (0, 0)

    assert west <= longitude <= east
    assert south <= latitude <= north


def test_every_state_of_the_actor_base_is_in_the_file_and_every_living_one_has_a_point() -> None:
    base = knowledge_base()
    states = {actor.id for actor in base.actors() if actor.kind == "state"}

    assert states <= set(places().states)
    assert {state for state in states if places().states[state].at is None} == {
        state for state in states if "until" in base.fact(state)
    }


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_comes_back_as_it_was(written: Written, payload: str) -> None:
    (feature,) = checked(written("geojson", [hostile(payload)]))

    assert feature["properties"]["quote"] == payload


@any_claims
def test_any_claims_keep_to_the_standard(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    write_geojson(records, stream)

    assert [feature["id"] for feature in checked(stream.getvalue())] == [record.id for record in records]
