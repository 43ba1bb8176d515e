"""What claims and articles add up to: families, actors, partnerships, coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import itemgetter

from papertiger.actors import Actor, knowledge_base
from papertiger.actors.lookup import actor_of
from papertiger.errors import UnknownError
from papertiger.ledger import ClaimFilter, Counts, Holdings
from papertiger.ledger.browsing import FAMILIES, ArticleFilter, ArticlePlace, FamilyPage
from papertiger.ledger.coverage import Coverage
from papertiger.ledger.overview import Cell
from papertiger.lineage import Family, independent_origins
from papertiger.records import PARTNERS, PREDICATES, ClaimRecord
from papertiger.workbench.values import ActorPage, PartnershipPage, PartnershipRow
from papertiger.workbench.verbs.bench import Bench

COUNTABLE = 400
"""Up to so many claims of a partnership have their origins counted at once."""


class Gathering(Bench):
    """Methods that sum up."""

    def counts(self) -> Counts:
        """How many articles and standing claims there are, by language and by family."""
        return self.reading.counts()

    def holdings(self) -> Holdings:
        """The articles, counted by outlet, language and date."""
        return self._kept("holdings", self.reading.holdings)

    def origins(
        self,
        chosen: ArticleFilter = ArticleFilter(linked=True),  # noqa: B008 - frozen
        after: ArticlePlace | None = None,
        limit: int = FAMILIES,
    ) -> FamilyPage:
        """One page of families of articles, those with the newest article first; see `Ledger.families_page`."""
        return self.reading.families_page(chosen, after, limit)

    def family(self, named: str) -> Family:
        """The family that an article is in, by its key or what else names it: path, SHA-256, a claim's id.

        Raises:
            LedgerError: there is no such article, or there are several, or it has no place among the families yet.
        """
        key = named if self.reading.known(named) else self.reading.article_of(named)
        found = next(iter(self.reading.families(key)), None)
        if found is None:
            raise UnknownError(
                f"article {key} has no place among the families yet; `papertiger lineage` gives it one"
            )
        return found

    def actors(self, query: str, limit: int = 50) -> tuple[Actor, ...]:
        """Actors whose id or name in any language has these letters, in any case: those that begin so first, then states, then by name."""
        sought = query.strip().casefold()
        if not sought:
            return ()
        ranked = [
            ((rank, actor.kind != "state", actor.name.casefold(), actor.id), actor)
            for actor, names in self._kept_names()
            if (rank := _rank(sought, names)) is not None
        ]
        return tuple(actor for _, actor in sorted(ranked, key=itemgetter(0))[:limit])

    def actor(self, id: str) -> ActorPage:  # noqa: A002 - as actors call it
        """One actor by its id, with the states that it has claims with.

        Raises:
            LedgerError: no actor file knows it, and the ledger has no claim of it.
        """
        known = actor_of(id)
        if known is None:
            asked = (ClaimFilter(subject=id, limit=1), ClaimFilter(object=id, limit=1))
            if not any(True for chosen in asked for _ in self.reading.claims(chosen)):
                raise UnknownError(f"no actor {id!r} in the actor files or in this ledger")
            known = Actor(id, "group" if ":" in id else "state", id)
        base = knowledge_base()
        labels = {code: base.label(id, code) for code in base.languages} if actor_of(id) else {}
        partners = self._kept(("partners", id), lambda: self.reading.partners(id))
        return ActorPage(known, labels, partners, self.reading.left_out().of(id))

    def partnerships(self) -> tuple[PartnershipRow, ...]:
        """Who supports whom, by the ids of patron and client, in numbers that the ledger keeps."""
        return self._kept("partnerships", lambda: tuple(_rows(self.reading.cells())))

    def partnership(self, patron: str, client: str, *, origins: bool = True) -> PartnershipPage:
        """One partnership by the ids of its two states, in numbers.

        Args:
            patron: who supports.
            client: who is supported.
            origins: count the independent origins of its claims, where there are no more than some hundreds.
        """
        return self._kept(
            ("partnership", patron, client, origins), lambda: self._partnership(patron, client, origins)
        )

    def _partnership(self, patron: str, client: str, origins: bool) -> PartnershipPage:
        between = self.reading.cells(patron, client)
        own = [cell for cell in between if _sides(cell) == (patron, client)]
        row = next(iter(_rows(own)), PartnershipRow(patron, client, 0, 0, {}, {}))
        if origins and 0 < row.claims <= COUNTABLE:
            row = _with_origins(row, self._origins_of(patron, client))
        cells: Counter[tuple[str, str]] = Counter()
        for cell in own:
            cells[cell.predicate, cell.domain] += cell.number
        events: Counter[str] = Counter()
        for cell in between:
            if cell.predicate in PREDICATES["event"]:
                events[cell.predicate] += cell.number
        months: Counter[str] = Counter()
        for pair in {(patron, client), (client, patron)}:
            months.update(self.reading.timeline(*pair))
        return PartnershipPage(
            row,
            dict(cells),
            dict(sorted(events.items())),
            dict(sorted(months.items())),
            self.reading.left_out().of(patron, client),
        )

    def _origins_of(self, patron: str, client: str) -> int:
        between = self.reading.claims_between({(patron, client), (client, patron)})
        own = (one for one in between if _partners(one.predicate, *_states(one)) == (patron, client))
        return independent_origins(self.reading.with_origins(own))

    def coverage(self, chosen: ClaimFilter = ClaimFilter()) -> Coverage:  # noqa: B008 - frozen
        """What was looked at, by outlet, language and day; see `papertiger.ledger.coverage`."""
        return self._kept(("coverage", chosen), lambda: self.reading.coverage(chosen))

    def _kept_names(self) -> tuple[tuple[Actor, tuple[str, ...]], ...]:
        return self._kept("names", _names)


def _names() -> tuple[tuple[Actor, tuple[str, ...]], ...]:
    base = knowledge_base()
    return tuple(
        (
            actor,
            tuple(
                {actor.id.casefold(), actor.name.casefold()}
                | {base.label(actor.id, code).casefold() for code in base.languages}
            ),
        )
        for actor in base.actors()
    )


def _rank(sought: str, names: Iterable[str]) -> int | None:
    """0 for a whole name, 1 for its beginning, 2 for a word's, 3 for what stands within; None for none."""
    ranks = [
        0 if name == sought else 1 if name.startswith(sought) else 2 if f" {sought}" in name else 3
        for name in names
        if sought in name
    ]
    return min(ranks, default=None)


