"""Scenario files that ask a ledger for commitments and beliefs."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from papertiger.errors import ScenarioError, ScenarioProblems
from papertiger.ledger import Ledger
from papertiger.scenario.ledgered import resolve

PLAIN = """
schema = 1
[meta]
name = "made up"
sources = ["by hand"]
[ledger]
commitments = true
beliefs = true
as_of = "2026-06-01"
[patrons.AAA]
will = 0.5
[clients.BBB]
[clients.CCC]
"""


def document(text: str = PLAIN, **tables: Any) -> dict[str, Any]:  # noqa: ANN401 - as TOML has it
    return tomllib.loads(text) | tables


def problems(asked: dict[str, Any], ledger: Ledger) -> tuple[ScenarioError, ...]:
    with pytest.raises(ScenarioProblems) as caught:
        resolve(asked, ledger)
    return caught.value.problems


def test_commitments_and_beliefs_of_the_ledger_are_filled_in(ledger: Ledger) -> None:
    filled = resolve(document(), ledger)

    rows = filled["commitments"]["rows"]
    assert rows == [
        "AAA,BBB,air_defence,implied",
        "AAA,BBB,defence,explicit_automatic",
        "AAA,CCC,defence,explicit_automatic",
    ]
    own = filled["partnerships"]["AAA,BBB"]["trust_will"]
    assert (own["dist"], own["grade"]) == ("beta", "D")
    assert "support@AAA,client=BBB" in own["source"]


def test_a_pair_bound_in_defence_alone_does_not_get_the_rate_of_support(ledger: Ledger) -> None:
    belief = resolve(document(), ledger)["partnerships"]["AAA,CCC"]["trust_will"]

    assert belief["grade"] == "J"
    assert "prior of defence@AAA" in belief["source"]


def test_sources_tell_evidence_and_cases_after_those_of_the_file(ledger: Ledger) -> None:
    digest = ledger.evidence_upto()[:12]

    own, commitments, *beliefs = resolve(document(), ledger)["meta"]["sources"]

    assert own == "by hand"
    assert commitments.startswith(f"ledger:{digest} commitments of AAA: c-001 ")
    assert "c-pact" in commitments
    assert len(beliefs) == 2


def test_what_the_file_states_is_never_overwritten(ledger: Ledger) -> None:
    rows = {"rows": ["AAA,BBB,economic,implied"]}
    trust = {"AAA,BBB": {"trust_will": [0.1, 0.2], "value": 0.9}}

    filled = resolve(document(commitments=rows, partnerships=trust), ledger)

    assert filled["commitments"]["rows"] == [
        "AAA,BBB,economic,implied",
        "AAA,CCC,defence,explicit_automatic",
    ]
    assert filled["partnerships"]["AAA,BBB"] == {"trust_will": [0.1, 0.2], "value": 0.9}
    assert "trust_will" in filled["partnerships"]["AAA,CCC"]


def test_the_document_itself_is_left_as_it_was(ledger: Ledger) -> None:
    asked = document()

    resolve(asked, ledger)

    assert asked == document()


@pytest.mark.parametrize(
    "asked", [{}, {"commitments": False, "beliefs": False}, {"beliefs": True, "patrons": []}]
)
def test_nothing_asked_for_fills_in_nothing(asked: dict[str, Any], ledger: Ledger) -> None:
    assert resolve(document(ledger=asked), ledger) == document(ledger=asked)


def test_beliefs_alone_are_for_the_pairs_that_the_file_binds(ledger: Ledger) -> None:
    asked = document(ledger={"beliefs": True}, commitments={"rows": ["AAA,BBB,arms,implied"]})

    assert list(resolve(asked, ledger)["partnerships"]) == ["AAA,BBB"]


def test_the_same_ledger_gives_the_same_twice(ledger: Ledger) -> None:
    assert resolve(document(), ledger) == resolve(document(), ledger)


def test_a_patron_without_a_table_is_told_with_its_key(ledger: Ledger) -> None:
    asked = document(ledger={"commitments": True, "patrons": ["AAA", "ZZZ"], "as_of": "1.6.2026"})

    patron, day = problems(asked, ledger)

    assert patron.key == "ledger.patrons[1]"
    assert "[patrons.ZZZ]" in patron.cure
    assert day.key == "ledger.as_of"
    assert "2026-01-14" in day.cure


def test_a_patron_of_which_the_ledger_holds_nothing_is_told(ledger: Ledger) -> None:
    one, other = problems(document(patrons={"ZZZ": {}, "YYY": {}}), ledger)

    assert (one.key, other.key) == ("patrons.ZZZ", "patrons.YYY")
    assert "actors find" in one.cure


def test_a_client_that_nobody_owes_anything_is_told(ledger: Ledger) -> None:
    (one,) = problems(document(clients={"BBB": {}, "DDD": {}}), ledger)

    assert one.key == "clients.DDD"
    assert "commitments.rows" in one.cure


def test_a_client_that_only_supplies_needs_no_commitment(ledger: Ledger) -> None:
    supplier = {"reverse_supply": [{"to": "AAA", "domain": "arms", "rate": [0, 1]}]}

    resolve(document(clients={"BBB": {}, "DDD": supplier}), ledger)


def test_a_patron_that_owes_no_client_of_the_file_is_told_whom_it_does(ledger: Ledger) -> None:
    (one,) = problems(document(clients={"DDD": {}}), ledger)

    assert one.key == "ledger.commitments"
    assert "towards BBB, CCC" in one.problem


def test_clients_without_a_record_of_their_own_share_one_belief(ledger: Ledger) -> None:
    rows = {"rows": ["AAA,CCC,arms,implied", "AAA,DDD,arms,implied", "AAA,BBB,arms,implied"]}

    filled = resolve(document(ledger={"beliefs": True}, commitments=rows), ledger)

    assert sorted(filled["partnerships"]) == ["AAA,*", "AAA,BBB"]
    assert filled["partnerships"]["AAA,*"]["trust_will"]["source"].endswith("of all clients")


@pytest.mark.parametrize("key", ["AAA,*", "*,CCC"])
def test_a_belief_that_the_file_states_for_several_pairs_stands(key: str, ledger: Ledger) -> None:
    rows = {"rows": ["AAA,CCC,arms,implied", "AAA,DDD,arms,implied"]}
    trust = {key: {"trust_will": 0.4}}

    filled = resolve(document(ledger={"beliefs": True}, commitments=rows, partnerships=trust), ledger)

    assert filled["partnerships"][key] == {"trust_will": 0.4}
    assert "AAA,CCC" not in filled["partnerships"]
    assert ("AAA,DDD" in filled["partnerships"]) == (key == "*,CCC")
