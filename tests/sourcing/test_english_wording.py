"""English verbs and speakers that no list holds, outlets spoken to, and accounts that go on: what matches, and what must not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

VERBS = [
    # fixed wordings, and verbs by where they stand
    ("Anna Korb made clear that the radars @failed.", "p:Anna Korb"),
    ("Anna Korb hit back: “The radars @failed at night.”", "p:Anna Korb"),
    ("As Anna Korb puts it, the radars @failed.", "p:Anna Korb"),
    ("Anna Korb hazarded that the radars @failed.", "p:Anna Korb"),
    ("The radars, aides confided, @failed.", "g:aides*"),
    ("The radars had @failed at night, Anna Korb groused.", "p:Anna Korb"),
]
FIGURES = [
    ("Manila put the damage to the radars at @$2 million.", "g:Manila[PHL]"),
    ("Anna Korb sees the price of @radars falling.", "p:Anna Korb"),
    ("Local sources gave a toll of @60.", "g:Local sources*"),
]
NO_FIGURES = [
    ("The army put the @radars in a yard.", ""),
    ("The army put its @needs ahead of those of others.", ""),
    ("Oslo promised Kyiv radars, but they never @came, Anna Korb said.", "p:Anna Korb"),
]
VIEWS = [
    (
        "Anna Korb spoke first, aides said. Anna Korb's verdict on the deal was that the radars @failed.",
        "p:Anna Korb",
    ),
    ("Anna Korb was there. Her argument runs as follows: the radars @failed.", "p:Anna Korb"),
    ("The radars, Interfax quoted the minister as saying, @failed.", "o:Interfax > p:minister"),
    ("The radars @failed, says a letter sent to the council by the army.", "g:army"),
]
ADDED = [
    ("Anna Korb landed at the Munich conference, saying the radars @failed.", "p:Anna Korb"),
    ("Hartwell Securities said the radars @failed.", "g:Hartwell Securities"),
    ("The energy minister said the radars @failed.", "p:energy minister"),
]
NO_VIEWS = [
    ("Anna Korb's argument with the @army went on.", ""),
    ("Her position near the @radars was hit.", ""),
    ("Israel would reject the @radars.", ""),
]
NO_VERBS = [
    # what somebody made, proved or did is no statement; an opening participle or "after" takes no aside
    ("Anna Korb made sure that the radars @worked.", ""),
    ("Anna Korb proved that the radars @failed.", ""),
    ("After the radars @failed, Anna Korb resigned.", ""),
    ("The radars were believed to have @failed.", ""),
    ("Berlin agreed to @repair the radars.", ""),
    ("Oslo asked for a treaty after the radars @failed.", ""),
    ("Oslo, which had pledged ships, @sent none.", ""),
]
SPEAKERS = [
    ("A beekeeper told reporters the radars @failed.", "p:beekeeper*"),
    ("Gen. Anna Korb landed in Kyiv. The four-star said the radars @failed.", "p:Anna Korb"),
    ("Two diplomats were in the room. Two officials spoke. One said the radars @failed.", "p:One*"),
    ("Anna Korb was brief. “The radars have @failed,” she said.", "p:Anna Korb"),
    ("An ambassador said the radars @failed.", "p:ambassador*"),
    ("The ambassador said the radars @failed.", "p:ambassador"),
    ("Anna Korb flatly denied that the radars @failed.", "p:Anna Korb"),
]
NO_SPEAKERS = [
    ("A day later Anna Korb said the radars @failed.", "p:Anna Korb"),
    ("The army posted a video and said the radars @failed.", "g:army"),
    ("One radar @failed.", ""),
]
OUTLETS = [
    ("Anna Korb told Cadena SER that the radars @failed.", "o:Cadena SER > p:Anna Korb"),
    ("In a long interview with RNZ, Anna Korb said the radars @failed.", "o:RNZ > p:Anna Korb"),
    (
        "Anna Korb told Reuters the war was lost. She told the agency that the radars @failed.",
        "o:Reuters > p:Anna Korb",
    ),
]
NO_OUTLETS = [
    ("Anna Korb told Oleg Panin that the radars @failed.", "p:Anna Korb"),
    ("The crews fled, Reuters reported. Oleg Panin said the radars @failed.", "p:Oleg Panin"),
    ("The crews fled, Reuters reported. The ministry declined to @comment.", ""),
]
ON = [
    ("The crews fled, Anna Korb said. Another radar @failed.", "p:Anna Korb"),
    ("The crews fled, Anna Korb said. The last radar would @fail by May.", "p:Anna Korb"),
    ("The crews fled, Anna Korb said. There @was no alarm.", "p:Anna Korb"),
]
NOT_ON = [
    ("The crews fled, Anna Korb said. Shares in the maker @fell.", ""),
    ("Anna Korb said the crews fled. Another radar @failed.", ""),
    ("The crews fled, Anna Korb said. There was no immediate @comment from Minsk.", ""),
]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        *VERBS,
        *VIEWS,
        *ADDED,
        *NO_VIEWS,
        *FIGURES,
        *NO_FIGURES,
        *NO_VERBS,
        *SPEAKERS,
        *NO_SPEAKERS,
        *OUTLETS,
        *NO_OUTLETS,
        *ON,
        *NOT_ON,
    ],
)
def test_whose_words_it_is(chain_at: Callable[[str, str], str], marked: str, expected: str) -> None:
    assert chain_at(marked, "en") == expected
