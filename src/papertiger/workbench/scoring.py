"""Warnings of a ledger held against what was published after them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from papertiger.ledger.warned import NewOutcome, StoredWarning
from papertiger.warning.awaited import Event
from papertiger.warning.body import finding_of
from papertiger.warning.scoring import Issued, Miss, Outcome, Scores, judged, misses, scores
from papertiger.warning.values import Finding
from papertiger.workbench.evidence import indication_of
from papertiger.workbench.opening import Open

RULE: Final = "scoring.v1"
"""By which a verdict was reached."""


@dataclass(frozen=True, slots=True)
class Scored:
    """What warnings came to by a day."""

    upto: date
    outcomes: tuple[Outcome, ...]
    """Of all warnings that await something, by day."""
    misses: tuple[Miss, ...]
    """Events of the kinds that were awaited, between the days of the first warning and the last, that none came before."""
    scores: Scores
    """Of probabilities given before anything could be known."""
    replayed: Scores
    """Of those given in replays, which foretold nothing; apart from the others."""
    stored: int
    """Outcomes that were new to the ledger."""


def scored(
    opened: Open, *, watchlist: str | None = None, as_of: date | None = None, store: bool = True
) -> Scored:
    """Judge warnings by what was published up to a day; only independent origins count, and the day of a warning itself does not.

    A follow-up is not judged again beside its first. What comes on the day of a warning or before makes it late, not a hit.

    Args:
        opened: the ledger.
        watchlist: only warnings of this list.
        as_of: the day to judge by; today where there is none.
        store: keep outcomes in the ledger, where it may be written.
    """
    upto = as_of or datetime.now(UTC).date()
    rows = [one for one in opened.ledger.warnings(until=upto, watchlist=watchlist) if _first(one)]
    found = {one.id: finding_of(one.body) for one in rows}
    issued = [Issued.of(one.id, found[one.id]) for one in reversed(rows) if found[one.id].awaited]
    if not issued:
        nothing = scores(())
        return Scored(upto, (), (), nothing, nothing, 0)
    kinds = sorted({name for one in issued for name in _names(found[one.id])})
    first = min(one.day for one in issued)
    horizon = max(one.horizon_days for one in issued)
    known = tuple(
        indication_of(one)
        for one in opened.ledger.indications(first - timedelta(days=horizon + 60), upto, predicates=kinds)
    )
    outcomes = judged(issued, known, upto)
    awaited = [dict(one.awaited) for one in issued]
    missed = misses(awaited, issued, known, first, upto, horizon_days=horizon)
    replayed = {one.id for one in rows if one.body["retrospective"]}
    stored = 0
    if store and opened.writable:
        stored = opened.ledger.outcome(*(_outcome(one) for one in outcomes if one.verdict != "unscored"))
    return Scored(
        upto=upto,
        outcomes=outcomes,
        misses=missed,
        scores=scores(one for one in outcomes if one.warning.id not in replayed),
        replayed=scores(one for one in outcomes if one.warning.id in replayed),
        stored=stored,
    )


def _first(one: StoredWarning) -> bool:
    return bool(one.body["standing"]["kind"] == "new")


def _names(finding: Finding) -> tuple[str, ...]:
    named = finding.awaited.get("predicates", ())
    return (named,) if isinstance(named, str) else tuple(named)


def _outcome(one: Outcome) -> NewOutcome:
    body: dict[str, Any] = {
        "rule": RULE,
        "upto": one.upto.isoformat(),
        "lead_days": one.lead_days,
        "event": _event(one.event) if one.event is not None else None,
    }
    # "as of" changes daily and says nothing new of a verdict that stands.
    if one.verdict in {"hit", "late", "false_alarm"}:
        del body["upto"]
    return NewOutcome(
        verdict=one.verdict if one.verdict != "unscored" else "open",
        warning=one.warning.id,
        day=one.event.day if one.event is not None else None,
        body=body if one.verdict != "open" else {"rule": RULE},
    )


def _event(event: Event) -> dict[str, Any]:
    return asdict(event) | {name: getattr(event, name).isoformat() for name in ("day", "last", "reported")}
