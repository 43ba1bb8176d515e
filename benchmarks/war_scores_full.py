"""Score the full model on wars that it has not seen: `python benchmarks/war_scores_full.py DIR` (needs `papertiger[bayes]`).

DIR holds your copy of BerkemeierFuhrmannRAP2018_0303.dta (see ``docs/base-rates.md``). Each of its 45 wars is left out in turn, twice: with the priors that ship, most of
which were estimated from this very file, and with priors that know nothing. Writes ``benchmarks/war-scores-full.json``.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from papertiger.reliability.full import shipped
from papertiger.reliability.full.unseen import foretell, untold
from papertiger.reliability.history.baselines import baselines
from papertiger.reliability.history.scoring import Scores, gain, leave_one_war_out
from papertiger.reliability.history.wars import read_wars

KEPT = Path(__file__).parent / "war-scores-full.json"
AGAINST = ("constant", "period", "period_obligation", "period_type")
PRIORS = {
    "shipped": (
        "the priors that ship: most were estimated from these cases, so that nothing is quite unseen",
        shipped(),
    ),
    "untold": ("means and effects N(0, 1.5): what was learnt is from the other wars alone", untold()),
}


def as_json(scores: Scores, words: str, seconds: float, others: dict[str, Scores]) -> dict[str, Any]:
    """Scores, and the gain in nats a case over each model that has to be beaten."""
    gains = {name: gain(scores, other) for name, other in others.items()}
    return {
        "words": words,
        "log": round(scores.log, 4),
        "brier": round(scores.brier, 4),
        "seconds": round(seconds),
        "gain_over": {
            name: {"nats": round(nats, 4), "low": round(spread.low, 4), "high": round(spread.high, 4)}
            for name, (nats, spread) in gains.items()
        },
    }


def main() -> int:
    """Score, prior by prior."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    cases, opened = read_wars(given.folder)
    known = baselines()
    others = {name: leave_one_war_out(cases, known[name].predict) for name in AGAINST}
    models: dict[str, Any] = {}
    for name, (words, priors) in PRIORS.items():
        begun = time.perf_counter()
        scores = leave_one_war_out(
            cases, foretell(priors, warmup=1000, draws=1000, seed=given.seed, target=0.97)
        )
        models[f"full, {name}"] = as_json(scores, words, time.perf_counter() - begun, others)
        sys.stderr.write(f"{name}: log {scores.log:.3f}, Brier {scores.brier:.3f}\n")
    kept = {
        "command": f"python benchmarks/war_scores_full.py DIR --seed {given.seed}",
        "data": {"file": opened.path.name, "sha256": opened.sha256},
        "cases": len(cases),
        "wars": len({case.war for case in cases}),
        "intervals": "90 %, wars drawn anew",
        "python": platform.python_version(),
        "numpyro": version("numpyro"),
        "against": {
            name: {"log": round(one.log, 4), "brier": round(one.brier, 4)} for name, one in others.items()
        },
        "models": models,
    }
    KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
