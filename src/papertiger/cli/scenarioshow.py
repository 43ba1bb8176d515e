"""How ``papertiger scenario`` shows the table of parameters, the presets and what stands in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

from papertiger.report.visible import counted, one_line
from papertiger.scenario.files import preset, presets, text_of_file
from papertiger.scenario.files.reading import PREFIX
from papertiger.scenario.files.table import entries
from papertiger.scenario.terms import Scenario


def parameter_lines() -> Iterator[str]:
    """Every number of the model, one a line, in columns."""
    rows = [
        (
            one.key,
            f"{one.known.default:g}",
            f"[{one.known.range[0]:g}, {one.known.range[1]:g}]" if one.known.range else "",
            one.known.unit,
            one.known.grade,
            f"{one.known.means} ({one.known.source})",
        )
        for one in entries()
    ]
    titles = ("key", "default", "range", "unit", "grade", "meaning (source)")
    wide = [max(len(row[n]) for row in (titles, *rows)) for n in range(len(titles) - 1)]
    for row in (titles, *rows):
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, wide, strict=False)), row[-1]])


def parameters_json() -> list[dict[str, Any]]:
    """The same for programs."""
    return [{"key": one.key, "name": one.name, **one.known.model_dump(exclude={"axes"})} for one in entries()]


def scenario_lines(made: Scenario) -> Iterator[str]:
    """What a scenario is, what is uncertain in it by grade, and its warnings."""
    structure = made.structure
    yield one_line(f"{made.name}: {made.banner}")
    yield ""
    yield f"patrons   {', '.join(structure.patrons)}"
    yield f"clients   {', '.join(structure.clients)}"
    yield f"length    {structure.months} months in {structure.steps} steps"
    yield f"learning  {', '.join(made.learning)}"
    yield f"policies  {one_line('; '.join(policy.name for policy in made.policies))}"
    yield f"runs      {made.runs:,} from seed {made.seed}"
    yield f"digest    {made.digest}"
    yield ""
    yield f"uncertain numbers  {len(made.factors):>4}  of which stated here  {sum(f.stated for f in made.factors)}"
    yield f"certain numbers    {len(made.fixed):>4}"
    yield ""
    yield "grade  uncertain  certain"
    for grade, (uncertain, certain) in _grades(made).items():
        yield f"{grade:5}  {uncertain:>9}  {certain:>7}"
    if made.warnings:
        yield ""
    yield from (one_line(f"warning: {one}") for one in made.warnings)


def scenario_json(made: Scenario) -> dict[str, Any]:
    """The same for programs, with every number."""
    return {
        "valid": True,
        "name": made.name,
        "banner": made.banner,
        "digest": made.digest,
        "patrons": made.structure.patrons,
        "clients": made.structure.clients,
        "months": made.structure.months,
        "step": made.structure.step,
        "learning": made.learning,
        "allocation": made.allocation,
        "policies": [policy.name for policy in made.policies],
        "runs": made.runs,
        "seed": made.seed,
        "sources": made.sources,
        "warnings": made.warnings,
        "grades": {
            grade: {"uncertain": uncertain, "certain": certain}
            for grade, (uncertain, certain) in _grades(made).items()
        },
        "uncertain": [
            {
                "key": factor.key,
                "distribution": factor.distribution.words,
                "unit": factor.unit,
                "grade": factor.grade,
                "source": factor.source,
                "stated": factor.stated,
            }
            for factor in made.factors
        ],
        "certain": [{"key": key, "value": value, "grade": grade} for key, value, grade in made.fixed],
    }


def _grades(made: Scenario) -> dict[str, tuple[int, int]]:
    uncertain = Counter(factor.grade for factor in made.factors)
    certain = Counter(grade for _, _, grade in made.fixed)
    return {grade: (uncertain[grade], certain[grade]) for grade in ("D", "L", "J", "S")}


def preset_lines() -> Iterator[str]:
    """Each preset's address, name and what its file says of it first."""
    for one in presets_json():
        made = counted(one["clients"], "client")
        yield f"{one['file']}"
        yield f"    {one['name']}: {counted(one['patrons'], 'patron')}, {made}, {one['months']} months; {one['banner']}"
        yield f"    {one['about']}"


def presets_json() -> list[dict[str, Any]]:
    """The same for programs."""
    return [_preset(name) for name in presets()]


def _preset(name: str) -> dict[str, Any]:
    file, made = PREFIX + name, preset(name)
    first = takewhile(lambda line: line.strip("# "), text_of_file(file).splitlines())
    return {
        "file": file,
        "name": made.name,
        "banner": made.banner,
        "about": " ".join(line.strip("# ") for line in first),
        "patrons": len(made.structure.patrons),
        "clients": len(made.structure.clients),
        "months": made.structure.months,
        "policies": [policy.name for policy in made.policies],
    }
