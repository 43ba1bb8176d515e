"""The numbers of a scenario that a page lets its visitor move, in groups, each with its range, grade and source."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from papertiger.report.scenario.voice import Voice
from papertiger.scenario.files.keypath import Path, parts_of
from papertiger.scenario.files.places import ALL
from papertiger.scenario.files.table import known
from papertiger.scenario.model.inputs import STRUCTURAL
from papertiger.scenario.model.parameters import Parameter, parameters
from papertiger.scenario.terms import Factor, Scenario

_STEPS: Final = 100
"""About so many steps from one end of a slider to the other."""
_NICE: Final = (1.0, 2.0, 5.0, 10.0)
_ENDS: Final = np.array([0.01, 0.5, 0.99])
"""Between the outer quantiles a slider reaches at least; at the middle one it stands before it is moved."""
_NEAR: Final = 2.0
"""Bounds no farther apart are the ends of a slider: those of shares, probabilities, similarities."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")
_TOGETHER: Final = "shares"
"""Numbers that mean something only together: shares of a portfolio sum to 1."""
_OF_A_KIND: Final = "due"
"""Numbers that are drawn for a kind of obligation, which no file can state."""
_FOUND: Final = frozenset({"distance", "commit"})
"""Numbers that follow from places of capitals and from the rows of commitments where the scenario states none."""
_PAIRS: Final = {"partnerships": " → ", "networks": " – "}


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One number."""

    key: str
    """Path of its key, as a scenario file has it."""
    means: str
    """What it is, in words."""
    part: str
    """The domain or threat that it is of; empty for none."""
    unit: str
    grade: str
    source: str
    drawn: str
    """From what it is drawn, or its one value, as a scenario file has it."""
    certain: bool
    stated: bool
    """The scenario states it; else it comes from the table of parameters."""
    low: float
    high: float
    step: float
    middle: float
    """Where the slider stands before it is moved."""
    bounds: tuple[float, float]
    """What can be stated at all."""
    value: str
    """What the visitor set it to; empty where nothing."""

    @property
    def id(self) -> str:
        """Of its field on a page."""
        return "n-" + re.sub(r"[^A-Za-z0-9_-]+", "-", self.key).strip("-")

    @property
    def number(self) -> str:
        """What was set, where it is one number and no range."""
        return self.value if _NUMBER.fullmatch(self.value) else ""

    @property
    def stands(self) -> float:
        """Where the slider stands now."""
        return float(self.number or self.middle)


@dataclass(frozen=True, slots=True)
class Group:
    """Numbers of one actor, of one pair, or of one table."""

    table: str
    """Of the scenario file: patrons, clients, partnerships, networks, threats, shocks, mechanisms."""
    title: str
    """Name of the actor or pair; empty where the group is the whole table."""
    controls: tuple[Control, ...]

    @property
    def changed(self) -> int:
        """How many of them the visitor set."""
        return sum(bool(one.value) for one in self.controls)


def controls(scenario: Scenario, changes: Mapping[str, str], voice: Voice) -> tuple[Control, ...]:
    """Every number that can be set by itself.

    Args:
        scenario: as it stands, without changes.
        changes: what the visitor set, by path of the key.
        voice: words and names.
    """
    found = (
        *(_uncertain(factor, changes, voice) for factor in scenario.factors),
        *(_certain(*number, changes, voice) for number in scenario.fixed),
    )
    return tuple(one for one in found if one is not None)


def grouped(found: tuple[Control, ...], voice: Voice) -> tuple[Group, ...]:
    """Controls by what they are about, in the order in which these first occur."""
    groups: dict[tuple[str, str], list[Control]] = {}
    for one in found:
        parts = parts_of(one.key) or (one.key,)
        groups.setdefault((str(parts[0]), _whom(parts, voice)), []).append(one)
    return tuple(Group(table, title, tuple(members)) for (table, title), members in groups.items())


def _uncertain(factor: Factor, changes: Mapping[str, str], voice: Voice) -> Control | None:
    parts = parts_of(factor.key)
    if parts is None or factor.parameter == _OF_A_KIND:
        return None
    entry = known(factor.parameter, str(parts[1]) if parts[0] == "threats" else None)
    low, middle, high = map(float, factor.distribution.quantile(_ENDS))
    reach = _reach(low, high, entry)
    return Control(
        key=factor.key,
        means=voice.parameter(factor.key, factor.parameter),
        part=_part(parts, voice),
        unit=voice.told(factor.unit),
        grade=factor.grade,
        source=voice.told(factor.source),
        drawn=factor.distribution.words,
        certain=False,
        stated=factor.stated,
        low=reach[0],
        high=reach[1],
        step=_step(*reach),
        middle=middle,
        bounds=entry.bounds,
        value=changes.get(factor.key, ""),
    )


def _certain(key: str, told: str, grade: str, changes: Mapping[str, str], voice: Voice) -> Control | None:
    parts, number = parts_of(key), _NUMBER.match(told)
    if parts is None or number is None or _TOGETHER in parts:
        return None
    name = _input(parts)
    if name not in parameters() and name not in STRUCTURAL:
        return None
    entry, value = known(name), float(number[0])
    reach = _reach(value, value, entry)
    return Control(
        key=key,
        means=voice.parameter(key, name),
        part=_part(parts, voice),
        unit=voice.told(entry.unit),
        grade=grade,
        source=voice.told(entry.source),
        drawn=f"{value:g}",
        certain=True,
        stated=name not in _FOUND,
        low=reach[0],
        high=reach[1],
        step=_step(*reach),
        middle=value,
        bounds=entry.bounds,
        value=changes.get(key, ""),
    )


def _input(parts: Path) -> str:
    """Name of the input that a key's number goes to."""
    last = next(str(part) for part in reversed(parts) if isinstance(part, str))
    if parts[0] == "shocks":
        return f"shock_{last}"
    if parts[0] == "clients" and last == "rate":
        return "reverse"
    return last if last in parameters() or last in STRUCTURAL else str(parts[-2])


