"""The knowledge base of actors, and the mentions of them in a text."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path

from papertiger.actors import tables
from papertiger.actors.actor import Actor, Mention
from papertiger.actors.index import build_tree
from papertiger.actors.matcher import Entry, Match, NameTree
from papertiger.actors.tables import Fact, Office
from papertiger.errors import PapertigerError

_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@?#]*@)?([^/:?#\s]+)", re.IGNORECASE
)  # also without scheme
_VARIANT = re.compile(r"[^\W_]+")  # letters and digits written onto a system's name: "Су-35С", "С-300ПМУ2"


@dataclass(frozen=True)
class KnowledgeBase:
    """All actors of a folder of data files; the names of a language are loaded when its first text comes."""

    folder: Path = tables.DATA

    @cached_property
    def _facts(self) -> dict[str, Fact]:
        return tables.load_facts(self.folder)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {actor_id: _actor(actor_id, fact) for actor_id, fact in self._facts.items()}

    @cached_property
    def _trees(self) -> dict[str, NameTree]:
        return {}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _outlets(self) -> dict[str, str]:
        return {domain: actor_id for actor_id, fact in self._facts.items() for domain in fact.domains}

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have names, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/inflection.yaml")))

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` over the paths and bytes of all data files; part of a claim's coder configuration."""
        total = hashlib.sha256()
        for path in sorted(self.folder.rglob("*.yaml")):
            total.update(
                path.relative_to(self.folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0"
            )
        return f"sha256:{total.hexdigest()}"

    def actors(self) -> tuple[Actor, ...]:
        """All actors, in the order of the data files."""
        return tuple(self._actors.values())

    def get(self, actor_id: str) -> Actor:
        """The actor with that id; raises KeyError when there is none."""
        return self._actors[actor_id]

    def label(self, actor_id: str, language: str) -> str:
        """What `language` calls an actor, in the nominative; the English name where it has no name of its own."""
        own = self._labels.get(language)
        if own is None:
            own = {
                found: names.name[0].text.lstrip("=")
                for found, names in tables.load_names(self.folder / language, self._facts)
                if names.name
            }
            self._labels[language] = own
        return own.get(actor_id) or self.get(actor_id).name

    def offices(self, actor_id: str) -> tuple[Office, ...]:
        """Posts of a person with their terms, oldest first as written; empty for other actors."""
        return self._facts[actor_id].offices

    def holders(self, state: str, post: str, on: date) -> list[Actor]:
        """Who held `post` of `state` on a day, as far as the data files know; normally one person or none."""
        return [
            self._actors[actor_id]
            for actor_id, fact in self._facts.items()
            for office in fact.offices
            if office.post == post
            and (office.state or self._actors[actor_id].state) == state
            and office.covers(on)
        ]

    def outlet(self, address: str) -> Actor | None:
        """The outlet behind a URL or host name ("https://www.bloomberg.com/news/…"), or None."""
        match = _HOST.match(address.strip())
        host = match[1].lower() if match else ""
        while "." in host:
            if host in self._outlets:
                return self._actors[self._outlets[host]]
            host = host.partition(".")[2]
        return None

    def openings(self, language: str) -> frozenset[str]:
        """The words that names in `language` begin with, as `tokens.key_of` writes them.

        Raises:
            PapertigerError: no names in that language.
        """
        return self._tree(language).openings

    def mentions(
        self, text: str, language: str, *, on: date | None = None, starts: Iterable[int] | None = None
    ) -> list[Mention]:
        """All mentions of actors in `text`, sorted, none overlapping, the longest name at each place.

        Args:
            text: any text; positions of the mentions are code points in it.
            language: "uk", "ru" or "en".
            on: the day the text speaks of; decides between people of one surname by their terms of office.
            starts: every place, in order, where one of the `openings` stands; looked for when not given.

        Raises:
            PapertigerError: no names in that language.
        """
        matches = self._tree(language).find(text, starts)
        spelled = {entry.actor for match in matches for entry in match.entries if entry.full}
        found = ((match, self._choose(match.entries, on, spelled)) for match in matches)
        return [self._mention(text, match, entry) for match, entry in found if entry and entry.actor]

    def _tree(self, language: str) -> NameTree:
        if language not in self._trees:
            if language not in self.languages:
                raise PapertigerError(
                    f"no actor names in language {language!r}; there are: {', '.join(self.languages)}"
                )
            self._trees[language] = build_tree(self.folder, language, self._facts)
        return self._trees[language]

    def _choose(
        self, entries: Iterable[Entry], on: date | None, spelled: AbstractSet[str | None]
    ) -> Entry | None:
        """Of several actors with one name the likeliest; None when the name needs a full one and has none."""
        open_to = [entry for entry in entries if not entry.anchored or entry.actor in spelled]
        return min(open_to, key=lambda entry: self._rank(entry, on, spelled), default=None)

    def _rank(
        self, entry: Entry, on: date | None, spelled: AbstractSet[str | None]
    ) -> tuple[bool, bool, int]:
        """A phrase that is no actor first, then whom the text names in full, then who was in office, then file order."""
        if entry.actor is None:
            return False, False, 0
        return True, entry.actor not in spelled, self._distance(self._facts[entry.actor].offices, on)

    @staticmethod
    def _distance(offices: tuple[Office, ...], on: date | None) -> int:
        """0 for who was in office on the day, 2 for who came later, 1 for everybody else."""
        if on is None or not offices:
            return 1
        if any(office.covers(on) for office in offices):
            return 0
        return 1 + all(office.since is not None and office.since > on for office in offices)

    def _mention(self, text: str, match: Match, entry: Entry) -> Mention:
        actor = self._actors[entry.actor or ""]
        end = match.end
        if actor.kind == "system" and (variant := _VARIANT.match(text, end)) is not None:
            end = variant.end()
        return Mention(match.start, end, actor, entry.form, text[match.start : end])


def _actor(actor_id: str, fact: Fact) -> Actor:
    kind = tables.kind_of(actor_id)
    own = {"state": actor_id, "person": actor_id[:3]}.get(kind)
    return Actor(actor_id, kind, fact.name, fact.state or own, fact.domain, fact.wikidata)


@cache
def knowledge_base() -> KnowledgeBase:
    """The actors that ship with the program, loaded once."""
    return KnowledgeBase()
