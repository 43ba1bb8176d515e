"""Rules: each a small pure function from a watch and the evidence of a day to findings; its docstring is its documentation.

    def NAME(watch: Watch, evidence: Evidence, chance: Chance) -> Iterator[Finding]

A rule counts independent origins by the day of their first sight, never articles; an origin that was counted before never counts again.
`chance` holds the false alarms a year that this watch may raise; a rule shares them out over its series. Rules are found by name in the
registry (``rules: threats.v1``), and a package may bring its own.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from papertiger import registry
from papertiger.warning.values import Evidence, Finding
from papertiger.warning.watchlists import Watch, Watchlist, rules

if TYPE_CHECKING:
    from papertiger.warning.rates import Settings

__all__ = ["documentation", "findings", "run"]

_ANY: Final = 1.0
"""False alarms a year for a rule that leaves nothing to chance: it does not look at them."""


def run(
    watch: Watch, evidence: Evidence, per_year: float, settings: Settings | None = None
) -> Iterator[Finding]:
    """What one watch finds on the last day of the evidence.

    Args:
        watch: which rule, and what it is to look at.
        evidence: all that was known at the end of that day.
        per_year: false alarms a year that the watch may raise by chance.
        settings: of the rates; the usual ones for None.

    Raises:
        SettingsError: no rule is called so.
    """
    from papertiger.warning.rates import Chance, Settings  # noqa: PLC0415 - loads SciPy

    rule = registry.resolve("rules", watch.rule)
    yield from rule(watch, evidence, Chance(per_year or _ANY, settings or Settings()))


def findings(
    watchlist: Watchlist, evidence: Evidence, settings: Settings | None = None, *, moved: bool = False
) -> Iterator[Finding]:
    """What all watches of a list find, in the order of the list.

    Args:
        watchlist: the list.
        evidence: all that was known at the end of a day.
        settings: of the rates; the usual ones for None.
        moved: ask only rules that the day's own claims, or time alone, can move: for days of a replay after its first.
    """
    today = set()
    for one in reversed(evidence.indications):
        if one.day < evidence.upto:
            break
        today.add(one.predicate)
    for watch in watchlist.watches:
        usual = rules().rules.get(watch.rule.partition(".")[0])
        moved_by = usual.moved_by if usual is not None else ()
        if not moved or not moved_by or not today.isdisjoint(moved_by):
            yield from run(watch, evidence, watchlist.per_year(watch), settings)


def documentation() -> dict[str, str]:
    """Registered name → what the rule says of itself, all rules by name."""
    return {name: inspect.getdoc(registry.resolve("rules", name)) or "" for name in registry.names("rules")}
