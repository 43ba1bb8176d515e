"""The HTTP API on the bundled samples: it names the verbs of the workbench, gives its values, and answers errors as problems."""

from __future__ import annotations

import csv
import inspect
import io
import json
import zipfile
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from papertiger.ledger.formats import FORMATS
from papertiger.web.api.named import ONLY_HTTP, ONLY_PYTHON
from papertiger.workbench.workbench import Workbench

API = "/api/v1"
TEXT = "Каракас, 2 січня. Росія не передала Венесуелі обіцяні радари, заявив міністр оборони Венесуели."


def operations(client: TestClient) -> dict[str, tuple[str, str]]:
    described = client.get(f"{API}/openapi.json").json()
    return {
        one["operationId"]: (method, path)
        for path, methods in described["paths"].items()
        for method, one in methods.items()
    }


def finished(client: TestClient, answer: Response) -> dict[str, Any]:
    """The result of a job that was begun."""
    assert answer.status_code == 202, answer.text
    job = answer.json()
    app: FastAPI = client.app  # type: ignore[assignment]
    jobs = app.state.papertiger.jobs
    assert jobs.wait(jobs.get(job["id"]), 120)
    told = client.get(f"{API}/jobs/{job['id']}").json()
    assert (told["state"], told["error"]) == ("done", "")
    result: dict[str, Any] = told["result"]
    return result


def test_both_surfaces_name_the_same_verbs(client: TestClient) -> None:
    methods = {
        name for name, method in inspect.getmembers(Workbench, inspect.isfunction) if not name.startswith("_")
    }
    there = operations(client)

    assert set(there) - set(ONLY_HTTP) == methods - set(ONLY_PYTHON)
    assert set(ONLY_HTTP) <= set(there)
    assert set(ONLY_PYTHON) <= methods
    assert not set(ONLY_PYTHON) & set(there)


def test_the_description_is_of_openapi_3_1_and_holds_the_api_alone(client: TestClient) -> None:
    described = client.get(f"{API}/openapi.json").json()

    assert described["openapi"].startswith("3.1")
    assert all(path.startswith(API) for path in described["paths"])
    for path, methods in described["paths"].items():
        for one in methods.values():
            assert one["summary"], path
            assert {"401", "403", "422", "503"} <= set(one["responses"]), path
            assert "application/problem+json" in one["responses"]["503"]["content"]


@pytest.mark.parametrize(
    ("address", "status", "detail"),
    [
        ("/claims/ffffffffffff", 404, "no claim"),
        ("/articles/none", 404, "no article"),
        ("/families/none", 404, "no article"),
        ("/actors/nobody:here", 404, "no actor"),
        ("/cases/c-none", 404, "no commitment"),
        ("/jobs/none", 404, "no job"),
        ("/figures/none", 422, "no address of a figure"),
        ("/claims?domain=bogus", 422, "no domain 'bogus'"),
        ("/claims?since=2026-02-31", 422, "is no date"),
        ("/claims?limit=0", 422, "limit"),
        ("/claims?limit=501", 422, "limit"),
        ("/claims?after=x", 422, "no place in a list"),
        ("/claims?after=" + "9" * 40 + ".1.1.2026", 422, "no place in a list"),
        ("/articles?after=x", 422, "no place in a list"),
        ("/search?words=-a", 422, "no word to look for"),
        ("/changes?since=yesterday", 422, "no moment"),
        ("/export/xls", 422, "form"),
        ("/export/ledger?domain=cyber", 422, "for a part, use bundle"),
        ("/nothing", 404, ""),
    ],
)
def test_errors_are_problems_with_a_cure(client: TestClient, address: str, status: int, detail: str) -> None:
    answer = client.get(API + address)
    told = answer.json()

    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert told["status"] == status
    assert detail in told["detail"]
    assert told["title"]
    assert told["cure"]


def test_problems_are_told_in_the_language_that_is_asked_for(client: TestClient) -> None:
    told = client.get(f"{API}/claims/ffffffffffff", headers={"accept-language": "uk"}).json()

    assert told["title"] == "Тут нічого немає"


def test_a_stranger_is_not_answered(app: FastAPI, client: TestClient) -> None:
    client.cookies.clear()
    assert client.get(f"{API}/counts").status_code == 401
    token = app.state.papertiger.access.token
    bearer = {"authorization": f"Bearer {token}"}
    assert client.get(f"{API}/counts", headers=bearer).json()["claims"] > 0
    assert client.get(f"{API}/counts", headers=bearer | {"origin": "http://evil.example"}).status_code == 403


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""])
def test_only_json_that_says_so_is_taken(client: TestClient, kind: str) -> None:
    body = json.dumps({"claim": "f", "by": "anna"})
    answer = client.post(f"{API}/reviews/undo", content=body, headers={"content-type": kind})

    assert answer.status_code == 415
    assert answer.json()["cure"]


