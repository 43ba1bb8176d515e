"""Synthetic years with planted build-ups: what a watchlist finds, counting origins, and counting articles beside it (docs/warning-replay.md).

    python benchmarks/replay.py PART [--parts N]

The parts are kept apart in `benchmarks/replay.json`, for each takes minutes: ``list`` (the built-in list, all rules), ``articles``, ``strays``
(the rule `threats` of the same list, at the same part of the rate, where each article counts, or some reprints are not joined), ``volume`` (z-scores of
article counts), ``years`` (`threats` in more worlds).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.study import RATES, as_json, by_volume, described, study
from papertiger.warning.replay.world import world
from papertiger.warning.watchlists import load_watchlist

FIGURES = Path(__file__).with_suffix(".json")
STRAYS = (0.01, 0.05)
SEEDS = (2, 3)


def _list(parts: int) -> dict[str, Any]:
    return as_json(study(Plan(), load_watchlist(), RATES, "origins", _tell, parts=parts))


def _articles(parts: int) -> dict[str, Any]:
    """The rule `threats` only, for origins and for articles."""
    return {
        counting: as_json(
            study(Plan(), load_watchlist(), RATES, counting, _tell, only=("threats",), parts=parts)
        )
        for counting in ("origins", "articles")
    }


def _strays(parts: int) -> dict[str, Any]:
    return {
        f"{share:g}": as_json(
            study(
                Plan(), load_watchlist(), RATES, "strays", _tell, only=("threats",), parts=parts, strays=share
            )
        )
        for share in STRAYS
    }


def _volume(_: int) -> dict[str, Any]:
    made = world(Plan())
    kept = json.loads(FIGURES.read_text())["articles"]["origins"]["rates"]
    return {"world": described(made)} | by_volume(
        made, sorted({one["false_alarms"] for one in kept.values()})
    )


def _years(parts: int) -> dict[str, Any]:
    return {
        str(seed): as_json(
            study(Plan(seed=seed), load_watchlist(), RATES, "origins", _tell, only=("threats",), parts=parts)
        )
        for seed in SEEDS
    }


def _tell(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


PARTS = {"list": _list, "articles": _articles, "strays": _strays, "volume": _volume, "years": _years}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--parts", type=int, default=1, help="processes, each with a part of the evenings")
    given = parser.parse_args()
    found = PARTS[given.part](given.parts)
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    kept |= {"how": "python benchmarks/replay.py PART", given.part: found}
    FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
