"""The data files of the actor base: what they may hold, and reading them.

``data/*.yaml`` says what actors there are; ``data/<language>/*.yaml`` says how a language names them, so a further
language is a further folder. Kinds follow from ids: ``RUS`` a state, ``RUS-putin`` a person, and ``org:``,
``group:``, ``outlet:``, ``system:`` for the rest.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from papertiger.actors.actor import kind_of
from papertiger.actors.inflection import Inflection
from papertiger.datafiles import key_lines, load_table, read_text
from papertiger.errors import DataFileError
from papertiger.records import Domain

DATA = Path(__file__).parent / "data"
_ID = re.compile(r"[A-Z]{3}(-[a-z0-9-]+)?|(org|group|outlet|system):[a-z0-9.-]+")
_NOT_ACTORS = frozenset({"posts", "sources"})
_NOT_NAMES = frozenset({"inflection", "phrases", "words"})


def _checked_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(
            f"{value!r} is no actor id; write RUS, RUS-putin, org:…, group:…, outlet:… or system:…"
        )
    return value


ActorId = Annotated[str, AfterValidator(_checked_id)]


Medium = Literal["agency", "newspaper", "magazine", "broadcaster", "site", "channel", "blog"]
"""agency: news wire; broadcaster: television or radio; site: online only; channel: messenger or video channel."""


class Table(BaseModel):
    """Base of all tables: a field that is not known is an error, so that a typing slip is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Term(Table):
    """A stretch of time from day to day, both included; an open end is None."""

    since: date | None = None
    until: date | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Term:
        if self.since is not None and self.until is not None and self.until < self.since:
            raise ValueError(f"it ends ({self.until}) before it begins ({self.since})")
        return self


class Membership(Term):
    """A state that belongs to an organisation, with the days where they matter."""

    state: str

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: object) -> object:
        return {"state": value} if isinstance(value, str) else value


class Office(Term):
    """A post that a person holds or held; `since` and `until` are days, an open end is None."""

    post: str
    """A post of posts.yaml (head_of_state, defence_minister, …) or a free English title."""
    state: str | None = None
    """Where it is not the person's own state."""
    body: str | None = None
    """Which service or ministry, where a state has several of the kind ("CIA")."""


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

    name: str = ""
    """English name for display; only a workspace that changes a shipped actor can leave it out."""
    state: str | None = None
    domain: Domain | None = None
    wikidata: str | None = Field(default=None, pattern=r"^Q[1-9]\d*$")
    names: tuple[Name, ...] = ()
    """Names printed in Latin letters in texts of any language ("Bloomberg", "Patriot"); they do not inflect, and
    can be ordinary words (`common`) only in a language that is itself written so."""
    domains: tuple[str, ...] = ()
    """Internet domains of an outlet."""
    medium: Medium | None = None
    """What kind of outlet it is."""
    languages: tuple[str, ...] = ()
    """BCP-47 codes of the languages an outlet publishes in, the main one first."""
    owner: str | None = None
    """Who owns or runs an outlet: an actor id where there is one ("RUS" for a state outlet), else a name."""
    offices: tuple[Office, ...] = ()
    gender: Literal["m", "f"] | None = None
    """Of a person: which pronouns can mean them."""
    members: tuple[Membership, ...] = ()
    """Member states of an organisation or alliance over time."""
    body: str | None = None
    """Which body of posts.yaml an organisation is in its state ("foreign_ministry")."""
    head: str | None = None
    """The post, as people.yaml calls it, of whoever heads an organisation ("Secretary General of NATO")."""
    officers: tuple[str, ...] = ()
    """Posts of others who act for it ("High Representative of the EU for Foreign Affairs")."""
    base: tuple[str, ...] = ()
    """States where a group sits that does not act for them."""
    since: date | None = None
    until: date | None = None
    """When a state or a body came to be and ceased, where news of today may meet it outside that time."""
    sources: tuple[str, ...] = ()
    """Keys of sources.yaml where this entry rests on others than its file."""


