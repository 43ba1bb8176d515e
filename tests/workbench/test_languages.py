"""What is said of the samples: neutral in three languages, and wholly in the one that was asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import papertiger
from papertiger.reliability.history.rates import base_rates
from papertiger.report.assessment.html import render_assessment
from papertiger.report.assessment.lines import assessment_lines
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.question import BriefQuestion
from papertiger.report.evidence import sentence, voice_in
from papertiger.report.languages import LANGUAGES, Language
from papertiger.report.neutral import findings, own_words
from papertiger.report.terminal import Ink
from papertiger.report.told import told
from papertiger.workbench.assessing import assessment_voice, sentences_of
from papertiger.workbench.workbench import Workbench

NAMES = re.compile(r"«[^»]*»|фрейм \w+|^[a-z_.]+: |org:[a-z-]+|\b[A-Z]{3}\b|, (тут|здесь) — .*")
"""What stands in a reason as it is: words of the text, names of frames and slots, ids."""
ENGLISH = re.compile(
    r"\b(the|and|of|between|tests?|origins?|responses?|due|weight|support|came|said|client)\b"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_said_neutrally(asked: Workbench, language: Language) -> None:
    voice = voice_in(language)
    said = [sentence(record, voice) for record in asked.claims()]
    assert len(said) > 300
    for one in said:
        assert not findings(one, language), one
        assert language == "en" or not ENGLISH.search(one), one


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_hardly_a_reason_is_left_in_english(asked: Workbench, language: Language) -> None:
    reasons, left, seen = told(language, "reasons"), [], 0
    for record in asked.claims():
        for why in asked.reading.claim(record.id).explanation:
            section = "speaking" if why.field == "attribution" else "slots"
            said = reasons.say(why.why, "reasons", section)
            assert not findings(said, language), said
            seen += 1
            if re.search(r"[A-Za-z]{3,}", NAMES.sub("", said)):
                left.append(said)
    assert seen > 3000
    assert len(left) < seen / 200, left[:20]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("patron", ["RUS", "USA"])
def test_assessments_are_said_neutrally(asked: Workbench, patron: str, language: Language) -> None:
    answer = asked.assess(patron)
    assert answer.groups
    sentences, voice = sentences_of(asked.reading, language), assessment_voice(language)
    page = own_words(render_assessment(answer, sentences, voice))
    lines = " ".join("\n".join(assessment_lines(answer, sentences, voice, Ink(), 120, whole=True)).split())
    theirs = {one.source.rstrip(".") for group in answer.groups for one in group.compared}
    theirs |= {
        part for case in answer.groups for c in case.cases for r in c.reports for part in (r.outlet or "",)
    }
    for text in (page, lines):
        assert not findings(text, language)
    if language != "en":
        page = re.sub(r"\b[a-z]+@\S+|«[^»]*»", "", page)  # addresses of figures, names of speakers
        for one in theirs - {""}:
            page = page.replace(one, "")
        found = ENGLISH.search(page)
        assert not found, page[max(found.start() - 80, 0) : found.end() + 80]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_brief_is_neutral_and_in_one_language(samples: Path, language: Language) -> None:
    with papertiger.open(samples, write=False, language=language) as bench:
        page = own_words(render_document(bench.brief(BriefQuestion(patron="RUS"))))
    assert not findings(page, language)
    if language != "en":
        bare = re.sub(r"\b[a-z]+@\S+|«[^»]*»|papertiger [a-z]+", "", page)
        for one in base_rates():
            bare = bare.replace(one.citation.rstrip("."), "")
        found = ENGLISH.search(bare)
        assert not found, bare[max(found.start() - 80, 0) : found.end() + 80]
