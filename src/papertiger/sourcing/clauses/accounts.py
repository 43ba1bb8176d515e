"""Phrases such as "за попередніми підрахунками X", "по твердому убеждению X", "на її думку": a preposition and a noun for what is said.

The nouns are listed by preposition and case; adjectives, possessives and particles may stand between.
"""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import Phrase
from papertiger.sourcing.tables import Account, Opening
from papertiger.sourcing.words import Word

_LONGEST = 5
"""Words from the preposition to the noun."""


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase that opens a report."""

    cue: Phrase
    end: int
    """Index after the noun."""
    possessive: str | None
    """The possessive inside it, which stands for the previous speaker."""


def account_at(line: Line, at: int) -> Found | None:
    """The phrase whose preposition is word `at`; None when none starts there."""
    word = line.words[at]
    for account in line.cues.table.accounts:
        if word.norm == account.preposition:
            found = _noun_after(line, at, account)
            if found is not None:
                return found
    return None


def _noun_after(line: Line, at: int, account: Account) -> Found | None:
    possessive: str | None = None
    for place in range(at + 1, min(len(line.words), at + _LONGEST)):
        word = line.words[place]
        if any(
            r.pos == "NOUN" and r.case == account.case and r.lemma in account.nouns for r in word.readings
        ):
            words = tuple(w.norm for w in line.words[at : place + 1])
            return Found(Phrase(words, Opening(words=" ".join(words), case="Gen")), place + 1, possessive)
        if word.norm in line.cues.table.possessives:
            possessive = word.norm
        elif not _may_stand_between(word, account.case):
            return None
    return None


def _may_stand_between(word: Word, case: str) -> bool:
    if not word.is_word:
        return False
    modifies = word.reading(case, ("ADJ", "DET", "VERB")) is not None
    return modifies or any(r.pos in {"PART", "ADP"} for r in word.readings[:1])
