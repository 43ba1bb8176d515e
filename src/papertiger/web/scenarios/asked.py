"""What an address asks of a scenario: which preset, which of its numbers set to what, which models of learning, how many runs.

``?set=patrons.RUS.will:0.9&set=mechanisms.spill:0..0.5&runs=500&compare=patrons.RUS.will:0.1~mechanisms.spill:0``: each `set` is a path
of a key as scenario files have it, and after the last colon a number, or two with dots between for a range. `compare` is another state of
the same preset, its changes joined by ``~``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from papertiger.errors import ScenarioError
from papertiger.scenario.files.keypath import parts_of, text_of
from papertiger.scenario.model.choices import learning as learning_model

RUNS: Final = 200
"""Runs under each model of learning where the address names no number: done in about a second."""
MOST_RUNS: Final = 5_000
CHOICES: Final = (200, 500, 1_000, 2_000, MOST_RUNS)
MOST_CHANGES: Final = 60
COMPARED: Final = 3
"""States that stand beside the one that is looked at."""
_LONGEST = 200
_LARGEST_SEED = 2**31 - 1
_TABLES = frozenset(
    {"patrons", "clients", "partnerships", "networks", "threats", "mechanisms", "shocks", "commitments"}
)
"""Tables whose keys an address may set. Not among them: whatever names a file or a ledger, and the length of a run."""
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_ONE = re.compile(_NUMBER)
_RANGE = re.compile(rf"({_NUMBER})\.\.({_NUMBER})")
_BETWEEN = "~"


@dataclass(frozen=True, slots=True)
class Asked:
    """One state of a scenario's page."""

    preset: str
    changes: tuple[tuple[str, str], ...] = ()
    """Path of a key and what it is set to, as the address has it; each key once, in the order of their names."""
    learning: tuple[str, ...] = ()
    """Models of learning; none: the scenario's own."""
    runs: int = RUNS
    seed: int | None = None
    compared: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Changes of the states beside it."""

    @property
    def file(self) -> str:
        """As `papertiger.scenario.files.load` takes it."""
        return f"preset:{self.preset}"

    @property
    def values(self) -> dict[str, Any]:
        """Path of a key → number or range, as a scenario file has it."""
        return {key: _value(key, text) for key, text in self.changes}

    @property
    def unchanged(self) -> Asked:
        """The scenario as it stands, run alike."""
        return replace(self, changes=(), compared=())

    @property
    def others(self) -> tuple[Asked, ...]:
        """The states beside it, each by itself."""
        return tuple(replace(self, changes=changes, compared=()) for changes in self.compared)

    def query(self, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - fields of this class
        """The query of this state's address, or of one that differs in some fields."""
        one = replace(self, **other)
        return {
            "set": [f"{key}:{text}" for key, text in one.changes],
            "learning": list(one.learning),
            "runs": None if one.runs == RUNS else one.runs,
            "seed": one.seed,
            "compare": [_joined(changes) for changes in one.compared],
        }

    def without(self, key: str) -> dict[str, Any]:
        """The query of the state without one change."""
        return self.query(changes=tuple(pair for pair in self.changes if pair[0] != key))


def read(
    preset: str,
    changes: Iterable[str],
    fields: Mapping[str, str],
    learning: Iterable[str] = (),
    runs: int = RUNS,
    seed: int | None = None,
    compare: Iterable[str] = (),
) -> Asked:
    """What an address asks for.

    Args:
        preset: its name.
        changes: ``KEY:VALUE`` each.
        fields: key → value, as a form without scripts sends them; empty ones are left out. They come before `changes` of the same key.
        learning: models of learning.
        runs: under each of them.
        seed: None for the scenario's own.
        compare: ``KEY:VALUE~KEY:VALUE`` each; empty ones are left out.

    Raises:
        ScenarioError: something cannot be used; names the key and the cure.
    """
    if not 20 <= runs <= MOST_RUNS:  # noqa: PLR2004 - fewest that tell spreads apart
        raise ScenarioError(
            "runs", f"{runs} cannot be run here", f"give 20 to {MOST_RUNS}; papertiger simulate runs more"
        )
    if seed is not None and not 0 <= seed <= _LARGEST_SEED:
        raise ScenarioError("seed", f"{seed} is none", f"give 0 to {_LARGEST_SEED}")
    given = dict(map(_pair, changes)) | {key: text.strip() for key, text in fields.items() if text.strip()}
    beside = dict.fromkeys(_changes(dict(map(_pair, one.split(_BETWEEN)))) for one in compare if one)
    return Asked(
        preset,
        _changes(given),
        tuple(dict.fromkeys(learning_model(name).name for name in learning)),
        runs,
        seed,
        tuple(beside)[-COMPARED:],
    )


def _pair(text: str) -> tuple[str, str]:
    key, colon, value = text.rpartition(":")
    if not colon:
        raise ScenarioError(text[:_LONGEST], "names no value", "write KEY:VALUE, as in patrons.RUS.will:0.5")
    return key, value.strip()


def _changes(given: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    if len(given) > MOST_CHANGES:
        raise ScenarioError(
            "set", f"{len(given)} changes are too many for an address", f"give at most {MOST_CHANGES}"
        )
    found: dict[str, str] = {}
    for key, text in given.items():
        parts = parts_of(key) if len(key) <= _LONGEST else None
        if parts is None or parts[0] not in _TABLES:
            raise ScenarioError(
                key[:_LONGEST], "is no number of a scenario", f"begin it with {', '.join(sorted(_TABLES))}"
            )
        _value(key, text)
        found[text_of(parts)] = text
    return tuple(sorted(found.items()))


def _value(key: str, text: str) -> float | list[float]:
    if len(text) <= _LONGEST:
        if _ONE.fullmatch(text) and math.isfinite(float(text)):
            return float(text)
        if (two := _RANGE.fullmatch(text)) and all(math.isfinite(float(end)) for end in two.groups()):
            return [float(end) for end in two.groups()]
    raise ScenarioError(
        key, f"{text[:_LONGEST]!r} is no number", "write a number, or two with dots between for a range"
    )


def _joined(changes: tuple[tuple[str, str], ...]) -> str:
    return _BETWEEN.join(f"{key}:{text}" for key, text in changes)
