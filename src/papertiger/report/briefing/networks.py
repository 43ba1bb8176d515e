"""Who is said to support whom, by domain: the network and its table."""

from __future__ import annotations

from typing import Final, Protocol

from papertiger.records import ClaimRecord
from papertiger.report.briefing.context import Context, pair_of
from papertiger.report.briefing.document import Drawn, Row, Table
from papertiger.report.briefing.words import STATES
from papertiger.report.drawing import Edge, Network, Node, legend, network
from papertiger.report.drawing.network import State

_GIVES: Final = frozenset({"delivered", "supplies", "ineffective"})
"""That something came: also where it did not do its work."""
_LACKS: Final = frozenset({"withheld", "reduced", "insufficient"})
Pair = tuple[str, str]


class Stated(Protocol):
    """A claim, or several that say the same in the same way."""

    @property
    def predicate(self) -> str:
        """As in a claim record."""

    @property
    def polarity(self) -> str:
        """Likewise."""

    @property
    def modality(self) -> str:
        """Likewise."""


def says(record: Stated) -> State | None:
    """What a claim says of the support in question: that it was given, was promised or announced, or did not come; None for neither.

    Denied claims and possibilities of a lack say nothing here: they stand in the evidence.
    """
    negated, stated = record.polarity == "negated", record.modality == "asserted"
    if record.modality == "denied":
        return None
    if record.predicate == "pledged":
        return None if negated else "promised"
    if record.predicate in _GIVES:
        if negated:
            return "lacking"
        return "given" if stated else "promised"
    if record.predicate in _LACKS and stated:
        return "given" if negated else "lacking"
    return None


def state_of(said: set[State]) -> State:
    """What several claims say together."""
    if "given" in said:
        return "mixed" if "lacking" in said else "given"
    return "lacking" if "lacking" in said else "promised"


def networked(context: Context) -> Drawn:
    """The drawing and the table, pairs in alphabetical order."""
    found: dict[tuple[Pair, str], list[ClaimRecord]] = {}
    for record in context.records.values():
        pair = pair_of(record)
        if pair and all(pair) and pair[0] != pair[1] and says(record):
            found.setdefault((pair, record.domain), []).append(record)
    ordered = sorted(
        found,
        key=lambda one: (*(context.order(context.name(side)) for side in one[0]), _place(context, one[1])),
    )
    edges, rows = [], []
    for pair, domain in ordered:
        records = found[pair, domain]
        state = state_of({one for record in records if (one := says(record))})
        label = f"{context.pair(*pair)}: {context.domain(domain)}"
        figures = context.register.count(label, records)
        short = context.fill(
            "network_label",
            domain=context.domain(domain),
            claims=context.many("claims", figures.claims),
            origins=context.many("short_origins", figures.origins),
        )
        told = f"{context.pair(*pair)}; {short}; {context.words.states[state]}"
        edges.append(Edge(pair[0], pair[1], short, state, told, f"#{figures.claims_at}"))
        cells = (
            context.name(pair[0]),
            context.name(pair[1]),
            context.domain(domain),
            context.words.states[state],
            figures.claims_link(context.number(figures.claims)),
            figures.origins_link(context.number(figures.origins)),
        )
        rows.append(Row(cells))
    drawing = network(
        Network(
            "network",
            context.text("network_title"),
            context.text("network_desc"),
            _nodes(context, [pair[0] for pair, _ in ordered]),
            _nodes(context, [pair[1] for pair, _ in ordered]),
            tuple(edges),
        )
    )
    shown = {edge.state for edge in edges}
    signs = legend([(state, context.words.states[state]) for state in STATES if state in shown])
    heads = ("patron", "client", "domain", "what_is_said", "claims", "origins")
    table = Table(
        context.text("network_caption"),
        tuple(context.text(f"head_{one}") for one in heads),
        tuple(rows),
        (4, 5),
    )
    return Drawn(drawing, signs if edges else None, table)


def _place(context: Context, domain: str) -> int:
    return list(context.terms.domains).index(domain)


def _nodes(context: Context, actors: list[str]) -> tuple[Node, ...]:
    names = {actor: context.name(actor) for actor in actors}
    return tuple(
        Node(actor, name, "") for actor, name in sorted(names.items(), key=lambda one: context.order(one[1]))
    )
