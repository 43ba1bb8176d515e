"""docs/scenario-parameters.md, written from the tables of the model."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.scenario.files.table import Entry, entries
from papertiger.scenario.model.parameters import DATA


class _Sources(BaseModel):
    """The whole of data/sources.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: dict[str, str]


_HEAD = """# Parameters of the partnership model

Every number that a scenario may state, with the range that it is drawn from when a scenario does not state it. Written from the tables of
the model by `python scripts/parameters_page.py`; `papertiger scenario parameters` prints the same. What a number does is in
[scenario-equations.md](scenario-equations.md), how to state it in [scenario-files.md](scenario-files.md).

Grades: **D** computed from data, **L** direction from the literature and size judged, **J** judgement, **S** a choice of the scenario. Most are J or S:
what the model answers rests on them, and a result says so (`driven by assumptions`).

*Range*: drawn from it, uniformly, when not stated; without one the default stands. *Bounds*: what can be stated at all.
"""
_COLUMNS = ("key", "default", "range", "bounds", "unit", "grade", "meaning", "source")


@cache
def sources() -> dict[str, str]:
    """Short name of a source, as the tables have it → the source in full."""
    return load_table(DATA / "sources.yaml", _Sources).sources


def parameters_page() -> str:
    """The page, in Markdown."""
    return "\n".join([_HEAD, *_tables(), "## Sources", "", *_sources()]) + "\n"


def _tables() -> Iterator[str]:
    for section in dict.fromkeys(_section(one) for one in entries()):
        yield f"## `{section}`"
        yield ""
        yield f"| {' | '.join(_COLUMNS)} |"
        yield "|" + "---|" * len(_COLUMNS)
        yield from (_row(one) for one in entries() if _section(one) == section)
        yield ""


def _section(entry: Entry) -> str:
    """Where in a file it stands: what comes before the name of the number itself."""
    table, _, rest = entry.key.partition(".")
    return {"mechanisms": "[mechanisms]", "networks": "[networks]", "threats": "[threats.TYPE]"}.get(
        table, f"[{table}.{rest.partition('.')[0]}]" if not table.startswith("shocks") else "[[shocks]]"
    )


def _row(entry: Entry) -> str:
    known = entry.known
    cells = (
        f"`{entry.key}`",
        f"{known.default:g}",
        "" if known.range is None else f"{known.range[0]:g} to {known.range[1]:g}",
        f"{known.bounds[0]:g} to {known.bounds[1]:g}",
        known.unit,
        known.grade,
        known.means,
        known.source,
    )
    return f"| {' | '.join(cells)} |"


def _sources() -> Iterator[str]:
    yield from (f"- **{name}**: {full}" for name, full in sources().items())
