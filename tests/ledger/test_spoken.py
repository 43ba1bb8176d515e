"""Pages of one speaker, whose claims lie in many chains, are what all claims give, in both databases."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterator

import pytest

from papertiger.ledger import ClaimFilter, Ledger, spoken
from papertiger.ledger.overview import Place
from papertiger.readers import ReadClaim, Reading
from papertiger.records import AttributionStep, ClaimRecord

OUTLET = AttributionStep(kind="outlet", name="Вечірній вісник")
WHO = AttributionStep(kind="person", name="Хтось", actor="AAA:khtos")
DAYS = (None, "2026", *(f"2026-01-{day:02}" for day in range(1, 8)))


@pytest.fixture
def crowd(
    ledger: Ledger, reading: Callable[..., Reading], claim: Callable[..., ReadClaim]
) -> tuple[Ledger, random.Random]:
    """Two hundred claims, most of them by one speaker through some of twelve outlets, one of which carries half of them."""
    draw = random.Random(7)  # noqa: S311 - the same claims in every run
    between = [AttributionStep(kind="outlet", name=f"Видання {letter}") for letter in "АБВГДЕЖЗИКЛ"]
    for number in range(100):
        one = reading(number, published=draw.choice(DAYS))
        carried = draw.choice((*between, *between, OUTLET, *[between[0]] * 20))
        chain = (OUTLET, carried, WHO) if draw.random() < 0.8 else (OUTLET, carried)
        made = (
            claim(one.article, "Країна А", id=f"first{number}", attribution=chain),
            claim(
                one.article,
                "радари",
                id=f"second{number}",
                attribution=draw.choice(((OUTLET, WHO), chain)),
                predicate=draw.choice(("delivered", "withheld")),
            ),
        )
        ledger.add(dataclasses.replace(one, claims=made))
    return ledger, draw


def paged(ledger: Ledger, chosen: ClaimFilter) -> Iterator[ClaimRecord]:
    """All claims, page by page."""
    after = None
    while True:
        page = ledger.page(chosen, after)
        yield from page.claims
        after = page.last and Place.read(str(page.last))
        if after is None:
            return


def test_pages_of_a_speaker_with_many_chains_are_all_claims_in_order(
    crowd: tuple[Ledger, random.Random],
) -> None:
    ledger, draw = crowd
    found = 0
    for _ in range(40):
        chosen = ClaimFilter(
            speaker=draw.choice(("ХТОСЬ", "AAA:khtos", "видання", "Видання А", "ніхто")),
            predicate=draw.choice((None, None, "withheld")),
            since=draw.choice((None, None, "2026-01-03")),
            newest_first=draw.random() < 0.5,
        )
        size = draw.choice((1, 3, 4, 5, 9, 50, 500))
        told = list(ledger.claims(chosen))
        assert list(paged(ledger, dataclasses.replace(chosen, limit=size))) == told
        found += len(told)
    assert found > 1_000


@pytest.mark.parametrize("newest_first", [False, True])
def test_no_more_is_read_of_a_chain_whose_first_claims_lie_beyond_the_page(
    crowd: tuple[Ledger, random.Random], newest_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger, _ = crowd
    read = []
    whole = spoken._of_each_chain

    def counted(*given: object, **more: bool) -> object:
        query = whole(*given, **more)  # type: ignore[arg-type]
        with ledger._backend.engine.connect() as connection:
            read.append(len(connection.execute(query).all()))
        return query

    monkeypatch.setattr(spoken, "_of_each_chain", counted)
    chosen = ClaimFilter(speaker="хтось", limit=10, newest_first=newest_first)
    page = ledger.page(chosen)

    assert list(page.claims) == list(ledger.claims(chosen))
    assert len(page.claims) < sum(read) < 80  # a page of each chain would be more than a hundred
