"""``--language``: sentences in the language asked for, and the same for programs in all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]


def test_claims_are_listed_as_sentences_of_the_language(filled: Run) -> None:
    assert (
        "Росія → Венесуела: підтримки (ППО) не надано, коли її належало надати"
        in filled("claims", "--language", "uk").out
    )
    assert "Россия → Венесуэла: поддержка (ПВО) не предоставлена" in filled("claims", "--language", "ru").out
    assert "RUS → VEN withheld" in filled("claims").out


def test_the_environment_chooses_the_language_and_an_option_stands_above_it(
    filled: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PAPERTIGER_LANGUAGE", "ru")
    assert "Россия → Венесуэла" in filled("claims").out
    assert "Росія → Венесуела" in filled("claims", "--language", "uk").out


def test_an_explanation_is_in_the_language(filled: Run) -> None:
    claim = filled("claims").out.split()[0]
    assert "Звідки походить" in filled("explain", claim, "--language", "uk").out
    assert "Откуда происходит" in filled("explain", claim, "--language", "ru").out


def test_what_programs_read_is_the_same_in_every_language(filled: Run) -> None:
    said = {filled("claims", "--format", "jsonl", "--language", one).out for one in ("en", "uk", "ru")}
    assert len(said) == 1


def test_another_language_is_refused_with_those_that_there_are(filled: Run) -> None:
    ran = filled("claims", "--language", "de")
    assert ran.status == 2
    assert "uk" in ran.err
