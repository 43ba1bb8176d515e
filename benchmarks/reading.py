"""How fast the reader is: articles a second on one core, and how much the scan saves over parsing everything.

Run by hand (`make bench`); prints one JSON object. Ratios within one run are comparable between machines, seconds are not. The text is
the bundled samples plus the gold articles, read `ROUNDS` times after one warm-up, so that neither start-up nor the disk counts.
"""

from __future__ import annotations

import json
import platform
import resource
import sys
import time
from pathlib import Path

from papertiger import samples
from papertiger.language import analyser, split
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

ROUNDS = 3
GOLD = Path(__file__).parent.parent / "tests" / "gold"


def articles() -> list[Article]:
    """Every article of the samples and the gold folders."""
    folders = [*samples.paths(), *(p for p in GOLD.iterdir() if p.is_dir() and not p.name.startswith("_"))]
    return [a for a in load(folders) if isinstance(a, Article)]


def cpu_seconds_reading(reader: FrameReader, texts: list[Article]) -> float:
    """CPU seconds of one reading of all articles."""
    start = time.process_time()
    for article in texts:
        reader.read(article)
    return time.process_time() - start


def cpu_seconds_parsing(texts: list[Article], languages: list[str]) -> float:
    """CPU seconds of a plain parse of every sentence, without reading anything from it."""
    start = time.process_time()
    for article, language in zip(texts, languages, strict=True):
        analyser(language, Settings()).parse(split(article.text, article.paragraphs, language))
    return time.process_time() - start


def main() -> None:
    """Measure and print."""
    reader, texts = FrameReader(Settings()), articles()
    readings = [reader.read(a) for a in texts]
    languages = [r.language for r in readings]
    reading = min(cpu_seconds_reading(reader, texts) for _ in range(ROUNDS))
    parsing = min(cpu_seconds_parsing(texts, languages) for _ in range(ROUNDS))
    result = {
        "articles": len(texts),
        "sentences": sum(r.sentences for r in readings),
        "parsed_share": round(sum(r.parsed for r in readings) / sum(r.sentences for r in readings), 3),
        "articles_per_cpu_second": round(len(texts) / reading, 1),
        "reading_over_plain_parse": round(reading / parsing, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "python": platform.python_version(),
    }
    sys.stdout.write(json.dumps(result, indent=2) + "\n")


if __name__ == "__main__":
    main()
