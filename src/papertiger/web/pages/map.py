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
from papertiger.web.showing.pairs import STATED, Number, said_address, sides_of
from papertiger.web.visit import Visit, Visited

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
    rows = _rows(visit, chosen)
    start = next((place + 1 for place, row in enumerate(rows) if f"{row.patron}.{row.client}" == after), 0)
    page = rows[start : start + ROWS]
    words = visit.voice.words
    return visit.page(
        "pages/map.html.j2",
        chosen=chosen,
        narrowed=any(chosen.query.values()),
        rows=page,
        found=len(rows),
        drawn=min(len(rows), ARCS),
        after=f"{page[-1].patron}.{page[-1].client}" if start + ROWS < len(rows) else None,
        domains=[(key, words.domains[key].label) for key in DOMAINS],
        predicates=[(key, words.predicates[key].label) for key in STATED if key != "prioritises"],
        data=visit.url("map_data", **chosen.query),
    )


@router.get("/map/data", name="map_data")
def data(
    visit: Visited, domain: Text = None, predicate: Text = None, since: Day = None, until: Day = None
) -> JSONResponse:
    """What the map's script draws: shapes of states, states of which anything is said, arcs."""
    rows = _rows(visit, Chosen.of(domain, predicate, since, until))
    known = geography()
    at = points()
    sides = {side: name for row in rows for side, name in _sides(row)}
    arcs = [row for row in rows if row.patron in at and row.client in at]
    arcs = sorted(arcs, key=lambda row: -row.claims.value)[:ARCS]
    return JSONResponse(
        {
            "shapes": {**known.states, **known.own},
            "joined": known.joined,
            "moved": [one.model_dump(by_alias=True) for one in known.moved],
            "states": {
                one: {"name": name, "at": at[one], "address": _page_of(visit, one, rows)}
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


def _sides(row: Row) -> tuple[Pair, Pair]:
    return (row.patron, row.patron_name), (row.client, row.client_name)


def _page_of(visit: Visit, state: str, rows: list[Row]) -> str:
    """A patron's own page, else all its partnerships."""
    if any(row.patron == state for row in rows):
        return visit.url("patron", patron=state)
    return visit.url("partnerships", state=state)


def _rows(visit: Visit, chosen: Chosen) -> list[Row]:
    rows = [
        Row(
            patron,
            client,
            visit.name(patron),
            visit.name(client),
            visit.url(
                "partnership",
                patron=patron,
                client=client,
                domain=chosen.domain,
                since=chosen.since,
                until=chosen.until,
            ),
            Number(number, said_address(visit, patron, client, **chosen.query)),
        )
        for (patron, client), number in _numbers(visit, chosen).items()
    ]
    return sorted(rows, key=lambda row: (row.patron_name.casefold(), row.client_name.casefold()))


def _numbers(visit: Visit, chosen: Chosen) -> Mapping[Pair, int]:
    """Patron and client → claims of what was chosen."""

    def made() -> Mapping[Pair, int]:
        found: dict[Pair, int] = {}
        for cell in visit.ledger.cells(since=chosen.since, until=chosen.until):
            pair = sides_of(cell)
            fits = chosen.domain in {None, cell.domain} and chosen.predicate in {None, cell.predicate}
            if fits and pair and all(pair) and pair[0] != pair[1]:
                found[pair] = found.get(pair, 0) + cell.number
        return found

    return visit.kept(("map", chosen), made)
