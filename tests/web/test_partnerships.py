"""Pages of partnerships and patrons: their numbers are those of the ledger, and they say what to do where there is nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.testclient import TestClient

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.lineage import independent_origins
from papertiger.news.article import Article
from papertiger.news.loading import load_bytes
from papertiger.readers.frames import FrameReader
from papertiger.records import PARTNERS
from papertiger.settings import Settings
from papertiger.web.showing.counting import FEW, claims_of, few_origins
from papertiger.web.showing.pairs import STATED, pairs
from papertiger.web.visit import Visit
from papertiger.workbench import looking

MATRIX = re.compile(r'(?s)<table class="said-table">.*?</table>')
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


def test_what_came_stands_in_the_drawing_and_in_the_table_under_the_same_numbers(client: TestClient) -> None:
    page = client.get("/partnerships/RUS/ARM").text
    drawn = set(re.findall(r'href="#m(\d+)"', page[page.index("timeline-drawing") :]))
    rows = set(re.findall(r'<tr id="m(\d+)"', page))
    assert drawn
    assert drawn <= rows
    assert rows == {str(number) for number in range(1, len(rows) + 1)}


def test_a_period_and_a_domain_narrow_the_timeline_down(client: TestClient) -> None:
    def rows(**narrower: str) -> list[str]:
        page = client.get("/partnerships/RUS/ARM", params=narrower).text
        return re.findall(r'(?s)<tr id="m\d+">.*?<th scope="row">(.*?)</th>', page)

    every = rows()
    assert 0 < len(rows(since="2026-05-10", until="2026-05-22")) < len(every)
    narrowed = rows(domain="intelligence")
    assert "intelligence: left open" in narrowed
    assert not any(one.startswith(("air defence:", "military:")) for one in narrowed)


def test_months_lead_to_the_partnership_in_that_month(client: TestClient) -> None:
    page = client.get("/partnerships/RUS/ARM?domain=military").text
    assert 'href="/partnerships/RUS/ARM?domain=military&amp;since=2026-05&amp;until=2026-05"' in page


def test_events_count_each_direction_by_itself(client: TestClient, ledger_file: Path) -> None:
    page = client.get("/partnerships/RUS/ARM").text
    part = page[page.index('id="events"') :]
    with Ledger.open(ledger_file, create=False) as ledger:
        asked = (
            ClaimFilter(family="event", subject="RUS", object="ARM"),
            ClaimFilter(family="event", subject="ARM", object="RUS"),
        )
        there = sum(1 for chosen in asked for _ in ledger.claims(chosen))
    assert sum(map(int, CELL.findall(part))) == there > 0


def test_a_patron_has_a_network_a_matrix_rates_and_what_rests_on_it(client: TestClient) -> None:
    page = client.get("/patrons/RUS").text
    for part in ("network-drawing", 'class="matrix"', "intervals-drawing", "timeline-drawing", "data-ties"):
        assert part in page
    assert "Given" in page[page.index('id="rate"') :]


def test_every_rate_stands_with_its_definition_and_its_origins(client: TestClient) -> None:
    page = client.get("/patrons/RUS").text
    rates = page[page.index('id="rate"') : page.index('id="burden"')]
    assert rates.count("<h3>") == rates.count("Counted: ") > 0
    assert rates.count("independent origin") >= rates.count("<h3>")


def test_untraced_articles_keep_tests_from_being_told(client: TestClient, ledger_file: Path) -> None:
    text = "NIAMEY, June 4 — Russia promised Niger twelve trucks, the ministry said on Thursday."
    article = next(iter(load_bytes(text.encode(), "trucks.txt", max_bytes=10_000)))
    assert isinstance(article, Article)
    with Ledger.open(ledger_file) as ledger:
        ledger.add(FrameReader(Settings(ledger=str(ledger_file))).read(article))
    page = client.get("/partnerships/RUS/NER").text
    assert "copies would count as independent" in page
    assert "timeline-drawing" not in page


def test_a_large_record_is_not_worked_out_while_somebody_waits(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "AT_ONCE", 3)
    page = client.get("/patrons/USA").text
    assert "not worked out while you wait" in page
    assert "data-ties" in page


def test_origins_of_many_rows_are_those_of_each(app: FastAPI) -> None:
    state = app.state.papertiger
    visit = Visit(Request({"type": "http", "headers": [], "query_string": b"", "path": "/"}), state)
    rows = pairs(visit)
    together = few_origins(visit, rows)

    assert together == few_origins(visit, rows)  # remembered
    for row in rows:
        pair = (row.patron, row.client)
        found = claims_of(visit, *pair, ClaimFilter(), FEW)
        expected = independent_origins(found) if row.claims <= FEW else None
        assert together.get(pair) == expected


def test_independent_origins_are_listed_and_their_claims_add_up(
    client: TestClient, ledger_file: Path
) -> None:
    page = client.get("/partnerships/RUS/ARM").text
    part = page[page.index('aria-labelledby="origins"') : page.index('aria-labelledby="quotes"')]
    numbers = [int(one) for one in re.findall(r"(\d+) claims?\b", part)]
    assert sum(numbers) == counted(ledger_file, "RUS", "ARM")
    assert f"{len(numbers)} independent origins" in part
    assert part.count('href="/origins/') == len(numbers)
