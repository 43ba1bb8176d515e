"""What the scan loses: `python benchmarks/scan.py [FOLDER ...] > benchmarks/scan.json`.

Two questions. Of the sentences that carry a gold claim, how many does the scan let through? And do articles give the same
claims with the scan as with every sentence parsed: the samples, the mixed stream, and any folders that are given?
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from papertiger import samples
from papertiger.datafiles import load_table
from papertiger.errors import ArticleError
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

HERE = Path(__file__).parent
GOLD = HERE.parent / "tests" / "gold"
sys.path.insert(0, str(GOLD))

from schema import Gold  # noqa: E402 - the gold's own schema lies beside it


def articles(paths: list[Path]) -> list[Article]:
    """The articles under `paths`."""
    return [a for a in load(paths) if isinstance(a, Article)]


def gold_kept(reader: FrameReader, gold: Gold, texts: list[Article]) -> dict[str, float]:
    """How many places of gold claims begin in a sentence that the scan lets through."""
    places = kept = 0
    for article in texts:
        spans = [(s.start, s.end) for s in reader.worth_parsing(article)]
        for words in {c.words for c in gold.claims if c.article == article.path.rsplit("/", 1)[-1]}:
            at = article.text.find(words)
            places += at >= 0
            kept += at >= 0 and any(start <= at < end for start, end in spans)
    return {"places": places, "kept": kept, "share": round(kept / places, 4)}


def difference(with_scan: FrameReader, without: FrameReader, texts: list[Article]) -> dict[str, int]:
    """Claims that only one of the two readers makes, by identity."""
    total = {"articles": 0, "sentences": 0, "parsed": 0, "claims": 0, "lost": 0, "new": 0}
    for article in texts:
        try:
            own, whole = with_scan.read(article), without.read(article)
        except ArticleError:
            continue  # in a language without a reader
        made, full = ({c.record.id for c in reading.claims} for reading in (own, whole))
        counts = (1, whole.sentences, own.parsed, len(full), len(full - made), len(made - full))
        for name, number in zip(total, counts, strict=True):
            total[name] += number
    return total


def main() -> None:
    """Measure and print."""
    reader, whole = FrameReader(Settings()), FrameReader(Settings(), everything=True)
    gold = {
        "samples.yaml": list(samples.paths()),
        "dev.yaml": [GOLD / "dev"],
        "unseen.yaml": [GOLD / "unseen"],
    }
    kept = {
        name: gold_kept(reader, load_table(GOLD / name, Gold), articles(paths))
        for name, paths in gold.items()
    }
    folders = {
        "samples": list(samples.paths()),
        "mixed": [HERE / "mixed" / code for code in ("uk", "ru", "en")],
        **{name: [Path(name)] for name in sys.argv[1:]},
    }
    same = {name: difference(reader, whole, articles(paths)) for name, paths in folders.items()}
    report = {"how": "benchmarks/scan.py", "gold_sentences": kept, "with_scan_against_without": same}
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
