"""Accuracy on the gold articles: the figures of README and `tests/gold/floors.yaml`.

    python scripts/measure_accuracy.py             # a table of figures
    python scripts/measure_accuracy.py --floors    # floors.yaml from today's figures, with a margin, to standard output
    python scripts/measure_accuracy.py --errors    # every miss and every claim without ground, for dev and samples only

Run from the checkout. Errors of the unseen articles are never listed: nobody who changes the coder should see them.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

GOLD = Path(__file__).parent.parent / "tests" / "gold"
sys.path.insert(0, str(GOLD))

import schema  # noqa: E402 - lives beside the gold
import scoring  # noqa: E402 - as above

from papertiger import samples  # noqa: E402 - as above
from papertiger.news import Article, load  # noqa: E402 - as above
from papertiger.readers.frames import FrameReader  # noqa: E402 - as above
from papertiger.settings import Settings  # noqa: E402 - as above

FOLDERS = {
    "samples.yaml": list(samples.paths()),
    "dev.yaml": [GOLD / "dev"],
    "unseen.yaml": [GOLD / "unseen"],
}
MARGIN = 0.02
"""Floors stand this much below the figure reached: one claim of fifty may flip with another processor's arithmetic."""
ENOUGH = 20
"""Fewer claims found than this say nothing of precision, modality, domain or speaker."""

Scores = dict[tuple[str, str], scoring.Score]


def measure() -> Scores:
    """Scores by gold file and language."""
    reader = FrameReader(Settings())
    found: Scores = {}
    for name, paths in FOLDERS.items():
        gold = schema.load(name)
        for article in load(paths):
            if not isinstance(article, Article):
                continue
            place = article.path.rsplit("/", 1)[-1]
            reading = reader.read(article)
            wanted = [c for c in gold.claims if c.article == place]
            score = found.setdefault((name, reading.language), scoring.Score())
            scoring.add(score, wanted, [c.record for c in reading.claims], place)
    return found


def table(scores: Scores) -> list[str]:
    """One line a gold file and language."""
    lines = []
    for (name, language), score in scores.items():
        figures = "  ".join(f"{k} {v:.2f}" for k, v in score.figures().items())
        lines.append(f"{name:13} {language}  claims {score.counts['claims_gold']:3}  {figures}")
    return lines


def floors(scores: Scores) -> list[str]:
    """The text of floors.yaml."""
    lines = ["floors:"]
    for name in FOLDERS:
        lines.append(f"  {name}:")
        for (file, language), score in scores.items():
            if file == name:
                few = score.counts["matched"] < ENOUGH
                figures = {k: v for k, v in score.figures().items() if not few or k.endswith("recall")}
                values = {k: max(0.0, round(v - MARGIN, 2)) for k, v in figures.items()}
                lines.append(f"    {language}: {{{', '.join(f'{k}: {v}' for k, v in values.items())}}}")
    return lines


def errors(scores: Scores) -> list[str]:
    """Misses and extras of what may be looked at."""
    seen = [(key, score) for key, score in scores.items() if key[0] != "unseen.yaml"]
    return [
        f"{kind} {line}"
        for _, s in seen
        for kind, found in (("MISS", s.misses), ("EXTRA", s.extras))
        for line in found
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--floors", action="store_true")
    parser.add_argument("--errors", action="store_true")
    asked = parser.parse_args()
    scores = measure()
    lines = floors(scores) if asked.floors else table(scores) + (errors(scores) if asked.errors else [])
    print("\n".join(lines))


if __name__ == "__main__":
    main()
