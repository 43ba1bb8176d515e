"""Ensembles: rows of parameters that belong together, as a file, and as one uncertain number of a scenario.

A file is CSV under a few lines that begin with `#`: what it is, how to make it again, and the digest of what follows, so that a row that was changed by
hand is noticed. Columns are scalar parameters of the table; one row is drawn for each draw of a scenario's uncertain numbers.
"""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from papertiger.errors import ScenarioError
from papertiger.scenario.model.parameters import DATA, parameters
from papertiger.scenario.model.structure import Floats
from papertiger.scenario.terms import Joint, Scenario

FORMAT = "papertiger ensemble 1"
HISTORY = "history"
"""Name of the ensemble that ships."""
SECTION = "mechanisms."
"""What stands before a parameter's name in a scenario file, and in the header of an ensemble."""
_LONG = 7  # significant digits of a value


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Rows of parameters, each as likely as another."""

    parameters: tuple[str, ...]
    """Scalar parameters of the table."""
    rows: Floats
    """(n, len(parameters)), in the parameters' units."""
    how: str
    """The command that makes it."""
    source: str
    """What was matched."""
    digest: str = ""
    """SHA-256 of the header and the rows as written."""


def text_of(ensemble: Ensemble) -> str:
    """The file's text."""
    body = io.StringIO()
    writer = csv.writer(body, lineterminator="\n")
    writer.writerow([SECTION + name for name in ensemble.parameters])
    writer.writerows([[f"{value:.{_LONG}g}" for value in row] for row in ensemble.rows])
    rows = body.getvalue()
    return (
        f"# {FORMAT}\n# how: {ensemble.how}\n# source: {ensemble.source}\n# digest: {_digest(rows)}\n{rows}"
    )


def read(path: Path) -> Ensemble:
    """The ensemble in a file; raises ScenarioError where it is none, was changed, or holds what the model cannot take."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(
            path, f"cannot be read: {error}", "name a file that `papertiger scenario calibrate --out` wrote"
        ) from None
    lines = text.splitlines(keepends=True)
    head = dict(line[2:].strip().partition(": ")[::2] for line in lines if line.startswith("# "))
    rows = "".join(line for line in lines if not line.startswith("#"))
    if FORMAT not in head:
        raise _wrong(
            path,
            f"does not begin with `# {FORMAT}`",
            "name a file that `papertiger scenario calibrate --out` wrote",
        )
    if head.get("digest") != _digest(rows):
        raise _wrong(
            path,
            "does not agree with its digest: it was changed by hand or cut short",
            "make it again: " + head.get("how", ""),
        )
    header, *body = csv.reader(io.StringIO(rows))
    names = tuple(name.removeprefix(SECTION) for name in header)
    return Ensemble(
        names, _numbers(path, names, body), head.get("how", ""), head.get("source", ""), _digest(rows)
    )


def join(scenario: Scenario, ensemble: Ensemble) -> Scenario:
    """The scenario with the ensemble's parameters drawn together, in the place of their own uncertain numbers.

    What the scenario itself states stands above the ensemble, with a warning: such rows are no longer what was matched.
    """
    stated = {factor.parameter for factor in scenario.factors if factor.stated}
    varied = {factor.parameter for factor in scenario.factors}
    kept = [at for at, name in enumerate(ensemble.parameters) if name in varied and name not in stated]
    left = [name for name in ensemble.parameters if name not in varied or name in stated]
    warnings = scenario.warnings
    if left:
        warnings += (
            f"ensemble: {', '.join(left)} stated by the scenario, so the ensemble's rows are no longer what was matched",
        )
    if not kept:
        return replace(scenario, warnings=warnings)
    names, rows = tuple(ensemble.parameters[at] for at in kept), ensemble.rows[:, kept]
    joint = Joint(
        key="ensemble",
        parameter="ensemble",
        index=(),
        distribution=Row(len(rows)),
        grade="J",
        unit="row",
        source=ensemble.source,
        stated=True,
        parameters=names,
        rows=rows,
    )
    base = dict(scenario.base)
    for at, name in enumerate(names):
        base[name] = np.full_like(base[name], np.median(rows[:, at]))
    return replace(
        scenario,
        base=base,
        factors=(joint, *(factor for factor in scenario.factors if factor.parameter not in names)),
        digest=hashlib.sha256(f"{scenario.digest} {ensemble.digest}".encode()).hexdigest(),
        warnings=warnings,
    )


def joined(scenario: Scenario, path: str | Path | None) -> Scenario:
    """The scenario with the ensemble of a file, or as it is where there is none; raises ScenarioError as `read`.

    `history` names the ensemble that ships, unless there is a file of that name.
    """
    if path is None:
        return scenario
    place = Path(path)
    return join(scenario, shipped() if place.name == HISTORY and not place.exists() else read(place))


def shipped() -> Ensemble:
    """What history matching on the generic system of alliances leaves of the mechanisms (docs/scenario-patterns.md)."""
    return read(DATA / "ensemble.csv")


@dataclass(frozen=True, slots=True)
class Row:
    """The number of a row, all equally likely."""

    count: int

    def quantile(self, unit: Floats) -> Floats:
        """Row numbers at the probabilities `unit`."""
        return np.minimum(np.floor(unit * self.count), self.count - 1)

    @property
    def words(self) -> str:
        """For a reader."""
        return f"one of {self.count} rows"


def _numbers(path: Path, names: tuple[str, ...], body: list[list[str]]) -> Floats:
    table = parameters()
    for name in names:
        if name not in table or table[name].axes:
            raise _wrong(
                path,
                f"column {name!r} is no scalar parameter of the model",
                "`papertiger scenario parameters` lists them",
            )
    if len(set(names)) != len(names) or not body:
        raise _wrong(path, "has a column twice, or no rows", "make it again")
    try:
        rows = np.array([[float(value) for value in row] for row in body])
    except ValueError as error:
        raise _wrong(path, f"holds what is no number: {error}", "make it again") from None
    if rows.shape != (len(body), len(names)):
        raise _wrong(path, "has rows of different length", "make it again")
    for at, name in enumerate(names):
        low, high = table[name].bounds
        if not ((rows[:, at] >= low) & (rows[:, at] <= high)).all():
            raise _wrong(
                path,
                f"column {name!r} leaves the bounds {low:g} to {high:g}",
                "make it again with this version",
            )
    return rows


def _digest(rows: str) -> str:
    return "sha256:" + hashlib.sha256(rows.encode()).hexdigest()


def _wrong(path: Path, problem: str, cure: str) -> ScenarioError:
    return ScenarioError("ensemble", problem, cure, file=str(path))
