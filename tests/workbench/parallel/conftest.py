"""Archives of small texts, a reader that dies when it is told to, and what a ledger holds whoever read it."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import mortal
import pytest

from papertiger.settings import Settings

Rows = Callable[[Sequence[str]], Path]


@pytest.fixture
def rows(tmp_path: Path) -> Rows:
    """Writes a file of rows with these texts."""

    def write(texts: Sequence[str]) -> Path:
        path = tmp_path / "rows.jsonl"
        lines = [json.dumps({"text": text, "outlet": "Gazette", "published": "2026-01-14"}) for text in texts]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A ledger of its own, and the mortal reader, which fingerprints nothing."""
    monkeypatch.syspath_prepend(str(mortal.install(tmp_path / "installed")))
    monkeypatch.setattr("papertiger.workbench.reading.join", lambda _: 0)
    return Settings(ledger=str(tmp_path / "own.ledger"), reader=mortal.NAME)
