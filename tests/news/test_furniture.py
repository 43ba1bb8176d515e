"""Furniture rules: what they catch and, above all, what they leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from papertiger.datafiles import load_table
from papertiger.news import furniture
from papertiger.news.lines import split_lines
from papertiger.news.tables import FurnitureRule, FurnitureTable

EXAMPLES = yaml.safe_load((Path(__file__).parent / "furniture_examples.yaml").read_text("utf-8"))
TABLE = load_table(Path(furniture.__file__).parent / "data" / "furniture.yaml", FurnitureTable)
CASES = [
    (rule, verdict, line)
    for rule, languages in EXAMPLES.items()
    for verdicts in languages.values()
    for verdict, lines in verdicts.items()
    for line in lines
]
BODY = "Союзники чекали на обіцяну допомогу кілька місяців, проте, за словами чиновників, техніки так і не приїхали до столиці, а радари мовчали аж до кінця тієї довгої ночі."


@pytest.mark.parametrize(("rule", "verdict", "line"), CASES)
def test_a_line_is_furniture_only_by_its_own_rule(rule: str, verdict: str, line: str) -> None:
    found = furniture.rule_of(line)

    assert (found is not None) == (verdict == "yes"), found
    if found is not None:
        # `Читайте також` alone is the tail that also opens a line.
        assert found.id == rule or {found.id, rule} == {"read_also", "read_also_tail"}


@pytest.mark.parametrize("rule", TABLE.rules, ids=lambda rule: rule.id)
def test_every_rule_has_three_examples_and_counter_examples_in_each_language(rule: FurnitureRule) -> None:
    languages = [name for name in ("uk", "ru", "en", "any") if getattr(rule, name)]

    assert languages
    for language in languages:
        assert all(len(EXAMPLES[rule.id][language][verdict]) >= 3 for verdict in ("yes", "no")), language


def _kept(*lines: str) -> list[str]:
    parts = list(split_lines("\n\n".join(lines)))
    found = furniture.furniture_of(parts)
    return [line.text for i, line in enumerate(parts) if i not in found]


def test_everything_after_a_tail_goes() -> None:
    assert _kept(BODY, BODY, "Вас також можуть зацікавити новини:", "Порт закрито", "Флот пішов.") == [
        BODY,
        BODY,
    ]


def test_a_tail_in_mid_article_takes_only_the_teasers_below_it() -> None:
    kept = _kept(BODY, "Новини за темою", "Флот залишив порт після довгих переговорів", BODY, BODY)

    assert kept == [BODY, BODY, BODY]


def test_read_also_takes_headlines_down_to_the_end() -> None:
    assert _kept(BODY, "Читайте також", "Порт закрито", "Флот пішов на північ") == [BODY]


def test_read_also_leaves_the_subheading_that_goes_on_with_the_article() -> None:
    assert _kept(BODY, "Читайте також:", "Арешт посла", BODY) == [BODY, "Арешт посла", BODY]


def test_a_line_of_signs_is_furniture() -> None:
    assert _kept(BODY, "* * *", "———") == [BODY]


def test_a_very_long_line_is_never_furniture() -> None:
    assert furniture.rule_of("Фото: " + "слово " * 200) is None
