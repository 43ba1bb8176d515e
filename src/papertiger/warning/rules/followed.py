"""What followed earlier statements: the track record that a finding's probability rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from papertiger.warning.awaited import events
from papertiger.warning.record import Population, Record, population, record
from papertiger.warning.values import Indication

TRIALS: Final = 5.0
"""Resolved trials of all dyads together below which no probability is given."""

Pair = tuple[str, str]


@dataclass
class Followed:
    """Statements and what is awaited of all dyads of the evidence; worked out when a finding asks for it."""

    statements: Mapping[Pair, Sequence[date]]
    came: Mapping[Pair, Iterable[Indication]]
    since: date
    upto: date
    horizon_days: int
    _runs: dict[Pair, list[date]] = field(default_factory=dict)

    @cached_property
    def everybody(self) -> Population:
        """All dyads together."""
        runs = {pair: self._first_days(pair) for pair in self.came}
        return population(self.statements, runs, self.since, self.upto, self.horizon_days)

    def of(self, pair: Pair) -> Record | None:
        """The record of one dyad; None where too little is resolved to give a probability."""
        if self.everybody.after.tried < TRIALS:
            return None
        own = self.statements.get(pair, ())
        return record(own, self._first_days(pair), self.since, self.upto, self.everybody)

    def _first_days(self, pair: Pair) -> list[date]:
        if pair not in self._runs:
            self._runs[pair] = [run.day for run in events(self.came.get(pair, ()))]
        return self._runs[pair]
