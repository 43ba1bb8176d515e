"""Words of synthetic articles: inflected forms of three languages, as often as Zipf's law has them.

The commonest are little words, then come all forms of the glossary's concepts (by the dictionaries of Ukrainian and Russian, by
endings in English), last invented loan words and names with endings: the long tail of names that an index of news meets.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from archive.words import LANGUAGES, Lexicon, Random

from papertiger.language.morphology import parse

_ENDINGS = {
    "en": ("", "s", "ed", "ing"),
    "uk": ("", "а", "у", "ом", "и", "ів"),
    "ru": ("", "а", "у", "ом", "ы", "ов"),
}
_OFFSET = 2.7
"""Of Zipf and Mandelbrot: a word has weight 1 / (rank + offset)."""
NAMES, NAMES_SHARE, _NAMES_OFFSET = 20_000, 0.05, 50
"""Invented words, their share of running words, and the offset of their own ranks."""


class Vocabulary:
    """Draws words, the same ones for one seed.

    Args:
        lexicon: what the words are made of.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._forms: dict[str, npt.NDArray[np.object_]] = {}
        self._below: dict[str, npt.NDArray[np.float64]] = {}
        self._idle = {language: len(words) for language, words in lexicon.idle.items()}
        for language in LANGUAGES:
            idle, surfaces = lexicon.idle[language], lexicon.surfaces[language]
            known, names = surfaces[: lexicon.loans], surfaces[lexicon.names : lexicon.names + NAMES]
            groups = [
                *((word,) for word in idle),
                *(_forms(word, language) for word in known),
                *(tuple(name + ending for ending in _ENDINGS[language]) for name in names),
            ]
            common = 1 / (np.arange(len(idle) + len(known)) + 1 + _OFFSET)
            rare = 1 / (np.arange(len(names)) + 1 + _NAMES_OFFSET)
            rare *= NAMES_SHARE / (1 - NAMES_SHARE) * common.sum() / rare.sum()
            sizes = np.array([len(group) for group in groups])
            weights = np.repeat(np.concatenate([common, rare]) / sizes, sizes)
            self._forms[language] = np.array([form for group in groups for form in group], dtype=object)
            self._below[language] = np.cumsum(weights)

    def draw(self, random: Random, language: str, number: int) -> list[str]:
        """So many words of a language."""
        below = self._below[language]
        return self._forms[language][np.searchsorted(below, random.random(number) * below[-1])].tolist()

    def common(self, random: Random, language: str) -> str:
        """A form of one of the twenty commonest words that mean something."""
        forms = self._forms[language]
        return str(forms[self._idle[language] + int(random.integers(0, 200))])

    def rare(self, random: Random, language: str) -> str:
        """An invented name in one of its forms, as likely one as another."""
        size = NAMES * len(_ENDINGS[language])
        return str(self._forms[language][-int(random.integers(1, size + 1))])


def _forms(lemma: str, language: str) -> tuple[str, ...]:
    """All forms of a word that the dictionary knows."""
    if language != "en" and " " not in lemma and (found := parse(lemma, language)):
        return tuple(dict.fromkeys(form.word for form in found[0].lexeme))
    return tuple(lemma + ending for ending in _ENDINGS[language])
