"""Warnings, watchlists and sources on their pages and over HTTP."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import warned
from fastapi import FastAPI
from lxml import etree
from starlette.testclient import TestClient

from papertiger.ledger import Ledger
from papertiger.ledger.warned import NewOutcome, NewWarning
from papertiger.settings import Settings
from papertiger.web.app import create_app
from papertiger.web.jobs import Job
from papertiger.web.security import Access

PORT = 8765
TOMORROW = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
API = "/api/v1"


@pytest.fixture(scope="module")
def warned_ledger(samples_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples with a warning and a collection log, made once."""
    place = Path(shutil.copy(samples_ledger, tmp_path_factory.mktemp("warned") / "samples.ledger"))
    warned.fill(place)
    return place


@pytest.fixture
def place(warned_ledger: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(warned_ledger, tmp_path / "samples.ledger"))


@pytest.fixture
def asked(place: Path) -> Iterator[TestClient]:
    access = Access.of(PORT, token="a-token-for-tests")  # noqa: S106 - it opens nothing
    app: FastAPI = create_app(Settings(ledger=str(place)), access, person="anna")
    with TestClient(
        app,
        base_url=f"http://127.0.0.1:{PORT}",
        follow_redirects=False,
        headers={"sec-fetch-site": "same-origin"},
        cookies={access.cookie: access.session},
    ) as made:
        yield made


@pytest.fixture
def one(place: Path) -> str:
    with Ledger.open(place, create=False) as ledger:
        return ledger.warnings()[0].id


def handling(**changes: str) -> dict[str, str]:
    return {"action": "acknowledge", "by": "anna", "why": "told the desk", "until": "", "seen": "0"} | changes


def test_the_list_has_what_was_found_with_chance_coverage_and_origins(asked: TestClient, one: str) -> None:
    page = asked.get("/warnings").text

    assert f'href="/warnings/{one}"' in page
    assert "Ethiopia → Eritrea: more threats than usual" in page
    assert re.search(r"\d+ independent origins, \d+ claims", page)
    assert "By chance, as much would be seen" in page
    assert "No source is followed" in page  # as it was on the day of the warning
    assert "1 of 3 sources answered since" in page  # as it is now
    assert one not in asked.get("/warnings?show=acknowledged").text
    assert one not in asked.get("/warnings?about=USA").text
    assert one in asked.get("/warnings?rule=threats&about=ERI&language=uk").text


def test_pages_read_the_bodies_of_what_they_show_alone(
    asked: TestClient, one: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = Ledger.warnings_of

    def some(ledger: Ledger, ids: list[str]) -> Any:  # noqa: ANN401 - as the method
        read.extend(ids)
        return whole(ledger, ids)

    def every(*_: object, **__: object) -> None:
        pytest.fail("all warnings were read with their bodies, which takes seconds of ten thousand")

    monkeypatch.setattr(Ledger, "warnings_of", some)
    monkeypatch.setattr(Ledger, "warnings", every)
    for address in ("/warnings?rule=supplier", f"/warnings/{one}", f"{API}/warnings?rule=supplier"):
        assert asked.get(address).status_code == 200
    assert read == []
    assert asked.get("/warnings").text.count(f'href="/warnings/{one}"') == 1
    assert (
        asked.get("/watchlists").status_code == 200
    )  # a list that only its warnings tell of: one for each watch
    assert read == [one, one]
    assert [each["id"] for each in asked.get(f"{API}/warnings?about=ERI").json()["warnings"]] == [one]


def test_a_warning_leads_to_its_claims_and_shows_what_it_was_hashed_as(
    asked: TestClient, one: str, place: Path
) -> None:
    page = asked.get(f"/warnings/{one}").text
    with Ledger.open(place, create=False) as ledger:
        stored = ledger.warning(one)

    for claim in stored.body["finding"]["indications"]:
        assert f'href="/claims/{claim}"' in page
    assert stored.digest in page
    assert stored.upto in page
    assert "surprise-drawing" in page
    assert stored.body["finding"]["surprise"]["allowed"] > stored.body["finding"]["surprise"]["per_year"]
    assert 'class="threshold"' in page
    assert "from it on to the right the rule warns" in page
    assert "does not match its hash" not in page
    assert asked.get("/warnings/ffffffffffff").status_code == 404


def test_a_warning_is_put_off_opened_again_and_nothing_is_lost(asked: TestClient, one: str) -> None:
    address = f"/warnings/{one}/handling"

    answer = asked.post(address, data=handling(action="snooze", until=TOMORROW, why="yearly <b>exercise</b>"))
    assert (answer.status_code, answer.headers["location"]) == (303, f"/warnings/{one}#handling")
    assert one in asked.get("/warnings?show=snoozed").text
    assert one not in asked.get("/warnings").text
    assert asked.post(address, data=handling(action="reopen", seen="1")).status_code == 303
    page = asked.get(f"/warnings/{one}").text
    assert "yearly &lt;b&gt;exercise&lt;/b&gt;" in page
    assert page.count('<time datetime="20') >= 2


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"why": "  "}, 422, "Give a reason"),
        ({"by": ""}, 422, "Write your name"),
        ({"action": "delete"}, 422, "Choose what to do"),
        ({"action": "snooze"}, 422, "last day of putting off"),
        ({"action": "snooze", "until": "2020-01-01"}, 422, "today or later"),
    ],
)
def test_what_cannot_be_done_is_told_at_its_field_and_keeps_what_was_typed(
    asked: TestClient, one: str, place: Path, changes: dict[str, str], status: int, says: str
) -> None:
    answer = asked.post(f"/warnings/{one}/handling", data=handling(**{"why": "so it is"} | changes))

    assert answer.status_code == status
    assert says in answer.text
    assert 'aria-invalid="true"' in answer.text
    with Ledger.open(place, create=False) as ledger:
        assert not ledger.handlings()


