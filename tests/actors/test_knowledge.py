"""What the knowledge base answers beside mentions."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from itertools import pairwise

import pytest

import papertiger.actors
from papertiger.actors import actor_of, knowledge_base
from papertiger.errors import PapertigerError


def test_exported_names() -> None:
    assert papertiger.actors.__all__ == [
        "Actor",
        "KnowledgeBase",
        "Mention",
        "Office",
        "actor_of",
        "knowledge_base",
    ]


def test_knowledge_base_is_loaded_once() -> None:
    assert knowledge_base() is knowledge_base()


@pytest.mark.parametrize(
    ("actor_id", "kind", "state", "domain"),
    [
        ("RUS", "state", "RUS", None),
        ("RUS-putin", "person", "RUS", None),
        ("org:nato", "organisation", None, None),
        ("org:gru", "organisation", "RUS", "intelligence"),
        ("group:wagner", "group", "RUS", "military"),
        ("group:hezbollah", "group", None, None),
        ("outlet:bloomberg", "outlet", "USA", None),
        ("system:s-300", "system", "RUS", "air_defence"),
        ("system:shahed", "system", "IRN", "arms"),
    ],
)
def test_actor_has_kind_state_and_domain(
    actor_id: str, kind: str, state: str | None, domain: str | None
) -> None:
    actor = knowledge_base().get(actor_id)

    assert (actor.kind, actor.state, actor.domain) == (kind, state, domain)


def test_unknown_actor_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        knowledge_base().get("RUS:allies")


def test_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(PapertigerError, match=r"'de'.*en, ru, uk"):
        knowledge_base().mentions("Deutschland", "de")


@pytest.mark.parametrize(
    ("address", "outlet"),
    [
        ("https://www.bloomberg.com/news/articles/x", "outlet:bloomberg"),
        ("bloomberg.com", "outlet:bloomberg"),
        ("https://WWW.UNIAN.UA/war", "outlet:unian"),
        ("https://ukrainian.voanews.com/a/1", "outlet:voa"),
        ("https://www.bbc.co.uk/news", "outlet:bbc"),
        ("https://notbloomberg.com/", None),
        ("https://example.org/bloomberg.com", None),
        ("", None),
        ("http://[broken", None),
    ],
)
def test_outlet_of_an_address(address: str, outlet: str | None) -> None:
    """The host decides, with any subdomain; a path or a longer name does not."""
    found = knowledge_base().outlet(address)

    assert (found.id if found else None) == outlet


@pytest.mark.parametrize(
    ("day", "actor_id"),
    [
        (date(1995, 5, 1), "SYR-hafez-assad"),
        (date(2020, 5, 1), "SYR-bashar-assad"),
        (None, "SYR-bashar-assad"),
    ],
)
def test_term_of_office_decides_between_people_of_one_surname(day: date | None, actor_id: str) -> None:
    mentions = knowledge_base().mentions("здесь Асад сказал", "ru", on=day)

    assert [m.actor.id for m in mentions] == [actor_id]


def test_full_name_decides_for_the_bare_surname() -> None:
    """Where the text names one of two namesakes in full, the surname alone is that one, whoever held office."""
    text = "Про це казав Хафез Асад. Згодом Асад додав."
    mentions = knowledge_base().mentions(text, "uk", on=date(2020, 5, 1))

    assert [m.actor.id for m in mentions] == ["SYR-hafez-assad", "SYR-hafez-assad"]


def test_person_stays_linked_after_the_term() -> None:
    """A former leader is still a person of the state they led."""
    (mention,) = knowledge_base().mentions("тут Порошенко сказав", "uk", on=date(2025, 1, 1))

    assert (mention.actor.id, mention.actor.state) == ("UKR-poroshenko", "UKR")


@pytest.mark.parametrize(
    ("state", "post", "day", "holders"),
    [
        ("RUS", "head_of_state", date(2025, 1, 1), ["RUS-putin"]),
        ("USA", "head_of_state", date(2018, 1, 1), ["USA-trump"]),
        ("USA", "head_of_state", date(2022, 1, 1), ["USA-biden"]),
        ("RUS", "defence_minister", date(2023, 1, 1), ["RUS-shoigu"]),
        ("UKR", "head_of_government", date(2025, 10, 1), ["UKR-svyrydenko"]),
        ("UKR", "head_of_state", date(1900, 1, 1), []),
    ],
)
def test_holders_of_a_post_on_a_day(state: str, post: str, day: date, holders: list[str]) -> None:
    assert [actor.id for actor in knowledge_base().holders(state, post, day)] == holders


@pytest.mark.parametrize("language", ["en", "ru", "uk"])
@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "-", "«»", "…", "\u0301", "-- США-", "'’ʼ", "🇺🇦 🇺🇸", "США" * 500]
)
def test_odd_text_is_read_without_error(text: str, language: str) -> None:
    """Whatever the text, mentions are sorted, do not overlap and lie inside it."""
    places = [(m.start, m.end) for m in knowledge_base().mentions(text, language)]

    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(before[1] <= after[0] for before, after in pairwise(places))


def test_importing_actors_loads_no_analyser() -> None:
    """The command line starts fast only while this stays true."""
    code = "import sys, papertiger.actors; print([m for m in ('spacy', 'pymorphy3', 'yaml', 'ahocorasick') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("actor_id", "name"), [("RUS", "Russia"), ("org:nato", "NATO"), ("XQX", None), ("", None), (None, None)]
)
def test_an_actor_by_an_id_that_may_be_unknown(actor_id: str | None, name: str | None) -> None:
    found = actor_of(actor_id)

    assert (found.name if found is not None else None) == name
