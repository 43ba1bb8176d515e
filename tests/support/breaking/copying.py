"""Scenario: a ledger is copied by its own backup."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from breaking.adding import LEDGER, expect, sound
from breaking.trial import Scenario
from papertiger.ledger import Ledger
from papertiger.readers import Reading

COPY = f"copy-{LEDGER}"


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Copying a ledger that holds `readings`."""
    expected = {one.article.key: one for one in readings}

    def prepare(folder: Path) -> None:
        with Ledger.open(folder / LEDGER) as ledger:
            ledger.add_all(readings)

    def check(folder: Path, promised: Sequence[str], done: bool) -> None:
        places = [folder / LEDGER]
        if promised or done or (folder / COPY).exists():
            places.append(folder / COPY)
        for place in places:
            sound(place)
            with Ledger.open(place, create=False) as ledger:
                expect(ledger, expected, whole=True)
        assert not done or not list(folder.glob(".*.part*")), "a half copy was left behind"

    return Scenario("copying", "breaking.copying:work", prepare, check)


def work(folder: Path) -> None:
    """Copy the ledger, unless that is done, and say so."""
    if not (folder / COPY).exists():
        with Ledger.open(folder / LEDGER) as ledger:
            ledger.backup(folder / COPY)
    print("copied", flush=True)
