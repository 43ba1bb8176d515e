"""From the name tables of one language to its tree of names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from papertiger.actors import loading
from papertiger.actors.actor import kind_of
from papertiger.actors.entry import Entry
from papertiger.actors.inflection import Inflection
from papertiger.actors.tables import Name, Names
from papertiger.actors.tokens import CYRILLIC_LANGUAGES, key_of, tokens
from papertiger.actors.tree import NameTree
from papertiger.actors.vocabulary import Words, entry_of, word_class

_FORM_OF_KIND = {"state": "name"}  # all other kinds are their own form
_UNCHANGING = re.compile(r"=([^\W\d_]+)")
_METONYM_FIELDS = ("capital", "seat")


def build_tree(
    folder: Path,
    language: str,
    named: Sequence[tuple[str, Names]],
    latin: Mapping[str, tuple[Name, ...]],
    workspace: Path | None = None,
) -> NameTree:
    """All names of `language`, `named`, with the Latin ones that texts of any language print.

    Raises:
        DataFileError: a data file of the language is wrong.
    """
    own = folder / language
    builder = _Builder(language, loading.load_inflection(own))
    phrases = loading.load_phrases(own, workspace)
    given = {*phrases.given_names, *(first for key, names in named for first in _first_names(key, names))}
    titles = builder.keys(phrases.titles, "name")
    tree = builder.tree = NameTree(language, builder.keys(given, "person"), titles)
    for phrase in phrases.blocked:
        builder.add(phrase, "name", Entry(None, "name"))
    for actor_id, names in named:
        builder.add_actor(actor_id, names)
    for actor_id, found in latin.items():
        for name in found:
            builder.add_latin(actor_id, name)
    return tree


def build_words(folder: Path, language: str, words: Words) -> NameTree:
    """The words of one language that lead to an actor without naming one, as a tree like that of names."""
    builder = _Builder(language, loading.load_inflection(folder / language))
    for key, name in words.named():
        builder.add(name, word_class(key.partition(":")[0]), entry_of(key))
    return builder.tree


class _Builder:
    """Enters names into a tree; keeps the forms of words, since first names and titles come again and again."""

    def __init__(self, language: str, inflection: Inflection) -> None:
        self.language, self.inflection = language, inflection
        self.tree = NameTree(language)
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}

    def add_actor(self, actor_id: str, names: Names) -> None:
        """Enter everything that one language calls one actor."""
        form = _form(actor_id)
        word_class = "person" if form == "person" else "name"
        for name in names.name:
            self.add(name, word_class, Entry(actor_id, form))
        if form == "person":
            self._add_surnames(actor_id, names)
        for name in names.anchored:
            self.add(name, word_class, Entry(actor_id, form, anchored=True))
        for name in names.adjective:
            self.add(name, "adjective", Entry(actor_id, "adjective"))
        self._add_combining(actor_id, names)
        for name in names.people:
            self.add(name, "demonym", Entry(actor_id, "demonym"))
        for field in _METONYM_FIELDS:
            for name in getattr(names, field):
                self.add(name, "name", Entry(actor_id, "metonym"))
        for name in names.places:
            self.add(name, "name", Entry(actor_id, "place"))

    def add_latin(self, actor_id: str, name: Name) -> None:
        """Enter a name in Latin letters; in a Cyrillic text nothing else is written so."""
        common = name.common and self.language not in CYRILLIC_LANGUAGES
        exact = Name(text=name.text, exact=True, common=common, given=name.given)
        self.add(exact, "name", Entry(actor_id, _form(actor_id)))

    def _add_surnames(self, actor_id: str, names: Names) -> None:
        own = frozenset(self.keys(_first_names(actor_id, names), "person"))
        short = names.short
        if short is None:
            short = tuple(_last_word(name) for name in names.name)
        for name in short:
            self.add(name, "person", Entry(actor_id, "person", own_names=own))

    def _add_combining(self, actor_id: str, names: Names) -> None:
        halves = set(names.combining)
        for name in names.adjective:
            halves.update(self.inflection.replaced(name.text, "combining"))
        for half in halves:
            self.tree.add([(half, (self._key(half),))], Entry(actor_id, "adjective", combining=True))

    def add(self, name: Name, word_class: str, entry: Entry) -> None:
        """Enter one name in all its forms."""
        if name.common or name.given:
            entry = replace(entry, common=name.common, given=name.given)
        self._enter(name.text, lambda word: self._forms(word, word_class, exact=name.exact), entry)
        for form in name.forms:
            self._enter(form, lambda word: (self._key(word),), entry)

    def _enter(self, text: str, forms: Callable[[str], tuple[str, ...]], entry: Entry) -> None:
        marked = set(_UNCHANGING.findall(text))
        plain = text.replace("=", "")
        words = [plain[token.start : token.end] for token in tokens(plain, self.language)]
        self.tree.add(
            [(word, (self._key(word),) if word in marked else forms(word)) for word in words], entry
        )

    def _forms(self, word: str, word_class: str, *, exact: bool) -> tuple[str, ...]:
        if exact:
            return (self._key(word),)
        if (word, word_class) not in self._known:
            forms = dict.fromkeys(self._key(form) for form in self.inflection.forms(word, word_class))
            self._known[word, word_class] = tuple(forms)
        return self._known[word, word_class]

    def _key(self, word: str) -> str:
        return key_of(word, self.language)

    def keys(self, words: Iterable[str], word_class: str) -> set[str]:
        """All forms of all words, as keys."""
        return {form for word in words for form in self._forms(word, word_class, exact=False)}


def _form(actor_id: str) -> str:
    kind = kind_of(actor_id)
    return _FORM_OF_KIND.get(kind, kind)


def _first_names(actor_id: str, names: Names) -> list[str]:
    if kind_of(actor_id) != "person":
        return []
    return [name.text.split()[0].lstrip("=") for name in names.name if " " in name.text]


def _last_word(name: Name) -> Name:
    """The surname of a full name; its written forms, too, end in the surname."""
    text = name.text.split()[-1]
    forms = tuple(form.split()[-1] for form in name.forms)
    return Name(text=text, forms=forms, exact=name.exact, common=name.common, given=name.given)
