"""Series of independent origins by day: what rules count, each origin once, on the day that it was first seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from operator import attrgetter
from typing import Final

from papertiger.warning.values import Indication

TWICE: Final = 2
"""What a report counts for that itself says that it was said or done more than once."""
OLD: Final = timedelta(days=14)
"""What the text itself places so long before its publication is retold, and no news."""


@dataclass(slots=True)
class Series:
    """What was reported of one matter."""

    key: tuple[str, ...]
    first: dict[str, Indication] = field(default_factory=dict)
    """Origin (or what is counted in its place) → the indication by which it was first seen."""
    others: list[Indication] = field(default_factory=list)
    """Retellings of those origins, and reports that say themselves that they tell of old matters."""

    def weight(self, one: Indication) -> int:
        """What an origin counts for."""
        return TWICE if one.repeated else 1

    def since(self, day: date) -> list[Indication]:
        """The first indications of origins first seen on or after a day, the newest first."""
        found = [one for one in self.first.values() if one.day >= day]
        return sorted(found, key=lambda one: (one.day, one.claim), reverse=True)

    def before(self, day: date) -> list[Indication]:
        """The first indications of origins first seen before a day."""
        return [one for one in self.first.values() if one.day < day]

    def retold(self, day: date) -> list[Indication]:
        """Retellings on or after a day, the newest first."""
        found = [one for one in self.others if one.day >= day]
        return sorted(found, key=lambda one: (one.day, one.claim), reverse=True)

    def counts(self, days: Sequence[date]) -> list[float]:
        """Independent origins by day of first sight; a report of repetition counts for `TWICE`."""
        place = {day: number for number, day in enumerate(days)}
        found = [0.0] * len(days)
        for one in self.first.values():
            if (number := place.get(one.day)) is not None:
                found[number] += self.weight(one)
        return found


def is_retold(one: Indication) -> bool:
    """Whether the text places it well before the day of its publication, or calls it history."""
    told = one.happened is not None and one.happened[1] < one.day - OLD
    return told or "historical" in one.auxiliary


def gathered(
    indications: Iterable[tuple[tuple[str, ...], Indication]],
    *,
    retold: bool = True,
    under: Callable[[Indication], str] = attrgetter("origin"),
) -> dict[tuple[str, ...], Series]:
    """Series by key; an origin counts once in each, whatever number of articles prints it.

    Args:
        indications: key and indication, by day.
        retold: leave out of the counts what is old by its own words.
        under: what an indication counts under; its origin, or what several origins have in common.
    """
    found: dict[tuple[str, ...], Series] = {}
    for key, one in indications:
        series = found.get(key)
        if series is None:
            series = found[key] = Series(key)
        name = under(one)
        if name in series.first or (retold and is_retold(one)):
            series.others.append(one)
        else:
            series.first[name] = one
    return found


def one_each(found: Iterable[Indication]) -> tuple[str, ...]:
    """Claim ids, one for each independent origin, in the order given."""
    seen: dict[str, str] = {}
    for one in found:
        seen.setdefault(one.origin, one.claim)
    return tuple(seen.values())


def origins(found: Iterable[Indication]) -> int:
    """Independent origins."""
    return len({one.origin for one in found})
