"""Questions and their addresses."""

from __future__ import annotations

import pytest

from papertiger.reliability.assessing import Question, QuestionError, of_address, of_period


@pytest.mark.parametrize(
    "question",
    [
        Question("RUS"),
        Question("RUS", "support"),
        Question("RUS", "support", "VEN", "air_defence", (2024, 2026)),
        Question("RUS", "defence", "ARM", None, (None, 2020)),
        Question("RUS", "defence", None, None, (2020, None)),
        Question("RUS:allies", None, "SYR"),
    ],
)
def test_an_address_names_its_question(question: Question) -> None:
    assert of_address(question.address) == question


@pytest.mark.parametrize("text", ["3f9a1c", "RUS", "support RUS", "@RUS", "r-04f1c2d3e4a5"])
def test_what_has_no_form_of_an_address_is_none(text: str) -> None:
    assert of_address(text) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("arms@RUS", "no group of obligations 'arms'; there are defence"),
        ("support@RUS,patron=USA", "no part 'patron' in an address"),
        ("support@RUS,domain=radar", "no domain 'radar'"),
        ("support@RUS,period=last", "no period 'last'"),
        ("support@RUS,client=RUS", "cannot be its own client"),
    ],
)
def test_an_address_with_an_unknown_part_says_what_there_is(text: str, says: str) -> None:
    with pytest.raises(QuestionError, match=says):
        of_address(text)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2024", (2024, 2024)),
        ("2024..2026", (2024, 2026)),
        ("2024/2026", (2024, 2026)),
        ("2024..", (2024, None)),
        ("..2026", (None, 2026)),
    ],
)
def test_periods(text: str, years: tuple[int | None, int | None]) -> None:
    assert of_period(text) == years


@pytest.mark.parametrize("text", ["", "..", "2026..2024", "24", "2024-01"])
def test_periods_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(QuestionError):
        of_period(text)
