"""The map: its data say the same as its table, and every shape is a state that the actor files know."""

from __future__ import annotations

import json
import re

import pytest
from starlette.testclient import TestClient

from papertiger.actors import knowledge_base
from papertiger.web.rendering import STATIC
from papertiger.web.showing.geography import geography, points


def shapes() -> list[dict[str, str]]:
    """Number and name of every shape of the map."""
    world = json.loads((STATIC / "vendor" / "countries-110m.json").read_text(encoding="utf-8"))
    return [
        {"id": one.get("id", ""), "name": one["properties"]["name"]}
        for one in world["objects"]["countries"]["geometries"]
    ]


def test_every_shape_is_a_state_of_the_actor_files_or_left_out_by_name() -> None:
    known, states = geography(), knowledge_base()
    for shape in shapes():
        name = known.states.get(shape["id"]) or known.own.get(shape["name"])
        if name:
            assert states.get(name).kind == "state"
        else:
            assert shape["name"] in {*known.joined, "Antarctica", "Fr. S. Antarctic Lands"}


def test_every_line_of_the_file_has_its_shape() -> None:
    numbers, names = {one["id"] for one in shapes()}, {one["name"] for one in shapes()}
    assert set(geography().states) <= numbers
    assert {*geography().own, *geography().joined} <= names


def test_crimea_is_drawn_with_ukraine() -> None:
    known = geography()
    assert [(known.states[one.from_], known.states[one.to]) for one in known.moved] == [("RUS", "UKR")]


def test_every_state_that_exists_has_a_point() -> None:
    assert points().keys() >= set(geography().states.values()) | set(geography().own.values())


@pytest.mark.parametrize("query", ["", "domain=military", "predicate=withheld&since=2026-05"])
def test_the_drawing_says_the_same_as_the_table(client: TestClient, query: str) -> None:
    data = client.get(f"/map/data?{query}").json()
    page = client.get(f"/map?{query}").text
    table = set(re.findall(r'<td><a href="(/partnerships/[^"?]+)', page))
    drawn = {one["address"].partition("?")[0] for one in data["arcs"]}
    assert drawn
    assert drawn <= table
    assert not any(set(one.split("/")[2:]) <= set(points()) for one in table - drawn)
    assert {end for one in data["arcs"] for end in (one["from"], one["to"])} <= set(data["states"])


def test_a_predicate_that_there_is_not_is_refused(client: TestClient) -> None:
    assert client.get("/map?predicate=loves").status_code == 422
    assert client.get("/map/data?domain=love").status_code == 422
