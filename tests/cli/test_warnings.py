"""``papertiger warnings``: what a person does with warnings of the samples."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import papertiger
from papertiger.news import Article
from papertiger.news.loading import load_bytes

Run = Callable[..., Any]
DAY = date(2026, 8, 14)


@pytest.fixture(scope="module")
def warned(samples_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, watched a week before the abduction."""
    place = Path(shutil.copy(samples_ledger, tmp_path_factory.mktemp("warned") / "w.ledger"))
    with papertiger.open(place) as bench:
        bench.watch(as_of=DAY)
    return place


@pytest.fixture
def ledger(warned: Path, tmp_path: Path) -> str:
    return str(shutil.copy(warned, tmp_path / "w.ledger"))


def listed(run: Run, ledger: str, *more: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(
        run("warnings", "list", "--format", "json", *more, "--ledger", ledger).out
    )
    return found


def test_what_was_threatened_is_listed_and_shown_with_its_sentences(run: Run, ledger: str) -> None:
    (one,) = listed(run, ledger, "--rule", "threats", "--about", "ERI")
    assert (one["about"], one["state"]) == (["ETH", "ERI"], "open")

    told = run("warnings", "show", one["id"][:10], "--ledger", ledger).out
    assert "repeatedly threatened to remove the Eritrean president" in " ".join(told.split())
    assert one["digest"] in told

    shown = json.loads(run("warnings", "show", one["id"], "--format", "json", "--ledger", ledger).out)
    assert shown["body"]["sentences"]


def test_it_is_acknowledged_snoozed_and_reopened_with_name_and_reason(run: Run, ledger: str) -> None:
    (one,) = listed(run, ledger, "--rule", "threats", "--about", "ERI")
    who = ("--by", "anna", "--why", "told the desk", "--ledger", ledger)

    assert run("warnings", "acknowledge", one["id"], *who).out.split()[-1] == "acknowledged"
    assert run("warnings", "snooze", one["id"], "--until", "2999-01-01", *who).out.split()[-1] == "snoozed"
    assert listed(run, ledger, "--state", "snoozed")[0]["id"] == one["id"]
    assert run("warnings", "reopen", one["id"], *who).out.split()[-1] == "open"

    told = run("warnings", "show", one["id"], "--language", "uk", "--ledger", ledger).out
    for word in ("взято до відома", "відкладено", "відкрито знову", "anna", "told the desk", "2999-01-01"):
        assert word in told


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("acknowledge", "3f", "--why", "x"), "by a person"),
        (("acknowledge", "3f", "--by", "anna"), "with a reason"),
        (("acknowledge", "zz", "--by", "anna", "--why", "x"), "no warning"),
        (("snooze", "3f", "--until", "soon", "--by", "anna", "--why", "x"), "is no day"),
        (("snooze", "3f", "--until", "2020-01-31", "--by", "anna", "--why", "x"), "2020-01-31 is over"),
        (("list", "--since", "yesterday"), "is no day"),
        (("list", "--rule", "threat"), "did you mean 'threats'?"),
        (("list", "--about", "Armenia"), "did you mean 'ARM' (Armenia)?"),
        (("send", "absent.toml"), "cannot be read"),
    ],
)
def test_what_cannot_be_done_says_why(run: Run, ledger: str, arguments: tuple[str, ...], says: str) -> None:
    ran = run("warnings", *arguments, "--ledger", ledger)
    assert ran.status == 2
    assert says in " ".join(ran.err.split())


def test_a_call_without_a_named_day_is_not_told_as_if_somebody_had_named_one(run: Run, ledger: str) -> None:
    found = {
        tuple(one["about"]): one["told"]["statement"] for one in listed(run, ledger, "--rule", "unanswered")
    }
    assert "by what is usual for support of this kind" in found["RUS", "NER"]


def test_a_ledger_that_is_not_there_is_not_made(run: Run, tmp_path: Path) -> None:
    assert run("warnings", "list", "--ledger", "absent.ledger").status == 2
    assert not (tmp_path / "absent.ledger").exists()


def test_the_digest_fits_a_screen(run: Run, ledger: str) -> None:
    told = run("warnings", "digest", "--as-of", "2026-08-15", "--since", "2026-08-01", "--ledger", ledger).out
    lines = told.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert "Ethiopia" in told


def test_what_came_is_held_against_it(run: Run, ledger: str) -> None:
    told = run("warnings", "score", "--as-of", "2026-09-01", "--ledger", ledger).out
    (one,) = listed(run, ledger, "--rule", "threats", "--about", "ERI")
    assert one["outcome"]["verdict"] == "hit"
    assert one["outcome"]["day"] in ("2026-08-20", "2026-08-21")
    assert "it came after the warning" in told
    assert "18 August 2026  Russia → Poland [default: threats, escalation]" in told
    assert "it came (2026-08-2" in run("warnings", "show", one["id"], "--ledger", ledger).out


def test_what_nobody_read_up_to_is_no_false_alarm_and_replays_are_told_apart(
    run: Run, ledger: str, tmp_path: Path
) -> None:
    (tmp_path / "far.toml").write_text(
        'schema = 1\nid = "far"\nname = "far"\n[[watch]]\nid = "a"\nrule = "unanswered"\nhorizon_days = 400\n',
        "utf-8",
    )
    assert run("watch", "far.toml", "--as-of", "2026-08-14", "--ledger", ledger).status == 0
    told = run("warnings", "score", "--as-of", "2027-12-01", "--ledger", ledger).out
    first, _, replays = told.partition("Warnings of replays, which foretold nothing, apart from the others:")
    assert "0  it came after the warning" in first
    assert "0  it came after the warning" not in replays
    assert "too little was read in it" in replays
    found = listed(run, ledger, "--watch", "a")
    assert "open" in {one["outcome"]["verdict"] for one in found}
    assert "false_alarm" not in {one["outcome"]["verdict"] for one in found}


def test_what_came_is_told_to_programs_too(run: Run, ledger: str) -> None:
    ran = run(
        "warnings", "score", "--as-of", "2026-09-01", "--dry-run", "--format", "json", "--ledger", ledger
    )
    told = json.loads(ran.out)
    assert (ran.status, told["upto"]) == (0, "2026-09-01")
    assert {one["verdict"] for one in told["outcomes"]} >= {"hit"}
    assert all(one["warning"]["day"] < "2026-09-01" for one in told["outcomes"])
    assert any(one["event"]["day"] == "2026-08-18" for one in told["misses"])


def test_a_feed_is_written_and_can_be_read(run: Run, ledger: str, tmp_path: Path) -> None:
    ran = run("warnings", "atom", "--out", "w.atom", "--base", "http://127.0.0.1:8765", "--ledger", ledger)
    assert ran.status == 0
    read = [
        one for one in load_bytes((tmp_path / "w.atom").read_bytes(), "w.atom") if isinstance(one, Article)
    ]
    assert len(read) == len(listed(run, ledger))
    assert run("warnings", "atom", "--ledger", ledger).out.startswith("<?xml")


def test_a_dry_run_says_what_would_go(run: Run, ledger: str, tmp_path: Path) -> None:
    (tmp_path / "d.toml").write_text(
        'schema = 1\n[[channel]]\nname = "f"\nkind = "atom"\nfile = "f.atom"\n', "utf-8"
    )
    assert run("warnings", "send", "d.toml", "--dry-run", "--ledger", ledger).status == 0
    assert not (tmp_path / "f.atom").exists()
    told = json.loads(run("warnings", "send", "d.toml", "--format", "json", "--ledger", ledger).out)
    assert told[0]["channel"] == "f"
    assert (tmp_path / "f.atom").exists()
