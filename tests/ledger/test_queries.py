"""Filters, their order, and one claim by the beginning of its id."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, Counts, Ledger, queries
from papertiger.ledger.asked import CONTEXT, excerpt
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import AttributionStep

PAPER = AttributionStep(kind="outlet", name="Вечірній вісник")
WIRE = AttributionStep(kind="outlet", name="North Wire")
OFFICIALS = AttributionStep(kind="group", name="Посадовці", actor="BBB", anonymous=True)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Placeholder that `shelf` fills; one ledger serves all questions, which change nothing."""
    with Ledger.open(tmp_path_factory.mktemp("queries") / "asked.ledger") as opened:
        yield opened


@pytest.fixture
def shelf(asked: Ledger, reading: Callable[..., Reading], claim: Callable[..., ReadClaim]) -> Ledger:
    """Claims named by one letter: a, b in January; c in February with a time of day; d undated."""
    january = reading(1).article
    february = reading(2, published="2026-02-01T23:30:00+02:00", outlet="Morning Post").article
    undated = reading(3, published=None, outlet=None).article

    def add(article: Article, *claims: ReadClaim) -> None:
        asked.add(dataclasses.replace(reading(), article=article, claims=claims))

    add(
        january,
        claim(
            january,
            "Техніки",
            id="b",
            predicate="withheld",
            domain="cyber",
            attribution=(PAPER, WIRE, OFFICIALS),
        ),
        claim(january, "Країна А", id="a", subject="AAA-leader"),
    )
    add(
        february,
        claim(
            february,
            "країні Б",
            id="c",
            family="event",
            predicate="AID",
            object="BBB:allies",
            object_state=None,
        ),
    )
    add(
        undated,
        claim(
            undated,
            "радари мовчали",
            id="d",
            modality="denied",
            polarity="negated",
            subject="CCC",
            subject_state="CCC",
            attribution=(WIRE,),
        ),
    )
    return asked


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        ({}, "dabc"),
        ({"family": "event"}, "c"),
        ({"predicate": "withheld"}, "b"),
        ({"predicate": "trusts"}, ""),
        ({"subject": "AAA"}, "abc"),
        ({"subject": "AAA-leader"}, "a"),
        ({"subject": "AA"}, ""),
        ({"object": "BBB"}, "dab"),
        ({"object": "BBB:allies"}, "c"),
        ({"subject": "AAA", "object": "BBB"}, "ab"),
        ({"subject": "AAA", "object": "BBB", "limit": 1}, "a"),
        ({"subject": "CCC", "object": "BBB:allies"}, ""),
        ({"domain": "cyber"}, "b"),
        ({"polarity": "negated"}, "d"),
        ({"modality": "denied"}, "d"),
        ({"outlet": "ВЕЧІРНІЙ"}, "ab"),
        ({"outlet": "post"}, "c"),
        ({"speaker": "посадов"}, "b"),
        ({"speaker": "wire"}, "db"),
        ({"speaker": "вісник"}, "ac"),
        ({"speaker": "BBB"}, "b"),
        ({"since": "2026-01-14"}, "abc"),
        ({"since": "2026-01-15"}, "c"),
        ({"until": "2026-01-13"}, ""),
        ({"until": "2026-01-14"}, "ab"),
        ({"until": "2026-01"}, "ab"),
        ({"since": "2024-02-29"}, "abc"),
        ({"subject": "aaa", "domain": "air_defence", "since": "2026-01-14", "limit": 1}, "a"),
        ({"until": "2026-02-01"}, "abc"),
        ({"since": "2026-02", "until": "2026"}, "c"),
        ({"text": "ТЕХНІКИ"}, "b"),
        ({"text": "%"}, ""),
        ({"article": "news/2.txt"}, "c"),
        ({"article": "news/"}, ""),
        ({"limit": 2}, "da"),
        ({"subject": "AAA", "domain": "air_defence", "since": "2026-01-14", "limit": 1}, "a"),
        ({"text": "'; DROP TABLE claims; --"}, ""),
        ({"subject": 'A"]\0'}, ""),
    ],
    ids=str,
)
def test_a_filter_returns_its_claims_in_order(shelf: Ledger, chosen: dict[str, Any], expected: str) -> None:
    assert "".join(record.id for record in shelf.claims(ClaimFilter(**chosen))) == expected


def test_every_field_of_the_filter_has_a_condition() -> None:
    fields = {field.name for field in dataclasses.fields(ClaimFilter)}

    assert fields - {"limit", "newest_first"} == set(queries.CONDITIONS)


@pytest.mark.parametrize("attribute", ["key", "sha256"])
@pytest.mark.parametrize("length", [12, 64])
def test_an_article_is_chosen_by_the_beginning_of_its_key_or_hash(
    shelf: Ledger, article: Callable[..., Article], attribute: str, length: int
) -> None:
    beginning = getattr(article(1), attribute)[:length]

    assert "".join(record.id for record in shelf.claims(ClaimFilter(article=beginning))) == "ab"


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"family": "supports"}, "no family 'supports'; there are: support, relation, event"),
        ({"predicate": "gave"}, "no predicate 'gave'; there are: pledged, "),
        ({"domain": "airdefence"}, "no domain 'airdefence'; there are: military, air_defence, "),
        ({"polarity": "no"}, "no polarity 'no'; there are: affirmed, negated"),
        ({"modality": "denies"}, "no modality 'denies'; there are: asserted, "),
        ({"since": "14.01.2026"}, "since: '14.01.2026' is no date; write YYYY-MM-DD"),
        ({"until": "2026-1"}, "until: '2026-1' is no date"),
        ({"since": "2026-02-30"}, "since: '2026-02-30' is no date"),
        ({"until": "2026-13"}, "until: '2026-13' is no date"),
        ({"since": "0000"}, "since: '0000' is no date"),
        ({"limit": 0}, "limit: 0 is less than 1"),
    ],
)
def test_a_value_that_no_claim_can_have_is_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(LedgerError) as error:
        ClaimFilter(**wrong)

    assert str(error.value).startswith(message)


