"""What a pipeline learns from: plans in ``scripts/training``, and the sentences that they name, with uniform labels."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from papertiger.language.pipelines import Source
from papertiger.language.treebank import Word, read_conllu

OWN = Path(__file__).parent.parent / "treebank"
"""The project's own sentences."""
SILVER = Path(__file__).parent / "training" / "silver"
"""Machine-annotated text, made anew by ``scripts/russian_silver.py`` and ``scripts/self_training.py``; not in the repository."""

SUBTYPES = frozenset(
    {
        "acl:relcl",
        "nsubj:pass",
        "csubj:pass",
        "aux:pass",
        "obl:agent",
        "nmod:poss",
        "compound:prt",
        "flat:title",
    }
)
"""Relation subtypes that are learned; the rest are universal, because treebanks disagree on them."""
FEATURES = frozenset(
    {
        *(
            "Abbr",
            "Animacy",
            "Aspect",
            "Case",
            "Definite",
            "Degree",
            "Foreign",
            "Gender",
            "Mood",
            "Number",
            "NumType",
            "Person",
            "Polarity",
        ),
        *("Poss", "PronType", "Reflex", "Tense", "Variant", "VerbForm", "Voice"),
    }
)
"""Features that are learned; the others are of no use to the coder and multiply the classes."""


class Part(BaseModel):
    """One treebank file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    language: str
    path: str
    name: str = ""
    version: str = ""
    licence: str = ""
    url: str = ""
    home: Literal["treebanks", "project", "silver"] = "treebanks"
    repeat: int = 1
    """How often an epoch shows each sentence."""
    weight: float = 1.0
    """Of a sentence in the loss: silver counts less than gold."""
    limit: int = 0
    """Sentences read, all when 0."""
    stage: int = 1
    """2 for what is shown only when the network has learned the rest."""


class Plan(BaseModel):
    """One pipeline: what it learns from, and how long."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    folder: str
    """Folder below ``papertiger/language`` that the pipeline ships in."""
    languages: tuple[str, ...]
    tokenizer: str
    """Registered name of the spaCy tokenizer."""
    seed: int
    steps: int
    finish_steps: int = 0
    """Steps of the second stage, which shows every source."""
    finish_rate: float = 0.0007
    batch_words: int
    rate: float
    """Adam's learning rate at its highest."""
    average: float
    """Decay of the moving average of the weights, which is what ships."""
    buckets: int
    """Hashes of letter n-grams."""
    sizes: dict[str, float] = {}
    """Widths and drop-outs that differ from the network's defaults."""
    attribution: str
    sources: tuple[Part, ...]
    development: tuple[Part, ...]
    """Measured while training; nothing is chosen by them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A gold sentence and its language."""

    words: list[Word]
    language: str
    weight: float = 1.0


def _path(part: Part, treebanks: Path) -> Path:
    homes = {"project": OWN, "silver": SILVER, "treebanks": treebanks}
    return homes[part.home] / part.path


def samples(part: Part, treebanks: Path) -> Iterator[Sample]:
    """The sentences of one source as often as the plan says."""
    sentences = list(read_conllu(_path(part, treebanks)))
    for words in sentences[: part.limit or None]:
        named = titled(words) if part.language == "uk" else words
        yield from [Sample([uniform(word) for word in named], part.language, part.weight)] * part.repeat


def titled(words: list[Word]) -> list[Word]:
    """Ukrainian names right after their title or class word as ``flat:title``, as UD Ukrainian has them since 2.14."""
    return [replace(w, relation="flat:title") if _is_titled(words, i) else w for i, w in enumerate(words, 1)]


def _is_titled(words: list[Word], number: int) -> bool:
    word = words[number - 1]
    if (
        word.relation != "appos"
        or not 0 < word.head < number
        or word.pos not in {"PROPN", "NOUN", "X", "ADJ", "NUM"}
    ):
        return False
    between = {w.form for w in words[word.head : number - 1]}
    is_quoted = bool(between & set('«"“„'))
    return not between & set(",-–—(:;") and (word.pos in {"PROPN", "X"} or is_quoted)


def uniform(word: Word) -> Word:
    """The word with the labels that all treebanks share."""
    relation = word.relation if word.relation in SUBTYPES else word.relation.partition(":")[0]
    kept = [feature for feature in word.morph.split("|") if feature.partition("=")[0] in FEATURES]
    return replace(word, relation=relation, morph="|".join(kept))


def development(plan: Plan, treebanks: Path) -> list[tuple[str, list[list[Word]]]]:
    """The languages and sentences that are measured while training."""
    return [
        (part.language, [[uniform(word) for word in words] for words in read_conllu(_path(part, treebanks))])
        for part in plan.development
    ]


def source(part: Part, treebanks: Path) -> Source:
    """The model card's entry for a source."""
    path = _path(part, treebanks)
    return Source(
        name=part.name,
        version=part.version,
        licence=part.licence,
        url=part.url,
        sha256={path.name: sha256(path)},
    )


def sha256(path: Path) -> str:
    """SHA-256 (hex) of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
