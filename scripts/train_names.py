"""Train the model that marks names in Ukrainian and Russian sentences.

    python scripts/train_names.py ../shared/data/slavicner              # writes the shipped weights, six minutes
    python scripts/train_names.py ../shared/data/slavicner --hold-out   # figures, each topic held out in turn
    python scripts/train_names.py ../shared/data/slavicner --parser FOLDER   # with a pipeline that isn't shipped yet

Run it anew whenever the pipelines of ``language/eastslavic`` are: the model looks at their trees. The corpus is SlavicNER
(CC BY-SA 4.0); it is read and parsed here, and only weights are written. An averaged structured perceptron (Collins 2002)
over the features of ``papertiger.language.names.features``; relations and parts of speech are hidden at random while it
learns, so that a wrong parse does not lead it astray.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from papertiger.language import Analyser, analyser
from papertiger.language.annotated import AnnotatedArticle, articles, parsed, topics
from papertiger.language.entities import score
from papertiger.language.names.article import agreeing
from papertiger.language.names.features import REACH, of_place, of_word, places_of, words_of
from papertiger.language.names.finding import placed
from papertiger.language.names.tagger import LABELS, NUMBER, STYLES, WEIGHTS, Tagger, allowed, best, style
from papertiger.language.names.words import QUOTES, WordFacts
from papertiger.language.pipelines import load_shipped
from papertiger.language.sentence import Sentence
from papertiger.settings import Settings

LANGUAGES = ("uk", "ru")
# Topics that are kept for measuring from outside; never read here.
SEALED = ("us_election_2020", "russia_-_ukraine_war")
SEED, EPOCHS, RARE = 7, 8, 3
HIDDEN, UNSEEN = 0.15, 0.3
"""Share of words whose tree, and whose own letters, are hidden while learning."""
UNIT = 0.01
"""Weights are written as whole numbers of this size."""
SMALL = 0.25
"""A feature whose weights are all below this is left out: half of them, without a loss on topics held out."""
_LEXICAL = re.compile(r"-?\d (w|[sb]\d)=")
KINDS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "EVT": "MISC", "PRO": "MISC"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence as the learner sees it."""

    features: list[list[str]]
    tree: list[list[str]]
    possible: list[tuple[int, ...]]
    styles: list[int]
    gold: list[int]


def example(sentence: Sentence, article: AnnotatedArticle, language: str) -> Example | None:
    """The features and marks of a sentence; None when it can hold no name."""
    doc = sentence.doc
    if doc is None:
        return None
    words = words_of(doc, language)
    possible = allowed(words)
    if all(len(each) == 1 for each in possible):
        return None
    gold = _gold(sentence, doc, words, article)
    _legal(gold, possible)
    features: list[list[str]] = []
    tree: list[list[str]] = []
    for i, place in enumerate(places_of(doc, words)):
        own: list[str] = []
        for offset in range(-REACH, REACH + 1):
            if 0 <= i + offset < len(words):
                own += of_word(words[i + offset], language, offset)
        shapes, context, parsed = of_place(place)
        features.append(own + shapes + context)
        tree.append(parsed)
    return Example(features, tree, possible, [style(w) for w in words], gold)


def _gold(sentence: Sentence, doc: Doc, words: Sequence[WordFacts], article: AnnotatedArticle) -> list[int]:
    """The marks that the annotation gives the words."""
    gold = [0] * len(words)
    for row in article.rows:
        inside = [
            t.i for t in doc if (at := sentence.start + t.idx) < row.end and at + len(t.text) > row.start
        ]
        while inside and not words[inside[0]].word and len(inside) > 1:
            inside = inside[1:]
        while inside and words[inside[-1]].shape in QUOTES and len(inside) > 1:
            inside = inside[:-1]
        for n, i in enumerate(inside):
            gold[i] = NUMBER[f"{'I' if n else 'B'}-{KINDS[row.kind]}"]
    return gold


def _legal(gold: list[int], possible: Sequence[tuple[int, ...]]) -> None:
    """Take away marks that the tagger may not give, in place: a name that begins in lower case is left out."""
    for i, mark in enumerate(gold):
        if mark not in possible[i] or (
            mark and mark % 2 == 0 and (not i or gold[i - 1] not in {mark, mark - 1})
        ):
            gold[i] = 0


def _is_lexical(feature: str) -> bool:
    """Whether a feature names the letters of a word."""
    return _LEXICAL.match(feature) is not None


