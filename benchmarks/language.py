"""How fast articles are read on one core, against parsing everything: `python benchmarks/language.py > benchmarks/speed.json`.

Every contender runs in a process of its own, one after the other, each on one thread, over the articles of ``mixed/``: a
news stream in which one article in ten has something to read. Times are CPU seconds, so that a busy machine counts less;
the first reading of each contender, with all loading, is kept apart as ``cold``. Ratios within one run are comparable
between machines, seconds are not.

* ``reader``: articles to claims, as `papertiger read` does it without the ledger.
* ``everything``: the same reader with its scan off, so that every sentence is parsed and coded.
* ``spacy``: nothing but the parser over every sentence, cut and identified beforehand, in spaCy's batches.
* ``natasha``: the Russian articles only, cut, tagged and parsed; needs ``--natasha PYTHON``, an interpreter that has it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGES = ("uk", "ru", "en")
ROUNDS = 7
ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)
Pass = Callable[[str], None]
"""One pass over the articles of a language."""


def texts(language: str) -> list[str]:
    """The articles of a language without their header lines."""
    paths = sorted((HERE / "mixed" / language).glob("*.txt"))
    return [path.read_text(encoding="utf-8").partition("\n\n")[2] for path in paths]


def reading(*, everything: bool) -> Pass:
    """The whole reader."""
    from papertiger.news import Article, load  # noqa: PLC0415 - loading is part of the cold start
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415
    from papertiger.settings import Settings  # noqa: PLC0415

    reader = FrameReader(Settings(), everything=everything)
    found = {code: [a for a in load([HERE / "mixed" / code]) if isinstance(a, Article)] for code in LANGUAGES}

    def once(language: str) -> None:
        for article in found[language]:
            reader.read(article)

    return once


def parsing() -> Pass:
    """The parser alone."""
    from dataclasses import replace  # noqa: PLC0415

    from papertiger.language import analyser, split  # noqa: PLC0415
    from papertiger.news import Article, load  # noqa: PLC0415
    from papertiger.settings import Settings  # noqa: PLC0415

    found = {
        code: [
            sentence
            for article in load([HERE / "mixed" / code])
            if isinstance(article, Article)
            for sentence in split(article.text, article.paragraphs, code)
        ]
        for code in LANGUAGES
    }

    def once(language: str) -> None:
        analyser(language, Settings()).parse([replace(sentence) for sentence in found[language]])

    return once


def natasha() -> Pass:
    """Natasha's segmenter, tagger and parser."""
    import natasha as library  # type: ignore[import-not-found]  # noqa: PLC0415

    embedding = library.NewsEmbedding()
    segmenter = library.Segmenter()
    tagger, parser = library.NewsMorphTagger(embedding), library.NewsSyntaxParser(embedding)

    def once(language: str) -> None:
        for text in texts(language):
            doc = library.Doc(text)
            doc.segment(segmenter)
            doc.tag_morph(tagger)
            doc.parse_syntax(parser)

    return once


CONTENDERS: Mapping[str, tuple[Callable[[], Pass], tuple[str, ...]]] = {
    "reader": (lambda: reading(everything=False), LANGUAGES),
    "everything": (lambda: reading(everything=True), LANGUAGES),
    "spacy": (parsing, LANGUAGES),
    "natasha": (natasha, ("ru",)),
}


def measure(name: str, rounds: int) -> dict[str, object]:
    """CPU seconds of one contender by language, in this process."""
    prepare, languages = CONTENDERS[name]
    start = time.process_time()
    once = prepare()
    for code in languages:
        once(code)
    cold = time.process_time() - start
    seconds: dict[str, list[float]] = {code: [] for code in languages}
    for code in languages:
        once(code)  # caches fill in the first pass, some in the second
    for _ in range(rounds):
        for code in languages:
            start = time.process_time()
            once(code)
            seconds[code].append(time.process_time() - start)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"cold": cold, "seconds": seconds, "peak_memory_mb": round(peak)}


def summary(name: str, measured: Mapping[str, object]) -> dict[str, object]:
    """Rates of one contender from its medians."""
    seconds = measured["seconds"]
    assert isinstance(seconds, dict)  # noqa: S101 - written by `measure`
    medians = {code: statistics.median(times) for code, times in seconds.items()}
    spread = [sum(times) for times in zip(*seconds.values(), strict=True)]
    rates = {code: _rates([code], median) for code, median in medians.items()}
    if len(medians) > 1:
        rates["all"] = _rates(list(medians), sum(medians.values()))
    return {
        "contender": name,
        "cold_cpu_seconds": round(float(str(measured["cold"])), 2),
        "cpu_seconds_of_a_pass": {
            "median": round(sum(medians.values()), 3),
            "least": round(min(spread), 3),
            "most": round(max(spread), 3),
        },
        "rates": rates,
        "peak_memory_mb": measured["peak_memory_mb"],
    }


def _rates(languages: list[str], seconds: float) -> dict[str, float]:
    found = [text for code in languages for text in texts(code)]
    return {
        "articles_per_cpu_second": round(len(found) / seconds, 1),
        "words_per_cpu_second": round(sum(len(text.split()) for text in found) / seconds),
    }


def run(name: str, python: str, rounds: int) -> dict[str, object]:
    """`measure` in a process of its own, with one thread."""
    command = [python, __file__, "--only", name, "--rounds", str(rounds)]
    done = subprocess.run(  # noqa: S603 - this file, and an interpreter that the user named
        command, env={**os.environ, **ONE_THREAD}, capture_output=True, text=True, check=True
    )
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure every contender and print one JSON object."""
    arguments = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    arguments.add_argument("--natasha", metavar="PYTHON", help="an interpreter that has natasha")
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments.add_argument("--only", choices=CONTENDERS, help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.only:
        sys.stdout.write(json.dumps(measure(options.only, options.rounds)))
        return
    results, skipped = {}, {}
    for name in CONTENDERS:
        python = options.natasha if name == "natasha" else sys.executable
        if python is None:
            skipped[name] = "no interpreter given with --natasha"
            continue
        results[name] = summary(name, run(name, python, options.rounds))
    passes = {name: found["cpu_seconds_of_a_pass"]["median"] for name, found in results.items()}  # type: ignore[index]
    report = {
        "how": f"benchmarks/language.py: median of {options.rounds} passes, CPU seconds, one thread",
        "articles": sum(len(texts(code)) for code in LANGUAGES),
        "words": sum(len(text.split()) for code in LANGUAGES for text in texts(code)),
        "python": platform.python_version(),
        "results": list(results.values()),
        "skipped": skipped,
        "reader_is_faster_than": {
            name: round(passes[name] / passes["reader"], 2) for name in ("everything", "spacy")
        },
    }
    sys.stdout.write(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
