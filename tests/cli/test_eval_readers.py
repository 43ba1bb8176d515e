"""``papertiger eval readers``: several readers on the same gold, beside each other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import scriptedmodel

from papertiger.registry import BUILT_IN

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
GOLD = """sentences:
- text: "RUS withheld VEN air_defence denied: Техніки не приїхали."
  claims: [{claim: RUS withheld VEN, domain: air_defence, modality: denied}]
- text: "RUS delivered VEN arms: Радари прибули."
  claims: [{claim: RUS delivered VEN, domain: arms}]
- text: "VEN trusts RUS unspecified: Столиця вірить."
  claims: []
- text: Нічого.
  claims: []
"""
OTHER = """sentences:
- text: "RUS insufficient CUB cyber: Допомоги було мало."
  claims: [{claim: RUS insufficient CUB, domain: cyber}]
"""


@pytest.fixture
def golds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two gold files in a notation that the fake readers read, and a second reader."""
    monkeypatch.setitem(BUILT_IN["readers"], "proposing.v1", "fake_reader:Proposing")
    paths = [tmp_path / "uk.yaml", tmp_path / "uk-more.yaml"]
    for path, text in zip(paths, (GOLD, OTHER), strict=True):
        path.write_text(text, encoding="utf-8")
    return [str(path) for path in paths]


def test_readers_are_measured_on_the_same_sentences(run: Run, golds: list[str]) -> None:
    ran = run("eval", "readers", *golds, "--reader", "frames", "--reader", "proposing", "--format", "json")

    found = json.loads(ran.out)
    first, second = found["readers"]
    assert ran.status == 0
    assert [one["reader"] for one in found["readers"]] == ["frames", "proposing"]
    assert [first["claims_recall"]["value"], second["claims_recall"]["part"]] == [1.0, 2]
    assert (first["claims_precision"]["part"], first["claims_precision"]["whole"]) == (3, 4)
    assert first["claims_precision"]["low"] < 0.75 < first["claims_precision"]["high"]
    assert first["mistakes"] == {"turned": 0, "pair": 0, "predicate": 0, "other": 0, "nothing": 1}
    assert second["mistakes"] == first["mistakes"]
    assert [one["file"] for one in second["files"]] == golds
    assert second["files"][0]["claims_recall"]["value"] == 0.5
    assert first["model"] is None
    assert second["model"] == {
        "calls": 5, "cached": 2, "tokens_in": 1200, "tokens_out": 300, "cost": 0.25, "currency": "EUR", "failed": 1,
        "cached_in": 800, "cached_out": 200, "cost_without_cache": 0.5, "uncounted": 900,
        "dropped": {"no such words": 1},
    }  # fmt: skip


def test_their_agreement_is_told_claim_by_claim(run: Run, golds: list[str]) -> None:
    ran = run("eval", "readers", *golds, "--reader", "frames", "--reader", "proposing", "--format", "json")

    (one,) = json.loads(ran.out)["agreement"]
    assert one["readers"] == ["frames", "proposing"]
    assert (one["both"]["claims"], one["only_first"]["claims"], one["only_second"]["claims"]) == (3, 1, 0)
    assert one["share"]["value"] == 0.75
    assert one["only_second"]["precision"] is None
    assert 0 < one["kappa"] < 1
    assert 0 < one["alpha"] < 1


def test_the_text_defines_every_figure(run: Run, golds: list[str]) -> None:
    ran = run("eval", "readers", *golds, "--reader", "frames", "--reader", "proposing")

    assert f"{golds[0]}: 4 sentences" in ran.out
    assert "all: 5 sentences" in ran.out
    assert "frames and proposing: 4 claims, events too, that at least one read" in ran.out
    assert "5 answers of the model: 2,000 tokens in, 500 out, 0.5 EUR" in ran.out
    assert "of which asked now 3: 1,200 tokens in, 300 out, 0.25 EUR" in ran.out
    assert "up to 900 tokens more may be charged" in ran.out
    assert "1 question without an answer" in ran.out
    assert "1  no such words" in ran.out
    assert "wrong: nothing                           1                       1" in ran.out.splitlines()
    for name in (
        "precision",
        "recall",
        "wrong",
        "wrong: nothing",
        "stance",
        "agreement",
        "kappa",
        "alpha",
        "dropped",
        "(low-high)",
    ):
        assert any(line.startswith(f"{name} ") and len(line) > 40 for line in ran.out.splitlines()), name


