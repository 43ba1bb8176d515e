"""A brief made of claims by hand: every figure leads to what it counts, in every language."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from briefpage import BriefPage

from papertiger.ledger.reviewing import Review
from papertiger.report.briefing.html import css_text, render_document
from papertiger.report.briefing.material import Changed, Opened
from papertiger.report.briefing.plain import as_json
from papertiger.report.briefing.question import BriefQuestion, BriefQuestionError
from papertiger.report.languages import LANGUAGES, Language
from papertiger.report.neutral import findings, own_words

if TYPE_CHECKING:
    from tests.report.conftest import Made

HOSTILE = [
    "<script>alert(1)</script>",
    "\"'><svg onload=alert(1)>",
    '"; } body { background: url(https://example.org) } /*',
    "</style><script>",
    "a\u202eb\u2028c\x00",
    "{{ 7 * 7 }}",
    "x" * 5000,
]


def some(made: Made) -> None:
    """Claims of three origins on two domains, an event, a standing, some of them anonymous."""
    made.article(outlet="Вісник")
    made.claim(origin="key0")
    made.claim(predicate="pledged", domain="air_defence", origin="key0")
    made.event()
    made.article(outlet="Kurier", language="en", published="2026-02-01")
    made.claim(
        predicate="delivered",
        origin="key0",
        chain=(made.step("Kurier"), made.step("officials", "group", anonymous=True)),
    )
    made.claim(
        predicate="requested",
        subject="BBB",
        subject_state="BBB",
        object="AAA",
        object_state="AAA",
        origin="key1",
    )
    made.claim(
        family="relation", predicate="constrained_by", object="CCC", object_state="CCC", origin="other@key"
    )


def rendered(made: Made, language: Language = "en", **fields: object) -> BriefPage:
    return BriefPage(render_document(made.document(language, **fields)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_leads_to_exactly_what_it_counts(made: Made, language: Language) -> None:
    some(made)
    page = rendered(made, language)

    assert page.figures() > 20
    assert page.wrong_figures() == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("filled", [False, True])
def test_the_page_is_whole_in_itself(made: Made, language: Language, filled: bool) -> None:
    if filled:
        some(made)
    page = rendered(made, language)

    assert page.dangling() == []
    assert page.outward() == []
    assert len(page.ids) == len(set(page.ids))
    assert page.root.get("lang") == language


@pytest.mark.parametrize("filled", [False, True])
def test_headings_begin_with_one_and_skip_no_level(made: Made, filled: bool) -> None:
    if filled:
        some(made)
    levels = rendered(made).headings()

    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - before <= 1 for before, later in pairwise(levels))


def test_one_claim_makes_a_brief(made: Made) -> None:
    made.claim()
    page = rendered(made)

    assert "This brief rests on 1 claim from 1 independent origin, read in 1 article." in " ".join(
        page.root.text_content().split()
    )
    assert page.wrong_figures() == []


def test_an_empty_ledger_says_that_nothing_answers(made: Made) -> None:
    assert "Nothing in the ledger answers this question" in rendered(made).root.text_content()


@pytest.mark.parametrize("payload", HOSTILE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_texts_stay_texts(made: Made, payload: str, language: Language) -> None:
    article = made.article(
        title=payload, outlet=payload, path=payload, language=payload, url=payload, published=payload
    )
    made.claim(
        article,
        words=payload,
        id=payload,
        subject=payload,
        subject_state=payload,
        chain=(made.step(payload), made.step(payload, "person", actor=payload)),
    )
    made.claim(
        article,
        words=payload,
        id=payload + "2",
        object=payload,
        object_state=payload,
        predicate="delivered",
        origin=payload,
    )
    decision = Review("1", payload, 1, "reject", payload, "2026-02-01T10:00:00Z", why=payload)
    changed = Changed(
        "2026-01-01", "period", frozenset({payload}), (Opened(payload, payload, "arms"),), (decision,)
    )
    page = rendered(
        made, language, changed=changed, question=BriefQuestion(patron=payload, client="BBB"), custody=payload
    )

    assert page.outward() == []
    assert page.dangling() == []
    assert page.wrong_figures() == []
    assert [
        name for one in page.elements() for name in one.attrib if name.startswith("on") or name == "style"
    ] == []
    assert page.text.count("</style>") == 1


def test_a_title_cannot_end_the_string_that_prints_it() -> None:
    text = css_text('Arland"; } * { color: red } \\ Аланд\n')

    assert set(text) <= set("\\0123456789abcdefArland color red") - {" "}
    assert text.startswith("Arland\\000022\\00003b\\000020")


def test_a_date_that_ends_with_a_full_stop_takes_no_other(made: Made) -> None:
    made.claim()
    text = rendered(made, "uk").root.text_content()

    assert "2026\N{NARROW NO-BREAK SPACE}р." in text or "2026\N{NO-BREAK SPACE}р." in text
    assert "р.." not in text


def test_what_is_new_is_told_with_its_claims(made: Made) -> None:
    first, second = made.claim(), made.claim(predicate="pledged")
    review = Review("1", first.id, 1, "accept", "anna", "2026-02-01T10:00:00Z")
    gone = Review("2", "ffffffffffffffff", 1, "reject", "bela", "2026-02-02T10:00:00Z", why="about football")
    changed = Changed(
        "2026-01-01", "period", frozenset({second.id}), (Opened("AAA", "BBB", "arms"),), (review, gone)
    )
    document = made.document(changed=changed)
    told = [line.text() for line in document.new.lines]

    assert document.new.intro.text() == "Since 1 January 2026, the beginning of the period."
    assert told == ["New: 1 claim from 1 independent origin.", "First spoken of: Arland → Borland, arms"]
    assert document.new.decisions is not None
    assert [
        [str(getattr(cell, "text", lambda c=cell: c)()) for cell in row.cells]
        for row in document.new.decisions.rows
    ] == [
        ["2026-02-02", "bela", "rejected", "ffffffffff, not in this brief", "about football"],
        ["2026-02-01", "anna", "accepted", "1", ""],
    ]


@pytest.mark.parametrize(
    ("predicate", "polarity", "modality", "state"),
    [
        ("delivered", "affirmed", "asserted", "given"),
        ("supplies", "affirmed", "asserted", "given"),
        ("ineffective", "affirmed", "asserted", "given"),
        ("delivered", "affirmed", "expected", "promised"),
        ("pledged", "affirmed", "asserted", "promised"),
        ("withheld", "affirmed", "asserted", "lacking"),
        ("reduced", "affirmed", "asserted", "lacking"),
        ("delivered", "negated", "asserted", "lacking"),
        ("withheld", "negated", "asserted", "given"),
        ("withheld", "affirmed", "denied", None),
        ("reduced", "affirmed", "possible", None),
        ("pledged", "negated", "asserted", None),
        ("requested", "affirmed", "asserted", None),
    ],
)
def test_a_line_of_the_network_says_what_its_claims_say(
    made: Made, predicate: str, polarity: str, modality: str, state: str | None
) -> None:
    family = "relation" if predicate == "supplies" else "support"
    made.claim(family=family, predicate=predicate, polarity=polarity, modality=modality)
    rows = made.document().network.table.rows
    labels = {
        "given": "said to be given",
        "promised": "promised or announced",
        "lacking": "said not to have come, or to have been cut",
    }

    assert [row.cells[3] for row in rows] == ([labels[state]] if state else [])


def test_support_that_came_and_did_not_come_is_told_as_both(made: Made) -> None:
    made.claim(predicate="delivered")
    made.claim(predicate="withheld")
    (row,) = made.document().network.table.rows

    assert row.cells[3] == "said to be given, and also not to have come or to have been cut"


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_own_words_are_neutral(made: Made, language: Language) -> None:
    some(made)
    words = own_words(render_document(made.document(language)))

    assert findings(words, language) == []


def test_as_json_the_evidence_stands_on_top_and_sentences_are_texts(made: Made) -> None:
    some(made)
    told = as_json(made.document())

    assert told["figures"]["claims"] == 6
    assert told["document"]["summary"][0].startswith(
        "This brief rests on 6 claims from 4 independent origins"
    )
    assert told["document"]["network"]["table"]["rows"][0]["cells"][:2] == ["Arland", "Borland"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"crisis": "zzz"}, "no crisis 'zzz'"),
        ({"crisis": "x-abcdef", "around": "VEN"}, "not by both"),
        ({"first": "2026-01-01"}, "--around"),
        ({"around": "VEN"}, "--from and --to"),
        ({"around": "VEN", "first": "2026-02-01", "last": "2026-01-01"}, "before it begins"),
        ({"around": "VEN", "first": "soon", "last": "2026-01-01"}, "'soon' is no day"),
        ({"patron": "RUS", "client": "RUS"}, "its own client"),
    ],
)
def test_parts_of_a_question_that_do_not_fit_are_refused(fields: dict[str, str], message: str) -> None:
    with pytest.raises(BriefQuestionError, match=message):
        BriefQuestion(**fields)


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "whole"),
        ({"patron": "RUS"}, "patron"),
        ({"client": "VEN"}, "client"),
        ({"patron": "RUS", "client": "VEN"}, "partnership"),
        ({"crisis": "t-abcdef"}, "crisis"),
        ({"around": "VEN", "first": "2026-01-01", "last": "2026-01-31", "patron": "RUS"}, "crisis"),
    ],
)
def test_a_question_says_what_kind_of_brief_it_asks_for(fields: dict[str, str], kind: str) -> None:
    assert BriefQuestion(**fields).kind == kind
