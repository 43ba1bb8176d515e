"""What a draft of a scenario takes from a ledger."""

from __future__ import annotations

import pytest

from papertiger.errors import ScenarioError
from papertiger.ledger import Ledger
from papertiger.report.drafted import draft_lines, shares_of
from papertiger.scenario.ledgered import drafted

DAY = "2026-06-01"


def test_a_draft_holds_rows_and_beliefs_of_the_clients_that_are_asked_for(ledger: Ledger) -> None:
    draft = drafted(ledger, ["AAA"], DAY, clients=["CCC", "BBB"])

    assert [client.id for client in draft.clients] == ["CCC", "BBB"]
    assert [(pair.client, len(pair.rows)) for pair in draft.pairs] == [("CCC", 1), ("BBB", 2)]
    assert [(belief.pair, belief.basis) for belief in draft.beliefs] == [
        ("AAA,CCC", "prior"),
        ("AAA,BBB", "pair"),
    ]


def test_a_figure_is_told_with_its_address_and_its_rounded_interval(ledger: Ledger) -> None:
    draft = drafted(ledger, ["AAA"], DAY, clients=["BBB"])
    text = "\n".join(draft_lines(draft))

    low, high = (round(100 * end) for end in draft.beliefs[0].ninety)
    assert low % 5 == high % 5 == 0
    told = f"support@AAA,client=BBB: honour rate given tested, 90 % between {low} and {high} %"
    assert f"papertiger explain {told}" in text
    assert "papertiger explain c-pact" in text


def test_a_distance_that_is_not_known_is_asked_for(ledger: Ledger) -> None:
    draft = drafted(ledger, ["AAA"], DAY, clients=["BBB"])

    assert draft.pairs[0].km is None
    assert any("is not known to the program" in line for line in draft_lines(draft))


def test_actors_that_are_no_states_are_drafted_only_when_asked_for(ledger: Ledger) -> None:
    with pytest.raises(ScenarioError) as caught:
        drafted(ledger, ["AAA"], DAY)

    assert "--client" in caught.value.cure


def test_a_portfolio_is_shared_among_the_patrons_that_are_bound(ledger: Ledger) -> None:
    draft = drafted(ledger, ["AAA"], DAY, clients=["BBB"])

    assert shares_of(draft.clients[0], draft) == {"AAA": 0.5, "rival": 0.1, "others": 0.2, "self": 0.2}


def test_a_draft_of_the_same_ledger_is_the_same_twice(ledger: Ledger) -> None:
    first, second = (list(draft_lines(drafted(ledger, ["AAA"], DAY, clients=["BBB"]))) for _ in range(2))

    assert first == second