class Facts(Table):
    """A file of actors."""

    sources: tuple[str, ...] = ()
    """Keys of sources.yaml: what all entries rest on that do not say otherwise."""
    actors: dict[ActorId, Fact]


class Source(Table):
    """Where facts come from."""

    title: str
    address: str | None = None
    checked: date
    """Day on which it was read or, for knowledge of the editors, written down."""
    note: str | None = None


class Sources(Table):
    """The index of sources."""

    sources: dict[str, Source]


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
    """Buildings, streets and places that stand for the actor's leadership ("Кремль", "Банкова", "Foggy Bottom")."""
    places: tuple[Name, ...] = ()
    """Cities, regions and sites that lie in the state and never speak for it ("Харків", "Natanz")."""


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


class Workspace(Table):
    """One file of a user's own: actors and names that are added, and fields that override those of the same id."""

    sources: dict[str, Source] = {}
    actors: dict[ActorId, Fact] = {}
    names: dict[str, dict[ActorId, Names]] = {}
    """Language code → names; a field that is given replaces that field of the shipped names."""
    phrases: dict[str, Phrases] = {}


def load_workspace(path: Path) -> Workspace:
    """The user's own file; raises DataFileError."""
    stamp = path.stat() if path.is_file() else None
    return _workspace(path, stamp and (stamp.st_mtime_ns, stamp.st_size))


@lru_cache(maxsize=1)
def _workspace(path: Path, _stamp: object) -> Workspace:
    """Kept while the file stays as it is: facts, names and phrases are all read from it."""
    return load_table(path, Workspace)


def load_facts(folder: Path = DATA, workspace: Path | None = None) -> dict[str, Fact]:
    """All actors of the data files, in file order, then those of the workspace file.

    Raises:
        DataFileError: a file breaks its schema, an id comes twice, or a state or source is not known.
    """
    facts: dict[str, Fact] = {}
    known_sources = load_sources(folder)
    for path in fact_files(folder):
        _refuse_doubles(path, known=facts)
        table = load_table(path, Facts)
        facts.update(table.actors)
        _check_sources(path, table, known_sources)
        for actor_id, fact in table.actors.items():
            if not fact.name:
                raise DataFileError(
                    str(path), _line_of(path, actor_id), f"{actor_id}: it has no name; give one"
                )
    for path in fact_files(folder):
        for actor_id in _lines(path):
            _check_states(path, actor_id, facts[actor_id], facts)
    if workspace is not None:
        own = load_workspace(workspace)
        for actor_id, fact in own.actors.items():
            facts[actor_id] = _over(facts.get(actor_id), fact)
        for actor_id, fact in own.actors.items():
            if not facts[actor_id].name:
                line = _line_of(workspace, actor_id)
                raise DataFileError(str(workspace), line, f"{actor_id}: a new actor needs a name; give one")
            _check_states(workspace, actor_id, fact, facts)
    return facts


def _over(old: Fact | None, new: Fact) -> Fact:
    """The fields that `new` sets, over those of `old`."""
    if old is None:
        return new
    return old.model_copy(update={field: getattr(new, field) for field in new.model_fields_set})


def _check_states(path: Path, actor_id: str, fact: Fact, facts: dict[str, Fact]) -> None:
    named = [fact.state, *(office.state for office in fact.offices), *fact.base]
    named += [member.state for member in fact.members]
    cure = "write the ISO 3166-1 alpha-3 code of one that it lists"
    for state in named:
        if state is not None and (state not in facts or kind_of(state) != "state"):
            problem = f"{actor_id}: {state!r} is no state of states.yaml; {cure}"
            raise DataFileError(str(path), _line_of(path, actor_id), problem)
    own = actor_id[:3]
    if kind_of(actor_id) == "person" and (own not in facts or kind_of(own) != "state"):
        problem = f"{actor_id}: a person's id begins with a state, and {own!r} is none of states.yaml; {cure}"
        raise DataFileError(str(path), _line_of(path, actor_id), problem)