def test_pages_of_claims_hold_what_the_workbench_has(client: TestClient, app: FastAPI) -> None:
    bench = app.state.papertiger.bench
    every = {one.id: one.model_dump(mode="json") for one in bench.claims()}
    found: dict[str, Any] = {}
    after = None
    while True:
        told = client.get(f"{API}/claims", params={"limit": 200} | ({"after": after} if after else {})).json()
        found |= {one["id"]: one for one in told["claims"]}
        after = told["next"]
        if after is None:
            break
    lines = client.get(f"{API}/claims.jsonl").text.splitlines()

    assert found == every
    assert {one["id"]: one for one in map(json.loads, lines)} == every


def test_one_claim_and_its_article_are_told_whole(client: TestClient) -> None:
    claim = client.get(f"{API}/claims?family=support&limit=1").json()["claims"][0]
    told = client.get(f"{API}/claims/{claim['id']}").json()
    article = client.get(f"{API}/articles/{told['article']['key']}").json()

    assert told["claim"] == claim
    quote = claim["quote"]
    assert article["text"][quote["start"] : quote["end"]] == quote["exact"] == told["context"]["exact"]
    assert claim["id"] in {one["id"] for one in article["claims"]}
    assert told["family"]["id"] == client.get(f"{API}/families/{claim['id']}").json()["family"]["id"]


@pytest.mark.parametrize(
    "address",
    [
        "/holdings",
        "/origins?limit=3",
        "/origins?linked=false",
        "/actors?query=рос",
        "/actors/RUS",
        "/partnerships",
        "/partnerships/RUS/MLI",
        "/partnerships/XXX/YYY",
        "/coverage?subject=RUS",
        "/cases?patron=RUS",
        "/presets",
        "/review/queue?by=anna",
        "/review/figures",
        "/reviews",
        "/grades?of=Bloomberg",
        "/changes?since=0",
        "/changes?since=2020-01-01",
        "/changes",
        "/jobs",
        "/brief?object=MLI",
        "/search?words=радар",
        "/search/articles?words=радар",
        "/articles?language=uk&limit=2",
    ],
)
def test_what_is_asked_is_answered(client: TestClient, address: str) -> None:
    answer = client.get(API + address)

    assert answer.status_code == 200, answer.text
    assert answer.json() is not None


@pytest.mark.parametrize("form", [*FORMATS, "bundle", "ledger"])
def test_exports_stream_in_every_format(client: TestClient, form: str) -> None:
    answer = client.get(f"{API}/export/{form}" + ("" if form == "ledger" else "?object=MLI"))

    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''samples.")
    assert len(answer.content) > 500
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == len(client.get(f"{API}/claims.jsonl?object=MLI").text.splitlines())
    if form == "bundle":
        assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None


def test_an_export_of_nothing_says_why(client: TestClient) -> None:
    answer = client.get(f"{API}/export/bundle?object=XXX")

    assert answer.status_code == 422
    assert "no claim meets" in answer.json()["detail"]


def test_a_decision_is_taken_once_and_taken_back(client: TestClient) -> None:
    waiting = client.get(f"{API}/review/queue?by=ivan&limit=1").json()[0]["claim"]
    item = client.get(f"{API}/review/claims/{waiting['id']}").json()
    sent = {
        "claim": waiting["id"],
        "decision": "correct",
        "words": ["modality=denied"],
        "by": "ivan",
        "version": item["version"],
    }

    decided = client.post(f"{API}/reviews", json=sent)
    assert (decided.status_code, decided.json()["state"]) == (201, "corrected")
    again = client.post(f"{API}/reviews", json=sent)
    assert (again.status_code, again.json()["title"]) == (409, "It has changed since you looked")
    assert [one["reviewer"] for one in client.get(f"{API}/reviews").json()["reviews"]] == ["ivan"]
    undone = client.post(f"{API}/reviews/undo", json={"claim": waiting["id"], "by": "ivan"})
    assert undone.json()["state"] == "unreviewed"
    nothing = client.post(f"{API}/reviews/undo", json={"claim": waiting["id"], "by": "ivan"})
    assert nothing.status_code == 422
    grade = {"of": waiting["id"], "by": "ivan", "why": "pictures agree", "credibility": "2"}
    assert client.post(f"{API}/grades", json=grade).status_code == 201
    assert client.get(f"{API}/grades?of={waiting['id']}").json()["history"][0]["credibility"] == "2"


