"""What a model could get past the checks: `python benchmarks/proposals.py > benchmarks/proposals.json`. Three minutes on one core.

Every claim that can be proposed about a sentence of the gold for development, each predicate of each two sides that it names, is proposed,
and held to the sentence as an answer is. Nothing of the checks was learnt from these sentences; frames, whose words and trees the checks
use, were written with them at hand.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from everything import DEFINITIONS, WRONG, tally

from papertiger.evaluation import load_gold

FILES = sorted((Path(__file__).parents[1] / "tests" / "gold" / "sentences" / "dev").glob("*.yaml"))


def main() -> None:
    """Print one JSON object."""
    result: dict[str, Any] = {"how": "benchmarks/proposals.py", "definitions": DEFINITIONS, "languages": {}}
    for path in FILES:
        gold = load_gold(path)
        found = tally(gold, gold.sentences)
        result["languages"][gold.language] = {
            "sentences": len(gold.sentences),
            "right that stand": round(found.share("right"), 3),
            "wrong that stand": round(found.share(*WRONG), 3),
            "kinds": found.figures(),
        }
    sys.stdout.write(json.dumps(result, indent=1) + "\n")


if __name__ == "__main__":
    main()
