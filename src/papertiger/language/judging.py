"""The language of one sentence within an article, and whether its evidence would do against the article's language.

Only what stands outside quotation marks and is no proper name counts, so that neither «Українська правда» nor
"Зеленський" turns a Russian sentence. Letters and function words come first, then the statistical model, then the
dictionaries; the last two are asked only in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import itemgetter

from papertiger.language.identify import (
    UNDETERMINED,
    WORD,
    identify,
    marks_of,
    statistical,
    table_of_evidence,
    without_addresses,
)
from papertiger.language.morphology import LANGUAGES, readings

Verdict = tuple[str | None, bool]
"""A language, or None when the sentence shows none; and whether it may be cut out of an article in another."""

_QUOTED = re.compile(r"«[^«»]*»?|“[^“”]*”?|„[^„“”]*[“”]?|\"[^\"]*\"?|^[^«»“”„\"]*[»”]")
_QUOTES = frozenset('«»“”„"')
_LEADS_IN = re.compile(r"^[^«“„]{3,}[:,] ?(?:«[^»]*|“[^”]*|„[^“”]*)$")
_UNSHOWN: Verdict = (None, False)
_FEW = 2
"""Words outside the quotation marks that are enough to tell whose sentence it is."""


def judge(sentence: str, language: str) -> Verdict:
    """The language of a sentence of an article in `language`."""
    words = _evidence(sentence)
    if _mostly_cyrillic(words):
        return _cyrillic([word for word in words if "Ѐ" <= word[0] <= "ӿ"], language)
    return _other([word for word in words if not "Ѐ" <= word[0] <= "ӿ"])


def leaning(sentence: str, language: str) -> str | None:
    """The language whose dictionary alone knows all words of a short sentence, else None.

    What leads into a quotation is the article's voice, whatever the language of the quotation.
    """
    words = [word for word in _evidence(sentence) if word[0].islower()]
    if language not in LANGUAGES or not words:
        return None
    knowing = [code for code in LANGUAGES if not _unknown(words, code)]
    if len(knowing) == 1:
        return knowing[0]
    return language if _LEADS_IN.search(sentence) and language in knowing else None


def alone(sentence: str, language: str) -> str:
    """The language of a sentence that shows none, nor do its neighbours: the article's, unless its alphabet is another."""
    rules, words = table_of_evidence().runs, _words(sentence)
    letters = sum(map(len, words))
    if len(words) < rules.words or 2 * letters < rules.letters:
        return language
    cyrillic = is_cyrillic(sentence)
    if cyrillic == (language in table_of_evidence().cyrillic):
        return language
    if cyrillic:
        return identify(sentence)
    guess, probability = statistical(" ".join(words))
    return guess if probability >= table_of_evidence().doubt else UNDETERMINED


def is_cyrillic(sentence: str) -> bool:
    """Whether at least half of the letters that count in a sentence are Cyrillic."""
    return _mostly_cyrillic(_evidence(sentence))


def _mostly_cyrillic(words: Sequence[str]) -> bool:
    if len(words) > _FEW:
        words = [word for i, word in enumerate(words) if word[0].islower() or not i]
    cyrillic = sum(len(word) for word in words if "Ѐ" <= word[0] <= "ӿ")
    return 2 * cyrillic >= sum(map(len, words)) > 0


def language_name(code: str) -> str:
    """The English name of a language by its BCP-47 primary tag; the tag itself where none is listed."""
    return table_of_evidence().names.get(code, code)


def _evidence(sentence: str) -> list[str]:
    """The words outside quotation marks, or all words where those are too few."""
    if _QUOTES.isdisjoint(sentence):
        return _words(sentence)
    outside = _words(_QUOTED.sub(" ", sentence))
    return outside if len(outside) >= _FEW else _words(sentence)


def _words(sentence: str) -> list[str]:
    found: list[str] = WORD.findall(without_addresses(sentence))
    return found


def _cyrillic(words: Sequence[str], language: str) -> Verdict:
    table, rules = table_of_evidence(), table_of_evidence().runs
    # The first word is no name when it is a function word.
    common = [word.lower() for i, word in enumerate(words) if word[0].islower() or not i]
    evidence = common if len(common) >= rules.words else [word.lower() for word in words]
    joined = "".join(evidence)
    marks = {code: marks_of(evidence, joined, known) for code, known in table.related.items()}
    (first, most), (_, second) = sorted(marks.items(), key=itemgetter(1), reverse=True)[:2]
    letters = frozenset(joined)
    is_foreign = not letters.isdisjoint(table.foreign)
    is_long = len(joined) >= rules.letters and len(words) >= rules.words
    shown: Verdict = (first, False) if most > rules.times * second else _UNSHOWN
    has_letters = not letters.isdisjoint(table.related[first].letters)
    if has_letters and not second and not is_foreign and (most >= rules.marks or first == language):
        return first, len(words) >= rules.words
    if not is_long:
        return shown
    guess, probability = statistical(" ".join(words).lower())
    possible = letters.isdisjoint(table.lacks.get(guess, ""))
    is_sure = probability >= rules.sure
    if guess not in table.related and possible and (is_sure or is_foreign):
        return guess, True
    if guess == shown[0] and is_sure:
        return guess, True
    return _by_dictionary(evidence, language) or shown


def _by_dictionary(words: Sequence[str], language: str) -> Verdict | None:
    """Another related language that knows every word, where the article's own misses several."""
    rules = table_of_evidence().runs
    if language not in LANGUAGES or _unknown(words, language) < rules.unknown:
        return None
    other = next((code for code in LANGUAGES if code != language and not _unknown(words, code)), None)
    return (other, True) if other else None


def _unknown(words: Sequence[str], language: str) -> int:
    """How many of the words the dictionary of `language` only guesses at."""
    return sum(not any(reading.known for reading in readings(word, language)) for word in words)


def _other(words: Sequence[str]) -> Verdict:
    rules = table_of_evidence().runs
    english = table_of_evidence().english.intersection(word.lower() for word in words)
    is_short = len(words) < rules.words or sum(map(len, words)) < rules.letters
    if len(english) > 1 or (english and is_short):
        return "en", len(words) >= rules.words
    if is_short:
        return _UNSHOWN
    guess, probability = statistical(" ".join(words))
    return (guess, True) if probability >= rules.sure else _UNSHOWN