def test_who_did_not_see_what_others_did_does_nothing(asked: TestClient, one: str, place: Path) -> None:
    with Ledger.open(place) as ledger:
        ledger.handle(one, "acknowledge", "boris", "seen")

    answer = asked.post(f"/warnings/{one}/handling", data=handling(action="snooze", until=TOMORROW))

    assert answer.status_code == 409
    assert "boris handled this warning" in answer.text


def test_another_site_handles_nothing(asked: TestClient, one: str, place: Path) -> None:
    answer = asked.post(
        f"/warnings/{one}/handling", data=handling(), headers={"sec-fetch-site": "cross-site"}
    )

    assert answer.status_code == 403
    with Ledger.open(place, create=False) as ledger:
        assert not ledger.handlings()


def test_a_warning_of_another_program_is_shown_as_such_and_takes_nothing_down(
    asked: TestClient, place: Path, one: str
) -> None:
    with Ledger.open(place) as ledger:
        (odd,) = ledger.warn(
            [NewWarning("x", "w", "odd.v1", ("A",), warned.DAY, ledger.chain(), {"finding": [1]})]
        )

    assert "odd.v1" in asked.get("/warnings").text
    assert "another program" in asked.get(f"/warnings/{odd.id}").text
    assert asked.get("/watchlists").status_code == 200
    feed = asked.get("/warnings.atom").text
    assert (one in feed, odd.id in feed) == (True, True)
    told = asked.get(f"{API}/warnings/{odd.id}").json()["told"]
    assert (told["title"], "another program" in told["statement"]) == ("odd.v1: A", True)
    assert {w["id"] for w in asked.get(f"{API}/warnings").json()["warnings"]} >= {odd.id, one}


def test_the_feed_takes_the_token_and_links_to_the_pages(asked: TestClient, one: str) -> None:
    asked.cookies.clear()
    assert asked.get("/warnings.atom").status_code == 401

    answer = asked.get("/warnings.atom", headers={"authorization": "Bearer a-token-for-tests"})

    assert answer.headers["content-type"].startswith("application/atom+xml")
    links = etree.fromstring(answer.content).findall(".//{*}entry/{*}link")
    assert [link.get("href") for link in links] == [f"http://127.0.0.1:{PORT}/warnings/{one}"]


def test_lists_are_told_with_what_they_warned_of_and_kept_in_versions(asked: TestClient, place: Path) -> None:
    page = asked.get("/watchlists").text
    assert "Horn of Africa" in page  # from its warning
    assert "6 false alarms a year" in page  # of the built-in list

    wrong = asked.post("/watchlists", data={"text": 'schema = 1\nid = "x"\nname = "X"\n', "by": "anna"})
    assert (wrong.status_code, "watch" in wrong.text) == (422, True)
    for rate in (1, 1, 3):
        text = warned.THREATS.text.replace("false_alarms_per_year = 2", f"false_alarms_per_year = {rate}")
        assert asked.post("/watchlists", data={"text": text, "by": "anna"}).status_code == 303
    with Ledger.open(place, create=False) as ledger:
        (kept,) = ledger.watchlists()
    assert (kept.id, kept.version) == ("horn", 2)
    told = asked.get(f"{API}/watchlists").json()
    assert [(one["id"], one["version"]) for one in told] == [("default", 0), ("horn", 2)]


