"""Who supports whom: all partnerships, and everything about one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from papertiger.actors.lookup import actor_of
from papertiger.ledger import ClaimFilter
from papertiger.lineage import by_origin, independent_origins
from papertiger.records import DOMAINS, PREDICATES, ClaimRecord, only_model_read
from papertiger.report.drawing import Bar, Bars, Element, bars, by_month
from papertiger.web.failing import NotFoundError
from papertiger.web.showing.counting import FEW, LOOKED, Origins, claims_of, few_origins
from papertiger.web.showing.outcomes import figures, outcomes
from papertiger.web.showing.pairs import (
    STATED,
    Number,
    by_name,
    pair_of,
    said_address,
    sides_of,
)
from papertiger.web.showing.quotes import key_of, quoted
from papertiger.web.showing.record import patron_record
from papertiger.web.showing.sequence import Part, sequence
from papertiger.web.visit import Visit, Visited
from papertiger.workbench.values import PartnershipPage, PartnershipRow

router = APIRouter()
ROWS = 50
"""Partnerships of a page of the table."""
SHOWN = 12
"""Quotes of a partnership's page; all of them are on the page of claims."""
SOURCES = 12
"""Independent origins that are named, the newest ones."""
Text = Annotated[str | None, Query(max_length=100)]
Day = Annotated[str | None, Query(max_length=10, pattern=r"^(\d{4}(-\d{2}(-\d{2})?)?)?$")]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What part of a partnership is looked at."""

    domain: str | None
    since: str | None
    until: str | None

    @property
    def narrowed(self) -> bool:
        """Whether it is less than all."""
        return any((self.domain, self.since, self.until))

    @property
    def asked(self) -> ClaimFilter:
        """The same as a ledger is asked; raises LedgerError for a domain or day that there is not."""
        return ClaimFilter(domain=self.domain, since=self.since, until=self.until)

    @property
    def query(self) -> dict[str, str | None]:
        """The same as addresses say it."""
        return {"domain": self.domain, "since": self.since, "until": self.until}


@router.get("/partnerships", name="partnerships")
def partnerships(visit: Visited, state: Text = None, domain: Text = None, after: Text = None) -> HTMLResponse:
    """All partnerships by name, or those of a state or in a domain."""
    every = by_name(visit)
    chosen = [row for row in every if _fits(row, state, domain)]
    start = next((place + 1 for place, row in enumerate(chosen) if f"{row.patron}.{row.client}" == after), 0)
    rows = chosen[start : start + ROWS]
    origins = few_origins(visit, rows)
    return visit.page(
        "pages/partnerships.html.j2",
        every=len(every),
        found=len(chosen),
        pairs=[pair_of(row, visit, origins.get((row.patron, row.client))) for row in rows],
        after=f"{rows[-1].patron}.{rows[-1].client}" if start + ROWS < len(chosen) else None,
        few=FEW,
        states=_states(visit, every),
        domains=_domains(visit),
        state=state or "",
        domain=domain or "",
    )


@router.get("/partnerships/{patron}/{client}", name="partnership")
def partnership(
    visit: Visited, patron: str, client: str, domain: Text = None, since: Day = None, until: Day = None
) -> HTMLResponse:
    """One partnership: what is promised, asked for, given and not given, and who says so."""
    chosen = Chosen(domain or None, since or None, until or None)
    asked = chosen.asked
    page = visit.bench.partnership(patron, client, origins=False)
    if not page.row.claims and not page.months and not all(map(actor_of, (patron, client))):
        raise NotFoundError(visit.t("partnerships.unknown", patron=patron, client=client))
    found = visit.kept(
        ("claims of", patron, client, chosen), lambda: claims_of(visit, patron, client, asked, LOOKED)
    )
    record = patron_record(visit, patron)
    mine = record.of(client)
    counted = [one for one in found if not only_model_read(one)]
    return visit.page(
        "pages/partnership.html.j2",
        record=mine,
        sequence=sequence(visit, mine, client, Part(chosen.domain, chosen.since, chosen.until)),
        outcomes=outcomes(visit, record, [client]),
        figures=figures(visit, record, client),
        patron=patron,
        client=client,
        names=(visit.name(patron), visit.name(client)),
        row=page.row,
        back=visit.bench.partnership(client, patron, origins=False).row.claims,
        origins=_origins(visit, page, chosen, counted, every=len(found) < LOOKED),
        left=page.model_only_left_out,
        chosen=chosen,
        domains=_domains(visit),
        said=_said(visit, _cells_of(visit, page, chosen), chosen, patron, client),
        events=_events(visit, patron, client, chosen),
        months=_months(visit, page),
        sources=_sources(visit, counted),
        quotes=quoted(visit.ledger, found[:SHOWN], visit.voice),
        more=len(found) > SHOWN,
        listed=said_address(visit, patron, client, **chosen.query),
    )


def _fits(row: PartnershipRow, state: str | None, domain: str | None) -> bool:
    return (not state or state in {row.patron, row.client}) and (not domain or domain in row.domains)


def _states(visit: Visit, rows: tuple[PartnershipRow, ...]) -> list[tuple[str, str]]:
    """Ids and names of all that are patron or client, by name."""
    ids = {side for row in rows for side in (row.patron, row.client)}
    return sorted(((one, visit.name(one)) for one in ids), key=lambda one: visit.words.order(one[1]))


def _domains(visit: Visit) -> list[tuple[str, str]]:
    return [(key, visit.voice.words.domains[key].label) for key in DOMAINS]


def _origins(
    visit: Visit, page: PartnershipPage, chosen: Chosen, found: list[ClaimRecord], *, every: bool
) -> Origins:
    pair = (page.row.patron, page.row.client)
    number = visit.kept(("origins", *pair, chosen), lambda: independent_origins(found))
    whole = every if chosen.narrowed else len(found) >= page.row.claims
    return Origins(number, len(found), every=whole)


def _cells_of(visit: Visit, page: PartnershipPage, chosen: Chosen) -> Mapping[tuple[str, str], int]:
    """Predicate and domain → claims: as the ledger keeps them, or of a period."""
    if not (chosen.since or chosen.until):
        return page.cells
    pair = (page.row.patron, page.row.client)

    def made() -> Mapping[tuple[str, str], int]:
        found = visit.ledger.cells(*pair, since=chosen.since, until=chosen.until)
        return {(one.predicate, one.domain): one.number for one in found if sides_of(one) == pair}

    return visit.kept(("cells of", pair, chosen.since, chosen.until), made)


def _said(
    visit: Visit, cells: Mapping[tuple[str, str], int], chosen: Chosen, patron: str, client: str
) -> Mapping[str, Any]:
    """The matrix of domains and predicates: labels of its columns, and rows of numbers with addresses."""
    shown = {key: number for key, number in cells.items() if chosen.domain in {None, key[1]}}
    predicates = [name for name in STATED if any(one == name for one, _ in shown)]
    words = visit.voice.words

    def cell(predicate: str, domain: str) -> Number | None:
        asked = chosen.query | {"predicate": predicate, "domain": domain}
        number = shown.get((predicate, domain), 0)
        return Number(number, said_address(visit, patron, client, **asked)) if number else None

    return {
        "predicates": [
            (name, words.predicates[name].label, words.predicates[name].definition) for name in predicates
        ],
        "rows": [
            (domain, words.domains[domain].label, [cell(predicate, domain) for predicate in predicates])
            for domain in DOMAINS
            if any(one == domain for _, one in shown)
        ],
        "sum": sum(shown.values()),
    }


def _events(visit: Visit, patron: str, client: str, chosen: Chosen) -> list[tuple[str, list[Number | None]]]:
    """What happens between the two, in the order of PLOVER's categories: of the first towards the second, and back."""
    labels = visit.voice.words.predicates
    period = {"since": chosen.since, "until": chosen.until}
    key = ("events of", patron, client, chosen.since, chosen.until)
    cells = visit.kept(key, lambda: visit.ledger.cells(patron, client, **period))

    def number(predicate: str, subject: str, object_: str) -> Number | None:
        sides = (predicate, subject, object_)
        found = sum(one.number for one in cells if (one.predicate, one.subject, one.object) == sides)
        address = visit.to("claims", subject=subject, object=object_, predicate=predicate, **period)
        return Number(found, address) if found else None

    rows = [
        (labels[name].label, [number(name, patron, client), number(name, client, patron)])
        for name in PREDICATES["event"]
    ]
    return [row for row in rows if any(row[1])]