def _partners(predicate: str, subject: str, object_: str) -> tuple[str, str] | None:
    """Patron and client of a cell; None for one that is of no partnership, or whose client its table does not hold."""
    roles = PARTNERS.get(predicate)
    if roles is None or "over" in roles:
        return None
    sides = {"subject": subject, "object": object_}
    return sides[roles[0]], sides[roles[1]]


def _states(record: ClaimRecord) -> tuple[str, str]:
    one, other = record.subject_state or record.subject, record.object_state or record.object
    return one or "", other or ""


def _sides(cell: Cell) -> tuple[str, str] | None:
    return _partners(cell.predicate, cell.subject, cell.object)


def _rows(cells: Iterable[Cell]) -> list[PartnershipRow]:
    predicates: dict[tuple[str, str], Counter[str]] = {}
    domains: dict[tuple[str, str], Counter[str]] = {}
    for cell in cells:
        pair = _sides(cell)
        if pair is not None:
            predicates.setdefault(pair, Counter())[cell.predicate] += cell.number
            domains.setdefault(pair, Counter())[cell.domain] += cell.number
    return [
        PartnershipRow(*pair, predicates[pair].total(), None, _plain(predicates[pair]), _plain(domains[pair]))
        for pair in sorted(predicates)
    ]


def _plain(counted: Counter[str]) -> Mapping[str, int]:
    return dict(sorted(counted.items()))


def _with_origins(row: PartnershipRow, origins: int) -> PartnershipRow:
    return PartnershipRow(row.patron, row.client, row.claims, origins, row.predicates, row.domains)
