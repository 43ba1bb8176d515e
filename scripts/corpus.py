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

OWN = Path(__file__).parent / "treebank"
"""The project's own sentences."""

SUBTYPES = frozenset(
    {"acl:relcl", "nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "nmod:poss", "compound:prt"}
)
"""Relation subtypes that are learned; the rest are universal, because treebanks disagree on them."""
FEATURES = frozenset(
    {
        *(
            "Animacy",
            "Aspect",
            "Case",
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
    home: Literal["treebanks", "project"] = "treebanks"
    repeat: int = 1
    limit: int = 0


class Plan(BaseModel):
    """One pipeline: what it learns from, and how long."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    folder: str
    """Folder below ``papertiger/language`` that the pipeline ships in."""
    languages: tuple[str, ...]
    config: str
    seed: int
    steps: int
    attribution: str
    sources: tuple[Part, ...]
    silver: Part | None = None
    development: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """A gold sentence and its language."""

    words: list[Word]
    language: str


def _path(part: Part, treebanks: Path) -> Path:
    return OWN / part.path if part.home == "project" else treebanks / part.path


def samples(part: Part, treebanks: Path) -> Iterator[Sample]:
    """The sentences of one source as often as the plan says."""
    sentences = list(read_conllu(_path(part, treebanks)))
    for words in sentences[: part.limit or None]:
        yield from [Sample([_uniform(word) for word in words], part.language)] * part.repeat


def _uniform(word: Word) -> Word:
    """The word with the labels that all treebanks share."""
    relation = word.relation if word.relation in SUBTYPES else word.relation.partition(":")[0]
    kept = [feature for feature in word.morph.split("|") if feature.partition("=")[0] in FEATURES]
    return replace(word, relation=relation, morph="|".join(kept))


def development(plan: Plan, treebanks: Path) -> list[tuple[str, list[list[Word]]]]:
    """The languages and sentences that choose the best state."""
    return [(part.language, list(read_conllu(_path(part, treebanks)))) for part in plan.development]


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
