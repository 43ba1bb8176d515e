"""What is found: a name with its kind and base form."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedThing:
    """A name in the frozen text; half-open code points, quotation marks around it left out."""

    start: int
    end: int
    text: str
    kind: str | None
    """``PER``, ``ORG``, ``LOC``, or ``MISC`` for other names (events, documents, products); None where nothing decides."""
    base: str
    """As a dictionary prints it: in the nominative, the grammatical number kept."""
    head: str
    """The word, as written, that its case shows on."""
    role: str = ""
    """The words beside it that say who it is: ``міністр оборони Німеччини``."""
    class_word: str = ""
    """Lemma of the word beside or in it that says what it is: ``місто``, ``газета``."""
    reasons: tuple[str, ...] = ()
    """Why it is a name of its kind, in a few words each."""
    sure: bool = True
    """Whether the kind rests on the name or its words; False where a bare context chose."""
