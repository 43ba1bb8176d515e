"""Threat 7: whatever is asked, nothing is changed, nothing else is reached, and nothing takes for ever."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from approutes import routes_of
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.ledger import Bounds
from papertiger.ledger.backends import bounds
from papertiger.web import state

HOSTILE = (
    "'",
    '"',
    "]",
    "[",
    "`",
    "'; DROP TABLE claims; --",
    '" OR 1=1 --',
    "') UNION SELECT raw FROM articles --",
    "a]b[c\"d'e`f",
    "RUS\x00' OR ''='",
    "%' ESCAPE '\\",
    "NEAR(a b, 99999)",
    'a" AND "b',
    "words:*",
    "-" * 900,
    "(" * 900,
    "* OR *",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
)
NAMES = ("words", "subject", "object", "outlet", "since", "until", "after", "query", "origin", "patron", "client", "by", "article", "limit")  # fmt: skip
HEAVY = ("/events", "/brief", "claims.jsonl", "/export", "/scenario", "/static", "/figures/")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_names_with_quotes_brackets_and_nul_are_only_names(
    app: FastAPI, client: TestClient, ledger_file: Path, text: str
) -> None:
    digest = hashlib.sha256(ledger_file.read_bytes()).hexdigest()
    articles = client.get("/api/v1/counts").json()["articles"]
    for route in routes_of(app):
        if route.method != "GET" or any(part in route.template for part in HEAVY) or "{" in route.template:
            continue
        answer = client.get(route.template, params=dict.fromkeys(NAMES, text))
        assert answer.status_code < 500, (route, answer.text[:300])
        answer = client.get(route.template, params={"words": text, "subject": text})
        assert answer.status_code < 500, (route, answer.text[:300])
    assert client.get("/api/v1/counts").json()["articles"] == articles
    assert hashlib.sha256(ledger_file.read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", ["/api/v1/claims", "/api/v1/search?words=radars", "/claims", "/articles"])
def test_what_takes_too_long_is_cut_off(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(state, "BOUNDS", Bounds(seconds=0.000001))
    monkeypatch.setattr(bounds, "_STEPS", 1)  # the samples are small: look at the clock after every step
    answer = client.get(path)
    assert answer.status_code == 503
    assert "DatabaseError" not in answer.text
