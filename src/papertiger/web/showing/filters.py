"""Which claims a visitor asks for, from the query of an address, and the form that asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, get_args

from papertiger.ledger import ClaimFilter
from papertiger.ledger.asked import READERS
from papertiger.ledger.browsing import ArticleFilter
from papertiger.records import DOMAINS, MODALITIES, PREDICATES, Polarity
from papertiger.report.languages import Language
from papertiger.report.wording import Wording
from papertiger.web.showing.actors import resolved, written

FIELDS: Final = (
    "family",
    "predicate",
    "subject",
    "object",
    "domain",
    "modality",
    "polarity",
    "outlet",
    "speaker",
    "since",
    "until",
    "reader",
)
"""Parameters of an address that narrow down claims; fields of `ClaimFilter`."""
PARTIES: Final = ("subject", "object")
LONGEST: Final = 200
"""Code points of a value that are looked at."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A filter as the address has it."""

    chosen: ClaimFilter
    given: Mapping[str, str]
    """Field → value for an address: parties by id."""
    shown: Mapping[str, str]
    """Field → value for the form: parties by name."""
    unknown: Mapping[str, str] = field(default_factory=dict)
    """Parties that no actor file knows, as they were typed; a ledger may know them yet."""

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return bool(self.given)


def asked(
    query: Mapping[str, str],
    language: Language,
    fields: tuple[str, ...] = FIELDS,
    **more: Any,  # noqa: ANN401 - fields of ClaimFilter
) -> Asked:
    """The filter that an address asks for.

    Args:
        query: parameters of the address; those that are not in `fields`, or empty, are passed over.
        language: in which the form names parties.
        fields: which of `FIELDS` the page offers.
        more: fields of the filter that the address does not decide.

    Raises:
        LedgerError: a value that no claim can have.
    """
    given = {name: query[name].strip()[:LONGEST] for name in fields if query.get(name, "").strip()}
    shown, unknown = dict(given), dict[str, str]()
    for name in PARTIES:
        if name in given:
            actor = resolved(given[name])
            if actor is None:
                unknown[name] = given[name]
            else:
                given[name], shown[name] = actor, written(actor, language)
    values: dict[str, Any] = {**given, **more}
    return Asked(ClaimFilter(**values), given, shown, unknown)


def asked_of_articles(
    query: Mapping[str, str], *, linked: bool = False
) -> tuple[ArticleFilter, dict[str, str]]:
    """The articles that an address asks for, and what it says, by field; LedgerError for what is no date."""
    given = {name: query[name].strip()[:LONGEST] for name in OF_ARTICLES if query.get(name, "").strip()}
    return ArticleFilter(
        given.get("outlet"), given.get("written"), given.get("since"), given.get("until"), linked
    ), given


OF_ARTICLES: Final = ("outlet", "written", "since", "until")
"""Parameters of an address that narrow down articles and families. ``written`` is the language of a text, for ``language`` is the page's."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed vocabulary."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choices:
    """The closed vocabularies in the visitor's language."""

    families: tuple[Choice, ...]
    predicates: tuple[tuple[str, tuple[Choice, ...]], ...]
    """A family's label and its predicates."""
    domains: tuple[Choice, ...]
    modalities: tuple[Choice, ...]
    polarities: tuple[Choice, ...]
    readers: tuple[Choice, ...]


def choices(words: Wording) -> Choices:
    """What the selects of a filter offer."""
    return Choices(
        tuple(Choice(name, words.families[name].label) for name in PREDICATES),
        tuple(
            (words.families[family].label, tuple(Choice(p, words.predicates[p].label) for p in predicates))
            for family, predicates in PREDICATES.items()
        ),
        tuple(Choice(name, words.domains[name].label) for name in DOMAINS),
        tuple(Choice(name, words.modalities[name].label) for name in MODALITIES),
        tuple(Choice(name, words.polarities[name].label) for name in get_args(Polarity)),
        tuple(Choice(name, words.readers[name]) for name in READERS),
    )
