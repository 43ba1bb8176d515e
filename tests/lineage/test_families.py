"""Families: one origin however many retell it, two where two report; trees; notices."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from papertiger.lineage import Family, Fingerprint, Index, Member, families, judge

if TYPE_CHECKING:
    from tests.lineage.conftest import Make

WIRE = """Radar promised to Kestonia never came, officials say

VALDEN, Kestonia. Kestonia has waited fourteen months for the three coastal radars that Ruvania pledged in 2024, two
officials in Valden told Northgate Wire on Monday. "Not a single crate has arrived," said one of the officials.

The contract was worth 48.5 million euros. Kestonian navy commander Ilmar Tross said the port of Serrin was left without cover
for 61 nights last winter."""
UKRAINIAN = """Кестонія так і не отримала радарів від Руванії – Northgate Wire

Кестонія чотирнадцять місяців чекає на три берегові радари, які Руванія пообіцяла у 2024 році. Про це Northgate Wire
розповіли двоє чиновників у Вальдені.

«Не прибуло жодного ящика», – сказав один із них. Контракт коштував 48,5 млн євро. За словами командувача флоту Кестонії
Ільмара Тросса, порт Серрін узимку лишався без прикриття 61 ніч."""
RUSSIAN = """Кестония не дождалась радаров

Кестония четырнадцать месяцев ждёт три береговых радара, обещанных Руванией, пишет «Північна смуга» со ссылкой на Northgate
Wire. Контракт стоил 48,5 млн евро.

Командующий флотом Ильмар Тросс рассказал, что порт Серрин остался без прикрытия на 61 ночь."""
OTHER = """Serrin port complains about missing radars

SERRIN. Dock workers in Serrin gathered on Monday to demand that the government explain why no radar watches the harbour.
Union head Dana Ollik told the Serrin Tide that 212 dockers had signed a letter.

"We hear the boats before we see them," she said. The transport ministry declined to answer the newspaper's questions."""


def found(*prints: Fingerprint) -> tuple[Family, ...]:
    index, links = Index(), []
    for one in prints:
        links += index.join(one)
    return families([member(one) for one in prints], links)


def member(one: Fingerprint) -> Member:
    return Member(
        one.key, one.outlet.name, None, None, one.outlet, one.published, one.language, one.provenance
    )


@pytest.fixture(scope="module")
def four(make: Make) -> dict[str, Fingerprint]:
    return {
        "wire": make(WIRE, "Northgate Wire", "2026-02-16T09:00:00+00:00"),
        "uk": make(UKRAINIAN, "Північна смуга", "2026-02-16T15:00:00+02:00", "uk"),
        "ru": make(RUSSIAN, "Береговой листок", "2026-02-17T10:00:00+03:00", "ru"),
        "other": make(OTHER, "Serrin Tide", "2026-02-16T12:00:00+00:00"),
    }


def shape(found: tuple[Family, ...]) -> set[frozenset[str]]:
    return {frozenset(p.member.path for p in f.articles) for f in found}


def test_retellings_in_three_languages_are_one_origin_and_another_report_its_own(
    four: dict[str, Fingerprint],
) -> None:
    assert shape(found(*four.values())) == {
        frozenset({"Northgate Wire", "Північна смуга", "Береговой листок"}),
        frozenset({"Serrin Tide"}),
    }


def test_families_do_not_depend_on_the_order_in_which_articles_come(four: dict[str, Fingerprint]) -> None:
    shapes = {frozenset(shape(found(*order))) for order in permutations(four.values())}

    assert len(shapes) == 1


def test_the_tree_shows_who_took_it_from_whom(four: dict[str, Fingerprint]) -> None:
    family = found(*four.values())[0]
    parents = {p.member.path: p.parent for p in family.articles}

    assert family.origin.outlet.name == "Northgate Wire"
    assert family.origin.article == four["wire"].key
    assert parents == {
        "Northgate Wire": None,
        "Північна смуга": four["wire"].key,
        "Береговой листок": four["uk"].key,
    }
    assert family.independent_origins == 1


def test_an_origin_that_was_never_fetched_is_named_with_its_day(four: dict[str, Fingerprint]) -> None:
    family = found(four["uk"], four["ru"])[0]

    assert len(family.articles) == 2
    assert (family.origin.outlet.name, family.origin.article) == ("Northgate Wire", None)
    assert family.origin.published == "2026-02-16T15:00:00+02:00"


def test_every_edge_shows_its_evidence_with_weights(four: dict[str, Fingerprint]) -> None:
    family = found(four["wire"], four["uk"])[0]
    edge = next(p for p in family.articles if p.parent)

    assert edge.confidence > 0.9
    assert edge.evidence[0].kind == "retells"
    assert edge.evidence[0].words == "Northgate Wire"
    assert all(e.weight for e in edge.evidence)


def test_a_clone_farm_counts_once(make: Make) -> None:
    farm = [
        make(
            WIRE.replace("two officials", f"{('two', 'several', 'some')[n % 3]} officials"),
            f"Mirror {n}",
            f"2026-02-{16 + n % 4}",
        )
        for n in range(12)
    ]
    families_found = found(*farm)

    assert len(families_found) == 1
    assert len(families_found[0].articles) == 12
    assert families_found[0].independent_origins == 1


