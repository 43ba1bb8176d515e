"""Threats 1 to 4 where they reach the app: what is typed, pasted or dropped on the page for adding articles. The rest is in tests/news."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest
import yaml
from starlette.testclient import TestClient

EVIL = yaml.safe_load(
    (Path(__file__).parents[2] / "news" / "fetching" / "evil_addresses.yaml").read_text("utf-8")
)
AT_ONCE = [row["address"] for row in EVIL if "resolves" not in row]


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every attempt of this process to look up a name or to connect; the job that fetches is a process of its own, and none may begin."""
    tried: list[object] = []

    def note(*given: object, **_: object) -> None:
        tried.append(given)
        raise OSError("not in tests")

    monkeypatch.setattr(socket, "getaddrinfo", note)
    return tried


@pytest.mark.parametrize("address", AT_ONCE, ids=ascii)
def test_an_evil_address_begins_no_work(client: TestClient, offline: list[object], address: str) -> None:
    if "\x00" in address or "\n" in address:
        address = address.replace("\x00", "%00")
    answer = client.post("/add/address", data={"address": address})
    assert answer.status_code == 422 or _refused_by_its_job(client, answer.headers["location"]), address
    assert offline == []


def _refused_by_its_job(client: TestClient, place: str) -> bool:
    """Addresses of IP numbers are understood by the page and refused by the door."""
    job = place.rpartition("/")[2].partition("?")[0]
    end = time.monotonic() + 60
    while time.monotonic() < end:
        told = client.get(f"/api/v1/jobs/{job}").json()
        if told["state"] not in ("waiting", "running"):
            return bool(told["result"]["refusals"]) and told["result"]["contacted"] == []
        time.sleep(0.1)
    return False
