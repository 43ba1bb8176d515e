"""What a language model is told: the conventions of coding, the predicates with their definitions, worked examples.

`data/instructions.yaml` holds every word of it, and what bounds the answers. The same window always gets the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from papertiger.actors import knowledge_base
from papertiger.datafiles import load_table
from papertiger.readers.hostile import Table
from papertiger.readers.hostile import digest as cues_digest
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, Domain, Modality, Polarity

DATA = Path(__file__).parent / "data"
UNKNOWN = "unknown"
"""What a model answers for a party that is not listed."""
MARK = "{mark}"
"""Stands in the texts for the digits that part the article from what is around it."""


class Predicate(Table):
    """One predicate as the model is told of it."""

    definition: str
    needs: tuple[Literal["subject", "object"], ...]
    """Parties that may not be unknown."""
    modes: tuple[str, ...] = ()


class ExampleClaim(Table):
    """A claim of a worked example; what is not written has the usual value."""

    sentence: int
    predicate: str
    subject: str
    object: str | None
    over: str | None = None
    subject_words: str
    object_words: str
    words: str
    domain: Domain
    polarity: Polarity = "affirmed"
    modality: Modality = "asserted"
    mode: str | None = None


class Example(Table):
    """Sentences with the answer that they should get."""

    sentences: dict[int, str]
    parties: tuple[str, ...]
    claims: tuple[ExampleClaim, ...]


class Instructions(Table):
    """The whole of ``instructions.yaml``."""

    system: str
    task: str
    empty: str
    conventions: tuple[str, ...]
    parties: str
    unknown: str
    predicates_title: str
    domains_title: str
    polarities_title: str
    modalities_title: str
    conventions_title: str
    examples_title: str
    digits: str
    begin: str
    end: str
    context: str
    close: str
    neutral: dict[
        Annotated[str, Field(min_length=1, max_length=1)], Annotated[str, Field(min_length=1, max_length=1)]
    ]
    """Sign → the sign that the model is shown in its place; one for one, so that places in the text hold."""
    predicates: dict[str, Predicate]
    domains: tuple[str, ...]
    polarities: dict[str, str]
    modalities: dict[str, str]
    examples: tuple[Example, ...]
    window_tokens: Annotated[int, Field(ge=100)]
    """Estimated tokens of article text in one window."""
    claims_a_sentence: Annotated[int, Field(ge=1)]
    confidence: Annotated[float, Field(gt=0, lt=0.5)]
    """Of a claim that only a model read."""
    speech_acts: tuple[str, ...]

    @model_validator(mode="after")
    def _whole(self) -> Instructions:
        """Every value of the vocabularies is explained, none besides; what parts article and instructions holds the mark."""
        known = {name for names in PREDICATES.values() for name in names}
        for what, have, want in (
            ("predicates", set(self.predicates), known),
            ("domains", set(self.domains), set(DOMAINS)),
            ("modalities", set(self.modalities), set(MODALITIES)),
            ("polarities", set(self.polarities), {"affirmed", "negated"}),
        ):
            if have != want:
                raise ValueError(f"{what}: {', '.join(sorted(have ^ want))} on one side only")
        for name in ("digits", "begin", "end", "close"):
            if MARK not in getattr(self, name):
                raise ValueError(f"{name}: {MARK} is missing")
        if MARK in self.system + self.task:
            raise ValueError(f"{MARK} stands in what every question has in common, which servers remember")
        if unknown := set(self.speech_acts) - known:
            raise ValueError(f"speech_acts: no predicate {', '.join(sorted(unknown))}")
        return self


class _Reasons(Table):
    reasons: dict[str, str]


@cache
def instructions() -> Instructions:
    """What the data file says; raises DataFileError naming file and line when it is wrong."""
    return load_table(DATA / "instructions.yaml", Instructions)


@cache
def reasons() -> dict[str, str]:
    """Why a proposed claim may not stand: name → sentence, in the order of the checks."""
    return load_table(DATA / "reasons.yaml", _Reasons).reasons


@cache
def digest() -> str:
    """SHA-256 over all data files of this folder and the cues of attacks: what is asked and what is checked."""
    total = hashlib.sha256(cues_digest().encode())
    for path in sorted(DATA.rglob("*.yaml")):
        total.update(path.relative_to(DATA).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def preamble() -> str:
    """What every window is told first: task, conventions, vocabularies, worked examples."""
    told = instructions()
    parts = [
        told.task,
        _list(told.conventions_title, told.conventions),
        _list(told.predicates_title, [_predicate(name, one) for name, one in told.predicates.items()]),
        _list(told.domains_title, [", ".join(told.domains)]),
        _list(told.polarities_title, [f"{name}: {says}" for name, says in told.polarities.items()]),
        _list(told.modalities_title, [f"{name}: {says}" for name, says in told.modalities.items()]),
        f"{told.examples_title}\n" + "\n\n".join(_example(one) for one in told.examples),
    ]
    return "\n\n".join(parts)


def neutral(text: str) -> str:
    """`text` as the model is shown it: signs that mean something there are replaced, one for one."""
    return text.translate({ord(sign): other for sign, other in instructions().neutral.items()})


def listed(parties: Mapping[str, str]) -> str:
    """The parties of a window, by id with their names."""
    told = instructions()
    return _list(told.parties, [*(f"{one}: {neutral(name)}" for one, name in parties.items()), told.unknown])


def marked(text: str, mark: str) -> str:
    """A text of the instructions with the digits of an article in it."""
    return text.replace(MARK, mark)


def _list(title: str, lines: Sequence[str]) -> str:
    return "\n".join([title, *(f"- {line}" for line in lines)])


def _predicate(name: str, one: Predicate) -> str:
    modes = f" Modes: {', '.join(one.modes)}." if one.modes else ""
    return f"{name}: {one.definition}{modes}"


def _example(one: Example) -> str:
    names = {actor: knowledge_base().label(actor, "en") for actor in one.parties}
    lines = [f"[{number}] {text}" for number, text in one.sentences.items()]
    answer = json.dumps({"claims": [claim.model_dump() for claim in one.claims]}, ensure_ascii=False)
    return "\n".join([listed(names), *lines, answer])
