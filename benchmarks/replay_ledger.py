"""A small replay from end to end: texts in three languages are read, joined by the lineage, stored, and watched day by day.

    python benchmarks/replay_ledger.py        writes benchmarks/replay-ledger.json

What is planted in the texts (`replayed/sentences.yaml`) is held against what the reader, the lineage and `papertiger watch` make of them.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from replayed.composing import DAYS, FORCE, RISE, START, STORM, Composed, composed

FIGURES = Path(__file__).with_name("replay-ledger.json")
SINCE = 60
"""Number of the first day of the watch."""
_PARTIES = {
    "rising": ("NZL", "ISL"),
    "storm": ("PRT", "MNG"),
    "talker": ("JAM", "NOR"),
    "force": ("NZL", "ISL"),
}


def run() -> dict[str, Any]:
    """Compose, read, watch, compare."""
    texts = composed()
    with tempfile.TemporaryDirectory() as folder:
        source, ledger = Path(folder) / "texts.jsonl", Path(folder) / "replay.ledger"
        source.write_text("".join(json.dumps(one.row, ensure_ascii=False) + "\n" for one in texts))
        _papertiger("read", "--ledger", str(ledger), str(source))
        claims = json.loads(_papertiger("claims", "--ledger", str(ledger), "--format", "json"))
        day = {number: (START + timedelta(days=number)).isoformat() for number in (SINCE, DAYS)}
        given = ("--since", day[SINCE], "--as-of", day[DAYS], "--format", "json")
        warned = json.loads(_papertiger("watch", "--ledger", str(ledger), *given))
    return compared(texts, claims, warned)


def compared(
    texts: list[Composed], claims: list[dict[str, Any]], warned: list[dict[str, Any]]
) -> dict[str, Any]:
    """What was planted beside what was read and warned of."""
    return {
        "how": "python benchmarks/replay_ledger.py",
        "articles": len(texts),
        "languages": _numbers(one.row["language"] for one in texts),
        "planted": {story: _read(story, texts, claims) for story in _PARTIES},
        "days": {"rise": list(RISE), "force": FORCE, "storm": STORM, "watch": [SINCE, DAYS]},
        "warnings": [_warning(one) for one in warned],
    }


def _read(story: str, texts: list[Composed], claims: list[dict[str, Any]]) -> dict[str, int]:
    """Sentences planted and read, families and origins found."""
    wanted = "ASSAULT" if story == "force" else "THREATEN"
    mine = [one for one in texts if one.story == story]
    found = [
        one
        for one in claims
        if one["predicate"] == wanted and (one["subject_state"], one["object_state"]) == _PARTIES[story]
    ]
    return {
        "articles": len(mine),
        "articles_read": len({one["article"]["url"] for one in found}),
        "true_origins": len({one.family for one in mine}),
        "origins_found": len({one["origin"] for one in found}),
    }


def _warning(one: dict[str, Any]) -> dict[str, Any]:
    found = one["body"]["finding"] if "body" in one else one
    return {
        "rule": found["rule"],
        "about": found["about"],
        "day": found["day"],
        "before_force": FORCE - (_date(found["day"]) - START).days,
        "origins": len(found["indications"]),
    }


def _date(text: str) -> Any:  # noqa: ANN401 - a date
    from datetime import date  # noqa: PLC0415 - only here

    return date.fromisoformat(text)


def _numbers(values: Any) -> dict[str, int]:  # noqa: ANN401 - any iterable of names
    found: dict[str, int] = defaultdict(int)
    for one in values:
        found[one] += 1
    return dict(sorted(found.items()))


def _papertiger(*arguments: str) -> str:
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "papertiger", *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout


if __name__ == "__main__":
    FIGURES.write_text(json.dumps(run(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
