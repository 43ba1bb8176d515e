"""What a brief says about a set of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papertiger.records import TimeSpan
from papertiger.report.brief import web_address
from papertiger.report.model import Brief

if TYPE_CHECKING:
    from tests.report.conftest import Made


def pairs(brief: Brief) -> list[tuple[str, str]]:
    return [(partnership.patron, partnership.client) for partnership in brief.partnerships]


@pytest.mark.parametrize(
    ("predicate", "patron", "client"),
    [
        ("pledged", "Arland", "Borland"),
        ("withheld", "Arland", "Borland"),
        ("requested", "Borland", "Arland"),
        ("supplies", "Arland", "Borland"),
        ("depends_on", "Borland", "Arland"),
        ("distrusts", "Borland", "Arland"),
    ],
)
def test_a_claim_falls_to_the_partnership_of_giver_and_receiver(
    made: Made, predicate: str, patron: str, client: str
) -> None:
    family = "relation" if predicate in {"supplies", "depends_on", "distrusts"} else "support"
    made.claim(family=family, predicate=predicate)
    assert pairs(made.brief()) == [(patron, client)]


def test_a_priority_belongs_to_the_partnership_with_whom_it_puts_second(made: Made) -> None:
    made.claim(family="relation", predicate="prioritises", object="CCC", object_state="CCC", over="BBB")
    brief = made.brief()
    assert pairs(brief) == [("Arland", "Borland")]
    line = brief.partnerships[0].sections[0].evidence[0].claims[0]
    assert line.sentence == "Arland puts Corland first, before Borland"


@pytest.mark.parametrize("predicate", ["prioritises", "constrained_by"])
def test_what_names_no_receiver_is_a_standing_of_its_subject(made: Made, predicate: str) -> None:
    made.claim(family="relation", predicate=predicate, object="CCC", object_state="CCC")
    brief = made.brief()
    assert brief.partnerships == ()
    assert [group.label for group in brief.standings] == ["Arland"]


def test_partnerships_stand_in_alphabetical_order_whatever_their_size(made: Made) -> None:
    for _ in range(3):
        made.claim(subject="CCC", subject_state="CCC")
    made.claim(object=None, object_state=None)
    made.claim()
    assert pairs(made.brief()) == [
        ("Arland", "Borland"),
        ("Corland", "Borland"),
        ("Arland", "an unnamed party"),
    ]


def test_a_person_counts_for_their_state(made: Made) -> None:
    made.claim(subject="AAA-leader")
    made.claim()
    assert pairs(made.brief()) == [("Arland", "Borland")]


def test_claims_with_one_quote_and_one_chain_share_a_piece_of_evidence(made: Made) -> None:
    made.claim(start=0)
    made.claim(start=0, predicate="reduced")
    made.claim(start=0, predicate="ineffective", chain=(made.step("Вісник"), made.step("officials", "group")))
    evidence = made.brief().partnerships[0].sections[0].evidence
    assert [[line.predicate for line in piece.claims] for piece in evidence] == [
        ["withheld", "reduced"],
        ["ineffective"],
    ]


def test_the_context_of_a_quote_ends_with_its_paragraph(made: Made) -> None:
    made.claim(around=("Another paragraph.\n\nUs: ", " And on.\nThe next paragraph."))
    piece = made.brief().partnerships[0].sections[0].evidence[0]
    assert (piece.before, piece.after) == ("Us: ", " And on.")


def test_events_between_partners_stand_once_and_in_order_of_time(made: Made) -> None:
    made.claim()
    made.claim(predicate="requested")
    made.event(words="later", time=TimeSpan(edtf="2025-11/2025-12"))
    made.event(
        words="earlier",
        time=TimeSpan(edtf="2024"),
        subject="BBB",
        subject_state="BBB",
        object="AAA",
        object_state="AAA",
    )
    made.event(words="by publication", time=TimeSpan())
    first, second = made.brief().partnerships
    assert [piece.happened for piece in first.events] == ["2024", "2025-11", "2026-01-14"]
    assert [piece.reported for piece in first.events] == [False, False, True]
    assert (second.events, second.events_at) == ((), first.anchor)


def test_events_between_others_form_groups_of_their_own(made: Made) -> None:
    made.claim()
    made.event(object="CCC", object_state="CCC")
    made.event("PROTEST", object=None, object_state=None)
    brief = made.brief()
    assert [group.label for group in brief.events] == ["Arland", "Arland – Corland"]
    assert brief.partnerships[0].events == ()


def test_a_partnership_tells_what_is_said_and_which_way_round(made: Made) -> None:
    made.claim()
    made.claim(predicate="pledged")
    made.claim(polarity="negated")
    made.claim()
    said = made.brief().partnerships[0].said
    assert [(tally.name, tally.number) for tally in said] == [
        ("pledged", 1),
        ("withheld", 2),
        ("withheld (negated)", 1),
    ]


def test_figures_count_anonymous_speakers_and_never_double_an_article(made: Made) -> None:
    made.article()
    officials = (made.step("Вісник"), made.step("officials", "group", actor="BBB", anonymous=True))
    made.claim(chain=officials)
    made.claim(chain=officials)
    made.claim()
    made.article(outlet=None, url=None)
    made.claim()
    figures = made.brief().figures
    assert (figures.claims, figures.articles, figures.outlets, figures.speakers, figures.anonymous) == (
        4,
        2,
        1,
        3,
        2,
    )


def test_what_was_read_includes_articles_without_claims(made: Made) -> None:
    made.article(published=None, language="ru", url=None)
    made.claim(made.article(published="2026-02-01"))
    brief = made.brief()
    assert (brief.articles_read, brief.articles_silent, brief.undated) == (2, 1, 1)
    assert (brief.first, brief.last) == ("2026-02-01", "2026-02-01")
    assert [tally.name for tally in brief.languages] == ["Russian", "Ukrainian"]


def test_an_article_shows_its_file_without_the_folders(made: Made) -> None:
    made.claim(made.article(title=None, path=r"C:\Users\anna\news\1.txt"))
    assert made.brief().articles[0].file == "1.txt"


def test_only_the_words_used_are_defined(made: Made) -> None:
    made.claim(modality="denied", polarity="negated")
    definitions = made.brief().definitions
    assert [term.label for term in definitions.predicates] == ["withheld"]
    assert [term.label for term in definitions.modalities] == ["denied"]
    assert [term.label for term in definitions.polarities] == ["negated"]


def test_an_empty_ledger_makes_an_empty_brief(made: Made) -> None:
    brief = made.brief()
    assert (brief.figures.claims, brief.partnerships, brief.first) == (0, (), "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        ("http://example.org", "http://example.org"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//example.org", ""),
        ("https:", ""),
        ("http://[broken", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_web_addresses_become_links(url: str | None, shown: str) -> None:
    assert web_address(url) == shown
