"""How a patron parts what it has among claims: rules of allocation, vectorised over independent problems.

Every rule takes `claims` (N, C; what is asked, at least 0), `priority` (N, C; above 0) and `reserve` (N; at least 0), and returns what each claim gets (N, C):
never more than it asks, and in all never more than the reserve. Column 0 is the home theatre; ties keep the order of columns.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from papertiger.registry import resolve
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.model.sums import whole

Rule = Callable[[Floats, Floats, Floats], Floats]


def rule(name: str) -> Rule:
    """The rule of that name, as `waterfill` or `waterfill.v1`; raises SettingsError naming what there is."""
    found: Rule = resolve("allocation_rules", name if "." in name else f"{name}.v1")
    return found


def waterfill(claims: Floats, priority: Floats, reserve: Floats) -> Floats:
    """Maximise `sum priority * log(share)`: every claim is met in full or gets its priority times one common level.

    Exact, by sorting claims by `claim / priority` (weighted proportional fairness; Kelly, Maulloo and Tan 1998).
    """
    order = np.argsort(claims / priority, axis=1, kind="stable")
    asked = np.take_along_axis(claims, order, axis=1)
    weight = np.take_along_axis(priority, order, axis=1)
    met_before = np.cumsum(asked, axis=1) - asked
    weight_left = np.cumsum(weight[:, ::-1], axis=1)[:, ::-1]
    level = np.maximum(reserve[:, None] - met_before, 0.0) / weight_left
    short = asked > level * weight
    first = np.argmax(short, axis=1)
    rows = np.arange(len(claims))
    common = np.where(short.any(axis=1), level[rows, first], np.inf)
    return np.minimum(claims, priority * common[:, None])


def lexicographic(claims: Floats, priority: Floats, reserve: Floats) -> Floats:
    """Serve whole claims in order of priority until the reserve is spent."""
    order = np.argsort(-priority, axis=1, kind="stable")
    asked = np.take_along_axis(claims, order, axis=1)
    left = reserve[:, None] - (np.cumsum(asked, axis=1) - asked)
    given = np.minimum(asked, np.maximum(left, 0.0))
    shares = np.empty_like(given)
    np.put_along_axis(shares, order, given, axis=1)
    return shares


def pro_rata(claims: Floats, priority: Floats, reserve: Floats) -> Floats:  # noqa: ARG001 - every rule has one signature
    """Give every claim the same fraction."""
    asked = whole(claims)
    fraction = np.divide(reserve, asked, out=np.ones_like(asked), where=asked > reserve)
    shares: Floats = claims * fraction[:, None]
    return shares
