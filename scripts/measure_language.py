"""Measure pipelines on held-out treebanks and write the figures into ``benchmarks/language.json``.

    python scripts/measure_language.py TREEBANKS                                   # the shipped weights
    python scripts/measure_language.py TREEBANKS --weights FOLDER --as "no silver"  # an ablation that train_language.py wrote

The metrics are those of the CoNLL-2018 shared task (`papertiger.language.conll`), on gold tokens and on raw text, punctuation
counted. UD Ukrainian-IU is not used in training: it says how the pipeline does outside its domain. Figures of other labels in the
file stay as they are, so that an ingredient's worth can be read off it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from pathlib import Path

from papertiger.language import Analyser, analyser
from papertiger.language.conll import evaluate
from papertiger.language.pipelines import load_shipped
from papertiger.language.treebank import read_trees
from papertiger.settings import Settings

OWN = Path(__file__).parents[1] / "treebank"
TREEBANKS = (
    ("uk", "uk_iu/dev.conllu", "out of domain: fiction, law, news, old prose"),
    ("uk", "uk_parlamint/dev.conllu", "parliament"),
    ("uk", "uk_news-test.conllu", "our own news, test part"),
    ("ru", "ru_taiga/dev.conllu", "social media, poetry, news"),
    ("ru", "ru_news-test.conllu", "our own news, test part"),
    ("en", "en_ewt/dev.conllu", "web"),
    ("en", "en_news-test.conllu", "our own news, test part"),
)
HOW = (
    "scripts/measure_language.py: CoNLL-2018 metrics in per cent, punctuation counted; on gold tokens, under raw on running text; "
    "F1 of relations on gold tokens; words a CPU second of parsing gold tokens on one core"
)


def main() -> None:
    """Measure all, write the file, print a table."""
    options = _options()
    results = [_measure(options, *row) for row in TREEBANKS if options.only in {"", row[0]}]
    report = json.loads(options.out.read_text(encoding="utf-8")) if options.out.is_file() else {}
    kept = report.get("variants", {})
    before = [
        r for r in kept.get(options.label, []) if r["treebank"] not in {new["treebank"] for new in results}
    ]
    order = [name for _, name, _ in TREEBANKS]
    kept[options.label] = sorted([*before, *results], key=lambda r: order.index(str(r["treebank"])))
    options.out.write_text(
        json.dumps({"how": HOW, "variants": kept}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the pipelines of papertiger.language.")
    parser.add_argument("treebanks", type=Path, help="folder with one folder a treebank")
    parser.add_argument(
        "--weights", type=Path, help="folder that train_language.py wrote to, in place of the package's"
    )
    parser.add_argument(
        "--as", dest="label", default="shipped", help="what the figures are called in the file"
    )
    parser.add_argument("--only", default="", help="one language")
    parser.add_argument("--no-raw", action="store_true", help="gold tokens only")
    parser.add_argument("--out", type=Path, default=Path("benchmarks/language.json"))
    return parser.parse_args()


def _measure(options: argparse.Namespace, language: str, name: str, what: str) -> dict[str, object]:
    path = options.treebanks / name if "/" in name else OWN / name
    found = _analyser(options.weights, language)
    trees = list(read_trees(path))
    figures = evaluate(found, trees, raw=not options.no_raw)
    begin = time.process_time()
    for _ in found.parse_words([tree.words for tree in trees[:400]]):
        pass
    words = sum(len(tree.words) for tree in trees[:400])
    figures["words_per_cpu_second"] = round(words / (time.process_time() - begin), -2)
    print(name, figures, flush=True)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"treebank": name, "language": language, "what": what, "sha256": digest, "figures": figures}


def _analyser(weights: Path | None, language: str) -> Analyser:
    if weights is None:
        return analyser(language, Settings())
    return load_shipped(language, weights / ("en" if language == "en" else "eastslavic"))


if __name__ == "__main__":
    main()