def test_a_withdrawal_reaches_everything_that_was_taken_from_the_story(
    four: dict[str, Fingerprint], make: Make
) -> None:
    text = """Northgate Wire withdraws its report on Kestonia's radars

Northgate Wire has withdrawn its report of 16 February that Kestonia never received three coastal radars from Ruvania.
Ilmar Tross was misquoted, and the 48.5 million euro contract for Serrin had been settled, the agency said."""
    notice = make(text, "Northgate Wire", "2026-02-20T08:00:00+00:00", url="https://northgate-wire.example/2")
    families_found = found(*four.values(), notice)
    family = next(f for f in families_found if len(f.articles) > 1)
    reached = {p.member.path for p in family.articles if p.notices}

    assert reached == {"Northgate Wire", "Північна смуга", "Береговой листок"}
    assert {n.kind for p in family.articles for n in p.notices} == {"withdrawal"}
    assert (
        not next(f for f in families_found if f.articles[0].member.path == "Serrin Tide").articles[0].notices
    )


def test_a_retelling_hangs_under_what_was_out_already_not_under_the_next_days_correction(
    four: dict[str, Fingerprint], make: Make
) -> None:
    text = f"Correction: two radars never came, not three\n\n{WIRE}"
    notice = make(text, "Northgate Wire", "2026-02-17", url="https://northgate-wire.example/3")
    late = make(UKRAINIAN, "Північна смуга", "2026-02-16T22:00:00+00:00", "uk")
    family = found(four["wire"], late, notice)[0]
    parents = {p.member.key: p.parent for p in family.articles}

    assert parents == {four["wire"].key: None, late.key: four["wire"].key, notice.key: four["wire"].key}
    assert {p.member.path for p in family.articles if p.notices} == {"Northgate Wire", "Північна смуга"}


def test_a_fingerprint_survives_its_storage(four: dict[str, Fingerprint]) -> None:
    for one in four.values():
        assert Fingerprint.load(one.key, one.meta(), one.vectors()) == one


def test_articles_far_apart_in_time_are_not_compared(make: Make, four: dict[str, Fingerprint]) -> None:
    late = make(UKRAINIAN, "Північна смуга", "2027-02-16", "uk")

    assert len(found(four["wire"], late)) == 2


def test_undated_articles_are_compared_with_all_in_memory(make: Make, four: dict[str, Fingerprint]) -> None:
    undated = make(UKRAINIAN, "Північна смуга", None, "uk")

    assert len(found(four["wire"], undated)) == 1
    assert len(found(undated, four["wire"])) == 1


def test_an_undated_article_passes_for_none_of_the_same_day(make: Make, four: dict[str, Fingerprint]) -> None:
    undated = make(RUSSIAN, "Береговой листок", None, "ru")
    a_month_late = make(RUSSIAN, "Береговой листок", "2026-03-18T09:00:00+00:00", "ru")
    wire = four["wire"]

    assert judge(wire, undated).log_odds < judge(wire, four["ru"]).log_odds
    assert judge(wire, undated).log_odds == pytest.approx(judge(wire, a_month_late).log_odds)
    assert (
        judge(undated, make(UKRAINIAN, "Північна смуга", None, "uk")).log_odds
        < judge(four["uk"], four["ru"]).log_odds
    )


def test_undated_articles_do_not_chain_stories_of_different_years(make: Make) -> None:
    story = (
        "{} calls for talks\n\nVALDEN. The foreign minister of {} called on all sides to return to talks on the border, "
        "the ministry said.\n\n{}"
    )
    told = (
        (
            "Kestonia",
            "2023-05-02",
            "Fishing boats were kept in port for a week. A lighthouse keeper counted the ships.",
        ),
        (
            "Ruvania",
            "2026-02-16",
            "Snow closed two passes. Lorries with fruit waited at the customs house until dawn.",
        ),
        (
            "Norland",
            None,
            "A lighthouse keeper counted the ships. Lorries with fruit waited at the customs house until dawn.",
        ),
    )
    years = [make(story.format(who, who, more), f"{who} Post", when) for who, when, more in told]

    assert len(found(*years)) == 3


def test_weeks_that_left_memory_come_back_from_the_store(make: Make, four: dict[str, Fingerprint]) -> None:
    stored = {}
    index = Index(lambda week: stored.get(week, ()), resident=1)
    for one in (four["wire"], make(OTHER, "Serrin Tide", "2026-08-16")):
        index.join(one)
        stored.setdefault(one.day // 7, []).append(one)
    links = index.join(four["uk"])

    assert [(link.first, link.second) for link in links] == [
        tuple(sorted((four["wire"].key, four["uk"].key)))
    ]


def test_articles_joined_together_get_the_links_that_each_gets_alone(four: dict[str, Fingerprint]) -> None:
    alone, together = Index(), Index()

    assert list(together.join_all(four.values())) == [alone.join(one) for one in four.values()]
