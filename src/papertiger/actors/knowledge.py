"""The knowledge base of actors, and the mentions of them in a text."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papertiger.actors.actor import Actor, Mention, Office, kind_of
from papertiger.actors.around import names_somebody_before
from papertiger.actors.cache import kept
from papertiger.actors.compiled import Names, Table, words_of
from papertiger.actors.entry import Entry, Match
from papertiger.actors.matcher import Matcher
from papertiger.errors import PapertigerError

if TYPE_CHECKING:
    from papertiger.actors.vocabulary import Posts, Words

DATA = Path(__file__).parent / "data"
WORKSPACE = Path("papertiger.actors.yaml")
"""The user's own actors, looked for where the program runs; ``PAPERTIGER_ACTORS`` names another file."""
_BUILD = "8"
"""Changes with what is compiled, so that an older compilation is not read."""
_HOST = re.compile(
    r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@?#]*@)?([^/:?#\s]+)", re.IGNORECASE
)  # also without scheme
_HOW = {
    "name": "name of the state",
    "adjective": "adjective of the state",
    "demonym": "its people",
    "metonym": "capital or seat of power, which stands for the state",
    "place": "place in the state",
}
_OF_STATE = frozenset({"name", "adjective", "metonym", "demonym"})
_LEADING = frozenset({"head_of_state", "head_of_government"})
_VARIANT = re.compile(r"[^\W_]+|(?:-[^\W\d_]{1,2}\d{0,2}|(?<=[A-Za-z]) [A-Z]?\d[A-Z]?\d?)(?![^\W_])")
"""What is written onto a system's name: "Су-35С", "С-300ПМУ2", "Искандер-М", "Leopard 2A6"."""


