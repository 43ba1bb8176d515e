"""The numbers of a block of runs: one array a parameter, runs leading.

Parameters and their axes are those of data/parameters.yaml, and five that follow from the structure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from papertiger.errors import ScenarioError
from papertiger.scenario.model.parameters import parameters
from papertiger.scenario.model.structure import DOMAINS, OUTSIDE, Floats, Structure

STRUCTURAL = {
    "shares": "io",  # portfolio at the start, sums to 1 over o
    "similarity": "ij",  # -1 to 1
    "omega": "w",  # burden of each war on the path, 0 to 0.95
    "reverse": "f",  # reverse supply, full needs
    "shock_probability": "c",
    "shock_size": "c",
}
"""Parameters beside those of the table, with their axes; o is a portfolio option: each patron, then `OUTSIDE`."""


def axes_of(name: str) -> str:
    """Axes of the parameter as letters, empty for a scalar; raises KeyError when there is none of that name."""
    return STRUCTURAL[name] if name in STRUCTURAL else parameters()[name].axes


def sizes(structure: Structure) -> dict[str, int]:
    """Length of each axis."""
    patrons, clients = len(structure.patrons), len(structure.clients)
    return {
        "p": patrons,
        "i": clients,
        "j": clients,
        "d": len(DOMAINS),
        "k": len(structure.tables.threats),
        "o": patrons + len(OUTSIDE),
        "w": len(structure.wars),
        "f": len(structure.supplies),
        "c": len(structure.shocks),
    }


class Inputs(Mapping[str, Floats]):
    """One array a parameter, shape (R, *axes), or (1, *axes) where all runs share the value."""

    def __init__(self, structure: Structure, values: Mapping[str, Floats]) -> None:
        """Hold `values`; raises ScenarioError when one is missing or has another shape than the structure asks for."""
        long = sizes(structure)
        self.runs = max((len(values[name]) for name in values), default=1)
        for name in (*parameters(), *STRUCTURAL):
            if name not in values:
                raise ScenarioError(name, "no value", "give the parameter or leave it to its default")
            wanted = tuple(long[axis] for axis in axes_of(name))
            found = values[name].shape
            if found[1:] != wanted or found[0] not in {1, self.runs}:
                raise ScenarioError(
                    name, f"shape {found}", f"wanted (runs or 1, {', '.join(map(str, wanted))})"
                )
        self._values = dict(values)

    def __getitem__(self, name: str) -> Floats:
        """The array of a parameter."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Names of all parameters."""
        return iter(self._values)

    def __len__(self) -> int:
        """Number of parameters."""
        return len(self._values)

    def rows(self, start: int, stop: int) -> dict[str, Floats]:
        """The arrays of runs `start` to `stop`."""
        return {name: array if len(array) == 1 else array[start:stop] for name, array in self._values.items()}
