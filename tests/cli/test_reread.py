"""``papertiger reread``: a frame file is edited, articles are read again, and what a person decided stands."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from papertiger.ledger import ClaimFilter, Ledger
from papertiger.registry import BUILT_IN

lexicons = import_module("papertiger.events.lexicon")  # the package has a function of that name

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
TEXT = """Радари для Сирії

Росія передала Сирії радари. Франція передала Вірменії гаубиці.
Польща передала Литві безпілотники.
"""


@pytest.fixture
def frames(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The frame file that the reader uses, free to be edited: a copy of the shipped folder stands in its place."""
    folder = tmp_path / "data"
    shutil.copytree(lexicons.DATA, folder)
    monkeypatch.setattr(lexicons, "DATA", folder)
    lexicons.lexicon.cache_clear()
    yield folder / "frames.yaml"
    lexicons.lexicon.cache_clear()


@pytest.fixture
def read(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command with the shipped reader on a ledger of one article, and gives its JSON."""
    monkeypatch.setitem(BUILT_IN["readers"], "frames.v1", "papertiger.readers.frames:FrameReader")
    monkeypatch.setenv("PAPERTIGER_LEDGER", str(tmp_path / "a.ledger"))
    article = tmp_path / "a.txt"
    article.write_text(TEXT, encoding="utf-8")
    assert run("read", str(article)).status == 0

    def ask(*arguments: str) -> Any:  # noqa: ANN401 - JSON
        ran = run(*arguments)
        assert ran.status == 0, ran.err
        return json.loads(ran.out) if "json" in arguments else ran.out

    return ask


def given(tmp_path: Path) -> dict[str | None, tuple[str, int]]:
    """Giver → what is said of it, and which version of the claim that is."""
    with Ledger.open(tmp_path / "a.ledger", create=False) as ledger:
        found = ledger.claims(ClaimFilter(family="support"))
        return {one.subject: (one.predicate, one.version) for one in found}


def edit(frames: Path) -> None:
    """Let whoever gives something have pledged it only."""
    text = frames.read_text(encoding="utf-8")
    give = text.index("- id: give\n")
    place = text.index("predicate: delivered", give)
    frames.write_text(
        text[:place] + "predicate: pledged" + text[place + len("predicate: delivered") :], encoding="utf-8"
    )
    lexicons.lexicon.cache_clear()


def test_a_review_survives_a_reading_with_a_changed_frame_file(
    frames: Path, read: Callable[..., Any], tmp_path: Path
) -> None:
    before = {one["subject"]: one["id"] for one in read("claims", "--family", "support", "--format", "json")}
    assert given(tmp_path) == {"RUS": ("delivered", 1), "FRA": ("delivered", 1), "POL": ("delivered", 1)}
    read("review", before["RUS"], "accept", "--by", "anna", "--why", "the ministry shows them")
    read("review", before["FRA"], "reject", "--by", "anna", "--why", "it was Belgium")

    edit(frames)
    told = read("reread", "--format", "json")

    fates = {one["claim"]: (one["fate"], one["fields"].get("predicate")) for one in told["differences"]}
    change = ("changed", {"was": "delivered", "is": "pledged"})
    assert fates.items() >= {before["RUS"]: change, before["FRA"]: change, before["POL"]: change}.items()
    assert {one["claim"] for one in told["differences"] if one["decided"]} == {before["RUS"], before["FRA"]}
    assert given(tmp_path) == {"RUS": ("delivered", 1), "POL": ("pledged", 2)}
    assert read("audit", "--format", "json")["checks"]
    marks = {
        one["subject"]: one["review"] for one in read("claims", "--family", "support", "--format", "json")
    }
    assert marks["RUS"]["decision"] == "accepted"
    assert marks["POL"] is None


def test_an_article_that_took_the_place_of_another_hides_no_change_of_it(
    frames: Path, read: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(
        "Радари для Литви\n\nНімеччина передала Литві радари.\n", encoding="utf-8"
    )
    read("read", str(tmp_path / "a.txt"))
    edit(frames)

    for told in (read("reread", "--dry-run", "--format", "json"), read("reread", "--format", "json")):
        assert told["articles"] == 2
        quotes = " ".join(one["quote"] for one in told["differences"])
        assert "Німеччина" in quotes
        assert "Франція" in quotes


def test_what_would_change_is_shown_without_storing_it(
    frames: Path, read: Callable[..., Any], tmp_path: Path
) -> None:
    edit(frames)
    told = read("reread", "--dry-run", "--format", "json")

    assert told["articles"] == 1
    assert told["claims"]["changed"] >= 3
    assert {predicate for predicate, _ in given(tmp_path).values()} == {"delivered"}
    assert "predicate: delivered → pledged" in read("reread", "--dry-run")


def test_a_reader_that_did_not_change_reads_nothing_again(frames: Path, read: Callable[..., Any]) -> None:
    assert frames.exists()
    assert read("reread", "--format", "json")["claims"] == {"same": 0, "changed": 0, "fresh": 0, "gone": 0}


def test_readings_of_an_earlier_version_can_be_asked_for(frames: Path, read: Callable[..., Any]) -> None:
    edit(frames)
    read("reread")

    assert read("reread", "--format", "json")["claims"]["changed"] >= 3
    assert read("reread", "--since", "0.1.0", "--format", "json")["claims"]["changed"] >= 3
    assert read("reread", "--since", "0.0.7", "--format", "json")["articles"] == 0
