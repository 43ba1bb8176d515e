"""What changed since a date, an earlier assessment, or a version of the program; item by item, with what each does to the rate."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from papertiger.errors import LedgerError
from papertiger.ledger import Ledger
from papertiger.ledger.cases import CaseRow
from papertiger.reliability.assessing.answer import Change, Changes
from papertiger.reliability.assessing.definitions import definitions
from papertiger.reliability.assessing.grouped import Grouped
from papertiger.reliability.assessing.measured import Measured
from papertiger.reliability.assessing.rating import is_thin, rate_of
from papertiger.reliability.book import Book
from papertiger.reliability.cases import Case, Response, Test
from papertiger.reliability.quick import Refit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([T ].*)?")
_VERSION = re.compile(r"v?(\d+(?:\.\d+)+)")


@dataclass(frozen=True, slots=True)
class Before:
    """A patron's cases as they stood."""

    told: str
    """Since when, in words."""
    measured: Measured


def before(ledger: Ledger, patron: str, since: str, now: Measured) -> Before:
    """The cases as they stood at `since`.

    Args:
        ledger: which holds all their versions.
        patron: actor id.
        since: a day or moment (ISO 8601), the id of an assessment that was kept or its beginning, or a version of the program: what programs
            up to that version had made.
        now: today's cases.

    Raises:
        LedgerError: it is none of these.
    """
    if _DAY.fullmatch(since):
        rows: Iterable[CaseRow] = ledger.cases(patron, since)
        return Before(since, _then(now, rows, since[:10]))
    if version := _VERSION.fullmatch(since):
        upto = _numbers(version[1])
        rows = [row for row in ledger.cases(patron) if _numbers(row.program_version) <= upto]
        return Before(f"version {version[1]}", _then(now, rows, now.as_of))
    kept = ledger.assessment(since)
    if kept.patron != patron:
        raise LedgerError(f"assessment {kept.id[:12]} is of {kept.patron}, not of {patron}")
    rows = ledger.cases(patron, seen_by=kept.id)
    as_of = str(kept.body.get("as_of") or kept.at[:10])
    return Before(f"{kept.at[:10]}, assessment {kept.id[:10]}", _then(now, rows, as_of))


def _then(now: Measured, rows: Iterable[CaseRow], as_of: str) -> Measured:
    return Measured.of(Book.of(rows), as_of, now.settings)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def changes(found: Grouped | None, earlier: Before, group: Grouped | None) -> Changes:
    """What changed in one group.

    Args:
        found: the group as it stands.
        earlier: all cases as they stood.
        group: the group as it stood; None where it had no test.
    """
    items = _items(found, group)
    rate = rate_of(group.posterior) if group is not None else None
    return Changes(
        since=earlier.told,
        before=rate,
        before_n_eff=round(group.posterior.n_eff, 2) if group is not None else 0.0,
        items=tuple(items),
    )


def _items(now: Grouped | None, then: Grouped | None) -> list[Change]:
    new = _of(now)
    old = _of(then)
    without = _Without(now)
    found = []
    for id_ in sorted(new.keys() | old.keys()):
        here, there = new.get(id_), old.get(id_)
        if here == there:
            continue
        if there is None and here is not None:
            found.append(_change("new", here, without.median(here)))
        elif here is None and there is not None:
            found.append(_change("gone", there, None))
        elif here is not None:
            found.append(_change("changed", here, None, _fields(here, there)))
    return sorted(found, key=lambda one: (("new", "changed", "gone").index(one.what), one.kind, one.id))


def _of(group: Grouped | None) -> dict[str, Case]:
    """The cases that a group rests on: its responses and tests."""
    if group is None:
        return {}
    book = group.measured.book
    cases: dict[str, Case] = {cell.response: book.responses[cell.response] for cell in group.cells}
    return cases | {cell.test: book.tests[cell.test] for cell in group.cells}


class _Without:
    """Medians without one response, refitted only where asked."""

    def __init__(self, group: Grouped | None) -> None:
        self._group = group
        self._refit: Refit | None = None

    def median(self, case: Case) -> float | None:
        group = self._group
        if group is None or not isinstance(case, Response) or is_thin(group.posterior):
            return None
        if self._refit is None:
            self._refit = Refit(group.cells, group.prior, group.measured.settings.rho)
        return definitions().rounded(self._refit.changed({case.id: None}).median)


def _change(what: str, case: Case, median: float | None, fields: Iterable[str] = ()) -> Change:
    if isinstance(case, Response):
        kind, told = "response", f"response in {case.domain}, {len(case.reports)} reports"
    elif isinstance(case, Test):
        kind, told = "test", f"test for {case.client}, due with probability {case.p_due:.2g}"
    else:
        kind, told = "case", case.id
    listed = ", ".join(fields)
    return Change(
        what=what, kind=kind, id=case.id, told=f"{told} ({listed})" if listed else told, median=median
    )


def _fields(now: Case, then: Case | None) -> list[str]:
    """The fields that differ."""
    if then is None:
        return []
    a, b = now.model_dump(), then.model_dump()
    return [name for name in a if a[name] != b.get(name)]
