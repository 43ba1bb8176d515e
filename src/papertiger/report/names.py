"""How actors are called in pages and files."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.report.languages import DEFAULT, Language, words_file

Names = Callable[[str], str]
"""Actor id → name to show."""

_FORMER, _DEPUTY = "former_", "deputy_"
"""What the id of an office begins with when its holder left it or stands in for it."""


class GroupWords(BaseModel):
    """How groups and offices are called that an id names after its state: ``RUS:allies``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    group: str
    """Pattern of the whole name, with {owner} and {group}."""
    former: str
    """Pattern for an office that was left, with {group}."""
    deputy: str
    groups: dict[str, str]
    """Group as in the id → its name. One that is not here is shown as the id has it."""

    def name(self, key: str) -> str:
        """Name of a group by what stands after the colon of its id."""
        if key in self.groups:
            return self.groups[key]
        for prefix, pattern in ((_FORMER, self.former), (_DEPUTY, self.deputy)):
            if key.startswith(prefix):
                return pattern.format(group=self.name(key.removeprefix(prefix)))
        return key.replace("_", " ")


@cache
def group_words(language: Language = DEFAULT) -> GroupWords:
    """The shipped names of groups; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("groups", language), GroupWords)


def actor_name(actor_id: str, language: Language = DEFAULT) -> str:
    """Name of an actor in a language, in the nominative; for an id that the knowledge base lacks, the id.

    A collective actor such as ``RUS:allies`` is shown as "Russia (allies)", "Росія (союзники)". Where a language has no
    name of its own for an actor, it is the English one.
    """
    return actor_names(language)(actor_id)


@cache
def actor_names(language: Language = DEFAULT) -> Names:
    """What gives actors their names in a language: see `actor_name`."""

    def own(actor_id: str) -> str:
        from papertiger.actors import knowledge_base  # noqa: PLC0415 - reads data files, once somebody is named

        known = knowledge_base()
        return known.get(actor_id).name if language == DEFAULT else known.label(actor_id, language)

    @cache
    def name(actor_id: str) -> str:
        try:
            return own(actor_id)
        except KeyError:
            pass
        owner, colon, group = actor_id.partition(":")
        words = group_words(language)
        try:
            return words.group.format(owner=own(owner), group=words.name(group)) if colon else actor_id
        except KeyError:
            return actor_id

    return name
