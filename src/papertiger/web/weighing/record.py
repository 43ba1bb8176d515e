"""A patron's record brought together for a page: the answer, what carries it, and the same as somebody chooses to look at it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from papertiger.ledger import Ledger
from papertiger.lineage.provenance import outlet_named
from papertiger.reliability.assessing import (
    Answer,
    Choice,
    Grouped,
    Measured,
    Question,
    Rate,
    assess,
    chosen,
    definitions,
    figure,
    load_settings,
)
from papertiger.reliability.assessing.choosing import kept
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.rating import rate_of
from papertiger.reliability.assessing.weighing import influences
from papertiger.reliability.book import Book
from papertiger.reliability.measuring import Cell
from papertiger.reliability.preparing import PROPOSING, Prepared, config, prepare
from papertiger.reliability.quick import Refit
from papertiger.report.names import actor_name
from papertiger.sourcing.sides import owner_of
from papertiger.workbench.looking import is_small

AT_ONCE: Final = 4_000
"""Claims of a patron up to which its commitments are worked out while the page waits, about two seconds; beyond, it is a job."""
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One rate of one group, and what it rests on."""

    rate: Rate
    n_eff: float
    origins: int
    responses: int
    pending: int
    prior: str
    """Title of its prior."""


@dataclass(frozen=True, slots=True)
class Left:
    """What the figures would be without an origin, an outlet or a network."""

    key: str
    told: str
    """Outlet and day of the first report, or the name."""
    anonymous: bool
    responses: int
    medians: Mapping[str, float | None]
    """Group → the median without it; None where it is told in words."""
    bits: float
    """What it tells, of all groups together."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything that a page shows of a record but the choice."""

    answer: Answer
    measured: Measured
    figures: Mapping[str, Figure]
    """By group."""
    origins: tuple[Left, ...]
    outlets: tuple[Left, ...]
    networks: tuple[tuple[str, tuple[str, ...]], ...]
    """Owner and the outlets of the record that it owns, where it owns two or more."""
    clients: tuple[str, ...]
    domains: tuple[str, ...]


def is_prepared(ledger: Ledger, patron: str) -> bool:
    """Whether the ledger holds the patron's cases as all its claims make them."""
    last = ledger.last_assessment(patron, PROPOSING)
    return last is not None and (last.upto, last.config) == (ledger.evidence_upto(), config())


def can_prepare(ledger: Ledger, patron: str) -> bool:
    """Whether they can be worked out while a page waits: every article is traced, and there are not too many claims."""
    if ledger.unjoined():
        return False
    partners = ledger.partners(patron)
    return is_small(ledger, sum(one.as_client + one.as_patron for one in partners), AT_ONCE)


def prepared(ledger: Ledger, patron: str) -> Prepared:
    """The cases, without storing them."""
    return prepare(ledger, patron, load_settings(), write=False)


def record(ledger: Ledger, question: Question, cases: Prepared, since: str) -> Record:
    """The record as it stands.

    Args:
        ledger: in which changes are looked up.
        question: which part of it.
        cases: of the patron.
        since: tell what changed, as `assess` takes it; empty for not.

    Raises:
        LedgerError: `since` names nothing.
    """
    settings = load_settings()
    name = actor_name(question.patron)
    today = f"{datetime.now(UTC):%Y-%m-%d}"
    answer = assess(
        ledger,
        question,
        cases,
        settings,
        name=name,
        since=since or None,
        as_of=today,
        whole=False,
        keep=False,
    )
    measured = cases.measured(answer.as_of, settings)
    groups = _groups(measured, question, name)
    everything = measured.covered(replace(question, client=None, domain=None, period=None))
    return Record(
        answer=answer,
        measured=measured,
        figures={key: _figure(group) for key, group in groups.items()},
        origins=_origins(groups),
        outlets=(outlets := _outlets(groups)),
        networks=_networks(one.key for one in outlets),
        clients=tuple(sorted({cell.client for cell in everything})),
        domains=tuple(sorted({cell.domain for cell in everything})),
    )


