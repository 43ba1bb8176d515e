"""Briefs of the bundled samples: of a patron, a partnership, a crisis, a period; nothing is stored for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from briefpage import BriefPage

from papertiger.ledger import ClaimFilter
from papertiger.reliability.assessing import QuestionError
from papertiger.report.briefing.document import Document
from papertiger.report.briefing.html import render_document
from papertiger.report.briefing.question import BriefQuestion, BriefQuestionError
from papertiger.report.languages import LANGUAGES, Language
from papertiger.workbench.briefs import document_of
from papertiger.workbench.workbench import Workbench

RUSSIA = BriefQuestion(patron="RUS")
QUESTIONS = {
    "whole": BriefQuestion(),
    "patron": RUSSIA,
    "client": BriefQuestion(client="ARM"),
    "partnership": BriefQuestion(patron="RUS", client="ARM"),
    "days": BriefQuestion(around="ARM", first="2026-05-01", last="2026-05-31"),
    "period": BriefQuestion(chosen=ClaimFilter(since="2026-05")),
    "domain": BriefQuestion(patron="RUS", chosen=ClaimFilter(domain="air_defence")),
    "words": BriefQuestion(chosen=ClaimFilter(text="radar")),
    "nothing": BriefQuestion(patron="FJI"),
}
MEGABYTES = 2_000_000


def brief(bench: Workbench, question: BriefQuestion, language: Language = "en") -> Document:
    return document_of(bench.reading, question, language, as_of="2026-11-28")


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_figure_of_every_kind_of_brief_leads_to_what_it_counts(asked: Workbench, name: str) -> None:
    page = BriefPage(render_document(brief(asked, QUESTIONS[name])))

    assert page.wrong_figures() == []
    assert page.dangling() == []
    assert page.outward() == []
    assert len(page.ids) == len(set(page.ids))
    assert page.figures() > 30 or name == "nothing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_brief_on_russia_is_whole_and_small_in_every_language(
    asked: Workbench, language: Language
) -> None:
    html = render_document(brief(asked, RUSSIA, language))
    page = BriefPage(html)

    assert len(html.encode()) < MEGABYTES
    assert page.wrong_figures() == []
    assert page.dangling() == []
    assert {one.tag for one in page.elements()} >= {"svg", "table", "blockquote", "mark"}


def test_the_matrix_and_the_cases_tell_the_same(asked: Workbench) -> None:
    document = brief(asked, RUSSIA)
    cells = [item for one in document.matrices for item in one.table.walk() if item.name == "li"]
    counted = sum(int(re.findall(r"\d+", item.text())[0]) for item in cells)
    cases = [case for client in document.clients for cell in client.cells for case in cell.cases]

    assert counted == len(cases) > 10
    assert sum(len(one.cases) for one in document.outcomes) == len(cases)


def test_a_case_names_the_claims_of_its_reports_and_of_what_it_rests_on(asked: Workbench) -> None:
    document = brief(asked, BriefQuestion(patron="RUS", client="ARM"))
    cases = [case for client in document.clients for cell in client.cells for case in cell.cases]

    assert cases
    assert all(one.mention for case in cases for one in case.reports)
    assert all(case.rests for case in cases)


def test_a_crisis_by_its_case_and_by_its_days_holds_the_same_tests(asked: Workbench) -> None:
    lines = [line for group in asked.assess("RUS").groups for line in group.cases]
    attack = next(one for one in lines if one.client == "ARM" and one.trigger_kind == "attack")
    by_case = brief(asked, BriefQuestion(crisis=attack.test))
    by_days = brief(asked, QUESTIONS["days"])

    def found(document: Document) -> set[str]:
        return {case.id for client in document.clients for cell in client.cells for case in cell.cases}

    assert attack.response in found(by_case) == found(by_days)
    assert by_case.title.startswith("Crisis around Armenia")
    assert by_case.rates.lines == ()


def test_a_crisis_that_the_ledger_does_not_hold_is_one_error(asked: Workbench) -> None:
    with pytest.raises(BriefQuestionError, match="x-aaaaaaaaaaaa"):
        brief(asked, BriefQuestion(crisis="x-aaaaaaaaaaaa"))


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ({"patron": "XXX"}, "'XXX' is in no actor file; `papertiger actors find NAME`"),
        ({"client": "ven"}, "'ven' is in no actor file; did you mean VEN"),
        ({"around": "Mali", "first": "2026-01-01", "last": "2026-01-31"}, "'Mali' is in no actor file"),
    ],
)
def test_an_actor_that_nobody_knows_is_an_error_and_not_an_empty_brief(
    asked: Workbench, question: dict[str, str], says: str
) -> None:
    with pytest.raises(QuestionError, match=re.escape(says)):
        asked.brief(BriefQuestion(**question))  # type: ignore[arg-type]


@pytest.mark.parametrize("question", [{"patron": "JPN"}, {"client": "org:nato"}, {"client": "RUS:allies"}])
def test_an_actor_that_is_known_may_have_an_empty_brief(asked: Workbench, question: dict[str, str]) -> None:
    assert asked.brief(BriefQuestion(**question)).brief is not None  # type: ignore[arg-type]


def test_a_period_tells_what_was_first_spoken_of(asked: Workbench) -> None:
    document = brief(asked, QUESTIONS["period"])
    opened = {line.text() for line in document.new.lines if line.text().startswith("First spoken of")}
    earlier = {
        (claim.subject_state, claim.object_state)
        for claim in asked.claims(ClaimFilter(family="support", until="2026-04", domain="air_defence"))
    }

    assert opened
    assert ("RUS", "MLI") in earlier
    assert "First spoken of: Russia → Mali, air defence" not in opened


def test_of_many_patrons_a_summary_tells_together_and_ranks_none(asked: Workbench) -> None:
    document = brief(asked, QUESTIONS["whole"])
    (together,) = [one.text() for one in document.summary if "in alphabetical order" in one.text()]
    named = together.partition("alphabetical order: ")[2].partition(". Of the responses")[0].split(", ")

    assert len(named) > 4
    assert named == sorted(named)
    assert len(document.summary) < 12


def test_a_brief_stores_nothing(bench: Workbench) -> None:
    chain = bench.reading.chain()
    brief(bench, RUSSIA)

    assert bench.reading.chain() == chain


def test_after_an_assessment_the_brief_tells_what_changed_since(bench: Workbench) -> None:
    bench.assess("RUS")
    document = brief(bench, RUSSIA)

    assert document.new.intro.text().startswith("Since ")
    assert all("no case changed" in line.text() for line in document.new.assessments)
    assert len(document.new.assessments) == len(document.rates.lines)


def test_what_persons_decided_is_told_with_their_names(bench: Workbench) -> None:
    bench.assess("RUS")
    kept, wrong = list(bench.claims(ClaimFilter(subject="RUS", object="ARM", family="support", limit=2)))
    bench.decide(kept.id, "accept", by="anna")
    bench.decide(wrong.id, "reject", by="bela", why="a question, not a statement")
    document = brief(bench, BriefQuestion(patron="RUS", client="ARM"))
    assert document.new.decisions is not None
    told = [
        [cell if isinstance(cell, str) else cell.text() for cell in row.cells[1:]]
        for row in document.new.decisions.rows
    ]

    assert told[0] == [
        "bela",
        "rejected",
        f"{wrong.id[:10]}, not in this brief",
        "a question, not a statement",
    ]
    assert told[1][:2] == ["anna", "accepted"]
    assert told[1][2] == str(document.mentions[kept.id].number)
    assert wrong.id not in document.mentions


def test_articles_that_are_not_traced_give_no_rates_and_the_brief_says_so(tmp_path: Path) -> None:
    from papertiger.ledger import Ledger  # noqa: PLC0415
    from papertiger.news.loading import load  # noqa: PLC0415
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415
    from papertiger.samples import paths  # noqa: PLC0415
    from papertiger.settings import Settings  # noqa: PLC0415

    reader = FrameReader(Settings(ledger=str(tmp_path / "untraced.ledger")))
    with Ledger.open(tmp_path / "untraced.ledger") as ledger:
        ledger.add_all([reader.read(article) for article in list(load(paths()))[:6]])
        document = document_of(ledger, BriefQuestion())

    assert document.rates.lines == ()
    assert any("not traced" in str(line) for line in document.looked.missing)
