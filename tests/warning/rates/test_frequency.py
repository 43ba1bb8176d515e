from itertools import product
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from papertiger.warning.rates.frequency import Frequencies, Frequency, frequency
from papertiger.warning.rates.level import Usual


def table(**change: Any) -> Frequencies:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "made": "by hand",
        "rates": (1, 100),
        "burstiness": (1, 4),
        "drifts": (0.5, 2),
        "statistics": (10, 1000),
        "per_year": [[[[8, 2], [8, 2]], [[16, 4], [16, 4]]], [[[8, 2], [8, 2]], [[16, 4], [16, 8]]]],
    }
    return Frequencies(**fields | change)


def usual(rate: float, burstiness: float, drift: float) -> Usual:
    return Usual(np.array([rate]), np.array([burstiness]), np.array([drift]))


@pytest.mark.parametrize(
    ("statistic", "of", "expected"),
    [
        (10, (1, 1, 0.5), 8),
        (1000, (100, 4, 2), 8),
        (100, (1, 1, 0.5), 4),
        (10, (1, 2, 0.5), 8 * 2**0.5),
        (100_000, (1, 1, 0.5), 0.5),
        (10, (0.001, 0.1, 0.1), 8),
        (10, (9999, 99, 99), 16),
        (1e-9, (1, 4, 1), 365),
    ],
)
def test_between_points_the_logarithm_is_linear_and_beyond_the_statistic_it_falls_on(
    statistic: float, of: tuple[float, float, float], expected: float
) -> None:
    assert Frequency(table()).per_year(np.array([statistic]), usual(*of)) == pytest.approx(expected)


def test_the_shipped_table_falls_with_the_statistic_everywhere() -> None:
    statistics = np.geomspace(30, 1e8, 60)
    for rate, burstiness, drift in product((0.2, 7, 90, 600), (1, 2.2, 5), (0.4, 0.9, 1.5)):
        of = Usual(*(np.full(60, value) for value in (rate, burstiness, drift)))
        found = frequency().per_year(statistics, of)
        assert (np.diff(found) <= 0).all()
        assert found[-1] < 0.05


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"rates": (1,)}, "two values or more"),
        ({"statistics": (1000, 10)}, "ascending"),
        ({"per_year": [[[[8, 2]]]]}, r"\(2, 2, 2, 2\) numbers"),
        ({"per_year": [[[[2, 8], [8, 2]]] * 2] * 2}, "must not grow"),
        ({"per_year": [[[[8, 0], [8, 2]]] * 2] * 2}, "above 0"),
    ],
)
def test_a_table_that_cannot_be_looked_up_is_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        table(**change)
