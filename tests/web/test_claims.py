"""Claims, one claim, one article: what the pages say and where they lead."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.web.showing.actors import resolved, written
from papertiger.web.showing.claims import key_of

ID = re.compile(r'id="c-([0-9a-f]+)"')


@pytest.mark.parametrize(
    ("typed", "actor"),
    [
        ("RUS", "RUS"),
        ("ukr", "UKR"),
        ("Росія", "RUS"),
        ("России", "RUS"),
        ("venezuela", "VEN"),
        ("outlet:bloomberg", "outlet:bloomberg"),
        ("Nobody Atall", None),
        ("Venezuela (VEN)", "VEN"),
        ("Somebody (nobody)", None),
        ("", None),
    ],
)
def test_an_actor_is_meant_by_id_and_by_name_in_any_language(typed: str, actor: str | None) -> None:
    assert resolved(typed) == actor


def test_a_field_shows_a_name_that_leads_back_to_the_actor() -> None:
    assert written("RUS", "uk") == "Росія"
    assert resolved(written("RUS", "uk")) == "RUS"


def test_claims_can_be_narrowed_down_by_names_and_by_what_is_said(
    client: TestClient, ledger_file: Path
) -> None:
    page = client.get("/claims", params={"subject": "Росія", "object": "Мали", "family": "support"}).text
    with Ledger.open(ledger_file, create=False) as ledger:
        wanted = ClaimFilter(subject="RUS", object="MLI", family="support", newest_first=True, limit=25)
        found = {one.id for one in ledger.page(wanted).claims}
    assert found
    assert set(ID.findall(page)) == found
    assert 'value="Russia"' in page


def test_the_pages_of_the_list_hold_every_claim_once(client: TestClient, ledger_file: Path) -> None:
    seen: list[str] = []
    address = "/claims?domain=air_defence"
    while address:
        page = client.get(address).text
        seen += ID.findall(page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        address = following[1].replace("&amp;", "&") if following else ""
    with Ledger.open(ledger_file, create=False) as ledger:
        assert sorted(seen) == sorted(one.id for one in ledger.claims(ClaimFilter(domain="air_defence")))


@pytest.mark.parametrize("query", ["domain=air", "since=yesterday", "after=1.2", "after=x", "predicate=lied"])
def test_what_no_claim_can_be_is_refused_in_words(client: TestClient, query: str) -> None:
    answer = client.get(f"/claims?{query}")
    assert answer.status_code == 422
    assert "<h1>" in answer.text


def test_a_name_that_nobody_bears_is_said_to_be_one(client: TestClient) -> None:
    page = client.get("/claims?subject=Nobody+Atall").text
    assert "Nobody Atall” is the name of no actor" in page


def test_a_claim_shows_its_sentence_its_chain_and_its_grade(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        record = next(ledger.claims(ClaimFilter(predicate="withheld")))
        stored = ledger.claim(record.id)
    page = unescape(client.get(f"/claims/{record.id}").text)
    marked = "".join(re.findall(r"<mark>(.*?)</mark>", page, re.DOTALL))
    assert re.sub(r"<[^>]+>", "", marked) == record.quote.exact
    assert all(step.name in page for step in record.attribution)
    assert all(f'data-field="{why.field}"' in page for why in stored.explanation)
    assert f'/articles/{key_of(record.article)}#c-{record.id}"' in page


def test_a_claim_is_found_by_the_beginning_of_its_id_and_nothing_else(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        record = next(ledger.claims())
    assert client.get(f"/claims/{record.id[:12]}").status_code == 200
    assert client.get("/claims/ffffffffffffffff").status_code == 404


def test_a_person_grades_a_claim_and_the_grade_stands_above_the_default(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        record = next(ledger.claims())
    given = {"reliability": "", "credibility": "2", "by": "anna", "why": "pictures <b>agree</b>"}
    answer = client.post(f"/claims/{record.id}/grade", data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/claims/{record.id}#grade")
    page = client.get(f"/claims/{record.id}").text
    assert "pictures &lt;b&gt;agree&lt;/b&gt;" in page
    assert "2, probably true." in page


@pytest.mark.parametrize(
    "given",
    [
        {"credibility": "9", "by": "anna", "why": "x"},
        {"credibility": "2", "by": " ", "why": "x"},
        {"credibility": "2", "by": "anna", "why": " "},
        {"by": "anna", "why": "nothing is graded"},
    ],
)
def test_half_a_grade_is_refused(client: TestClient, ledger_file: Path, given: dict[str, str]) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        record = next(ledger.claims())
    assert client.post(f"/claims/{record.id}/grade", data=given).status_code == 422
    with Ledger.open(ledger_file, create=False) as ledger:
        assert ledger.judgements() == ()


def test_an_article_shows_all_its_text_with_every_claim_tied_both_ways(
    client: TestClient, ledger_file: Path
) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        for row in list(ledger.articles())[:6]:
            page = unescape(client.get(f"/articles/{row.key}").text)
            claims = [one.id for one in ledger.claims(ClaimFilter(article=row.key))]
            text = ledger.article_text(row.key)
            for claim in claims:
                assert page.count(f'id="c-{claim}"') == page.count(f'id="n-{claim}"') == 1
                assert page.count(f'href="#c-{claim}"') == page.count(f'href="#n-{claim}"') == 1
            shown = re.sub(
                r"<sup>.*?</sup>|<[^>]+>", "", page.split('class="frozen">')[1].split("</section>")[0]
            )
            assert " ".join(text.split()) in " ".join(shown.split())


def test_an_article_is_found_by_the_beginning_of_its_key(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file, create=False) as ledger:
        row = next(ledger.articles())
    assert client.get(f"/articles/{row.key[:16]}").status_code == 200
    assert client.get("/articles/ffffffff").status_code == 404


def test_what_is_shown_can_be_taken_away(client: TestClient, ledger_file: Path) -> None:
    page = client.get("/claims", params={"subject": "Росія", "domain": "air_defence"}).text
    (address,) = re.findall(r'href="(/api/v1/export/jsonl[^"]*)"', page)
    taken = client.get(unescape(address)).text.splitlines()
    with Ledger.open(ledger_file, create=False) as ledger:
        wanted = [one.id for one in ledger.claims(ClaimFilter(subject="RUS", domain="air_defence"))]
    assert [json.loads(line)["id"] for line in taken] == wanted
