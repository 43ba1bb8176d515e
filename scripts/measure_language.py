"""Measure the shipped pipelines on held-out treebanks and write ``benchmarks/language.json``.

    python scripts/measure_language.py TREEBANKS [--out benchmarks/language.json]

Gold tokens, one sentence a document, as the reader parses; see ``papertiger.language.treebank.score`` for the figures.
UD Ukrainian-IU is not used in training: it says how the pipeline does outside its domain.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import time
from importlib.metadata import version
from pathlib import Path

import spacy

import papertiger.language.dictionary
import papertiger.language.tokenizer  # noqa: F401 - both register what the pipelines are made of
from papertiger.language import analyser, en, uk
from papertiger.language.treebank import plain_doc, read_conllu, score
from papertiger.settings import Settings

TREEBANKS = (
    ("uk", "uk_iu/dev.conllu", "out of domain: fiction, law, news, old prose"),
    ("uk", "uk_parlamint/dev.conllu", "parliament; chose the state that ships"),
    ("ru", "ru_taiga/dev.conllu", "social media, poetry, news; chose the state that ships"),
    ("en", "en_ewt/dev.conllu", "web; chose the state that ships"),
)
SPEED = 400
"""Sentences timed."""


def main() -> None:
    """Measure all, write the file, print a table."""
    parser = argparse.ArgumentParser(description="Measure the pipelines of papertiger.language.")
    parser.add_argument("treebanks", type=Path)
    parser.add_argument("--out", type=Path, default=Path("benchmarks/language.json"))
    options = parser.parse_args()
    report = {
        "how": "scripts/measure_language.py: gold tokens, one sentence a document; percentages; uas and las without "
        "punctuation and without relation subtypes; lemma over content words; words a CPU second on one core",
        "python": platform.python_version(),
        "spacy": version("spacy"),
        "weights": {code: analyser(code, Settings()).digest for code in ("uk", "ru", "en")},
        "results": [_measure(options.treebanks, *row) for row in TREEBANKS],
    }
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _measure(treebanks: Path, language: str, name: str, what: str) -> dict[str, object]:
    path = treebanks / name
    nlp = spacy.load((en if language == "en" else uk).FOLDER / "weights")
    sentences = list(read_conllu(path))
    figures = score(nlp, sentences, language)
    begin = time.process_time()
    timed = sentences[:SPEED]
    for _ in nlp.pipe((plain_doc(nlp.vocab, words, language) for words in timed), batch_size=64):
        pass
    seconds = time.process_time() - begin
    figures["words_per_cpu_second"] = float(round(sum(map(len, timed)) / seconds, -2))
    print(name, figures)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"treebank": name, "language": language, "what": what, "sha256": digest, "figures": figures}


if __name__ == "__main__":
    main()
