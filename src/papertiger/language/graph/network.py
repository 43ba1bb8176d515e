"""The trained network on NumPy: word numbers in; heads, relations and morphology out.

Shapes: n words of a sentence plus the root before them, B sentences of a batch, all arrays float32.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from papertiger.language.graph.arrays import Floats, log_softmax, mirrored, relu, sigmoid
from papertiger.language.graph.grammar import Grammar
from papertiger.language.graph.spanning import spanning_tree
from papertiger.language.graph.words import Vocabulary

_TABLES = ("word", "lemma", "ambiguity", "language", "shape")
"""Embedding tables that a word takes one row of; ``ngrams`` and ``readings`` are means over several rows."""
_BAGS = ("ngrams", "readings")


@dataclass(frozen=True, slots=True)
class Parse:
    """What was found for one sentence, a list entry a word."""

    heads: list[int]
    """Numbers of the heads from 1; 0 for the root."""
    relations: list[str]
    tags: list[str]
    """``POS|Feature=Value|…``"""
    probabilities: list[float]
    """The network's probability of each word's head."""


class Network:
    """Weights and vocabulary; `parse` is a pure function of them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        relations: Sequence[str],
        tags: Sequence[str],
        weights: dict[str, Floats],
    ) -> None:
        """`weights` are named as ``scripts/training/network.py`` names them."""
        self.vocabulary = vocabulary
        self.relations = tuple(relations)
        self.tags = tuple(tags)
        self.weights = weights
        self._layers = sum(name.startswith("lstm.") and name.endswith(".forward.input") for name in weights)
        self._embedded: dict[tuple[str, str, bool], Floats] = {}
        self._turned: dict[str, Floats] = {}
        self._grammar = Grammar(self.relations)

    # ------------------------------------------------------------------ files

    def save(self, folder: Path) -> None:
        """Write ``network.npz`` (half precision) and ``vocabulary.json`` into `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        half = {name: array.astype(np.float16) for name, array in sorted(self.weights.items())}
        np.savez_compressed(folder / "network.npz", **half)  # type: ignore[arg-type]
        v = self.vocabulary
        content: dict[str, Any] = {
            "languages": list(v.languages),
            "buckets": v.buckets,
            "relations": list(self.relations),
            "tags": list(self.tags),
            **{kind: list(getattr(v, kind)) for kind in ("words", "lemmas", "ambiguities", "readings")},
        }
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        (folder / "vocabulary.json").write_text(text, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> Network:
        """Read what `save` wrote. Raises OSError or ValueError when a file is absent or damaged; pickles are refused."""
        content = json.loads((folder / "vocabulary.json").read_text(encoding="utf-8"))
        with np.load(folder / "network.npz", allow_pickle=False) as stored:
            weights = {name: stored[name].astype(np.float32) for name in stored.files}
        numbered = {
            kind: {item: i for i, item in enumerate(content[kind], 1)}
            for kind in ("words", "lemmas", "ambiguities", "readings")
        }
        vocabulary = Vocabulary(tuple(content["languages"]), buckets=content["buckets"], **numbered)
        return cls(vocabulary, content["relations"], content["tags"], weights)

    # ------------------------------------------------------------------ parsing

    def parse(self, sentences: Sequence[tuple[Sequence[str], str]]) -> list[Parse]:
        """Analyse sentences given as (forms, language); an empty sentence gets an empty parse."""
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i][0]))
        order = [i for i in order if sentences[i][0]]
        found = [Parse([], [], [], []) for _ in sentences]
        if order:
            # Matrices this small are multiplied ten times faster on one thread than on several.
            with _blas().limit(limits=1, user_api="blas"):
                for i, parse in zip(order, self._parsed([sentences[i] for i in order]), strict=True):
                    found[i] = parse
        return found

    def _parsed(self, sentences: Sequence[tuple[Sequence[str], str]]) -> Iterator[Parse]:
        """As `parse`, longest sentence first, none empty."""
        lengths = np.array([len(forms) + 1 for forms, _ in sentences])
        states = self._encode([self._inputs(*sentence) for sentence in sentences], lengths)
        flat = np.concatenate([states[:n, b] for b, n in enumerate(lengths)])
        parts = {
            name: relu(flat @ self._matrix(f"{name}.weight") + self.weights[f"{name}.bias"])
            for name in _PARTS
        }
        tags = (parts["tag"] @ self._matrix("tags.weight") + self.weights["tags.bias"]).argmax(axis=1)
        arc_dependants = parts["arc_dependant"] @ self.weights["arc.matrix"]
        starts = np.concatenate([[0], lengths.cumsum()])
        trees, probabilities = [], []
        for start, end in pairwise(starts):
            heads = parts["arc_head"][start:end]
            logarithms = log_softmax(arc_dependants[start:end] @ heads.T + heads @ self.weights["arc.bias"])
            trees.append(spanning_tree(logarithms))
            probabilities.append(np.exp(logarithms[np.arange(1, end - start), trees[-1]]).tolist())
        dependants = np.concatenate([np.arange(start + 1, end) for start, end in pairwise(starts)])
        heads = np.concatenate([start + np.array(tree) for start, tree in zip(starts, trees, strict=False)])
        at_root = np.concatenate([np.array(tree) == 0 for tree in trees])
        scores = self._labels(parts["label_dependant"][dependants], parts["label_head"][heads], at_root)
        for b, (tree, (forms, language)) in enumerate(zip(trees, sentences, strict=True)):
            first = int(starts[b]) - b
            chosen = self._grammar.choose(forms, language, tree, scores[first : first + len(tree)])
            here = [self.relations[k] for k in chosen]
            tagged = [self.tags[k] for k in tags[starts[b] + 1 : starts[b + 1]]]
            yield Parse(tree, here, tagged, probabilities[b])

    def _labels(self, dependants: Floats, heads: Floats, at_root: NDArray[np.bool_]) -> Floats:
        """Scores of the relations of N arcs, shape (N, relations); on the root ``root`` wins, elsewhere never."""
        one = np.ones((len(heads), 1), dtype=np.float32)
        d, h = np.concatenate([dependants, one], axis=1), np.concatenate([heads, one], axis=1)
        matrix = self._matrix("label.matrix")  # dependant + 1, relations × (head + 1)
        projected = (d @ matrix).reshape(len(d), len(self.relations), -1)
        scores: Floats = np.matmul(projected, h[:, :, None])[:, :, 0]
        root = self.relations.index("root")
        scores[:, root] = np.where(at_root, np.float32(1e9), np.float32(-1e9))
        return scores

    def _matrix(self, name: str) -> Floats:
        """A weight as the right factor of a product: transposed once, and kept."""
        found = self._turned.get(name)
        if found is None:
            weight = self.weights[name]
            turned = (
                weight.transpose(1, 0, 2).reshape(weight.shape[1], -1) if weight.ndim == _CUBE else weight.T
            )
            found = self._turned[name] = np.ascontiguousarray(turned)
        return found

    def _inputs(self, forms: Sequence[str], language: str) -> Floats:
        """Embedded words of a sentence, the root's row first: shape (n + 1, width)."""
        rows = [self.weights["root"]]
        for i, form in enumerate(forms):
            key = (form, language, i == 0)
            row = self._embedded.get(key)
            if row is None:
                if len(self._embedded) > _CACHED:
                    self._embedded.clear()
                row = self._embedded[key] = self._embed(*key)
            rows.append(row)
        return np.stack(rows)

    def _embed(self, form: str, language: str, is_first: bool) -> Floats:
        ids = self.vocabulary.ids(form, language, is_first=is_first)
        single = [self.weights[f"embed.{name}"][getattr(ids, name)] for name in _TABLES]
        mean = [self.weights[f"embed.{name}"][list(getattr(ids, name))].mean(axis=0) for name in _BAGS]
        row: Floats = np.concatenate([*single, *mean])
        return row

    def _encode(self, inputs: Sequence[Floats], lengths: NDArray[np.int64]) -> Floats:
        """States of shape (longest, B, 2 × width); sentences come longest first."""
        longest, batch = int(lengths[0]), len(inputs)
        x = np.zeros((longest, batch, inputs[0].shape[1]), dtype=np.float32)
        for b, rows in enumerate(inputs):
            x[: len(rows), b] = rows
        active = [(int((lengths > t).sum())) for t in range(longest)]
        for layer in range(self._layers):
            ahead, back = self._sweep(x, mirrored(x, lengths), active, f"lstm.{layer}")
            x = np.concatenate([ahead, mirrored(back, lengths)], axis=2)
        return x

    def _sweep(self, ahead: Floats, back: Floats, active: Sequence[int], name: str) -> Floats:
        """Both LSTM directions over time at once (Hochreiter & Schmidhuber 1997), shape (2, longest, B, width).

        Gates come in the order input, forget, cell, output. One loop over both directions halves the calls of NumPy, which
        are most of the time that a few sentences take.
        """
        ways = [f"{name}.forward", f"{name}.backward"]
        recurrent = self._turned.get(name)
        if recurrent is None:
            recurrent = self._turned[name] = np.stack([self.weights[f"{way}.recurrent"].T for way in ways])
        gates = np.stack(
            [
                # One product of two matrices: NumPy takes a third axis step by step.
                x.reshape(-1, x.shape[2]) @ self._matrix(f"{way}.input") + self.weights[f"{way}.bias"]
                for x, way in zip((ahead, back), ways, strict=True)
            ]
        )
        gates = gates.reshape(2, *ahead.shape[:2], -1)
        width = recurrent.shape[1]
        out = np.zeros((2, *ahead.shape[:2], width), dtype=np.float32)
        hidden = np.zeros((2, ahead.shape[1], width), dtype=np.float32)
        cell = np.zeros((2, ahead.shape[1], width), dtype=np.float32)
        for t, n in enumerate(active):
            g = gates[:, t, :n] + hidden[:, :n] @ recurrent
            entered = np.tanh(g[..., 2 * width : 3 * width])
            opened = sigmoid(g)
            cell[:, :n] *= opened[..., width : 2 * width]
            cell[:, :n] += opened[..., :width] * entered
            hidden[:, :n] = opened[..., 3 * width :] * np.tanh(cell[:, :n])
            out[:, t, :n] = hidden[:, :n]
        return out


_PARTS = ("arc_dependant", "arc_head", "label_dependant", "label_head", "tag")
"""Layers between the states and the scores."""
_CACHED = 100_000
"""Embedded word forms kept, about 200 MB at most; real text repeats itself."""


_CUBE = 3
"""Dimensions of the label weights."""


@cache
def _blas() -> ThreadpoolController:
    return ThreadpoolController()
