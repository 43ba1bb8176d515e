"""Write docs/scenario-parameters.md from the tables of the model."""

from __future__ import annotations

from pathlib import Path

from papertiger.scenario.files.page import parameters_page

PAGE = Path(__file__).parents[1] / "docs" / "scenario-parameters.md"

if __name__ == "__main__":
    PAGE.write_text(parameters_page(), encoding="utf-8")
    print(f"wrote {PAGE}")
