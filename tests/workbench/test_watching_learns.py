"""What came of warnings that a ledger holds corrects the probability of the next."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from papertiger.report.warnings import told
from papertiger.settings import Settings
from papertiger.warning.watchlists import parse_watchlist
from papertiger.workbench.workbench import Workbench

LAST = date(2026, 3, 1)
THREATS = parse_watchlist(
    'schema = 1\nid = "t"\nname = "T"\nfalse_alarms_per_year = 6\n[[watch]]\nid = "threats"\nrule = "threats"\nhorizon_days = 30\n'
)
EARLIER = ("Poland", "Estonia", "Latvia", "Finland", "Norway", "Sweden")
TOLD = [
    *((240 - 4 * number, f"Russia threatened to attack {state}.") for number, state in enumerate(EARLIER)),
    (230, "Russian forces attacked Poland."),
    (62, "Iran threatened to strike Israel."),
    (61, "Tehran has threatened an attack on Israel."),
    (50, "Iran attacked Israel."),
    (3, "Turkey threatened to strike Greece."),
    (2, "Ankara has threatened an attack on Greece."),
    *((before, "The weather was mild.") for before in range(0, 250, 3)),
]


@pytest.fixture
def bench(tmp_path: Path) -> Workbench:
    lines = [
        {
            "url": f"https://gazette{number}.example/{number}",
            "outlet": f"Gazette {number}",
            "published": (LAST - timedelta(days=before)).isoformat(),
            "language": "en",
            "title": f"Paper number {number}",
            "text": f"{sentence}\n\nMarkets in town number {number} stayed open until nine in the evening.",
        }
        for number, (before, sentence) in enumerate(TOLD)
    ]
    file = tmp_path / "told.jsonl"
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    bench = Workbench(Settings(ledger=str(tmp_path / "a.ledger")))
    bench.read([file])
    return bench


def test_a_hit_raises_the_probability_of_the_next_warning_and_is_told(bench: Workbench) -> None:
    (first,) = bench.watch(THREATS, as_of=LAST - timedelta(days=60)).warnings
    (next_,) = bench.watch(THREATS, as_of=LAST).warnings

    before, after = (one.body["finding"] for one in (first, next_))
    assert (before["about"], after["about"]) == (["IRN", "ISR"], ["TUR", "GRC"])
    assert (before["reason"]["warnings_resolved"], before["reason"]["record_probability"]) == (
        0,
        pytest.approx(before["probability"]),
    )
    assert (after["reason"]["warnings_resolved"], after["reason"]["warnings_followed"]) == (1, 1)
    assert 1 > after["probability"] > after["reason"]["record_probability"] > after["base_rate"]
    assert "earlier warnings" not in told(first.body, "en").hit
    assert "1 of 1 came true" in told(next_.body, "en").hit
