"""When a source is due, when a host may be asked, and in which condition a source is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from pydantic import ValidationError

from papertiger.errors import FetchError
from papertiger.news.following import (
    STATES,
    HostState,
    Source,
    SourceState,
    condition,
    due,
    host_ready,
    retry_after,
    source_due,
    told,
)
from papertiger.news.following.condition import Condition, problem_in, usual_gap
from papertiger.news.following.defaults import conditions_table, following_table
from papertiger.news.following.pacing import share
from papertiger.news.following.tables import Cause, ConditionsTable

NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SOURCE = Source("example", "feed", ("https://example.org/rss",), every=HOUR, pace=5.0)


@dataclass(frozen=True)
class Look:
    at: datetime
    fresh: int | None = 0
    problem: str | None = None
    kind: str = "feed"
    cause: str | None = None
    status: int | None = None


def _looks(*fresh: int | None, every: timedelta = HOUR, end: datetime = NOW) -> list[Look]:
    """Looks up to `end`: a number of new entries each, None for one that failed."""
    first = end - every * (len(fresh) - 1)
    return [
        Look(first + every * n, new, None if new is not None else "status 500") for n, new in enumerate(fresh)
    ]


def test_a_host_is_asked_no_closer_than_the_slower_of_pace_and_crawl_delay() -> None:
    assert host_ready(SOURCE, HostState()) is None
    assert host_ready(SOURCE, HostState(NOW)) == NOW + timedelta(seconds=5)
    assert host_ready(SOURCE, HostState(NOW, crawl_delay=1)) == NOW + timedelta(seconds=5)
    assert host_ready(SOURCE, HostState(NOW, crawl_delay=20)) == NOW + timedelta(seconds=20)
    assert host_ready(SOURCE, HostState(NOW, 20, NOW + HOUR)) == NOW + HOUR


def test_a_source_is_due_after_its_interval_spread_by_its_id() -> None:
    assert source_due(SOURCE, SourceState()) is None
    when = source_due(SOURCE, SourceState(NOW))
    assert when == source_due(SOURCE, SourceState(NOW))
    assert when == NOW + HOUR * (1 + 0.1 * share("example"))
    assert source_due(SOURCE, SourceState(NOW, every=2 * HOUR)) == NOW + 2 * HOUR * (
        1 + 0.1 * share("example")
    )
    shares = [share(f"source-{n}") for n in range(200)]
    assert 0.4 < sum(shares) / 200 < 0.6


def test_after_failures_a_source_waits_twice_as_long_each_time_up_to_a_day() -> None:
    waits = [(source_due(SOURCE, SourceState(NOW, failures=n)) or NOW) - NOW for n in range(12)]
    assert [round(wait / waits[0]) for wait in waits[:4]] == [1, 2, 4, 8]
    assert waits[-1] == timedelta(days=1)
    rare = replace(SOURCE, every=timedelta(days=7))
    assert (source_due(rare, SourceState(NOW, failures=10_000)) or NOW) - NOW >= timedelta(days=7)
    assert source_due(SOURCE, SourceState(NOW, not_before=NOW + 9 * HOUR)) == NOW + 9 * HOUR


def test_those_that_wait_longest_come_first_and_the_next_time_is_told() -> None:
    sources = [replace(SOURCE, id=id_) for id_ in ("late", "new", "early", "later")]
    states = {
        "late": SourceState(NOW - 2 * HOUR),
        "early": SourceState(NOW - 5 * HOUR),
        "later": SourceState(NOW),
    }
    ready, following = due(sources, states, NOW)
    assert [one.id for one in ready] == ["new", "early", "late"]
    assert following == source_due(sources[3], states["later"])
    assert due([], {}, NOW) == ((), None)


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("120", timedelta(seconds=120)),
        ("Tue, 20 Jan 2026 13:00:00 GMT", HOUR),
        ("Tue, 20 Jan 2026 11:00:00 GMT", timedelta(0)),
        ("99999999999999999999", timedelta(days=1)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", timedelta(days=1)),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("9" * 1_000, None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("²", None),
    ],
)  # fmt: skip
def test_a_server_may_ask_to_be_left_alone_for_a_day_at_most(text: str, wait: timedelta | None) -> None:
    assert retry_after(text, NOW) == (NOW + wait if wait is not None else None)


def _state(looks: list[Look], source: Source = SOURCE) -> tuple[str, datetime | None]:
    found = condition(source, looks, NOW)
    return found.state, found.since


def test_a_source_is_broken_once_the_last_three_asks_failed() -> None:
    assert _state([]) == ("new", None)
    assert _state(_looks(5, 0, None, None)) == ("fine", NOW - 3 * HOUR)
    assert _state(_looks(5, 0, None, None, None)) == ("broken", NOW - 2 * HOUR)
    assert _state(_looks(5, None, None, None, 0)) == ("fine", NOW - 4 * HOUR)
    assert _state(_looks(None)) == ("never", NOW)
    assert _state(_looks(None, None, None, None)) == ("never", NOW - 3 * HOUR)
    others = [Look(NOW, None, "404", "article"), Look(NOW, None, "404", "robots")] * 3
    assert _state([*_looks(5, 0), *others]) == ("fine", NOW - HOUR)
    assert _state([*_looks(5, 0), Look(NOW + HOUR, None, "later")] * 3) == ("fine", NOW - HOUR)


def test_a_source_is_silent_past_its_patience_and_past_its_own_rhythm() -> None:
    quiet = [5] + [0] * 80
    assert _state(_looks(*quiet)) == ("silent", NOW - 80 * HOUR)
    assert _state(_looks(*quiet[:70])) == ("fine", NOW - 69 * HOUR)
    # One that has something new every four days has not fallen silent after three and a half.
    weekly = ([1] + [0] * 95) * 21 + [1] + [0] * 80
    assert _state(_looks(*weekly)) == ("fine", NOW - 80 * HOUR)
    assert _state(_looks(*weekly, *[0] * 20))[0] == "silent"


def test_time_in_which_nobody_asked_is_no_silence() -> None:
    assert _state(_looks(5, 0, 0, end=NOW - timedelta(days=30))) == (
        "fine",
        NOW - timedelta(days=30, hours=2),
    )
    # Gaps while nobody watched say nothing about the source's rhythm either.
    away = [look for n in range(25) for look in _looks(1, 0, end=NOW - timedelta(days=10 * n))]
    assert usual_gap(sorted(away, key=lambda look: look.at), SOURCE) is None
    assert usual_gap(_looks(*[1, 0, 0] * 21), SOURCE) == 3 * HOUR
    assert usual_gap(_looks(*[1, 0, 0] * 15), SOURCE) is None


def test_each_state_is_told_in_three_languages_with_its_cure() -> None:
    looks = {"fine": _looks(1), "silent": _looks(1, *[0] * 80), "broken": _looks(1, None, None, None), "never": _looks(None), "new": []}  # fmt: skip
    assert set(looks) == set(STATES)
    for state, seen in looks.items():
        found = condition(SOURCE, seen, NOW)
        assert found.state == state
        for language in ("en", "uk", "ru"):
            words = told(found, language)  # type: ignore[arg-type]
            assert all("{" not in one for one in words)
            assert bool(words[2]) is (state != "fine")
    broken = condition(SOURCE, looks["broken"], NOW)
    assert broken.why == "the last asks failed, 3 in a row (last at 2026-01-20 12:00 UTC): status 500"
    assert "new one" in broken.cure
    silent = condition(SOURCE, looks["silent"], NOW)
    assert silent.why.endswith("but nothing new has come for 3d 8h, where up to 3d is expected")
    assert "вже 3 дн. 8 год; очікувана перерва — до 3 дн." in told(silent, "uk")[1]
    assert "уже 3 дн. 8 ч; ожидаемый перерыв — до 3 дн." in told(silent, "ru")[1]
    assert "up to 90min" in told(replace(silent, reason={**silent.reason, "allowed": 5_400}))[1]


def test_what_failed_is_told_by_its_kind_and_in_english_as_the_log_has_it() -> None:
    seen = [Look(NOW, None, "no.example gives {status}", cause="status", status=503)]
    found = condition(SOURCE, seen, NOW)
    assert found.why.endswith(": no.example gives {status}")
    assert told(found, "uk")[1].endswith(": сервер не віддав того, про що його просили (код 503)")
    assert told(found, "ru")[1].endswith(": сервер не отдал того, о чём его просили (код 503)")
    for unknown in (None, "strange"):
        found = condition(SOURCE, [replace(seen[0], cause=unknown)], NOW)
        assert told(found, "uk")[1].endswith(": no.example gives {status}")


def test_every_kind_of_failure_has_words() -> None:
    told_of = FetchError.__init__.__doc__ or ""
    kinds = set(re.findall(r"``(\w+)``", told_of.partition("Kinds:")[2])) | {"robots", "host", "unread"}
    assert kinds == set(get_args(Cause))
    for language in ("uk", "ru"):
        for kind in kinds:
            what, cure = problem_in(kind, None, language) or ("", "")  # type: ignore[arg-type]
            assert re.search("[а-я]", what)
            assert re.search("[а-я]", cure)
            assert "{" not in what + cure
    assert problem_in("status", 503, "en") is None
    table = conditions_table().model_dump()
    del table["ru"]["problems"]["slow"]
    with pytest.raises(ValidationError, match="no words for the kinds slow"):
        ConditionsTable.model_validate(table)


def test_what_a_server_says_fills_no_further_placeholder() -> None:
    found = Condition("broken", NOW, {"failures": 3, "asked": "x", "problem": "{failures} {0.__class__}"})
    assert found.why.endswith(": {failures} {0.__class__}")


def test_the_tables_are_in_order() -> None:
    assert following_table().defaults == following_table().defaults
    for language in ("en", "uk", "ru"):
        assert set(getattr(conditions_table(), language).states) == set(STATES)
    program, default = following_table().defaults, Source("a", "feed", ("https://example.org",))
    assert (program.every, program.silent_after, program.pace, program.limit) == (default.every, default.silent_after, default.pace, default.limit)  # fmt: skip
