"""Chains of English news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = {
    "who promised says nothing of what did not come": (
        "The systems that Russia had pledged to deliver to Niger by March have not @arrived, Oumarou Garba said.",
        "p:Oumarou Garba",
    ),
    "who promised says what is promised": (
        "The systems that Russia had pledged to @deliver to Niger by March have not arrived, Oumarou Garba said.",
        "p:Oumarou Garba > g:Russia[RUS]",
    ),
    "person with office": (
        "French President Emmanuel Macron said that Russia @cut its supplies.",
        "p:Emmanuel Macron[FRA-macron]",
    ),
    "no complementiser": ("Analyst John Miller said Russia @abandoned its ally.", "p:John Miller"),
    "officials in a place": (
        "Officials in Caracas complained that Russia @sent no technicians.",
        "g:Officials[VEN]*",
    ),
    "adjective gives the state": (
        "Russian officials said the aid to Cuba @came late.",
        "g:Russian officials[RUS]*",
    ),
    "according to sources": (
        "Iran @received the missiles, according to people familiar with the matter.",
        "g:people*",
    ),
    "according to, at the start": (
        "According to two senior officials, Russia @left Syria.",
        "g:senior officials*",
    ),
    "source close to a state": ("The radars @failed, a person close to the Kremlin said.", "p:person*"),
    "inverted, subject first": ("Russia @left Syria, Reuters reported.", "o:Reuters"),
    "inverted quotation": (
        '"Russia @left us alone that night," said Defense Minister Andriy Levchuk.',
        "p:Andriy Levchuk",
    ),
    "quotation with subject first": ('"Russia @left us alone that night," the minister said.', "p:minister"),
    "outlet citing nameless sources": (
        "Bloomberg, citing unnamed officials, reported that Russia @left Syria.",
        "o:Bloomberg > g:unnamed officials*",
    ),
    "told an outlet": ("Two diplomats told Reuters that Russia @left Syria.", "o:Reuters > g:diplomats*"),
    "institution": ("The Pentagon said that Iran @received missiles.", "g:Pentagon[org:pentagon]"),
    "aside": ("Russia, as analysts say, @left its ally.", "g:analysts*"),
    "aside at the start": ("As Bloomberg reported, Russia @left its ally.", "o:Bloomberg"),
    "pronoun": (
        "Officials in Havana complained that fuel was short. They also said the radars @failed.",
        "g:Officials[CUB]*",
    ),
    "retelling goes on": ("As Bloomberg reported, Syria fell.\nRussia @did not step in.", "o:Bloomberg"),
    "negated": ("The minister did not say that Russia @left Syria.", ""),
    "own words": ("Russia @left Syria after a short fight.", ""),
    "headline": ("# Bloomberg: Russia @left Syria", "o:Bloomberg"),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES)
def test_who_says_it(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "en") == expected
