"""How fast the partnership model runs: engine against the reference in plain Python and against a Mesa model, cost curves, a whole study.

    python benchmarks/scenario.py > benchmarks/scenario.json       # half an hour on two idle cores; `make study`
    python benchmarks/scenario.py --quick                          # some minutes, rough

The Mesa model (`benchmarks/partnership`) lives in an environment of its own (`.venv-mesa`, made when absent), for the project does not depend on
Mesa. Before anything is timed, the three are held against each other: with the same random numbers every figure of every run agrees, with their own all
means do. Programs take turns, and the least of the repeats counts, so that a busy machine does not decide; ratios on one core are of CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "partnership"))

from agreement import alike, mesa, same  # noqa: E402 - after the path
from exchange import hand_over  # noqa: E402
from systems import inputs, named  # noqa: E402

from papertiger import __version__  # noqa: E402

MESA = "mesa==3.3.1"
"""The last that runs on Python 3.11."""
RATIOS = ("motive", "1x20x120")
DEFINITIONS = {
    "runs_per_second": "runs of one learning model (L3) under the baseline, uncertain numbers drawn anew for each run, all figures recorded, nothing summed up",
    "one_core": "over CPU seconds of one process: least of the repeats, programs in turn",
    "two_cores": "over wall seconds of two worker processes that are up already: least of the repeats",
    "peak_mb": "largest resident memory of the process, imports included; with workers, its own and the largest worker's",
    "same": "largest difference of any count or mean of any run under the same random numbers, by system, learning model and rule of allocation",
    "alike": "by system and figure: the engine's mean, Mesa's mean with its own random numbers, difference in standard errors",
    "study": "wall seconds of runs x 4 learning models x 2 policies, summed up with spreads and what drives them, on two cores",
    "start": "wall seconds of the command, its start and its output included: least of the repeats",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs and repeats")
    parser.add_argument("--mesa", type=Path, help="Python of an environment that has Mesa and NumPy")
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=list(PARTS))
    asked = parser.parse_args()
    os.environ |= {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    python = asked.mesa or mesa_python(HERE.parent / ".venv-mesa")
    found: dict[str, Any] = {"how": "benchmarks/scenario.py", "papertiger": __version__, "mesa": MESA}
    found |= {"python": platform.python_version(), "cores": os.cpu_count(), "definitions": DEFINITIONS}
    found |= {part: PARTS[part](python, asked.quick) for part in asked.only}
    lines = re.sub(
        r"\[\s+([^\[\]{}]*?)\s+\]", lambda row: f"[{' '.join(row[1].split())}]", json.dumps(found, indent=1)
    )
    sys.stdout.write(lines + "\n")


def mesa_python(folder: Path) -> Path:
    """The Python of Mesa's environment, made when absent."""
    python = folder / "bin" / "python"
    if not python.exists():
        _run(sys.executable, "-m", "venv", str(folder))
        _run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", MESA)
    return python


