"""What a file says of a number: distributions within bounds, units, grades."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from papertiger.scenario.files.distributions import Beta, Cut, LogNormal, Normal, Shape, Triangular
from papertiger.scenario.files.keypath import parts_of, text_of
from papertiger.scenario.files.numbers import Stated, stated
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.table import known
from papertiger.scenario.model.parameters import Parameter

UNIT = np.linspace(0, 1, 201)


def read(raw: object, name: str = "refill", threat: str | None = None) -> Stated:
    """What `raw` says of a parameter."""
    problems = Problems("f.toml")
    number = stated(raw, known(name, threat), ("mechanisms", name), problems)
    assert problems.found == []
    assert number is not None
    return number


def drawn(number: Stated) -> Any:  # noqa: ANN401 - an array
    assert not isinstance(number.value, float)
    return number.value.quantile(UNIT)


# ------------------------------------------------------------------ distributions


@given(st.floats(0.5, 239), st.floats(0.01, 1))
def test_draws_of_a_range_stay_within_it(low: float, width: float) -> None:
    high = low + width

    values = drawn(read([low, high]))

    assert values.min() == low
    assert values.max() == high
    assert (np.diff(values) >= 0).all()


SHAPES = [
    Normal(0.6, 0.5),
    Normal(0.01, 0.3),
    LogNormal(0.5, 1.5),
    Beta(0.3, 0.4),
    Beta(40, 2),
    Beta(2, 2, -1, 3),
    Triangular(0, 0.2, 1.5),
    Triangular(0.1, 0.1, 0.4),
    Triangular(0.1, 0.4, 0.4),
]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.words)
def test_a_cut_distribution_stays_within_bounds_and_rises(shape: Shape) -> None:
    values = Cut(shape, (0.0, 1.0)).quantile(UNIT)

    assert values.min() >= 0
    assert values.max() <= 1
    assert np.isfinite(values).all()
    assert (np.diff(values) >= 0).all()


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.words)
def test_a_quantile_of_a_cut_distribution_has_its_probability(shape: Shape) -> None:
    """P(X <= quantile(u), given that 0 <= X <= 1) is u."""
    cut = Cut(shape, (0.0, 1.0))
    unit = np.linspace(0.05, 0.95, 19)

    back = [(shape.cdf(float(x)) - shape.cdf(0)) / cut.inside for x in cut.quantile(unit)]

    assert back == pytest.approx(unit, abs=1e-9)


def test_quantiles_agree_with_known_ones() -> None:
    """Standard normal 97.5 %, lognormal median, Beta(2, 1) has distribution function x², triangle on 0…1 with mode 1 likewise."""
    assert Cut(Normal(0, 1), (-50, 50)).quantile(np.array([0.975])) == pytest.approx(1.959964, abs=1e-6)
    assert Cut(LogNormal(3, 0.7), (0, 1e9)).quantile(np.array([0.5])) == pytest.approx(3)
    assert Cut(Beta(2, 1), (0, 1)).quantile(np.array([0.25])) == pytest.approx(0.5)
    assert Cut(Triangular(0, 1, 1), (0, 1)).quantile(np.array([0.25])) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([6, 18], "[6, 18]"),
        ({"dist": "uniform", "low": 6, "high": 18}, "[6, 18]"),
        ({"dist": "normal", "mean": 12, "sd": 2}, "normal(12, 2)"),
        ({"dist": "lognormal", "median": 12, "sigma": 0.3}, "lognormal(12, 0.3)"),
        ({"dist": "triangular", "low": 6, "mode": 9, "high": 18}, "triangular(6, 9, 18)"),
        ({"dist": "beta", "a": 2, "b": 3, "low": 6, "high": 18}, "beta(2, 3, 6 to 18)"),
    ],
)
def test_a_distribution_is_told_as_it_is_written(raw: object, words: str) -> None:
    number = read(raw)

    assert not isinstance(number.value, float)
    assert number.value.words == words
    assert not number.certain


# ------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("raw", "name", "value"),
    [
        ("18 months", "refill", 18),
        ("1.5 years", "refill", 18),
        ("0.05 per month", "decay_technical", 0.05),
        ("0.2 a year", "war_escalation", 0.2),
        ("1_200 km", "reach", 1200),
        ("20 %", "spill", 0.2),
        ("20%", "entrapment", 0.2),
        ("-1.5 log odds", "will_base", -1.5),
        ("3", "refill", 3),
    ],
)
def test_a_number_may_be_written_with_its_unit(raw: str, name: str, value: float) -> None:
    assert read(raw, name).value == pytest.approx(value)


def test_the_ends_of_a_range_may_have_units_of_their_own() -> None:
    assert drawn(read(["6 months", "2 years"])).tolist()[:: len(UNIT) - 1] == [6, 24]
    assert read({"dist": "normal", "mean": "1 year", "sd": "2 months"}).value.words == "normal(12, 2)"  # type: ignore[union-attr]


# ------------------------------------------------------------------ grades


@pytest.mark.parametrize(
    ("raw", "name", "threat", "grade"),
    [
        ([6, 18], "refill", None, "J"),  # judged in the table
        ([6, 200], "refill", None, "J"),
        ([0.08, 0.09], "rate", "attack", "D"),  # within what the data say
        (0.088, "rate", "attack", "D"),
        ([0.05, 0.5], "rate", "attack", "S"),  # departs from them
        (1.0, "rate", "attack", "S"),
        ([0, 1], "hard_times", None, "L"),
        ([2, 8], "negativity", None, "S"),
        ({"dist": "normal", "mean": -0.96, "sd": 0.2}, "will_shared", None, "D"),
        ({"dist": "normal", "mean": -0.96, "sd": 2}, "will_shared", None, "S"),
        ({"value": 9000, "grade": "D", "source": "a map"}, "distance", None, "D"),
        ({"dist": "beta", "a": 2, "b": 5, "grade": "D"}, "trust_will", None, "D"),
    ],
)
def test_a_number_that_departs_from_data_or_literature_is_the_scenarios_own(
    raw: object, name: str, threat: str | None, grade: str
) -> None:
    assert read(raw, name, threat).grade == grade


def test_a_source_that_is_stated_is_kept_and_else_the_tables_or_the_scenario() -> None:
    assert read({"value": 9, "source": "a report"}).source == "a report"
    assert read([0.08, 0.09], "rate", "attack").source.startswith("GML MID")
    assert read([0.5, 0.9], "rate", "attack").source == "scenario"


# ------------------------------------------------------------------ paths of keys

NAMES = st.one_of(
    st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,5}", fullmatch=True),
    st.from_regex(r"[A-Z]{3},[A-Z]{3}", fullmatch=True),
)


@given(st.lists(st.tuples(NAMES, st.lists(st.integers(0, 99), max_size=2)), min_size=1, max_size=4))
def test_a_path_that_is_written_out_is_read_back(parts: list[tuple[str, list[int]]]) -> None:
    path = tuple(piece for name, numbers in parts for piece in (name, *numbers))

    assert parts_of(text_of(path)) == path


@pytest.mark.parametrize("text", ["", ".", "a..b", "a.", "[0]", 'a."b'])
def test_what_is_no_path_is_told(text: str) -> None:
    assert parts_of(text) is None


def test_quotes_may_be_left_out_where_no_dot_stands_within() -> None:
    assert parts_of("partnerships.RUS,VEN.value") == ("partnerships", "RUS,VEN", "value")


def test_every_parameter_can_be_stated_by_its_own_default() -> None:
    from papertiger.scenario.files.table import entries  # noqa: PLC0415 - beside its use

    def parameter(entry: Parameter) -> float:
        problems = Problems("f.toml")
        number = stated(entry.default, entry, ("x",), problems)
        assert problems.found == []
        assert number is not None
        assert isinstance(number.value, float)
        return number.value

    assert [parameter(one.known) for one in entries()] == [one.known.default for one in entries()]
