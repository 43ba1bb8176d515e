"""The page on warnings says what the rules say, and its watchlist is one."""

from __future__ import annotations

from pathlib import Path

from papertiger.warning.watchlists import parse_watchlist
from warnings_page import PAGE, page_with, rules_text

README = Path(__file__).parents[3] / "README.md"


def test_the_page_has_the_rules_own_words() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page_with(rules_text(), page) == page, "run scripts/warnings_page.py"


def test_the_page_shows_a_watchlist_that_is_one() -> None:
    _, _, rest = PAGE.read_text(encoding="utf-8").partition("```toml\n")
    found = parse_watchlist(rest.partition("```")[0])
    assert [found.per_year(watch) for watch in found.watches] == [2 / 3, 4 / 3]


def test_the_readme_leads_there() -> None:
    assert "docs/warnings.md" in README.read_text(encoding="utf-8")
