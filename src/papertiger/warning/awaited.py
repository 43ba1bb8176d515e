"""What would make a warning a hit: which later indications are awaited, and when what they report began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from papertiger.warning.values import Indication

LASTING_DAYS = 30
"""Reports of the same kind less than this apart tell of one event that goes on."""
_EXACT_DAYS = 7
"""A stated time of an event counts where it is no longer than this; else the day of the first report does."""

Awaited = Mapping[str, str | tuple[str, ...]]

_KEYS = ("families", "predicates", "modes", "domains", "subject", "object")


@dataclass(frozen=True, slots=True)
class Event:
    """What was awaited, as it came: reports of one kind without a long pause."""

    day: date
    """First day: of what happened where a text says it, else of the first report."""
    last: date
    """Day of the last event of the same run."""
    reported: date
    """Day of the first report."""
    claims: tuple[str, ...]
    """One for each independent origin, the earliest first."""
    about: tuple[str | None, str | None]
    """Side that acts and side that it acts on, of the first report."""

    @property
    def origins(self) -> int:
        """Independent origins that report it."""
        return len(self.claims)


def side(actor: str | None, state: str | None) -> str | None:
    """Whom a party of a claim stands for: its state, else itself."""
    return state or actor


def awaits(awaited: Awaited, one: Indication) -> bool:
    """Whether an indication is awaited: reported as a fact, of the kinds and between the parties named; what is not named is any.

    Keys: `families`, `predicates`, `modes`, `domains`, `subject`, `object`; the last two name actors or states, and a state takes in
    its persons and bodies. Values: one id or a tuple of them.

    Raises:
        ValueError: another key.
    """
    if unknown := set(awaited).difference(_KEYS):
        raise ValueError(f"{min(unknown)} is nothing that can be awaited; take {', '.join(_KEYS)}")
    doubtful = {"historical", "hypothetical", "negation", "future"}.intersection(one.auxiliary)
    if one.polarity != "affirmed" or one.modality != "asserted" or doubtful:
        return False
    has = {
        "families": (one.family,),
        "predicates": (one.predicate,),
        "modes": (one.mode,),
        "domains": (one.domain,),
        "subject": (one.subject, one.subject_state),
        "object": (one.object, one.object_state),
    }
    return all(
        any(own in _ids(wanted) for own in has[key] if own is not None) for key, wanted in awaited.items()
    )


class Reports:
    """Indications, kept by whom they concern and what they say: those awaited are found without looking at all of them."""

    def __init__(self, indications: Iterable[Indication]) -> None:
        self.all = tuple(indications)
        self._by: dict[str, dict[str, list[int]]] = {
            "subject": defaultdict(list),
            "object": defaultdict(list),
            "predicates": defaultdict(list),
        }
        for at, one in enumerate(self.all):
            for key, ids in (
                ("subject", {one.subject, one.subject_state}),
                ("object", {one.object, one.object_state}),
                ("predicates", {one.predicate}),
            ):
                for each in ids:
                    if each is not None:
                        self._by[key][each].append(at)

    def awaited(self, awaited: Awaited) -> Iterator[Indication]:
        """Those that are awaited (`awaits`), in the order in which they were given; raises ValueError as that does."""
        key = next((name for name in self._by if name in awaited), None)
        places: Iterable[int] = range(len(self.all))
        if key is not None:
            wanted = awaited[key]
            by = self._by[key]
            places = sorted({at for each in _ids(wanted) for at in by.get(each, ())})
        return (self.all[at] for at in places if awaits(awaited, self.all[at]))


def _ids(wanted: str | tuple[str, ...]) -> tuple[str, ...]:
    return (wanted,) if isinstance(wanted, str) else wanted


def happened(one: Indication) -> date:
    """The first day of what an indication reports: as the text says, where it says so to the week; else the day of the report.

    What is reported cannot come after its report.
    """
    if one.happened is None or one.happened[1] - one.happened[0] >= timedelta(days=_EXACT_DAYS):
        return one.day
    return min(one.happened[0], one.day)


def events(indications: Iterable[Indication], lasting_days: int = LASTING_DAYS) -> tuple[Event, ...]:
    """Runs of indications of one kind, by day; what follows within `lasting_days` of the one before goes on with it."""
    runs: list[list[tuple[date, Indication]]] = []
    for day, one in sorted(
        ((happened(one), one) for one in indications), key=lambda pair: (pair[0], pair[1].day, pair[1].claim)
    ):
        if runs and (day - runs[-1][-1][0]).days <= lasting_days:
            runs[-1].append((day, one))
        else:
            runs.append([(day, one)])
    return tuple(_event(run) for run in runs)


def _event(run: Sequence[tuple[date, Indication]]) -> Event:
    one_each: dict[str, str] = {}
    for _, one in sorted(run, key=lambda pair: (pair[1].day, pair[1].claim)):
        one_each.setdefault(one.origin, one.claim)
    first = run[0][1]
    return Event(
        day=run[0][0],
        last=run[-1][0],
        reported=min(one.day for _, one in run),
        claims=tuple(one_each.values()),
        about=(side(first.subject, first.subject_state), side(first.object, first.object_state)),
    )
