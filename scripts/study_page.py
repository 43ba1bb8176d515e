"""Write the figures of benchmarks/scenario.json into docs/scenario.md, between its two marks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "scenario.md"
FIGURES = ROOT / "benchmarks" / "scenario.json"
BEGIN, END = "<!-- figures: `python scripts/study_page.py` -->", "<!-- end of figures -->"
SYSTEMS = {
    "motive": ("motive", "motive preset: 1 patron, 6 clients, 84 months"),
    "1x20x120": ("20 clients", "1 patron, 20 clients, 120 months"),
}
CURVES = {
    "clients": "clients (1 patron, 84 months)",
    "months": "months (1 patron, 6 clients)",
    "patrons": "patrons (12 clients, every third with two of them; 84 months)",
    "runs": "runs (motive)",
}
HEAD = """| runs a second | engine | reference | Mesa 3.3.1 | engine over reference | engine over Mesa | engine on two cores | over Mesa on one |
|---|---|---|---|---|---|---|---|"""


def page(text: str, figures: dict[str, Any]) -> str:
    """The page with these figures; raises ValueError where it has lost its marks."""
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    parts = (part(figures) for part in (_means, _ratios, _memory, _study, _curves, _blocks))
    return before + BEGIN + "\n" + "\n\n".join(parts) + "\n" + END + after


def _means(figures: dict[str, Any]) -> str:
    found = figures["agreement"]
    away = [abs(row[2]) for system in found["alike"].values() for row in system.values()]
    return (
        f"Mesa and the engine: {len(found['same'])} systems and ways to run them under the same random numbers, all figures of all runs equal to {max(found['same'].values()):.0e}; "
        f"with random numbers of its own, {len(away)} means, the furthest {max(away):.1f} standard errors away."
    )


def _ratios(figures: dict[str, Any]) -> str:
    rows = [HEAD]
    for key, (_, name) in SYSTEMS.items():
        found = figures["ratios"][key]
        rate, over = found["runs_per_second"], found["one_core_over"]
        two = found["two_cores_over_one_core_of"]["mesa"]
        cells = (
            *(_number(rate[who]) for who in ("engine", "reference", "mesa")),
            *(f"{over[who]:.0f} ×" for who in over),
        )
        rows.append(f"| {name} | {' | '.join(cells)} | {_number(rate['engine_two'])} | {two:.0f} × |")
    return "\n".join(rows)


def _memory(figures: dict[str, Any]) -> str:
    parts = []
    for key, (name, _) in SYSTEMS.items():
        peak = {who: f"{megabytes:.0f}" for who, megabytes in figures["ratios"][key]["peak_mb"].items()}
        parts.append(
            f"{name}: engine {peak['engine']} MB, with two workers {peak['engine_two']} (pages that they share counted twice), reference {peak['reference']}, Mesa {peak['mesa']}"
        )
    return f"Peak memory of a process, libraries included: {'; '.join(parts)}."


def _study(figures: dict[str, Any]) -> str:
    took, start = figures["study"], figures["start"]
    runs = took["2 workers"]["runs"]
    return (
        f"5,000 runs × 4 learning models × 2 policies of the motive preset ({runs:,} runs), with spreads, stamps and comparison: **{took['2 workers']['seconds']:.0f} s** with two workers, "
        f"{took['1 workers']['seconds']:.0f} s with one. `papertiger simulate preset:motive --runs 100` from nothing to its output: {start['papertiger simulate --runs 100']:.1f} s "
        f"(`papertiger --help`: {start['papertiger --help']:.1f} s)."
    )


def _curves(figures: dict[str, Any]) -> str:
    lines = [f"- {name}: {_row(figures['cost_curves'][key])}" for key, name in CURVES.items()]
    return "Runs a second on one core, blocks of 500:\n\n" + "\n".join(lines)


def _blocks(figures: dict[str, Any]) -> str:
    lines = [f"- {name}: {_row(figures['block_curve'][key])}" for key, (name, _) in SYSTEMS.items()]
    return "By size of block (`--block`):\n\n" + "\n".join(lines)


def _row(curve: dict[str, Any]) -> str:
    return ", ".join(f"{int(size):,} → {_number(point['runs_per_second'])}" for size, point in curve.items())


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:g}"  # noqa: PLR2004 - three digits


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), json.loads(FIGURES.read_text())), encoding="utf-8")
    print(f"wrote {PAGE}")
