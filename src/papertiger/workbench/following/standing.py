"""How every source of a list is, by the collection log: when it is due, what of it is gone, whether it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from papertiger.news.following.condition import Condition, condition, told
from papertiger.news.following.pacing import SourceState, retry_after, source_due
from papertiger.news.following.sourcelist import Source
from papertiger.report.languages import Language
from papertiger.workbench.following.journal import GONE, unfinished

if TYPE_CHECKING:
    from papertiger.ledger import Ledger

_RUN = timedelta(days=7)
"""How far back failures in a row are counted."""
_HISTORY = timedelta(days=60)
"""How far back a source's own rhythm is looked for."""
_WEEK = timedelta(days=7)
TROUBLED = ("broken", "silent", "never")
"""States that somebody should look into."""


@dataclass(frozen=True, slots=True)
class Known:
    """What following knows of a source before it asks."""

    source: Source
    """With the addresses that are not gone."""
    state: SourceState
    gone: tuple[str, ...] = ()
    """Addresses whose server said that they are gone for good."""

    def due(self) -> datetime | None:
        """When it is due; None where it was not asked yet."""
        return source_due(self.source, self.state)


def known(ledger: Ledger, source: Source, now: datetime, *, resuming: bool = False) -> Known:
    """What the log says of a source.

    Args:
        ledger: with the log.
        source: as the list has it.
        now: the time.
        resuming: whether the run begins: what an earlier one left undone is then due at once.
    """
    last = {address: ledger.last_look(source.id, address) for address in source.addresses}
    gone = tuple(address for address, look in last.items() if look is not None and look.status == GONE)
    left = tuple(address for address in source.addresses if address not in gone)
    looks = [last[address] for address in left]
    if any(look is None for look in looks):  # an address that is new to the list is due at once
        return Known(replace(source, addresses=left), SourceState(), gone)
    there = [look for look in looks if look is not None]
    if not there:
        return Known(replace(source, addresses=()), SourceState(), gone)
    if resuming and any(unfinished(ledger, look) for look in there if not look.problem):
        return Known(replace(source, addresses=left), SourceState(), gone)
    newest = max(there, key=lambda look: look.at)
    at = datetime.fromisoformat(newest.at)
    every = newest.headers.get(":every", "")
    state = SourceState(
        last=at,
        failures=_failures(ledger, source, now) if newest.problem else 0,
        not_before=retry_after(newest.header("retry-after") or "", at) if newest.problem else None,
        every=timedelta(seconds=int(every)) if every.isdigit() else None,
    )
    return Known(replace(source, addresses=left), state, gone)


def _failures(ledger: Ledger, source: Source, now: datetime) -> int:
    number = 0
    for look in ledger.glances(source.id, (now - _RUN).isoformat()):
        number = number + 1 if look.problem else 0
    return number


@dataclass(frozen=True, slots=True)
class Standing:
    """One source as a table shows it."""

    source: Source
    condition: Condition
    answered: datetime | None
    """When it answered last."""
    due: datetime | None
    articles: int
    """That it gave in the last seven days."""
    refused: int
    """Articles that could not be had in the last seven days, by address."""
    gone: tuple[str, ...]

    def as_json(self, language: Language = "en") -> dict[str, Any]:
        """For programs."""
        name, why, cure = told(self.condition, language)

        def moment(at: datetime | None) -> str | None:
            return at.isoformat(timespec="seconds") if at is not None else None

        return {
            "id": self.source.id,
            "outlet": self.source.outlet,
            "kind": self.source.kind,
            "addresses": list(self.source.addresses),
            "state": self.condition.state,
            "state_name": name,
            "since": moment(self.condition.since),
            "why": why,
            "cure": cure,
            "answered": moment(self.answered),
            "due": moment(self.due),
            "articles_7_days": self.articles,
            "refused_7_days": self.refused,
            "gone": list(self.gone),
        }


def standing(ledger: Ledger, source: Source, now: datetime) -> Standing:
    """How one source is at a moment."""
    looks = ledger.glances(source.id, (now - _HISTORY).isoformat())
    answers = [look.at for look in looks if not look.problem]
    articles, refused = 0, set()
    for look in ledger.looks(source.id, (now - _WEEK).isoformat(), ("article", "page")):
        if look.problem is None:
            articles += look.article is not None and look.fresh != 0
            refused.discard(look.address)
        elif look.kind == "article":
            refused.add(look.address)
    before = known(ledger, source, now)
    return Standing(
        source,
        condition(source, looks, now),
        max(answers, default=None),
        before.due() if before.source.addresses else None,
        articles,
        len(refused),
        before.gone,
    )


def standings(ledger: Ledger, sources: Iterable[Source], now: datetime) -> tuple[Standing, ...]:
    """How sources are at a moment, in their order."""
    return tuple(standing(ledger, source, now) for source in sources)