def test_without_a_language_model_only_frames_is_measured(run: Run, golds: list[str]) -> None:
    found = json.loads(run("eval", "readers", *golds, "--format", "json").out)

    assert [one["reader"] for one in found["readers"]] == ["frames"]
    assert found["agreement"] == []


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: Run) -> Iterator[scriptedmodel.Server]:  # noqa: ARG001 - which puts its own reader there
    """A language model that reads the first line of the notation, and what is in no text, and its reader."""
    monkeypatch.setitem(BUILT_IN["readers"], "frames.v1", "fake_model:FakeFrames")
    monkeypatch.setitem(BUILT_IN["readers"], "llm.v1", "fake_model:FakeModel")

    def reply(body: dict[str, Any]) -> scriptedmodel.Reply:
        asked = body["messages"][0]["content"]
        found = f"{asked}\nRUS trusts VEN arms: Цього немає." if "withheld" in asked else "nothing"
        return scriptedmodel.answers(found, tokens_in=100, tokens_out=10)

    with scriptedmodel.Server(reply) as server:
        for name, value in {
            "ADDRESS": server.address, "MODEL": "scripted", "CACHE": str(tmp_path / "kept.sqlite"), "PRICE_IN": "10",
            "PRICE_OUT": "10",
        }.items():  # fmt: skip
            monkeypatch.setenv(f"PAPERTIGER_LLM_{name}", value)
        yield server


def test_with_a_language_model_both_readers_and_the_two_together_are_measured(
    run: Run, golds: list[str], model: scriptedmodel.Server
) -> None:
    ran = run("eval", "readers", *golds, "--format", "json", "--most-tokens", "100000")

    assert ran.status == 0, ran.err
    told = json.loads(ran.out)
    frames, llm, both = told["readers"]
    assert [one["reader"] for one in told["readers"]] == ["frames", "llm", "frames,llm"]
    assert (llm["claims_recall"]["part"], llm["claims_precision"]["value"]) == (1, 1.0)
    assert both["claims_recall"] == frames["claims_recall"]
    assert [one["readers"] for one in told["agreement"]] == [
        ["frames", "llm"]
    ]  # no reader is compared with itself
    assert (told["agreement"][0]["both"]["claims"], told["agreement"][0]["only_first"]["claims"]) == (1, 3)
    assert llm["model"]["dropped"] == {"the words are not in the text": 1}
    assert (llm["model"]["calls"], llm["model"]["cached"]) == (4, 0)
    assert (both["model"]["calls"], both["model"]["cached"], both["model"]["cost"]) == (4, 4, None)
    assert llm["model"]["cost"] == pytest.approx(440 * 10 / 1e6)
    assert both["model"]["cost_without_cache"] == llm["model"]["cost"]
    assert len(model.requests) == 4
    assert ran.err.count(f"to scripted at {model.address}: 5 articles") == 1


def test_a_reader_is_not_compared_with_one_that_it_is_a_part_of(
    run: Run, golds: list[str], model: scriptedmodel.Server
) -> None:
    names = ("frames.v1", "frames,llm", "llm.v1")

    told = json.loads(
        run("eval", "readers", golds[1], *(f"--reader={one}" for one in names), "--format", "json").out
    )

    assert [one["readers"] for one in told["agreement"]] == [["frames.v1", "llm.v1"]]
    assert len(model.requests) == 1


def test_a_large_run_wants_a_cap(run: Run, golds: list[str], model: scriptedmodel.Server) -> None:
    Path(golds[0]).write_text(
        "sentences:\n"
        + "".join(f"- {{text: 'RUS trusts VEN arms: Радар {n}.', claims: []}}\n" for n in range(150)),
        encoding="utf-8",
    )

    ran = run("eval", "readers", golds[0], "--reader", "llm")

    assert ran.status == 2
    assert "give --most-tokens, or --yes" in ran.err
    assert model.requests == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none.yaml"], "none.yaml"),
        (["uk.yaml", "--reader", "oracle"], "no reader named 'oracle'"),
        (["uk.yaml", "--reader", "llm"], "set PAPERTIGER_LLM_ADDRESS"),
    ],
)
@pytest.mark.usefixtures("golds")
def test_what_is_wrong_is_said_in_one_line(run: Run, arguments: list[str], message: str) -> None:
    ran = run("eval", "readers", *arguments)

    assert ran.status == 2
    assert message in ran.err
    assert ran.out == ""