def agreement(python: Path, quick: bool) -> dict[str, Any]:
    """Hold the programs against each other."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        return {
            "same": same(python, place, 5 if quick else 20),
            "alike": alike(python, place, 60 if quick else 400),
        }


def ratios(python: Path, quick: bool) -> dict[str, Any]:
    """Engine, reference and Mesa in turn, on one core and on two."""
    return {name: _ratio(name, python, quick) for name in RATIOS}


def _ratio(name: str, python: Path, quick: bool) -> dict[str, Any]:
    repeats, large = (2, 20) if quick else (5, 20)
    few = max(4, (30 if quick else 60) * 6 // (large if name != "motive" else 6))
    many = 1000 if quick else 4000
    turns: dict[str, list[dict[str, Any]]] = {"engine": [], "engine_two": [], "reference": [], "mesa": []}
    with tempfile.TemporaryDirectory() as folder:
        scenario = named(name)
        hand_over(Path(folder), scenario.structure, inputs(scenario, few))
        for _ in range(repeats):
            turns["engine"].append(measured("engine", name, runs=many) | {"runs": many})
            turns["engine_two"].append(
                measured("engine", name, runs=2 * many, workers=2) | {"runs": 2 * many}
            )
            turns["reference"].append(measured("reference", name, runs=few, block=few) | {"runs": few})
            turns["mesa"].append(mesa(python, Path(folder), few))
    least = {
        who: min(one.get("cpu_seconds", one["seconds"]) / one["runs"] for one in ran)
        for who, ran in turns.items()
    }
    return {
        "runs_per_second": {who: float(f"{1 / seconds:.3g}") for who, seconds in least.items()},
        "peak_mb": {who: max(one["peak_mb"] for one in ran) for who, ran in turns.items()},
        "one_core_over": {who: round(least[who] / least["engine"], 1) for who in ("reference", "mesa")},
        "two_cores_over_one_core_of": {
            who: round(least[who] / least["engine_two"], 1) for who in ("reference", "mesa")
        },
    }


def block_curve(_: Path, quick: bool) -> dict[str, Any]:
    """Runs a second by size of block."""
    sizes = (100, 500, 1000, 2000) if quick else (50, 100, 250, 500, 1000, 2000, 4000)
    runs = 2000 if quick else 4000
    return {
        name: curve(
            sizes,
            lambda block, name=name: measured("engine", name, runs=runs, block=block, repeats=2),
            lambda _: runs,
        )
        for name in RATIOS
    }


def cost_curves(_: Path, quick: bool) -> dict[str, Any]:
    """Runs a second by runs, clients, months and patrons; blocks of 500 as the command uses them."""
    whole = 500 if quick else 2000
    axes: dict[str, tuple[Iterable[int], Callable[[int], str]]] = {
        "clients": ((2, 6, 20, 40) if quick else (2, 4, 6, 10, 20, 40), lambda n: f"1x{n}x84"),
        "months": ((24, 84, 240) if quick else (24, 48, 84, 120, 240), lambda n: f"1x6x{n}"),
        "patrons": ((1, 2, 3, 4), lambda n: f"{n}x12x84"),
    }
    found = {
        axis: curve(sizes, lambda n, of=of: measured("engine", of(n), runs=whole, repeats=2), lambda _: whole)
        for axis, (sizes, of) in axes.items()
    }
    counts = (500, 2000) if quick else (500, 1000, 2000, 5000, 10_000, 20_000)
    found["runs"] = curve(counts, lambda n: measured("engine", "motive", runs=n), lambda n: n)
    return found


def curve(
    sizes: Iterable[int], measure: Callable[[int], dict[str, Any]], runs: Callable[[int], int]
) -> dict[str, dict[str, float]]:
    """Size to runs a CPU second and peak memory."""
    found = {}
    for size in sizes:
        one = measure(size)
        rate = runs(size) / one["cpu_seconds"]
        found[str(size)] = {"runs_per_second": float(f"{rate:.3g}"), "peak_mb": one["peak_mb"]}
    return found


def study(_: Path, quick: bool) -> dict[str, Any]:
    """The motive preset: 5,000 runs x 4 learning models x 2 policies, on one core and on two."""
    runs = 500 if quick else 5000
    return {
        f"{workers} workers": measured("study", "motive", runs=runs, workers=workers) for workers in (2, 1)
    }


def start(_: Path, quick: bool) -> dict[str, float]:
    """Commands from a cold process."""
    program = str(Path(sys.executable).parent / "papertiger")
    commands = {
        "papertiger --help": (program, "--help"),
        "papertiger scenario validate": (program, "scenario", "validate", "preset:motive"),
        "papertiger simulate --runs 100": (
            program,
            "simulate",
            "preset:motive",
            "--runs",
            "100",
            "--format",
            "json",
        ),
    }
    return {
        name: round(min(_seconds(*command) for _ in range(2 if quick else 5)), 2)
        for name, command in commands.items()
    }


def measured(what: str, system: str, **flags: int) -> dict[str, Any]:
    """What `partnership/measuring.py` prints."""
    given = [part for flag, value in flags.items() for part in (f"--{flag}", str(value))]
    found: dict[str, Any] = json.loads(
        _run(sys.executable, str(HERE / "partnership" / "measuring.py"), what, system, *given)
    )
    return found


def _seconds(*command: str) -> float:
    began = time.perf_counter()
    _run(*command)
    return time.perf_counter() - began


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own programs
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return done.stdout


PARTS: dict[str, Callable[[Path, bool], dict[str, Any]]] = {
    "agreement": agreement,
    "ratios": ratios,
    "block_curve": block_curve,
    "cost_curves": cost_curves,
    "study": study,
    "start": start,
}

if __name__ == "__main__":
    main()
