"""Accuracy is gated: no figure may fall below its floor in ``floors.yaml``."""

from __future__ import annotations

from pathlib import Path

import pytest
import schema
import scoring
from pydantic import BaseModel, ConfigDict

from papertiger import samples
from papertiger.datafiles import load_table
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import Reading
from papertiger.settings import Settings

HERE = Path(__file__).parent
FOLDERS = {
    "samples.yaml": list(samples.paths()),
    "dev.yaml": [HERE / "dev"],
    "unseen.yaml": [HERE / "unseen"],
}
EPSILON = 0.0005
"""Rounding of the floors; the reader is deterministic on one platform, so no more is needed."""


class Floors(BaseModel):
    """``floors.yaml``: gold file → language → figure → the least it may be."""

    model_config = ConfigDict(extra="forbid")
    floors: dict[str, dict[str, dict[str, float]]]


FLOORS = load_table(HERE / "floors.yaml", Floors).floors


@pytest.fixture(scope="module")
def scores(sample_readings: list[Reading]) -> dict[tuple[str, str], scoring.Score]:
    reader = FrameReader(Settings())
    known = {reading.article.key: reading for reading in sample_readings}
    found: dict[tuple[str, str], scoring.Score] = {}
    for name, paths in FOLDERS.items():
        gold = schema.load(name)
        for article in load(paths):
            assert isinstance(article, Article), str(article)
            reading = known.get(article.key) or reader.read(article)
            place = article.path.rsplit("/", 1)[-1]
            wanted = [c for c in gold.claims if c.article == place]
            score = found.setdefault((name, reading.language), scoring.Score())
            scoring.add(score, wanted, [c.record for c in reading.claims], place)
    return found


@pytest.mark.parametrize(
    ("name", "language", "figure"),
    [(n, lang, f) for n, langs in FLOORS.items() for lang, figures in langs.items() for f in figures],
)
def test_no_figure_falls_below_its_floor(
    scores: dict[tuple[str, str], scoring.Score], name: str, language: str, figure: str
) -> None:
    score = scores[name, language]

    reached = score.figures()[figure]

    assert reached >= FLOORS[name][language][figure] - EPSILON, "\n".join(
        [*score.misses[:5], *score.extras[:5]]
    )


def test_every_gold_file_and_language_has_floors(scores: dict[tuple[str, str], scoring.Score]) -> None:
    assert {(n, lang) for n, langs in FLOORS.items() for lang in langs} == set(scores)


@pytest.mark.parametrize("name", list(FOLDERS))
def test_articles_with_nothing_to_read_give_nothing(name: str) -> None:
    reader = FrameReader(Settings())
    empty = set(schema.load(name).empty)
    read = [
        (a.path, reader.read(a))
        for a in load(FOLDERS[name])
        if isinstance(a, Article) and a.path.rsplit("/", 1)[-1] in empty
    ]

    claims = [
        (path, c.record.predicate, c.record.quote.exact) for path, reading in read for c in reading.claims
    ]

    assert len(read) == len(empty)
    assert claims == []
