"""A warning and a collection log in a ledger of the samples: threats announced before they are carried out, and three sources."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from papertiger.ledger.looked import Look
from papertiger.settings import Settings
from papertiger.warning.watchlists import parse_watchlist
from papertiger.workbench.workbench import Workbench

DAY: Final = date(2026, 8, 13)
"""The last day with a threat before the samples' abduction."""
SOURCE: Final = "dispatch"
"""A source that answered, and does so no more."""
THREATS: Final = parse_watchlist(
    'schema = 1\nid = "horn"\nname = "Horn of Africa"\nfalse_alarms_per_year = 2\n[[watch]]\nid = "threats"\nrule = "threats"\nwhom = ["ERI"]\n'
)


def fill(place: Path) -> str:
    """Store the warning and the looks; the id of the warning."""
    with Workbench(Settings(ledger=str(place))) as bench:
        (one,) = bench.watch(THREATS, as_of=DAY).warnings
        bench.ledger.look(*_looks(datetime.now(UTC)))
    return one.id


def _looks(now: datetime) -> list[Look]:
    made = []
    for back in range(6, -1, -1):
        at = (now - timedelta(days=back, minutes=5)).isoformat()
        problem = "the server answers 503" if back < 4 else None
        made += [
            Look(
                "harbour", "feed", "https://harbour.example/rss", at, "Harbour Post", listed=9, fresh=back % 3
            ),
            Look(
                SOURCE,
                "feed",
                "https://dispatch.example/rss",
                at,
                status=503 if problem else 200,
                headers={":kind": "status"} if problem else {},
                problem=problem,
            ),
            Look(
                "mistyped",
                "sitemap",
                "https://dead.example/map.xml",
                at,
                problem="no such host",
                cure="check it",
            ),
        ]
    return made
