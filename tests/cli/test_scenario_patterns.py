"""``papertiger scenario patterns``: the table, one pattern in full, and what cannot be asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
SMALL = ("scenario", "patterns", "--runs", "2", "--workers", "1")


def test_one_pattern_is_told_in_full(run: Run) -> None:
    ran = run(*SMALL, "--pattern", "P5")
    assert ran.status == 0, ran.err
    assert "held out" in ran.out
    assert "source: LeVeck and Narang 2017 (grade L)" in ran.out
    assert "every figure is in the model" in " ".join(ran.out.split())


def test_a_program_gets_every_learning_model_and_every_set_of_draws(run: Run) -> None:
    ran = run(*SMALL, "--pattern", "P8", "--pattern", "P5", "--format", "json")
    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    assert [one["name"] for one in told["patterns"]] == ["P5", "P8"]
    for one in told["patterns"]:
        assert one["status"] == "held_out"
        assert set(one["found"]) == {"defaults", "prior", "matched"}
        assert one["found"]["matched"]["L0"]["share"] == 0  # the check has power


def test_the_answer_is_the_same_for_the_same_seed(run: Run) -> None:
    asked = (*SMALL, "--pattern", "P11", "--format", "json", "--seed", "3")
    assert run(*asked).out == run(*asked).out


def test_a_pattern_that_there_is_not_is_one_line(run: Run) -> None:
    ran = run(*SMALL, "--pattern", "P13")
    assert ran.status == 2
    assert "no pattern P13; there are P1, P2" in ran.err
    assert len(ran.err.strip().splitlines()) == 1
