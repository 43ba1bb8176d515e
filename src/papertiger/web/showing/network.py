"""Who one patron is said to support, domain by domain, and who else is said to support the same clients."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from papertiger.records import DOMAINS, PARTNERS
from papertiger.report import drawing
from papertiger.report.briefing.networks import says, state_of
from papertiger.report.briefing.words import STATES
from papertiger.report.drawing import Element
from papertiger.report.drawing.network import State
from papertiger.web.showing.pairs import Number, pairs, partners_of, said_address
from papertiger.web.showing.record import case_words
from papertiger.web.visit import Visit


@dataclass(frozen=True, slots=True)
class Tie:
    """What is said of the support of one client in one domain."""

    client: str
    client_name: str
    domain: str
    domain_name: str
    state: State
    said: str
    claims: Number


@dataclass(frozen=True, slots=True)
class Other:
    """Another patron of a client."""

    patron: str
    patron_name: str
    client: str
    client_name: str
    claims: Number


@dataclass(frozen=True, slots=True)
class Network:
    """The drawing, what its lines mean, and both tables."""

    drawing: Element | None
    legend: Element | None
    ties: tuple[Tie, ...]
    others: tuple[Other, ...]


GIVEN = tuple(name for name, roles in PARTNERS.items() if roles == ("subject", "object"))
"""Predicates whose subject is the patron."""
MOST = 60
"""Other patrons that are shown, by name of the client."""


def network(visit: Visit, patron: str, clients: list[str]) -> Network:
    """What is said of a patron's support.

    Args:
        visit: in whose language.
        patron: id.
        clients: whom it is said to support, by name.
    """
    said = visit.kept(("stances", patron), lambda: _said(visit, patron))
    words, labels = case_words(visit), visit.voice.words.domains
    ties = []
    for client in clients:
        for domain in DOMAINS:
            found = said.get((client, domain))
            if found:
                state, number = found
                address = said_address(visit, patron, client, domain=domain)
                ties.append(
                    Tie(
                        client,
                        visit.name(client),
                        domain,
                        labels[domain].label,
                        state,
                        words.states[state],
                        Number(number, address),
                    )
                )
    edges = tuple(
        drawing.Edge(
            patron,
            tie.client,
            f"{tie.domain_name}: {visit.n('base.claims', tie.claims.value)}",
            tie.state,
            f"{tie.client_name}; {tie.domain_name}: {visit.n('base.claims', tie.claims.value)}; {tie.said}",
            tie.claims.address,
        )
        for tie in ties
    )
    made = drawing.network(
        drawing.Network(
            "network",
            words.texts["network_title"],
            words.texts["network_desc"],
            (drawing.Node(patron, visit.name(patron), ""),),
            tuple(
                drawing.Node(one, visit.name(one), visit.url("partnership", patron=patron, client=one))
                for one in clients
            ),
            edges,
        )
    )
    used = {tie.state for tie in ties}
    legend = drawing.legend([(one, words.states[one]) for one in STATES if one in used]) if ties else None
    return Network(made, legend, tuple(ties), _others(visit, patron, set(clients)))


def _said(visit: Visit, patron: str) -> Mapping[tuple[str, str], tuple[State, int]]:
    """Client and domain → what claims say together, and how many say it."""
    states: dict[tuple[str, str], set[State]] = {}
    numbers: dict[tuple[str, str], int] = {}
    for one in visit.ledger.stances(patron, GIVEN):
        sides = partners_of(one.predicate, one.subject, one.object)
        state = says(one)
        if state and sides and sides[0] == patron:
            key = (sides[1], one.domain)
            states.setdefault(key, set()).add(state)
            numbers[key] = numbers.get(key, 0) + one.number
    return {key: (state_of(found), numbers[key]) for key, found in states.items()}


def _others(visit: Visit, patron: str, clients: set[str]) -> tuple[Other, ...]:
    rows = [row for row in pairs(visit) if row.client in clients and row.patron != patron]
    most = sorted(rows, key=lambda row: -row.claims)[:MOST]
    found = [
        Other(
            row.patron,
            visit.name(row.patron),
            row.client,
            visit.name(row.client),
            Number(row.claims, f"{visit.url('partnership', patron=row.patron, client=row.client)}#said"),
        )
        for row in most
    ]
    return tuple(
        sorted(
            found, key=lambda one: (visit.words.order(one.client_name), visit.words.order(one.patron_name))
        )
    )
