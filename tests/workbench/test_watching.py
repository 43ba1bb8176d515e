"""Warnings from a ledger: threats announced before they were carried out, stored before that could be known, and told once."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from papertiger.errors import SettingsError, WatchlistProblems
from papertiger.ledger.looked import Look
from papertiger.ledger.warned import NewWarning, digest_of
from papertiger.report.terminal import Ink
from papertiger.report.warned import warned_lines
from papertiger.report.warnings import told
from papertiger.warning.watchlists import Watchlist, parse_watchlist
from papertiger.workbench.workbench import Workbench

FIRST, BEFORE, AFTER = date(2026, 7, 6), date(2026, 8, 13), date(2026, 8, 22)
"""The first threat of the samples' prime minister, the last day with one before the abduction, the day after it."""
THREATS = parse_watchlist(
    'schema = 1\nid = "horn"\nname = "Horn of Africa"\n[[watch]]\nid = "threats"\nrule = "threats"\nwhom = ["ERI"]\n'
)
COLLECTION = """
schema = 1
id = "collection"
name = "Collection"
[[watch]]
id = "outage"
rule = "outage"
[[watch]]
id = "steps"
rule = "escalation"
[[watch]]
id = "silence"
rule = "silence"
"""
STEPS = """
schema = 1
id = "steps"
name = "Steps"
[[watch]]
id = "steps"
rule = "escalation"
"""


def test_threats_that_were_announced_are_warned_of_before_they_are_carried_out(bench: Workbench) -> None:
    (one,) = bench.watch(THREATS, as_of=BEFORE).warnings

    assert (one.rule, one.about, one.day) == ("threats.v1", ("ETH", "ERI"), BEFORE)
    said = told(one.body, "en")
    assert said.title == "Ethiopia → Eritrea: more threats than usual"
    quotes = [sentence.quote for sentence in said.sentences]
    assert any("repeatedly threatened to remove the Eritrean president" in quote for quote in quotes)
    assert said.sentences[0].about == "13 August 2026 · Red Sea Dispatch › Ethiopia's prime minister"
    assert one.body["retrospective"] is True
    assert any("foretold nothing" in reason for reason in said.why)
    assert one.body["finding"]["awaited"] == {
        "predicates": ["ASSAULT", "COERCE"],
        "subject": "ETH",
        "object": "ERI",
    }


def test_a_warning_is_stored_with_its_digest_and_not_told_again_while_it_lasts(bench: Workbench) -> None:
    first = bench.watch(THREATS, as_of=BEFORE)
    again = bench.watch(THREATS, as_of=BEFORE + timedelta(days=2))

    assert (len(first.warnings), len(again.warnings), sum(again.lasting.values())) == (1, 0, 1)
    (stored,) = bench.warnings()
    assert stored == first.warnings[0]
    assert stored.digest == digest_of(stored.body)


def test_the_same_watch_of_the_same_day_stores_nothing_twice(bench: Workbench) -> None:
    bench.watch(THREATS, as_of=BEFORE)
    again = bench.watch(THREATS, as_of=BEFORE)

    assert (len(again.warnings), again.known) == (1, 1)
    assert len(bench.warnings()) == 1


def test_force_after_a_warning_follows_it_up_and_is_scored_as_a_hit(bench: Workbench) -> None:
    (first,) = bench.watch(THREATS, as_of=BEFORE).warnings
    (second,) = bench.watch(THREATS, as_of=AFTER).warnings

    assert second.body["standing"]["first"] == first.id
    said = told(second.body, "en")
    assert any("it was announced" in reason for reason in said.why)
    assert "Force already reported" in said.beside
    result = bench.score_warnings(as_of=AFTER)
    assert [(one.verdict, one.lead_days) for one in result.outcomes] == [("hit", 7)]
    assert bench.score_warnings(as_of=AFTER).stored == 0


def test_what_came_without_a_warning_is_kept_with_its_claims_until_it_is_none_any_more(
    bench: Workbench,
) -> None:
    anyone = parse_watchlist(THREATS.text.replace('whom = ["ERI"]', ""))
    (one,) = bench.watch(anyone, as_of=BEFORE).warnings
    (came,) = bench.score_warnings(as_of=AFTER).misses

    assert (came.watchlist, came.watches, came.event.about) == ("horn", ("threats",), ("RUS", "POL"))
    (kept,) = bench.ledger.missed()
    assert (kept.about, kept.day, kept.watch) == (("RUS", "POL"), came.event.day, "threats")
    assert kept.body["event"]["claims"] == list(came.event.claims)
    assert bench.score_warnings(as_of=AFTER).stored == 0

    body = one.body | {"finding": one.body["finding"] | {"day": "2026-08-10", "awaited": {"subject": "RUS"}}}
    bench.ledger.warn(
        [
            NewWarning(
                "horn", "threats", "threats.v1", ("RUS", "POL"), date(2026, 8, 10), bench.ledger.chain(), body
            )
        ]
    )
    again = bench.score_warnings(as_of=AFTER)
    assert (again.misses, bench.ledger.missed()) == ((), ())
    assert [one.about for one in bench.ledger.outcomes() if one.warning is None] == [("RUS", "POL")] * 2


