"""The gold sentences and the retellings are gated: no figure falls below its floor, none rises above its ceiling."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

import measure_sentences as sentences
from papertiger.datafiles import load_table
from papertiger.evaluation import ClaimScore, load_gold
from papertiger.evaluation.gold import GoldArticle

HERE = Path(__file__).parent
EPSILON = 0.0005


class Floors(BaseModel):
    """``sentence_floors.yaml``: set → language → figure → the least (or for ceilings the most) it may be."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    floors: dict[str, dict[str, dict[str, float]]]


FLOORS = load_table(HERE / "sentence_floors.yaml", Floors).floors
CASES = [(n, la, f, v) for n, by in FLOORS.items() for la, figures in by.items() for f, v in figures.items()]


@pytest.fixture(scope="module")
def scores() -> dict[tuple[str, str], ClaimScore]:
    return {(name, language): score for name, language, score in sentences.scores()}


@pytest.mark.parametrize(("name", "language", "figure", "bound"), CASES)
def test_no_figure_passes_its_bound(
    scores: dict[tuple[str, str], ClaimScore], name: str, language: str, figure: str, bound: float
) -> None:
    reached = scores[name, language].figures()[figure]

    assert reached is not None
    if figure in sentences.CEILINGS:
        assert reached <= bound + EPSILON
    else:
        assert reached >= bound - EPSILON


@pytest.mark.parametrize("half", ["dev", "blind"])
@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_each_half_has_250_sentences_a_third_of_them_with_nothing_to_code(half: str, language: str) -> None:
    gold = load_gold(HERE / "sentences" / half / f"{language}.yaml").sentences

    assert len(gold) == 250
    assert sum(not s.claims for s in gold) == 84
    assert len({s.text for s in gold}) == 250


@pytest.mark.parametrize(
    "path", sorted((HERE / "retold").rglob("*.yaml")), ids=lambda p: f"{p.parent.name}-{p.stem}"
)
def test_every_claim_of_a_retelling_quotes_its_text(path: Path) -> None:
    text = path.with_suffix(".txt").read_text(encoding="utf-8")

    assert [c.words for c in load_table(path, GoldArticle).claims if (c.words or "?") not in text] == []
