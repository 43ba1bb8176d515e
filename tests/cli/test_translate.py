"""``papertiger explain --translate``: a machine translation beside the original, marked, stored in no ledger."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scriptedmodel import Reply, Server, answers, status

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
QUOTE = "Торік прибули радари."
RIGHT = "Last year the radars arrived."
WRONG = "Last year Cuba's 7 radars arrived."


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Reply], Server]]:
    """Start a model that answers so, and name it in the environment."""
    running: list[Server] = []

    def start(reply: Reply) -> Server:
        server = Server([reply]).__enter__()
        running.append(server)
        monkeypatch.setenv("PAPERTIGER_LLM_ADDRESS", server.address)
        monkeypatch.setenv("PAPERTIGER_LLM_MODEL", "small-1")
        monkeypatch.setenv("PAPERTIGER_LLM_KEY", "sk-very-secret-key")
        monkeypatch.setenv("PAPERTIGER_LLM_CACHE", str(tmp_path / "answers.sqlite"))
        return server

    yield start
    for server in running:
        server.__exit__(None, None, None)


@pytest.fixture
def claim(filled: Run) -> str:
    """Id of the claim whose quote is translated."""
    found = filled("claims", "--predicate", "delivered", "--format", "jsonl").out
    return str(json.loads(found.splitlines()[0])["id"])


def test_the_translation_stands_under_the_original_and_says_what_it_is(
    filled: Run, claim: str, model: Callable[[Reply], Server], tmp_path: Path
) -> None:
    ledger = tmp_path / "papertiger.ledger"
    before = ledger.read_bytes()
    server = model(answers({"translation": RIGHT}))

    ran = filled("explain", claim, "--translate", "en")

    assert ran.status == 0
    lines = ran.out.splitlines()
    place = lines.index("Machine translation")
    assert f"»{QUOTE}«" in "\n".join(lines[:place])
    assert lines[place + 1] == RIGHT
    assert lines[place + 2] == (
        "Into English, by the language model small-1. It is no evidence: only the original counts."
    )
    assert f"asking small-1 at {server.address}; only the quote is sent, 21 characters" in ran.err
    assert [QUOTE in asked.text for asked in server.requests] == [True]
    assert "Радари без техніків" not in server.requests[0].text
    assert ledger.read_bytes() == before
    assert "sk-very-secret-key" not in ran.out + ran.err


def test_it_is_asked_for_once_and_then_known(
    filled: Run, claim: str, model: Callable[[Reply], Server]
) -> None:
    server = model(answers({"translation": RIGHT}))

    first, second = (filled("explain", claim, "--translate", "en").out for _ in range(2))

    assert first == second
    assert len(server.requests) == 1


def test_what_differs_from_the_original_is_told_in_the_language_of_the_page(
    filled: Run, claim: str, model: Callable[[Reply], Server]
) -> None:
    model(answers({"translation": WRONG}))

    told = json.loads(filled("explain", claim, "--translate", "en", "--format", "json").out)["translation"]
    pages = [
        filled("explain", claim, "--translate", "en", "--language", code).out for code in ("en", "uk", "ru")
    ]

    assert (told["machine_translation"], told["evidence"], told["text"]) == (True, False, WRONG)
    assert told["doubts"] == [
        {"kind": "number_added", "what": "7"},
        {"kind": "name_added", "what": "CUB"},
    ]
    for page, parts in zip(
        pages,
        (
            ("the translation has the number 7", "the translation names Cuba"),
            ("у перекладі є число 7", "у перекладі названо: Куба"),
            ("в переводе есть число 7", "в переводе названо: Куба"),
        ),
        strict=True,
    ):
        assert all(part in page for part in parts)


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (answers({"translation": "<script>alert(1)</script> The radars came."}), "holds markup"),
        (answers("I cannot help with that."), "is no JSON"),
        (status(400), "400"),
    ],
)
def test_where_there_is_none_the_claim_is_explained_all_the_same(
    filled: Run, claim: str, model: Callable[[Reply], Server], reply: Reply, problem: str
) -> None:
    model(reply)

    ran = filled("explain", claim, "--translate", "en")

    assert ran.status == 1
    assert QUOTE in ran.out
    assert problem in ran.out
    assert "<script>" not in ran.out


def test_a_quote_in_that_language_is_not_sent(
    filled: Run, claim: str, model: Callable[[Reply], Server]
) -> None:
    server = model(answers({"translation": RIGHT}))

    ran = filled("explain", claim, "--translate", "uk")

    assert ran.status == 0
    assert "The quote is in Ukrainian already." in ran.out
    assert server.requests == []


def test_without_a_model_the_variables_are_named(filled: Run, claim: str) -> None:
    ran = filled("explain", claim, "--translate", "en")

    assert ran.status == 2
    assert "set PAPERTIGER_LLM_ADDRESS and PAPERTIGER_LLM_MODEL" in ran.err


@pytest.mark.parametrize("what", ["support@RUS,client=VEN", "x-none"])
def test_only_a_quote_is_translated(filled: Run, what: str) -> None:
    ran = filled("explain", what, "--translate", "en")

    assert ran.status == 2
    assert f"--translate is for the quote of a claim, and {what} is none" in ran.err
