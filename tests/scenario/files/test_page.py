"""The page of parameters is what the tables say."""

from __future__ import annotations

from pathlib import Path

from papertiger.scenario.files.page import parameters_page, sources
from papertiger.scenario.files.table import entries

PAGE = Path(__file__).parents[3] / "docs" / "scenario-parameters.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == parameters_page(), "run `python scripts/parameters_page.py`"


def test_every_source_is_given_in_full() -> None:
    assert {one.known.source for one in entries()} == set(sources())
