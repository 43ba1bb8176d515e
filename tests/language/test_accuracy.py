"""Accuracy floors of the parsers: on our own treebank's test part, and on held-out treebanks where they are at hand."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from papertiger.language import analyser
from papertiger.language.conll import evaluate
from papertiger.language.treebank import read_trees
from papertiger.settings import Settings

HERE = Path(__file__).parent
OWN = HERE.parents[1] / "treebank"
SHARED = HERE.parents[2] / "shared" / "data" / "treebanks"
FLOORS = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))
METRICS = {"UPOS", "UFeats", "Lemmas", "UAS", "LAS"}


def _missed(path: Path, name: str, sample: int) -> dict[str, float]:
    """Figures below their floors."""
    trees = list(read_trees(path))
    trees = trees[:: max(1, len(trees) // sample)] if sample else trees
    figures = evaluate(analyser(name[:2], Settings()), trees, raw=False)
    relations = figures["F1"]
    assert isinstance(relations, dict)
    measured = {**{m: figures[m] for m in METRICS}, **relations}
    return {key: measured[key] for key, floor in FLOORS[name].items() if measured[key] < floor}


@pytest.mark.parametrize("name", [n for n in FLOORS if "/" not in n])
def test_our_own_news_is_parsed_above_the_floors(name: str) -> None:
    assert _missed(OWN / name, name, 0) == {}, FLOORS[name]


@pytest.mark.shared
@pytest.mark.parametrize("name", [n for n in FLOORS if "/" in n])
def test_a_held_out_treebank_is_parsed_above_the_floors(name: str) -> None:
    if not (SHARED / name).is_file():
        pytest.skip("needs the developers' shared treebanks")

    # A few hundred sentences: seconds, not minutes; the floors leave room for the noise of the sample.
    assert _missed(SHARED / name, name, 250) == {}, FLOORS[name]
