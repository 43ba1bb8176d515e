"""The first page: what is new to whom, what waits, and how to begin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.ledger import Ledger
from papertiger.ledger.desk import LedgerDesk
from papertiger.settings import Settings
from papertiger.web.pages.overview import month_before
from papertiger.web.showing.since import APART, Seen
from papertiger.workbench.workbench import Workbench

NEW = re.compile(r'(?s)<section aria-labelledby="new">.*?</section>')
TEXT = (
    "MANILA, June 3 — The United States will send the Philippines two radars, the ministry said on Wednesday."
)


def new_of(page: str) -> str:
    """The part of the page that says what is new."""
    found = NEW.search(page)
    assert found
    return found[0]


def everything(place: Path) -> str:
    """How the page counts all that a ledger holds."""
    with Ledger.open(place, create=False) as ledger:
        counts = ledger.counts()
    return f"{counts.articles} articles, {counts.claims} claims"


def later(client: TestClient) -> None:
    """Let the visit be over: the cookie says that it was long ago."""
    for one in list(client.cookies.jar):
        if one.name.startswith("papertiger-seen-"):
            seen = Seen.read(one.value or "")
            assert seen
            before = Seen(seen.mark, seen.at - APART - 1, seen.since, seen.since_at)
            client.cookies.set(one.name, str(before), domain=one.domain, path=one.path)


def test_to_somebody_new_the_last_days_are_new(client: TestClient, ledger_file: Path) -> None:
    assert everything(ledger_file) in new_of(client.get("/").text)


def test_what_came_since_the_last_visit_is_new_and_stays_so_during_a_visit(
    client: TestClient, ledger_file: Path
) -> None:
    client.get("/")
    later(client)
    assert "Nothing new" in new_of(client.get("/").text)
    with Workbench(Settings(ledger=str(ledger_file))) as bench:
        bench.read_text(TEXT, title="Two radars", outlet="Bay Post", published="2026-06-03")
    later(client)
    for _ in range(2):
        page = new_of(client.get("/").text)
        assert "1 article," in page
        assert "Two radars" in page
        assert "Since your last visit" in page


def test_a_day_in_the_address_says_since_when(client: TestClient, ledger_file: Path) -> None:
    assert everything(ledger_file) in new_of(client.get("/?since=2020-01-01").text)
    assert "Nothing new" in new_of(client.get("/?since=2999-01-01").text)
    assert client.get("/?since=soon").status_code == 422


@pytest.mark.parametrize(
    "cookie", ["", "1", "a.b.c.d", "9999999.1.1.1", "1.2.3.4.5", "٣.1.1.1", "1" * 40 + ".1.1.1"]
)
def test_a_cookie_that_says_nothing_is_passed_over(
    client: TestClient, app: FastAPI, ledger_file: Path, cookie: str
) -> None:
    client.get("/")
    name = next(one.name for one in client.cookies.jar if one.name.startswith("papertiger-seen-"))
    answer = client.get(
        "/",
        headers={
            "cookie": f"{app.state.papertiger.access.cookie}={app.state.papertiger.access.session}; {name}={cookie}".encode()
        },
    )
    assert answer.status_code == 200
    assert everything(ledger_file) in new_of(answer.text)


def test_what_waits_is_the_reviewers_queue(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        queue = LedgerDesk(ledger, "anna").queue()
    page = client.get("/").text
    assert f"{len(queue)} claims" in page
    assert page.index(queue[0][0].id) < page.index(queue[1][0].id) < page.index(queue[2][0].id)


def test_an_empty_ledger_offers_ways_to_begin(empty_client: TestClient) -> None:
    page = empty_client.get("/").text
    assert "<h1>Begin</h1>" in page
    answer = empty_client.post("/add/samples")
    assert answer.status_code == 303
    assert 'action="/add/samples"' in page


def test_months_are_counted_back_over_years() -> None:
    assert month_before("2026-11-18", 2) == "2026-09"
    assert month_before("2026-01", 11) == "2025-02"
    assert month_before("2026", 2) == month_before("", 2) == ""
