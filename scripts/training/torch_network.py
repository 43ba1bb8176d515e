"""The network of ``papertiger.language.graph`` in PyTorch, for training; `exported` gives the weights that NumPy runs.

Deep biaffine parser (Dozat & Manning 2017) with morphology as a further task on the same states.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from papertiger.language.graph.words import SHAPES, Vocabulary, WordIds

SINGLE = ("word", "lemma", "ambiguity", "language", "shape")
BAGS = ("ngrams", "readings")


@dataclass(frozen=True)
class Sizes:
    """Widths of the layers and chances of dropping."""

    word: int = 96
    lemma: int = 96
    ambiguity: int = 64
    language: int = 8
    shape: int = 16
    ngrams: int = 96
    readings: int = 64
    lstm: int = 200
    layers: int = 2
    arc: int = 256
    label: int = 64
    tag: int = 128
    dropout: float = 0.33
    drop_word: float = 0.25
    drop_lemma: float = 0.15
    drop_ngrams: float = 0.05


class Shared(nn.Module):
    """Drops the same units at every word of a sentence (Gal & Ghahramani 2016); input (B, n, width)."""

    def __init__(self, chance: float) -> None:
        super().__init__()
        self.chance = chance

    def forward(self, x: Tensor) -> Tensor:
        """`x` with some units zero at every word of a sentence, the others scaled up; as it is when not training."""
        if not self.training or not self.chance:
            return x
        mask = x.new_empty(x.shape[0], 1, x.shape[2]).bernoulli_(1 - self.chance) / (1 - self.chance)
        return x * mask


class TorchNetwork(nn.Module):
    """Embeddings, LSTM, biaffine scores."""

    def __init__(self, vocabulary: Vocabulary, labels: int, tags: int, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = s = sizes
        rows = {
            "word": len(vocabulary.words) + 1,
            "lemma": len(vocabulary.lemmas) + 1,
            "ambiguity": len(vocabulary.ambiguities) + 1,
            "language": len(vocabulary.languages),
            "shape": 2 * SHAPES,
            "ngrams": vocabulary.buckets,
            "readings": len(vocabulary.readings) + 1,
        }
        self.single = nn.ModuleDict({k: nn.Embedding(rows[k], getattr(s, k)) for k in SINGLE})
        self.bags = nn.ModuleDict({k: nn.EmbeddingBag(rows[k], getattr(s, k), mode="mean") for k in BAGS})
        for table in [*self.single.values(), *self.bags.values()]:
            nn.init.normal_(table.weight, std=0.3)
        width = sum(getattr(s, k) for k in (*SINGLE, *BAGS))
        self.root = nn.Parameter(torch.randn(width) * 0.3)
        self.lstm = nn.ModuleList(
            nn.ModuleList(nn.LSTM(width if i == 0 else 2 * s.lstm, s.lstm) for _ in ("forward", "backward"))
            for i in range(s.layers)
        )
        self.shared = Shared(s.dropout)
        states = 2 * s.lstm
        widths = {
            "arc_dependant": s.arc,
            "arc_head": s.arc,
            "label_dependant": s.label,
            "label_head": s.label,
            "tag": s.tag,
        }
        self.parts = nn.ModuleDict({k: nn.Linear(states, w) for k, w in widths.items()})
        self.tags = nn.Linear(s.tag, tags)
        self.arc_matrix = nn.Parameter(torch.eye(s.arc) * 0.05)
        self.arc_bias = nn.Parameter(torch.zeros(s.arc))
        self.label_matrix = nn.Parameter(torch.randn(labels, s.label + 1, s.label + 1) * 0.02)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Arc scores (B, n, n), label parts' biaffine input left to `labels`, tag scores (B, n, tags); n counts the root."""
        states = self._states(batch)
        parts = {k: self.shared(torch.relu(layer(states))) for k, layer in self.parts.items()}
        arcs = parts["arc_dependant"] @ self.arc_matrix @ parts["arc_head"].transpose(1, 2)
        arcs = arcs + (parts["arc_head"] @ self.arc_bias).unsqueeze(1)
        arcs = arcs.masked_fill(~batch.mask.unsqueeze(1), -1e9)
        return arcs, self._labels(parts, batch), self.tags(parts["tag"])

    def _labels(self, parts: dict[str, Tensor], batch: Batch) -> Tensor:
        """Label scores (B, n, labels) for the gold heads."""
        d = parts["label_dependant"]
        index = batch.heads.clamp(min=0).unsqueeze(2).expand(-1, -1, d.shape[2])
        h = parts["label_head"].gather(1, index)
        one = d.new_ones(*d.shape[:2], 1)
        d, h = torch.cat([d, one], 2), torch.cat([h, one], 2)
        return torch.einsum("bni,lij,bnj->bnl", d, self.label_matrix, h)

    def _states(self, batch: Batch) -> Tensor:
        s = self.sizes
        ids = dict(batch.single)
        if self.training:
            for name, chance in (("word", s.drop_word), ("lemma", s.drop_lemma)):
                keep = torch.rand(ids[name].shape) >= chance
                ids[name] = ids[name] * keep
        columns = [self.single[k](ids[k]) for k in SINGLE]
        for k in BAGS:
            rows = self.bags[k](*batch.bags[k])
            if self.training and k == "ngrams":
                rows = rows * (torch.rand(len(rows), 1) >= s.drop_ngrams)
            columns.append(rows)
        words = torch.cat(columns, 1)
        x = words.new_zeros(*batch.mask.shape, words.shape[1])
        x[:, 0] = self.root
        x[batch.places] = words
        x = self.shared(x)
        # Padding stands behind each sentence in both directions, so it never reaches a word; packing would be slower.
        places = torch.arange(x.shape[1]).expand(x.shape[:2])
        lengths = batch.mask.sum(1, keepdim=True)
        mirror = torch.where(places < lengths, lengths - 1 - places, places).unsqueeze(2)
        for ahead, back in self.lstm:
            turned = x.gather(1, mirror.expand(-1, -1, x.shape[2]))
            forward = ahead(x.transpose(0, 1))[0].transpose(0, 1)
            backward = back(turned.transpose(0, 1))[0].transpose(0, 1)
            backward = backward.gather(1, mirror.expand(-1, -1, backward.shape[2]))
            x = self.shared(torch.cat([forward, backward], 2))
        return x


