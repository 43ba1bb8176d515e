"""A draft of a scenario: what a ledger tells of some patrons and their clients, for a person to go on from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papertiger.actors import actor_of
from papertiger.ledger import Ledger
from papertiger.records import PREDICATES
from papertiger.reliability.preparing import Prepared
from papertiger.scenario.capitals import distance
from papertiger.scenario.ledgered.beliefs import Belief, belief_of, gathered
from papertiger.scenario.ledgered.commitments import LeftOut, Row, commitments_of, provenance
from papertiger.scenario.ledgered.hints import Supply, Told, preferred, supplies_of, tied_down
from papertiger.scenario.ledgered.record import PatronRecord, partners, record_of
from papertiger.scenario.ledgered.resolving import groups_of
from papertiger.scenario.ledgered.wording import wording

Commitments = Mapping[str, tuple[tuple[Row, ...], tuple[LeftOut, ...]]]
"""Patron → its rows, and what was left out."""
MOST = 12
"""Clients of a draft, unless somebody asks for others: those of which the ledger tells most."""


@dataclass(frozen=True, slots=True)
class DraftedPatron:
    """One patron of a draft."""

    id: str
    tied: Told
    """What is said to tie it down."""
    prefers: Told
    """Whom it is said to put above a client."""
    left_out: tuple[LeftOut, ...]
    """Commitments towards clients of the draft that make no row."""


@dataclass(frozen=True, slots=True)
class DraftedPair:
    """A patron and one of its clients."""

    patron: str
    client: str
    rows: tuple[Row, ...]
    km: int | None
    """Between capitals; None where one of them is not known."""


@dataclass(frozen=True, slots=True)
class DraftedClient:
    """One client of a draft."""

    id: str
    supplies: tuple[Supply, ...]
    patrons: tuple[str, ...]
    """Those bound to it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a draft of a scenario says."""

    ledger: str
    """Its name."""
    digest: str
    as_of: str
    patrons: tuple[DraftedPatron, ...]
    clients: tuple[DraftedClient, ...]
    pairs: tuple[DraftedPair, ...]
    """Those with a commitment in force, by patron and client."""
    beliefs: tuple[Belief, ...]
    """One for all clients of a patron whose own record is too thin, and those of single clients."""
    others: Mapping[str, int]
    """Other clients of the ledger → cases and claims of relation that name them, most first."""
    suppliers: tuple[Supply, ...]
    """Flows from states that are no clients of the draft."""
    model_only_left_out: int = 0
    """Claims of the patrons that it leaves out: only a language model read them, and no person accepted them."""

    @property
    def sources(self) -> tuple[str, ...]:
        """For `meta.sources`: evidence and cases behind all that was imported."""
        rows = (row for pair in self.pairs for row in pair.rows)
        beliefs = (belief.source for belief in self.beliefs)
        return tuple(dict.fromkeys([*provenance(self.digest, rows), *beliefs]))


def drafted(
    ledger: Ledger,
    patrons: Sequence[str],
    as_of: str,
    *,
    clients: Collection[str] = (),
    most: int = MOST,
    prepared: Mapping[str, Prepared] | None = None,
) -> Draft:
    """A draft for some patrons. Nothing is written to the ledger.

    Args:
        ledger: its articles must have been traced to their origins.
        patrons: actor ids.
        as_of: ISO day on which the scenario begins.
        clients: actor ids; empty for the states towards which a commitment is in force.
        most: no more of these than so many, those that most cases and claims of relation name.
        prepared: the patrons' cases, where somebody brought them up to date before.

    Raises:
        ScenarioError: the ledger holds nothing of a patron, nothing of a client, or no commitment to anybody; or its articles are not traced.
    """
    ready = prepared or {}
    records = [
        record_of(ledger, one, as_of, key=f"patrons.{one}", prepared=ready.get(one)) for one in patrons
    ]
    found = {record.patron: commitments_of(record) for record in records}
    named = _named(ledger, records)
    bound = {row.client for rows, _ in found.values() for row in rows}
    chosen = _chosen(named, bound, patrons, clients, most, as_of)
    pairs = tuple(_pairs(patrons, found, chosen))
    flows = [flow for patron in patrons for flow in supplies_of(ledger, patron)]
    return Draft(
        ledger=ledger.name,
        digest=records[0].digest,
        as_of=as_of,
        patrons=tuple(_patron(ledger, one, found[one][1], chosen) for one in patrons),
        clients=tuple(_client(one, flows, pairs) for one in chosen),
        pairs=pairs,
        beliefs=tuple(gathered(_beliefs(records, pairs))),
        others={
            one: number for one, number in named.most_common() if one not in chosen and one not in patrons
        },
        suppliers=tuple(flow for flow in flows if flow.supplier not in {*chosen, *patrons}),
        model_only_left_out=ledger.left_out().of_any(patrons),
    )


def _named(ledger: Ledger, records: Sequence[PatronRecord]) -> Counter[str]:
    """Client → how many commitments, tests and claims of relation name it with one of the patrons."""
    found: Counter[str] = Counter()
    for record in records:
        found.update(client for one in record.book.commitments.values() for client in one.clients)
        found.update(test.client for test in record.book.tests.values())
        found.update(client for _, client in partners(ledger, record.patron, PREDICATES["relation"]))
    return found


def _chosen(
    named: Counter[str],
    bound: Collection[str],
    patrons: Sequence[str],
    asked: Collection[str],
    most: int,
    day: str,
) -> tuple[str, ...]:
    problems = wording().problems
    for client in asked:
        if client not in named:
            raise problems.unknown_client.at(f"clients.{client}", client=client, patrons=", ".join(patrons))
    states = [one for one, _ in named.most_common() if one in bound and one not in patrons and _is_state(one)]
    chosen = tuple(dict.fromkeys(asked)) or tuple(states[:most])
    if not chosen:
        raise problems.nobody.at("clients", patrons=", ".join(patrons), day=day)
    return chosen


def _is_state(actor: str) -> bool:
    known = actor_of(actor)
    return known is not None and known.kind == "state"


def _pairs(patrons: Sequence[str], found: Commitments, chosen: Sequence[str]) -> Iterator[DraftedPair]:
    for patron in patrons:
        for client in chosen:
            if rows := tuple(row for row in found[patron][0] if row.client == client):
                yield DraftedPair(patron, client, rows, distance(patron, client))


def _beliefs(records: Sequence[PatronRecord], pairs: Sequence[DraftedPair]) -> Iterator[Belief]:
    of = {record.patron: record for record in records}
    for pair in pairs:
        yield belief_of(of[pair.patron], pair.client, groups_of(row.text for row in pair.rows))


def _patron(ledger: Ledger, patron: str, left: Sequence[LeftOut], chosen: Collection[str]) -> DraftedPatron:
    about = tuple(one for one in left if not set(chosen).isdisjoint(one.clients))
    return DraftedPatron(patron, tied_down(ledger, patron), preferred(ledger, patron), about)


def _client(client: str, flows: Sequence[Supply], pairs: Sequence[DraftedPair]) -> DraftedClient:
    return DraftedClient(
        client,
        tuple(flow for flow in flows if flow.supplier == client),
        tuple(pair.patron for pair in pairs if pair.client == client),
    )
