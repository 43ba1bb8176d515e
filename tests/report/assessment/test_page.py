"""The page of an assessment: what it says, line by line, and what it never says."""

from __future__ import annotations

import os
import re
from pathlib import Path

from htmlpage import Page
from patron import sentence_of

from papertiger.reliability.assessing import Answer
from papertiger.report.assessment.html import render_assessment
from papertiger.report.assessment.lines import assessment_lines
from papertiger.report.assessment.page import Voice
from papertiger.report.assessment.walk import with_sentences
from papertiger.report.terminal import Ink

GOLDEN = Path(__file__).parent / "page.txt"
"""Written anew with PAPERTIGER_GOLDEN=1 in the environment; read what changed before it is committed."""
FORBIDDEN = re.compile(
    r"reliability score|\brank(ed|ing|s)\b|league|\bbecause\b|\bchose not\b|\btrust fell\b", re.IGNORECASE
)


def lines(answer: Answer, voice: Voice, *, whole: bool = False) -> list[str]:
    return list(assessment_lines(answer, sentence_of, voice, Ink(), 100, whole=whole))


def test_the_page_reads_as_it_was_approved(answer: Answer, voice: Voice) -> None:
    text = "\n".join(lines(answer, voice, whole=True)) + "\n"
    if os.environ.get("PAPERTIGER_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")

    assert text == GOLDEN.read_text(encoding="utf-8")


def test_no_page_says_what_the_specification_forbids(answer: Answer, voice: Voice) -> None:
    text = " ".join(lines(answer, voice, whole=True)).replace("It is no score and no rank", "")

    assert FORBIDDEN.findall(text) == []


def test_every_share_on_the_page_is_rounded_to_five_points(answer: Answer, voice: Voice) -> None:
    # Published rates and shares of amounts are counted, not estimated here.
    told = [line for line in lines(answer, voice) if "of 43" not in line and "instead" not in line]
    shares = re.findall(r"(?<![\d.])(\d+) %", " ".join(told))
    own = [int(share) for share in shares if share not in {"14", "34"}]

    assert own
    assert [share for share in own if share % 5] == []


def test_every_report_stands_with_its_sentence_or_that_it_is_lost(answer: Answer, voice: Voice) -> None:
    text = "\n".join(lines(answer, voice, whole=True))

    for group in answer.groups:
        for case in group.cases:
            for report in case.reports:
                assert report.claim is not None
                known = f"The words of {report.claim}." in text
                assert known or f"{report.claim[:10]} (not in this ledger)" in text


def test_efficacy_and_motive_are_told_apart_from_what_came(answer: Answer, voice: Voice) -> None:
    text = "\n".join(lines(answer, voice, whole=True))

    assert "what came did not work (efficacy, apart from delivery): the radars saw nothing" in text
    assert "why, as somebody says: unable: said by an analyst" in text


def test_a_thin_group_shows_no_share_of_its_own(answer: Answer, voice: Voice) -> None:
    text = lines(answer, voice)
    start = next(i for i, line in enumerate(text) if "defence@AAA" in line)
    end = next(i for i, line in enumerate(text) if "support@AAA" in line and i > start)
    thin = " ".join(text[start:end])

    assert "too thin" in thin
    assert "median" not in thin.lower()


def test_the_html_page_is_complete_in_itself(answer: Answer, voice: Voice) -> None:
    html = render_assessment(answer, sentence_of, voice)
    page = Page(html)

    assert page.all("script") == []
    assert page.all("link") == []
    assert [
        attributes for _, attributes in page.tags if "style" in attributes or "onload" in attributes
    ] == []
    assert "The words of claim-q." in page.text
    for group in answer.groups:
        assert group.sentence in page.text
        for case in group.cases:
            assert any(attributes.get("id") == case.response for _, attributes in page.tags)


def test_html_escapes_what_comes_from_articles(answer: Answer, voice: Voice) -> None:
    bad = "<script>alert(1)</script>"
    reports = tuple(
        report.model_copy(update={"said": bad, "claim": None, "source": bad})
        for report in answer.groups[0].cases[0].reports
    )
    case = answer.groups[0].cases[0].model_copy(update={"reports": reports, "commitment_name": bad})
    group = answer.groups[0].model_copy(update={"cases": (case,)})
    page = Page(render_assessment(answer.model_copy(update={"groups": (group,)}), sentence_of, voice))

    assert page.all("script") == []
    assert bad in page.text


def test_json_has_the_sentence_of_every_claim_that_it_names(answer: Answer) -> None:
    found = with_sentences(answer, sentence_of)

    assert found["sentences"]["claim-q"]["exact"] == "The words of claim-q."
    assert "claim-lost" not in found["sentences"]
    assert found["groups"][1]["rate"]["quantiles"]["50"] > 0


def test_a_ledger_that_tests_nothing_says_so(answer: Answer, voice: Voice) -> None:
    text = "\n".join(lines(answer.model_copy(update={"groups": ()}), voice))

    assert "Nothing in this ledger tests a commitment of Aland" in text