def looked_at(found: Record, question: Question, choice: Choice) -> dict[str, Figure]:
    """The figures of the groups under a choice; raises QuestionError, SettingsError where it cannot be made."""
    groups = _groups(chosen(found.measured, choice), question, "")
    return {key: _figure(group) for key, group in groups.items()}


def _groups(measured: Measured, question: Question, name: str) -> dict[str, Grouped]:
    found = ((key, figure(measured, question.of_group(key), name)) for key in definitions().groups)
    return {key: group for key, group in found if group is not None}


def _figure(group: Grouped) -> Figure:
    return Figure(
        rate_of(group.posterior),
        group.posterior.n_eff,
        len(group.evidence.origins),
        len(group.cells),
        sum(cell.pending for cell in group.cells),
        group.prior.title,
    )


def _shown(group: Grouped) -> tuple[list[Cell], Book]:
    """The responses whose reports are looked at, and their book: of a large record the weightiest."""
    weights = group.weights
    cells = sorted(group.cells, key=lambda cell: (-weights.get(cell.response, 0.0), cell.response))
    shown = cells if len(cells) <= LARGE else cells[:_SHOWN]
    return shown, group.measured.books([cell.response for cell in shown])


_SHOWN: Final = 48


def _origins(groups: Mapping[str, Grouped]) -> tuple[Left, ...]:
    """Every origin of the record, what tells most first."""
    found: dict[str, Left] = {}
    for key, group in groups.items():
        shown, book = _shown(group)
        refit = Refit(group.cells, group.prior, group.measured.settings.rho)
        for one in influences(group, refit, shown, book, every=True):
            known = found.get(one.origin)
            found[one.origin] = Left(
                one.origin,
                known.told if known else one.told,
                one.anonymous or bool(known and known.anonymous),
                one.responses + (known.responses if known else 0),
                {**(known.medians if known else {}), key: one.median},
                one.bits + (known.bits if known else 0.0),
            )
    return tuple(sorted(found.values(), key=lambda one: (-one.bits, one.told)))


def _outlets(groups: Mapping[str, Grouped]) -> tuple[Left, ...]:
    """Every outlet of the record by name; none of a large record, whose reports are not all read."""
    found: dict[str, Left] = {}
    for key, group in groups.items():
        if len(group.cells) > LARGE:
            return ()
        shown, book = _shown(group)
        refit = Refit(group.cells, group.prior, group.measured.settings.rho)
        for outlet, changes in _by_outlet(group, shown, book).items():
            posterior = refit.changed(changes)
            rate = rate_of(posterior)
            known = found.get(outlet)
            found[outlet] = Left(
                outlet,
                outlet,
                anonymous=False,
                responses=len(changes) + (known.responses if known else 0),
                medians={**(known.medians if known else {}), key: rate.median},
                bits=0.0,
            )
    return tuple(sorted(found.values(), key=lambda one: one.told.casefold()))


def _by_outlet(group: Grouped, shown: Iterable[Cell], book: Book) -> dict[str, dict[str, Cell | None]]:
    """Outlet → the cells as they would be without what appeared there."""
    found: dict[str, dict[str, Cell | None]] = {}
    for cell in shown:
        response = book.responses[cell.response]
        if cell.settled or cell.pending:
            continue
        for outlet in {report.outlet for report in response.reports if report.outlet}:
            left = kept(response, (), (outlet,))
            found.setdefault(outlet, {})[cell.response] = group.measured.cell(book, response, left)
    return found


def _networks(outlets: Iterable[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Owners of two or more of the outlets, as the actor file knows them."""
    owned: dict[str, list[str]] = {}
    for outlet in outlets:
        owner = owner_of(outlet_named(outlet).id)
        if owner:
            owned.setdefault(owner, []).append(outlet)
    return tuple((owner, tuple(names)) for owner, names in sorted(owned.items()) if len(names) >= _TWO)
