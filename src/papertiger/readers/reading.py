"""What a reader hands to the ledger: one article and every claim read from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.news.article import Article
from papertiger.records import ClaimRecord, Coder, Explanation

if TYPE_CHECKING:
    from papertiger.lineage.fingerprint import Fingerprint  # loads NumPy, which `--help` need not

_SHOWN = 3
"""Mixed words that a summary shows."""


@dataclass(frozen=True, slots=True)
class ReadClaim:
    """One claim and how each of its fields was reached."""

    record: ClaimRecord
    explanation: tuple[Explanation, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something about an article that the user should know, though it was read."""

    kind: str
    """``language``: a run of sentences that no reader reads; ``letters``: a word that mixes alphabets; ``hidden``: characters
    that cannot be seen stood inside words; ``hostile``: a sentence that addresses machines, of which no claim is read; ``llm``: what
    became of a language model's answers."""
    start: int
    end: int
    """Place in the frozen text; 0 and 0 when it has none there."""
    words: str
    """The beginning of what is meant, as printed."""
    message: str
    """One clause in English that says what is meant."""


@dataclass(frozen=True, slots=True)
class LinkedActor:
    """An actor as the reader's knowledge base had it when a claim was linked to it."""

    id: str
    kind: str
    state: str | None
    wikidata: str | None
    names: tuple[tuple[str, str], ...]
    """Language and name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One article as read. The ledger stores it whole or not at all."""

    article: Article
    language: str
    """BCP-47 primary tag that the reader worked with ("uk", "ru", "en")."""
    coder: Coder
    """What read the article; its `frame` is empty, because frames differ by claim."""
    claims: tuple[ReadClaim, ...]
    sentences: int
    """Sentences found in the paragraphs of the article."""
    parsed: int
    """Sentences that the scan let through to the parser."""
    notes: tuple[Note, ...] = ()
    """What was skipped or put right, in document order."""
    fingerprint: Fingerprint | None = None
    """What lineage remembers of the article; None when the reader made none."""
    actors: tuple[LinkedActor, ...] = ()
    """Everybody that the claims name, by id."""


def summary(notes: Sequence[Note]) -> str:
    """One line for all notes of an article; empty when there are none."""
    runs: Counter[str] = Counter(note.message for note in notes if note.kind == "language")
    parts = [counted(number, message) for message, number in runs.items()]
    mixed = list(dict.fromkeys(note.words for note in notes if note.kind == "letters"))
    if mixed:
        words = ", ".join(f'"{word}"' for word in mixed[:_SHOWN]) + (", …" if len(mixed) > _SHOWN else "")
        parts.append(
            f"{len(mixed)} words mix alphabets ({words})" if len(mixed) > 1 else f"{words} mixes alphabets"
        )
    parts += [note.message for note in notes if note.kind not in {"language", "letters"}]
    return "; ".join(parts)


def counted(number: int, what: str) -> str:
    """So many things: "2 paragraphs in German not read", "1 hidden character"."""
    if number == 1:
        return f"1 {what}"
    head, rest = what.partition(" in ")[::2]
    return f"{number} {head}s" + (f" in {rest}" if rest else "")
