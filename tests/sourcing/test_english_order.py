"""What word order alone tells in English: who is outer and who inner, where a content begins, who is a body and who an outlet."""

from __future__ import annotations

from collections.abc import Callable

import pytest

NESTED = [
    # a reporting clause at the end reports the whole
    (
        "The leader told the envoys that the radars @failed, two officials told Reuters.",
        "o:Reuters > g:officials* > p:leader",
    ),
    ("The army warned Kyiv that the radars @failed, a former officer said.", "p:former officer* > g:army"),
    (
        "Poland's spy service believes the radars @failed, lawmaker Jan Wilk said.",
        "p:Jan Wilk > g:Poland's spy service[POL]",
    ),
    # a statement inside a statement
    ("The minister said the envoy had told him that the radars @failed.", "p:minister > p:envoy"),
    (
        "Anna Korb said Oleg Panin told her by telephone that the radars @failed.",
        "p:Anna Korb > p:Oleg Panin",
    ),
    (
        "Anna Korb said her counterpart had assured her that the radars @failed.",
        "p:Anna Korb > p:counterpart",
    ),
]
FLAT = [
    # one speaker: an aside, two things said, a listener
    ("Anna Korb said that, according to Oleg Panin, the radars @failed.", "p:Anna Korb > p:Oleg Panin"),
    ("Anna Korb said the crew had fled, and that the radars @failed.", "p:Anna Korb"),
    ("Anna Korb told reporters that the radars @failed.", "p:Anna Korb"),
    ("Anna Korb, the minister, said she was glad that the radars @failed.", "p:Anna Korb"),
    ("The minister, Anna Korb, said it @failed at night.", "p:Anna Korb"),
    ("The radars @failed, its deputy minister, Oleg Panin, claimed Friday.", "p:Oleg Panin"),
    ("Romania and Bulgaria both said the radars @failed.", "g:Romania and Bulgaria"),
    ("Speaking to CNN on Tuesday, Anna Korb said the radars @failed.", "o:CNN > p:Anna Korb"),
    ("Asked by Reuters about the crew, Anna Korb said the radars @failed.", "o:Reuters > p:Anna Korb"),
    ("The mediator told the newspaper both radars @failed.", "p:mediator*"),
]
KINDS = [
    ("Seoul's spy agency said the radars @failed.", "g:Seoul's spy agency[KOR]"),
    ("The nuclear agency said the radars @failed.", "g:nuclear agency"),
    ("A refugee agency said the radars @failed.", "g:refugee agency"),
    ("Anna Korb's office said the radars @failed.", "g:Anna Korb's office"),
    ("The audit office has said the radars @failed.", "g:audit office"),
    ("The radars @failed, an observer told the Guardian.", "o:The Guardian > p:observer*"),
    ("A spokesman for the army said the radars @failed.", "p:spokesman for the army"),
    ("A government spokeswoman said the radars @failed.", "p:government spokeswoman"),
    ("A spokesman said the radars @failed.", "p:spokesman*"),
    ("The radars @failed, a poll by Metron showed.", "g:Metron"),
    ("The radars @failed, Japan's NHK reported.", "o:NHK"),
]
REAL = [
    # what the clause behind does not say
    ("Nine radars @failed, health officials said, without saying how many worked.", "g:health officials*"),
    (
        "The radars @failed, the people said, asking not to be named because the talks are private.",
        "g:people*",
    ),
    (
        "The minister's spokesman, asked about the report, would only say that the radars @failed.",
        "p:minister's spokesman",
    ),
    # a second verb of one subject
    ("Anna Korb, in her nightly address, thanked allies but warned the radars @failed.", "p:Anna Korb"),
    ("Anna Korb praised the crew and said the radars @failed.", "p:Anna Korb"),
    ("The ministry blamed the army but admitted the radars @failed.", "g:ministry"),
    # a participle behind the clause of its subject
    ("Anna Korb went further, calling the radars “a @dead letter”.", "p:Anna Korb"),
    (
        "A spokesman for the ministry declined to comment, saying the radars @failed.",
        "p:spokesman for the ministry",
    ),
    # a name that goes on behind a preposition
    (
        "The Institute for the Study of War said the radars @failed.",
        "g:Institute for the Study of War[org:isw]",
    ),
    ("The Bank of England said the radars @failed.", "g:Bank of England"),
    ("The Institute in Washington said the radars @failed.", "g:Institute[USA]"),
    # "was" and a word before a colon
    ("Colonel Korb was blunt: “The radars @failed at night.”", "p:Korb"),
]
THINGS = [
    # "it" is the body, document or outlet before, never a person
    ("The ministry denied everything. Anna Korb smiled. The radars @failed, it said.", "g:ministry"),
    ("Anna Korb resigned, Reuters reported. Cuba is far away. The radars @failed, it said.", "o:Reuters"),
    ("A secret annex has come to light. It warns that the radars @failed.", "d:secret annex"),
    # a name before what is told of it, whatever that is
    ("The Rivers Council, a London think tank, said the radars @failed.", "g:Rivers Council"),
    ("Anna Korb, the minister, said the radars @failed.", "p:Anna Korb"),
    ("The minister, Anna Korb, said the radars @failed.", "p:Anna Korb"),
    # an outlet learns as it reports, and people outside hear
    ("Reuters has learned that the radars @failed.", "o:Reuters"),
    ("The radars @failed, say people who heard them.", "g:people*"),
    ("The radars @failed, one diplomat sighed to me last week.", "p:diplomat*"),
]
SILENT = [
    "Berlin and Paris have each learned that the radars @failed.",
    "Anna Korb smiled. The radars @failed, it said.",
    "The United States bombed Iran at night and the radars @failed.",
    "The radars @failed, which two governments had bought.",
    "The radars @failed, Washington threatens to strike again, and nobody sleeps.",
    "“A paper tiger” is what they bought when the radars @failed.",
    # no words of whoever stands before the verb
    "The radars are believed to have @failed at night.",
    "Two officers were told the radars @failed.",
    "The crew is widely thought to have @failed.",
    "Berlin has agreed to sell @radars to Kyiv.",
    "The army shrugged off the @failure of its radars.",
    "The court allowed the @radars into the port.",
]


@pytest.mark.parametrize(("marked", "expected"), [*NESTED, *FLAT, *KINDS, *THINGS, *REAL])
def test_whose_words_it_is(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "en") == expected


@pytest.mark.parametrize("marked", SILENT)
def test_nobody_speaks(chain_at: Callable[..., str], marked: str) -> None:
    assert chain_at(marked, "en") == ""
