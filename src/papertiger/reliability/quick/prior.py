"""Named priors of the honour rate, with the history behind them; read from ``data/priors.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from papertiger.datafiles import load_table
from papertiger.errors import SettingsError
from papertiger.reliability.cases import OBLIGATIONS, Obligation
from papertiger.reliability.measuring.settings import Judged

FILE = Path(__file__).parent / "data" / "priors.yaml"

Definition = Annotated[str | None, BeforeValidator(lambda key: None if key in {"null", ""} else key)]
"""Key of the base rate behind a component; scalars of data files are strings, so that none is spelt ``null``."""


class Component(Judged):
    """One Beta of a mixture."""

    name: str
    weight: float = Field(gt=0, le=1)
    a: float = Field(gt=0)
    b: float = Field(gt=0)
    definition: Definition = None


class Prior(Judged):
    """A mixture of Betas; hashable, so that what is computed from it can be kept."""

    name: str
    title: str
    obligations: tuple[Obligation, ...] = ()
    """Those it is the default for."""
    why: str
    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        total = sum(component.weight for component in self.components)
        if abs(total - 1) > 1e-9:  # noqa: PLR2004 - rounding of sums
            raise ValueError(f"the weights of its components sum to {total:g}; let them sum to 1")
        return self

    @property
    def definitions(self) -> tuple[str, ...]:
        """Keys of the base rates behind it; none where there is no history."""
        return tuple(c.definition for c in self.components if c.definition)


class _Priors(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    priors: dict[str, Prior]

    @model_validator(mode="before")
    @classmethod
    def _named(cls, values: object) -> object:
        """Each prior knows its name, which the file states once."""
        if isinstance(values, dict) and isinstance(values.get("priors"), dict):
            named = {
                name: prior | {"name": name} if isinstance(prior, dict) else prior
                for name, prior in values["priors"].items()
            }
            return values | {"priors": named}
        return values

    @model_validator(mode="after")
    def _every_obligation_once(self) -> Self:
        listed: list[str] = [obligation for prior in self.priors.values() for obligation in prior.obligations]
        for obligation in OBLIGATIONS:
            if listed.count(obligation) != 1:
                raise ValueError(
                    f"{obligation} is named by {listed.count(obligation)} priors; name it in exactly one"
                )
        return self


@cache
def priors() -> dict[str, Prior]:
    """All priors by name.

    Raises:
        DataFileError: the file breaks its schema; names the line.
    """
    return load_priors(FILE)


def load_priors(path: Path) -> dict[str, Prior]:
    """The priors of a file, by name; raises DataFileError as `priors` does."""
    return load_table(path, _Priors).priors


def prior_named(name: str) -> Prior:
    """The prior of that name.

    Raises:
        SettingsError: there is none; names those there are.
    """
    known = priors()
    if name not in known:
        raise SettingsError(f"there is no prior {name!r}; there are: {', '.join(known)}")
    return known[name]


def prior_for(obligation: str) -> Prior:
    """The default prior for an obligation: history where there is one, `no_history` otherwise.

    Raises:
        SettingsError: no such obligation.
    """
    for prior in priors().values():
        if obligation in prior.obligations:
            return prior
    raise SettingsError(f"there is no obligation {obligation!r}; there are: {', '.join(OBLIGATIONS)}")
