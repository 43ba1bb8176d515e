"""Review without a browser: the queue, every decision by form, what is refused and how, two reviewers, undo."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.ledger.desk import LedgerDesk
from papertiger.workbench.workbench import Workbench


def hidden(page: Response) -> dict[str, str]:
    """What the forms of a review page say of the claim."""
    found = {
        name: re.search(f'name="{name}" value="([^"]*)"', page.text) for name in ("claim", "version", "seen")
    }
    return {name: match[1] for name, match in found.items() if match}


def decided(client: TestClient, page: Response, act: str, **fields: str) -> Response:
    """What comes of posting a decision on the claim of a page."""
    return client.post("/review/decide", data={**hidden(page), "act": act, **fields})


def after(answer: Response) -> Mapping[str, list[str]]:
    """The query of the address that an answer leads to."""
    assert answer.status_code == 303, answer.text
    return parse_qs(urlsplit(answer.headers["location"]).query)


def wrongs(answer: Response) -> list[str]:
    """What an answer says is wrong with fields."""
    return re.findall(r'<p class="wrong"[^>]*>([^<]+)', answer.text)


@pytest.fixture
def stored(app: FastAPI) -> Iterator[Workbench]:
    """Another hand on the same ledger."""
    with Workbench(app.state.papertiger.settings) as bench:
        yield bench


def test_the_first_claim_is_the_first_of_the_queue(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        first, _ = LedgerDesk(ledger, "anna").queue()[0]
    assert hidden(client.get("/review"))["claim"] == first.id


def test_accepting_stores_the_decision_and_leads_to_the_next_claim(
    client: TestClient, stored: Workbench
) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    query = after(decided(client, page, "accept"))
    assert query["done"] == [claim]
    assert query["claim"] != [claim]
    item = stored.review_item(claim)
    assert (item.standing.state, item.standing.decision and item.standing.decision.reviewer) == (
        "accepted",
        "anna",
    )
    following = client.get(f"/review?claim={query['claim'][0]}&done={claim}")
    assert "Accepted:" in following.text
    assert "1 decided by you today" in following.text


def test_the_queue_comes_in_the_same_order_as_in_the_terminal(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        wanted = [one.id for one, _ in LedgerDesk(ledger, "anna").queue()[:4]]
    page, seen = client.get("/review"), []
    for _ in wanted:
        seen.append(hidden(page)["claim"])
        page = client.get(decided(client, page, "accept").headers["location"])
    assert seen == wanted


def test_rejecting_needs_a_reason(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    refused = decided(client, page, "reject")
    assert (refused.status_code, wrongs(refused)) == (422, ["Say why in a few words."])
    assert stored.review_item(hidden(page)["claim"]).standing.state == "unreviewed"
    after(decided(client, page, "reject", why="it is a question"))
    item = stored.review_item(hidden(page)["claim"])
    assert (item.standing.state, item.reviews[-1].why) == ("rejected", "it is a question")


def test_only_what_differs_is_corrected(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    was = stored.review_item(claim).record
    after(
        decided(
            client,
            page,
            "correct",
            domain="cyber",
            subject="Венесуела",
            modality=was.modality,
            why="see line 2",
        )
    )
    item = stored.review_item(claim)
    assert dict(item.reviews[-1].changes) == {"domain": "cyber", "subject": "VEN", "subject_state": "VEN"}
    assert (item.record.domain, item.record.subject, item.record.version) == ("cyber", "VEN", was.version + 1)


def test_the_chain_of_speakers_is_corrected_step_by_step(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    fields = {
        "steps": "sent",
        "step-0-kind": "outlet",
        "step-0-name": "Bloomberg",
        "step-0-actor": "",
        "step-1-kind": "group",
        "step-1-name": "officials",
        "step-1-actor": "Venezuela (VEN)",
        "step-1-anonymous": "yes",
    }
    after(decided(client, page, "correct", **fields))
    chain = stored.review_item(claim).record.attribution
    assert [(one.name, one.actor, one.anonymous) for one in chain[1:]] == [
        ("Bloomberg", None, False),
        ("officials", "VEN", True),
    ]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Nothing was changed; accept the claim, or change a value."),
        ({"subject": "Zzyzx"}, "No actor is called Zzyzx. Look one up, or write an actor id."),
        ({"edtf": "soon"}, "soon is no EDTF date; write 2026, 2026-01, 2026-01-14 or 2025-12/2026-02."),
        ({"subject_state": "Narnia"}, "Narnia is no state; write its alpha-3 code, such as VEN."),
        (
            {"edtf": "2026", "time_words": "at dawn on Tuesday"},
            "“at dawn on Tuesday” does not stand in the quote or beside it; copy words of the text.",
        ),
    ],
)
def test_what_is_wrong_with_a_correction_is_said_at_its_field(
    client: TestClient, stored: Workbench, fields: dict[str, str], said: str
) -> None:
    page = client.get("/review")
    refused = decided(client, page, "correct", why="kept", **fields)
    assert (refused.status_code, wrongs(refused)) == (422, [said])
    assert 'value="kept"' in refused.text  # what was typed is not lost
    assert not stored.reviews().reviews


def test_everything_that_is_wrong_is_said_at_once_and_what_was_typed_stays(client: TestClient) -> None:
    page = client.get("/review")
    fields = {
        "subject": "Zzyzx",
        "edtf": "soon",
        "object_state": "Narnia",
        "steps": "sent",
        "step-0-name": "officials",
        "step-0-kind": "group",
        "step-0-actor": "",
        "step-1-name": "",
        "step-1-kind": "person",
        "step-1-actor": "",
    }
    refused = decided(client, page, "correct", **fields)
    assert [one.split()[0] for one in sorted(wrongs(refused))] == ["Narnia", "No", "soon"]
    assert 'value="officials"' in refused.text
    assert len(re.findall(r'id="f-step-\d-name"', refused.text)) == 3  # the one that was typed, and two spare


def test_a_name_that_several_have_is_answered_with_those_it_may_mean(client: TestClient) -> None:
    found = client.get("/review/actors", params={"q": "georgia"}).json()
    assert found["actors"][0] == {"text": "Georgia (GEO)", "state": "GEO"}


def test_splitting_makes_the_parts(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    same = decided(client, page, "split", parts="2")
    assert (same.status_code, wrongs(same)) == (
        422,
        ["Two parts or more are needed, and no two may say the same."],
    )
    after(decided(client, page, "split", **{"parts": "3", "p1-object": "CUB", "p2-object": ""}))
    item = stored.review_item(claim)
    assert item.standing.state == "split"
    objects = {stored.review_item(part).record.object for part in item.reviews[-1].into}
    assert objects == {stored.review_item(claim).record.object, "CUB", None}


def test_merging_names_the_claim_that_stays(client: TestClient, stored: Workbench, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        texts: dict[str, list[str]] = {}
        for one in ledger.claims(ClaimFilter(family="support")):
            texts.setdefault(one.article.sha256, []).append(one.id)
    first, second, *_ = next(ids for ids in texts.values() if len(ids) > 1)
    page = client.get(f"/review?claim={first}")
    assert f'value="{second}"' in page.text
    assert wrongs(decided(client, page, "merge")) == ["Choose one claim that stays."]
    absent = wrongs(decided(client, page, "merge", keep_id="ffffffff"))
    assert absent == ["There is no claim ffffffff; choose one of this text."]
    elsewhere = next(ids[0] for ids in texts.values() if first not in ids)
    assert wrongs(decided(client, page, "merge", keep_id=elsewhere)) == [
        f"{elsewhere} cannot take this claim in: it is of another text, or does not stand. Choose one of this text."
    ]
    after(decided(client, page, "merge", keep=second))
    assert stored.review_item(first).standing.state == "merged"


def test_a_note_decides_nothing_and_the_claim_stays(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    query = after(decided(client, page, "comment", why="who is meant?"))
    assert query["claim"] == [hidden(page)["claim"]]
    assert stored.review_item(query["claim"][0]).standing.state == "unreviewed"


def test_whoever_is_asked_finds_the_claim_first(client: TestClient) -> None:
    page = client.get("/review?family=event")
    claim = hidden(page)["claim"]
    after(decided(client, page, "assign", assignee="Олена"))
    client.post("/review/settings", data={"name": "Олена"})
    theirs = client.get("/review")
    assert hidden(theirs)["claim"] == claim
    assert "you were asked to look at it" in theirs.text


def test_undo_takes_back_one_decision_after_the_other(client: TestClient, stored: Workbench) -> None:
    page, claims = client.get("/review"), []
    for _ in range(3):
        claims.append(hidden(page)["claim"])
        page = client.get(decided(client, page, "accept").headers["location"])
    for claim in reversed(claims):
        assert after(client.post("/review/undo"))["claim"] == [claim]
        assert stored.review_item(claim).standing.state == "unreviewed"
    assert hidden(client.get("/review"))["claim"] == claims[0]
    nothing = client.post("/review/undo")
    assert nothing.status_code == 422
    assert "nothing that could be taken back" in nothing.text


def test_two_reviewers_contest_and_see_it(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    stored.decide(claim, "reject", by="boris", why="no")
    late = decided(client, page, "accept")
    assert late.status_code == 409
    assert "boris decided on this claim after you saw it" in late.text
    assert stored.review_item(claim).standing.state == "rejected"
    after(decided(client, late, "accept"))  # now that it was seen
    assert stored.review_item(claim).standing.state == "contested"
    assert "contested" in client.get(f"/review?claim={claim}").text


def test_a_claim_that_changed_meanwhile_has_to_be_looked_at_again(
    client: TestClient, stored: Workbench
) -> None:
    page = client.get("/review")
    claim = hidden(page)["claim"]
    stored.decide(claim, "correct", ["domain=cyber"], by="anna")
    late = decided(client, page, "accept")
    assert late.status_code == 409
    assert "read again or corrected" in late.text


def test_a_claim_decided_by_somebody_else_does_not_come_up(client: TestClient, stored: Workbench) -> None:
    first = hidden(client.get("/review"))["claim"]
    stored.decide(first, "accept", by="boris")
    assert hidden(client.get("/review"))["claim"] != first


def test_skipping_leaves_a_claim_for_another_time(client: TestClient) -> None:
    first = hidden(client.get("/review"))["claim"]
    query = after(client.post("/review/skip", data={"claim": first}))
    assert query["claim"] != [first]
    page = client.get("/review")
    assert hidden(page)["claim"] == query["claim"][0]
    assert "1 claim that you skipped" in page.text
    client.post("/review/skip")
    assert hidden(client.get("/review"))["claim"] == first


def test_a_narrowed_queue_stays_narrowed(client: TestClient, stored: Workbench) -> None:
    page = client.get("/review?family=event&domain=cyber")
    record = stored.review_item(hidden(page)["claim"]).record
    assert (record.family, record.domain) == ("event", "cyber")
    posted = client.post("/review/decide?family=event&domain=cyber", data={**hidden(page), "act": "accept"})
    assert (after(posted)["family"], after(posted)["domain"]) == (["event"], ["cyber"])


def test_the_claims_of_some_articles_alone(client: TestClient, ledger_file: Path) -> None:
    with Ledger.open(ledger_file) as ledger:
        keys = [row.key for row in ledger.articles() if row.claims][:2]
        wanted = {one.id for key in keys for one in ledger.claims(ClaimFilter(article=key))}
    address = f"/review?article={keys[0][:12]}&article={keys[1][:12]}"
    page = client.get(address)
    assert hidden(page)["claim"] in wanted
    assert f"1 of {len(wanted)} in the queue" in page.text
    assert "Only the claims of 2 articles" in page.text


def test_a_queue_that_is_done_says_what_to_do_next(client: TestClient) -> None:
    page = client.get("/review?since=2099")
    assert "Nothing waits for you." in page.text
    assert 'href="/review"' in page.text


@pytest.mark.parametrize(
    ("address", "status"),
    [("/review?family=nonsense", 422), ("/review?since=yesterday", 422), ("/review?claim=ffffffffffff", 404)],
)
def test_an_address_that_asks_for_nothing_is_answered_with_the_cure(
    client: TestClient, address: str, status: int
) -> None:
    assert client.get(address).status_code == status


def test_a_name_that_cannot_stand_beside_a_decision_is_refused(client: TestClient) -> None:
    for name in ("", "  ", "a\u202eb", "x" * 81):
        assert client.post("/review/settings", data={"name": name}).status_code == 422
    assert client.post("/review/settings", data={"name": "Анна-Марія  О’Ніл"}).status_code == 303
    assert "Анна-Марія О’Ніл" in client.get("/review").text


def test_letters_are_switched_off_and_on(client: TestClient) -> None:
    assert 'data-keys="on"' in client.get("/review").text
    client.post("/review/settings", data={"keys": "off"})
    assert 'data-keys="off"' in client.get("/review").text


def test_what_reviews_measure_stands_beside_its_definition(client: TestClient, stored: Workbench) -> None:
    assert "nothing to measure" in client.get("/review/figures").text
    for claim, _ in stored.review_queue("anna")[:4]:
        stored.decide(claim.id, "accept", by="anna")
        stored.decide(claim.id, "accept", by="boris")
    page = client.get("/review/figures").text
    assert "100%" in page
    assert "51% to 100%" in page  # Wilson's interval for 4 of 4
    assert "anna, boris" in page
    assert "Krippendorff 2011" in page


def test_claims_are_drawn_at_random_and_come_first(
    client: TestClient, stored: Workbench, app: FastAPI
) -> None:
    assert client.post("/review/draw", data={"size": "0"}).status_code == 422
    answer = client.post("/review/draw", data={"size": "5", "seed": "7"})
    jobs = app.state.papertiger.jobs
    job = jobs.get(answer.headers["location"].rpartition("/")[2])
    assert jobs.wait(job, 60)
    assert (job.error, job.result["claims"]) == ("", 5)
    drawn = {one.claim for one in stored.reading.reviews() if one.decision == "assign"}
    page, seen = client.get(job.result["address"]), set()
    for _ in range(5):
        seen.add(hidden(page)["claim"])
        page = client.get(decided(client, page, "accept").headers["location"])
    assert seen == drawn
    figures = client.get("/review/figures").text
    assert "drawn at random: 5 versions decided" in figures


def test_pages_speak_every_language(client: TestClient, stored: Workbench) -> None:
    claim = stored.review_queue("anna")[0][0].id
    stored.decide(claim, "correct", ["modality=denied"], by="boris", why="ні")
    for language, word in (("uk", "Виправити"), ("ru", "Исправить"), ("en", "Correct")):
        page = client.get(f"/review?claim={claim}&language={language}")
        assert word in page.text
        assert client.get(f"/review/figures?language={language}").status_code == 200


def test_a_refused_decision_can_be_looked_at_in_another_language(client: TestClient) -> None:
    assert (
        client.get("/review/decide?family=event&language=uk").headers["location"]
        == "/review?family=event&language=uk"
    )
