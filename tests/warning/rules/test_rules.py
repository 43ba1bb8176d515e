"""Rules are found by name, say what they do, and agree with the calibrated rates."""

from __future__ import annotations

import pytest
from indications import claim, evidence, watch

from papertiger import registry
from papertiger.warning.rules import documentation, findings, run
from papertiger.warning.watchlists import load_watchlist, rules


def test_every_rule_is_registered_and_says_what_it_finds_and_in_what_unit() -> None:
    told = documentation()
    assert set(told) >= {f"{name}.v1" for name in rules().rules}
    for text in told.values():
        assert "Score:" in text
        assert "About:" in text
        assert "Reason:" in text


@pytest.mark.parametrize("name", list(rules().rules))
def test_no_rule_says_anything_of_an_empty_ledger(name: str) -> None:
    assert list(run(watch(name), evidence(covered=0), 1.0)) == []


def test_a_build_up_of_threats_is_an_alarm_by_the_calibrated_rates() -> None:
    threats = [claim("THREATEN", "USA-trump", "VEN", 2 * n) for n in range(12)]
    found = list(findings(load_watchlist(), evidence(*threats)))
    assert [(one.watch, one.about) for one in found] == [("threats", ("USA-trump", "VEN"))]
    surprise = found[0].surprise
    assert surprise is not None
    assert surprise.allowed is not None
    assert surprise.per_year <= min(surprise.allowed, 1)
    assert found[0].reason["statements"] == len(threats) >= surprise.count


def test_rules_have_names_that_a_watchlist_can_call() -> None:
    assert {name.partition(".")[0] for name in registry.names("rules")} >= set(rules().rules)


def test_a_day_without_claims_that_can_move_a_rule_is_not_looked_at_again() -> None:
    threats = [claim("THREATEN", "USA-trump", "VEN", 2 * n + 1) for n in range(12)]
    assert [one.watch for one in findings(load_watchlist(), evidence(*threats))] == ["threats"]
    assert list(findings(load_watchlist(), evidence(*threats), moved=True)) == []
    moved = evidence(*threats, claim("THREATEN", "USA-trump", "VEN", 0))
    assert [one.watch for one in findings(load_watchlist(), moved, moved=True)] == ["threats"]
