"""Where a word stands in the lexicon: frames, noun classes, cues, senses, domains and the lists of function words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from papertiger.events.dictionary import CLASSES, Dictionary
from papertiger.events.inventory.fault import Where
from papertiger.events.inventory.stock import FIELDS, SENSE_FIELDS, Inventory, words_of
from papertiger.events.lexicon import Lexicon, Vocabulary
from papertiger.language.morphology import normalise

_NEAR, _LIKE = 5, 0.7
"""How many spellings are offered, and how like the word they are at the least (difflib's ratio)."""


@dataclass(frozen=True, slots=True)
class Place:
    """One list that holds a word."""

    language: str
    kind: str
    """frame, class, cue, modal, sense, domain, stem (beginning of words that decide a domain), slot or list."""
    name: str
    """Id of the frame, class or sense; name of the cue, modality, domain, slot or list."""
    pos: str | None
    """verb, noun, adjective or phrase; None where a list is of no word class."""
    word: str
    """As the list has it."""
    file: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A place, and how the word asked for leads there."""

    place: Place
    how: str
    """listed (as it was typed), form (a form of the listed word), part (of a phrase), or beginning."""


def find(stock: Inventory, word: str, languages: Sequence[str]) -> list[Hit]:
    """Every list that holds the word, a word that it is a form of, or a phrase that contains it.

    Args:
        stock: the lexicon files.
        word: one word or several, in any form that the dictionary of the language knows, or undoes by regular endings.
        languages: languages of the stock to look in.
    """
    return list(dict.fromkeys(hit for language in languages for hit in _find(stock, language, word)))


def near(stock: Inventory, word: str, languages: Sequence[str]) -> list[str]:
    """Listed words that are spelt like one that no list holds, the most similar first."""
    known = {place.word for language in languages for place in places(stock, language)}
    return get_close_matches(normalise(word), sorted(known), _NEAR, _LIKE)


def places(stock: Inventory, language: str) -> Iterator[Place]:
    """Every word of every list of one language, in the order of the files."""
    loaded = stock.vocabularies[language]
    for kind, name, pos, listed, where in _lists(loaded.table):
        line = loaded.line(*where) if listed else None
        yield from (Place(language, kind, name, pos, word, str(loaded.path), line) for word in listed)
    yield from _sense_places(stock, language)


_Listing = tuple[str, str, str | None, Sequence[str], Where]
"""Kind, name and word class of a list, its words, and where it stands."""


def _lists(table: Vocabulary) -> Iterator[_Listing]:
    for n, entry in enumerate(table.entries):
        for pos, listed in words_of(entry):
            yield "frame", entry.frame, pos, listed, ("entries", n, FIELDS[pos])
    for n, noun_class in enumerate(table.classes):
        yield "class", noun_class.id, None, noun_class.words, ("classes", n, "words")
    yield from (("cue", name, None, listed, ("cues", name)) for name, listed in table.cues.items())
    for name in type(table.modal).model_fields:
        yield "modal", name, None, getattr(table.modal, name), ("modal", name)
    for n, cue in enumerate(table.domains):
        yield "domain", cue.domain, None, cue.words, ("domains", n, "words")
        yield "stem", cue.domain, None, cue.stems, ("domains", n, "stems")
    for name, listed in table.slots.items():
        yield "slot", name, None, [one.partition("+")[0] for one in listed], ("slots", name)
    yield from (("list", name, None, getattr(table, name), (name,)) for name in _plain_lists(table))


def _plain_lists(table: Vocabulary) -> Iterator[str]:
    """Fields of a vocabulary that are nothing but lists of words."""
    for name in type(table).model_fields:
        value = getattr(table, name)
        if isinstance(value, tuple) and value and all(isinstance(word, str) for word in value):
            yield name


def _sense_places(stock: Inventory, language: str) -> Iterator[Place]:
    sensed = stock.sense_words.get(language)
    if sensed is None:
        return
    for name, words in sensed.table.senses.items():
        for pos, listing in zip(("verb", "noun", "adjective"), SENSE_FIELDS, strict=True):
            if listed := getattr(words, listing):
                line = sensed.line("senses", name, listing)
                yield from (
                    Place(language, "sense", name, pos, word, str(sensed.path), line) for word in listed
                )


def _find(stock: Inventory, language: str, word: str) -> Iterator[Hit]:
    dictionary = Dictionary(Lexicon(language, {}, stock.vocabularies[language].table))
    parts = normalise(word).replace("_", " ").split()
    read = [_Part(part, dictionary.lemmas(part)) for part in parts]
    for place in places(stock, language):
        if how := _how(place, read):
            yield Hit(place, how)


@dataclass(frozen=True, slots=True)
class _Part:
    """One word that was asked for."""

    text: str
    lemmas: frozenset[tuple[str, str]]
    """(lemma, UD part of speech) of each reading."""

    def can_be(self, word: str, pos: str | None) -> bool:
        """Whether it is a form of `word` in a word class; in any without one."""
        tags = CLASSES.get(pos or "")
        return any(lemma == word and (tags is None or tag in tags) for lemma, tag in self.lemmas)


def _how(place: Place, parts: Sequence[_Part]) -> str:
    """How the words asked for lead to a place; empty where they do not."""
    listed = [normalise(one) for one in place.word.split()]
    if listed == [part.text for part in parts]:
        return "listed"
    if place.kind == "stem":
        begins = len(parts) == 1 and any(
            text.startswith(place.word) for text in (parts[0].text, *(lemma for lemma, _ in parts[0].lemmas))
        )
        return "beginning" if begins else ""
    pos = place.pos if len(listed) == 1 else None
    pairs = list(zip(parts, listed, strict=False))
    if len(parts) == len(listed) and all(p.text == one or p.can_be(one, pos) for p, one in pairs):
        return "form"
    single = parts[0] if len(parts) == 1 and len(listed) > 1 else None
    if single is not None and any(single.text == one or single.can_be(one, None) for one in listed):
        return "part"
    return ""
