"""What an article says about where it comes from: notices, own reporting, outlets by many names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from papertiger.lineage.provenance import alike, outlet_named

if TYPE_CHECKING:
    from tests.lineage.conftest import Make

BODY = "\n\nThe port of Serrin has been quiet since Monday, people there say, and nobody expects ships."


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Harbour Post withdraws its report on Serrin", "en", "withdrawal"),
        ("Correction: the port of Serrin has three piers", "en", "correction"),
        ("Serrin. An earlier version of this article misstated the number of piers.", "en", "correction"),
        ("Редакція відкликає матеріал про порт Серрін", "uk", "withdrawal"),
        ("Уточнення: у порту Серрін три причали", "uk", "correction"),
        ("«Хвиля» знімає з публікації новину про порт", "uk", "withdrawal"),
        ("Редакция отзывает статью о порте Серрин", "ru", "withdrawal"),
        ("Исправление: в порту Серрин три причала", "ru", "correction"),
        ("Мы ошибочно указали число причалов в порту Серрин", "ru", "correction"),
        ("Ruvania withdraws its troops from Serrin", "en", None),
        ("Oil price correction hits the port of Serrin", "en", None),
        ("Kestonia retracted its anchor at Serrin", "en", None),
        ("Рувонія відкликає посла з Кестонії", "uk", None),
        ("Уточнення кордону триватиме до весни", "uk", None),
        ("У порту зняли з якоря три судна", "uk", None),
        ("Рувания отзывает посла из Кестонии", "ru", None),
        ("Исправление дороги к порту Серрин отложено", "ru", None),
        ("Суд отозвал лицензию у порта Серрин", "ru", None),
    ],
)
def test_notices_are_told_from_what_only_sounds_like_one(
    make: Make, text: str, language: str, kind: str | None
) -> None:
    assert make(text + BODY, "Harbour Post", "2026-02-16", language).provenance.notice == kind


@pytest.mark.parametrize(
    ("lead", "language", "tag"),
    [
        ("SERRIN, Feb 16 (Kestrel Wire) — The port has been quiet since Monday.", "en", "Kestrel Wire"),
        ("SERRIN (Harbour News Agency) - The port has been quiet since Monday.", "en", "Harbour News Agency"),
        ("СЕРРІН, 16 лютого (Агентство «Маяк») — У порту з понеділка тихо.", "uk", "Агентство «Маяк»"),
        ("СЕРРИН (Северное агентство) — В порту с понедельника тихо.", "ru", "Северное агентство"),
        ("SERRIN (Kestonia) — The port has been quiet since Monday.", "en", None),
        ("SERRIN (News) — The port has been quiet since Monday.", "en", None),
        ("SERRIN (updated) — The port has been quiet since Monday.", "en", None),
        ("The port (the press calls it a pier) has been quiet since Monday.", "en", None),
        ("Тихо в порту Серрин (пишет Северное агентство).", "ru", None),
    ],
)
def test_an_agency_in_a_dateline_is_the_source_also_where_no_list_knows_it(
    make: Make, lead: str, language: str, tag: str | None
) -> None:
    tags = make(f"Quiet at Serrin\n\n{lead}{BODY}", "Harbour Post", "2026-02-16", language).provenance.tags

    assert [t.name for t in tags] == ([tag] if tag else [])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bloomberg", "bloomberg.com", True),
        ("Українська правда", "Ukrainska Pravda", True),
        ("Вечернему меридиану", "Вечерний меридиан", True),
        ("Mayak", "Маяк Чорноморська", True),
        ("Stepnoi Vestnik", "Степной вестник", True),
        ("Harbour Post", "Harbour Gazette", False),
        ("Reuters", "Associated Press", False),
        ("Північна смуга", "Південна смуга", False),
    ],
)
def test_an_outlet_is_one_by_all_its_names(one: str, other: str, *, same: bool) -> None:
    assert alike(outlet_named(one), outlet_named(other)) is same


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Serrin is empty, the mayor told this newspaper.", "en"),
        ("У порту порожньо, розповів нашому виданню мер.", "uk"),
        ("В порту пусто, рассказал нашей редакции мэр.", "ru"),
    ],
)
def test_own_reporting_is_seen(make: Make, text: str, language: str) -> None:
    assert make(f"Title of it\n\n{text}{BODY}", "Harbour Post", "2026-02-16", language).provenance.own
    assert not make(f"Title of it{BODY}", "Harbour Post", "2026-02-16", language).provenance.own
