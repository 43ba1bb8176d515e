"""Pages of claims and numbers of them are what all claims give, in both databases."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable

import pytest

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter, Holdings, Ledger, overview
from papertiger.ledger.overview import Partner, Place
from papertiger.ledger.writing import Maker
from papertiger.readers import ReadClaim, Reading

DATES = ("2026-01-14", "2026-01-14", "2026-02-01T23:30:00+02:00", None)


@pytest.fixture
def shelf(ledger: Ledger, reading: Callable[..., Reading], claim: Callable[..., ReadClaim]) -> Ledger:
    """Twelve claims of five articles, two of them of one day and one undated."""
    for number, published in enumerate(DATES):
        one = reading(number, published=published)
        more = claim(
            one.article,
            "Країна А",
            id=f"more{number}",
            subject="BBB",
            subject_state="BBB",
            object="AAA",
            object_state="AAA",
        )
        ledger.add(dataclasses.replace(one, claims=(*one.claims, more)[: 3 if number else 2]))
    lone = reading(9).article
    nobody = claim(
        lone,
        "Країна А",
        id="nobody",
        object=None,
        object_state=None,
        family="event",
        predicate="AID",
        domain="cyber",
    )
    ledger.add(dataclasses.replace(reading(9), article=lone, claims=(nobody,)))
    return ledger


@pytest.mark.parametrize(
    "fields", [{}, {"speaker": "вісник"}, {"speaker": "ВІСНИК", "object": "BBB", "since": "2026"}]
)
@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_one_after_the_other_are_all_claims_in_order(
    shelf: Ledger, newest_first: bool, fields: dict[str, str]
) -> None:
    chosen = ClaimFilter(newest_first=newest_first, **fields)  # type: ignore[arg-type]
    found, after = [], None
    while True:
        page = shelf.page(dataclasses.replace(chosen, limit=2), after)
        found += page.claims
        after = page.last and Place.read(str(page.last))
        if after is None:
            break

    assert found == list(shelf.claims(chosen))
    assert len(found) == (6 if "object" in fields else 12)


def test_the_last_page_says_so_even_when_it_is_full(shelf: Ledger) -> None:
    assert shelf.page(ClaimFilter(limit=12)).last is None
    assert shelf.page(ClaimFilter(limit=11)).last is not None


def test_a_claim_that_comes_in_between_moves_no_later_page(
    shelf: Ledger, reading: Callable[..., Reading]
) -> None:
    chosen = ClaimFilter(limit=4, newest_first=True)
    first = shelf.page(chosen)
    second = shelf.page(chosen, first.last)

    shelf.add(reading(20, published="2026-03-01"))

    assert shelf.page(chosen, first.last) == second


@pytest.mark.parametrize("text", ["", "1.2.3", "a.b.c.2026"])
def test_what_is_no_place_is_an_error(text: str) -> None:
    with pytest.raises(LedgerError, match="no place in a list"):
        Place.read(text)


def test_numbers_are_those_of_the_claims(shelf: Ledger) -> None:
    between = [r for r in shelf.claims() if (r.subject, r.object) == ("AAA", "BBB")]

    assert shelf.matrix("AAA", "BBB") == Counter((r.predicate, r.domain) for r in between)
    assert shelf.timeline("AAA", "BBB") == Counter((r.article.published or "")[:7] for r in between)
    assert shelf.partners("AAA") == (Partner("BBB", as_client=8, as_patron=3),)
    assert shelf.partners("BBB") == (Partner("AAA", as_client=3, as_patron=8),)
    assert shelf.counts().families == {"event": 1, "support": 11}
    assert shelf.counts().languages == {"uk": 5}


def test_holdings_are_those_of_the_articles(shelf: Ledger, reading: Callable[..., Reading]) -> None:
    shelf.add(reading(10, outlet=None, published="2025-12-31T23:59:00-05:00", language="ru"))
    rows = list(shelf.articles())

    assert shelf.holdings() == Holdings(
        articles=6,
        outlets={"Вечірній вісник": 5},
        languages=Counter(row.language for row in rows),
        first="2025-12-31",
        last="2026-02-01",
        undated=1,
    )
    assert [shelf.article_row(row.key) for row in rows] == rows
    with pytest.raises(LedgerError, match="no article 'nowhere'"):
        shelf.article_row("nowhere")


def test_an_empty_ledger_holds_nothing(ledger: Ledger) -> None:
    assert ledger.holdings() == Holdings(0, {}, {}, "", "", 0)


def test_a_claim_that_falls_is_counted_no_more(shelf: Ledger) -> None:
    (record,) = shelf.claims(ClaimFilter(predicate="AID"))
    with shelf._pen.entry(Maker("enter", person="anna")) as entry:
        entry.put("superseded", {"claim": [record.id, 1], "why": "gone"})

    assert shelf.counts().families == {"support": 11}
    assert all(one.wrong == 0 for one in shelf.audit() if one.name in {"standing", "numbers"})
    assert shelf.counts().claims == 11


@pytest.mark.parametrize("few", [0, 1, 2_000])
def test_claims_of_an_outlet_are_the_same_by_its_articles_and_by_all_claims(
    shelf: Ledger, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(overview, "FEW", few)
    chosen = ClaimFilter(outlet="вечірній", newest_first=True, limit=2)
    found: list[str] = []
    page = shelf.page(chosen)
    found += [one.id for one in page.claims]
    while page.last is not None:
        page = shelf.page(chosen, page.last)
        found += [one.id for one in page.claims]
    assert found == [one.id for one in shelf.claims(dataclasses.replace(chosen, limit=None))]
    assert found
    assert shelf.page(ClaimFilter(outlet="немає такого")).claims == ()


def test_states_are_the_sides_of_claims_that_stand(shelf: Ledger) -> None:
    found = {
        side
        for one in shelf.claims()
        for side in (one.subject_state or one.subject, one.object_state or one.object)
    }
    assert shelf.states() == tuple(sorted(side for side in found if side))
