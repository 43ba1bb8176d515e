"""How far a rate rests on the prior, on the evidence, and on what is judged of sources."""

from __future__ import annotations

import pytest
from reports import HONOURED, a_cell, a_report, sure

from papertiger.reliability.measuring import cell_loglik, measurement, variants
from papertiger.reliability.quick import fit, power_scaled, prior_named

WAR = prior_named("war_fighting")


def test_without_evidence_only_the_prior_matters() -> None:
    for one in power_scaled([], WAR):
        assert (abs(one.log_odds) > 0.01) == (one.of == "prior")


def test_with_much_evidence_the_prior_hardly_matters() -> None:
    cells = [a_cell(n, sure(2 if n % 3 else 0)) for n in range(60)]
    for one in power_scaled(cells, WAR):
        assert abs(one.log_odds) < 0.1
        if one.of == "evidence":
            low, high = one.interval
            width = fit(cells, WAR).interval()[1] - fit(cells, WAR).interval()[0]
            assert (high - low > width) == (one.power < 1)


def test_a_shift_is_that_of_the_log_odds_of_the_median() -> None:
    cells = [a_cell(n, sure(0)) for n in range(3)]
    stronger = next(one for one in power_scaled(cells, WAR) if (one.of, one.power) == ("evidence", 2.0))
    assert stronger.median == fit(cells, WAR, likelihood_power=2).median < fit(cells, WAR).median
    assert stronger.log_odds < 0


def test_variants_change_one_judgement_each() -> None:
    shipped = measurement()
    for one in variants():
        changed = [
            name
            for name in type(shipped).model_fields
            if getattr(one.settings, name) != getattr(shipped, name)
        ]
        assert len(changed) == 1
        assert one.why


@pytest.mark.parametrize(("name", "more"), [("better sources", True), ("worse sources", False)])
def test_sources_worth_more_tell_more(name: str, more: bool) -> None:
    settings = next(one.settings for one in variants() if one.name == name)
    report = a_report(says=HONOURED)
    plain, varied = (a_cell(1, cell_loglik([report], settings=s)[0]).posterior[2] for s in (None, settings))
    assert (varied > plain) == more


def test_without_bias_sides_say_the_same() -> None:
    settings = next(one.settings for one in variants() if one.name == "no bias")
    patron, nobody = (a_report(says=HONOURED, side=side) for side in ("patron", None))
    assert cell_loglik([patron], settings=settings)[0].tolist() == cell_loglik([nobody])[0].tolist()
    assert cell_loglik([patron])[0].tolist() != cell_loglik([nobody])[0].tolist()
