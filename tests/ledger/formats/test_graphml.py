"""GraphML that network programs read: actors, claims between them, several for a pair."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import networkx as nx
import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile
from lxml import etree

from papertiger.ledger.formats.graphml import write_graphml
from papertiger.records import ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]


def graph(text: str) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)


def test_a_graph_without_claims_is_empty_and_directed(written: Written) -> None:
    found = graph(written("graphml", []))

    assert (found.number_of_nodes(), found.number_of_edges(), found.is_directed()) == (0, 0, True)


def test_actors_are_nodes_with_name_kind_state_and_item(written: Written) -> None:
    found = graph(written("graphml", [full()]))

    assert found.nodes["RUS"] == {"label": "Russia", "kind": "state", "state": "RUS", "wikidata": "Q159"}
    assert found.nodes["org:nato"]["kind"] == "organisation"


def test_a_claim_is_an_edge_from_subject_to_object_with_its_row(written: Written) -> None:
    found = graph(written("graphml", [full()]))

    edge = found.edges["RUS", "org:nato", "c0ffee"]
    expected = {
        "title": "Russia → NATO (> United States) · withheld · air_defence · affirmed · asserted",
        "predicate": "withheld",
        "domain": "air_defence",
        "polarity": "affirmed",
        "modality": "asserted",
        "origin": "ff" * 32,
        "published": "2026-01-14",
        "confidence": 0.83,
        "quote_start": 12,
        "speaker_anonymous": False,
        "contexts": "military;cyber",
    }
    assert {name: edge[name] for name in expected} == expected


def test_several_claims_on_one_pair_are_several_edges(written: Written) -> None:
    found = graph(written("graphml", [full(id="a"), full(id="b", predicate="pledged")]))

    assert found.number_of_edges("RUS", "org:nato") == 2
    assert found.number_of_nodes() == 2


def test_claims_that_do_not_say_who_do_not_meet_in_one_node(written: Written) -> None:
    found = graph(written("graphml", [bare(id="a"), bare(id="b")]))

    assert found.number_of_nodes() == 4
    assert {about["kind"] for _, about in found.nodes(data=True)} == {"unnamed"}
    assert nx.number_weakly_connected_components(found) == 2


def test_a_collective_is_a_group_named_after_its_state(written: Written) -> None:
    found = graph(written("graphml", [full(object="RUS:allies")]))

    assert found.nodes["RUS:allies"] == {"label": "Russia (allies)", "kind": "group"}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_comes_back_without_what_xml_cannot_hold(written: Written, payload: str) -> None:
    found = graph(written("graphml", [hostile(payload)]))

    ((_, _, edge),) = found.edges(data=True)
    held = "".join(c for c in payload if c in "\t\n\r" or (c >= " " and c not in "\ufffe\uffff"))
    assert edge["quote"] == held


@any_claims
def test_any_claims_are_well_formed_with_unique_ids_and_known_keys(records: list[ClaimRecord]) -> None:
    stream = io.StringIO()
    write_graphml(records, stream)

    root = etree.fromstring(stream.getvalue().encode())
    space = "{http://graphml.graphdrawing.org/xmlns}"
    ids = [one.get("id") for tag in ("node", "edge") for one in root.iter(space + tag)]
    keys = {one.get("id") for one in root.iter(space + "key")}
    nodes = {one.get("id") for one in root.iter(space + "node")}
    assert len(ids) == len(set(ids))
    assert {one.get("key") for one in root.iter(space + "data")} <= keys
    assert {one.get(end) for one in root.iter(space + "edge") for end in ("source", "target")} <= nodes
    assert sum(1 for _ in root.iter(space + "edge")) == len(records)