@dataclass
class Batch:
    """Sentences, longest first, as tensors; ``-1`` where there is nothing to learn."""

    single: dict[str, Tensor]
    bags: dict[str, tuple[Tensor, Tensor]]
    places: tuple[Tensor, Tensor]
    mask: Tensor
    heads: Tensor
    labels: Tensor
    tags: Tensor
    weight: Tensor


@dataclass
class Encoded:
    """One sentence in numbers."""

    ids: list[WordIds]
    heads: list[int]
    labels: list[int]
    tags: list[int]
    weight: float = 1.0


def collate(sentences: Sequence[Encoded]) -> Batch:
    """A batch of sentences."""
    sentences = sorted(sentences, key=lambda s: -len(s.ids))
    longest = len(sentences[0].ids) + 1
    shape = (len(sentences), longest)
    mask = torch.zeros(shape, dtype=torch.bool)
    heads, labels, tags = (torch.full(shape, -1) for _ in range(3))
    rows: list[int] = []
    columns: list[int] = []
    for b, s in enumerate(sentences):
        n = len(s.ids)
        mask[b, : n + 1] = True
        for target, values in ((heads, s.heads), (labels, s.labels), (tags, s.tags)):
            target[b, 1 : n + 1] = torch.tensor(values)
        rows += [b] * n
        columns += range(1, n + 1)
    flat = [ids for s in sentences for ids in s.ids]
    bags = {}
    for k in BAGS:
        lists = [getattr(ids, k) for ids in flat]
        offsets = np.cumsum([0, *map(len, lists)][:-1])
        bags[k] = (torch.tensor([i for x in lists for i in x]), torch.tensor(offsets))
    return Batch(
        single={k: torch.tensor([getattr(ids, k) for ids in flat]) for k in SINGLE},
        bags=bags,
        places=(torch.tensor(rows), torch.tensor(columns)),
        mask=mask,
        heads=heads,
        labels=labels,
        tags=tags,
        weight=torch.tensor([s.weight for s in sentences]),
    )


def loss_of(network: TorchNetwork, batch: Batch) -> Tensor:
    """Mean cross-entropy of heads, labels and tags over the words, each sentence by its weight."""
    arcs, labels, tags = network(batch)
    known = batch.heads >= 0
    weight = batch.weight.unsqueeze(1).expand_as(known)[known]

    def mean(scores: Tensor, gold: Tensor) -> Tensor:
        return (
            nn.functional.cross_entropy(scores[known], gold[known], reduction="none", ignore_index=-1)
            * weight
        ).mean()

    return mean(arcs, batch.heads) + mean(labels, batch.labels) + 0.5 * mean(tags, batch.tags)


def _names(layers: int) -> Iterator[tuple[str, str]]:
    """Names of one weight there, in ``papertiger.language.graph.network``, and here; an LSTM's biases are apart."""
    yield from (("root", "root"), ("arc.matrix", "arc_matrix"), ("arc.bias", "arc_bias"))
    yield "label.matrix", "label_matrix"
    for kind, tables in (("single", SINGLE), ("bags", BAGS)):
        yield from ((f"embed.{k}", f"{kind}.{k}.weight") for k in tables)
    for part in ("weight", "bias"):
        yield f"tags.{part}", f"tags.{part}"
        for k in ("arc_dependant", "arc_head", "label_dependant", "label_head", "tag"):
            yield f"{k}.{part}", f"parts.{k}.{part}"
    for there, here in _ways(layers):
        yield f"{there}.input", f"{here}.weight_ih_l0"
        yield f"{there}.recurrent", f"{here}.weight_hh_l0"


def _ways(layers: int) -> Iterator[tuple[str, str]]:
    """Prefixes of each layer and direction, there and here."""
    for i in range(layers):
        yield from (
            (f"lstm.{i}.{name}", f"lstm.{i}.{way}") for way, name in enumerate(("forward", "backward"))
        )


def exported(state: dict[str, Tensor], layers: int) -> dict[str, np.ndarray]:
    """The weights under the names that ``papertiger.language.graph.network`` reads."""
    a = {k: v.detach().float().numpy() for k, v in state.items()}
    biases = {f"{t}.bias": a[f"{h}.bias_ih_l0"] + a[f"{h}.bias_hh_l0"] for t, h in _ways(layers)}
    return {there: a[here] for there, here in _names(layers)} | biases


def imported(weights: dict[str, np.ndarray], layers: int) -> dict[str, Tensor]:
    """A state that `exported` writes as `weights`, so that training can go on."""
    state = {here: torch.from_numpy(weights[there]) for there, here in _names(layers)}
    for there, here in _ways(layers):
        bias = torch.from_numpy(weights[f"{there}.bias"])
        state |= {f"{here}.bias_ih_l0": bias, f"{here}.bias_hh_l0": torch.zeros_like(bias)}
    return state
