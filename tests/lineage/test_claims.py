"""The origin of a claim, and how many independent origins a set of claims has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from papertiger.lineage import (
    Family,
    Member,
    Origin,
    Outlet,
    Placed,
    Provenance,
    independent_origins,
    origin_of,
)
from papertiger.lineage.provenance import outlet_named
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote

BLOOMBERG = outlet_named("Bloomberg")


def claim(article: str, *chain: AttributionStep, origin: str | None = None, **more: str) -> ClaimRecord:
    """A claim of an article; `chain` without the article's own outlet."""
    own = AttributionStep(kind="outlet", name=f"Outlet {article}")
    return ClaimRecord(
        id=f"{article}{len(chain)}{more}",
        family="support",
        predicate=more.get("predicate", "withheld"),
        subject="RUS",
        subject_state="RUS",
        object=more.get("object", "VEN"),
        object_state=more.get("object", "VEN"),
        domain="military",
        polarity="affirmed",
        modality="asserted",
        attribution=(own, *chain),
        quote=Quote(exact="x", prefix="", suffix="", start=0, end=1),
        article=ArticleRef(
            sha256=article,
            path=article,
            outlet=own.name,
            published=more.get("day", "2026-01-14"),
            language="en",
        ),
        confidence=0.9,
        origin=origin,
        coder=Coder(reader="r", version="1", config="c", frame="f"),
    )


def outlet(name: str) -> AttributionStep:
    return AttributionStep(kind="outlet", name=name)


OFFICIALS = AttributionStep(kind="group", name="officials", actor="VEN", anonymous=True)
EXPERT = AttributionStep(kind="person", name="Denys Popel", actor=None)
MINISTER = AttributionStep(kind="person", name="Ilmar Tross", actor="VEN")


def member(key: str, *chain: Outlet) -> Member:
    return Member(
        key, key, None, None, outlet_named(f"Outlet {key}"), "2026-01-14", "en", Provenance(chain=chain)
    )


UNFETCHED = Family(
    "a",
    Origin(BLOOMBERG, "2026-01-14", None),
    (Placed(member("a", BLOOMBERG)), Placed(member("b", BLOOMBERG))),
)
COPIED = Family(
    "a",
    Origin(outlet_named("Outlet a"), "2026-01-14", "a"),
    (Placed(member("a")), Placed(member("b"), parent="a")),
)


def test_a_claim_that_cites_the_retold_outlet_is_of_its_report_in_every_article() -> None:
    first = origin_of(claim("a", outlet("Bloomberg"), OFFICIALS), UNFETCHED, UNFETCHED.articles[0])
    second = origin_of(claim("b", outlet("bloomberg.com")), UNFETCHED, UNFETCHED.articles[1])

    assert first == second
    assert first.startswith("outlet:bloomberg@")


def test_a_lead_in_the_own_voice_of_a_retelling_sums_up_what_it_retells() -> None:
    cited = origin_of(claim("b", outlet("Bloomberg")), UNFETCHED, UNFETCHED.articles[1])

    assert origin_of(claim("b"), UNFETCHED, UNFETCHED.articles[1]) == cited
    assert origin_of(claim("b", OFFICIALS), UNFETCHED, UNFETCHED.articles[1]) == cited


def test_a_speaker_whom_a_retelling_brings_itself_is_its_own() -> None:
    assert origin_of(claim("b", EXPERT), UNFETCHED, UNFETCHED.articles[1]) == "b"


def test_a_party_whose_own_act_it_is_is_no_speaker_of_the_retelling() -> None:
    moscow = AttributionStep(kind="group", name="Moscow", actor="RUS")

    assert origin_of(claim("b", moscow), UNFETCHED, UNFETCHED.articles[1]).startswith("outlet:bloomberg@")


def test_a_retelling_that_reported_itself_speaks_for_itself() -> None:
    reported = Placed(replace(member("b", BLOOMBERG), provenance=Provenance(chain=(BLOOMBERG,), own=True)))

    assert origin_of(claim("b"), UNFETCHED, reported) == "b"


def test_one_statement_that_two_reports_share_makes_them_no_single_report() -> None:
    shared = [claim("a", MINISTER, origin="o"), claim("b", MINISTER, origin="p")]
    own = [claim("a", origin="o"), claim("b", origin="p")]

    assert independent_origins(shared) == 1
    assert independent_origins([*own, *shared]) == 2
    assert independent_origins([own[0], *shared]) == 1


def test_another_outlet_cited_in_passing_is_another_origin() -> None:
    found = origin_of(claim("a", outlet("Reuters")), UNFETCHED, UNFETCHED.articles[0])

    assert found.startswith("outlet:reuters@")


def test_a_silent_copy_has_the_origin_of_what_it_copies() -> None:
    assert [origin_of(claim(p.member.key), COPIED, p) for p in COPIED.articles] == ["a", "a"]


@pytest.mark.parametrize(
    ("claims", "number"),
    [
        ([claim("a", origin="o"), claim("b", origin="o")], 1),
        ([claim("a", origin="o"), claim("b", origin="p")], 2),
        ([claim("a"), claim("a"), claim("b")], 2),
        ([claim("a", MINISTER), claim("b", MINISTER)], 1),
        ([claim("a", MINISTER), claim("b", MINISTER, day="2026-01-19")], 2),
        (
            [
                claim("a", MINISTER),
                claim("b", MINISTER, day="2026-01-16"),
                claim("c", MINISTER, day="2026-01-18"),
            ],
            1,
        ),
        ([claim("a", MINISTER), claim("b", MINISTER, object="SYR")], 2),
        ([claim("a", OFFICIALS), claim("b", OFFICIALS)], 2),
        ([], 0),
    ],
    ids=[
        "one report",
        "two reports",
        "not joined yet",
        "one public statement",
        "said again later",
        "said on and on",
        "about another",
        "nameless speakers may be two",
        "nothing",
    ],
)
def test_origins_are_counted_not_articles(claims: list[ClaimRecord], number: int) -> None:
    assert independent_origins(claims) == number


def test_forty_copies_change_no_count() -> None:
    one = [claim("a", origin="o"), claim("x", origin="p")]

    assert independent_origins(one) == independent_origins(
        [*one, *(claim(str(n), origin="o") for n in range(40))]
    )
