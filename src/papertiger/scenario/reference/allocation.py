"""Section 5, allocation: one reserve, many claims, three rules. The first claim is the home theatre's.

Each rule takes the claims, their priorities (in the same order) and the reserve, and returns what each claim gets.
"""

from __future__ import annotations

from collections.abc import Callable

from papertiger.errors import SettingsError

Rule = Callable[[list[float], list[float], float], list[float]]


def waterfill(claims: list[float], priorities: list[float], reserve: float) -> list[float]:
    """Maximise the sum of priority x ln(given): every claim gets `min(claim, priority/mu)`, with the `mu` that uses up the reserve.

    Claims are settled in order of `claim/priority`: while the next one would be met in full at the level that the rest can afford, it is.
    """
    if sum(claims) <= reserve:
        return list(claims)
    given = [0.0] * len(claims)
    order = sorted(
        (n for n, claim in enumerate(claims) if claim > 0), key=lambda n: claims[n] / priorities[n]
    )
    left = reserve
    while order:
        level = left / sum(priorities[n] for n in order)
        lowest = order[0]
        if claims[lowest] > priorities[lowest] * level:
            for n in order:
                given[n] = priorities[n] * level
            break
        given[lowest] = claims[lowest]
        left -= claims[lowest]
        order.pop(0)
    return given


def lexicographic(claims: list[float], priorities: list[float], reserve: float) -> list[float]:
    """Serve claims in order of priority, each as far as the reserve goes; ties in the order given."""
    given, left = [0.0] * len(claims), reserve
    for n in sorted(range(len(claims)), key=lambda n: -priorities[n]):
        given[n] = min(claims[n], left)
        left -= given[n]
    return given


def pro_rata(claims: list[float], priorities: list[float], reserve: float) -> list[float]:  # noqa: ARG001 - as the others
    """Give each claim the same fraction."""
    total = sum(claims)
    part = min(1.0, reserve / total) if total > 0 else 0.0
    return [claim * part for claim in claims]


RULES: dict[str, Rule] = {"waterfill": waterfill, "lexicographic": lexicographic, "pro_rata": pro_rata}


def rule(name: str) -> Rule:
    """The rule of that name, as `waterfill` or `waterfill.v1`; raises SettingsError naming what there is (plug-ins are the engine's)."""
    plain = name.removesuffix(".v1")
    if plain not in RULES:
        raise SettingsError(
            f"no allocation rule named {name!r} in the reference; there are: {', '.join(RULES)}"
        )
    return RULES[plain]
