"""Threat 10: articles that talk to a language model, in an app that was started with one at hand."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from injected import Attack, attacks, keys
from starlette.testclient import TestClient
from webjobs import finished

from papertiger.evaluation.claims import key_of
from papertiger.ledger import Ledger

FIGURES = json.loads((Path(__file__).parents[3] / "benchmarks/injections.json").read_text(encoding="utf-8"))
LANGUAGES = ("en", "uk", "ru")


@pytest.fixture
def endpoint(monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Where a language model could be asked, as the environment says; it answers nobody and sees who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        monkeypatch.setenv("PAPERTIGER_LLM_ADDRESS", f"http://127.0.0.1:{listening.getsockname()[1]}/v1")
        monkeypatch.setenv("PAPERTIGER_LLM_MODEL", "anything")
        yield listening


def _attack(language: str) -> Attack:
    """The first of a language whose false claim frames, which obey nobody, do not read as news either."""
    of_frames = FIGURES["frames"]["which"]
    return next(one for one in attacks() if one.id.startswith(f"{language}-") and one.id not in of_frames)


def test_hostile_articles_instruct_nobody(
    endpoint: socket.socket, app: FastAPI, client: TestClient, ledger_file: Path
) -> None:
    chosen = [_attack(language) for language in LANGUAGES]
    files = [
        ("files", (f"{one.id}.txt", "\n".join((one.title, *one.body)).encode(), "text/plain"))
        for one in chosen
    ]

    answer = client.post("/add/files", files=files)

    assert answer.status_code == 303, answer.text[:500]
    assert finished(client, answer.headers["location"]) == "done"
    with pytest.raises(BlockingIOError):
        endpoint.accept()
    app.state.papertiger.close()
    with Ledger.open(ledger_file) as ledger:
        added = {row.path: row.sha256 for row in ledger.articles() if row.path.endswith(".txt")}
        told = 0
        for one in chosen:
            (article,) = [digest for path, digest in added.items() if one.id in path]
            read = {key_of(claim) for claim in ledger.claims() if claim.article.sha256 == article}
            assert read.isdisjoint(set(keys(one.wants)) - set(keys(one.supports))), one.id
            told += len(read.intersection(keys(one.supports)))
    assert told, "what the articles do say is read"
