"""Briefs from the browser: asked for by a form, shown under their own policy, kept as files."""

from __future__ import annotations

import re
from html import unescape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.web.jobs.briefs import Asked
from papertiger.web.pages import brief as pages
from papertiger.workbench.printing import browser

META = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
PAIR = {"patron": "RUS", "client": "ARM"}


def test_the_form_offers_patrons_clients_and_languages(client: TestClient) -> None:
    page = client.get("/brief").text
    assert '<option value="RUS"' in page
    assert '<option value="uk" lang="uk"' in page
    assert "/brief/view" not in page


def test_a_brief_is_told_in_short_with_ways_to_open_and_keep_it(client: TestClient) -> None:
    page = client.get("/brief", params=PAIR | {"speak": "uk"}).text
    assert '<h2 id="made" lang="uk">Росія → Вірменія' in page
    assert "/brief/view?patron=RUS&amp;client=ARM&amp;speak=uk" in page
    assert "form=html" in page


def test_the_brief_itself_has_its_own_policy_no_script_and_a_way_back(client: TestClient) -> None:
    answer = client.get("/brief/view", params=PAIR)
    own = META.search(answer.text)
    assert own
    assert answer.headers["content-security-policy"] == f"{unescape(own[1])}; frame-ancestors 'none'"
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    assert '<a href="/brief?patron=RUS&amp;client=ARM&amp;speak=en">← Back to papertiger</a>' in answer.text


def test_the_file_is_the_brief_without_the_way_back(client: TestClient) -> None:
    answer = client.get("/brief/file", params=PAIR)
    assert answer.headers["content-disposition"] == 'attachment; filename="brief-RUS-ARM.html"'
    assert "Back to papertiger" not in answer.text
    assert META.search(answer.text)


@pytest.mark.skipif(browser() is None, reason="no browser is installed that prints PDF")
def test_a_pdf_is_printed_where_a_browser_is_installed(client: TestClient) -> None:
    answer = client.get("/brief/file", params=PAIR | {"form": "pdf"})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"crisis": "hello"}, "no crisis"),
        ({"around": "ARM"}, "first and its last day"),
        ({"patron": "RUS", "client": "RUS"}, "its own client"),
        ({"domain": "love"}, "no domain"),
    ],
)
def test_what_cannot_be_answered_is_said_beside_the_form(
    client: TestClient, asked: dict[str, str], says: str
) -> None:
    answer = client.get("/brief", params=asked)
    assert answer.status_code == 422
    assert says in unescape(answer.text)
    assert "<select" in answer.text
    assert client.get("/brief/view", params=asked).status_code == 422
    assert client.post("/brief", params=asked).status_code == 422


def test_names_of_files_hold_letters_and_figures_only() -> None:
    asked = Asked(
        'RUS"\r\n/../x', None, None, None, None, None, None, None, None, everything=False, language="en"
    )
    assert asked.file_name == "brief-RUS-x"


def test_a_large_brief_is_made_by_a_job_that_leads_to_it(
    client: TestClient, app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "AT_ONCE", 3)
    page = client.get("/brief", params=PAIR).text
    assert "takes in about 22 claims" in page
    assert client.get("/brief/view", params=PAIR).status_code == 303
    begun = client.post("/brief", params=PAIR)
    assert begun.status_code == 303
    state = app.state.papertiger
    job = state.jobs.get(begun.headers["location"].rpartition("/")[2])
    state.jobs.wait(job, 120)
    assert (job.state, job.error) == ("done", "")
    assert job.result["address"] == "/brief?patron=RUS&client=ARM&speak=en"
    assert "/brief/view" in client.get(job.result["address"]).text


def test_briefs_lie_in_a_folder_that_is_private_and_goes_with_the_app(app: FastAPI) -> None:
    folder = app.state.papertiger.folder
    assert folder.stat().st_mode & 0o777 == 0o700
    app.state.papertiger.close()
    assert not folder.exists()
