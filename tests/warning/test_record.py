from datetime import date, timedelta

import pytest

from papertiger.warning.record import Trials, population, record

START = date(2024, 1, 1)
HORIZON = 90


def day(number: int) -> date:
    return START + timedelta(days=number)


def days(*numbers: int) -> list[date]:
    return [day(number) for number in numbers]


def test_a_talkative_speaker_is_told_by_counts() -> None:
    said = days(*range(400, 400 + 16 * 14, 14), 730)
    everyone = population({"a": said}, {}, START, day(730), HORIZON)
    told = record(said, [], START, day(730), everyone)
    assert told.statements == 17
    assert (told.resolved, told.followed) == (sum(one + timedelta(days=90) <= day(730) for one in said), 0)


def test_statements_older_than_a_year_count_for_the_probability_only() -> None:
    said = days(0, 10, 500)
    told = record(
        said, days(30), START, day(730), population({"a": said}, {"a": days(30)}, START, day(730), HORIZON)
    )
    assert (told.statements, told.resolved, told.followed) == (1, 1, 0)
    assert (told.all_resolved, told.all_followed) == (3, 2)


def test_nothing_later_than_the_day_is_looked_at() -> None:
    said, came = days(0, 200, 800), days(810)
    everyone = population({"a": said}, {"a": came}, START, day(700), HORIZON)
    told = record(said, came, START, day(700), everyone)
    assert told.all_followed == 0
    assert told == record(
        said[:2], [], START, day(700), population({"a": said[:2]}, {"a": []}, START, day(700), HORIZON)
    )


def test_an_event_of_the_same_day_does_not_follow() -> None:
    said = days(100)
    assert (
        record(said, days(100), START, day(700), population({}, {}, START, day(700), HORIZON)).all_followed
        == 0
    )


def test_what_followed_already_is_resolved_before_the_horizon_is_over() -> None:
    said = days(690)
    told = record(said, days(695), START, day(700), population({}, {}, START, day(700), HORIZON))
    assert (told.resolved, told.followed) == (1, 1)


def test_statements_that_await_the_same_event_are_worth_few_trials() -> None:
    nothing = population({}, {}, START, day(700), HORIZON)
    burst = record(days(*range(300, 320)), [], START, day(700), nothing)
    spread = record(days(0, 100, 200, 300, 400, 500), [], START, day(700), nothing)
    assert burst.all_resolved == 20
    assert burst.trials == pytest.approx(109 / 90)
    assert spread.trials == 6
    assert spread.probability < burst.probability


def test_a_dyad_without_history_has_the_probability_of_all() -> None:
    statements = {name: days(0, 100, 200, 300) for name in "abcdefgh"}
    came = {"a": days(10, 110), "b": days(20)}
    everyone = population(statements, came, START, day(700), HORIZON)
    assert everyone.dyads == 8
    new = record([], [], START, day(700), everyone)
    assert new.probability == pytest.approx((3 + 0.5) / 33)
    assert new.low < new.probability < new.high


def test_a_speaker_whom_force_followed_is_more_likely_than_one_whom_it_did_not() -> None:
    statements = {name: days(0, 150, 300, 450) for name in "ab"}
    came = {"a": days(20, 170, 320, 470), "b": []}
    everyone = population(statements, came, START, day(700), HORIZON)
    followed, idle = (record(statements[one], came[one], START, day(700), everyone) for one in "ab")
    assert followed.probability > 0.6
    assert idle.probability < 0.35
    assert followed.low > idle.probability


def test_the_base_rate_is_the_share_of_days_that_something_follows() -> None:
    everyone = population({}, {"a": days(200)}, START, day(989), HORIZON)
    assert everyone.anyhow == Trials(10.0, 1.0)
    assert everyone.share_anyhow == pytest.approx(1.5 / 11)


def test_days_before_two_close_events_count_once() -> None:
    assert population({}, {"a": days(200, 210)}, START, day(989), HORIZON).anyhow.followed == pytest.approx(
        100 / 90
    )


def test_evidence_shorter_than_a_horizon_says_nothing() -> None:
    everyone = population({"a": days(3)}, {}, START, day(30), HORIZON)
    told = record(days(3), [], START, day(30), everyone)
    assert everyone.after == everyone.anyhow == Trials()
    assert told.probability == told.base_rate == 0.5


def test_a_horizon_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="a day or more"):
        population({}, {}, START, day(1), 0)
