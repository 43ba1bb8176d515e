"""The words of a drafted scenario, from ``data/LANGUAGE/draft.yaml``."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.report.languages import DEFAULT, Language, words_file


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PatronWords(_Entry):
    """Of a patron."""

    will: str
    capacity: str
    tied: str
    not_tied: str
    prefers: str


class ClientWords(_Entry):
    """Of a client."""

    shares: str
    supplies: str
    no_domain: str
    unbound: str


class PairWords(_Entry):
    """Of a patron and its client."""

    everybody: str
    believed: str
    prior: str
    distance: str
    no_distance: str


class CommitmentWords(_Entry):
    """Of rows of commitments."""

    undated: str
    left: str


class Words(_Entry):
    """The whole of ``data/LANGUAGE/draft.yaml``."""

    name: str
    client_noun: str
    head: tuple[str, ...]
    explain: str
    more: str
    patron: PatronWords
    client: ClientWords
    pair: PairWords
    commitments: CommitmentWords
    others: str
    other: str
    choose: str
    suppliers: str
    policy: str


@cache
def draft_words(language: Language = DEFAULT) -> Words:
    """The shipped words in a language."""
    return load_table(words_file("draft", language), Words)
