"""What the data files of the actor base may hold.

``data/*.yaml`` says what actors there are; ``data/<language>/*.yaml`` says how a language names them, so a further
language is a further folder. Kinds follow from ids: ``RUS`` a state, ``RUS-putin`` a person, and ``org:``,
``group:``, ``outlet:``, ``system:`` for the rest.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from papertiger.records import Domain

_ID = re.compile(r"[A-Z]{3}(-[a-z0-9-]+)?|(org|group|outlet|system):[a-z0-9.-]+")


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
