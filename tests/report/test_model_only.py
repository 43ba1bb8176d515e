"""What only a language model read stands in a brief with its mark, and in no number of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from papertiger.records import Coder, ReviewMark
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.plain import as_json
from papertiger.report.evidence import line, voice_in
from papertiger.report.languages import LANGUAGES, Language
from papertiger.report.terminal import Ink, aside_lines, claim_lines
from papertiger.report.wording import left_out_lines, wording

if TYPE_CHECKING:
    from tests.report.conftest import Made

MODEL = Coder(reader="llm", version="1", config="sha256:1", frame="")
MARK = "read by a language model only; not accepted by anybody"


def test_a_brief_lists_it_aside_and_counts_it_nowhere(made: Made) -> None:
    made.claim()
    plain = made.document()
    read = made.claim(coder=MODEL, subject="CCC", subject_state="CCC", words="Радари мовчали")
    aside = (made.claims.pop(),)

    found = made.document(aside=aside, left_out=3)

    assert replace(found.brief, model_only_left_out=0) == plain.brief
    assert (found.facts["all"].claims, found.entries) == (plain.facts["all"].claims, plain.entries)
    assert found.brief.model_only_left_out == 3
    said = "3 claims that only a language model read are left out until a person accepts them."
    assert said in [one.text() for one in found.summary]
    html = render_document(found)
    assert html.count(MARK) == 1
    assert f'id="c-{read.id}"' in html
    assert "Радари мовчали" in html
    assert "2 more are not shown." in html
    told = as_json(found)
    assert told["model_only_left_out"] == 3
    assert told["document"]["aside"]["evidence"][0]["claims"][0]["mark"] == MARK
    lines = " ".join(" ".join(aside_lines(found.aside, Ink(), 100)).split())
    assert said in lines
    assert f"[{MARK}]" in lines


def test_a_brief_that_leaves_nothing_out_says_nothing_of_it(made: Made) -> None:
    made.claim()
    found = made.document()

    assert found.aside is None
    assert "language model" not in render_document(found)
    assert list(aside_lines(found.aside, Ink(), 100)) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_claims_marks_it_in_every_language(made: Made, language: Language) -> None:
    made.claim()
    voice = voice_in(language, names=str)
    model = made.claim(coder=MODEL)
    by = ReviewMark(decision="accepted", by="anna", at="2026-01-01T00:00:00Z")
    accepted = made.claim(coder=MODEL, review=by)
    words = wording(language)

    lines = list(claim_lines([one for one, _, _ in made.claims], voice, Ink(), 100))

    assert [one.strip() for one in lines[6:7]] == [words.model_only]
    assert lines[-1].strip() == words.model_accepted == line(accepted, voice).mark
    assert line(model, voice).mark == words.model_only
    assert len(lines) == 11
    for number in (1, 2, 5):
        (said,) = left_out_lines(number, language)
        assert said.startswith(f"{number} ")
    assert len({*(next(left_out_lines(number, language)) for number in (1, 2, 5))}) == 3
