"""Train the layer that judges readings, on our own annotated sentences, and measure it by cross-validation.

    python scripts/train_layer.py                  # figures, then src/papertiger/events/data/weights/claims.npz
    python scripts/train_layer.py --measure-only

Reads ``training/sentences`` (the same statement in three languages; all three go into one fold) and the development half of the gold; never
the blind half. Needs scikit-learn (``scripts/training/requirements.txt``). Figures go to ``benchmarks/layer.json``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path[:0] = [str(Path(__file__).parent.parent / "tests" / name) for name in ("gold", "readers")]

import schema  # noqa: E402 - lives beside the gold

from papertiger import samples  # noqa: E402 - as above
from papertiger.datafiles import load_table  # noqa: E402 - as above
from papertiger.evaluation import GoldSentences, GoldStatement, load_gold, reliability  # noqa: E402 - as above
from papertiger.evaluation.claims import as_article, keys_of  # noqa: E402 - as above
from papertiger.evaluation.gold import GoldArticle, GoldSentence  # noqa: E402 - as above
from papertiger.events.layer import Judge  # noqa: E402 - as above
from papertiger.events.layer.judge import WEIGHTS  # noqa: E402 - as above
from papertiger.events.layer.weights import Weights, hashed  # noqa: E402 - as above
from papertiger.news import Article, load  # noqa: E402 - as above
from papertiger.readers.frames import FrameReader  # noqa: E402 - as above
from papertiger.readers.sides import Key, side_of, ways_of  # noqa: E402 - as above
from papertiger.settings import Settings  # noqa: E402 - as above

ROOT = Path(__file__).parent.parent
TRAINING = sorted((ROOT / "training" / "sentences").glob("*.yaml"))
DEVELOPMENT = sorted((ROOT / "tests" / "gold" / "sentences" / "dev").glob("*.yaml"))
MOTIVE = ROOT.parent / "shared" / "articles" / "000_4f548a610f875f23.txt"
RESULTS = ROOT / "benchmarks" / "layer.json"
GOLD = ROOT / "tests" / "gold"
IN_ARTICLE = 4.0
"""Weight of a case from a whole article, where roles are left to the sentences before."""
COST = 0.05
"""Inverse strength of the penalty, the best of 0.02, 0.05 and 0.15 in calibration."""
LEAST = 2
THRESHOLD = 0.5
"""What is likelier wrong than right is no claim."""
LANGUAGES = ("uk", "ru", "en")


class Item(BaseModel):
    """One statement in three languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    uk: str
    ru: str
    en: str
    about: str | None = None
    claims: tuple[GoldStatement, ...]


class Items(BaseModel):
    """A training file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    sentences: tuple[Item, ...]


@dataclass(slots=True)
class Case:
    """One claim as drafted: its evidence, and whether the gold has it."""

    names: tuple[str, ...]
    right: bool
    group: str
    language: str
    weight: float = 1.0
    must: str = ""
    """The claim that the gold demands and this is, if any."""
    barren: bool = False
    """Whether the sentence has nothing to code."""


def golds() -> Iterator[tuple[str, GoldSentences]]:
    """(prefix of groups, sentences of one language) of every file."""
    for path in TRAINING:
        items = load_table(path, Items).sentences
        for language in LANGUAGES:
            sentences = tuple(GoldSentence(text=getattr(i, language), claims=i.claims) for i in items)
            yield path.stem, GoldSentences(language=language, sentences=sentences)
    for path in DEVELOPMENT:
        yield f"dev-{path.stem}", load_gold(path)


def cases(reader: FrameReader, required: Counter[str]) -> list[Case]:
    """Every drafted claim of every sentence; `required` counts what the gold demands, by language."""
    found = []
    for prefix, gold in golds():
        for number, sentence in enumerate(gold.sentences):
            article, start = as_article(gold, sentence)
            listed = keys_of(sentence)
            required[gold.language or ""] += len({c.key for c in sentence.claims if not c.may})
            musts = {way for c in sentence.claims if not c.may for way in ways_of(c.key)}
            for claim in reader.coded(article):
                if claim.end > start and claim.evidence:
                    key = claim.predicate, side_of(claim.subject), side_of(claim.object)
                    found.append(
                        Case(
                            claim.evidence,
                            key in listed,
                            f"{prefix}-{number}",
                            gold.language or "",
                            must=f"{prefix}-{gold.language}-{number} {key}" if key in musts else "",
                            barren=not sentence.claims,
                        )
                    )
    return found


def articles() -> Iterator[tuple[Article, set[Key]]]:
    """Whole articles with the keys of their claims: samples, development articles, development retellings."""
    for name, paths in (("samples.yaml", samples.paths()), ("dev.yaml", [GOLD / "dev"])):
        gold = schema.load(name)
        for article in load(paths):
            if isinstance(article, Article):
                place = article.path.rsplit("/", 1)[-1]
                keys = {(c.predicate, c.subject, c.object) for c in gold.claims if c.article == place}
                yield article, {way for key in keys for way in ways_of(key)}
    for path in sorted((GOLD / "retold" / "dev").glob("*.yaml")):
        told = load_table(path, GoldArticle)
        for article in load([path.with_suffix(".txt")]):
            if isinstance(article, Article):
                yield article, {way for claim in told.claims for way in ways_of(claim.key)}


def motive_keys() -> set[Key]:
    """What a careful reader lists in the article that papertiger was begun for; its events are not listed in full."""
    import test_motive as motive  # noqa: PLC0415 - a test module, which brings pytest

    rows = [tuple(getattr(row, "values", row)) for row in (*motive.SUPPORT, *motive.RELATIONS)]
    among = [("distrusts", a, b) for a in ("VEN", "CUB", "RUS") for b in ("VEN", "CUB", "RUS") if a != b]
    events = [(name, subject, target) for name, _, subject, target in motive.EVENTS]
    return {*(row[:3] for row in rows), *among, *events}


def motive_cases(reader: FrameReader) -> Iterator[Case]:
    """Drafts of the motive article, where the developers' shared folder is there; events that are not listed are left out."""
    if not MOTIVE.exists():
        return
    listed = motive_keys()
    for article in load([MOTIVE]):
        for claim in reader.coded(article) if isinstance(article, Article) else ():
            key = claim.predicate, side_of(claim.subject), side_of(claim.object)
            if claim.evidence and (key in listed or claim.family != "event"):
                yield Case(claim.evidence, key in listed, "motive", "uk", IN_ARTICLE)


