"""What a ledger holds, whoever stored it when and in which order."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from papertiger.ledger import Ledger

CHANGING = {"readings": ("id", "at"), "fetches": ("id", "at"), "claims": ("reading",), "joined": ("at",)}
"""Fields that hold when something was stored, or a name made from that. An archive's own moments stand in `headers` and texts."""


def content(place: Path) -> dict[str, dict[str, int | str]]:
    """Table → number of rows, and SHA-256 of all their lines, sorted."""
    found: dict[str, list[bytes]] = {}
    with Ledger.open(place, create=False) as ledger:
        for line in ledger.log_lines():
            row = json.loads(line)
            table = row.get("table")
            if table in {None, "entries", "custody"}:
                continue
            kept = {name: value for name, value in row.items() if name not in CHANGING.get(table, ())}
            found.setdefault(table, []).append(hashlib.sha256(json.dumps(kept).encode()).digest())
    return {
        table: {"rows": len(digests), "sha256": hashlib.sha256(b"".join(sorted(digests))).hexdigest()}
        for table, digests in sorted(found.items())
    }


def sound(place: Path) -> list[str]:
    """What the audit finds wrong."""
    with Ledger.open(place, create=False) as ledger:
        return [f"{one.name}: {one.wrong} findings" for one in ledger.audit() if one.wrong]
