from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from papertiger.warning.rates import Chance, Prior, Settings
from papertiger.warning.rates.worlds import World

YEAR = [date(2025, 1, 1) + timedelta(days=day) for day in range(365)]


def quiet(seed: int = 1, per_year: float = 12.0) -> np.ndarray:
    """A year in which nothing but the usual happens."""
    counts, _ = World(per_year).draw(1, 365, np.random.default_rng(seed))
    return counts[0]


def built_up() -> np.ndarray:
    counts = np.zeros(365)
    counts[[20, 100, 170, 300]] = 1
    counts[335:] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 2, 0, 1, 0, 2, 1, 0, 3, 0, 1, 1, 0, 2, 1, 1]
    return counts


def test_today_is_answered_as_on_the_last_day_of_a_track() -> None:
    chance, counts = Chance(2.0), built_up()
    assert chance.surprise(YEAR, counts, np.ones(365)) == chance.track(YEAR, counts, np.ones(365))[-1]


def test_each_day_keeps_the_threshold_that_it_was_held_against() -> None:
    told = Chance(2.0).track(YEAR, built_up(), np.ones(365), share=0.1)
    assert {one.allowed for one in told} == {0.2}
    assert any(one.alarm for one in told)
    assert all(one.per_year <= 0.2 for one in told if one.alarm)


def test_what_was_said_of_a_day_does_not_depend_on_later_days() -> None:
    chance, counts = Chance(2.0), built_up()
    told = chance.track(YEAR, counts, np.ones(365), share=0.1)
    assert told[:350] == chance.track(YEAR[:350], counts[:350], np.ones(350), share=0.1)


def test_a_slow_build_up_over_a_rare_series_is_an_alarm() -> None:
    told = Chance(2.0).track(YEAR, built_up(), np.ones(365), share=0.05)
    alarms = [day for day, one in enumerate(told) if one.alarm]
    assert alarms[0] < 359, "within two weeks of its first origins"
    first = told[alarms[0]]
    assert first.per_year <= 0.1
    assert first.count > first.high
    assert first.days <= 21


def test_a_level_that_stays_is_usual_after_a_while() -> None:
    counts = quiet() + np.where(np.arange(365) >= 180, 1.0, 0.0)
    alarms = [
        day for day, one in enumerate(Chance(2.0).track(YEAR, counts, np.ones(365), share=0.05)) if one.alarm
    ]
    assert 180 <= alarms[0] < 190
    assert len(alarms) <= 3
    assert max(alarms) < 300


def test_a_further_jump_alarms_again() -> None:
    level = np.select([np.arange(365) < 150, np.arange(365) < 260], [0.0, 1.0], 6.0)
    alarms = [
        day for day, one in enumerate(Chance(2.0).track(YEAR, level, np.ones(365), share=0.05)) if one.alarm
    ]
    assert any(150 <= day < 165 for day in alarms)
    assert any(260 <= day < 270 for day in alarms)


def test_days_without_coverage_neither_alarm_nor_teach() -> None:
    chance, counts = Chance(2.0), np.array([1.0, 0.0] * 100)
    days = [date(2025, 1, 1) + timedelta(days=day) for day in range(260)]
    outage = np.concatenate([counts, np.full(60, 50.0)])
    told = chance.track(days, outage, np.concatenate([np.ones(200), np.zeros(60)]))
    assert not any(one.alarm for one in told[200:])
    assert told[-1].history_days == 200
    back = chance.track(
        [*days, days[-1] + timedelta(days=1)], [*outage, 1], [*[1.0] * 200, *[0.0] * 60, 1.0]
    )[-1]
    assert not back.alarm
    assert back.expected < 2


def test_more_coverage_excuses_more_origins() -> None:
    counts = np.concatenate([quiet(per_year=60)[:300], np.full(65, 1.0)])
    wide = np.concatenate([np.ones(300), np.full(65, 6.0)])
    told = Chance(0.5).track(YEAR, counts, wide)
    assert not any(one.alarm for one in told[300:])
    assert any(one.alarm for one in Chance(0.5).track(YEAR, counts, np.ones(365))[300:])