def test_before_the_threats_there_is_nothing_to_warn_of(asked: Workbench) -> None:
    found = asked.watch(THREATS, as_of=FIRST - timedelta(days=1))

    assert (found.warnings, found.stored) == ((), False)


def test_a_replay_finds_the_steps_up_on_the_day_of_each(asked: Workbench) -> None:
    found = asked.watch(parse_watchlist(STEPS), since=date(2026, 8, 1), as_of=AFTER)

    steps = [
        (one.day.isoformat(), one.body["finding"]["reason"]["rung"])
        for one in found.warnings
        if one.about == ("ETH", "ERI")
    ]
    assert steps == [("2026-08-03", "mobilisation"), ("2026-08-21", "force")]


def test_sources_that_fail_are_told_as_an_outage_of_the_collection_and_nothing_else_is_concluded(
    bench: Workbench,
) -> None:
    last = date(2026, 9, 20)
    looks = [
        Look(
            source=source,
            kind="feed",
            address=f"https://{source}.example/feed",
            at=f"{last - timedelta(days=before)}T08:00:00Z",
            status=200 if answers(before) else None,
            problem=None if answers(before) else "no answer within 20 s",
            fresh=2 if answers(before) else None,
        )
        for source, answers in (
            ("good", lambda _: True),
            ("bad", lambda before: before > 4),
            ("worse", lambda before: before > 4),
        )
        for before in range(25)
    ]
    bench.ledger.look(*looks)
    found = bench.watch(parse_watchlist(COLLECTION), as_of=last, store=False)

    assert [(one.watch, one.about, one.body["finding"]["reason"]["state"]) for one in found.warnings] == [
        ("outage", ("bad",), "failed"),
        ("outage", ("worse",), "failed"),
    ]
    assert (
        "1 of 3 followed sources answered since 16 September 2026."
        in told(found.warnings[0].body, "en").coverage
    )
    lines = list(warned_lines(found.as_told(), "en", Ink(), 100))
    assert lines[0].endswith("bad: does not answer")


def test_watches_that_saw_too_little_are_told_together(bench: Workbench) -> None:
    last = date(2026, 9, 20)
    bench.ledger.look(
        *(
            Look(
                source="only",
                kind="feed",
                address="https://only.example/feed",
                at=f"{last - timedelta(days=before)}T08:00:00Z",
                fresh=1,
                problem=None if before > 28 else "gone",
            )
            for before in range(60)
        )
    )
    found = bench.watch(parse_watchlist(COLLECTION), as_of=last, store=False)

    assert [one.about for one in found.warnings] == [("only",), ("*",), ("*",)]
    lines = list(warned_lines(found.as_told(), "en", Ink(), 100))
    assert [line for line in lines if "Too little was seen:" in line] == [
        f"{found.warnings[1].id[:10]}  Too little was seen: steps, silence"
    ]


def test_who_asks_without_writing_changes_nothing(samples: Path, asked: Workbench) -> None:
    before = samples.read_bytes()

    assert len(asked.watch(THREATS, as_of=BEFORE).warnings) == 1
    assert samples.read_bytes() == before


def test_a_watchlist_of_a_file_is_checked_against_the_actor_files(asked: Workbench, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(THREATS.text.replace('"ERI"', '"Eritrea"'), encoding="utf-8")

    with pytest.raises(WatchlistProblems, match="did you mean 'ERI'"):
        asked.watch(file)


@pytest.mark.parametrize("asked_for", [0, -1, 1001])
def test_false_alarms_that_nobody_can_mean_are_refused(asked: Workbench, asked_for: float) -> None:
    with pytest.raises(SettingsError, match=r"give 0\.01 to 1000"):
        asked.watch(false_alarms=asked_for)


def test_a_replay_that_ends_before_it_begins_is_refused(asked: Workbench) -> None:
    empty: Watchlist = THREATS
    with pytest.raises(SettingsError, match="give a first day before the last"):
        asked.watch(empty, since=AFTER, as_of=BEFORE)
