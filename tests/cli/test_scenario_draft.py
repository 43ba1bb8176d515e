"""``papertiger scenario draft``: a scenario out of a ledger."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.errors import ScenarioProblems
from papertiger.ledger import Ledger
from papertiger.scenario.files import load

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
TEXTS = {
    "pledge": "2012-01-10\n\nRUS pledged VEN air_defence: Росія обіцяла Венесуелі захист неба.\n\nRUS pledged CUB arms: Росія обіцяла Кубі зброю.",
    "attack": "2012-02-10\n\nUSA ASSAULT VEN unspecified: Сполучені Штати вдарили по Венесуелі цього року, 2012.",
    "silence": "2012-02-21\n\nRUS withheld VEN air_defence @Попович: Попович каже, що цього року, 2012, ніхто не приїхав.",
    "supply": "2012-03-01\n\nIRN supplies RUS arms @Гонсалес: Гонсалес каже, що Іран постачає Росії зброю.",
    "reliance": "2012-03-02\n\nRUS depends_on CUB unspecified: Росія спирається на Кубу.",
    "war": "2012-03-03\n\nRUS constrained_by UKR military @Попович: Попович каже, що Росія зв'язана війною.",
    "doubt": "2012-03-04\n\nNIC distrusts RUS unspecified: Нікарагуа не вірить Росії.",
}
_made: dict[str, bytes] = {}
"""The ledger, read once for all tests of this module."""


@pytest.fixture
def told(run: Run) -> Run:
    """A ledger in which Russia promised two states support, one state supplies it, and a war ties it down."""
    ledger = Path("papertiger.ledger")
    if "ledger" not in _made:
        Path("news").mkdir()
        for name, text in TEXTS.items():
            Path("news", f"{name}.txt").write_text(f"Новини\n\n{text}\n", encoding="utf-8")
        assert run("read", "news").status == 0
        _made["ledger"] = ledger.read_bytes()
    ledger.write_bytes(_made["ledger"])
    return run


def drafted(run: Run, *options: str) -> str:
    ran = run("scenario", "draft", "RUS", *options)
    assert ran.status == 0, ran.err
    return ran.out


def test_a_draft_is_toml_with_clients_commitments_and_beliefs(told: Run) -> None:
    found = tomllib.loads(drafted(told))

    assert list(found["patrons"]) == ["RUS"]
    assert sorted(found["clients"]) == ["CUB", "VEN"]
    assert found["meta"]["banner"] == "illustrative, not calibrated"
    rows = found["commitments"]["rows"]
    assert "RUS,VEN,air_defence,explicit_discretionary" in rows
    assert "RUS,CUB,arms,explicit_discretionary" in rows
    belief = found["partnerships"]["RUS,*"]["trust_will"]
    assert (belief["dist"], belief["grade"]) == ("beta", "J")
    assert "mostly prior" in belief["source"]


def test_portfolios_sum_to_one(told: Run) -> None:
    for client in tomllib.loads(drafted(told))["clients"].values():
        assert sum(client["shares"].values()) == pytest.approx(1)


def test_every_address_of_a_draft_is_one_that_explain_takes(told: Run) -> None:
    addresses = set(re.findall(r"papertiger explain ([^\s,:;]+(?:,client=\w+)?)", drafted(told))) - {
        "ADDRESS`"
    }

    assert len(addresses) >= 5
    for address in addresses:
        assert told("explain", address).status == 0, address


def test_what_is_said_of_supply_and_burden_stands_in_comments_and_sets_no_number(told: Run) -> None:
    text = drafted(told)
    found = tomllib.loads(text)

    assert "# [[clients.IRN.reverse_supply]]" in text
    assert "# [[clients.CUB.reverse_supply]]" in text
    assert "the claims do not say which" in text
    assert "RUS → UKR constrained_by" in text
    assert "war" not in found["patrons"]["RUS"]
    assert all("reverse_supply" not in client for client in found["clients"].values())


def test_the_hints_can_be_taken_into_the_scenario_by_taking_the_marks_off(told: Run) -> None:
    lines = drafted(told).splitlines()
    key = re.compile(r"# (\[\[?clients\.IRN|to = |domain = \"arms|rate = |war = )")

    found = tomllib.loads("\n".join(line.removeprefix("# ") if key.match(line) else line for line in lines))

    (flow,) = found["clients"]["IRN"]["reverse_supply"][:1]
    assert flow["to"] == "RUS"
    assert found["patrons"]["RUS"]["war"][0]["omega"] == [0, 0.95]


def test_clients_may_be_named_and_capped_and_the_others_are_told_of(told: Run) -> None:
    assert "NIC (1)" in drafted(told)
    assert list(tomllib.loads(drafted(told, "--client", "CUB"))["clients"]) == ["CUB"]

    capped = drafted(told, "--most", "1")

    assert len(tomllib.loads(capped)["clients"]) == 1
    assert "--most" in capped


def test_a_draft_is_written_to_a_file_whole(told: Run) -> None:
    ran = told("scenario", "draft", "RUS", "-o", "russia.toml")

    assert ran.out == ""
    assert "2 clients" in ran.err
    assert tomllib.loads(Path("russia.toml").read_text(encoding="utf-8"))["schema"] == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["RUS", "--client", "JPN"], "clients.JPN"),
        (["JPN"], "patrons.JPN"),
        (["NIC"], "patrons.NIC"),
        (["RUS", "--as-of", "yesterday"], "--as-of"),
    ],
)
def test_what_the_ledger_lacks_is_one_message_with_its_key(
    told: Run, arguments: list[str], says: str
) -> None:
    ran = told("scenario", "draft", *arguments)

    assert ran.status == 2
    assert ran.err.splitlines()[-1].startswith(f"papertiger: {says}")


def test_a_draft_is_a_scenario_as_it_stands(told: Run) -> None:
    assert told("scenario", "draft", "RUS", "-o", "russia.toml").status == 0

    scenario = load("russia.toml")

    assert scenario.structure.patrons == ("RUS",)
    assert sorted(scenario.structure.clients) == ["CUB", "VEN"]
    assert scenario.banner == "illustrative, not calibrated"
    beliefs = [factor for factor in scenario.factors if factor.parameter == "trust_will"]
    assert [(factor.grade, len(factor.places)) for factor in beliefs] == [("J", 2)]
    commitments, belief = scenario.sources
    assert "commitments of RUS: c-" in commitments
    assert "support@RUS" in belief


def test_a_file_that_asks_a_ledger_is_read_with_it(told: Run) -> None:
    tables = drafted(told).split("[commitments]")[0].split("[partnerships")[0]
    asking = Path("asking.toml")
    asking.write_text(f"{tables}\n[ledger]\ncommitments = true\nbeliefs = true\n", encoding="utf-8")

    with Ledger.open("papertiger.ledger", create=False) as ledger:
        asked = load(asking, ledger=ledger)

    told("scenario", "draft", "RUS", "-o", "russia.toml")
    own = load("russia.toml")
    assert asked.structure.covers.tolist() == own.structure.covers.tolist()
    assert [f.distribution.words for f in asked.factors] == [f.distribution.words for f in own.factors]


def test_a_client_that_the_ledger_does_not_bind_is_told_with_file_and_key(told: Run) -> None:
    text = (
        drafted(told)
        .split("[commitments]")[0]
        .split("[partnerships")[0]
        .replace("clients.CUB", "clients.JPN")
    )
    Path("asking.toml").write_text(f"{text}\n[ledger]\ncommitments = true\n", encoding="utf-8")

    with Ledger.open("papertiger.ledger", create=False) as ledger, pytest.raises(ScenarioProblems) as caught:
        load("asking.toml", ledger=ledger)

    (problem,) = caught.value.problems
    assert (problem.file, problem.key) == ("asking.toml", "clients.JPN")
