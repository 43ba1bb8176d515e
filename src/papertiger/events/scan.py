"""The cheap scan: which sentences hold a word that can begin a claim. Only those are parsed.

A word is looked up once by its dictionary lemmas and remembered, so a second sentence costs a set lookup a word. The
scan asks for the same lemmas as the coder, so it loses a claim only where the tagger finds a lemma that the dictionary
does not know; `tests/events/test_scan.py` measures that loss as zero on the sample articles.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from papertiger.events.lexicon import Lexicon
from papertiger.events.scene import Dictionary
from papertiger.language.sentence import Sentence

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")


class Scan:
    """Remembers, for each word form seen, whether it can trigger a frame of the lexicon."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary) -> None:
        """One scan serves a reader's whole life."""
        self._triggers = lexicon.triggers
        self._dictionary = dictionary
        self._known: dict[str, bool] = {}

    def worth_parsing(self, sentences: Sequence[Sentence]) -> list[Sentence]:
        """The sentences with a trigger word, in order."""
        return [s for s in sentences if any(self._is_trigger(w) for w in WORD.findall(s.text))]

    def _is_trigger(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            known = not self._triggers.isdisjoint(self._lemmas(word))
            self._known[word] = known
        return known

    def _lemmas(self, word: str) -> set[str]:
        low = word.lower()
        found = {low, *(lemma for lemma, _ in self._dictionary.lemmas(word))}
        return found | {part for f in list(found) if "-" in f for part in f.split("-")}