def article_cases(reader: FrameReader) -> Iterator[Case]:
    """Every drafted claim of the whole articles; an article is a group."""
    for article, listed in articles():
        for claim in reader.coded(article):
            if claim.evidence:
                key = claim.predicate, side_of(claim.subject), side_of(claim.object)
                yield Case(
                    claim.evidence, key in listed, article.path, article.metadata.language or "", IN_ARTICLE
                )


def matrix(found: list[Case], columns: dict[str, int]) -> csr_matrix:
    """Cases × features, 0 or 1."""
    rows = [(i, columns[n]) for i, case in enumerate(found) for n in case.names if n in columns]
    ones = np.ones(len(rows), dtype=np.float32)
    at = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return csr_matrix((ones, (at[:, 0], at[:, 1])), shape=(len(found), len(columns)))


def columns_of(found: list[Case]) -> dict[str, int]:
    """The features that occur at least `LEAST` times."""
    counts: dict[str, int] = {}
    for case in found:
        for name in case.names:
            counts[name] = counts.get(name, 0) + 1
    return {name: i for i, name in enumerate(sorted(n for n, k in counts.items() if k >= LEAST))}


def crossed(found: list[Case]) -> NDArray[np.float64]:
    """Probability of each case by a model that has seen no case of its statement."""
    right = np.array([c.right for c in found])
    result = np.zeros(len(found))
    for train, test in GroupKFold(5).split(right, right, [c.group for c in found]):
        mine, theirs = [found[i] for i in train], [found[i] for i in test]
        columns = columns_of(mine)
        weights = [c.weight for c in mine]
        model = LogisticRegression(C=COST, solver="liblinear").fit(
            matrix(mine, columns), right[train], sample_weight=weights
        )
        result[test] = model.predict_proba(matrix(theirs, columns))[:, 1]
    return result


def figures(found: list[Case], probabilities: NDArray[np.float64], required: int) -> dict[str, Any]:
    """Share right of what is drafted and of what is kept, share of the right ones kept, and calibration."""
    right = np.array([c.right for c in found])
    kept = probabilities >= THRESHOLD
    held = reliability(zip(probabilities.tolist(), right.tolist(), strict=True))
    return {
        "drafts": len(found),
        "right": round(float(right.mean()), 3),
        "kept": round(float(kept.mean()), 3),
        "right of kept": round(float(right[kept].mean()), 3),
        "kept of right": round(float(kept[right].mean()), 3),
        "calibration error": round(held.error, 3),
        "kept in sentences with nothing to code": sum(
            bool(k) and c.barren for c, k in zip(found, kept, strict=True)
        ),
        **{
            f"precision, recall at {at}": _at(found, probabilities >= at, required)
            for at in (0.0, 0.3, 0.4, 0.5, 0.6)
        },
    }


def _at(found: list[Case], kept: NDArray[np.bool_], required: int) -> list[float]:
    """Precision of the drafts kept, and the share of what the gold demands that is among them (sentences only)."""
    mine = [c for c, k in zip(found, kept, strict=True) if k]
    musts = {c.must for c in mine if c.must}
    return [round(sum(c.right for c in mine) / max(len(mine), 1), 3), round(len(musts) / max(required, 1), 3)]


def main() -> None:
    """Measure, and unless told otherwise train on everything and write the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    arguments = parser.parse_args()
    reader = FrameReader(Settings(), everything=True, judge=Judge(None, collect=True))
    required: Counter[str] = Counter()
    found = [*cases(reader, required), *article_cases(reader), *motive_cases(reader)]
    probabilities = crossed(found)
    result = {"all": figures(found, probabilities, required.total())}
    for language in (*LANGUAGES, "articles"):
        chosen = [
            i
            for i, c in enumerate(found)
            if (c.weight == IN_ARTICLE if language == "articles" else c.language == language)
        ]
        result[language] = figures([found[i] for i in chosen], probabilities[chosen], required[language])
    print(json.dumps(result, indent=1))
    if arguments.measure_only:
        return
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    columns = columns_of(found)
    model = LogisticRegression(C=COST, solver="liblinear").fit(
        matrix(found, columns), [c.right for c in found], sample_weight=[c.weight for c in found]
    )
    hashes = np.array([hashed(name) for name in columns], dtype=np.uint32)
    notes = {
        "from": "our own sentences, CC BY-SA 4.0",
        "threshold": THRESHOLD,
        "cross-validated": result["all"],
    }
    direct = model.coef_.T.astype(np.float32)
    Weights(("right",), hashes, direct, model.intercept_.astype(np.float32), notes=notes).save(WEIGHTS)


if __name__ == "__main__":
    main()
