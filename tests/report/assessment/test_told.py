"""What answers say in English, said in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from papertiger.reliability.assessing import Answer, definitions
from papertiger.reliability.history import comparable
from papertiger.reliability.history.rates import base_rates
from papertiger.reliability.measuring import variants
from papertiger.reliability.proposing.tables import rules
from papertiger.reliability.quick import priors
from papertiger.report.assessment.html import render_assessment
from papertiger.report.assessment.lines import assessment_lines
from papertiger.report.assessment.page import Sentence, Voice
from papertiger.report.assessment.wording import assessment_wording
from papertiger.report.languages import Language
from papertiger.report.neutral import findings, own_words
from papertiger.report.terminal import Ink
from papertiger.report.told import told
from papertiger.report.wording import wording

LATIN = re.compile(r"[A-Za-z]{2,}")
AUTHORS = re.compile(r"Berkemeier|Fuhrmann|Leeds|Long|Mitchell|Anac|papertiger|docs/[a-z-]+\.md|`[^`]*`")
OTHERS: tuple[Language, ...] = ("uk", "ru")


def whole() -> Iterator[str]:
    """Texts that answers take from data files as they stand there."""
    defined, table = definitions(), rules()
    for group in defined.groups.values():
        yield from (group.label, group.estimand)
    yield from (band.words for band in defined.likelihood)
    yield from (defined.unit, defined.coder, defined.full_prior)
    yield from (text for text in defined.assumptions.values() if "{" not in text)
    yield from (rule.why for rule in table.all())
    yield from (table.no_pledge.why, table.late.why, table.silence.why)
    yield from (history.words for history in (comparable("cyber", 2024), comparable("defence", 1950)))


def made() -> Iterator[tuple[str, str]]:
    """Texts that are made from patterns, with the part of the file that has theirs."""
    for prior in priors().values():
        yield f"prior {prior.title}; {prior.source}", "prior"
    for rate in base_rates():
        yield rate.definition.words, "rates"
    for variant in variants():
        yield variant.why, "assumptions"
    for obligation, year in (("defence", 2024), ("defence", None), ("offence", 1700)):
        yield comparable(obligation, year).words, "history"
    yield definitions().assumptions["cut_offs"].format(low="15", high="85"), "assumptions"
    due = rules().due
    for basis in due.bases.values():
        for kind in due.kinds.values():
            for asked in ("", " and asked for this support"):
                for against in ("", f", {due.no_duty.why}", f", {due.contested.why}"):
                    yield (
                        f"{basis.why}, and {kind}{asked}{against}. By rule the probability is 0.35 (a judgement).",
                        "due",
                    )


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_of_the_data_files_is_said_in_the_language(language: Language) -> None:
    for text in whole():
        said = told(language).say(text)
        assert said != text, text
        assert not LATIN.search(AUTHORS.sub("", said)), said


@pytest.mark.parametrize("language", OTHERS)
def test_every_text_made_from_a_pattern_is_said_in_the_language(language: Language) -> None:
    seen = 0
    for text, section in made():
        said = told(language).say(text, section)
        assert said != text, text
        assert not LATIN.search(AUTHORS.sub("", said)), said
        assert "{" not in said
        seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    ("language", "text", "sections", "said"),
    [
        (
            "uk",
            "This support did not come: said by officials (VEN, not named) through Bloomberg, in Courier, 2026-01-14.",
            ("said", "speakers"),
            "Цієї підтримки не надано: слова мовця «officials (VEN, не названо)», переказані через Bloomberg (видання Courier, 2026-01-14).",
        ),
        (
            "ru",
            "This support came: told by an outlet that is not known, undated.",
            ("said", "speakers"),
            "Эта поддержка предоставлена: сообщает само издание (название неизвестно, без даты).",
        ),
        (
            "uk",
            definitions().thin_sentence.format(
                tests="3.4", origins="2 independent origins", key="support@AAA", patron="Aland"
            ),
            ("sentence", "origins"),
            (
                "Aland: за визначенням support@AAA даних замало для цифри, бо інтервал — здебільшого апріорний розподіл. "
                "Ефективних випробувань: 3,4; підстава — 2 незалежні першоджерела."
            ),
        ),
        (
            "ru",
            "the treaty was never ratified, says Anna",
            ("said", "due"),
            "the treaty was never ratified, says Anna",
        ),
        ("en", "This support came.", (), "This support came."),
    ],
)
def test_a_text_is_said_with_what_it_was_filled_with(
    language: Language, text: str, sections: tuple[str, ...], said: str
) -> None:
    assert told(language).say(text, *sections) == said


def test_a_caller_may_know_better_what_a_place_is_filled_with() -> None:
    text = "response in cyber, 2 reports"
    assert told("uk").say(
        text, "changes", of=lambda _, value: {"cyber": "кіберзахист"}.get(value, value)
    ) == ("відповідь у сфері «кіберзахист», повідомлень: 2")


def sentence(claim: str) -> Sentence:
    return Sentence(claim, "", "Радари не надійшли.", "", "Кур’єр › чиновники", "Кур’єр", "2026-01-14", "uk")


@pytest.mark.parametrize("language", OTHERS)
def test_a_page_is_in_one_language(answer: Answer, language: Language) -> None:
    names = {"AAA": "Аландія", "BBB": "Бландія", "CCC": "Кландія", "DDD": "Дландія"}
    voice = Voice(
        assessment_wording(language), wording(language), lambda actor: names.get(actor, "Держава"), language
    )
    page = render_assessment(answer, sentence, voice)
    lines = "\n".join(assessment_lines(answer, sentence, voice, Ink(), 100, whole=True))

    assert f'<html lang="{language}">' in page
    left = [one.source.rstrip(".") for group in answer.groups for one in group.compared]
    left += [case.due_why for group in answer.groups for case in group.cases]
    left += [one.said for group in answer.groups for case in group.cases for one in case.reports]
    left += [
        one.why for group in answer.groups for case in group.cases for one in (*case.efficacy, *case.motive)
    ]
    for text in (own_words(page), " ".join(lines.split())):
        assert not findings(text, language)
        for theirs in left:  # works that are cited, and what persons wrote
            text = text.replace(theirs, "")  # noqa: PLW2901 - what is left of it
        assert not re.search(r"\b(the|and|of|between|test|tests|origin|response|due|weight)\b", text), text


def test_a_page_in_english_judges_nothing(answer: Answer, voice: Voice) -> None:
    page = render_assessment(answer, sentence, voice)
    assert not findings(own_words(page), "en")
    assert not findings("\n".join(assessment_lines(answer, sentence, voice, Ink(), 100, whole=True)), "en")
