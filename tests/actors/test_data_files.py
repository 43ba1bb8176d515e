"""The data files are complete and consistent, and a broken one is refused with its place."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from papertiger.actors import loading
from papertiger.actors.actor import kind_of
from papertiger.actors.knowledge import KnowledgeBase
from papertiger.actors.tables import Fact, Names
from papertiger.errors import DataFileError

LANGUAGES = ("en", "ru", "uk")


@cache
def facts() -> dict[str, Fact]:
    """All actors. Loaded by the first test that asks: it takes seconds, which whoever runs other tests need not wait."""
    return loading.load_facts()


@cache
def names_in(language: str) -> dict[str, Names]:
    return dict(loading.load_names(loading.DATA / language, facts()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small valid set of data files to break."""
    (tmp_path / "states.yaml").write_text("actors:\n  RUS: {name: Russia}\n  USA: {name: United States}\n")
    (tmp_path / "people.yaml").write_text("actors:\n  RUS-test: {name: Ivan Testov, state: RUS}\n")
    (tmp_path / "en").mkdir()
    shutil.copy(loading.DATA / "en" / "inflection.yaml", tmp_path / "en")
    (tmp_path / "en" / "states.yaml").write_text("actors:\n  RUS: {name: [Russia]}\n  USA: {name: [US]}\n")
    return tmp_path


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name(language: str) -> None:
    assert [
        state
        for state in of_kind("state")
        if state not in names_in(language) or not names_in(language)[state].name
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_states_have_adjective_people_and_capital(language: str) -> None:
    """City states and the smallest islands may lack one."""
    full = [
        names
        for state in of_kind("state")
        if (names := names_in(language)[state]).adjective and names.people and names.capital
    ]

    assert len(full) >= 145


@pytest.mark.parametrize("language", ["ru", "uk"])
def test_cyrillic_names_hold_no_latin_lookalikes(language: str) -> None:
    """A Latin letter typed into a Cyrillic name is an error that nobody sees."""
    texts = [
        name.text
        for names in names_in(language).values()
        for name in (*names.name, *names.adjective, *names.capital)
    ]
    mixed = [word for text in texts for word in re.findall(r"[^\W\d_]+", text) if _mixed(word.lower())]

    assert mixed == []


def _mixed(word: str) -> bool:
    return re.search("[a-z]", word) is not None and re.search("[а-яіїєґ]", word) is not None


def test_counts_cover_what_security_news_names() -> None:
    """Every kind has at least as many actors as the readers were promised."""
    counts = Counter(map(kind_of, facts()))

    assert counts["state"] >= 195
    assert counts["person"] >= 150
    assert counts["organisation"] + counts["group"] >= 100
    assert counts["outlet"] >= 150
    assert counts["system"] >= 80


def of_kind(kind: str) -> dict[str, Fact]:
    """The actors of one kind."""
    return {actor_id: fact for actor_id, fact in facts().items() if kind_of(actor_id) == kind}


def test_every_system_has_domain_and_origin() -> None:
    assert [
        key for key, fact in of_kind("system").items() if not fact.domain or fact.state not in facts()
    ] == []


def test_every_outlet_has_country_and_internet_domain() -> None:
    assert [
        key for key, fact in of_kind("outlet").items() if not fact.domains or fact.state not in facts()
    ] == []


def test_internet_domains_are_not_shared() -> None:
    domains = Counter(domain for fact in facts().values() for domain in fact.domains)

    assert [domain for domain, count in domains.items() if count > 1] == []


def test_every_person_belongs_to_a_state() -> None:
    assert [key for key in of_kind("person") if key[:3] not in facts()] == []


def test_terms_of_office_run_forward() -> None:
    terms = [(key, o) for key, fact in facts().items() for o in fact.offices if o.since and o.until]

    assert [key for key, office in terms if office.since > office.until] == []


def test_every_actor_can_be_named() -> None:
    """An actor without any name could never be mentioned; an outlet may be known by its internet domain alone."""
    nameless = [
        key
        for key, fact in facts().items()
        if not fact.names
        and not fact.domains
        and not any(key in names_in(language) for language in LANGUAGES)
    ]

    assert nameless == []


@pytest.mark.parametrize(
    ("file", "line", "text", "says"),
    [
        ("states.yaml", 3, "actors:\n  RUS: {name: Russia}\n  RUS: {name: Rossiya}\n", "twice"),
        ("states.yaml", 2, "actors:\n  RUS: {name: Russia, colour: white}\n  USA: {name: US}\n", "colour"),
        ("states.yaml", 3, "actors:\n  USA: {name: US}\n  Russia: {name: Russia}\n", "no actor id"),
        ("states.yaml", 2, "actors:\n  RUS: {name: Russia, wikidata: 159}\n  USA: {name: US}\n", "wikidata"),
        ("people.yaml", 2, "actors:\n  RUS-test: {name: I, state: RSU}\n", "RSU"),
        (
            "people.yaml",
            2,
            "actors:\n  RUS-test: {name: I, offices: [{post: x, since: 2012-13-01}]}\n",
            "since",
        ),
        ("en/states.yaml", 3, "actors:\n  RUS: {name: [Russia]}\n  FRA: {name: [France]}\n", "FRA"),
        ("en/states.yaml", 2, "actors:\n  RUS: {names: [Russia]}\n", "names"),
        ("en/states.yaml", 2, "actors:\n  RUS: {name: [{txt: Russia}]}\n", "text"),
        ("en/inflection.yaml", 2, "name:\n  - {end: a, forms: []}\nadjective: []\ndemonym: []\n", "forms"),
    ],
)
def test_broken_file_is_refused_with_file_and_line(
    folder: Path, file: str, line: int, text: str, says: str
) -> None:
    """The error names the file, the line and what is wrong there."""
    (folder / file).write_text(text)

    with pytest.raises(DataFileError) as caught:
        KnowledgeBase(folder).mentions("Russia", "en")

    assert Path(caught.value.file) == folder / file
    assert caught.value.line == line
    assert says in str(caught.value)


def test_digest_follows_every_file(folder: Path) -> None:
    """A change in any data file changes the digest; the place of the folder does not."""
    before = KnowledgeBase(folder).digest
    (folder / "en" / "states.yaml").write_text("actors:\n  RUS: {name: [Russia, Muscovy]}\n")
    after = KnowledgeBase(folder).digest

    assert before.startswith("sha256:")
    assert before != after
