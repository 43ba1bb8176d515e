"""What texts of our own may never say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import papertiger
from papertiger.report.languages import DATA, LANGUAGES, Language
from papertiger.report.neutral import absence, findings, neutral, own_words

EXAMPLES: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(
    (Path(__file__).parent / "neutral_examples.yaml").read_text(encoding="utf-8")
)
PACKAGE = Path(papertiger.__file__).parent
SPOKEN = {
    "label", "estimand", "unit", "coder", "sentence", "thin_sentence", "full_prior", "no_history", "words", "why", "means", "meaning",
    "title", "source", "statement", "experiment", "holds", "rests_on", "definition", "cure", "note",
}  # fmt: skip
"""Keys of data files outside `report` and `web` under which people read words; what stands beside them is looked for in news."""
CASES = [(rule, language) for rule in EXAMPLES for language in LANGUAGES]


def texts(value: Any, *, spoken: bool) -> Iterator[str]:  # noqa: ANN401 - what the file holds
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, spoken=spoken or key in SPOKEN)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, spoken=spoken)
    elif spoken:
        yield str(value)


def of_file(path: Path, *, spoken: bool) -> list[str]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - strings only
    return list(texts(loaded, spoken=spoken))


def test_every_rule_has_examples() -> None:
    assert set(EXAMPLES) == set(neutral().rules)


@pytest.mark.parametrize(("rule", "language"), CASES)
def test_what_judges_is_found_and_what_reports_is_not(rule: str, language: Language) -> None:
    told = EXAMPLES[rule][language]
    assert len(told["found"]) >= 3
    assert len(told["passed"]) >= 3
    for text in told["found"]:
        assert rule in {one.rule for one in findings(text, language)}, text
    for text in told["passed"]:
        assert not findings(text, language), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_instead_is_neutral(language: Language) -> None:
    for rule in neutral().rules.values():
        assert not findings(rule.instead[language], language)
    assert not findings(absence("2026-01-14", language), language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_pages_and_reports_are_neutral(language: Language) -> None:
    files = [
        *(DATA / language).glob("*.yaml"),
        *(PACKAGE / "web" / "data" / "interface" / language).glob("*.yaml"),
    ]
    assert files
    for path in files:
        for text in of_file(path, spoken=True):
            assert not findings(text, language), f"{path.name}: {text}"


def test_words_of_other_stages_are_neutral() -> None:
    files = [
        *PACKAGE.glob("scenario/**/data/*.yaml"),
        *PACKAGE.glob("reliability/**/data/*.yaml"),
        *PACKAGE.glob("ledger/reviewing/data/*.yaml"),
    ]
    found = [(path.name, text) for path in files for text in of_file(path, spoken=False)]
    assert len(found) > 100
    for name, text in found:
        assert not findings(text, "en"), f"{name}: {text}"


def test_absence_is_said_with_its_day() -> None:
    assert absence("2026-01-14") == "no delivery found in sources as of 14 January 2026"
    assert "14 січня 2026" in absence("2026-01-14", "uk").replace("\u00a0", " ")
    assert "14 января 2026" in absence("2026-01-14", "ru").replace("\u00a0", " ")


def test_quotations_are_others_words() -> None:
    assert not findings("Officials say: “Moscow lied and betrayed us”.", "en")
    assert not findings("Чиновники кажуть: «Москва зрадила й обдурила нас».", "uk")
    assert findings("Officials say: “we wait”. Moscow lied.", "en")


def test_of_a_page_only_its_own_words_are_looked_at() -> None:
    page = (
        '<html lang="en"><head><style>.best { color: red }</style><title>Brief</title></head><body>'
        '<h1 title="worst page">Support</h1><blockquote lang="uk"><p>they <b>lied</b></p></blockquote>'
        '<p>No <bdi>Best Daily</bdi> here.<br>It <span>lied</span></p><th lang="en">The worst <i>ally</i></th>'
        "<p>After all.</p></body></html>"
    )
    assert own_words(page) == "Brief worst page Support No here. It lied After all."
    assert {one.rule for one in findings(own_words(page), "en")} == {"lie", "ranking"}


def test_a_finding_says_what_to_say_instead() -> None:
    (one,) = findings("So Arland betrayed its ally.", "en")
    assert "betrayed" in one.words
    assert one.instead.startswith("support was withheld")
