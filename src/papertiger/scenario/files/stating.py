"""The numbers that a file states, each with the path of its key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from papertiger.scenario.files.format import Table, keys
from papertiger.scenario.files.keypath import Path
from papertiger.scenario.files.laidout import Laid
from papertiger.scenario.files.table import of_section

DEFAULT = "default"
"""Key of what holds for all pairs of clients that the file does not name."""


def stated_numbers(document: Table, laid: tuple[Laid, Laid, Laid]) -> Iterator[tuple[Path, Any]]:
    """Path and what stands there, as read from TOML: numbers of actors and pairs, of threats, of mechanisms, of what is laid out.

    `laid` are the wars, flows and shocks. A number of the document that is certain by its nature (shares, months, km between clients) is
    not among them.
    """
    yield from _of_actors(document)
    for kind, given in document.get("threats", {}).items():
        yield from ((("threats", kind, name), value) for name, value in given.items())
    yield from ((("mechanisms", name), value) for name, value in document.get("mechanisms", {}).items())
    similar = document.get("networks", {}).get("similarity", {})
    yield from ((("networks", "similarity", pair), similar[pair]) for pair in similar if pair != DEFAULT)
    for things, names in zip(laid, (("omega",), ("rate",), ("probability", "size")), strict=True):
        for path, _ in things:
            given = _at(document, path)
            yield from (((*path, name), given[name]) for name in names if name in given)


def _of_actors(document: Table) -> Iterator[tuple[Path, Any]]:
    """Numbers of patrons, of clients and of pairs."""
    for table, axes in (("patrons", "p"), ("clients", "i"), ("partnerships", "pi")):
        names = (*of_section(axes), *of_section(axes + {"p": "d", "pi": "k"}.get(axes, "-")))
        for one, given in document.get(table, {}).items():
            for name in (name for name in names if name in given):
                yield from _parted((table, one, name), given[name])


def _parted(path: Path, value: Any) -> Iterator[tuple[Path, Any]]:  # noqa: ANN401 - whatever stands there
    """One number, or those of a table with one for each domain or type of threat."""
    if isinstance(value, dict) and value and not set(value) & set(keys()["number"]):
        yield from (((*path, part), one) for part, one in value.items())
    else:
        yield path, value


def _at(document: Table, path: Path) -> Table:
    here: Any = document
    for part in path:
        here = here[part]
    return dict(here)
