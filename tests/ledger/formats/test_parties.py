"""Who stands behind an id, what things are called, and names that stay the same."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from exported import bare, full

from papertiger.ledger.formats.identity import changed_at, key_of, stable, stamp
from papertiger.ledger.formats.parties import article_name, parties, party, speaker, titled
from papertiger.ledger.formats.pieces import language_of, sha256_of, web_address
from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.records import AttributionStep, StepKind


@pytest.mark.parametrize(
    ("actor", "name", "kind", "state"),
    [
        ("RUS", "Russia", "state", "RUS"),
        ("RUS-putin", "Vladimir Putin", "person", "RUS"),
        ("org:nato", "NATO", "organisation", None),
        ("RUS:allies", "Russia (allies)", "group", None),
        ("ZZZ:allies", "ZZZ:allies", "group", None),
        ("nobody known", "nobody known", "group", None),
    ],
)
def test_a_party_has_name_kind_and_state(actor: str, name: str, kind: str, state: str | None) -> None:
    found = party(actor)

    assert (found.key, found.name, found.kind, found.state) == (actor, name, kind, state)


def test_a_party_that_a_claim_names_twice_is_one() -> None:
    assert [one.key for one in parties(full(subject="RUS", object="RUS", over="USA"))] == ["RUS", "USA"]


@pytest.mark.parametrize(
    ("kind", "name", "actor", "expected"),
    [
        ("person", "міністр", "VEN", ("міністр", "person", "VEN")),
        ("group", "Кремль", "RUS", ("Кремль", "group", "RUS")),
        ("group", "Росія", "RUS", ("Russia", "state", "RUS")),
        ("group", "Russia", "RUS", ("Russia", "state", "RUS")),
        ("person", "Путін", "RUS-putin", ("Vladimir Putin", "person", "RUS")),
        ("document", "договір", None, ("договір", "document", None)),
    ],
)
def test_a_speaker_is_the_actor_unless_that_is_the_state_they_speak_for(
    kind: StepKind, name: str, actor: str | None, expected: tuple[str, str, str | None]
) -> None:
    found = speaker(AttributionStep(kind=kind, name=name, actor=actor))

    assert found is not None
    assert (found.name, found.kind, found.state) == expected


def test_two_speakers_of_one_name_and_two_states_are_two() -> None:
    steps = [AttributionStep(kind="person", name="міністр", actor=state) for state in ("VEN", "CUB")]

    assert len({found.key for step in steps if (found := speaker(step))}) == 2


def test_a_nameless_speaker_is_nobody() -> None:
    assert speaker(AttributionStep(kind="group", name="джерела", anonymous=True)) is None
    assert speaker(AttributionStep(kind="group", name=" ")) is None


def test_a_title_says_what_the_claim_says_and_no_more() -> None:
    assert titled(bare()) == "? → ? · ASSAULT · unspecified · negated · denied"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/analyst/case/a.txt", "a.txt"),
        ("C:\\Users\\analyst\\a.txt", "a.txt"),
        ("rows.csv#3", "rows.csv#3"),
        ("/home/analyst/", "analyst"),
    ],
)
def test_an_article_is_called_without_folders(path: str, name: str) -> None:
    article = full().article.model_copy(update={"path": path})

    assert article_name(full(article=article)) == f"Вечірній вісник · 2026-01-14 · {name}"


def test_an_article_that_says_nothing_of_itself_is_called_by_its_key() -> None:
    assert article_name(bare()) == key_of(bare().article)


def test_the_key_of_an_article_is_the_one_of_the_ledger() -> None:
    about = Metadata(outlet="Вісник", url="https://a.example/")
    article = Article("Текст.", (Paragraph(0, 6, "body"),), about, "a.txt", b"x")
    ref = full().article.model_copy(
        update={"sha256": article.sha256, "outlet": about.outlet, "url": about.url}
    )

    assert key_of(ref) == article.key


def test_names_made_of_parts_do_not_run_together() -> None:
    assert stable("a", "bc") != stable("ab", "c") != stable("abc")
    assert stable("claim", "1") == stable("claim", "1")
    assert str(stable("claim", "1")) == "61695801-4a7b-5dcf-8417-c57b213a4226"


def test_a_later_version_of_a_claim_came_about_later() -> None:
    first = changed_at(bare(article=full().article))

    assert first == datetime(2026, 1, 14, tzinfo=UTC)
    assert stamp(first) == "2026-01-14T00:00:00.000Z"


def test_a_version_adds_a_millisecond_and_a_review_its_moment() -> None:
    article = full().article

    assert stamp(changed_at(bare(article=article, version=3))) == "2026-01-14T00:00:00.002Z"
    assert stamp(changed_at(full())) == "2026-02-01T10:00:00.000Z"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://a.example/x?y=1#z", True),
        ("HTTP://A.example", True),
        ("https://[2001:db8::1]/", True),
        ("https://пример.example/шлях", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("ftp://a.example/", False),
        ("//a.example/", False),
        ("https://a.example/\nx", False),
        ("https://a.example/ x", False),
        ('https://a.example/"onclick=', False),
        ("https://a.example/<x>", False),
        ("https://a.example:port/", False),
        ("https://[::1", False),
        ("https:///path", False),
        (None, False),
    ],
)
def test_only_addresses_on_the_web_stand_where_programs_follow_links(text: str | None, kept: bool) -> None:
    assert web_address(text) == (text if kept else None)


def test_a_hash_and_a_language_stand_only_where_they_are_ones() -> None:
    assert (sha256_of("ab" * 32), sha256_of("AB" * 32), sha256_of("ab")) == ("ab" * 32, None, None)
    assert [language_of(tag) for tag in ("uk", "uk-UA", "", "u k")] == ["uk", "uk-UA", None, None]
