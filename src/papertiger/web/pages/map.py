"""The map: of which states anything is said, and who is said to support whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, JSONResponse

from papertiger.ledger import ClaimFilter
from papertiger.records import DOMAINS
from papertiger.web.showing.geography import geography, points
from papertiger.web.showing.pairs import STATED, Number, by_name, pairs, said_address, sides_of
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.values import PartnershipRow

router = APIRouter()
ROWS = 100
"""Pairs of the table on one page."""
ARCS = 300
"""Pairs that the map draws: more would cover each other."""
Text = Annotated[str | None, Query(max_length=100)]
Day = Annotated[str | None, Query(max_length=10, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is shown."""

    domain: str | None
    predicate: str | None
    since: str | None
    until: str | None

    @property
    def query(self) -> dict[str, str | None]:
        """As addresses say it."""
        return {
            "domain": self.domain,
            "predicate": self.predicate,
            "since": self.since,
            "until": self.until,
        }

    @classmethod
    def of(cls, domain: str | None, predicate: str | None, since: str | None, until: str | None) -> Chosen:
        """What an address asks for; raises LedgerError for what there is not."""
        made = cls(domain or None, predicate or None, since or None, until or None)
        # Checks the vocabulary and the days.
        ClaimFilter(domain=made.domain, predicate=made.predicate, since=made.since, until=made.until)
        return made


@dataclass(frozen=True, slots=True)
class Row:
    """A pair of states with its claims."""

    patron: str
    client: str
    patron_name: str
    client_name: str
    address: str
    claims: Number


@router.get("/map", name="map")
def shown(
    visit: Visited,
    domain: Text = None,
    predicate: Text = None,
    since: Day = None,
    until: Day = None,
    after: Text = None,
) -> HTMLResponse:
    """The map with its table."""
    chosen = Chosen.of(domain, predicate, since, until)
    numbers = _numbers(visit, chosen)
    order = [pair for row in by_name(visit) if (pair := (row.patron, row.client)) in numbers]
    start = next((place + 1 for place, pair in enumerate(order) if ".".join(pair) == after), 0)
    page = [_row(visit, chosen, *pair, numbers[pair]) for pair in order[start : start + ROWS]]
    words = visit.voice.words
    return visit.page(
        "pages/map.html.j2",
        chosen=chosen,
        narrowed=any(chosen.query.values()),
        rows=page,
        found=len(order),
        drawn=min(len(order), ARCS),
        after=f"{page[-1].patron}.{page[-1].client}" if start + ROWS < len(order) else None,
        domains=[(key, words.domains[key].label) for key in DOMAINS],
        predicates=[(key, words.predicates[key].label) for key in STATED if key != "prioritises"],
        data=visit.url("map_data", **chosen.query),
    )


@router.get("/map/data", name="map_data")
def data(
    visit: Visited, domain: Text = None, predicate: Text = None, since: Day = None, until: Day = None
) -> JSONResponse:
    """What the map's script draws: shapes of states, states of which anything is said, arcs."""
    chosen = Chosen.of(domain, predicate, since, until)
    numbers = _numbers(visit, chosen)
    known = geography()
    at = points()
    placed = sorted((pair for pair in numbers if set(pair) <= at.keys()), key=lambda pair: -numbers[pair])
    arcs = [_row(visit, chosen, *pair, numbers[pair]) for pair in placed[:ARCS]]
    sides = {side: visit.name(side) for pair in numbers for side in pair}
    patrons = {patron for patron, _ in numbers}
    return JSONResponse(
        {
            "shapes": {**known.states, **known.own},
            "joined": known.joined,
            "moved": [one.model_dump(by_alias=True) for one in known.moved],
            "states": {
                one: {"name": name, "at": at[one], "address": _page_of(visit, one, patrons)}
                for one, name in sides.items()
                if one in at
            },
            "arcs": [
                {
                    "from": row.patron,
                    "to": row.client,
                    "told": visit.t(
                        "map.arc",
                        patron=row.patron_name,
                        client=row.client_name,
                        claims=visit.n("base.claims", row.claims.value),
                    ),
                    "address": row.address,
                }
                for row in arcs
            ],
        }
    )


def _page_of(visit: Visit, state: str, patrons: set[str]) -> str:
    """A patron's own page, else all its partnerships."""
    if state in patrons:
        return visit.url("patron", patron=state)
    return visit.url("partnerships", state=state)


def _row(visit: Visit, chosen: Chosen, patron: str, client: str, number: int) -> Row:
    part = {"domain": chosen.domain, "since": chosen.since, "until": chosen.until}
    return Row(
        patron,
        client,
        visit.name(patron),
        visit.name(client),
        visit.url("partnership", patron=patron, client=client, **part),
        Number(number, said_address(visit, patron, client, **chosen.query)),
    )


def _numbers(visit: Visit, chosen: Chosen) -> Mapping[Pair, int]:
    """Patron and client → claims of what was chosen."""
    if not (chosen.since or chosen.until or (chosen.domain and chosen.predicate)):
        found = ((row, _number(row, chosen)) for row in pairs(visit))
        return {(row.patron, row.client): number for row, number in found if number}
    return visit.kept(("map", chosen), lambda: _counted(visit, chosen))


def _number(row: PartnershipRow, chosen: Chosen) -> int:
    if chosen.domain:
        return row.domains.get(chosen.domain, 0)
    return row.predicates.get(chosen.predicate, 0) if chosen.predicate else row.claims


def _counted(visit: Visit, chosen: Chosen) -> Mapping[Pair, int]:
    found: dict[Pair, int] = {}
    for cell in visit.ledger.cells(since=chosen.since, until=chosen.until):
        pair = sides_of(cell)
        fits = chosen.domain in {None, cell.domain} and chosen.predicate in {None, cell.predicate}
        if fits and pair and all(pair) and pair[0] != pair[1]:
            found[pair] = found.get(pair, 0) + cell.number
    return found
