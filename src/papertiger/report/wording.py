"""The words of a brief: labels, phrases and definitions, from ``data/LANGUAGE/wording.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.ledger.asked import READERS
from papertiger.records import DOMAINS, MODALITIES, MODEL_READER, PREDICATES, ClaimRecord, only_model_read
from papertiger.report.formatting import counted
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
    readers: dict[str, str]
    """Who read a claim, as a filter names it → in words."""
    model_only: str
    """Of a claim that only a language model read and no person accepted."""
    model_accepted: str
    """Of one that only a language model read and a person vouches for."""
    left_out: dict[str, str]
    """Such claims that no figure counts, by plural category (CLDR)."""
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
            "readers": set(READERS),
        }
        for table, names in wanted.items():
            missing = names ^ set(getattr(self, table))
            if missing:
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(missing))}")
        if "other" not in self.left_out:
            raise ValueError("left_out: lacks the form 'other'")
        return self

    def mark(self, record: ClaimRecord) -> str:
        """What must be said of who read a claim; empty where the deterministic reader did."""
        if record.coder.reader != MODEL_READER:
            return ""
        return self.model_only if only_model_read(record) else self.model_accepted

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


def left_out_lines(number: int, language: Language = DEFAULT) -> Iterator[str]:
    """One line on how many claims no figure counts, for only a language model read them; none where there are none."""
    if number:
        yield f"{counted(number, wording(language).left_out, language)}."


@cache
def wording(language: Language = DEFAULT) -> Wording:
    """The shipped wording in a language; raises DataFileError with file and line when it breaks its schema."""
    return load_table(words_file("wording", language), Wording)
