"""Measure assessments in a large ledger: the first of a patron, which makes its cases, and later ones.

    python benchmarks/ledger.py --keep FOLDER 1000000     # makes FOLDER/large.ledger
    python benchmarks/assessing.py FOLDER/large.ledger FRA USA > benchmarks/assessing.json

A patron that was assessed in that ledger before has no first time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from claims.measuring import percentile

from papertiger import __version__
from papertiger.ledger import Ledger
from papertiger.reliability.assessing import Question
from papertiger.workbench.assessing import assessed
from papertiger.workbench.opening import open_to_assess

TIMES = 10
"""Repetitions of each question after the first."""
DEFINITIONS = {
    "first": "seconds of wall time of the first assessment of the patron in that ledger, with making its cases; one process, nothing else loaded before",
    "again": "seconds of wall time of the same question again inside a running program: median and slowest of the repetitions",
    "narrowed": "the same for the question narrowed to the client with most responses",
    "command": "seconds of wall time of `papertiger assess PATRON` as a command, its start included: median and slowest",
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("ledger", type=Path)
    parser.add_argument("patrons", nargs="+")
    asked = parser.parse_args()
    with Ledger.open(asked.ledger, create=False) as ledger:
        counts = ledger.counts()
    found = {"how": "benchmarks/assessing.py", "papertiger": __version__, "definitions": DEFINITIONS}
    found |= {"claims": counts.claims, "articles": counts.articles}
    found["patrons"] = {patron: measured(asked.ledger, patron) for patron in asked.patrons}
    sys.stdout.write(json.dumps(found, indent=1) + "\n")


def measured(place: Path, patron: str) -> dict[str, Any]:
    """The figures of one patron."""
    question = Question(patron)
    with open_to_assess(str(place)) as opened:
        before = opened.ledger.assessments(patron)
        began = time.perf_counter()
        answer = assessed(opened, question, whole=False)
        first = time.perf_counter() - began
        again = [timed(lambda: assessed(opened, question, whole=False)) for _ in range(TIMES)]
        group = max(answer.groups, key=lambda one: one.responses)
        client = max((p for p in group.parts if p.by == "client"), key=lambda p: p.tests).value
        narrow = Question(patron, None, client)
        narrowed = [timed(lambda: assessed(opened, narrow, whole=False)) for _ in range(TIMES)]
    command = [sys.executable, "-m", "papertiger", "assess", patron, "--ledger", str(place)]
    whole = [
        timed(lambda: subprocess.run(command, stdout=subprocess.DEVNULL, check=True))  # noqa: S603 - our own program
        for _ in range(TIMES)
    ]
    return {
        "responses": sum(one.responses for one in answer.groups),
        "tests": sum(one.tests for one in answer.groups),
        "origins": sum(one.origins for one in answer.groups),
        "first": None if before else round(first, 1),
        "again": summed(again),
        "narrowed": summed(narrowed),
        "command": summed(whole),
    }


def timed(work: Any) -> float:  # noqa: ANN401 - a call
    """Seconds of wall time."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def summed(seconds: list[float]) -> dict[str, float]:
    """Median and slowest."""
    return {"p50": round(percentile(seconds, 50), 2), "max": round(max(seconds), 2)}


if __name__ == "__main__":
    main()
