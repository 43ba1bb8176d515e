"""Who really said it, measured on statements written for it: a half tuned on and a half never looked at; floors may only rise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from papertiger.errors import DataFileError
from papertiger.evaluation.chains import FIGURES, ChainScore, GoldStep, evaluate, read_gold, same
from papertiger.readers.frames import FrameReader
from papertiger.records import AttributionStep
from papertiger.settings import Settings

GOLD = Path(__file__).parent / "gold"
FLOORS = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))
CASES = [(half, language) for half, floors in FLOORS.items() for language in floors]


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


@pytest.mark.parametrize(("half", "language"), CASES)
def test_chains_are_read_as_well_as_measured(half: str, language: str, reader: FrameReader) -> None:
    score = ChainScore()
    for path in sorted((GOLD / half).glob(f"{language}-*.yaml")):
        score.answers += evaluate(read_gold(path), language, reader.attributions).answers
    floors = FLOORS[half][language]

    assert len(score.answers) >= floors["statements"]
    assert {name: round(score.share(name), 3) >= floors[name] for name in FIGURES} == dict.fromkeys(
        FIGURES, True
    )


@pytest.mark.parametrize(
    ("gold", "found", "is_same"),
    [
        ("Marta Lind", "Lind", True),
        ("чиновники", "чиновник", True),
        ("троє дипломатів", "дипломати", True),
        ("Marta Lind", "Lindgren", False),
        ("міністр оборони Литви", "міністр оборони Латвії", False),
        ("Reuters", "Bloomberg", False),
    ],
)
def test_a_speaker_is_the_same_by_any_of_their_names(gold: str, found: str, is_same: bool) -> None:
    step = GoldStep(kind="group", name=gold)

    assert same(step, AttributionStep(kind="group", name=found)) is is_same


def test_words_that_do_not_occur_once_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.yaml"
    path.write_text(
        "- {id: a, outlet: X, published: '2026-01-01', kind: k, text: so so, statements: [{said: so, chain: []}]}\n",
        encoding="utf-8",
    )

    with pytest.raises(DataFileError, match="occurs 2 times"):
        read_gold(path)
