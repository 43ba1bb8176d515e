"""Priors are named, complete, and say what history is behind them."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError, SettingsError
from papertiger.reliability.cases import OBLIGATIONS
from papertiger.reliability.history import base_rates
from papertiger.reliability.quick import fit, prior_for, prior_named, priors
from papertiger.reliability.quick.prior import FILE, _Priors


@pytest.mark.parametrize("obligation", OBLIGATIONS)
def test_every_obligation_has_a_prior(obligation: str) -> None:
    assert obligation in prior_for(obligation).obligations


@pytest.mark.parametrize(
    "obligation", ["cyber", "intelligence", "air_defence", "humanitarian", "technical_support"]
)
def test_support_that_nobody_counted_has_no_history(obligation: str) -> None:
    prior = prior_for(obligation)
    assert prior.name == "no_history"
    assert prior.definitions == ()


def test_the_robust_mixture_names_both_periods() -> None:
    assert prior_for("defence").definitions == (
        "alliance_war/any/1945-2003/bf2018/strict",
        "alliance_war/any/1816-1944/bf2018/strict",
    )


def test_each_piece_of_history_is_a_published_rate_and_counts_as_six_cases() -> None:
    published = {rate.key: rate for rate in base_rates()}
    pieces = [c for prior in priors().values() for c in prior.components if c.definition]
    assert len(pieces) == 6
    for piece in pieces:
        rate = published[piece.definition or ""]
        assert piece.a + piece.b == pytest.approx(6)
        assert piece.a / 6 == pytest.approx(rate.share, abs=0.01)
        assert f"{rate.honoured} of {rate.due}" in piece.source


def test_support_without_history_is_as_wide_as_in_the_full_model() -> None:
    """Beside a normal with s.d. 1.5 on the log-odds: 5 % at 0.078."""
    low, high = fit([], prior_named("no_history")).interval()
    assert low == pytest.approx(0.078, abs=0.01)
    assert high == pytest.approx(1 - low)


def test_an_unknown_prior_or_obligation_is_refused_with_those_there_are() -> None:
    with pytest.raises(SettingsError, match="there are: war_fighting, offence"):
        prior_named("history")
    with pytest.raises(SettingsError, match="there are: defence"):
        prior_for("friendship")


@pytest.mark.parametrize(
    ("was", "now", "complaint"),
    [
        ("weight: 0.4,", "weight: 0.5,", "sum to 1.1"),
        ("obligations: [defence]", "obligations: []", "defence is named by 0 priors"),
        ("obligations: [offence]", "obligations: [offense]", "offense|defence"),
        ("a: 1.3", "a: -1", "greater than 0"),
    ],
)
def test_a_slip_in_the_file_is_named_with_its_line(
    tmp_path: Path, was: str, now: str, complaint: str
) -> None:
    slipped = tmp_path / "priors.yaml"
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    slipped.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=rf"priors.yaml:\d+: .*({complaint})"):
        load_table(slipped, _Priors)
