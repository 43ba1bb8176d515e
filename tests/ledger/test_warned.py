"""Warnings: stored once, before anybody can know; handled, judged and sent without being changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sealing import numbered, sealed

from papertiger.errors import LedgerError, UnknownError
from papertiger.ledger import Ledger
from papertiger.ledger.warned import (
    Action,
    Handling,
    NewOutcome,
    NewWarning,
    StoredWarning,
    handling_problem,
    outcome_problem,
    state,
)
from papertiger.readers import Reading

Building = Callable[..., NewWarning]


def lines(ledger: Ledger) -> Iterator[tuple[int, str]]:
    return enumerate(ledger.log_lines(), start=1)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "other.ledger") as opened:
        yield opened


@pytest.fixture
def local(path: Path) -> Iterator[Ledger]:
    """A ledger in a file alone, where both databases are asked the same by other tests."""
    with Ledger.open(path) as opened:
        yield opened


@pytest.fixture
def kept(ledger: Ledger, warning: Building) -> StoredWarning:
    (one,) = ledger.warn([warning(ledger)])
    return one


def test_a_warning_is_stored_dated_hashed_and_told_as_it_is(ledger: Ledger, warning: Building) -> None:
    new, before = warning(ledger), ledger.mark_of()

    (stored,) = ledger.warn([new], config="sha256:1")

    assert ledger.warnings() == (stored,)
    assert (ledger.happened(before).warnings, ledger.happened(before).work) == (1, {"warn": 1})
    assert ledger.warning(stored.id[:8]) == stored
    assert (stored.watchlist, stored.watch, stored.rule) == (new.watchlist, new.watch, new.rule)
    assert (stored.about, stored.day, stored.upto, stored.body) == (new.about, new.day, new.upto, new.body)
    said = json.dumps(stored.body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert stored.digest == hashlib.sha256(said.encode()).hexdigest()
    assert [one.name for one in ledger.audit() if one.wrong] == []


def test_lists_are_told_without_bodies_and_of_some_with_them(ledger: Ledger, warning: Building) -> None:
    days = [date(2026, 1, day) for day in (10, 11, 12, 13)]
    standings = ({"kind": "new", "first": None}, {"kind": "grown", "first": "f"}, "of another", "with a \0")
    new = [
        warning(ledger, day=day, body={"standing": standing, "quote": '"standing":{"kind":"u0000"}'})
        for day, standing in zip(days, standings, strict=True)
    ]
    stored = ledger.warn(new)
    ledger.outcome(NewOutcome("open", stored[1].id), NewOutcome("false_alarm", stored[2].id))
    ledger.outcome(NewOutcome("hit", stored[1].id, day=days[3]))

    heads = ledger.warning_heads()
    assert [one.id for one in heads] == [one.id for one in stored[::-1]]
    assert [(one.kind, one.first) for one in heads[::-1]] == [
        ("new", None),
        ("grown", "f"),
        (None, None),
        (None, None),
    ]
    assert [one.day for one in ledger.warning_heads(since=days[1], until=days[2])] == [days[2], days[1]]
    assert ledger.warnings_of([stored[3].id, "none", stored[0].id]) == (stored[3], stored[0])
    assert ledger.verdicts() == {stored[1].id: "hit", stored[2].id: "false_alarm"}


def test_the_same_finding_of_the_same_day_is_stored_once(ledger: Ledger, warning: Building) -> None:
    first = ledger.warn([warning(ledger), warning(ledger, body={"later": True})])
    again = ledger.warn([warning(ledger, body={"later": True}), warning(ledger, about=("AAA", "CCC"))])

    assert [one.body for one in first] == [warning(ledger).body]
    assert [one.about for one in again] == [("AAA", "CCC")]
    assert len(ledger.warnings()) == 2


def test_warnings_are_chosen_by_day_watch_and_what_they_are_about(ledger: Ledger, warning: Building) -> None:
    days = [date(2026, 1, day) for day in (10, 11, 12)]
    ledger.warn([warning(ledger, day=day, watch=f"w{day.day}") for day in days])

    assert [one.day for one in ledger.warnings()] == days[::-1]
    assert [one.day for one in ledger.warnings(since=days[1])] == [days[2], days[1]]
    assert [one.day for one in ledger.warnings(until=days[1], limit=1)] == [days[1]]
    assert [one.day for one in ledger.warnings(watch="w11", watchlist="neighbours")] == [days[1]]
    assert ledger.warnings(about=["BBB", "AAA"]) == ()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"upto": "f" * 64}, "no chain of custody of this ledger"),
        ({"about": ()}, "must be about something"),
        ({"about": ("AAA\nBBB",)}, "must be about something"),
        ({"body": {"score": float("nan")}}, "no JSON"),
        ({"body": {"day": date(2026, 1, 1)}}, "no JSON"),
        ({"body": {"word": "\ud800"}}, "no JSON"),
    ],
)
def test_what_cannot_be_a_warning_is_refused_with_the_reason(
    path: Path, warning: Building, changes: dict[str, object], message: str
) -> None:
    with Ledger.open(path) as ledger:
        with pytest.raises(LedgerError, match=message):
            ledger.warn([warning(ledger), warning(ledger, **{"day": date(2026, 1, 16)} | changes)])
        assert ledger.warnings() == ()


def test_warnings_and_what_is_done_about_them_are_no_evidence(local: Ledger, warning: Building) -> None:
    before = local.evidence_upto()
    (one,) = local.warn([warning(local)])
    local.handle(one.id, "acknowledge", "anna", "seen")
    local.outcome(NewOutcome("open", one.id))
    local.watch("w", "W", {}, by="anna")

    assert local.evidence_upto() == before


def test_a_warning_is_handled_with_a_reason_and_nothing_is_lost(ledger: Ledger, kept: StoredWarning) -> None:
    snoozed = ledger.handle(kept.id[:6], "snooze", "anna", "holidays", until=date(2026, 2, 1))
    opened = ledger.handle(kept.id, "reopen", "ben", "it goes on")

    with pytest.raises(LedgerError, match="say why"):
        ledger.handle(kept.id, "acknowledge", "anna", "")
    assert ledger.handlings() == ledger.handlings([kept.id]) == (snoozed, opened)
    assert (snoozed.warning, snoozed.until, opened.by) == (kept.id, date(2026, 2, 1), "ben")


@pytest.mark.parametrize(
    ("action", "by", "why", "until", "message"),
    [
        ("ignore", "anna", "x", False, "cannot be done to a warning"),
        ("acknowledge", " ", "x", False, "must be named"),
        ("acknowledge", "anna", "", False, "say why"),
        ("acknowledge", "anna", "x", True, "only a snooze"),
        ("snooze", "anna", "x", False, "say until when"),
        ("snooze", "anna", "x", True, ""),
        ("reopen", "anna", "x", False, ""),
    ],
)
def test_a_handling_names_its_action_person_reason_and_day(
    action: str, by: str, why: str, until: bool, message: str
) -> None:
    problem = handling_problem(action, by, why, until)

    assert message in problem
    assert bool(message) == bool(problem)


def test_a_warning_that_is_not_there_or_not_the_only_one_is_told(local: Ledger, warning: Building) -> None:
    local.warn([warning(local, day=date(2026, 1, day)) for day in range(1, 32)])

    with pytest.raises(UnknownError, match="no warning 'zz'"):
        local.warning("zz")
    with pytest.raises(UnknownError, match="no warning ''"):
        local.warning("")
    shared = next(c for c in "0123456789abcdef" if sum(w.id[0] == c for w in local.warnings()) > 1)
    with pytest.raises(LedgerError, match="several warnings begin with"):
        local.warning(shared)


def test_a_snooze_ends_with_its_last_day() -> None:
    def done(action: Action, until: date | None = None) -> Handling:
        return Handling("h", "w", action, "anna", "x", until, "2026-01-20T10:00:00.000000Z")

    day = date(2026, 2, 1)
    snoozed, acknowledged, opened = done("snooze", day), done("acknowledge"), done("reopen")

    assert state([], day) == "open"
    assert state([snoozed], day) == "snoozed"
    assert state([snoozed], date(2026, 2, 2)) == "open"
    assert state([snoozed, acknowledged], day) == "acknowledged"
    assert state([snoozed, acknowledged, opened], day) == "open"


def test_outcomes_are_kept_as_they_change_and_not_again(ledger: Ledger, kept: StoredWarning) -> None:
    miss = NewOutcome("miss", None, "neighbours", "threats", ("AAA", "BBB"), date(2026, 1, 20))
    hit = NewOutcome("hit", kept.id, day=date(2026, 1, 20), body={"lead_days": 5})

    assert ledger.outcome(NewOutcome("open", kept.id), miss) == 2
    assert ledger.outcome(NewOutcome("open", kept.id), miss) == 0
    assert ledger.outcome(hit) == 1
    assert ledger.outcome(NewOutcome("open", kept.id)) == 1
    assert [one.verdict for one in ledger.outcomes([kept.id])] == ["open", "hit", "open"]
    assert [one.about for one in ledger.outcomes() if one.warning is None] == [("AAA", "BBB")]


@pytest.mark.parametrize(
    ("new", "message"),
    [
        (NewOutcome("hit"), "is of a warning"),
        (NewOutcome("miss", "w"), "of no warning"),
        (NewOutcome("miss", None, "l", "w", ("AAA",)), "names watchlist"),
        (NewOutcome("won", "w"), "is no verdict"),  # type: ignore[arg-type] # wrong on purpose
    ],
)
def test_an_outcome_is_of_a_warning_or_of_what_none_was_given_for(new: NewOutcome, message: str) -> None:
    assert message in outcome_problem(new)


def test_an_outcome_of_a_warning_that_is_not_there_is_refused(local: Ledger) -> None:
    with pytest.raises(LedgerError, match="must be stored before"):
        local.outcome(NewOutcome("hit", "unknown"))
    with pytest.raises(LedgerError, match="is of a warning"):
        local.outcome(NewOutcome("hit"))
    assert local.outcomes() == ()


def test_what_was_sent_is_not_sent_again_what_failed_is_and_no_address_is_kept(
    ledger: Ledger, kept: StoredWarning
) -> None:
    for address in ("https://hooks.example/secret", "anna@example.org"):
        with pytest.raises(LedgerError, match="not by an address"):
            ledger.delivered([kept.id], "webhook", address)
    ledger.delivered([kept.id, kept.id], "webhook", "desk", "failed", "timed out")
    assert ledger.undelivered("webhook", "desk", kept.day) == (kept,)
    ledger.delivered([kept.id], "webhook", "desk")

    assert ledger.undelivered("webhook", "desk", kept.day) == ()
    assert ledger.undelivered("email", "desk", kept.day) == (kept,)
    assert ledger.undelivered("email", "desk", date(2026, 1, 16)) == ()
    assert [(one.status, one.problem) for one in ledger.deliveries([kept.id])] == [("failed", "timed out"), ("sent", None)]  # fmt: skip


def test_a_watchlist_gets_a_version_only_where_it_changed(ledger: Ledger) -> None:
    first = ledger.watch("n", "Сусіди", {"watches": [{"id": "a"}]})
    same = ledger.watch("n", "Сусіди", {"watches": [{"id": "a"}]}, by="anna")
    second = ledger.watch("n", "Сусіди", {"watches": []}, by="anna")
    ledger.watch("a", "A", {})

    assert (first.version, same, second.version) == (1, first, 2)
    assert [(one.id, one.version) for one in ledger.watchlists()] == [("a", 1), ("n", 2)]
    assert ledger.watchlist("n", 1) == first
    assert ledger.watchlist("n") == second
    with pytest.raises(UnknownError, match="no version 3 of watchlist 'n'"):
        ledger.watchlist("n", 3)


def fill(ledger: Ledger, warning: Building, about: str, by: str) -> None:
    same, own = ledger.warn([warning(ledger, body={"by": by}), warning(ledger, about=(about,))])
    ledger.handle(same.id, "acknowledge", by, "seen")
    ledger.outcome(NewOutcome("open", own.id))
    ledger.delivered([own.id], "email", "desk")
    ledger.watch("n", "N", {"by": by})


def test_two_ledgers_come_to_the_same_warnings_whichever_way_they_are_merged(
    ledger: Ledger, other: Ledger, warning: Building, reading: Callable[..., Reading]
) -> None:
    ledger.add(reading(1))
    fill(ledger, warning, "CCC", "anna")
    fill(other, warning, "DDD", "ben")
    theirs, ours = list(lines(other)), list(lines(ledger))

    into_ours, into_theirs = ledger.take_log("b.jsonl", iter(theirs)), other.take_log("a.jsonl", iter(ours))

    for done in (into_ours, into_theirs):
        assert (done.refused, done.conflicts) == ([], [])
    for one in (ledger, other):
        assert [found.name for found in one.audit() if found.wrong] == []
        assert {h.by for h in one.handlings()} == {"anna", "ben"}
    assert {w.id for w in ledger.warnings()} == {w.id for w in other.warnings()}
    assert {o.id for o in ledger.outcomes()} == {o.id for o in other.outcomes()}
    assert {d.id for d in ledger.deliveries()} == {d.id for d in other.deliveries()}
    assert [[one.watchlist("n", v).body["by"] for v in (1, 2)] for one in (ledger, other)] == [["anna", "ben"], ["ben", "anna"]]  # fmt: skip
    assert ledger.take_log("b.jsonl", iter(theirs)).entries == 0


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("warnings", ('"score":3.5', '"score":9.5')),
        ("warnings", ('"day":"2026-01-15"', '"day":"2026-01-05"')),
        ("handlings", ('"action":"acknowledge"', '"action":"forget"')),
        ("handlings", ('"why":"seen"', '"why":" "')),
        ("outcomes", ('"verdict":"open"', '"verdict":"miss"')),
        ("deliveries", ('"status":"sent"', '"status":"read"')),
    ],
)
def test_what_was_changed_on_the_way_is_refused_even_with_its_seal_renewed(
    path: Path, other: Ledger, warning: Building, table: str, change: tuple[str, str]
) -> None:
    with Ledger.open(path) as ledger:
        (kept,) = ledger.warn([warning(ledger)])
        ledger.handle(kept.id, "acknowledge", "anna", "seen")
        ledger.outcome(NewOutcome("open", kept.id))
        ledger.delivered([kept.id], "email", "desk")
        log = list(ledger.log_lines())
    spoilt = [line.replace(*change) if f'"table":"{table}"' in line else line for line in log]
    assert spoilt != log

    done = other.take_log("a.jsonl", numbered(sealed(spoilt)))

    assert done.refused
    assert f"{table}." in str(done.refused[0])


def test_an_audit_finds_a_warning_that_was_changed(path: Path, warning: Building) -> None:
    with Ledger.open(path) as ledger:
        ledger.warn([warning(ledger), warning(ledger, about=("CCC",))])
        after = ledger.chain()
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.execute("DROP TRIGGER warnings_no_update")
        raw.execute("UPDATE warnings SET body = '{\"score\":9}' WHERE about = 'CCC'")
        raw.execute("UPDATE warnings SET upto = ? WHERE about <> 'CCC'", [after])
    with Ledger.open(path, create=False) as ledger:
        found = {one.name: {f.field for f in one.findings} for one in ledger.audit() if one.wrong}

    assert found == {"custody": {"digest"}, "warnings": {"digest", "upto"}}
