"""Pages of partnerships and patrons: their numbers are those of the ledger, and they say what to do where there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.records import PARTNERS
from papertiger.web.showing.pairs import STATED

MATRIX = re.compile(r'(?s)<table class="grid">.*?</table>')
CELL = re.compile(r'<td class="n">\s*(?:<a href="[^"]*"[^>]*>)?(\d+)')
PAIRS = [("RUS", "ARM"), ("RUS", "MLI"), ("USA", "KOR"), ("MLI", "RUS")]


def cells(page: str) -> int:
    """Sum of the numbers of the matrix of what is said."""
    found = MATRIX.search(page)
    return sum(map(int, CELL.findall(found[0]))) if found else 0


def counted(ledger: Path, patron: str, client: str, **narrower: str) -> int:
    """Claims of a partnership, counted one by one."""
    total = 0
    with Ledger.open(ledger, create=False) as opened:
        for predicate in STATED:
            sides = dict(zip(PARTNERS[predicate], (patron, client), strict=True))
            if "over" not in sides:
                asked = ClaimFilter(predicate=predicate, **sides, **narrower)
                total += sum(1 for _ in opened.claims(asked))
    return total


@pytest.mark.parametrize("pair", PAIRS)
def test_the_matrix_adds_up_to_the_claims_that_the_ledger_holds(
    client: TestClient, ledger_file: Path, pair: tuple[str, str]
) -> None:
    page = client.get("/partnerships/{}/{}".format(*pair)).text
    assert cells(page) == counted(ledger_file, *pair) > 0


@pytest.mark.parametrize("narrower", [{"domain": "military"}, {"since": "2026-05"}, {"until": "2026-03-31"}])
def test_a_domain_and_a_period_narrow_the_matrix_down(
    client: TestClient, ledger_file: Path, narrower: dict[str, str]
) -> None:
    page = client.get("/partnerships/RUS/ARM", params=narrower).text
    assert cells(page) == counted(ledger_file, "RUS", "ARM", **narrower) > 0


def test_a_partnership_leads_to_the_other_direction(client: TestClient) -> None:
    assert 'href="/partnerships/ARM/RUS"' in client.get("/partnerships/RUS/ARM").text


def test_partnerships_are_in_alphabetical_order_and_narrowed_by_state(client: TestClient) -> None:
    page = client.get("/partnerships", params={"state": "CHN"}).text
    rows = re.findall(r'<th scope="row"><a href="/partnerships/([^"]+)"', page)
    assert rows
    assert all("CHN" in row for row in rows)
    assert rows == sorted(rows)


def test_pages_of_partnerships_go_on_where_the_one_before_ended(client: TestClient) -> None:
    first = client.get("/partnerships").text
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).text
    rows = [re.findall(r'<th scope="row"><a href="(/partnerships/[^"]+)"', page) for page in (first, second)]
    assert not set(rows[0]) & set(rows[1])
    assert len(rows[0]) + len(rows[1]) == int(re.search(r"(\d+) partnerships", first)[1])  # type: ignore[index]


@pytest.mark.parametrize("address", ["/partnerships/XX/YY", "/patrons/XX"])
def test_what_nobody_knows_is_not_found(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("query", ["domain=love", "since=2026-13"])
def test_a_domain_or_day_that_there_is_not_is_refused_with_the_cure(client: TestClient, query: str) -> None:
    answer = client.get(f"/partnerships/RUS/ARM?{query}")
    assert answer.status_code == 422
    assert "there are: military" in answer.text or "write YYYY-MM-DD" in answer.text


def test_a_patron_has_its_clients_and_what_binds_it_with_quotes(client: TestClient) -> None:
    page = client.get("/patrons/RUS").text
    assert 'href="/partnerships/RUS/ARM"' in page
    assert "<blockquote" in page[page.index('id="binds"') :]


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
@pytest.mark.parametrize("address", ["/partnerships", "/patrons"])
def test_an_empty_ledger_says_what_to_do(empty_client: TestClient, address: str, language: str) -> None:
    page = empty_client.get(address, params={"language": language}).text
    assert "<table" not in page
    assert page.count("<p>") >= 1
