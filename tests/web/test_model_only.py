"""What only a language model read is marked on every page that shows it, and every page of numbers says how many it leaves out."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from modelread import read_by_both
from starlette.testclient import TestClient

from papertiger.ledger import Ledger

ID = re.compile(r'id="c-([0-9a-f]+)"')
MARK = "read by a language model only; not accepted by anybody"
LEFT = "12 claims that only a language model read are left out until a person accepts them."


@pytest.fixture
def model(ledger_file: Path) -> list[str]:
    with Ledger.open(ledger_file) as ledger:
        return read_by_both(ledger)


def test_lists_and_pages_of_one_claim_mark_it(model: list[str], client: TestClient) -> None:
    page = client.get("/claims", params={"reader": "llm"}).text
    assert set(ID.findall(page)) == set(model)
    assert page.count(MARK) == len(model)
    assert '<option value="llm" selected>' in page
    assert MARK not in client.get("/claims", params={"reader": "frames"}).text
    assert MARK in client.get(f"/claims/{model[0]}").text
    ukrainian = client.get("/claims", params={"reader": "llm", "language": "uk"}).text
    assert ukrainian.count("прочитала лише мовна модель; ніхто не прийняв") == len(model)


def test_pages_of_numbers_say_how_many_they_leave_out(model: list[str], client: TestClient) -> None:
    for address in (
        "/",
        "/partnerships",
        "/partnerships/RUS/VEN",
        "/coverage?since=2020&until=2027",
        "/map",
        "/patrons",
    ):
        assert LEFT in unescape(client.get(address).text), address
    assert LEFT not in unescape(client.get("/partnerships/RUS/MLI").text)
    told = client.get("/api/v1/partnerships").json()
    assert told["model_only_left_out"] == len(model)
    assert client.get("/api/v1/partnerships/RUS/VEN").json()["model_only_left_out"] == len(model)
    assert client.get("/api/v1/partnerships/RUS/MLI").json()["model_only_left_out"] == 0
    assert client.get("/api/v1/coverage").json()["model_only_left_out"] == len(model)


def test_review_begins_with_it_and_says_why(model: list[str], client: TestClient) -> None:
    queue = client.get("/api/v1/review/queue", params={"by": "anna"}).json()
    assert {one["claim"]["id"] for one in queue[: len(model)]} == set(model)
    assert {one["alone"] for one in queue[: len(model)]} == {"llm"}
    page = client.get("/review").text
    assert "only a language model read it, and no figure counts it yet" in page
    assert MARK in page
