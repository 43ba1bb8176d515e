"""What stands around a name and may forbid it: capitals of a headline, another person's first name, a neighbour's name."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from papertiger.actors.entry import Entry
from papertiger.actors.tokens import UPPER, joined, key_of, tokens
from papertiger.language.morphology import readings

_SENTENCE_MARKS = ".!?…:;\n\u2028•"
_SKIPPED_BEFORE = " \t\u00a0\"'«»„“”‘’([—–-"
_WORD_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
_STATES = frozenset({"name", "metonym"})
_REFLEXIVE = ("ся", "сь")
"""How verbs end of which smoke and gas are subjects, too: "Чад рассеялся"."""
_OPENING, _CLOSING = frozenset('«„“"'), frozenset('»“”"')
_BLANKS = " \u00a0"
_REACH = 40  # characters looked back for the word before a name; first names and titles are shorter


class Surroundings:
    """The rules of one language."""

    def __init__(self, language: str, given: AbstractSet[str], titles: AbstractSet[str]) -> None:
        """Keys of first names that make a following surname somebody else's, and of titles that make nobody's."""
        self.language, self._given, self._titles = language, given, titles

    def allow(self, entry: Entry, text: str, start: int, end: int) -> bool:
        """Whether the name between `start` and `end` can mean what the entry says."""
        if entry.combining:
            return joined(text, end)
        if entry.common and self._may_be_common(text, start, end) and not self._acts(entry, text, end):
            return False
        if entry.given and self._part_of_name(text, start, end):
            return False
        return not (entry.own_names and self._somebody_else(entry, text, start))

    def _may_be_common(self, text: str, start: int, end: int) -> bool:
        """Whether the capitals are no sign of a name: those of a headline, or the one that opens a sentence."""
        if _quoted(text, start, end):
            return False
        if text[start:end].isupper():
            return self._in_capitals(text, start, end)
        return opens_sentence(text, start)

    def _acts(self, entry: Entry, text: str, end: int) -> bool:
        """Whether a state's name that opens a sentence is the subject of a past deed: "Чад отозвал посла"."""
        match = _WORD_AFTER.match(text, end) if entry.form in _STATES else None
        if match is None:
            return False
        found = readings(match[1], self.language)
        return bool(found) and all(
            r.pos == "VERB" and r.tense == "Past" and r.number == "Sing" and not r.lemma.endswith(_REFLEXIVE)
            for r in found
        )

    def _somebody_else(self, entry: Entry, text: str, start: int) -> bool:
        """Whether another person's first name stands right before a surname ("Меланія Трамп")."""
        before = _word_before(text, start)
        if not before[:1].isupper():
            return False
        key = key_of(before, self.language)
        return key in self._given and key not in entry.own_names

    def _part_of_name(self, text: str, start: int, end: int) -> bool:
        """Whether a capitalised word that is no title stands right beside ("Домінік Рааб", "Peter Wagner")."""
        before = _word_before(text, start)
        after = _WORD_AFTER.match(text, end)
        if after is not None and self._namelike(after[1]):
            return True
        return bool(before) and self._namelike(before) and not opens_sentence(text, start - len(before) - 1)

    def _namelike(self, word: str) -> bool:
        return word[0].isupper() and not word.isupper() and key_of(word, self.language) not in self._titles

    def _in_capitals(self, text: str, start: int, end: int) -> bool:
        """Whether all words around are in capitals."""
        near = text[max(0, start - _REACH) : start] + " " + text[end : end + _REACH]
        words = [token for token in tokens(near, self.language) if len(token.key) > 1 and token.key.isalpha()]
        return len(words) > 1 and all(token.case == UPPER for token in words[1:-1])


def names_somebody_before(text: str, start: int) -> bool:
    """Whether a capitalised word stands right before, which may be another's first name: "Samuel Johnson"."""
    before = _word_before(text, start)
    return before[:1].isupper() and not opens_sentence(text, start - len(before) - 1)


def _quoted(text: str, start: int, end: int) -> bool:
    """Whether a name stands alone within quotation marks: then it is one, also where a sentence begins."""
    return (
        text[start - 1 : start] in _OPENING
        and text[end : end + 1] in _CLOSING
        and start > 0
        and end < len(text)
    )


def _word_before(text: str, start: int) -> str:
    """The letters right before a place, one blank between; empty where there are none."""
    end = start - 1
    if end < 1 or text[end] not in _BLANKS:
        return ""
    begin = end
    while begin > 0 and end - begin < _REACH and text[begin - 1].isalpha():
        begin -= 1
    return text[begin:end]


def opens_sentence(text: str, start: int) -> bool:
    """Whether the word at `start` is capitalised for its place; quotes and dashes before it are looked through."""
    place = start - 1
    while place >= 0 and text[place] in _SKIPPED_BEFORE:
        place -= 1
    return place < 0 or text[place] in _SENTENCE_MARKS
