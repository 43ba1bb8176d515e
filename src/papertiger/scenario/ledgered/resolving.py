"""Filling in what a scenario file asks of a ledger: rows of commitments, and beliefs of clients in their patrons' will.

In the file::

    [ledger]
    commitments = true
    beliefs = true
    patrons = ["RUS"]      # all of the file where left out
    as_of = "2026-11-28"   # the day on which the scenario begins; today where left out
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import UTC, date, datetime
from typing import Any

from papertiger.errors import ScenarioError, ScenarioProblems
from papertiger.ledger import Ledger
from papertiger.reliability.assessing import definitions
from papertiger.scenario.ledgered.beliefs import EVERYBODY, Belief, belief_of, gathered
from papertiger.scenario.ledgered.commitments import Row, commitments_of, provenance
from papertiger.scenario.ledgered.record import PatronRecord, record_of
from papertiger.scenario.ledgered.wording import wording

Document = Mapping[str, Any]
Pair = tuple[str, str]
TRUST = "trust_will"


def resolve(document: Document, ledger: Ledger) -> dict[str, Any]:
    """A scenario file as read from TOML, with what its table `ledger` asks for filled in. Nothing is written to the ledger.

    What the file states stands: a pair for which it has a row of commitments gets none from the ledger, a pair with a `trust_will` keeps it.
    Clients of the ledger that the file has no table for are passed over. `meta.sources` tells what came from where.

    Raises:
        ScenarioProblems: the ledger lacks what is asked for, with the path of each key; or its articles are not traced.
    """
    filled = deepcopy(dict(document))
    asked = filled.get("ledger", {})
    if not (asked.get("commitments") or asked.get("beliefs")):
        return filled
    records = _records(filled, asked, ledger)
    if not records:
        return filled
    sources: list[str] = []
    if asked.get("commitments"):
        rows = _missing_rows(filled, records)
        filled.setdefault("commitments", {}).setdefault("rows", []).extend(row.text for row in rows)
        sources += provenance(records[0].digest, rows)
    if asked.get("beliefs"):
        beliefs = list(_beliefs(filled, records))
        for belief in gathered(beliefs) if not _at_large(filled) else beliefs:
            filled.setdefault("partnerships", {}).setdefault(belief.pair, {})[TRUST] = belief.table
            sources.append(belief.source)
    told = filled.setdefault("meta", {}).setdefault("sources", [])
    told += [source for source in dict.fromkeys(sources) if source not in told]
    return filled


def groups_of(rows: Iterable[str]) -> frozenset[str]:
    """Kinds of obligation of an assessment that rows of a scenario file, or obligations alone, belong to."""
    known = wording().obligations
    back = {model: record for record, model in known.items()}
    parts = [row.split(",") for row in rows]
    named = {(part[2] if len(part) > 2 else part[0]).strip() for part in parts}  # noqa: PLR2004 - patron, client, obligation
    return frozenset(definitions().group_of(back[one]) for one in named if one in back)


def stated(document: Document) -> dict[Pair, list[str]]:
    """Pair → the rows of commitments that a file states for it; rows that are none are passed over, the file's own check tells of them."""
    found: dict[Pair, list[str]] = {}
    for row in document.get("commitments", {}).get("rows", ()):
        parts = [part.strip() for part in str(row).split(",")]
        if len(parts) > 1:
            found.setdefault((parts[0], parts[1]), []).append(str(row))
    return found


def _records(document: Document, asked: Document, ledger: Ledger) -> list[PatronRecord]:
    problems = wording().problems
    tables = document.get("patrons", {})
    named = list(asked.get("patrons", tables))
    wrong = [
        problems.not_in_file.at(f"ledger.patrons[{n}]", patron=patron)
        for n, patron in enumerate(named)
        if patron not in tables
    ]
    try:
        day = day_of(asked.get("as_of"), "ledger.as_of")
    except ScenarioError as error:
        wrong.append(error)
    if wrong:
        raise ScenarioProblems(wrong)
    found = []
    for patron in named:
        try:
            found.append(record_of(ledger, patron, day, key=f"patrons.{patron}"))
        except ScenarioError as error:
            wrong.append(error)
    if wrong:
        raise ScenarioProblems(wrong)
    return found


def day_of(text: str | None, key: str) -> str:
    """An ISO day, today where there is none; raises ScenarioError with the path of the key where it is no day."""
    if text is None:
        return f"{datetime.now(UTC):%Y-%m-%d}"
    try:
        return date.fromisoformat(str(text)).isoformat()
    except ValueError:
        raise wording().problems.no_day.at(key, value=text) from None


def _missing_rows(document: Document, records: Sequence[PatronRecord]) -> list[Row]:
    """Rows for pairs of the file that it states none for.

    Raises:
        ScenarioProblems: a patron or a client is left without any.
    """
    problems, clients = wording().problems, document.get("clients", {})
    own = stated(document)
    bound = {client for _, client in own}
    found: list[Row] = []
    wrong = []
    for record in records:
        rows, _ = commitments_of(record)
        here = [row for row in rows if row.client in clients and (row.patron, row.client) not in own]
        found += here
        bound |= {row.client for row in here}
        if not here and not any(patron == record.patron for patron, _ in own):
            others = sorted({row.client for row in rows})
            told = f"; it does towards {', '.join(others)}" if others else ""
            about = {"patron": record.patron, "day": record.as_of, "others": told}
            wrong.append(problems.no_pair.at("ledger.commitments", **about))
    words = {"patrons": ", ".join(one.patron for one in records), "day": records[0].as_of}
    if not wrong:
        left = _unbound(document, bound)
        wrong += [problems.no_commitment.at(f"clients.{one}", client=one, **words) for one in left]
    if wrong:
        raise ScenarioProblems(wrong)
    return found


def _unbound(document: Document, bound: Collection[str]) -> list[str]:
    """Clients of the file that nobody owes anything and that supply nobody."""
    tables = document.get("clients", {})
    return [one for one, table in tables.items() if one not in bound and not table.get("reverse_supply")]


def _beliefs(document: Document, records: Iterable[PatronRecord]) -> Iterator[Belief]:
    """Beliefs for the pairs with a commitment whose `trust_will` the file does not state."""
    pairs, known = stated(document), _at_large(document)
    for record in records:
        for (patron, client), rows in sorted(pairs.items()):
            names = {f"{patron},{EVERYBODY}", f"{EVERYBODY},{client}", f"{EVERYBODY},{EVERYBODY}", EVERYBODY}
            own = document.get("partnerships", {}).get(f"{patron},{client}", {})
            if patron == record.patron and TRUST not in own and known.isdisjoint(names):
                yield belief_of(record, client, groups_of(rows))


def _at_large(document: Document) -> set[str]:
    """Keys of pairs under which the file states a belief for several pairs at once."""
    tables = document.get("partnerships", {})
    return {key for key, table in tables.items() if EVERYBODY in key and TRUST in table}