def _reach(low: float, high: float, entry: Parameter) -> tuple[float, float]:
    """Ends of a slider: the bounds where they are near, else the ranges of table and scenario and half as far again on both sides."""
    if entry.bounds[1] - entry.bounds[0] <= _NEAR:
        return entry.bounds
    first, last = min(low, *(entry.range or (low,))), max(high, *(entry.range or (high,)))
    wide = last - first or abs(first) or 1.0
    ends = max(first - wide / 2, entry.bounds[0]), min(last + wide / 2, entry.bounds[1])
    step = _step(*ends)
    return math.floor(ends[0] / step + 1e-9) * step, math.ceil(ends[1] / step - 1e-9) * step


def _step(low: float, high: float) -> float:
    """A step that is 1, 2 or 5 times a power of ten."""
    least = (high - low) / _STEPS or 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(one * power for one in _NICE if one * power >= least * (1 - 1e-9))


def _whom(parts: Path, voice: Voice) -> str:
    table, name = str(parts[0]), str(parts[1]) if len(parts) > 1 else ""
    if table in {"patrons", "clients"}:
        return "" if name == ALL else voice.names(name)
    if table == "partnerships":
        return _pair(name, table, voice)
    return ""


def _pair(name: str, table: str, voice: Voice) -> str:
    ends = [one.strip() for one in name.split(",")]
    return "" if ALL in ends else _PAIRS[table].join(map(voice.names, ends))


def _part(parts: Path, voice: Voice) -> str:
    """The domain, the threat or the pair that a number is of, beside whom its group is about."""
    if parts[0] == "threats":
        return voice.words.threats.get(str(parts[1]), str(parts[1]))
    if parts[0] == "networks":
        return _pair(str(parts[-1]), "networks", voice) if "," in str(parts[-1]) else ""
    last = str(parts[-1])
    if last in voice.terms.domains:
        return voice.terms.domains[last].label
    return voice.words.threats.get(last, "")
