"""What a review is narrowed down to, as its address says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self

from starlette.datastructures import QueryParams

from papertiger.ledger import ClaimFilter
from papertiger.web.showing.filters import FIELDS, LONGEST

ARTICLE: Final = "article"
MOST_ARTICLES: Final = 100
"""Articles whose claims alone are reviewed, as after adding them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims are reviewed. Hashable, so that their queue can be kept."""

    chosen: ClaimFilter = field(default_factory=ClaimFilter)
    articles: tuple[str, ...] = ()
    """Beginnings of keys of articles; none means all articles."""

    @classmethod
    def of(cls, query: QueryParams) -> Self:
        """What the query of an address asks for; raises LedgerError for a value that no claim can have."""
        given: dict[str, Any] = {
            name: query[name].strip()[:LONGEST] for name in FIELDS if query.get(name, "").strip()
        }
        articles = (one.strip()[:LONGEST] for one in query.getlist(ARTICLE)[:MOST_ARTICLES])
        return cls(ClaimFilter(**given), tuple(dict.fromkeys(one for one in articles if one)))

    @property
    def query(self) -> Mapping[str, Any]:
        """The parts of an address that say this."""
        said = {name: value for name in FIELDS if (value := getattr(self.chosen, name)) is not None}
        return said | ({ARTICLE: self.articles} if self.articles else {})

    @property
    def narrowed(self) -> Sequence[tuple[str, str]]:
        """Field → value of everything but articles that narrows the queue down."""
        return [(name, str(value)) for name, value in self.query.items() if name != ARTICLE]
