"""From the text of a file to tables whose keys are all known: syntax, version, keys and their kinds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path as FilePath
from typing import Any

from papertiger.errors import ScenarioError
from papertiger.scenario.files.format import Table, checked, shown
from papertiger.scenario.files.keypath import text_of
from papertiger.scenario.files.problems import Problems, near
from papertiger.scenario.files.table import of_section
from papertiger.scenario.model.tables import tables

PRESETS = FilePath(__file__).parent.parent / "presets"
PREFIX = "preset:"


def presets() -> tuple[str, ...]:
    """Names of the presets, in alphabetical order."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.toml")))


def text_of_file(path: str | FilePath) -> str:
    """The text of a scenario file, or of a preset for `preset:NAME`; raises ScenarioError where it cannot be read."""
    given = str(path)
    if given.startswith(PREFIX):
        name = given.removeprefix(PREFIX)
        if name not in presets():
            raise ScenarioError(given, "no such preset", near(name, presets()))
        return (PRESETS / f"{name}.toml").read_text(encoding="utf-8")
    try:
        return FilePath(path).read_text(encoding="utf-8")
    except FileNotFoundError:
        cure = (
            f"did you mean {PREFIX}{given}?" if given in presets() else f"name a TOML file, or {PREFIX}motive"
        )
        raise ScenarioError(given, "no such file", cure) from None
    except OSError as error:
        raise ScenarioError(given, f"cannot be read: {error.strerror}", "name another file") from None
    except UnicodeDecodeError as error:
        raise ScenarioError(given, f"not UTF-8 at byte {error.start}", "save it as UTF-8") from None


def parsed(text: str, problems: Problems) -> Table:
    """The tables of a TOML text; raises ScenarioProblems where it is none, or of another version of the format."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        says = str(error)
        place = re.search(r" \(at (line \d+), column \d+\)$| \(at end of document\)$", says)
        where = (place[1] or "its end") if place else "its beginning"
        what = says[: place.start()] if place else says
        twice = "overwrite" in what or "declare" in what
        cure = "a key stands twice; join the two" if twice else "mend what stands there"
        problems.add((), f"not valid TOML at {where}: {what}", cure)
        problems.stop()
    if document.get("schema") != 1:
        given = f"{shown(document['schema'])} is not a version" if "schema" in document else "is missing"
        problems.add(("schema",), f"{given} that this program reads", "begin the file with schema = 1")
        problems.stop()
    return document


def known_keys(document: Table, problems: Problems) -> Table:
    """The document with every key known and of its kind, defaults filled in; problems are kept for the rest.

    What stands under a number's key is left as it is, and so are the paths of policies.
    """
    clean = checked(document, "file", (), problems)
    for name in ("meta", "commitments", "networks", "learning", "ledger", "ensemble"):
        if name in clean or name not in {"meta", "ledger", "ensemble"}:
            clean[name] = checked(clean.get(name, {}), name, (name,), problems)
    clean["policies"] = checked(clean.get("policies", {}), "policies", ("policies",), problems, open_=True)
    clean["mechanisms"] = checked(
        clean.get("mechanisms", {}), "mechanisms", ("mechanisms",), problems, numbers=of_section("")
    )
    for table, one, axes in (
        ("patrons", "patron", "p"),
        ("clients", "client", "i"),
        ("partnerships", "partnership", "pi"),
    ):
        numbers = (*of_section(axes), *of_section({"p": "pd", "pi": "pik"}.get(axes, "-")))
        clean[table] = _each(clean.get(table, {}), table, one, problems, numbers)
    threats = {name: value for name, value in clean.get("threats", {}).items() if _is_threat(name, problems)}
    clean["threats"] = _each(threats, "threats", "threat", problems, ())
    return clean


def _each(given: Table, table: str, one: str, problems: Problems, numbers: tuple[str, ...]) -> Table:
    """Every table of a table of tables; a problem is kept for what is none."""
    kept = {}
    for name, value in given.items():
        if isinstance(value, dict):
            kept[name] = checked(value, one, (table, name), problems, numbers=numbers)
        else:
            problems.add((table, name), f"{shown(value)} is not a table", f"write [{text_of((table, name))}]")
    return kept


def _is_threat(name: str, problems: Problems) -> bool:
    if name in tables().threats:
        return True
    problems.add(("threats", name), "no such type of threat", near(name, tables().threats))
    return False


def inline(value: Any) -> str:  # noqa: ANN401 - whatever TOML holds
    """A value of a document as one line, the same for the same value: what a digest is taken of."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {inline(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(inline, value)) + "]"
    return repr(value)