@dataclass(frozen=True)
class KnowledgeBase:
    """All actors of a folder of data files and of a workspace file; the names of a language are loaded when needed.

    What the files say is compiled once and kept (see `papertiger.actors.cache`); a file that changes is compiled anew.
    """

    folder: Path = DATA
    workspace: Path | None = None

    @cached_property
    def digest(self) -> str:
        """``sha256:…`` over the paths and bytes of all data files; part of a claim's coder configuration."""
        total = hashlib.sha256()
        files = [
            (path.relative_to(self.folder).as_posix(), path) for path in sorted(self.folder.rglob("*.yaml"))
        ]
        if self.workspace is not None:
            files.append(("workspace", self.workspace))
        for name, path in files:
            total.update(name.encode() + b"\0" + _bytes_of(path) + b"\0")
        return f"sha256:{total.hexdigest()}"

    @cached_property
    def _kept_as(self) -> str:
        return f"{self.digest.removeprefix('sha256:')[:24]}-{_BUILD}"

    @cached_property
    def _sections(self) -> Mapping[str, memoryview]:
        def build() -> Mapping[str, bytes]:
            from papertiger.actors.compiling import compile_facts  # noqa: PLC0415 - pydantic, only to build

            return compile_facts(self.folder, self.workspace)

        return kept(self._kept_as, "facts", build)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {actor_id: number for number, actor_id in enumerate(words_of(self._sections["ids"]))}

    @cached_property
    def _facts(self) -> Table[Any]:
        return Table(self._sections, "facts", dict)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {}

    @cached_property
    def _matchers(self) -> dict[str, Matcher]:
        return {}

    @cached_property
    def _labels(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _posts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = json.loads(bytes(self._sections["posts"]))
        return found

    @cached_property
    def _outlets(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(bytes(self._sections["outlets"]))
        return found

    @cached_property
    def _bodies(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(bytes(self._sections["bodies"]))
        return found

    @cached_property
    def _word_matchers(self) -> dict[str, tuple[Matcher, Words]]:
        return {}

    @cached_property
    def posts(self) -> Posts:
        """The titles and bodies that states have."""
        from papertiger.actors.vocabulary import Posts  # noqa: PLC0415 - pydantic, only for linking

        return Posts.model_validate_json(bytes(self._sections["titles"]))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Codes of the languages that have names, sorted."""
        return tuple(sorted(path.parent.name for path in self.folder.glob("*/inflection.yaml")))

    def actors(self) -> tuple[Actor, ...]:
        """All actors, in the order of the data files."""
        return tuple(self.get(actor_id) for actor_id in self._numbers)

    def get(self, actor_id: str) -> Actor:
        """The actor with that id; raises KeyError when there is none."""
        found = self._actors.get(actor_id)
        if found is None:
            found = self._actors[actor_id] = _actor(actor_id, self.fact(actor_id))
        return found

    def fact(self, actor_id: str) -> Mapping[str, Any]:
        """What the data files say of an actor, as JSON, only the fields that are given; raises KeyError."""
        found: Mapping[str, Any] = self._facts[self._numbers[actor_id]]
        return found

    def label(self, actor_id: str, language: str) -> str:
        """What `language` calls an actor, in the nominative; the English name where it has no name of its own."""
        own = self._labels.get(language)
        if own is None:
            own = self._labels[language] = json.loads(bytes(self._compiled(language)["labels"]))
        return own.get(actor_id) or self.get(actor_id).name

    def offices(self, actor_id: str) -> tuple[Office, ...]:
        """Posts of a person with their terms, as written; empty for other actors."""
        return tuple(map(_office, self.fact(actor_id).get("offices", ())))

    def holders(self, state: str, post: str, on: date) -> list[Actor]:
        """Who held `post` of `state` on a day, as far as the data files know; normally one person or none.

        A post of no state ("Secretary General of NATO") is asked for with ``*``.
        """
        return [
            self.get(actor_id)
            for actor_id in self._posts.get(f"{state} {post}", ())
            if any(
                office.post == post and state in {"*", office.state or actor_id[:3]} and office.covers(on)
                for office in self.offices(actor_id)
            )
        ]

    def acting(self, actor: Actor, on: date | None) -> Actor:
        """The actor; a person who held an office of a bloc or body of several states on that day, with it as `acts_for`.

        A president or minister who also takes their turn in a bloc's chair acts for their state.
        """
        if actor.kind != "person" or on is None or actor.id not in self._numbers:
            return actor
        posts = [o.post for o in self.offices(actor.id) if o.covers(on)]
        if any(p.islower() for p in posts):  # the posts of a state are identifiers: head_of_state
            return actor
        bodies = (self._world_posts[p] for p in posts if p in self._world_posts)
        return replace(actor, acts_for=next(bodies, None))

    @cached_property
    def _world_posts(self) -> dict[str, str]:
        """Post → the organisation of no single state whose office it is."""
        found: dict[str, str] = {}
        for actor_id in self._numbers:
            if actor_id.startswith("org:"):
                fact = self.fact(actor_id)
                if not fact.get("state"):
                    posts = [fact.get("head"), *fact.get("officers", ())]
                    found.update((post, actor_id) for post in posts if post)
        return found

    def members(self, actor_id: str, on: date | None = None) -> list[str]:
        """Member states of an organisation, on a day or ever."""
        return [
            member["state"]
            for member in self.fact(actor_id).get("members", ())
            if on is None or _covers(member.get("since"), member.get("until"), on)
        ]

    def body(self, state: str, body: str) -> Actor | None:
        """The organisation that is a body of a state ("foreign_ministry"), if the data files have it."""
        found = self._bodies.get(f"{state} {body}")
        return self.get(found) if found is not None else None

    def outlet(self, address: str) -> Actor | None:
        """The outlet behind a URL or host name ("https://www.bloomberg.com/news/…"), or None."""
        match = _HOST.match(address.strip())
        host = match[1].lower() if match else ""
        while "." in host:
            if host in self._outlets:
                return self.get(self._outlets[host])
            host = host.partition(".")[2]
        return None

    def find(self, text: str, language: str) -> list[Match]:
        """All names in `text` with everything that each may stand for: the scan that `mentions` chooses from.

        Raises:
            PapertigerError: no names in that language.
        """
        return self._matcher(language).find(text)

    def mentions(self, text: str, language: str, *, on: date | None = None) -> list[Mention]:
        """All mentions of actors in `text`, sorted, none overlapping, the longest name at each place.

        Args:
            text: any text; positions of the mentions are code points in it.
            language: "uk", "ru" or "en".
            on: the day the text speaks of; decides between people of one surname by their terms of office.

        Raises:
            PapertigerError: no names in that language.
        """
        matches = self.find(text, language)
        spelled = {entry.actor for match in matches for entry in match.entries if entry.full}
        spelled |= self._told_by_date(text, matches, on)
        found = ((match, self._choose(match.entries, on, spelled)) for match in matches)
        return [self._mention(text, match, *chosen) for match, chosen in found if chosen and chosen[0].actor]

    def words(self, language: str) -> Words:
        """The words of a language that lead to an actor without naming one."""
        return self._words(language)[1]

    def find_words(self, text: str, language: str) -> list[Match]:
        """Where such words stand in `text`; the actor of an entry is its key, ``title:president``."""
        return self._words(language)[0].find(text)

    def _words(self, language: str) -> tuple[Matcher, Words]:
        found = self._word_matchers.get(language)
        if found is None:
            from papertiger.actors.vocabulary import Words  # noqa: PLC0415 - pydantic, only for linking

            def build() -> Mapping[str, bytes]:
                from papertiger.actors.compiling import compile_words  # noqa: PLC0415 - as above

                return compile_words(self.folder, language)

            sections = kept(self._kept_as, f"{language}-words", build)
            words = Words.model_validate_json(bytes(sections["table"]))
            found = self._word_matchers[language] = Matcher(language, Names(sections)), words
        return found

    def _compiled(self, language: str) -> Mapping[str, memoryview]:
        if language not in self.languages:
            raise PapertigerError(
                f"no actor names in language {language!r}; there are: {', '.join(self.languages)}"
            )

        def build() -> Mapping[str, bytes]:
            from papertiger.actors.compiling import compile_language, latin_names  # noqa: PLC0415 - as above

            latin = latin_names((actor_id, self.fact(actor_id)) for actor_id in self._numbers)
            return compile_language(self.folder, language, self.workspace, latin)

        return kept(self._kept_as, language, build)

    def _matcher(self, language: str) -> Matcher:
        found = self._matchers.get(language)
        if found is None:
            found = self._matchers[language] = Matcher(language, Names(self._compiled(language)))
        return found

    def _told_by_date(self, text: str, matches: Iterable[Match], on: date | None) -> set[str | None]:
        """People of common surnames who led a state on that day which the text names, too."""
        if on is None:
            return set()
        states = {e.actor for match in matches for e in match.entries if e.form in _OF_STATE}
        found: set[str | None] = set()
        for match in matches:
            anchored = {e.actor for e in match.entries if e.anchored and e.actor is not None}
            if not anchored or names_somebody_before(text, match.start):
                continue
            for actor_id in anchored:
                held = (o for o in self.offices(actor_id) if o.post in _LEADING and o.covers(on))
                if actor_id[:3] in states and any(held):
                    found.add(actor_id)
        return found

    def _choose(
        self, entries: Iterable[Entry], on: date | None, spelled: AbstractSet[str | None]
    ) -> tuple[Entry, str] | None:
        """Of several actors with one name the likeliest, and why; None when the name needs a full one and has none."""
        open_to = [entry for entry in entries if not entry.anchored or entry.actor in spelled]
        if len(open_to) < 2:  # noqa: PLR2004 - nothing to choose from
            return (open_to[0], "") if open_to else None
        ranked = sorted(open_to, key=lambda entry: self._rank(entry, on, spelled))
        best = ranked[0]
        others = {entry.actor for entry in ranked} - {best.actor}
        if not others or best.actor is None:
            return best, ""
        if best.actor in spelled:
            return best, "whom the text also names in full"
        if self._distance(self.offices(best.actor), on) == 0:
            return best, f"who was in office on {on}, of {len(others) + 1} with that name"
        return best, f"the first of {len(others) + 1} with that name in the actor files"

    def _rank(
        self, entry: Entry, on: date | None, spelled: AbstractSet[str | None]
    ) -> tuple[bool, bool, int]:
        """A phrase that is no actor first, then whom the text names in full, then who was in office, then file order."""
        if entry.actor is None:
            return False, False, 0
        return True, entry.actor not in spelled, self._distance(self.offices(entry.actor), on)

    @staticmethod
    def _distance(offices: tuple[Office, ...], on: date | None) -> int:
        """0 for who was in office on the day, 2 for who came later, 1 for everybody else."""
        if on is None or not offices:
            return 1
        if any(office.covers(on) for office in offices):
            return 0
        return 1 + all(office.since is not None and office.since > on for office in offices)

    def _mention(self, text: str, match: Match, entry: Entry, chosen: str) -> Mention:
        actor = self.get(entry.actor or "")
        end = match.end
        if actor.kind == "system" and (variant := _VARIANT.match(text, end)) is not None:
            end = variant.end()
        how = _HOW.get(entry.form, f"name of the {entry.form}")
        if entry.form == "person" and not entry.full:
            how = "surname of the person"
        if chosen:
            how += f", {chosen}"
        return Mention(match.start, end, actor, entry.form, text[match.start : end], how)


def _actor(actor_id: str, fact: Mapping[str, Any]) -> Actor:
    kind = kind_of(actor_id)
    own = {"state": actor_id, "person": actor_id[:3]}.get(kind)
    return Actor(
        actor_id, kind, fact["name"], fact.get("state") or own, fact.get("domain"), fact.get("wikidata")
    )


def _office(record: Mapping[str, Any]) -> Office:
    return Office(
        record["post"],
        record.get("state"),
        _day(record.get("since")),
        _day(record.get("until")),
        record.get("body"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _covers(since: str | None, until: str | None, on: date) -> bool:
    day = on.isoformat()
    return (since is None or since <= day) and (until is None or day <= until)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise PapertigerError(
            f"{path}: the actors of the workspace cannot be read: {error.strerror}"
        ) from None


def knowledge_base() -> KnowledgeBase:
    """The actors that ship with the program and those of the workspace, loaded once."""
    named = os.environ.get("PAPERTIGER_ACTORS")
    if named:
        return _opened(Path(named).absolute())
    return _opened(WORKSPACE.absolute() if WORKSPACE.is_file() else None)


@cache
def _opened(workspace: Path | None) -> KnowledgeBase:
    return KnowledgeBase(workspace=workspace)