def test_a_list_shows_what_came_without_a_warning_and_leads_to_the_claims(
    asked: TestClient, place: Path
) -> None:
    with Ledger.open(place, create=False) as ledger:
        claim = next(iter(ledger.claims()))
        told = [{"event": "<script>"}, *({"event": {"claims": [claim.id]}} for _ in range(20))]
        ledger.outcome(
            *(
                NewOutcome("miss", None, "horn", watch, ("RUS", "ERI"), date(2026, 8, 31 - back), body)
                for back, body in enumerate(told)
                for watch in ("threats", "steps")
            )
        )
    page = asked.get("/watchlists?language=en").text
    assert "21 events came without a warning" in page
    assert (page.count(f'href="/claims/{claim.id}"'), page.count("Russia → Eritrea")) == (19, 20)
    assert "came without a warning: 21" in page
    assert "&lt;script" not in page
    asked.post("/watchlists", data={"text": warned.THREATS.text, "by": "anna"})
    (horn,) = [one for one in asked.get(f"{API}/watchlists").json() if one["id"] == "horn"]
    assert [one["missed"] for one in horn["watches"]] == [21]


def test_a_list_is_run_by_a_job(asked: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[Any, dict[str, Any]]] = []

    def start(kind: str, task: Any, arguments: dict[str, Any], *, about: str) -> Job:  # noqa: ANN401 - a function
        begun.append((task, arguments))
        return Job("0123", kind, about, "2026-01-15T10:00:00+00:00")

    app: FastAPI = asked.app  # type: ignore[assignment]
    monkeypatch.setattr(app.state.papertiger.jobs, "start", start)
    asked.post("/watchlists", data={"text": warned.THREATS.text, "by": "anna"})

    answer = asked.post("/watchlists/run", data={"watchlist": "horn"})

    assert (answer.status_code, answer.headers["location"]) == (303, "/jobs/0123")
    ((task, arguments),) = begun
    told = task(lambda _: None, **arguments)
    assert told["address"] == "/warnings"
    shown = asked.get("/warnings").text
    assert told["warnings"]
    assert all(found in shown for found in told["warnings"])
    assert asked.post("/watchlists/run", data={"watchlist": "none"}).status_code == 404


def test_sources_are_told_by_the_log_with_the_cure_and_the_requests(asked: TestClient) -> None:
    page = asked.get("/sources").text
    assert page.index("dispatch") < page.index("mistyped") < page.index("Harbour Post")
    assert "never answered" in page

    log = asked.get(f"/sources/{warned.SOURCE}").text
    assert log.count("https://dispatch.example/rss") >= 7
    assert "the server answers 503" in log
    assert asked.get("/sources/nobody").status_code == 404
    told = asked.get("/sources?language=uk").text
    assert "сервер не віддав того, про що його просили (код 503)" in told
    assert "the server answers 503" not in told
    assert "no such host" in told  # its look keeps no kind
    kept = asked.get(f"/sources/{warned.SOURCE}?language=uk").text
    assert kept.count("так записано в журналі") == kept.count("the server answers 503") == 4
    states = {one["id"]: one["state"] for one in asked.get(f"{API}/sources").json()}
    assert states == {"dispatch": "broken", "harbour": "fine", "mistyped": "never"}


def test_warnings_are_told_and_handled_over_http(asked: TestClient, one: str) -> None:
    (told,) = asked.get(f"{API}/warnings?state=open&language=uk").json()["warnings"]
    assert (told["id"], told["told"]["title"]) == (one, "Ефіопія → Еритрея: погроз більше, ніж зазвичай")
    sent = {"action": "acknowledge", "by": "anna", "why": "seen"}

    done = asked.post(f"{API}/warnings/{one[:12]}/handling", json=sent)

    assert (done.status_code, done.json()["state"]) == (201, "acknowledged")
    assert asked.get(f"{API}/warnings?state=open").json() == {"warnings": [], "next": None}
    assert asked.post(f"{API}/warnings/{one}/handling", json=sent | {"why": " "}).status_code == 422


def test_the_first_page_counts_open_warnings(asked: TestClient) -> None:
    assert "1 open warning" in asked.get("/").text
