"""What synthetic articles are made of: things to name by number, and what three languages call each.

Numbers below `Lexicon.loans` are concepts of the trilingual glossary, then come invented loan words, invented names, actors of the
actor file, and last figures. Frequencies are Zipf-Mandelbrot, 1 / (rank + offset).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from papertiger.actors import Actor, knowledge_base
from papertiger.lineage.concepts import glossary

Ids = npt.NDArray[np.int64]
Random = np.random.Generator

LANGUAGES = ("en", "uk", "ru")
LOANS, NAMES, OUTLETS = 20_000, 40_000, 300
"""Invented words, names, and outlets that the actor file does not know."""
_STATES, _PEOPLE, _BODIES = 120, 300, 120
"""Actors that articles name."""
_CONSONANTS = dict(zip("bvgdzklmnprstf", "бвгдзклмнпрстф", strict=True))
_VOWELS = {"a": "аа", "o": "оо", "i": "іи", "u": "уу", "e": "ее"}
"""Latin → Ukrainian and Russian."""
PLAIN, THOUSANDS, MILLIONS, PERCENT = range(4)
_KIND = 1_000_000
_IDLE = {
    "en": "the of and in to for with on from at by that was this after which were into over under while their its also",
    "uk": "у в на та і з до для що від під про після як за по цей але також між через біля перед їх",
    "ru": "в на и с до для что от под о после как за по этот но также между через около перед их к из",
}
_SCALES = {"en": "million", "uk": "млн", "ru": "млн"}


class Zipf:
    """Draws places in a list, the first ones most often."""

    def __init__(self, number: int, offset: float) -> None:
        self._below = np.cumsum(1 / (np.arange(number) + 1 + offset))

    def draw(self, random: Random, number: int) -> Ids:
        """So many places."""
        return np.searchsorted(self._below, random.random(number) * self._below[-1])


@dataclass(frozen=True)
class Outlet:
    """An outlet, as each language names it."""

    names: dict[str, str]
    language: str
    site: str


class Lexicon:
    """All words, the same for one seed.

    Args:
        seed: of everything that is invented here.
    """

    def __init__(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        concepts: dict[str, dict[int, str]] = {}
        for language in LANGUAGES:
            found = concepts[language] = {}
            for form, number in glossary()[language].items():
                found.setdefault(number, form)
        known = sorted(set.intersection(*(set(found) for found in concepts.values())))
        order = [known[at] for at in random.permutation(len(known))]
        actors = self._chosen_actors()
        invented = [_invented(random) for _ in range(LOANS + NAMES)]
        self.loans = len(order)
        self.names = self.loans + LOANS
        self.first_actor = self.names + NAMES
        self.figures = self.first_actor + len(actors)
        self.actors: Sequence[Actor] = actors
        self.surfaces = {
            language: [
                *(concepts[language][number] for number in order),
                *(word[at] for word in invented[:LOANS]),
                *(word[at].capitalize() for word in invented[LOANS:]),
                *(knowledge_base().label(actor.id, language) for actor in actors),
            ]
            for at, language in enumerate(LANGUAGES)
        }
        """Language → number → word."""
        self.idle = {language: words.split() for language, words in _IDLE.items()}
        """Language → words that say nothing by themselves."""
        self.outlets = _outlets(random)

    @staticmethod
    def _chosen_actors() -> list[Actor]:
        everybody = knowledge_base().actors()
        wanted = {"state": _STATES, "person": _PEOPLE, "organisation": _BODIES}
        kinds = [[a for a in everybody if a.kind == kind][:number] for kind, number in wanted.items()]
        # A state, a person, a body in turn, so that each kind has frequent and rare ones.
        longest = max(map(len, kinds))
        return [kind[at] for at in range(longest) for kind in kinds if at < len(kind)]

    @cached_property
    def frequencies(self) -> dict[str, Zipf]:
        """How often words of each kind are used."""
        return {
            "concept": Zipf(self.loans, 40),
            "loan": Zipf(LOANS, 50),
            "name": Zipf(NAMES, 50),
            "actor": Zipf(len(self.actors), 5),
            "outlet": Zipf(len(self.outlets), 5),
            "idle": Zipf(min(map(len, self.idle.values())), 2),
        }

    def draw(self, kind: str, random: Random, number: int) -> Ids:
        """So many numbers of a kind of words, as often as each is used."""
        first = {"concept": 0, "loan": self.loans, "name": self.names, "actor": self.first_actor}[kind]
        return first + self.frequencies[kind].draw(random, number)

    def draw_figures(self, random: Random, number: int) -> Ids:
        """So many figures: counts, thousands, millions and percentages, small ones more often."""
        kinds = random.choice(4, number, p=[0.45, 0.25, 0.15, 0.15])
        values = np.exp(random.uniform(np.log(11), np.log(1000), number)).astype(np.int64)
        return self.figures + kinds * _KIND + values

    def figure(self, number: int, language: str) -> str:
        """A figure as a language writes it."""
        kind, value = divmod(number - self.figures, _KIND)
        if kind == PLAIN:
            return str(value)
        if kind == THOUSANDS:
            return f"{value},500" if language == "en" else f"{value} 500"
        parts = f"{value / 10:.1f}"
        shown = parts if language == "en" else parts.replace(".", ",")
        return f"{shown} {_SCALES[language]}" if kind == MILLIONS else f"{shown}%"


def _invented(random: Random) -> tuple[str, str, str]:
    """A word of two to four syllables, in each language's letters."""
    size = int(random.integers(2, 5))
    consonants = random.integers(0, len(_CONSONANTS), size + 1)
    vowels = random.integers(0, len(_VOWELS), size)
    latin, cyrillic = list(_CONSONANTS), list(_CONSONANTS.values())
    written = list(_VOWELS.values())
    made = []
    for letters, spelled in (
        (latin, list(_VOWELS)),
        (cyrillic, [v[0] for v in written]),
        (cyrillic, [v[1] for v in written]),
    ):
        pairs = (letters[c] + spelled[v] for c, v in zip(consonants, vowels, strict=False))
        made.append("".join(pairs) + letters[consonants[-1]])
    return made[0], made[1], made[2]


def _outlets(random: Random) -> list[Outlet]:
    """Outlets of the actor file in three languages, then invented ones, mixed."""
    base = knowledge_base()
    found = []
    for actor in (a for a in base.actors() if a.kind == "outlet"):
        known = [code for code in base.fact(actor.id).get("languages", ()) if code in LANGUAGES]
        if known and "(" not in actor.name:
            names = {code: base.label(actor.id, code) for code in LANGUAGES}
            found.append(Outlet({**names, "own": actor.name}, known[0], f"site-{len(found)}.example"))
    for number in range(OUTLETS):
        first, second = _invented(random), _invented(random)
        parts = zip(LANGUAGES, first, second, strict=True)
        named = {code: f"«{one.capitalize()} {other.capitalize()}»" for code, one, other in parts}
        named["en"] = f"{named['en'][1:-1]} News"
        language = LANGUAGES[number % len(LANGUAGES)]
        found.append(
            Outlet({**named, "own": named[language].strip("«»")}, language, f"page-{number}.example")
        )
    return [found[at] for at in random.permutation(len(found))]
