"""Titles, bodies and other words that lead to an actor without naming one: ``posts.yaml`` and each language's ``words.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from papertiger.actors.entry import Entry
from papertiger.actors.tables import Name, Table
from papertiger.datafiles import load_table
from papertiger.errors import DataFileError


class Title(Table):
    """What somebody is called for the post they hold."""

    post: str
    """The post of people.yaml; `leader` stands for whichever head leads the state in everyday politics."""
    instead: dict[str, str] = {}  # noqa: RUF012
    """State → post, where the title means another one there."""
    states: frozenset[str] | None = None
    """States that have the title; None for all."""
    bare: str | None = None
    """The state meant when none is named."""
    headed: bool = False
    """The title also leads a body: "head of the foreign ministry"."""
    plain: bool = False
    """Several people of a state hold it at once, so it never means one of them by itself."""
    world: bool = False
    """The post is no state's, as people.yaml's free titles are."""
    described: bool = False
    """A judgement, not an office ("dictator"): it means somebody the article names, never a holder by date."""


class Body(Table):
    """A body that most states have."""

    name: str
    head: str | None = None
    """Post of whoever heads it."""
    spokesperson: str | None = None
    at_home: bool = False
    """News names that of its own country without the state: "Міноборони повідомило"."""
    is_state: bool = False
    """It speaks and acts for the state as such, as a government does."""


class Posts(Table):
    """The file ``posts.yaml``."""

    titles: dict[str, Title] = {}  # noqa: RUF012
    bodies: dict[str, Body] = {}  # noqa: RUF012
    led_by_government: frozenset[str] = frozenset()
    stand_ins: dict[str, str] = {}  # noqa: RUF012
    """Post → the post whose holder is meant where nobody is listed under it."""

    def post(self, title: str, state: str) -> str | None:
        """The post that a title stands for in a state; None where the state has no such title."""
        found = self.titles[title]
        if found.states is not None and state not in found.states:
            return None
        post = found.instead.get(state, found.post)
        if post == "leader":
            return "head_of_government" if state in self.led_by_government else "head_of_state"
        return post


class Kind(Table):
    """A word for a kind of country ("королівство") and the states that are of the kind."""

    words: tuple[Name, ...]
    states: frozenset[str]


class Words(Table):
    """The file ``words.yaml`` of one language; forms are made as those of names are."""

    titles: dict[str, tuple[Name, ...]] = {}  # noqa: RUF012
    bodies: dict[str, tuple[Name, ...]] = {}  # noqa: RUF012
    former: tuple[Name, ...] = ()
    """Words before a title that say it is no longer, or not yet, held."""
    tails: dict[str, tuple[str, ...]] = {}  # noqa: RUF012
    """Title → the words after an adviser, and whoever is advised, that make it this title."""
    former_prefixes: tuple[str, ...] = ()
    """What is written onto a title that is no longer held: "екс"."""
    deputy_prefixes: tuple[str, ...] = ()
    """What is written onto a title that makes it another's: "зам"."""
    deputy: tuple[Name, ...] = ()
    """Words before a title that make it another's: "deputy"."""
    joining: tuple[Name, ...] = ()
    """Words that may stand between a state and a title without changing whose it is: "acting", "new"."""
    collectives: dict[str, tuple[Name, ...]] = {}  # noqa: RUF012
    """Groups of states around one: allies, partners."""
    sides: dict[str, tuple[Name, ...]] = {}  # noqa: RUF012
    """Adjectives that say which collective, and are no state's: "Western"."""
    ally_adjectives: bool = False
    """An adjective before "partners" names the partner itself ("малійські партнери" are Mali)."""
    countries: tuple[Name, ...] = ()
    """Words for a state: "country"."""
    kinds: dict[str, Kind] = {}  # noqa: RUF012
    outlets: dict[str, tuple[Name, ...]] = {}  # noqa: RUF012
    """Medium (or ``any``) → words for an outlet: "newspaper"."""
    pronouns: dict[str, tuple[str, ...]] = {}  # noqa: RUF012
    """he, she, his, her, own → forms."""
    persons_only: bool = False
    """He and she mean nobody but persons, as in English."""
    articles: bool = False
    """A noun points back only after an article or a demonstrative."""
    according: tuple[str, ...] = ()
    """Words after a possessive that make its owner the speaker: "за його словами"."""
    demonstratives: tuple[str, ...] = ()
    """Words that make the noun after them point back: "this"."""
    others: tuple[str, ...] = ()
    """Words that make the noun after them another one: "another", "every"."""
    places: dict[str, tuple[str, ...]] = Field(default={})
    """Prepositions after which a name says where: case (Loc, Gen, …; `any`) → prepositions."""
    of: tuple[str, ...] = ()
    """What ties a title to its state where no case does: "of", "of the"."""
    possessive: tuple[str, ...] = ()
    """What is written onto an owner: "'s"."""
    particles: tuple[str, ...] = ()
    """Words in lower case within a person's name: "van", "аль"."""
    persons_say: tuple[str, ...] = ()
    """Lemmas of verbs that only people and those who speak for others do: to say, to think."""
    home: str | None = None
    """The state whose bodies news in this language names without a state."""

    def named(self) -> Iterator[tuple[str, Name]]:
        """Everything that is looked for in a text, with what it is: ``title:president``, ``body:police``, …."""
        for group, table in (("title", self.titles), ("body", self.bodies), ("collective", self.collectives)):
            for key, names in table.items():
                yield from ((f"{group}:{key}", name) for name in names)
        for group, prefixes in (("former", self.former_prefixes), ("deputy", self.deputy_prefixes)):
            for key, names in self.titles.items():
                for prefix in prefixes:
                    yield from ((f"{group}-title:{key}", _prefixed(prefix, name)) for name in names)
        yield from ((f"side:{key}", name) for key, names in self.sides.items() for name in names)
        yield from ((f"kind:{key}", name) for key, kind in self.kinds.items() for name in kind.words)
        for medium, names in self.outlets.items():
            yield from ((f"outlets:{'' if medium == 'any' else medium}", name) for name in names)
        for key in ("former", "deputy", "joining", "countries"):
            yield from ((f"{key}:", name) for name in getattr(self, key))


