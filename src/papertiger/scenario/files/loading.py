"""Scenario files in: a path or a preset's name to a checked scenario."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from papertiger.errors import ScenarioError, ScenarioProblems
from papertiger.scenario.ensembles import joined
from papertiger.scenario.files.building import scenario
from papertiger.scenario.files.changing import put
from papertiger.scenario.files.format import Table
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.reading import PREFIX, inline, known_keys, parsed, text_of_file
from papertiger.scenario.model.parameters import DATA
from papertiger.scenario.terms import Scenario

if TYPE_CHECKING:
    from papertiger.ledger import Ledger

_TABLES = ("parameters", "structural", "threats", "domains", "commitments", "capitals", "units")
"""Data files that the numbers of a scenario may come from."""


def load(
    path: str | Path, *, ledger: Ledger | None = None, changes: Mapping[str, Any] | None = None
) -> Scenario:
    """The scenario of a file, or of a preset for `preset:NAME`.

    Args:
        path: of the file, or `preset:NAME`.
        ledger: asked where the file says so; nothing is written to it.
        changes: path of a key (`patrons.RUS.will`) → the value that shall stand there in place of the file's.

    Raises:
        ScenarioError: the file cannot be read, or it needs a ledger.
        ScenarioProblems: the file is no scenario; everything that is wrong with it.
    """
    return loads(text_of_file(path), str(path), ledger=ledger, changes=changes)


def loads(
    text: str,
    file: str = "the text",
    *,
    ledger: Ledger | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Scenario:
    """As `load`, from the text of a file; `file` is what problems name."""
    problems = Problems(file)
    given = parsed(text, problems)
    for key, value in (changes or {}).items():
        put(given, key, value, problems)
    problems.stop()
    document = known_keys(given, problems)
    asked = document.get("ledger", {})
    taken = ""
    if asked.get("commitments") or asked.get("beliefs"):
        problems.stop()
        resolved = _resolved(given, ledger, file)
        taken = inline(resolved)
        document = known_keys(resolved, problems)
    whole = text + inline(dict(changes)) if changes else text
    made = scenario(document, digest_of(whole, taken), problems)
    rows = document.get("ensemble", {}).get("file")
    return joined(made, Path(file).parent / rows) if rows else made


def preset(name: str) -> Scenario:
    """The preset of that name; raises ScenarioError naming what there is."""
    return load(f"{PREFIX}{name}")


def digest_of(text: str, taken: str = "") -> str:
    """SHA-256 over the text of a file, what was taken from a ledger, and the tables of the model."""
    whole = sha256()
    for part in (text, taken, *((DATA / f"{name}.yaml").read_text(encoding="utf-8") for name in _TABLES)):
        whole.update(sha256(part.encode()).digest())
    return whole.hexdigest()


def _resolved(document: Table, ledger: Ledger | None, file: str) -> Table:
    """The document with what it takes from the ledger."""
    if ledger is None:
        cure = "give --ledger PATH, or leave the table out"
        raise ScenarioError(
            "ledger", "the scenario takes numbers from a ledger, and none is given", cure, file=file
        )
    from papertiger.scenario.ledgered import resolve  # noqa: PLC0415 - loads SQLAlchemy

    try:
        return resolve(document, ledger)
    except ScenarioProblems as error:
        raise ScenarioProblems(
            [ScenarioError(one.key, one.problem, one.cure, file=file) for one in error.problems]
        ) from None