def test_a_query_left_halfway_does_not_hold_up_the_next_writer(
    ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    ledger.add(reading(1))
    walk = ledger.claims()
    next(walk)

    assert ledger.add(reading(2)) is True
    assert len(list(walk)) == 1


def test_counts_are_by_family_and_language(shelf: Ledger) -> None:
    assert shelf.counts() == Counts(3, 4, {"event": 1, "support": 3}, {"uk": 3})


def test_articles_come_by_date_with_their_number_of_claims(shelf: Ledger) -> None:
    found = [(row.path, row.published, row.outlet, row.claims) for row in shelf.articles()]

    assert found == [
        ("news/3.txt", None, None, 1),
        ("news/1.txt", "2026-01-14", "Вечірній вісник", 2),
        ("news/2.txt", "2026-02-01T23:30:00+02:00", "Morning Post", 1),
    ]


def test_a_claim_comes_with_its_explanation_context_and_article(
    ledger: Ledger, reading: Callable[..., Reading]
) -> None:
    added = reading()
    ledger.add(added)
    expected = added.claims[1]

    found = ledger.claim(expected.record.id)

    assert (found.record, found.explanation) == (expected.record, expected.explanation)
    assert found.excerpt.before + found.excerpt.exact + found.excerpt.after == added.article.text
    assert (found.article.key, found.article.claims) == (added.article.key, 2)
    assert (found.article.reader, found.article.sentences, found.article.parsed) == ("frames", 3, 2)


@pytest.fixture
def ids(
    ledger: Ledger,
    reading: Callable[..., Reading],
    claim: Callable[..., ReadClaim],
    request: pytest.FixtureRequest,
) -> Ledger:
    article = reading().article
    claims = tuple(claim(article, article.text[: n + 1], id=one) for n, one in enumerate(request.param))
    ledger.add(dataclasses.replace(reading(), claims=claims))
    return ledger


@pytest.mark.parametrize("ids", [["ab12", "ab34", "ab", "c0ffee"]], indirect=True)
@pytest.mark.parametrize(
    ("prefix", "expected"), [("c", "c0ffee"), ("ab3", "ab34"), ("ab", "ab"), ("ab12", "ab12")]
)
def test_the_beginning_of_an_id_will_do_while_it_is_the_only_one(
    ids: Ledger, prefix: str, expected: str
) -> None:
    assert ids.claim(prefix).record.id == expected


@pytest.mark.parametrize("ids", [["a1", "a2", "b1", "b2", "b3", "b4", "b5", "b6"]], indirect=True)
@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        (
            "a",
            "several claims begin with 'a': a1 (AAA delivered BBB), a2 (AAA delivered BBB); write more of the id",
        ),
        ("b", "several claims begin with 'b': b1 (AAA delivered BBB), b2 "),
        ("", "several claims begin with ''"),
        ("x", "no claim 'x' in the ledger; `papertiger claims` lists their ids"),
        ("a1x", "no claim 'a1x' in the ledger"),
        ("_", "no claim '_'"),
    ],
)
def test_an_id_that_names_no_claim_or_several_is_refused(ids: Ledger, prefix: str, message: str) -> None:
    with pytest.raises(LedgerError) as error:
        ids.claim(prefix)

    assert str(error.value).startswith(message)
    assert "b6" not in str(error.value)


@pytest.mark.parametrize("method", ["article", "article_text"])
def test_an_article_that_is_not_there_is_named(ledger: Ledger, method: str) -> None:
    with pytest.raises(LedgerError, match="no article 'nokey'"):
        getattr(ledger, method)("nokey")


@pytest.mark.parametrize("shift", range(6))
def test_an_excerpt_is_cut_to_whole_words_of_the_frozen_text(shift: int) -> None:
    text = "слово " * 100 + "." * shift + "ЦИТАТА" + "." * shift + " слово" * 100
    start = text.index("ЦИТАТА")

    found = excerpt(text, start, start + 6)

    assert found.exact == "ЦИТАТА"
    assert f"{found.before}{found.exact}{found.after}" in text
    assert set(f"{found.before} {found.after}".replace(".", "").split()) == {"слово"}
    assert all(CONTEXT - 6 <= len(side) <= CONTEXT for side in (found.before, found.after))


def test_an_excerpt_of_text_without_spaces_is_cut_at_its_length() -> None:
    found = excerpt("x" * 1000, 500, 510)

    assert (len(found.before), len(found.after)) == (CONTEXT, CONTEXT)


def test_a_ledger_file_is_enough(path: Path, reading: Callable[..., Reading]) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(reading())

    assert [file.name for file in path.parent.iterdir()] == [path.name]
