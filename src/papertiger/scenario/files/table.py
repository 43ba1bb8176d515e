"""Every number that a scenario file may state: where it stands in the file, and its entry in the tables of the model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pydantic import RootModel

from papertiger.datafiles import load_table
from papertiger.scenario.model.inputs import STRUCTURAL
from papertiger.scenario.model.parameters import DATA, Parameter, parameters
from papertiger.scenario.model.tables import threats

_SECTIONS = {
    "": "mechanisms.{name}",
    "p": "patrons.ID.{name}",
    "pd": "patrons.ID.{name}.DOMAIN",
    "i": "clients.ID.{name}",
    "pi": 'partnerships."P,I".{name}',
    "pik": 'partnerships."P,I".{name}.THREAT',
}
"""Axes of a parameter → path of its key."""
_PATHS = {
    "shares": "clients.ID.shares.OPTION",
    "similarity": 'networks.similarity."A,B"',
    "omega": "patrons.ID.war[N].omega",
    "reverse": "clients.ID.reverse_supply[N].rate",
    "shock_probability": "shocks[N].probability",
    "shock_size": "shocks[N].size",
}
"""Name of what follows from the structure → path of its key."""


class _Structural(RootModel[dict[str, Parameter]]):
    """The whole of data/structural.yaml."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One number that a file may state, or one for each of its places."""

    key: str
    """Path of its key, with what stands for a name in capitals: `patrons.ID.will`."""
    name: str
    """Of the input it goes to."""
    known: Parameter


def known(name: str, threat: str | None = None) -> Parameter:
    """Unit, default, range, bounds, grade and source of an input; of the rate of one type of threat where one is named."""
    if name == "rate" and threat is not None:
        rate = threats()[threat].rate
        return parameters()["rate"].model_copy(
            update={"default": rate.default, "range": rate.range, "grade": rate.grade, "source": rate.source}
        )
    return _structural()[name] if name in STRUCTURAL else parameters()[name]


@cache
def entries() -> tuple[Entry, ...]:
    """All of them: the table of parameters in its order, the rate of each type of threat, then what follows from the structure."""
    found = []
    for name, parameter in parameters().items():
        if name == "rate":
            found += [Entry(f"threats.{kind}.rate", name, known(name, kind)) for kind in threats()]
        else:
            found.append(Entry(_SECTIONS[parameter.axes].format(name=name), name, parameter))
    return (*found, *(Entry(_PATHS[name], name, known(name)) for name in STRUCTURAL))


def of_section(axes: str) -> tuple[str, ...]:
    """Names of the parameters with these axes, in the order of the table."""
    return tuple(name for name, parameter in parameters().items() if parameter.axes == axes)


@cache
def _structural() -> dict[str, Parameter]:
    return load_table(DATA / "structural.yaml", _Structural).root
