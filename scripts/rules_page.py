"""Write the tables of docs/proposing.md from the rules."""

from __future__ import annotations

from pathlib import Path

from papertiger.reliability.proposing.page import between, tables

PAGE = Path(__file__).parents[1] / "docs" / "proposing.md"

if __name__ == "__main__":
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(between(text, tables()), encoding="utf-8")
    print(f"wrote {PAGE}")
