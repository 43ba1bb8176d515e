"""Cycles in supply: an actor whose capacity would rest on itself.

Who gives capacity to whom is a directed graph. A flow of reverse supply leads from the client to the patron; a commitment leads from the
patron to a client that is itself a patron in the file, since what it is given may stand behind what it gives. A cycle that holds a flow of
reverse supply is refused: the model keeps the two roles of an actor in separate books and could not say what capacity there is. A cycle of
commitments alone (patrons that owe each other) is none: it feeds nobody's capacity.
"""

from __future__ import annotations

from collections import deque

from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.laidout import Laid
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.model.structure import Bools

Graph = dict[str, list[str]]


def refuse_cycles(flows: Laid, committed: Bools, actors: Actors, problems: Problems) -> None:
    """Keep one problem for each cycle, at the flow that closes it; `committed` is (P, I)."""
    graph = _graph(flows, committed, actors)
    told: set[frozenset[str]] = set()
    for path, flow in flows:
        client, patron = actors.clients[flow.client], actors.patrons[flow.patron]
        way = _way(graph, patron, client)
        if way is None or frozenset(way) in told:
            continue
        told.add(frozenset(way))
        around = " → ".join([client, *way])
        cure = f"leave out one of them, or give what {client} supplies an id of its own"
        problems.add(path, f"cycle in supply: {around}", cure)


def _graph(flows: Laid, committed: Bools, actors: Actors) -> Graph:
    graph: Graph = {}
    for _, flow in flows:
        graph.setdefault(actors.clients[flow.client], []).append(actors.patrons[flow.patron])
    for p, patron in enumerate(actors.patrons):
        for i, client in enumerate(actors.clients):
            if committed[p, i] and client in actors.patrons:
                graph.setdefault(patron, []).append(client)
    return graph


def _way(graph: Graph, start: str, goal: str) -> list[str] | None:
    """The shortest way from `start` to `goal`, both included; None where there is none."""
    before: dict[str, str | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            way: list[str] = []
            step: str | None = here
            while step is not None:
                way.insert(0, step)
                step = before[step]
            return way
        for there in graph.get(here, ()):
            if there not in before:
                before[there] = here
                waiting.append(there)
    return None