class Learner:
    """An averaged structured perceptron."""

    def __init__(self, examples: Sequence[Example]) -> None:
        """Number the features that are seen often enough."""
        counts = Counter(f for e in examples for rows in (e.features, e.tree) for row in rows for f in row)
        self.number = {f: i for i, f in enumerate(f for f, n in counts.items() if n >= RARE)}
        size = len(self.number)
        self.weights = np.zeros((size, len(LABELS)), np.float64)
        self.sums = np.zeros_like(self.weights)
        size = len(LABELS)
        self.moves = [[[0.0] * size for _ in LABELS] for _ in STYLES]
        self.move_sums = [[[0.0] * size for _ in LABELS] for _ in STYLES]
        self.time = 1

    def learn(self, examples: Sequence[Example]) -> None:
        """Go over the examples several times."""
        rng = random.Random(SEED)  # noqa: S311 - nothing secret
        coded = [
            (
                [self._code(f for f in row if not _is_lexical(f)) for row in e.features],
                [self._code(f for f in row if _is_lexical(f)) for row in e.features],
                [self._code(row) for row in e.tree],
                e,
            )
            for e in examples
        ]
        for _ in range(EPOCHS):
            rng.shuffle(coded)
            for own, letters, tree, e in coded:
                ids = [
                    np.concatenate(
                        [
                            o,
                            *([t] if rng.random() >= HIDDEN else []),
                            *([w] if rng.random() >= UNSEEN else []),
                        ]
                    )
                    for o, w, t in zip(own, letters, tree, strict=True)
                ]
                self._step(ids, e)
                self.time += 1

    def _code(self, row: Iterable[str]) -> NDArray[np.int64]:
        return np.array([self.number[f] for f in row if f in self.number], np.int64)

    def _step(self, ids: list[NDArray[np.int64]], e: Example) -> None:
        scores = [
            self.weights[each].sum(0).tolist() if len(p) > 1 else [0.0] * len(LABELS)
            for each, p in zip(ids, e.possible, strict=True)
        ]
        found = best(scores, e.possible, e.styles, self.moves)
        if found == e.gold:
            return
        last_gold = last_found = 0
        for i, (right, given) in enumerate(zip(e.gold, found, strict=True)):
            if right != given:
                for mark, change in ((right, 1.0), (given, -1.0)):
                    self.weights[ids[i], mark] += change
                    self.sums[ids[i], mark] += change * self.time
            kind = e.styles[i]
            for before, mark, change in ((last_gold, right, 1.0), (last_found, given, -1.0)):
                self.moves[kind][before][mark] += change
                self.move_sums[kind][before][mark] += change * self.time
            last_gold, last_found = right, given

    def averaged(self) -> tuple[dict[str, NDArray[np.float32]], list[list[list[float]]]]:
        """Feature weights and transitions, averaged over all steps."""
        weights = self.weights - self.sums / self.time
        moves = np.array(self.moves) - np.array(self.move_sums) / self.time
        return {f: weights[i].astype(np.float32) for f, i in self.number.items()}, moves.tolist()


Parsed = list[tuple[AnnotatedArticle, list[Sentence]]]


def main() -> None:
    """Read and parse the corpus; then measure, or write the weights."""
    options = _options()
    corpus = {
        (language, topic): _parse(options.corpus, _analyser(options.parser, language), topic)
        for language in LANGUAGES
        for topic in topics(options.corpus, language)
        if topic not in SEALED
    }
    if options.hold_out:
        for topic in sorted({topic for _, topic in corpus}):
            _measure(corpus, topic)
        return
    learner = _learned(corpus, corpus)
    weights, moves = learner.averaged()
    _write(options.out, weights, moves)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the model that marks names.")
    parser.add_argument("corpus", type=Path, help="SlavicNER: the folder that holds raw/ and ner/")
    parser.add_argument("--hold-out", action="store_true", help="measure, each topic held out in turn")
    parser.add_argument("--parser", type=Path, help="folder of a pipeline, in place of the shipped one")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="file to write")
    return parser.parse_args()


def _analyser(folder: Path | None, language: str) -> Analyser:
    return analyser(language, Settings()) if folder is None else load_shipped(language, folder)


def _parse(corpus: Path, with_analyser: Analyser, topic: str) -> Parsed:
    read = [(each, parsed(each, with_analyser)) for each in articles(corpus, with_analyser.language, topic)]
    print(f"{with_analyser.language} {topic}: {len(read)} texts")
    return read


def _learned(keys: Iterable[tuple[str, str]], corpus: Mapping[tuple[str, str], Parsed]) -> Learner:
    examples = [
        found
        for key in keys
        for article, sentences in corpus[key]
        for sentence in sentences
        if (found := example(sentence, article, key[0])) is not None
    ]
    learner = Learner(examples)
    learner.learn(examples)
    return learner


def _measure(corpus: Mapping[tuple[str, str], Parsed], topic: str) -> None:
    """Print the figures of a topic for a model that has not seen it."""
    weights, moves = _learned([key for key in corpus if key[1] != topic], corpus).averaged()
    for language in LANGUAGES:
        model = Tagger(packed(weights), moves, language)
        figures = score(
            (
                article,
                [
                    name
                    for _, names in agreeing(
                        (place, model) if place else None for place in map(placed, sentences)
                    )
                    for name in names
                ],
            )
            for article, sentences in corpus.get((language, topic), [])
        )
        print(language, topic, json.dumps(figures))


def packed(weights: Mapping[str, NDArray[np.float32]]) -> dict[str, NDArray[np.float32]]:
    """The weights as they are shipped: rounded, small ones left out."""
    return {
        feature: (np.round(row / UNIT) * UNIT).astype(np.float32)
        for feature, row in weights.items()
        if np.abs(row).max() >= SMALL
    }


def _write(path: Path, weights: Mapping[str, NDArray[np.float32]], moves: list[list[list[float]]]) -> None:
    rows = {
        feature: {
            LABELS[i]: round(float(value) / UNIT) for i, value in enumerate(row) if round(float(value) / UNIT)
        }
        for feature, row in sorted(packed(weights).items())
    }
    rounded = [[[round(value, 3) for value in row] for row in table] for table in moves]
    path.parent.mkdir(exist_ok=True)
    lines = ",\n".join(
        f"{json.dumps(f, ensure_ascii=False)}:{json.dumps(r, separators=(',', ':'))}" for f, r in rows.items()
    )
    content = f'{{"unit":{UNIT},\n"languages":{json.dumps(LANGUAGES)},\n"transitions":{json.dumps(rounded)},\n"weights":{{\n{lines}\n}}}}\n'
    path.write_text(content, encoding="utf-8")
    print(f"{path}: {len(rows)} features, {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
