"""What sort of mistake a claim is that the gold does not list: turned round, of the wrong two, of the wrong predicate, or out of the air."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from papertiger.readers.sides import Key

Mistake = Literal["turned", "pair", "predicate", "other", "nothing"]
MISTAKES: dict[Mistake, str] = {
    "turned": "the gold lists it the other way round",
    "pair": "the gold lists the predicate of another pair of the sentence",
    "predicate": "the gold lists another predicate of the pair",
    "other": "neither, in a sentence that has claims",
    "nothing": "of a sentence that has none",
}
"""Sort → what it means. The first that holds is the one."""


def mistake_of(key: Key, listed: Collection[Key]) -> Mistake:
    """The sort of mistake that `key` is.

    Args:
        key: a claim that is not `listed`.
        listed: every key that may be read in its sentence (`papertiger.evaluation.claims.keys_of`).
    """
    predicate, subject, target = key
    if (predicate, target, subject) in listed:
        return "turned"
    if any(one[0] == predicate for one in listed):
        return "pair"
    if any(one[1:] == (subject, target) for one in listed):
        return "predicate"
    return "other" if listed else "nothing"
