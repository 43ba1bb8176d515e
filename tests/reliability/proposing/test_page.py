"""The documentation shows the rules in force."""

from __future__ import annotations

from pathlib import Path

from papertiger.reliability.proposing.page import BEGIN, END, between, tables
from papertiger.reliability.proposing.tables import rules

PAGE = Path(__file__).parents[3] / "docs" / "proposing.md"


def test_the_documentation_has_every_rule_as_it_is() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert between(text, tables()) == text, "run scripts/rules_page.py"
    assert all(f"| {rule.id} |" in text or f"`{rule.id}`" in text for rule in rules().all())


def test_only_what_stands_between_the_marks_is_written_anew() -> None:
    assert between(f"a\n{BEGIN}\nold\n{END}\nz", "new") == f"a\n{BEGIN}\n\nnew\n{END}\nz"
