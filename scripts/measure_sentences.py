"""Scores of the gold sentences and of the retellings of the motive case: what `test_sentences.py` holds above its floors.

    python scripts/measure_sentences.py             # a table
    python scripts/measure_sentences.py --floors    # sentence_floors.yaml from today's figures, with a margin

Of the blind halves only figures are ever printed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from papertiger.datafiles import load_table
from papertiger.evaluation import ClaimScore, load_gold, read_and_score, score_article
from papertiger.evaluation.gold import GoldArticle
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

GOLD = Path(__file__).parent.parent / "tests" / "gold"
LANGUAGES = ("uk", "ru", "en")
GATED = (
    "claims_precision",
    "claims_recall",
    "events_precision",
    "events_recall",
    "modality",
    "polarity",
    "domain",
)
"""Figures with a floor; beside them ``false_per_100_empty`` and ``calibration_error`` have a ceiling."""
CEILINGS = ("false_per_100_empty", "calibration_error")
MARGIN = 0.02
FALSE_MARGIN = 1.5


def scores() -> Iterator[tuple[str, str, ClaimScore]]:
    """(set, language, score) for both halves of the sentences, then of the retellings."""
    reader = FrameReader(Settings())
    for half in ("dev", "blind"):
        for language in LANGUAGES:
            gold = load_gold(GOLD / "sentences" / half / f"{language}.yaml")
            yield f"sentences {half}", language, read_and_score(reader, gold, ClaimScore())
    for half in ("dev", "blind"):
        for language in LANGUAGES:
            score = ClaimScore()
            for path in sorted((GOLD / "retold" / half).glob(f"{language}-*.yaml")):
                claims = load_table(path, GoldArticle).claims
                for article in load([path.with_suffix(".txt")]):
                    if isinstance(article, Article):
                        score_article(reader, article, claims, score)
            yield f"retold {half}", language, score


def floors(found: list[tuple[str, str, ClaimScore]]) -> list[str]:
    """The text of sentence_floors.yaml."""
    lines, last = ["floors:"], ""
    for name, language, score in found:
        if name != last:
            lines.append(f"  {name}:")
            last = name
        figures = score.figures()
        values = {k: round(v - MARGIN, 2) for k in GATED if (v := figures[k]) is not None}
        if (false := figures["false_per_100_empty"]) is not None:
            values["false_per_100_empty"] = round(false + FALSE_MARGIN, 1)
        if name.startswith("sentences") and (error := figures["calibration_error"]) is not None:
            values["calibration_error"] = round(error + MARGIN, 2)
        lines.append(f"    {language}: {{{', '.join(f'{k}: {v}' for k, v in values.items())}}}")
    return lines


def table(found: list[tuple[str, str, ClaimScore]]) -> list[str]:
    """One line a set and language."""
    return [
        f"{name:16} {language}  "
        + "  ".join(
            f"{k} {v:.2f}" for k in (*GATED, "speaker", *CEILINGS) if (v := s.figures()[k]) is not None
        )
        for name, language, s in found
    ]


if __name__ == "__main__":
    everything = list(scores())
    print("\n".join(floors(everything) if "--floors" in sys.argv[1:] else table(everything)))