def load_sources(folder: Path = DATA) -> dict[str, Source]:
    """The index of sources; empty for a folder without one."""
    path = folder / "sources.yaml"
    return load_table(path, Sources).sources if path.exists() else {}


def _check_sources(path: Path, table: Facts, known: dict[str, Source]) -> None:
    for key in table.sources:
        if key not in known:
            raise DataFileError(str(path), None, f"sources: {key!r} is not in sources.yaml; add it there")
    for actor_id, fact in table.actors.items():
        for key in fact.sources:
            if key not in known:
                raise DataFileError(
                    str(path),
                    _line_of(path, actor_id),
                    f"{actor_id}: {key!r} is not in sources.yaml; add it there",
                )


def load_names(
    folder: Path, facts: Container[str], workspace: Path | None = None
) -> Iterator[tuple[str, Names]]:
    """Actor ids and their names from all name tables of one language folder, those of the workspace over them.

    Raises:
        DataFileError: a file breaks its schema, or names an actor that no file of actors has.
    """
    own = load_workspace(workspace).names.get(folder.name, {}) if workspace is not None else {}
    for actor_id in own:
        if workspace is not None and actor_id not in facts:
            raise DataFileError(
                str(workspace), _line_of(workspace, actor_id), f"no actor has the id {actor_id!r}"
            )
    seen: set[str] = set()
    for path in sorted(folder.glob("*.yaml")):
        if path.stem in _NOT_NAMES:
            continue
        _refuse_doubles(path, known=seen)
        for actor_id, names in load_table(path, NameTable).actors.items():
            if actor_id not in facts:
                raise DataFileError(str(path), _line_of(path, actor_id), f"no actor has the id {actor_id!r}")
            seen.add(actor_id)
            yield actor_id, _with(names, own.get(actor_id))
    yield from ((actor_id, names) for actor_id, names in own.items() if actor_id not in seen)


def _with(names: Names, own: Names | None) -> Names:
    if own is None:
        return names
    return names.model_copy(update={field: getattr(own, field) for field in own.model_fields_set})


def load_inflection(folder: Path) -> Inflection:
    """The endings of one language."""
    return load_table(folder / "inflection.yaml", Inflection)


def load_phrases(folder: Path, workspace: Path | None = None) -> Phrases:
    """The look-alikes of one language, those of the workspace added; a language may have none."""
    path = folder / "phrases.yaml"
    found = load_table(path, Phrases) if path.exists() else Phrases()
    own = load_workspace(workspace).phrases.get(folder.name) if workspace is not None else None
    if own is None:
        return found
    return Phrases(
        blocked=(*found.blocked, *own.blocked),
        given_names=(*found.given_names, *own.given_names),
        titles=(*found.titles, *own.titles),
    )


def fact_files(folder: Path = DATA) -> list[Path]:
    """The files of actors in a folder of data files."""
    return [path for path in sorted(folder.glob("*.yaml")) if path.stem not in _NOT_ACTORS]


def _refuse_doubles(path: Path, known: Container[str]) -> None:
    """An id must not stand in two files; that it stands twice in one, `load_table` refuses."""
    for actor_id, line in _lines(path).items():
        if actor_id in known:
            raise DataFileError(str(path), line, f"the id {actor_id!r} comes twice; join the two entries")


def _lines(path: Path) -> dict[str, int]:
    """The line of each actor in a file of actors or names."""
    found = key_lines(read_text(path))
    return {keys[1]: line for keys, line in found.items() if len(keys) == 2 and keys[0] == "actors"}  # noqa: PLR2004 - the depth of an id


def _line_of(path: Path, actor_id: str) -> int | None:
    """Where an id stands first in a file, a workspace's names included."""
    found = key_lines(read_text(path))
    return next((line for keys, line in found.items() if keys[-1] == actor_id), None)
