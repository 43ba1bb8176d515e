"""The figures of docs/scenario.md are those that were measured."""

from __future__ import annotations

import json

from study_page import FIGURES, PAGE, page


def test_the_page_has_the_measured_figures() -> None:
    text = PAGE.read_text(encoding="utf-8")

    assert text == page(text, json.loads(FIGURES.read_text())), "run `python scripts/study_page.py`"
