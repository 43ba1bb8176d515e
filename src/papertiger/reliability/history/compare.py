"""Which published rates a test may be held against; for most kinds of support there are none, which is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from papertiger.reliability.cases import OBLIGATIONS
from papertiger.reliability.history.rates import BaseRate, base_rates
from papertiger.reliability.history.tables import shipped


@dataclass(frozen=True, slots=True)
class History:
    """What the past says that may stand beside an honour rate."""

    obligation: str
    rates: tuple[BaseRate, ...]
    """One a coding, the narrowest that fits; the strict count of Berkemeier and Fuhrmann first. Empty where there is no history."""
    words: str
    """Why there is none; or in which way the rates are of another kind or time than the test. Printed with them, always."""


def comparable(obligation: str, year: int | None, *, multilateral: bool | None = None) -> History:
    """The published rates for tests of `obligation` in `year`.

    Where a coding has rates for the obligation itself, those of all obligations together are left out; of its periods the shortest that
    holds the year is taken, after its end the last, and without a year the longest. Rates of two-sided or multilateral alliances alone are
    added only where `multilateral` says which it is. A rate that ends before 1945 is never given for a later test, nor the other way round.

    Raises:
        ValueError: there is no such obligation.
    """
    if obligation not in OBLIGATIONS:
        raise ValueError(f"obligation {obligation!r}: there are {', '.join(OBLIGATIONS)}")
    table = shipped()
    if obligation in table.no_history:
        return History(obligation, (), table.no_history[obligation])
    wanted = {"any"} if multilateral is None else {"any", "multilateral" if multilateral else "bilateral"}
    fits = [
        rate
        for rate in base_rates()
        if obligation in rate.compare_with
        and rate.definition.pact in wanted
        and (year is None or _of_its_era(rate, year, table.eras_divide))
    ]
    chosen = tuple(_narrowest(list(group), year, obligation) for _, group in groupby(fits, key=_coding))
    return History(obligation, chosen, _caution(chosen, year))


def _coding(rate: BaseRate) -> tuple[str, ...]:
    """What the rates of one group of the table share."""
    one = rate.definition
    return one.unit, one.coder, one.rule, one.pact


def _of_its_era(rate: BaseRate, year: int, divide: int) -> bool:
    """Whether the rate speaks of the era in which the year lies, before or since `divide`, if not of it alone."""
    return rate.definition.last >= divide if year >= divide else rate.definition.first <= year


def _narrowest(rates: Sequence[BaseRate], year: int | None, obligation: str) -> BaseRate:
    """The rate of one coding that fits best."""
    own = [rate for rate in rates if rate.definition.obligation == obligation] or rates
    length = {rate.key: rate.definition.last - rate.definition.first for rate in own}
    if year is None:
        return max(own, key=lambda rate: length[rate.key])
    clipped = min(year, max(rate.definition.last for rate in own))
    holding = [rate for rate in own if rate.definition.first <= clipped <= rate.definition.last]
    return min(holding or own, key=lambda rate: length[rate.key])


def _caution(rates: Sequence[BaseRate], year: int | None) -> str:
    if not rates:
        return f"No published rate reaches back to {year}."
    words = "Each rate counts by its own definition, which moves it more than the coder does."
    if year is None:
        return f"{words} The year of the test is not known: the rates are those of all years."
    late = year > max(rate.definition.last for rate in rates)
    return f"{words} All this history ends before {year}." if late else words