def _prefixed(prefix: str, name: Name) -> Name:
    """A name with something written onto its first word."""
    at = len(name.text) - len(name.text.lstrip("="))
    text = name.text[:at] + prefix + name.text[at:]
    return name.model_copy(update={"text": text, "forms": tuple(prefix + form for form in name.forms)})


_CLASSES = {
    "former": "adjective",
    "joining": "adjective",
    "side": "adjective",
    "deputy": "demonym",
    "collective": "demonym",
}
"""How the words of a group inflect; the others as names do."""


def word_class(group: str) -> str:
    """The class of inflection of a group of words."""
    return _CLASSES.get(group, "name")


def entry_of(key: str) -> Entry:
    """What stands in the tree for a word; its group is the form."""
    return Entry(key, key.partition(":")[0])


def load_posts(folder: Path) -> Posts:
    """The titles and bodies of a folder of data files, which may have none; raises DataFileError."""
    path = folder / "posts.yaml"
    return load_table(path, Posts) if path.exists() else Posts()


def load_words(folder: Path, posts: Posts) -> Words:
    """The words of one language, which may have none.

    Raises:
        DataFileError: the file breaks its schema, or has a title or body that posts.yaml lacks.
    """
    path = folder / "words.yaml"
    if not path.exists():
        return Words()
    words = load_table(path, Words)
    for table, known in ((words.titles, posts.titles), (words.bodies, posts.bodies)):
        for key in table:
            if key not in known:
                raise DataFileError(str(path), None, f"{key!r} is not in ../posts.yaml; add it there")
    return words
