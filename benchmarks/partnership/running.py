"""Run the Mesa model from a folder that `exchange.py` wrote, and print what each run came to, time and memory as JSON.

    python running.py FOLDER --runs 200 [--learning L3] [--given]

With `--given` it meets the engine's random numbers (`draws.npz`) instead of its own.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import mesa
from chances import read_given
from memory import peak_mb
from model import PartnershipModel
from system import System


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, required=True)
    parser.add_argument("--learning", default="L3")
    parser.add_argument("--allocation", default="waterfill")
    parser.add_argument("--given", action="store_true")
    asked = parser.parse_args()
    system = System.read(asked.folder)
    wall, cpu = time.perf_counter(), time.process_time()
    ends = [_run(system, run, asked) for run in range(asked.runs)]
    found: dict[str, Any] = {"mesa": mesa.__version__, "runs": asked.runs}
    found |= {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
    found["peak_mb"] = round(peak_mb(), 1)
    found["each"] = {key: [end[key] for end in ends] for key in ends[0]}
    sys.stdout.write(json.dumps(found) + "\n")


def _run(system: System, run: int, asked: argparse.Namespace) -> dict[str, float]:
    chances = read_given(asked.folder / "draws.npz", run) if asked.given else None
    model = PartnershipModel(
        system.fixed,
        system.numbers(run),
        learning=asked.learning,
        allocation=asked.allocation,
        seed=run,
        chances=chances,
    )
    for _ in range(system.fixed.steps):
        model.step()
    return model.ends()


if __name__ == "__main__":
    main()
