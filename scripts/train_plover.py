"""Train the weights behind ``papertiger eval plover`` on PLV's train half, and measure them by cross-validation.

    python scripts/train_plover.py PLV_train.tsv                  # 5-fold figures, then weights from all rows
    python scripts/train_plover.py PLV_train.tsv --measure-only   # the figures alone

Needs scikit-learn (``scripts/training/requirements.txt``). Folds are stratified by root and shuffled with seeds 0 to 2; the means go to
``benchmarks/plover.json``. The text of PLV stays where it is: the weights know features by their hashes only.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.model_selection import StratifiedKFold
from sklearn.svm import LinearSVC

from papertiger.evaluation.plover import Row, figures, parsed, read_rows
from papertiger.events.layer.plover import LANGUAGE, STRUCTURE, WEIGHTS, grams, scaled, structure
from papertiger.events.layer.weights import Weights, hashed
from papertiger.language import analyser
from papertiger.settings import Settings

COST = 0.5
"""Inverse strength of the penalty; 0.3 to 1 make no difference beyond the noise."""
LEAST = 2
"""Features of fewer rows are left out."""
SEEDS = (0, 1, 2)
RESULTS = Path(__file__).parent.parent / "benchmarks" / "plover.json"

Case = tuple[list[str], "Counter[str]"]


class Space:
    """Which features there are, and how rare each word is, as some rows show it."""

    def __init__(self, cases: list[Case]) -> None:
        seen = Counter(name for names, _ in cases for name in names)
        words = Counter(gram for _, counts in cases for gram in counts)
        self.rarity = {g: log((1 + len(cases)) / (1 + n)) + 1 for g, n in words.items() if n >= LEAST}
        kept = [name for name, n in seen.items() if n >= LEAST]
        self.columns = {name: i for i, name in enumerate([*kept, *(f"g:{g}" for g in self.rarity)])}

    def matrix(self, cases: list[Case]) -> csr_matrix:
        """Cases × features."""
        data, rows, columns = [], [], []
        for number, (names, counts) in enumerate(cases):
            values = dict.fromkeys(names, STRUCTURE)
            values |= {f"g:{g}": v for g, v in scaled(counts, self.rarity).items()}
            for name, value in values.items():
                if name in self.columns:
                    data.append(value)
                    rows.append(number)
                    columns.append(self.columns[name])
        return csr_matrix((data, (rows, columns)), shape=(len(cases), len(self.columns)))


def folds(gold: list[Row], cases: list[Case], seed: int) -> Iterator[tuple[Space, LinearSVC, list[int]]]:
    """Models, each with the numbers of the rows that it did not see."""
    roots = np.array([r.root for r in gold])
    for train, test in StratifiedKFold(5, shuffle=True, random_state=seed).split(roots, roots):
        space = Space([cases[i] for i in train])
        model = LinearSVC(C=COST).fit(space.matrix([cases[i] for i in train]), roots[train])
        yield space, model, [int(i) for i in test]


def crossed(gold: list[Row], cases: list[Case], seed: int) -> list[str]:
    """Roots as read by models that did not see the row."""
    read = dict.fromkeys(range(len(gold)), "")
    for space, model, test in folds(gold, cases, seed):
        read.update(zip(test, map(str, model.predict(space.matrix([cases[i] for i in test]))), strict=True))
    return list(read.values())


def trained(gold: list[Row], cases: list[Case], notes: dict[str, Any]) -> Weights:
    """Weights from all rows."""
    space = Space(cases)
    model = LinearSVC(C=COST).fit(space.matrix(cases), [r.root for r in gold])
    rarity = np.array([space.rarity.get(name.removeprefix("g:"), 0.0) for name in space.columns])
    direct = np.concatenate([model.coef_.T, rarity[:, None]], axis=1).astype(np.float32)
    bias = np.append(model.intercept_, 0.0).astype(np.float32)
    hashes = np.array([hashed(name) for name in space.columns], dtype=np.uint32)
    return Weights(tuple(model.classes_), hashes, direct, bias, notes=notes)


def write_results(figures: dict[str, Any]) -> None:
    """Put figures into `RESULTS`, in place of those of the same names; what other scripts put there stays."""
    old = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps(old | figures, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, write the figures, and unless told otherwise the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="PLV_train.tsv")
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    arguments = parser.parse_args()
    gold = read_rows(arguments.file)
    given = parsed(gold, analyser(LANGUAGE, Settings()).parse)
    cases: list[Case] = [(structure(g), grams(g.sentence.text)) for g in given]
    found = [figures(gold, crossed(gold, cases, seed)) for seed in SEEDS]
    means = {
        level: {
            name: round(sum(f[level][name] for f in found) / len(found), 3)
            for name in ("accuracy", "macro_f1")
        }
        for level in ("root", "quad")
    }
    classes = {
        name: {k: round(v, 3) for k, v in row.items()} for name, row in found[0]["root"]["classes"].items()
    }
    result = {"rows": len(gold), "folds": 5, "seeds": list(SEEDS), **means, "classes of seed 0": classes}
    write_results(result)
    print(json.dumps(means))
    if not arguments.measure_only:
        notes = {
            "from": "PLV train half, 1,050 rows, no licence stated; hashes of features only",
            "cross-validated": means,
        }
        trained(gold, cases, notes).save(WEIGHTS)


if __name__ == "__main__":
    main()
