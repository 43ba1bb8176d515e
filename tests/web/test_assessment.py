"""Assessments on a page: what is said is what `assess` answers, and a choice is shown beside it and never kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.ledger import Ledger
from papertiger.reliability.assessing import Question, assess, load_settings
from papertiger.reliability.preparing import prepare
from papertiger.report.assessment.html import render_assessment
from papertiger.web.pages import assessment
from papertiger.workbench.assessing import assessment_voice, sentences_of

ORIGIN = re.compile(r'name="without" value="([^"]+)"')


class TestList:
    def test_names_patrons_by_name_and_never_ranks(self, client: TestClient) -> None:
        page = client.get("/assessment").text
        names = re.findall(r'<th scope="row"><a href="/assessment/[^"]+"><bdi>([^<]+)</bdi>', page)
        assert "Russia" in names
        assert names == sorted(names, key=str.casefold)
        assert "not yet" in page

    def test_leads_to_a_patron_that_is_asked_for(self, client: TestClient) -> None:
        answer = client.get("/assessment?patron=RUS&client=VEN")
        assert answer.headers["location"] == "/assessment/RUS?client=VEN"

    def test_an_empty_ledger_says_what_to_do(self, tmp_path: Path, client: TestClient, app: FastAPI) -> None:
        place = tmp_path / "empty.ledger"
        Ledger.open(place).close()
        app.state.papertiger.settings = app.state.papertiger.settings.__class__(ledger=str(place))
        assert "names no patron yet" in client.get("/assessment").text


class TestRecord:
    def test_says_what_assess_answers(self, client: TestClient, ledger_file: Path) -> None:
        page = client.get("/assessment/RUS").text
        with Ledger.open(ledger_file, create=False) as ledger:
            settings = load_settings()
            cases = prepare(ledger, "RUS", settings, write=False)
            answer = assess(ledger, Question("RUS"), cases, settings, name="Russia", keep=False)
        for group in answer.groups:
            assert group.definition.estimand in page
            assert group.sentence in page
            for case in group.cases:
                assert f'id="{case.response}"' in page

    def test_a_response_has_a_page_of_its_own(self, client: TestClient) -> None:
        whole = client.get("/assessment/RUS").text
        response = re.findall(r'<article class="piece" id="(r-[0-9a-f]+)"', whole)[0]
        page = client.get(f"/assessment/RUS/cases/{response}").text
        assert f'id="{response}"' in page
        assert "<blockquote" in page
        assert client.get("/assessment/RUS/cases/r-nothing").status_code == 404

    def test_sentences_of_light_responses_come_when_they_are_opened(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(assessment, "WHOLE", 1)
        page = client.get("/assessment/RUS").text
        folded = re.findall(r'<details class="piece fold" id="(r-[0-9a-f]+)" hx-get="([^"]+)"', page)
        assert len(folded) == 2 + 22
        assert all(address == f"/assessment/RUS/cases/{response}" for response, address in folded)

    def test_reads_change_nothing(self, client: TestClient, ledger_file: Path) -> None:
        with Ledger.open(ledger_file, create=False) as ledger:
            before = ledger.chain()
        client.get("/assessment/RUS")
        client.get("/assessment/RUS?prior=sceptical")
        with Ledger.open(ledger_file, create=False) as ledger:
            assert ledger.chain() == before

    def test_a_part_is_an_address(self, client: TestClient) -> None:
        page = client.get("/assessment/RUS?client=ARM&domain=military&period=2026").text
        assert "all@RUS,client=ARM,domain=military,period=2026..2026" in page

    @pytest.mark.parametrize(
        ("query", "says"),
        [
            ("period=soon", "no period"),
            ("period=2026..2024", "ends before it begins"),
            ("domain=magic", "no domain"),
            ("client=RUS", "cannot be its own client"),
            ("prior=hopeful", "no prior"),
            ("model=oracle", "no model"),
            ("since=ffffffffffff", "ffffffffffff"),
            ("client=" + "x" * 300, "300 characters"),
            ("&".join(f"without={number}" for number in range(201)), "no more than 200"),
        ],
    )
    def test_names_what_cannot_be_answered(self, client: TestClient, query: str, says: str) -> None:
        answer = client.get(f"/assessment/RUS?{query}")
        assert answer.status_code == 422
        assert "This cannot be answered" in answer.text
        assert says in answer.text

    def test_nobody_is_not_found(self, client: TestClient) -> None:
        assert client.get("/assessment/XQX").status_code == 404

    def test_a_state_without_tests_says_so(self, client: TestClient) -> None:
        page = client.get("/assessment/CHE").text
        assert "Nothing in this ledger tests a commitment of Switzerland" in page

    @pytest.mark.parametrize(("language", "says"), [("uk", "Як вибрано"), ("ru", "Как выбрано")])
    def test_speaks_the_language(self, client: TestClient, language: str, says: str) -> None:
        page = client.get(f"/assessment/RUS?prior=uniform&language={language}").text
        assert says in page
        assert "effective tests" not in page


class TestChoice:
    def test_stands_beside_the_record_as_it_stands(self, client: TestClient) -> None:
        page = client.get("/assessment/RUS?prior=sceptical").text
        assert "This is not kept." in page
        assert page.count('<th scope="row"><a href="#support-terms">As ') == 2

    def test_an_origin_is_left_out_everywhere(self, client: TestClient) -> None:
        page = client.get("/assessment/RUS").text
        origin = ORIGIN.findall(page)[0]
        without = client.get(f"/assessment/RUS?without={origin}").text
        assert "Without 1 origin." in without
        assert f'value="{origin}" checked' in without
        assert '<span class="badge">left out</span>' in without

    def test_language_links_keep_every_origin(self, client: TestClient) -> None:
        first, second, *_ = ORIGIN.findall(client.get("/assessment/RUS").text)
        page = client.get(f"/assessment/RUS?without={first}&without={second}").text
        assert f'href="/assessment/RUS?without={first}&amp;without={second}&amp;language=uk"' in page

    def test_what_is_left_out_is_not_in_the_report(self, client: TestClient) -> None:
        whole = client.get("/assessment/RUS/report").text
        assert client.get("/assessment/RUS/report?prior=sceptical").text == whole


class TestKeeping:
    def test_works_the_record_out_and_keeps_the_answer(self, client: TestClient, app: FastAPI) -> None:
        state = app.state.papertiger
        answer = client.post("/assessment/RUS")
        assert answer.status_code == 303
        (job,) = state.jobs.all()
        assert answer.headers["location"] == f"/jobs/{job.id}"
        assert state.jobs.wait(job, 120)
        assert job.state == "done"
        assert job.result["address"] == "/assessment/RUS"
        kept = state.reading.assessments_made("RUS")
        assert [one.question for one in kept if one.question == "all@RUS"]
        page = client.get("/assessment").text
        assert page.count("not yet") < page.count('<th scope="row">')
        changed = client.get(f"/assessment/RUS?since={job.result['id'][:12]}").text
        assert "Nothing in this record changed since" in changed

    def test_untraced_articles_are_told_before_anything_is_counted(
        self, client: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Ledger, "unjoined", lambda _: 3)
        page = client.get("/assessment/RUS").text
        assert "3 articles have not been traced" in page
        assert '<form method="post" action="/assessment/RUS">' in page
        assert "effective" not in page.lower()

    def test_report_is_what_the_command_writes(self, client: TestClient, ledger_file: Path) -> None:
        answer = client.get("/assessment/RUS/report")
        assert answer.headers["content-disposition"] == 'attachment; filename="assessment-RUS.html"'
        with Ledger.open(ledger_file, create=False) as ledger:
            settings = load_settings()
            cases = prepare(ledger, "RUS", settings, write=False)
            found = assess(ledger, Question("RUS"), cases, settings, name="Russia", keep=False, whole=False)
            found = found.model_copy(update={"made": re.search(r"\d{4}-\d\d-\d\dT[\d:]+Z", answer.text)[0]})  # type: ignore[index]
            assert answer.text == render_assessment(found, sentences_of(ledger), assessment_voice())