def test_a_bursty_series_needs_more_for_an_alarm_than_a_plain_one() -> None:
    plain = np.tile([1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0], 36)
    bursty = np.tile([0.0] * 39 + [4.0], 9)
    burst = np.array([0.0] * 4 + [4.0])
    days = [date(2025, 1, 1) + timedelta(days=day) for day in range(365)]
    chance = Chance(1.0)
    of_plain = chance.surprise(days, [*plain, *burst], np.ones(365))
    of_bursty = chance.surprise(days, [*bursty, *burst], np.ones(365))
    assert of_plain.alarm
    assert not of_bursty.alarm
    assert of_plain.per_year < of_bursty.per_year / 5


def test_fewer_false_alarms_allowed_never_brings_an_earlier_alarm() -> None:
    counts = built_up()
    first = [
        next(day for day, one in enumerate(Chance(rate).track(YEAR, counts, np.ones(365))) if one.alarm)
        for rate in (6.0, 2.0, 0.5, 0.05)
    ]
    assert first == sorted(first)


def test_a_prior_speaks_where_a_series_has_no_history() -> None:
    counts, days = [0.0] * 5 + [1.0] * 20, YEAR[:25]
    rare, busy = (
        Chance(1.0).track(days, counts, np.ones(25), prior=Prior(per_year=rate, weight=20))
        for rate in (1.0, 200.0)
    )
    assert any(one.alarm for one in rare)
    assert not any(one.alarm for one in busy)
    assert busy[-1].expected == pytest.approx(200 / 365 * busy[-1].days, rel=0.3)


def test_exceedances_and_intervals_of_single_days_hold() -> None:
    counts, exposure = World(60, burstiness=3, spread_days=2).draw(30, 500, np.random.default_rng(3))
    tracks = Chance(0.001, Settings(windows=(1,))).track_many(counts, exposure)
    told = [one for series in range(30) for one in tracks.surprises(series)[200:]]
    assert np.mean([one.count <= one.high for one in told]) == pytest.approx(0.96, abs=0.02)
    assert np.mean([one.exceedance <= 0.05 for one in told]) == pytest.approx(0.05, abs=0.02)


@pytest.mark.parametrize(
    ("counts", "exposure", "share", "says"),
    [
        ([1, 2], [1, 1, 1], 1.0, "a count and an exposure a day"),
        ([1, -2, 0], [1, 1, 1], 1.0, "counts must be numbers from 0 up"),
        ([1, 2, 0], [1, float("nan"), 1], 1.0, "exposure must be numbers from 0 up"),
        ([1, 2, 0], [1, 1, 1], 0.0, "a share is above 0 and up to 1"),
    ],
)
def test_what_cannot_be_counted_is_refused(
    counts: list[float], exposure: list[float], share: float, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Chance(1.0).surprise(YEAR[:3], counts, exposure, share=share)


def test_days_with_a_gap_are_refused() -> None:
    with pytest.raises(ValueError, match="exposure of 0"):
        Chance(1.0).surprise([YEAR[0], YEAR[2]], [0, 0], [1, 1])


def test_no_false_alarms_at_all_are_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        Chance(0.0)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"windows": (7, 1)}, "windows"),
        ({"ratios": (1.0,)}, "ratios"),
        ({"windows": (7, 28)}, "windows"),
        ({"burstiness": (1.0,)}, "weights of burstiness are above 0, one for each"),
        ({"burstiness_weights": (0.5, 0.5, 0.5, 0.5)}, "weights of burstiness .* sum to 1"),
        ({"drifts": (0.0, 1.0)}, "drifts are above 0"),
        ({"drift_weights": (1.0, 0.0)}, "weights of drift"),
        ({"pause_days": -1}, "pause"),
    ],
)
def test_settings_out_of_range_are_refused(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Settings(**change)
