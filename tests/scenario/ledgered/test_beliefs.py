"""Beliefs in a patron's will, drawn from its record."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from patron import PATRON, TODAY, broken_and_kept, confirmed, measured

from papertiger.reliability.assessing import load_settings
from papertiger.reliability.cases import Case
from papertiger.reliability.quick import fit
from papertiger.scenario.ledgered import PatronRecord, belief_of
from papertiger.scenario.ledgered.beliefs import Belief, gathered, matched
from papertiger.scenario.model.parameters import parameters


def record(*occasions: Sequence[Case]) -> PatronRecord:
    return PatronRecord(PATRON, TODAY, "123456789abc", measured(*occasions))


def mean(belief: Belief) -> float:
    return belief.a / (belief.a + belief.b)


def test_a_record_with_the_client_gives_its_own_belief_graded_as_data() -> None:
    belief = belief_of(record(*broken_and_kept()), "BBB")

    assert (belief.basis, belief.grade) == ("pair", "D")
    assert belief.address == "support@AAA,client=BBB"
    assert belief.source == (
        "ledger:123456789abc support@AAA,client=BBB, definition support, 7.9 effective tests, 24 origins"
    )
    assert 0.2 < mean(belief) < 0.45


def test_another_client_gets_the_belief_of_the_whole_record_which_says_so() -> None:
    belief = belief_of(record(*broken_and_kept()), "CCC")

    assert (belief.basis, belief.grade, belief.address) == ("patron", "D", "support@AAA")
    assert belief.source.endswith("of all clients")


def test_records_of_two_clients_are_not_pooled_where_each_bears_its_own() -> None:
    kept = [confirmed(n, "honoured", client="CCC") for n in range(11, 17)]
    both = record(*broken_and_kept(kept=0), *kept)

    assert mean(belief_of(both, "BBB")) < 0.3
    assert mean(belief_of(both, "CCC")) > 0.7


def test_a_thin_record_gives_the_prior_and_says_that_it_is_one() -> None:
    belief = belief_of(record(confirmed(1, "withheld")), "BBB")

    prior = fit([], load_settings().prior_of("support"))
    assert (belief.basis, belief.grade) == ("prior", "J")
    assert "mostly prior" in belief.source
    assert "1.0 effective tests" in belief.source
    assert mean(belief) == pytest.approx(prior.mean, abs=0.005)


def test_without_any_test_the_prior_of_the_obligation_is_taken() -> None:
    belief = belief_of(record(), "BBB", ["defence"])

    prior = fit([], load_settings().prior_of("defence"))
    assert belief.address == "defence@AAA"
    assert mean(belief) == pytest.approx(prior.mean, abs=0.005)


def test_a_rate_of_another_kind_of_obligation_is_not_taken() -> None:
    assert belief_of(record(*broken_and_kept()), "BBB", ["defence"]).basis == "prior"


@pytest.mark.parametrize("outcome", ["withheld", "honoured"])
def test_the_distribution_has_mean_and_variance_of_the_posterior_within_the_bounds(outcome: str) -> None:
    cells = measured(*(confirmed(n, outcome) for n in range(1, 9))).cells.values()
    posterior = fit(cells, load_settings().prior_of("support"))

    a, b = matched(posterior)

    low, high = parameters()["trust_will"].bounds
    draws = posterior.quantiles([(n + 0.5) / 4000 for n in range(4000)])
    assert low <= a / (a + b) <= high
    assert a / (a + b) == pytest.approx(posterior.mean, abs=0.01)
    assert a * b / ((a + b) ** 2 * (a + b + 1)) == pytest.approx(draws.var(), rel=0.05)


def test_more_tests_narrow_the_belief() -> None:
    few, many = (belief_of(record(*broken_and_kept(n, 3 * n)), "BBB") for n in (1, 4))

    assert few.a + few.b < many.a + many.b


def test_clients_that_draw_on_one_record_share_one_belief() -> None:
    one = record(*broken_and_kept())

    shared, own = gathered([belief_of(one, client) for client in ("CCC", "BBB", "DDD")])

    assert (shared.pair, shared.basis) == ("AAA,*", "patron")
    assert (own.pair, own.basis) == ("AAA,BBB", "pair")


def test_a_belief_that_only_one_client_holds_stays_its_own() -> None:
    (alone,) = gathered([belief_of(record(*broken_and_kept()), "CCC")])

    assert alone.pair == "AAA,CCC"
