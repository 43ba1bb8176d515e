"""Logs that were changed and sealed anew, as somebody does who wants the change to pass."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from papertiger.ledger.lines import compact
from papertiger.ledger.schema import EVIDENCE
from papertiger.ledger.writing import FIRST_CHAIN, chained, digest_of

Change = Callable[[dict[str, Any]], None]


def sealed(lines: Iterable[str]) -> list[str]:
    """The lines of a log with digests, chain and header that fit them."""
    made: list[str] = []
    chain, entries = FIRST_CHAIN, 0
    head, hashes = "", dict[str, Any]()
    for line in list(lines)[1:]:
        table = json.loads(line)["table"]
        if table == "entries":
            head, hashes = line, {}
        elif table == "custody":
            digest = digest_of(head, {name: h.hexdigest() for name, h in hashes.items()})
            chain, entries = chained(chain, digest), entries + 1
            found = json.loads(line)
            made.append(
                compact({"table": "custody", "entry": found["entry"], "digest": digest, "chain": chain})
            )
            continue
        else:
            hashes.setdefault(str(table), hashlib.sha256()).update(line.encode() + b"\n")
        made.append(line)
    return [header(entries, chain), *made]


def header(entries: int, chain: str) -> str:
    """The first line of a log."""
    from papertiger.ledger.transfer.blocks import header as first  # noqa: PLC0415 - only where there is such a package

    return first(entries, chain)


def changed(lines: Iterable[str], table: str, change: Change, which: int = 0) -> list[str]:
    """The log with one row of a table changed, sealed anew."""
    made, number = [], 0
    for line in lines:
        found = json.loads(line)
        if found.get("table") == table:
            if number == which:
                change(found)
                line = compact(_ordered(found))  # noqa: PLW2901 - the line that is made
            number += 1
        made.append(line)
    return sealed(made)


def _ordered(found: dict[str, Any]) -> dict[str, Any]:
    """Fields as ledgers order them, those that no ledger has last."""
    evidence = EVIDENCE.get(found["table"]) if isinstance(found["table"], str) else None
    order = ["table", *(evidence.columns if evidence else ())]
    return {name: found[name] for name in [*order, *found] if name in found}


def numbered(lines: Sequence[str]) -> Iterable[tuple[int, str]]:
    """Lines as an import takes them."""
    return iter(enumerate(lines, start=1))
