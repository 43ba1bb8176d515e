"""Write docs/schema.md from the tables of the code."""

from __future__ import annotations

from pathlib import Path

from papertiger.ledger.schema.page import schema_page

PAGE = Path(__file__).parents[1] / "docs" / "schema.md"

if __name__ == "__main__":
    PAGE.write_text(schema_page(), encoding="utf-8")
    print(f"wrote {PAGE}")
