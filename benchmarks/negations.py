"""How often a translation is told to lose or gain a negation: `python benchmarks/negations.py > benchmarks/negations.json`. Half a minute.

Our training statements, each written in three languages by itself, stand for translations: freer than a machine's, so that the share that is
doubted wrongly is high. A translation that turns a statement round by other means than a negating word is not noticed and not counted here.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from papertiger.readers.llm.evidence import negations

FILES = sorted((Path(__file__).parents[1] / "training" / "sentences").glob("*.yaml"))


def main() -> None:
    """Print one JSON object."""
    items = [item for path in FILES for item in yaml.safe_load(path.read_text(encoding="utf-8"))["sentences"]]
    result: dict[str, Any] = {
        "how": "benchmarks/negations.py",
        "statements": len(items),
        "definitions": {
            "doubted": "share of statements of which one side negates and the other does not",
            "both": "share of which both negate: that the second loses its negating words, as a bad translation may, is noticed",
        },
        "pairs": {},
    }
    for one, other in combinations(("en", "uk", "ru"), 2):
        sides = [(bool(negations(item[one], one)), bool(negations(item[other], other))) for item in items]
        result["pairs"][f"{one}-{other}"] = {
            "doubted": round(sum(a != b for a, b in sides) / len(items), 3),
            "both": round(sum(a and b for a, b in sides) / len(items), 3),
        }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
