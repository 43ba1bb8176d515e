"""A phrase that may fill a role, and how sure each kind of evidence is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from papertiger.events.scene import Scene

if TYPE_CHECKING:
    from papertiger.events.tree import Token

FAR = 14
"""A preposition phrase further than this from its trigger is not taken on word order alone."""
COMPARED = frozenset({"than", "before"})
"""Slots whose phrase the tree often hangs on another clause."""
LOOSE = frozenset({"for"})
"""Slots whose phrase says for whom it is and may stand anywhere around."""
BY_TREE, BY_CASE, BY_CLAUSE, BY_CONTROL = 1.0, 0.85, 0.75, 0.8


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase that may fill a role."""

    token: Token
    score: float
    why: str


Resolver = Callable[[Scene, "Token"], list[Filler]]
"""Scene and trigger → phrases in one slot, best first."""
