"""The words of a brief: labels, phrases and definitions, from ``data/LANGUAGE/wording.yaml``."""

from __future__ import annotations

from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, ClaimRecord
from papertiger.report.languages import DEFAULT, Language, words_file


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Term(_Entry):
    """A word of the vocabulary as a reader sees it, and what it means."""

    label: str
    definition: str


class PredicateWords(Term):
    """How claims with one predicate are said."""

    affirmed: str
    negated: str


class DomainWords(_Entry):
    """A domain as a heading, and as an adjective with its leading space."""

    label: str
    phrase: str


class Wording(_Entry):
    """Everything that a brief says in its own words."""

    unnamed: str
    anonymous: str
    inside: str
    """For an event whose two sides are one state, such as a protest."""
    matter: str
    """For {matter}: the domain of a relation, with {label} and its own space; left out where none is stated."""
    over: str
    """For {over_phrase}: the party put second, with {over}; left out where none is named."""
    over_negated: str
    not_dated: str
    reported: str
    """Beside a date that is the report's, not the event's."""
    outlet_unknown: str
    families: dict[str, Term]
    predicates: dict[str, PredicateWords]
    domains: dict[str, DomainWords]
    polarities: dict[str, Term]
    modalities: dict[str, Term]
    languages: dict[str, str]
    steps: dict[str, str]
    numbers: dict[str, Term]
    caveats: tuple[str, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Every value that a record may hold has its words."""
        wanted = {
            "families": set(PREDICATES),
            "predicates": {p for family in PREDICATES.values() for p in family},
            "domains": set(DOMAINS),
            "modalities": set(MODALITIES),
        }
        for table, names in wanted.items():
            missing = names ^ set(getattr(self, table))
            if missing:
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(missing))}")
        return self

    def language(self, code: str) -> str:
        """Name of a language, or its code where no name is known."""
        return self.languages.get(code, code)

    def sentence(self, record: ClaimRecord, subject: str, object_: str, over: str) -> str:
        """The claim in one plain sentence; the names are those to be shown, empty for a party that is not named."""
        words = self.predicates[record.predicate]
        if record.family == "event" and subject and subject == object_:
            return self.inside.format(subject=subject, label=words.label)
        negated = record.polarity == "negated"
        pattern, second = (words.negated, self.over_negated) if negated else (words.affirmed, self.over)
        domain = self.domains[record.domain]
        said = pattern.format(
            subject=subject or self.unnamed,
            object=object_ or self.unnamed,
            domain=domain.phrase,
            matter="" if record.domain == "unspecified" else self.matter.format(label=domain.label),
            over_phrase=second.format(over=over) if over else "",
        )
        return said[:1].upper() + said[1:]


@cache
def wording(language: Language = DEFAULT) -> Wording:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("wording", language), Wording)
