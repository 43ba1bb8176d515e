"""Scenario: logs of other ledgers are taken in one after the other, as `papertiger import` does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from breaking import adding
from breaking.adding import LEDGER, checkpoint_often
from breaking.trial import Scenario
from papertiger.ledger import Ledger
from papertiger.readers import Reading

SOURCE = "source.db"


def scenario(readings: Sequence[Reading]) -> Scenario:
    """Taking in one log an article of `readings`; the key of the article is printed once that is done."""

    def prepare(folder: Path) -> None:
        for one in readings:
            with Ledger.open(folder / SOURCE) as ledger:
                ledger.add(one)
                lines = "".join(f"{line}\n" for line in ledger.log_lines())
            (folder / f"{one.article.key}.jsonl").write_text(lines, encoding="utf-8")
            (folder / SOURCE).unlink()

    return Scenario("importing", "breaking.importing:work", prepare, adding.scenario(readings).check)


def work(folder: Path) -> None:
    """Take in the logs, and print the key of each article."""
    checkpoint_often()
    with Ledger.open(folder / LEDGER) as ledger:
        for path in sorted(folder.glob("*.jsonl")):
            ledger.take(path)
            print(path.stem, flush=True)
