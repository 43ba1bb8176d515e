"""Claims as rules of warnings take them: by day, with speaker and origin, and as they were known on a day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from papertiger.ledger import Ledger
from papertiger.ledger.indicated import day_of
from papertiger.ledger.reviewing import Review
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import AttributionStep, Coder, TimeSpan

CODER = Coder(reader="frames", version="1", config="sha256:00", frame="")
OUTLET = AttributionStep(kind="outlet", name="Вечірній вісник")
LEADER = AttributionStep(kind="person", name="Глава А", actor="AAA:leader")
NOBODY = AttributionStep(kind="group", name="officials", actor="BBB", anonymous=True)
CITED = AttributionStep(kind="outlet", name="Bloomberg")

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


class Clock:
    """Tells the day that it was set to."""

    day = date(2026, 2, 1)

    def __call__(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 10, tzinfo=UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(place: str | Path, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(place, clock=clock) as opened:
        yield opened


@pytest.fixture
def read(article: Callable[..., Article], claim: Callable[..., ReadClaim]) -> Callable[..., Reading]:
    """A reading of one claim; `changes` are fields of its record."""

    def make(number: int, published: str | None = "2026-01-14", **changes: object) -> Reading:
        one = article(number, published=published, outlet=f"Вісник {number}")
        return Reading(one, "uk", CODER, (claim(one, "Країна А передала", **changes),), sentences=1, parsed=1)

    return make


def test_a_claim_is_told_with_all_that_a_rule_asks_for(ledger: Ledger, read: Callable[..., Reading]) -> None:
    reading = read(
        1,
        family="event",
        predicate="THREATEN",
        mode="airstrike",
        subject="AAA:leader",
        subject_state="AAA",
        attribution=(OUTLET, LEADER),
        time=TimeSpan(edtf="2026-02/2026-03", words="навесні"),
    )
    ledger.add(reading)

    (one,) = ledger.indications(*YEAR)

    assert (one.claim, one.article, one.origin) == (reading.claims[0].record.id, reading.article.key, reading.article.key)  # fmt: skip
    assert (one.day, one.dated, one.known) == (date(2026, 1, 14), True, date(2026, 2, 1))
    assert (one.family, one.predicate, one.mode, one.domain) == (
        "event",
        "THREATEN",
        "airstrike",
        "air_defence",
    )
    assert (one.subject, one.subject_state, one.object, one.object_state) == (
        "AAA:leader",
        "AAA",
        "BBB",
        "BBB",
    )
    assert (one.polarity, one.modality, one.over) == ("affirmed", "asserted", None)
    assert (one.speaker, one.anonymous) == ("AAA:leader", False)
    assert (one.outlet, one.language, one.quote) == ("Вісник 1", "uk", "Країна А передала")
    assert one.happened == (date(2026, 2, 1), date(2026, 3, 31))


@pytest.mark.parametrize(
    ("attribution", "speaker", "anonymous"),
    [
        ((OUTLET.model_copy(update={"actor": "outlet:v"}),), None, False),
        ((OUTLET, CITED), None, False),
        ((OUTLET, NOBODY), "BBB", True),
        ((OUTLET, LEADER), "AAA:leader", False),
    ],
)
def test_the_speaker_is_the_last_who_is_no_outlet(
    path: Path,
    read: Callable[..., Reading],
    attribution: tuple[AttributionStep, ...],
    speaker: str | None,
    anonymous: bool,
) -> None:
    with Ledger.open(path) as ledger:
        ledger.add(read(1, attribution=attribution))

        assert [(o.speaker, o.anonymous) for o in ledger.indications(*YEAR)] == [(speaker, anonymous)]


def test_claims_are_chosen_by_day_predicate_family_and_state(
    ledger: Ledger, read: Callable[..., Reading]
) -> None:
    ledger.add_all(
        [
            read(1, "2026-01-14"),
            read(2, "2026-01-15T23:30:00+02:00", predicate="withheld"),
            read(3, "2026-01-16", family="relation", predicate="distrusts", object="CCC", object_state="CCC"),
            read(4, "2025-12-31"),
            read(5, "2027-01-01"),
        ]
    )

    def days(since: date = YEAR[0], until: date = YEAR[1], **chosen: list[str]) -> list[int]:
        return [one.day.day for one in ledger.indications(since, until, **chosen)]  # type: ignore[arg-type] # lists of words

    assert days() == [14, 15, 16]
    assert days(date(2026, 1, 15), date(2026, 1, 15)) == [15]
    assert days(predicates=["withheld", "distrusts"]) == [15, 16]
    assert days(families=["support"]) == [14, 15]
    assert days(states=["CCC"]) == [16]
    assert days(predicates=[]) == []


def test_what_was_not_known_yet_is_left_out(
    ledger: Ledger, clock: Clock, read: Callable[..., Reading]
) -> None:
    ledger.add(read(1))
    clock.day = date(2026, 2, 3)
    ledger.add(read(2))

    assert len(ledger.indications(*YEAR)) == 2
    assert len(ledger.indications(*YEAR, known_by=date(2026, 2, 2))) == 1
    assert ledger.indications(*YEAR, known_by=date(2026, 1, 31)) == ()
    assert ledger.articles_by_day(*YEAR, known_by=date(2026, 2, 2)) == {date(2026, 1, 14): 1}


def test_an_article_without_a_day_counts_under_the_day_on_which_it_was_read(
    ledger: Ledger, read: Callable[..., Reading]
) -> None:
    ledger.add_all([read(1, None), read(2, "2026-01"), read(3, "2026"), read(4, "2025")])
    known = date(2026, 2, 1)
    expected = [(date(2026, 1, 31), False), (known, False), (known, False)]

    assert [(one.day, one.dated) for one in ledger.indications(*YEAR)] == expected
    assert ledger.articles_by_day(*YEAR) == {date(2026, 1, 31): 1, known: 2}
    assert ledger.articles_by_day(date(2026, 1, 1), date(2026, 1, 31)) == {date(2026, 1, 31): 1}


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2026-01-14", (date(2026, 1, 14), True)),
        ("2027-01-14T00:00:00Z", (date(2027, 1, 14), True)),
        ("2026-13", (date(2026, 2, 1), False)),
        ("2025-12", (date(2025, 12, 31), False)),
        ("", (date(2026, 2, 1), False)),
    ],
)
def test_the_day_of_an_article(published: str, expected: tuple[date, bool]) -> None:
    assert day_of(published, date(2026, 2, 1)) == expected


def test_a_rejected_claim_is_no_indication_and_an_article_without_claims_is_counted(
    ledger: Ledger, read: Callable[..., Reading]
) -> None:
    one = read(1)
    ledger.add_all([one, Reading(read(2).article, "uk", CODER, (), sentences=1, parsed=0)])
    claim = one.claims[0].record.id
    ledger.decide(Review("r1", claim, 1, "reject", "anna", "2026-02-01T10:00:00.000000Z", "misread"))

    assert ledger.indications(*YEAR) == ()
    assert ledger.articles_by_day(*YEAR) == {date(2026, 1, 14): 2}


def test_origins_are_those_that_claims_are_told_with(ledger: Ledger, read: Callable[..., Reading]) -> None:
    ledger.add_all([read(n, attribution=(OUTLET, CITED) if n % 2 else (OUTLET, LEADER)) for n in range(6)])

    told = {record.id: record.origin for record in ledger.with_origins(ledger.claims())}

    assert {one.claim: one.origin for one in ledger.indications(*YEAR)} == told
    assert any(origin and "@" in origin for origin in told.values())
