"""The data files of the actor base: what they may hold, and reading them.

``data/*.yaml`` says what actors there are; ``data/<language>/*.yaml`` says how a language names them, so a further
language is a further folder. Kinds follow from ids: ``RUS`` a state, ``RUS-putin`` a person, and ``org:``,
``group:``, ``outlet:``, ``system:`` for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from papertiger.actors.inflection import Inflection
from papertiger.datafiles import load_table, read_text
from papertiger.errors import DataFileError
from papertiger.records import Domain

DATA = Path(__file__).parent / "data"
_ID = re.compile(r"[A-Z]{3}(-[a-z0-9-]+)?|(org|group|outlet|system):[a-z0-9.-]+")
_KEY_LINE = re.compile(r"^  (?P<quote>[\"']?)(?P<id>[\w:.-]+)(?P=quote):(?=\s)", re.MULTILINE)
_KINDS = {"org": "organisation", "group": "group", "outlet": "outlet", "system": "system"}


def kind_of(actor_id: str) -> str:
    """The kind that an id stands for: state, person, organisation, group, outlet or system."""
    if ":" in actor_id:
        return _KINDS[actor_id.partition(":")[0]]
    return "person" if "-" in actor_id else "state"


def _checked_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            f"{value!r} is no actor id; write RUS, RUS-putin, org:…, group:…, outlet:… or system:…"
        )
    return value


ActorId = Annotated[str, AfterValidator(_checked_id)]


class Table(BaseModel):
    """Base of all tables: a field that is not known is an error, so that a typing slip is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Office(Table):
    """A post that a person holds or held; `since` and `until` are days, an open end is None."""

    post: str
    """head_of_state, head_of_government, foreign_minister, defence_minister, … or a free English title."""
    state: str | None = None
    """Where it is not the person's own state."""
    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the post was held on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


class Name(Table):
    """One name, when a plain string does not say enough."""

    text: str
    forms: tuple[str, ...] = ()
    """Further forms that the rules do not make ("Києва")."""
    exact: bool = False
    """The word does not inflect ("Того", "Перу")."""
    common: bool = False
    """Also an ordinary word: not read where a sentence starts or all is in capitals."""
    given: bool = False
    """Also a person's name ("Jordan", "Вікторія"): not read beside another capitalised word that is no title."""

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value


class Fact(Table):
    """What is known of one actor whatever the language."""

    name: str
    """English name for display."""
    state: str | None = None
    domain: Domain | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    names: tuple[Name, ...] = ()
    """Names printed in Latin letters in texts of any language ("Bloomberg", "Patriot"); they do not inflect, and
    can be ordinary words (`common`) only in a language that is itself written so."""
    domains: tuple[str, ...] = ()
    """Internet domains of an outlet."""
    offices: tuple[Office, ...] = ()


class Facts(Table):
    """A file of actors."""

    actors: dict[ActorId, Fact]


class Names(Table):
    """How one language names one actor."""

    name: tuple[Name, ...] = ()
    short: tuple[Name, ...] | None = None
    """Surname or short name of a person; None means the last word of each name."""
    anchored: tuple[Name, ...] = ()
    """Short names read only in a text that also has a full one ("Ван" beside "Ван І")."""
    adjective: tuple[Name, ...] = ()
    combining: tuple[str, ...] = ()
    """First halves of compounds ("американо") where no rule makes them from the adjective."""
    people: tuple[Name, ...] = ()
    capital: tuple[Name, ...] = ()
    seat: tuple[Name, ...] = ()
    """Places and buildings that stand for the actor, beside the capital."""


class NameTable(Table):
    """A file of names in one language."""

    actors: dict[ActorId, Names]


class Phrases(Table):
    """Words that look like an actor and are not one."""

    blocked: tuple[Name, ...] = ()
    """Phrases that hold an actor's name and mean something else ("Латинська Америка", "Jordan Peterson")."""
    given_names: tuple[str, ...] = ()
    """First names which before a known surname mean somebody else ("Меланія Трамп")."""
    titles: tuple[str, ...] = ()
    """Capitalised words that may stand beside a state's name without making it a person's ("Jordan King …")."""


def load_facts(folder: Path = DATA) -> dict[str, Fact]:
    """All actors of the data files, in file order.

    Raises:
        DataFileError: a file breaks its schema, an id comes twice, or a state is not known.
    """
    facts: dict[str, Fact] = {}
    for path in sorted(folder.glob("*.yaml")):
        _refuse_doubles(path, known=facts)
        facts.update(load_table(path, Facts).actors)
    for path, actor_id, line in _places(folder):
        state = facts[actor_id].state if actor_id in facts else None
        if state is not None and (state not in facts or kind_of(state) != "state"):
            raise DataFileError(str(path), line, f"{actor_id}: {state!r} is no state of states.yaml")
    return facts


def load_names(folder: Path, facts: dict[str, Fact]) -> Iterator[tuple[str, Names]]:
    """Actor ids and their names from all name tables of one language folder.

    Raises:
        DataFileError: a file breaks its schema, or names an actor that no file of actors has.
    """
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in {"inflection", "phrases"}:
            continue
        _refuse_doubles(path, known={})
        for actor_id, names in load_table(path, NameTable).actors.items():
            if actor_id not in facts:
                raise DataFileError(str(path), _line_of(path, actor_id), f"no actor has the id {actor_id!r}")
            yield actor_id, names


def load_inflection(folder: Path) -> Inflection:
    """The endings of one language."""
    return load_table(folder / "inflection.yaml", Inflection)


def load_phrases(folder: Path) -> Phrases:
    """The look-alikes of one language; a language may have none."""
    path = folder / "phrases.yaml"
    return load_table(path, Phrases) if path.exists() else Phrases()


def _refuse_doubles(path: Path, known: dict[str, Fact]) -> None:
    """YAML silently keeps the last of two equal keys, so keys are compared in the text."""
    seen = set(known)
    for actor_id, line in _keys(path):
        if actor_id in seen:
            raise DataFileError(str(path), line, f"the id {actor_id!r} comes twice; join the two entries")
        seen.add(actor_id)


def _keys(path: Path) -> Iterator[tuple[str, int]]:
    line, last = 1, 0
    text = read_text(path)
    for match in _KEY_LINE.finditer(text):
        line += text.count("\n", last, match.start())
        last = match.start()
        yield match["id"], line


def _places(folder: Path) -> Iterator[tuple[Path, str, int]]:
    for path in sorted(folder.glob("*.yaml")):
        for actor_id, line in _keys(path):
            yield path, actor_id, line


def _line_of(path: Path, actor_id: str) -> int | None:
    return next((line for key, line in _keys(path) if key == actor_id), None)
