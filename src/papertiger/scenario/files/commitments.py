"""Rows of commitments: what each pair's commitments cover, how firm they are, and when an event makes them due."""

from __future__ import annotations

from functools import cache
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from papertiger.datafiles import load_table
from papertiger.scenario.files.actors import Actors
from papertiger.scenario.files.format import Table, shown
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.model.parameters import DATA
from papertiger.scenario.model.structure import DOMAINS, Bools, Domain, Floats
from papertiger.scenario.model.tables import tables

Share = Annotated[float, Field(ge=0, le=1)]


class Obligation(BaseModel):
    """One kind of obligation."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    covers: tuple[Domain, ...]
    due: dict[str, Share]
    """Type of threat → probability that an event of the type makes it due."""


class Terms(BaseModel):
    """The whole of data/commitments.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    obligations: dict[str, Obligation]
    domain_due: Share
    due_spread: Share
    """From `p` less to `p` plus this part of it is where a probability is drawn that no file states."""
    precision: dict[str, Share]


class Owed:
    """What all rows together say."""

    def __init__(self, patrons: int, clients: int) -> None:
        """Nothing is owed yet."""
        self.covers: Bools = np.zeros((patrons, clients, len(DOMAINS)), dtype=bool)
        self.due: Floats = np.zeros((patrons, clients, len(tables().threats)))
        self.commit: Floats = np.zeros((patrons, clients))
        self.by: dict[tuple[int, int, int], str] = {}
        """Patron, client and type of threat → the obligation by which most is due."""

    @property
    def pairs(self) -> Bools:
        """(P, I) something is owed."""
        return np.asarray(self.covers.any(axis=2))

    def add(self, pair: tuple[int, int], obligation: str, precision: str) -> None:
        """Unite one row with those before: covers what any covers, is due as often as the most, as firm as the firmest."""
        domains, due = _owed(obligation)
        self.covers[pair] |= domains
        for k in np.flatnonzero(due > self.due[pair]):
            self.by[(*pair, int(k))] = obligation
        self.due[pair] = np.maximum(self.due[pair], due)
        self.commit[pair] = max(self.commit[pair], terms().precision[precision])


@cache
def terms() -> Terms:
    """Obligations and precisions."""
    return load_table(DATA / "commitments.yaml", Terms)


def owed(document: Table, actors: Actors, problems: Problems) -> Owed:
    """What the rows of a file say; problems are kept for a row that cannot be read, and for one that stands twice."""
    found = Owed(len(actors.patrons), len(actors.clients))
    seen: set[tuple[int, int, str]] = set()
    for at, row in enumerate(document.get("commitments", {}).get("rows", ())):
        path: Path = ("commitments", "rows", at)
        parts = [part.strip() for part in row.split(",")]
        if len(parts) != 4:  # noqa: PLR2004 - patron, client, obligation, precision
            problems.add(path, f"{shown(row)} has {len(parts)} parts", '"patron,client,obligation,precision"')
            continue
        pair = actors.pair(",".join(parts[:2]), path, problems)
        if not _named(parts[2], parts[3], path, problems) or pair is None:
            continue
        if (*pair, parts[2]) in seen:
            problems.add(path, f"{shown(row)} stands twice", "leave one of the rows")
        seen.add((*pair, parts[2]))
        found.add(pair, parts[2], parts[3])
    return found


def _named(obligation: str, precision: str, path: Path, problems: Problems) -> bool:
    """Whether there is such an obligation and such a precision; else problems are kept."""
    before = len(problems.found)
    obligations = (*terms().obligations, *DOMAINS)
    if obligation not in obligations:
        problems.add(path, f"no obligation or domain {obligation!r}", near(obligation, obligations))
    if precision not in terms().precision:
        problems.add(path, f"no precision {precision!r}", near(precision, terms().precision))
    return len(problems.found) == before


def _owed(obligation: str) -> tuple[Bools, Floats]:
    """Domains (D) that it covers, and probability (K) that an event of each type makes it due."""
    known = terms().obligations.get(obligation)
    if known is not None:
        covers = np.array([domain in known.covers for domain in DOMAINS])
        return covers, np.array([known.due.get(kind, 0.0) for kind in tables().threats])
    at = DOMAINS.index(obligation)
    return np.arange(len(DOMAINS)) == at, np.where(tables().need[:, at] > 0, terms().domain_due, 0.0)
