"""A workbench asks another machine only when it is given an address as such."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from webservers import PAGE, answer, here, loopback, serving

import papertiger
import papertiger.news.fetching as stage
from papertiger.errors import LedgerError
from papertiger.news.fetching import getting
from papertiger.workbench.workbench import Workbench

ADDRESS = "https://news.example.com/story"


def test_a_page_is_fetched_and_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answer(PAGE)) as server, papertiger.open(tmp_path / "one.ledger") as bench:
        local = f"http://news.example.com:{server.port}/story"

        def fetch(address: str, **options: Callable[..., None]) -> stage.Fetched:
            assert address == ADDRESS
            return getting.fetch(local, resolve=here, reach=loopback(server), **options)

        monkeypatch.setattr(stage, "fetch", fetch)
        outcome = bench.read_address(f"  {ADDRESS}\n")

    assert (outcome.read, outcome.refusals) == (1, [])
    assert [str(contact) for contact in outcome.contacted] == [
        f"news.example.com (127.0.0.1, port {server.port})"
    ]
    assert outcome.as_json("one.ledger")["contacted"] == [
        {"host": "news.example.com", "ip": "127.0.0.1", "port": server.port}
    ]


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://192.168.1.1/", "192.168.1.1 is not public"),
        ("file:///etc/passwd", "not an http or https address"),
        ("/etc/passwd", "not an http or https address"),
        ("-", "not an http or https address"),
    ],
)
def test_what_is_no_public_address_is_refused(tmp_path: Path, address: str, problem: str) -> None:
    with papertiger.open(tmp_path / "one.ledger") as bench:
        outcome = bench.read_address(address)
    assert (outcome.read, outcome.contacted) == (0, [])
    assert problem in outcome.refusals[0].problem


def test_a_path_or_a_text_is_never_taken_for_an_address(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up a name"))
    with papertiger.open(tmp_path / "one.ledger") as bench:
        assert bench.read(ADDRESS).refusals[0].problem == "no such file or folder"
        assert bench.read([Path(ADDRESS)]).refusals[0].problem == "no such file or folder"
        assert bench.read_text(ADDRESS).contacted == []
        assert bench.read_file(ADDRESS, b"").contacted == []


def test_a_ledger_that_is_only_asked_fetches_nothing(
    asked: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("looked up a name"))
    with pytest.raises(LedgerError, match="write=True"):
        asked.read_address(ADDRESS)
