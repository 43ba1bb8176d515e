"""Synthetic years with planted build-ups: what a watchlist finds, counting origins, and counting articles beside it (docs/warning-replay.md).

    python benchmarks/replay.py PART [--parts N]

The parts are kept apart in `benchmarks/replay.json`, for each takes minutes: ``list`` (the built-in list, all rules), ``articles``, ``strays``
(the rule `threats` of the same list, at the same part of the rate, where each article counts, or some reprints are not joined), ``volume`` (z-scores of
article counts), ``series`` (surprise on counts by pair, without a rule), ``years`` (`threats` in more worlds).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from papertiger.warning.rates import Chance
from papertiger.warning.replay.counting import with_strays, without_reprints
from papertiger.warning.replay.judging import judge, warnings
from papertiger.warning.replay.plan import Plan
from papertiger.warning.replay.study import RATES, as_json, by_volume, described, figures, study
from papertiger.warning.replay.volume import series
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
    kept = json.loads(FIGURES.read_text())["series"]["1"]["origins"]
    return {"world": described(made)} | by_volume(
        made, sorted({one["false_alarms"] for one in kept.values()})
    )


def _series(_: int) -> dict[str, Any]:
    """Surprise on threats a day by pair, without any rule around it: origins, articles, and reprints that are not joined, in three worlds."""
    found: dict[str, Any] = {}
    for seed in (1, *SEEDS):
        made = world(Plan(seed=seed))
        counted = {
            "origins": without_reprints(made),
            "articles": made,
            **{f"strays {share:g}": without_reprints(with_strays(made, share)) for share in STRAYS},
        }
        found[str(seed)] = {
            name: {
                f"{rate:g}": figures(made, judge(made, warnings(series(one, Chance(rate))))) for rate in RATES
            }
            for name, one in counted.items()
        }
        _tell(f"seed {seed}")
    return found


def _years(parts: int) -> dict[str, Any]:
    return {
        str(seed): as_json(
            study(Plan(seed=seed), load_watchlist(), RATES, "origins", _tell, only=("threats",), parts=parts)
        )
        for seed in SEEDS
    }


def _tell(words: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {words}\n")


PARTS = {
    "list": _list,
    "articles": _articles,
    "strays": _strays,
    "volume": _volume,
    "series": _series,
    "years": _years,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", choices=PARTS)
    parser.add_argument("--parts", type=int, default=1, help="processes, each with a part of the evenings")
    given = parser.parse_args()
    found = PARTS[given.part](given.parts)
    kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    kept |= {"how": "python benchmarks/replay.py PART", given.part: found}
    FIGURES.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
