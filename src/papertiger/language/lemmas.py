"""Lemmas learned from treebanks: what a word of some part of speech was called there, else a rule for its ending.

Ukrainian and Russian have dictionaries, and only what treebanks call otherwise is learned ("мільйони" of a numeral); English has
none, so the table and the rules do all. Endings are those of Plisson, Lavrač & Mladenić (2004, "A rule based approach to word
lemmatization"): the longest known one decides what is cut and what is added.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from papertiger.language.morphology import LANGUAGES, lemma_of, normalise

_LONGEST_ENDING = 6
_SURE = 0.75
"""Share of a reading's occurrences that must agree before the treebank overrules the dictionary."""
_KEYS = ("Number", "VerbForm", "Tense", "Degree", "Person")
"""Features that decide what an English ending means."""


@dataclass(frozen=True, slots=True)
class Lemmas:
    """Lemmas of the words of some languages, by language."""

    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """``form|POS|…`` → lemma."""
    endings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """``POS|…|ending`` → ``number of letters to cut, what to add``, joined by a space."""

    def of(self, form: str, language: str, pos: str, features: Mapping[str, str]) -> str:
        """Lower-case lemma of a word form, given its part of speech and UD features."""
        word = normalise(form)
        if language in LANGUAGES:
            found = self.known.get(language, {}).get(f"{word}|{pos}")
            return found if found is not None else lemma_of(word, language, pos, features)
        kind = _kind(pos, features)
        found = self.known.get(language, {}).get(f"{word}|{kind}")
        return found if found is not None else self._by_ending(word, language, kind)

    def _by_ending(self, word: str, language: str, kind: str) -> str:
        rules = self.endings.get(language, {})
        for size in range(min(_LONGEST_ENDING, len(word)), -1, -1):
            rule = rules.get(f"{kind}|{word[len(word) - size :]}")
            if rule is not None:
                cut, _, added = rule.partition(" ")
                if int(cut) <= len(word):
                    return word[: len(word) - int(cut)] + added
        return word

    def save(self, path: Path) -> None:
        """Write as JSON."""
        content = {"known": self.known, "endings": self.endings}
        path.write_text(json.dumps(content, ensure_ascii=False, indent=0, sort_keys=True), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Lemmas:
        """Read what `save` wrote; raises OSError or ValueError when that fails."""
        content = json.loads(path.read_text(encoding="utf-8"))
        return cls(content["known"], content["endings"])


def _kind(pos: str, features: Mapping[str, str]) -> str:
    return "|".join((pos, *(features[key] for key in _KEYS if key in features)))


def learn(words: Iterable[tuple[str, str, str, str, Mapping[str, str]]]) -> Lemmas:
    """Lemmas from (language, form, lemma, part of speech, features); empty lemmas are passed over."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    dictionary: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    rules: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for language, form, gold, pos, features in words:
        word, lemma = normalise(form), normalise(gold)
        if not lemma:
            continue
        if language in LANGUAGES:
            seen[language, f"{word}|{pos}"][lemma] += 1
            dictionary[language, f"{word}|{pos}"][lemma_of(word, language, pos, features)] += 1
            continue
        kind = _kind(pos, features)
        seen[language, f"{word}|{kind}"][lemma] += 1
        shared = next((i for i in range(len(word)) if word[: i + 1] != lemma[: i + 1]), len(word))
        rule = f"{len(word) - shared} {lemma[shared:]}"
        for size in range(min(_LONGEST_ENDING, len(word)) + 1):
            if size >= len(word) - shared:
                rules[language, f"{kind}|{word[len(word) - size :]}"][rule] += 1
    known: dict[str, dict[str, str]] = defaultdict(dict)
    for (language, key), found in seen.items():
        lemma, count = found.most_common(1)[0]
        if language in LANGUAGES:
            total = sum(found.values())
            agrees = dictionary[language, key][lemma]
            if total < 2 or count < _SURE * total or agrees >= (1 - _SURE) * total:  # noqa: PLR2004 - once is chance
                continue
        known[language][key] = lemma
    return _pruned(known, rules)


def _pruned(known: Mapping[str, Mapping[str, str]], rules: Mapping[tuple[str, str], Counter[str]]) -> Lemmas:
    """Without what shorter endings already say, and without known words that the endings get right."""
    endings: dict[str, dict[str, str]] = defaultdict(dict)
    for (language, key), found in sorted(rules.items(), key=lambda item: len(item[0][1])):
        kind, _, ending = key.rpartition("|")
        rule, count = found.most_common(1)[0]
        shorter = next(
            (
                endings[language][k]
                for i in range(1, len(ending) + 1)
                if (k := f"{kind}|{ending[i:]}") in endings[language]
            ),
            None,
        )
        if rule != shorter and (count > 1 or not ending):
            endings[language][key] = rule
    table = Lemmas({}, endings)
    kept: dict[str, dict[str, str]] = {}
    for language, entries in known.items():
        kept[language] = {
            key: lemma
            for key, lemma in entries.items()
            if language in LANGUAGES
            or table._by_ending(key.partition("|")[0], language, key.partition("|")[2]) != lemma  # noqa: SLF001
        }
    return Lemmas(kept, dict(endings))
