"""The full model: what it answers, what it refuses, and that it is the model that the manual states."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpyro.infer.util import log_density

from papertiger.errors import DataFileError, ModelError
from papertiger.reliability.full import (
    Covariates,
    FullPosterior,
    Rate,
    fit_full,
    load_priors,
    sampling,
    shipped,
)
from papertiger.reliability.full.arrays import Frame, arrays, ordered, situation, tables
from papertiger.reliability.full.draws import from_priors, log_likelihood
from papertiger.reliability.full.model import model
from papertiger.reliability.full.priors import EFFECTS, FILE
from papertiger.reliability.measuring.cell import Cell

HONOURED, WITHHELD, UNKNOWN = (-50.0, -50.0, 0.0), (0.0, -50.0, -50.0), (0.0, 0.0, 0.0)


def cell(n: int = 0, says: tuple[float, ...] = HONOURED, **fields: object) -> Cell:
    """A response by patron A to client X under a defence pact, in a crisis of its own."""
    usual: dict[str, Any] = {
        "response": f"r-{n:03}",
        "test": f"x-{n:03}",
        "patron": "A",
        "client": "X",
        "domain": "military",
        "obligation": "defence",
        "crisis": f"g-{n % 8}",
        "year": 1990,
        "p_due": 0.9,
        "origins": (f"o-{n}",),
    }
    return Cell(**usual | {"loglik": np.array(says)} | fields)


def fit(cells: list[Cell], **settings: Mapping[str, Covariates]) -> FullPosterior:
    """One length for all tests, so that the sampler is compiled once."""
    return fit_full(cells, warmup=400, draws=400, **settings)


@pytest.fixture(scope="module")
def nothing() -> FullPosterior:
    return fit([])


@pytest.fixture(scope="module")
def mixed() -> FullPosterior:
    """A honours, B does not; A has one response in a domain without history."""
    cells = [cell(n) for n in range(7)] + [cell(n, WITHHELD, patron="B") for n in range(7, 14)]
    return fit([*cells, cell(14, patron="A", domain="cyber", obligation="cyber", client="Y")])


def test_without_a_test_rates_are_the_prior(nothing: FullPosterior) -> None:
    rate = nothing.rate("A")
    assert rate.median == pytest.approx(np.median(rate.prior_values), abs=0.05)
    assert rate.interval(0.9) == pytest.approx(rate.prior_interval(0.9), abs=0.06)
    assert rate.prior_share > 0.93
    assert (rate.n_eff, rate.origins, rate.tests) == (0, (), 0)
    assert all(abs(narrowed) < 0.2 for narrowed in nothing.contraction.values())
    assert any("between-patron spread is prior" in note for note in nothing.notes)


def test_the_prior_rate_after_1945_is_the_published_one(nothing: FullPosterior) -> None:
    rate = nothing.rate("A", obligation="defence", domain="military", period="1945-2003")
    assert 0.2 < np.median(rate.prior_values) < 0.33
    assert nothing.rate("A", obligation="neutrality", period="1945-2003").median > rate.median + 0.15


def test_what_was_never_published_is_said(mixed: FullPosterior) -> None:
    assert mixed.rate("A", domain="military").history == 1
    assert mixed.rate("A", domain="cyber").history == 0
    assert 0 < mixed.rate("A").history < 1


def test_honoured_commitments_raise_the_rate(nothing: FullPosterior, mixed: FullPosterior) -> None:
    before = nothing.rate("A", period="1945-2003").median
    assert mixed.rate("B").median < before < mixed.rate("A", domain="military").median
    assert mixed.rate("A", domain="military").prior_share < 0.6


def test_of_a_stranger_the_others_tell_something_and_no_test_is_counted(mixed: FullPosterior) -> None:
    rate = mixed.rate("C")
    assert rate.n_eff == 0
    low, high = rate.interval(0.9)
    assert high - low > 0.5


def test_a_rate_is_read_as_other_posteriors(mixed: FullPosterior) -> None:
    rate = mixed.rate("A", client="X")
    low, high = rate.interval(0.5)
    assert low < rate.median < high
    assert rate.quantile(0.25) == low
    assert rate.quantiles([0.25, 0.75]).tolist() == [low, high]
    assert rate.draws(10, np.random.default_rng(1)).shape == (10,)
    assert rate.bits_from(rate) == pytest.approx(0)
    assert rate.bits_from(rate.before) > 0.3
    assert rate.below(rate.median) == pytest.approx(0.5, abs=0.01)
    assert rate.log_odds_median == pytest.approx(np.log(rate.median / (1 - rate.median)))
    assert len(rate.origins) == rate.tests == 7
    assert rate.n_eff == pytest.approx(7 * 0.9 / (1 + (1.8 - 1) * 0.2), rel=1e-3)  # two tests a crisis
    assert mixed.rate("A", client="Y").origins == ("o-14",)


def test_a_question_nobody_fits_is_answered_as_asked(mixed: FullPosterior) -> None:
    asked = mixed.rate("A", domain="intelligence")
    assert (asked.n_eff, asked.history) == (0, 0)
    with pytest.raises(ModelError, match="'the future' is not in the priors; there are: 1816-1944, 1945"):
        mixed.rate("A", period="the future")


def test_order_is_irrelevant() -> None:
    cells = [cell(n, HONOURED if n % 3 else WITHHELD, patron="AB"[n % 2]) for n in range(15)]
    shuffled = [cells[i] for i in np.random.default_rng(3).permutation(len(cells))]
    one, other = fit(cells).rate("A"), fit(shuffled).rate("A")
    assert np.array_equal(one.values, other.values)


def test_pending_responses_and_silent_ones_tell_nothing(nothing: FullPosterior) -> None:
    assert fit([cell(n, pending=True) for n in range(9)]).cells == ()
    silent = fit([cell(n, UNKNOWN) for n in range(9)]).rate("A", period="1945-2003")
    assert silent.n_eff == pytest.approx(0)
    assert silent.median == pytest.approx(nothing.rate("A", period="1945-2003").median, abs=0.06)


def test_what_was_hardly_due_weighs_little() -> None:
    sure = fit([cell(n, WITHHELD, p_due=0.95, year=2000) for n in range(12)]).rate("A")
    doubtful = fit([cell(n, WITHHELD, p_due=0.05, year=2000) for n in range(12)]).rate("A")
    assert sure.median < doubtful.median - 0.05
    assert sure.n_eff > 5 * doubtful.n_eff


def test_covariates_move_the_rate_by_their_prior_and_unknown_ones_nowhere() -> None:
    priors = shipped()
    at_war = situation(cell(), priors, Covariates(at_war=1.0, log_distance=8.3))
    assert dict(zip(EFFECTS, at_war, strict=True))["at_war"] == 1
    assert dict(zip(EFFECTS, at_war, strict=True))["log_distance"] == pytest.approx(1)
    assert not situation(cell(), priors).any()
    further = situation(cell(obligation="offence"), priors, further=("neutrality",))
    assert further.tolist()[:3] == [1, 1, 0]
    fallen = {f"r-{n:03}": Covariates(capability_fall=1.0) for n in range(6)}
    posterior = fit([cell(n, UNKNOWN) for n in range(6)], covariates=fallen)
    rate, plain = posterior.rate("A"), fit([cell(n, UNKNOWN) for n in range(6)]).rate("A")
    assert rate.median < plain.median - 0.03


def test_a_crisis_of_many_tests_counts_for_less() -> None:
    alone = fit([cell(n, p_due=1.0) for n in range(8)]).rate("A")
    together = fit([cell(n, p_due=1.0, crisis="g") for n in range(8)]).rate("A")
    assert alone.n_eff == pytest.approx(8)
    assert together.n_eff == pytest.approx(8 / (1 + 7 * 0.2))
    assert together.median < alone.median


def test_the_compiled_likelihood_is_the_stated_one() -> None:
    """Written twice: in JAX for sampling, in NumPy from the equations."""
    rng = np.random.default_rng(5)
    priors = shipped()
    cells = ordered(
        cell(
            n,
            tuple(rng.normal(0, 2, 3)),
            patron="AB"[n % 2],
            year=(1930, 1990, 2020)[n % 3],
            p_due=rng.uniform(),
        )
        for n in range(10)
    )
    frame = Frame.of(cells)
    powers = rng.uniform(0.5, 1, len(cells))
    data = arrays(cells, frame, priors, powers=powers)
    table = tables(priors)
    for _ in range(3):
        draw = {site: values[0] for site, values in from_priors(priors, frame, 1, rng).items()}
        values = {
            site: np.pad(one, (0, len(data[of]) - len(one))) if (of := _sizes.get(site)) else one
            for site, one in draw.items()
        }
        density, trace = log_density(model, (data, table), {}, values)
        stated = float(trace["reports"]["fn"].log_factor)
        period = priors.walk() @ draw["walk"]
        s = draw["spread"]
        eta = np.array(
            [
                draw["typical"][0]
                + s[0] * draw["patron"][frame.patrons[one.patron]]
                + s[1] * draw["domain"][0]
                + s[2] * draw["pair"][frame.pairs[one.patron, one.domain]]
                + s[3] * draw["crisis"][frame.crises[one.crisis]]
                + s[4] * period[priors.period(one.year)]
                for one in cells
            ]
        )
        expected = log_likelihood(
            eta[None],
            np.array([draw["gap"]]),
            np.array([one.p_due for one in cells]),
            np.array([one.loglik - one.loglik.max() for one in cells]),
            np.full(3, 1 / 3),
        )[0]
        assert stated == pytest.approx(float(expected @ powers), rel=1e-4)
        assert np.isfinite(float(density))


_sizes = {"patron": "patrons", "domain": "domains", "pair": "pairs", "crisis": "crises"}


def test_periods_are_counted_from_the_one_that_the_priors_speak_of() -> None:
    priors = shipped()
    assert [priors.period(year) for year in (1900, 1944, 1945, 2003, 2004, None)] == [0, 0, 1, 1, 2, 2]
    assert priors.walk().tolist() == [[1, 0], [0, 0], [0, 1]]


def spoil(monkeypatch: pytest.MonkeyPatch, how: Callable[[sampling.Sampled], sampling.Sampled]) -> None:
    """Let the sampler end as `how` says."""
    original = sampling.sample
    monkeypatch.setattr(sampling, "sample", lambda *args, **settings: how(original(*args, **settings)))


def test_disagreeing_chains_are_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def apart(sampled: sampling.Sampled) -> sampling.Sampled:
        sampled.draws["gap"][:, 1] += 5
        return sampled

    spoil(monkeypatch, apart)
    with pytest.raises(ModelError, match=r"r-hat of gap is \d.*run longer \(warmup=800, draws=800\)"):
        fit([])


def test_divergent_transitions_are_not_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def diverging(sampled: sampling.Sampled) -> sampling.Sampled:
        each = sampled.diverging
        return sampled._replace(diverging=each | (np.arange(each.shape[-1]) % 50 == 0))

    spoil(monkeypatch, diverging)
    with pytest.raises(ModelError, match=r"2\.0 % of transitions diverged, over 1 %"):
        fit([])


def test_one_chain_is_refused() -> None:
    with pytest.raises(ModelError, match="2 at least"):
        fit_full([], chains=1)


def test_without_numpyro_the_cure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "numpyro", None)
    with pytest.raises(ModelError, match=r'pip install "papertiger\[bayes\]"'):
        fit_full([])


def test_powers_of_the_prior_widen_and_narrow_it() -> None:
    half = shipped().powered(0.25)
    assert half.effects.offence.scale == pytest.approx(2 * shipped().effects.offence.scale)
    assert half.spread.patron.scale == pytest.approx(2 * shipped().spread.patron.scale)


@pytest.mark.parametrize(
    ("was", "now", "says"),
    [
        ("    scale: 0.7\n", "    scale: -1\n", r":\d+: typical\.history\.scale"),
        ("    grade: D\n", "    grade: X\n", r":\d+: .*grade"),
        ('reference: "1945-2003"', 'reference: "1950-2003"', "must name one of the periods"),
        ("    until: 1944\n", "    until: 2010\n", "later year"),
        ("tempering:", "temper:", "did you mean 'tempering'"),
    ],
)
def test_a_bad_file_of_priors_is_told_with_its_line(tmp_path: Path, was: str, now: str, says: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert was in text
    path = tmp_path / "priors.yaml"
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(DataFileError, match=says):
        load_priors(path)


def test_what_was_found_can_be_written(mixed: FullPosterior) -> None:
    found = mixed.as_json()
    assert found["responses"] == 15
    assert found["priors"] == shipped().digest != shipped().powered(2).digest
    assert found["diagnostics"]["worst_r_hat"] < 1.05
    quantiles = found["parameters"]["spread.patron"]
    assert quantiles["0.05"] < quantiles["0.5"] < quantiles["0.95"]
    assert isinstance(mixed.rate("A"), Rate)


def test_the_manual_has_the_priors_that_are_used() -> None:
    manual = (Path(__file__).parents[3] / "docs" / "full-model.md").read_text(encoding="utf-8")
    priors = shipped()
    rows = {}
    for group in ("typical", "effects", "spread"):
        for name, prior in getattr(priors, group):
            where = f"{prior.loc:g}, " if group != "spread" else ""
            family = "N" if group != "spread" else "HalfN"
            rows[f"{group}.{name}"] = f"{family}({where}{prior.scale:g}) | {prior.grade}"
    rows["gap"] = f"LogN({priors.gap.loc:g}, {priors.gap.scale:g}) | {priors.gap.grade}"
    for name, row in rows.items():
        assert f"| {name} | {row} |" in manual