@dataclass(frozen=True, slots=True)
class Source:
    """One independent origin of the claims of a page."""

    outlet: str
    published: str
    """Day of the first report that is here; empty for not known."""
    claims: int
    address: str
    cited: bool
    """Whether the report itself is not in the ledger."""


def _sources(visit: Visit, found: list[ClaimRecord]) -> list[Source]:
    """The reports that claims go back to, the newest first."""
    made = [_source(visit, origin, claims) for origin, claims in by_origin(found).items()]
    return sorted(made, key=lambda one: one.published, reverse=True)[:SOURCES]


def _source(visit: Visit, origin: str, claims: list[ClaimRecord]) -> Source:
    first = min(claims, key=lambda one: one.article.published or "9999")
    own = next((one for one in claims if key_of(one) == origin), None)
    outlet, cited, _ = origin.partition("@")
    name = visit.name(outlet) if cited else (own or first).article.outlet or visit.t("base.unknown_outlet")
    day = ((own or first).article.published or "")[: len("2026-01-31")]
    return Source(name, day, len(claims), visit.to("origin", origin=origin), bool(cited))


def _months(visit: Visit, page: PartnershipPage) -> Element | None:
    """Claims between the two by month of publication; each month leads to this page narrowed down to it."""
    if len(by_month(page.months)) < 2:  # noqa: PLR2004 - one bar tells nothing
        return None
    title = visit.t("partnerships.months")
    return bars(
        Bars(
            "months",
            title,
            visit.t("partnerships.months_about"),
            tuple(
                Bar(
                    month,
                    number,
                    f"{visit.words.day(month)}: {visit.n('base.claims', number)}",
                    visit.here(since=month, until=month),
                )
                for month, number in by_month(page.months).items()
            ),
        )
    )
