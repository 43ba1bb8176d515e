"""Train what holds a language model's proposals against a sentence's structure, on our own annotated sentences, and measure it.

    python scripts/train_bearing.py                  # figures, then src/papertiger/readers/llm/data/bearing.npz
    python scripts/train_bearing.py --measure-only

Cases are proposals: each predicate that some word of a sentence can say, of each two sides that it names. Right are those that the
annotation lists. Learns from ``training/sentences`` (the same statement in three languages goes into one fold), chooses the bounds on folds that
the weights have not seen, and measures on the development half of the gold, from which nothing is learnt here. Needs scikit-learn
(``scripts/training/requirements.txt``). Figures go to ``benchmarks/bearing.json``.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from papertiger.errors import ArticleError
from papertiger.evaluation.claims import as_article, keys_of
from papertiger.evaluation.gold import GoldSentence, GoldSentences
from papertiger.evaluation.mistakes import MISTAKES, Mistake, mistake_of
from papertiger.events.layer.weights import Weights, hashed
from papertiger.language import analyser
from papertiger.readers.llm.bearing import Seen, saw
from papertiger.readers.llm.bearing.features import names
from papertiger.readers.llm.bearing.weighing import PLACES, WEIGHTS, Bounds
from papertiger.readers.llm.instructions import instructions
from papertiger.readers.llm.windows import parties_in
from papertiger.readers.prepared import Prepared, prepared
from papertiger.readers.sides import EITHER_WAY, Key
from papertiger.settings import Settings
from train_layer import TRAINING, golds

RESULTS = Path(__file__).parent.parent / "benchmarks" / "bearing.json"
STEMS = {path.stem for path in TRAINING}
COST = 0.02
"""Inverse strength of the penalty; 0.05 is no better on unseen folds."""
LEAST = 20
"""Features of fewer cases are left out: a third of them does as well."""
SMALL = 0.02
"""Weights below it are left out: a quarter of the features does as well."""
SAMPLED = 0.35
"""Share of the easily wrong cases that is learnt from; each weighs as much more."""
EASY: frozenset[str] = frozenset({"predicate", "other", "nothing"})
MAYBE = 0.5
"""Weight of a case that a careful reader may list or leave."""
KEPT = 0.97
"""Share of the right cases that must score above `Bounds.least`."""
KEPT_BESIDE = 0.98
"""Share of those that each of the other bounds must let stand."""
RARE = 0.02
"""Predicates that are right of the same two less often than this are apart."""
KINDS = ("right", "may", *MISTAKES)


Kind = Literal["right", "may"] | Mistake


@dataclass(frozen=True, slots=True)
class Case:
    """One proposal."""

    group: str
    place: tuple[str, str, int]
    """Language, file and sentence."""
    key: Key
    kind: Kind
    """``right``; ``may``: right, and no fault where it is missed; else the sort of mistake."""
    features: tuple[NDArray[np.uint32], ...]
    """Hashes, for each pair of places of the two sides."""


def kind_of(key: Key, listed: set[Key], musts: set[Key]) -> Kind:
    """What sort of proposal it is for its sentence."""
    if key in listed:
        return "right" if key in musts else "may"
    return mistake_of(key, listed)


def sights(gold: GoldSentences, sentence: GoldSentence) -> Iterator[Seen]:
    """The scored sentences of a gold sentence, with their structure."""
    article, start = as_article(gold, sentence)
    try:
        made: Prepared = prepared(article)
    except ArticleError:
        return
    for one in made.sentences:
        if one.end <= start or one.language not in made.spoken:
            continue
        parties = parties_in(made, one)
        seen = saw(made, one, parties, analyser(one.language, Settings()).parse) if parties else None
        if seen is not None:
            yield seen


def proposals(seen: Seen) -> Iterator[Key]:
    """Every proposal that the words and names of a sentence allow."""
    for predicate, about in instructions().predicates.items():
        if predicate not in seen.sayable():
            continue
        for subject, target in product(seen.places, (*seen.places, None)):
            if subject != target and (target is not None or "object" not in about.needs):
                yield predicate, subject, target


def cases(files: Iterable[tuple[str, GoldSentences]], *, sample: bool) -> Iterator[Case]:
    """Every proposal about every sentence; with `sample`, some of the easily wrong ones."""
    chance = random.Random(20261128)  # noqa: S311 - no secret
    for stem, gold in files:
        for number, sentence in enumerate(gold.sentences):
            listed = keys_of(sentence)
            musts = {
                key
                for c in sentence.claims
                if not c.may
                for key in keys_of(GoldSentence(text="", claims=(c,)))
            }
            for seen in sights(gold, sentence):
                for key in proposals(seen):
                    kind = kind_of(key, listed, musts)
                    if sample and kind in EASY and chance.random() > SAMPLED:
                        continue
                    place = gold.language or "", stem, number
                    yield Case(f"{stem}-{number}", place, key, kind, _features(seen, key))


def _features(seen: Seen, key: Key) -> tuple[NDArray[np.uint32], ...]:
    predicate, subject, target = key
    others = seen.places[target] if target is not None else (None,)
    pairs = islice(product(seen.places[subject or ""], others), PLACES)
    return tuple(
        np.array(sorted({hashed(n) for n in names(seen, predicate, *pair)}), dtype=np.uint32)
        for pair in pairs
    )


class Rows:
    """Cases as rows, one for each pair of places."""

    def __init__(self, found: Sequence[Case]) -> None:
        self.cases = found
        self.features = [features for case in found for features in case.features]
        self.own = np.array([i for i, case in enumerate(found) for _ in case.features])
        self.kinds = np.array([case.kind for case in found])
        self.right = np.isin(self.kinds, ["right", "may"])[self.own]
        shares = 1 / np.bincount(self.own)[self.own]
        easy = np.where(np.isin(self.kinds, list(EASY)), 1 / SAMPLED, 1.0)
        self.weights = shares * (easy * np.where(self.kinds == "may", MAYBE, 1.0))[self.own]
        self.groups = np.array([case.group for case in found])[self.own]

    def columns(self, rows: NDArray[np.int64]) -> dict[int, int]:
        """The features that occur at least `LEAST` times."""
        counts: Counter[int] = Counter()
        for row in rows:
            counts.update(self.features[row].tolist())
        return {name: i for i, name in enumerate(sorted(n for n, k in counts.items() if k >= LEAST))}

    def matrix(self, rows: NDArray[np.int64], columns: dict[int, int]) -> csr_matrix:
        """Rows × features, 0 or 1."""
        indices: list[int] = []
        starts = [0]
        for row in rows:
            indices += [at for name in self.features[row].tolist() if (at := columns.get(name)) is not None]
            starts.append(len(indices))
        ones = np.ones(len(indices), dtype=np.float32)
        shape = (len(rows), len(columns))
        return csr_matrix((ones, np.array(indices, dtype=np.int32), np.array(starts)), shape=shape)

    def best(self, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """The score of each case, by its best places."""
        found = np.full(len(self.cases), -np.inf)
        np.maximum.at(found, self.own, scores)
        return found


def fitted(rows: Rows, train: NDArray[np.int64]) -> tuple[dict[int, int], NDArray[np.float64], float]:
    """Columns, coefficients and intercept, small ones left out."""
    columns = rows.columns(train)
    model = LogisticRegression(C=COST, solver="liblinear")
    model.fit(rows.matrix(train, columns), rows.right[train], sample_weight=rows.weights[train])
    kept = np.abs(model.coef_[0]) >= SMALL
    names_ = [name for name, at in sorted(columns.items(), key=lambda item: item[1]) if kept[at]]
    return {name: i for i, name in enumerate(names_)}, model.coef_[0][kept], float(model.intercept_[0])


def apart(found: Sequence[Case]) -> dict[str, list[str]]:
    """Predicate → those that are right beside it of the same two, in the same sentence, less often than `RARE`."""
    together: dict[tuple[Any, Any], set[str]] = {}
    for case in found:
        if case.kind in {"right", "may"}:
            together.setdefault((case.place, case.key[1:]), set()).add(case.key[0])
    counts: Counter[tuple[str, str]] = Counter(
        pair for names_ in together.values() for pair in product(names_, names_)
    )
    known = sorted(instructions().predicates)
    return {
        one: [o for o in known if o != one and counts[one, o] < RARE * max(1, counts[one, one])]
        for one in known
    }


class Beside:
    """How much better something else fits than each case; minus infinity where there is nothing."""

    def __init__(
        self, found: Sequence[Case], scores: NDArray[np.float64], rare: dict[str, list[str]]
    ) -> None:
        at = {(case.place, case.key): i for i, case in enumerate(found)}
        same: dict[tuple[Any, str], list[int]] = {}
        for i, case in enumerate(found):
            same.setdefault((case.place, case.key[0]), []).append(i)
        self.turned, self.others, self.otherwise = (np.full(len(found), -np.inf) for _ in range(3))
        for i, case in enumerate(found):
            predicate, subject, target = case.key
            other = at.get((case.place, (predicate, target, subject)))
            if other is not None and predicate not in EITHER_WAY:
                self.turned[i] = scores[other] - scores[i]
            rest = [
                scores[j] for j in same[case.place, predicate] if {*found[j].key[1:]} != {subject, target}
            ]
            self.others[i] = max(rest, default=-np.inf) - scores[i]
            keys = ((case.place, (name, subject, target)) for name in rare[predicate])
            said = [scores[j] for key in keys if (j := at.get(key)) is not None]
            self.otherwise[i] = max(said, default=-np.inf) - scores[i]


def bounds_of(rows: Rows, scores: NDArray[np.float64], rare: dict[str, list[str]]) -> Bounds:
    """The bounds that let the chosen shares of the right cases stand."""
    right = rows.kinds == "right"
    least = round(float(np.quantile(scores[right], 1 - KEPT)), 2)
    found, still = Beside(rows.cases, scores, rare), right & (scores >= least)

    def high(better: NDArray[np.float64]) -> float:
        return round(float(np.quantile(better[still], KEPT_BESIDE)), 2)

    return Bounds(least, high(found.turned), high(found.others), high(found.otherwise))


def standing(
    rows: Rows, scores: NDArray[np.float64], bounds: Bounds, rare: dict[str, list[str]]
) -> dict[str, Any]:
    """Kind → how many proposals there are, and the share that stands."""
    found = Beside(rows.cases, scores, rare)
    stands = (scores >= bounds.least) & (found.turned <= bounds.reverse)
    stands &= (found.others <= bounds.others) & (found.otherwise <= bounds.otherwise)
    return {
        kind: {"proposals": int(mine.sum()), "stand": round(float(stands[mine].mean()), 3)}
        for kind in KINDS
        if (mine := rows.kinds == kind).any()
    }


def main() -> None:
    """Learn, choose, measure, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure-only", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    files = list(golds())
    learnt = Rows(list(cases(((s, g) for s, g in files if s in STEMS), sample=True)))
    scores = np.zeros(len(learnt.own))
    for train, test in GroupKFold(3).split(scores, scores, learnt.groups):
        columns, weights, bias = fitted(learnt, train)
        scores[test] = learnt.matrix(test, columns) @ weights + bias
    best = learnt.best(scores)
    rare = apart(learnt.cases)
    bounds = bounds_of(learnt, best, rare)
    every = np.arange(len(learnt.own))
    columns, weights, bias = fitted(learnt, every)
    held = Rows(list(cases(((s, g) for s, g in files if s not in STEMS), sample=False)))
    result: dict[str, Any] = {
        "bounds": asdict(bounds),
        "features": len(columns),
        "crossed": standing(learnt, best, bounds, rare),
        "held out": {},
    }
    rated = held.best(held.matrix(np.arange(len(held.own)), columns) @ weights + bias)
    for language in ("", "en", "uk", "ru"):
        chosen = [i for i, case in enumerate(held.cases) if language in {"", case.place[0]}]
        mine = Rows([held.cases[i] for i in chosen])
        result["held out"][language or "all"] = standing(mine, rated[chosen], bounds, rare)
    print(json.dumps(result, indent=1))
    if arguments.measure_only:
        return
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    notes = {"from": "our own sentences, CC BY-SA 4.0", "bounds": asdict(bounds), "apart": rare}
    hashes = np.array(list(columns), dtype=np.uint32)
    direct = weights.reshape(-1, 1).astype(np.float32)
    Weights(("right",), hashes, direct, np.array([bias], dtype=np.float32), notes=notes).save(WEIGHTS)


if __name__ == "__main__":
    main()
