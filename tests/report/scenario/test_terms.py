"""What the model's tables, warnings and presets say, in other languages."""

from __future__ import annotations

import re

import pytest
from scenarioresult import result

from papertiger.report.languages import Language
from papertiger.report.neutral import findings, own_words
from papertiger.report.scenario.html import render_scenario
from papertiger.report.scenario.lines import scenario_lines
from papertiger.report.scenario.rounding import between, level, mean_count, signed_between, spread
from papertiger.report.terminal import Ink
from papertiger.report.told import told
from papertiger.scenario.files import load, presets
from papertiger.scenario.model.parameters import parameters

OTHERS: tuple[Language, ...] = ("uk", "ru")
CITED = re.compile(
    r"[A-Z][A-Za-z]+ ((and|і|и) [A-Z][A-Za-z]+ )?\d{4}|Remember Kabul, 2023|threats\.yaml|simulate FILE [^а-яіїєґ]*"
)
ENGLISH = re.compile(r"\b(the|and|of|between|runs|tests|median|under|over|month|to)\b")


@pytest.mark.parametrize("language", OTHERS)
def test_every_parameter_is_told_in_the_language(language: Language) -> None:
    say = told(language, "terms").say
    for one in parameters().values():
        assert say(one.means) != one.means
        assert one.unit == "km" or say(one.unit) != one.unit
        assert CITED.search(one.source) or say(one.source) != one.source, one.source


@pytest.mark.parametrize("language", OTHERS)
def test_every_preset_is_told_in_the_language(language: Language) -> None:
    say = told(language, "terms").say
    for name in presets():
        scenario = load(f"preset:{name}")
        policies = [one.name for one in scenario.policies if one.name != "baseline"]
        for text in (scenario.name, scenario.banner, *scenario.sources, *policies):
            assert say(text) != text, text
        for warning in scenario.warnings:
            assert say(warning, "warnings") != warning, warning


def test_a_warning_is_told_with_its_numbers() -> None:
    text = "clients.BBB.exposure: attack comes so often that steps of 1 month lose 12% of it; lower the exposure or the rate, or shorten meta.step_months"
    assert told("uk", "terms").say(text, "warnings") == (
        "clients.BBB.exposure: attack — так часто, що кроки в 1 міс. гублять 12% таких подій; "
        "зменште exposure чи частоту або скоротіть meta.step_months"
    )


def test_figures_are_written_as_the_language_writes_them() -> None:
    assert between(0.001, 0.4, "share", "uk") == "<5–40 %"
    assert between(0.2, 0.4, "index", "ru") == "0,20–0,40"
    assert level(0.996, "share", "uk") == ">95 %"
    assert signed_between(-0.12, 0.3, "index", "uk") == "−0,12 … +0,30"
    assert spread(0.001, "index", "ru") == "<0,01"
    assert mean_count(4.23, "uk") == "4,2"


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_is_in_one_language_and_neutral(language: Language) -> None:
    names = {"AAA": "Арландія", "BBB": "Борландія", "CCC": "Корландія"}
    page = render_scenario(result(), lambda one: names.get(one, one), language)
    lines = "\n".join(
        scenario_lines(
            result(), Ink(), 110, whole=True, names=lambda one: names.get(one, one), language=language
        )
    )
    assert f'<html lang="{language}">' in page
    for text in (own_words(page), " ".join(lines.split())):
        assert not findings(text, language)
        found = ENGLISH.search(CITED.sub("", text))
        assert not found, text[max(found.start() - 100, 0) : found.end() + 60]


def test_a_page_in_english_is_neutral() -> None:
    assert not findings(own_words(render_scenario(result(), lambda one: one)), "en")
