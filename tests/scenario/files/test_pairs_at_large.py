"""Pairs of patron and client: numbers for all of a patron at once, and a client that is owed nothing."""

from __future__ import annotations

import numpy as np
import pytest

from papertiger.scenario.files import loads
from papertiger.scenario.terms import Scenario

HEAD = """
schema = 1
[meta]
name = "made up"
[patrons.P]
capacity = {arms = [1, 3]}
[clients.A]
shares = {P = 0.5, rival = 0.1, others = 0.2, self = 0.2}
[clients.B]
shares = {P = 0.5, rival = 0.1, others = 0.2, self = 0.2}
[commitments]
rows = ["P,A,arms,implied", "P,B,arms,implied"]
"""
ALL = '[partnerships."P,*"]\ntrust_will = [0.2, 0.4]\n'
ONE = '[partnerships."P,B"]\ntrust_will = [0.8, 0.9]\n'


def trust(scenario: Scenario, unit: float) -> list[float]:
    drawn = scenario.inputs(np.full((1, len(scenario.factors)), unit))["trust_will"]
    return [round(float(value), 4) for value in drawn[0, 0]]


def test_all_pairs_of_a_patron_share_one_uncertain_number() -> None:
    scenario = loads(HEAD + ALL)

    assert sum(factor.parameter == "trust_will" for factor in scenario.factors) == 1
    assert trust(scenario, 0.25) == [0.25, 0.25]


@pytest.mark.parametrize("text", [ALL + ONE, ONE + ALL])
def test_what_is_stated_for_one_pair_stands_above_it_wherever_it_stands(text: str) -> None:
    scenario = loads(HEAD + text)

    assert trust(scenario, 0.5) == [0.3, 0.85]
    assert scenario.base["trust_will"][0, 0].round(4).tolist() == [0.3, 0.85]


def test_a_client_that_is_owed_nothing_may_supply_a_patron() -> None:
    supplier = """
[clients.C]
shares = {rival = 0.3, others = 0.3, self = 0.4}
reverse_supply = {to = "P", domain = "arms", rate = [0, 1]}
"""

    scenario = loads(HEAD.replace("[commitments]", f"{supplier}[commitments]"))

    (flow,) = scenario.structure.supplies
    assert scenario.structure.clients[flow.client] == "C"
    assert not scenario.structure.committed[flow.patron, flow.client]


def test_a_certain_number_of_one_pair_stands_above_an_uncertain_one_of_all() -> None:
    scenario = loads(HEAD + ALL + '[partnerships."P,A"]\ntrust_will = 0.9\n')

    assert trust(scenario, 0.25) == [0.9, 0.25]
