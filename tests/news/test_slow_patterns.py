"""No expression that sees a loaded text is slow on any string (threat 4: algorithmic blow-up)."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable

import pytest
from slowpatterns import LENGTH, Used, attacks, patterns_of, seconds

from papertiger.news.furniture import rules

ALLOWED = 1.0
"""Seconds for a string of 100,000 characters."""
PATTERNS = patterns_of("papertiger.news")
LATER = [used for stage in ("language", "actors", "events", "sourcing", "lineage") for used in patterns_of(f"papertiger.{stage}")]  # fmt: skip
"""Expressions of the stages that see the text after loading."""

pytestmark = pytest.mark.skipif(
    not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread(),
    reason="a match can be broken off by a signal only",
)


@pytest.mark.parametrize("used", [*PATTERNS, *LATER], ids=str)
def test_no_string_makes_an_expression_slow(used: Used) -> None:
    slow = [text[:40] for text in attacks(used.pattern) if seconds(used, text, ALLOWED) > ALLOWED]
    assert slow == []


def test_every_way_of_using_expressions_is_found() -> None:
    """Modules with expressions are all there; one that the search passed over would fail here."""
    assert len(PATTERNS) >= 50
    assert {used.module.rpartition(".")[2] for used in PATTERNS} >= {
        "addresses", "compose", "dates", "encodings", "fields", "foreignxml", "freeze", "furniture", "getting", "header", "lines", "markup", "page", "sniff",
    } - {"compose", "encodings"}  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "method"),
    [(r"(?:a+)+$", "match"), (r"\s+$", "search"), (r"(?:\w+\s?)*!", "match"), (r"\s*=\s*\"?\s*x", "search")],
)
def test_slow_expressions_are_told(pattern: str, method: str) -> None:
    used = Used("here", "pattern", re.compile(pattern), method)
    assert any(seconds(used, text, 0.3) > 0.3 for text in attacks(used.pattern))


UNITS = ("a", "я", " ", "a ", "Reuters ", "!", "1.", "http://a.b/", "- ", "Читайте також ", "© ")


@pytest.mark.parametrize("rule", [*rules().patterns, *{r.id: r for many in rules().by_word.values() for r in many}.values()], ids=lambda rule: rule.id)  # fmt: skip
def test_no_string_makes_a_rule_of_furniture_slow(rule: object) -> None:
    matches: Callable[[str, str], bool] = rule.matches  # type: ignore[attr-defined]
    for unit in UNITS:
        text = unit * (LENGTH // len(unit))
        began = time.process_time()
        matches(text, text)
        matches(f"{text}\x00", f"{text}\x00")
        assert time.process_time() - began < 2 * ALLOWED, unit
