"""What can be switched: learning models and rules of allocation, by versioned names of the registry."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.registry import resolve


@dataclass(frozen=True, slots=True)
class Learning:
    """How clients learn from tests (docs/scenario-equations.md, 8)."""

    name: str
    learns: bool
    """Beliefs move at all."""
    context: bool
    """What happens while the patron is at war counts less (LeVeck and Narang 2017)."""
    two_beliefs: bool
    """Will and available capacity are told apart, visible infeasibility is not blamed on will, and a dropped client frees capacity."""


L0 = Learning("L0", learns=False, context=False, two_beliefs=False)
L1 = Learning("L1", learns=True, context=False, two_beliefs=False)
L2 = Learning("L2", learns=True, context=True, two_beliefs=False)
L3 = Learning("L3", learns=True, context=True, two_beliefs=True)


def learning(name: str) -> Learning:
    """The learning model of that name, as `L1` or `L1.v1`; raises SettingsError naming what there is."""
    found: Learning = resolve("learning_models", name if "." in name else f"{name}.v1")
    return found


@dataclass(frozen=True, slots=True)
class Choices:
    """One way to run a scenario."""

    learning: Learning = L3
    allocation: str = "waterfill"
    """Name of the rule of allocation: waterfill, lexicographic, pro_rata."""
