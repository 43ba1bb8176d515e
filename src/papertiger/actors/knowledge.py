"""The knowledge base of actors, and the mentions of them in a text."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.actors.actor import Mention
from papertiger.actors.choosing import choose, mention, told_by_date
from papertiger.actors.compiled import Names
from papertiger.actors.entry import Match
from papertiger.actors.facts import Facts
from papertiger.actors.matcher import Matcher

if TYPE_CHECKING:
    from papertiger.actors.vocabulary import Words

WORKSPACE = Path("papertiger.actors.yaml")
"""The user's own actors, looked for where the program runs; ``PAPERTIGER_ACTORS`` names another file."""


@dataclass(frozen=True)
class KnowledgeBase(Facts):
    """All actors of a folder of data files and of a workspace file; the names of a language are loaded when needed."""

    @cached_property
    def _matchers(self) -> dict[str, Matcher]:
        return {}

    @cached_property
    def _word_matchers(self) -> dict[str, tuple[Matcher, Words]]:
        return {}

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
        spelled |= told_by_date(text, matches, on, self.offices)
        found = []
        for match in matches:
            chosen = choose(match.entries, on, spelled, self.offices)
            if chosen is not None and chosen[0].actor:
                found.append(mention(text, match, *chosen, self.get(chosen[0].actor)))
        return found

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

            sections = self._compiled_words(language)
            words = Words.model_validate_json(bytes(sections["table"]))
            found = self._word_matchers[language] = Matcher(language, Names(sections)), words
        return found

    def _matcher(self, language: str) -> Matcher:
        found = self._matchers.get(language)
        if found is None:
            found = self._matchers[language] = Matcher(language, Names(self._compiled(language)))
        return found


def knowledge_base() -> KnowledgeBase:
    """The actors that ship with the program and those of the workspace, loaded once."""
    named = os.environ.get("PAPERTIGER_ACTORS")
    if named:
        return _opened(Path(named).absolute())
    return _opened(WORKSPACE.absolute() if WORKSPACE.is_file() else None)


@cache
def _opened(workspace: Path | None) -> KnowledgeBase:
    return KnowledgeBase(workspace=workspace)
