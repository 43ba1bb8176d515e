"""Ninety per cent intervals hold the truth when reports are copied; counting articles does not."""

from __future__ import annotations

import pytest

from papertiger.reliability.studies.coverage import METHODS, Counted, study


@pytest.fixture(scope="module")
def counted() -> dict[tuple[str, int], Counted]:
    return {(one.method, one.tests): one for one in study(250, 4, (6, 30))}


@pytest.mark.parametrize("tests", [6, 30])
def test_origins_tempered_within_crises_cover(counted: dict[tuple[str, int], Counted], tests: int) -> None:
    """The acceptance is 0.85 to 0.95 with 2000 runs; 250 leave a standard error of 0.02."""
    for method in ("d", "e", "f"):
        assert 0.83 <= counted[method, tests].covered <= 0.97


@pytest.mark.parametrize("tests", [6, 30])
def test_counting_articles_fails(counted: dict[tuple[str, int], Counted], tests: int) -> None:
    assert counted["a", tests].covered < 0.5
    assert counted["a", tests].covered < counted["b", tests].covered < counted["d", tests].covered


def test_effective_tests_are_fewer_than_tests_and_articles_are_taken_for_many(
    counted: dict[tuple[str, int], Counted],
) -> None:
    assert counted["d", 30].n_eff < counted["c", 30].n_eff < 30 == pytest.approx(counted["b", 30].n_eff)
    assert counted["a", 30].n_eff > 300


def test_every_way_to_count_is_there(counted: dict[tuple[str, int], Counted]) -> None:
    assert {method for method, _ in counted} == set(METHODS)


def test_the_same_seed_gives_the_same() -> None:
    assert study(3, 9, (6,)) == study(3, 9, (6,)) != study(3, 10, (6,))


def test_it_tells_how_far_it_is() -> None:
    told: list[int] = []
    study(2, 9, (6, 12), told.append)
    assert told == [1, 2, 3, 4]
