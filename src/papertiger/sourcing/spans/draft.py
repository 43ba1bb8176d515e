"""What is found in one sentence, as word indices: a construction of a word, and the attribution that it makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Party = Literal["subject", "agent", "none"]
"""Who the source is: the verb's subject, the agent of a passive, or nobody."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One construction: its name (as the lists of the table are named), what it adds to the cue, its content, whose it is."""

    kind: str
    content: frozenset[int]
    cue: frozenset[int] = field(default=frozenset())
    by: Party = "subject"
    preposition: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Word indices of source, cue and content, and by which construction they were found."""

    kind: str
    head: int
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    pronoun: int | None = None
    """The relative pronoun that is the grammatical subject, whose antecedent is `source`."""