@pytest.mark.parametrize(
    "changed",
    [{"extra": 1}, {"by": ""}, {"by": "a\u0000b"}, {"decision": "guess"}, {"words": ["x"]}, {"version": 0}],
)
def test_a_decision_that_is_none_changes_nothing(
    client: TestClient, app: FastAPI, changed: dict[str, Any]
) -> None:
    claim = client.get(f"{API}/claims?limit=1").json()["claims"][0]["id"]
    before = app.state.papertiger.bench.reading.chain()
    answer = client.post(
        f"{API}/reviews", json={"claim": claim, "decision": "accept", "by": "anna"} | changed
    )

    assert answer.status_code == 422
    assert answer.json()["cure"]
    assert app.state.papertiger.bench.reading.chain() == before


def test_half_a_character_is_refused(client: TestClient) -> None:
    body = b'{"of": "x", "by": "\\ud800", "why": "y", "credibility": "2"}'
    answer = client.post(f"{API}/grades", content=body, headers={"content-type": "application/json"})

    assert answer.status_code == 422


def test_text_and_files_are_read_by_jobs(client: TestClient) -> None:
    told = finished(client, client.post(f"{API}/read/text", json={"text": TEXT, "outlet": "Вісник"}))
    assert (told["read"], len(told["articles"])) == (1, 1)
    assert (
        client.get(f"{API}/articles?outlet=Вісник").json()["articles"][0]["key"] == told["articles"][0]["key"]
    )

    sent = {"content-type": "application/octet-stream"}
    name = "../../etc/passwd.txt"
    answer = client.post(f"{API}/read/file", params={"name": name}, content=TEXT.encode(), headers=sent)
    told = finished(client, answer)
    assert told["read"] == 1
    key = told["articles"][0]["key"]
    assert client.get(f"{API}/articles/{key}").json()["article"]["path"] == name
    refused = client.post(f"{API}/read/file", params={"name": "x"}, content=b"   ", headers=sent)
    assert finished(client, refused)["refusals"][0]["cure"]


def test_assessments_and_audits_are_made_by_jobs(client: TestClient) -> None:
    told = finished(client, client.post(f"{API}/assess", json={"patron": "RUS"}))
    address = told["groups"][0]["address"]
    assert client.get(f"{API}/figures/{address}").json()["figure"]["address"] == address
    cases = client.get(f"{API}/cases?patron=RUS&kind=response&limit=2").json()
    assert client.get(f"{API}/cases/{cases['next']}").json()["id"] == cases["next"]
    audit = finished(client, client.post(f"{API}/audit", json={}))
    assert not any(one["wrong"] for one in audit["checks"])


def test_a_scenario_is_checked_before_a_job_runs_it(client: TestClient) -> None:
    changes = {"patrons.RUS.will": [0.8, 0.9]}
    checked = client.post(f"{API}/scenario", json={"preset": "motive", "changes": changes}).json()
    run = {"preset": "motive", "changes": changes, "runs": 20, "learning": ["L1"]}
    told = finished(client, client.post(f"{API}/simulate", json=run))

    assert told["scenario"]["digest"] == checked["digest"]
    wrong = client.post(f"{API}/simulate", json=run | {"changes": {"patrons.RUS.wil": 1}})
    assert wrong.status_code == 422
    assert "patrons.RUS.wil" in wrong.json()["detail"]


@pytest.mark.parametrize(
    "key", ["ensemble.file", '"ensemble".file', ' "ensemble" .file', "ledger.commitments", "meta.sources[0]"]
)
def test_no_scenario_names_a_file_of_this_computer(client: TestClient, key: str) -> None:
    answer = client.post(f"{API}/scenario", json={"preset": "motive", "changes": {key: "/etc/passwd"}})

    assert answer.status_code == 422
    assert "cannot be changed here" in answer.json()["detail"]


@pytest.mark.parametrize("preset", ["../motive", "/etc/passwd", "none"])
def test_no_scenario_is_a_file_of_this_computer(client: TestClient, preset: str) -> None:
    assert client.post(f"{API}/scenario", json={"preset": preset}).status_code == 422


def test_a_job_can_be_stopped(client: TestClient) -> None:
    begun = client.post(f"{API}/simulate", json={"preset": "motive", "runs": 20_000, "compare": True}).json()
    assert client.delete(f"{API}/jobs/{begun['id']}").status_code == 204
    app: FastAPI = client.app  # type: ignore[assignment]
    jobs = app.state.papertiger.jobs
    assert jobs.wait(jobs.get(begun["id"]), 60)
    assert client.get(f"{API}/jobs/{begun['id']}").json()["state"] == "stopped"


def test_too_many_jobs_are_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from papertiger.web.api import working  # noqa: PLC0415 - only here

    monkeypatch.setattr(working, "WAITING", 0)
    answer = client.post(f"{API}/audit", json={})

    assert (answer.status_code, answer.json()["title"]) == (429, "Too much is waiting already")
