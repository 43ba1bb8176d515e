"""A tag never hides a claim that meets the filter."""

from __future__ import annotations

import random

import pytest

from papertiger.ledger.search import tags_asked, tags_of

DAYS = (
    "0001-01-01",
    "1850-06",
    "1899-12-31",
    "1900-01-01",
    "1999",
    "2014-02-27",
    "2025-12-31",
    "2026-01-14",
    "2026-11-27",
    "2099",
    "2100-05",
    "2150-01-01",
)


def meets(claim: dict[str, object], asked: dict[str, object]) -> bool:
    tags = set(tags_of(claim))
    return all(not tags.isdisjoint(one) for one in tags_asked(asked))


def test_a_claim_in_a_span_of_dates_bears_one_of_its_tags() -> None:
    draw = random.Random(5)  # noqa: S311 - a test
    for _ in range(2000):
        since, day, until = (draw.choice(DAYS)[: draw.choice((4, 7, 10))] for _ in range(3))
        if since <= day <= until + "~":
            claim: dict[str, object] = {"published": day if len(day) > 4 else f"{day}-01-01"}
            if str(claim["published"]) >= since:
                assert meets(claim, {"since": since, "until": until}), (since, day, until)
                assert meets(claim, {"since": since})
                assert meets(claim, {"until": until})


@pytest.mark.parametrize(
    ("published", "asked", "met"),
    [
        ("2026-01-14", {"since": "2026"}, True),
        ("2025-12-31", {"since": "2026"}, False),
        ("2026-01-14", {"until": "2025"}, False),
        ("2026-03-01", {"since": "2026-01", "until": "2026-02"}, False),
        ("2020-05-05", {"since": "2019-06", "until": "2021-02-03"}, True),
    ],
)
def test_months_and_years_outside_a_span_are_left_out(
    published: str, asked: dict[str, object], met: bool
) -> None:
    assert meets({"published": published}, asked) is met


def test_an_undated_claim_is_in_no_span() -> None:
    assert not meets({"published": ""}, {"since": "1900"})
    assert not meets({"published": None}, {"until": "2100"})


def test_a_party_is_met_by_its_id_and_by_its_state() -> None:
    claim: dict[str, object] = {
        "subject": "RUS:navy",
        "subject_state": "RUS",
        "object": None,
        "object_state": None,
    }

    assert meets(claim, {"subject": "RUS"})
    assert meets(claim, {"subject": "RUS:navy"})
    assert not meets(claim, {"object": "RUS"})


def test_a_field_without_a_tag_is_passed_over() -> None:
    assert tags_asked({"outlet": "Bloomberg", "speaker": "x", "subject": None, "limit": 5}) == []


def test_a_long_span_has_few_tags() -> None:
    ((*tags,),) = tags_asked({"until": "2018-02"})

    assert len(tags) <= 24
    assert meets({"published": "1987-03-01"}, {"until": "2018-02"})
    assert meets({"published": "2018-02-28"}, {"until": "2018-02"})
    assert not meets({"published": "2018-03-01"}, {"until": "2018-02"})
    assert not meets({"published": "2020-01-01"}, {"until": "2018-02"})
    assert not meets({"published": "2009-12-31"}, {"since": "2010"})
