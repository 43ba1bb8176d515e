"""Scenarios on a page: every state is an address, and what an address asks for is run or refused by name."""

from __future__ import annotations

import re
import time

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from papertiger.report.scenario.html import render_scenario
from papertiger.scenario.files import load, loads, presets
from papertiger.scenario.running import run

FRAGMENT = {"hx-request": "true"}
FEW = "runs=20&learning=L1"
"""Done in a moment."""
WILL = "patrons.RUS.will"


def settled(client: TestClient, address: str) -> str:
    """The page of a state once its runs are done, asked for as the page itself does."""
    end = time.monotonic() + 120
    page = client.get(address, headers=FRAGMENT).text
    while 'aria-busy="true"' in page and time.monotonic() < end:
        page = client.get(address, headers=FRAGMENT).text
    return page


class TestList:
    def test_names_every_preset(self, client: TestClient) -> None:
        page = client.get("/scenario").text
        for name in presets():
            assert f'href="/scenario/{name}"' in page
        assert page.count("illustrative, not calibrated") >= len(presets())

    @pytest.mark.parametrize("language", ["uk", "ru"])
    def test_speaks_the_language(self, client: TestClient, language: str) -> None:
        page = client.get(f"/scenario?language={language}").text
        assert "illustrative" not in page


class TestPreset:
    def test_comes_at_once_and_fetches_its_results(self, client: TestClient) -> None:
        page = client.get("/scenario/motive")
        assert page.status_code == 200
        assert 'hx-trigger="load"' in page.text or 'id="side"' in page.text
        assert f'name="n.{WILL}"' in page.text

    def test_shows_what_follows(self, client: TestClient) -> None:
        page = settled(client, f"/scenario/motive?{FEW}")
        assert "Honour rate given tested" in page
        assert "driven by assumptions" in page or "uncertain numbers" in page
        assert "As changed" not in page

    def test_shows_a_change_beside_the_scenario_as_it_stands(self, client: TestClient) -> None:
        page = settled(client, f"/scenario/motive?set={WILL}:0.9&{FEW}")
        assert "As it stands" in page
        assert "As changed" in page
        assert "political will apart from capacity: 0.9 in place of [0.3, 0.7]" in page
        assert "As changed against the scenario as it stands" in page

    def test_compares_pinned_states(self, client: TestClient) -> None:
        address = (
            f"/scenario/motive?set={WILL}:0.9&compare={WILL}:0.1&compare=mechanisms.spill:0~{WILL}:0.5&{FEW}"
        )
        page = settled(client, address)
        assert "Pinned 1 against" in page
        assert "Pinned 2 against" in page

    def test_form_without_scripts_leads_to_the_address_of_the_state(self, client: TestClient) -> None:
        fields = {f"n.{WILL}": "0.9", "n.mechanisms.spill": "", "runs": "20", "learning": "L1"}
        answer = client.get("/scenario/motive", params=fields)
        assert answer.status_code == 303
        assert answer.headers["location"] == "/scenario/motive?set=patrons.RUS.will%3A0.9&learning=L1&runs=20"

    def test_keeps_a_range_that_no_field_can_hold(self, client: TestClient) -> None:
        page = settled(client, f"/scenario/motive?set={WILL}:0.5..0.9&{FEW}")
        assert f'name="set" value="{WILL}:0.5..0.9"' in page

    @pytest.mark.parametrize(
        ("query", "key", "says"),
        [
            (f"set={WILL}:7", WILL, "0.99"),
            (f"set={WILL}:much", WILL, "is no number"),
            (f"set={WILL}:1e999", WILL, "is no number"),
            (f"set={WILL}", WILL, "names no value"),
            ("set=patrons.XYZ.will:0.5", "patrons.XYZ", "takes no part"),
            ("set=ensemble.file:1", "ensemble.file", "is no number of a scenario"),
            ("set=ledger.beliefs:1", "ledger.beliefs", "is no number of a scenario"),
            ("set=meta.horizon_months:1200", "meta.horizon_months", "is no number of a scenario"),
            ("compare=mechanisms.spill:x", "mechanisms.spill", "is no number"),
            ("runs=5", "runs", "cannot be run here"),
            ("runs=many", "runs", "is no whole number"),
            ("seed=-1", "seed", "is no whole number"),
            ("learning=L9", "L9", "L3"),
        ],
    )
    def test_names_what_cannot_be_used(self, client: TestClient, query: str, key: str, says: str) -> None:
        answer = client.get(f"/scenario/motive?{query}", headers=FRAGMENT)
        assert answer.status_code == 422
        assert "This cannot be run" in answer.text
        assert key in answer.text
        assert says in answer.text

    def test_unknown_presets_are_not_found(self, client: TestClient) -> None:
        assert client.get("/scenario/nowhere").status_code == 404

    def test_too_many_changes_are_refused(self, client: TestClient) -> None:
        query = "&".join(f"set=mechanisms.x{number}:1" for number in range(61))
        answer = client.get(f"/scenario/motive?{query}", headers=FRAGMENT)
        assert answer.status_code == 422
        assert "61 changes are too many" in answer.text


class TestFiles:
    def test_scenario_file_holds_the_changes(self, client: TestClient) -> None:
        answer = client.get(f"/scenario/motive/file?set={WILL}:0.9&set=clients.*.visibility:0.5")
        assert answer.headers["content-disposition"] == 'attachment; filename="motive.toml"'
        made = loads(answer.text)
        wanted = load("preset:motive", changes={WILL: 0.9, "clients.*.visibility": 0.5})
        assert [one.key for one in made.factors] == [one.key for one in wanted.factors]
        assert made.fixed == wanted.fixed

    def test_report_is_what_the_command_writes(self, client: TestClient) -> None:
        address = f"/scenario/motive/report?set={WILL}:0.9&runs=20"
        while (answer := client.get(address)).status_code == 303:  # the job's page, where the machine is slow
            time.sleep(0.5)
        assert answer.status_code == 200
        assert "attachment" in answer.headers["content-disposition"]
        wanted = render_scenario(run(load("preset:motive", changes={WILL: 0.9}), runs=20, block=250))
        assert answer.text == wanted
        named = re.search(r'Content-Security-Policy" content="([^"]*)"', answer.text)
        assert named is not None
        assert named[1].replace("&#39;", "'") == answer.headers["content-security-policy"]


class TestKeeping:
    def test_keeps_the_run_and_lists_its_state(self, client: TestClient, app: FastAPI) -> None:
        answer = client.post(f"/scenario/motive/keep?set={WILL}:0.9&{FEW}")
        assert answer.status_code == 303
        job = next(iter(app.state.papertiger.jobs.all()))
        assert app.state.papertiger.jobs.wait(job, 60)
        (kept,) = app.state.papertiger.reading.scenario_runs()
        assert kept.body["asked"]["changes"] == {WILL: "0.9"}
        page = client.get("/scenario").text
        assert "/scenario/motive?set=patrons.RUS.will%3A0.9" in page
        assert "1 number changed" in page
        assert (
            client.get(f"/scenario/motive?{FEW}&kept={kept.id[:12]}").text.count(f"as {kept.id[:12]}.") == 1
        )
