"""Runs of scenarios in a ledger: kept whole, told in order, merged, and no evidence."""

from __future__ import annotations

from pathlib import Path

from papertiger.ledger import Ledger


def test_runs_are_kept_and_told_in_order(ledger: Ledger) -> None:
    first = ledger.keep_scenario_run(
        "Зв'язаний патрон", "a" * 64, 2**31 - 1, {"runs": 40, "spreads": {"trust": 0.1}}
    )
    other = ledger.keep_scenario_run("another", "b" * 64, 0, {}, "sha256:1")

    assert ledger.scenario_runs() == (first, other)
    assert ledger.scenario_runs("another") == (other,)
    assert ledger.scenario_runs("none") == ()
    assert first.body == {"runs": 40, "spreads": {"trust": 0.1}}
    assert [found.name for found in ledger.audit() if found.wrong] == []


def test_a_run_is_no_evidence(ledger: Ledger) -> None:
    before, chain = ledger.evidence_upto(), ledger.chain()
    ledger.keep_scenario_run("one", "a" * 64, 1, {})

    assert ledger.evidence_upto() == before
    assert ledger.chain() != chain


def test_runs_come_along_with_a_log(ledger: Ledger, tmp_path: Path) -> None:
    kept = ledger.keep_scenario_run("one", "a" * 64, 1, {"runs": 40})
    with Ledger.open(tmp_path / "other.ledger") as other:
        done = other.take_log("a.jsonl", enumerate(ledger.log_lines(), start=1))

        assert (done.refused, done.conflicts) == ([], [])
        assert other.scenario_runs() == (kept,)
