"""Who speaks where no listed verb says so: by place, by a noun for what is said, by quoted words; with sentences that say nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

SPEAKS = {
    "uk": [
        # what is spoken about first
        ("@Про загибель двох людей повідомила голова Сумської ОВА Ірина Корбу.", "p:Ірина Корбу"),
        ("@Про отримання 12 літаків написало Reuters.", "o:Reuters"),
        ("@Про нові радари розповів міністр Андрій Левчук.", "p:Андрій Левчук"),
        # denials that report
        ("Міністр Андрій Левчук не приховує: радари @мовчали.", "p:Андрій Левчук"),
        ("Міністр Андрій Левчук не виключив, що радари @мовчали.", "p:Андрій Левчук"),
        ("Міністр Андрій Левчук не погодився: радари @мовчали.", "p:Андрій Левчук"),
        # quoted words of whom the clause is about
        ("Міністр Андрій Левчук охрестив план «@дорогою в нікуди».", "p:Андрій Левчук"),
        ("Міністр Андрій Левчук побачив у плані «@дорогу в нікуди».", "p:Андрій Левчук"),
        ("Міністр Андрій Левчук доручив армії «@стояти до кінця».", "p:Андрій Левчук"),
        # a noun for what is said, and whose it is
        ("Відповідь міністра була коротка: «Радари @мовчали».", "p:міністр"),
        ("«Радари @мовчали», — такі слова міністра.", "p:міністр"),
        ("Версія слідства інша: радари @мовчали.", "g:слідство"),
        # a name before a colon
        ("Андрій Левчук: «Радари @мовчали».", "p:Андрій Левчук"),
        ("Пентагон: радари @мовчали пів року.", "g:Пентагон[org:pentagon]"),
        ("Reuters: радари @мовчали пів року.", "o:Reuters"),
        # the possessive of the sentence's own subject
        ("Міністр Андрій Левчук не погодився: на його думку, радари @мовчали.", "p:Андрій Левчук"),
        # whom one of many is
        (
            "«Нас @тримали в підвалі заводу», — розповів один із бійців, мешканець Любешова Панас Ткач.",
            "p:Панас Ткач",
        ),
        ("Судячи з меморандуму, радари @мовчали.", "d:меморандум"),
        ("У меморандумі, копію якого має редакція, йдеться про те, що радари @мовчали.", "d:меморандум"),
    ],
    "ru": [
        ("@О гибели двух человек сообщил губернатор Курской области Олег Панин.", "p:Олег Панин[RUS]"),
        ("@О новых радарах рассказал министр Олег Панин.", "p:Олег Панин"),
        ("@Про радары написал Bloomberg.", "o:Bloomberg"),
        ("Министр Олег Панин не исключил, что радары @молчали.", "p:Олег Панин"),
        ("Министр Олег Панин не скрывает: радары @молчали.", "p:Олег Панин"),
        ("Министр Олег Панин с этим не согласен: радары @молчали.", "p:Олег Панин"),
        ("Министр Олег Панин окрестил план «@дорогой в никуда».", "p:Олег Панин"),
        ("Министр Олег Панин увидел в плане «@дорогу в никуда».", "p:Олег Панин"),
        ("Министр Олег Панин поздравил солдат с «@великой победой».", "p:Олег Панин"),
        ("Ответ министра был короток: «Радары @молчали».", "p:министр"),
        ("«Радары @молчали», — таковы слова министра.", "p:министр"),
        ("Версия следствия иная: радары @молчали.", "g:следствие"),
        ("Олег Панин: «Радары @молчали».", "p:Олег Панин"),
        ("Пентагон: радары @молчали полгода.", "g:Пентагон[org:pentagon]"),
        ("Еврокомиссия: радары @молчали полгода.", "g:Еврокомиссия[org:european-commission]"),
        ("Радары, как рассказал журналистам министр Олег Панин, @молчали.", "p:Олег Панин"),
        ("Судя по меморандуму, радары @молчали.", "d:меморандум"),
    ],
    "en": [
        # the clause that closes its content
        ("Nine radars @failed, said General Camilo Restrepo.", "p:Camilo Restrepo"),
        ("The radars @failed, the minister, Helen Partridge, told the BBC.", "o:BBC > p:Helen Partridge"),
        ("The radars @failed in May, said the army.", "g:army"),
        # the name before an apposition
        ("Oleg Panin, a former pilot, said the radars @failed.", "p:Oleg Panin"),
        ("The EU's foreign policy chief, Kaja Larsen, said the radars @failed.", "p:Kaja Larsen"),
        ("Carla Mota, an analyst, argues that the radars @failed.", "p:Carla Mota"),
        # what stands before is no content
        ("In a post on X, Oleg Panin said the radars @failed.", "p:Oleg Panin"),
        ("Speaking to reporters, Oleg Panin said the radars @failed.", "p:Oleg Panin"),
        ("Asked about Mali, Oleg Panin said the radars @failed.", "p:Oleg Panin"),
        # quoted words
        ("Minister Oleg Panin sees in the radars “@a road to nowhere”.", "p:Oleg Panin"),
        ("The union's leader Oleg Panin shrugged off the radars as “@a road to nowhere”.", "p:Oleg Panin"),
        # an outlet that quotes
        ("Interfax quoted Oleg Panin as saying that the radars @failed.", "o:Interfax > p:Oleg Panin"),
        # whose view or count it is
        ("The radars @failed, by the minister's count.", "p:minister"),
        ("In Oleg Panin's words, the radars @failed.", "p:Oleg Panin"),
        ("The minister's line is that the radars @failed.", "p:minister"),
        (
            "The radars @failed, according to a senior official who declined to be named.",
            "p:senior official*",
        ),
    ],
}
SILENT = {
    "uk": [
        "Радари @мовчали, згоріла станція.",
        "Нідерланди відмовилися: радари @мовчали пів року.",
        "Президент не ховався: він @мовчав пів року.",
        "Станція «Степовий вітер» @мовчала.",
        "Міністр прибув на станцію «Степовий вітер», радари @мовчали.",
        "Про станцію писали багато, радари @мовчали.",
        "Без зв'язку лишилися три області — радари @мовчали.",
        "Підсумок тижня: радари @мовчали.",
        "Реакція ринку була різкою, радари @мовчали.",
        "Міністр пояснив рішення депутатам. Радари @мовчали.",
    ],
    "ru": [
        "Радары @молчали, сгорела станция.",
        "Нидерланды отказались: радары @молчали полгода.",
        "Президент не прятался: он @молчал полгода.",
        "Станция «Степной ветер» @молчала.",
        "Министр прибыл на станцию «Степной ветер», радары @молчали.",
        "О станции писали много, радары @молчали.",
        "Итог недели: радары @молчали.",
        "Реакция рынка была резкой, радары @молчали.",
    ],
    "en": [
        "The radars @failed, and the station burned.",
        "The radars that the minister sold @failed.",
        "In May the radars @failed.",
        "The minister's radars @failed.",
        "The company behind “Steppe Wind” @failed.",
        "Accused of theft, the guard @failed to appear.",
        "Asked to resign, the minister @failed to appear.",
        "The count of votes @failed.",
        "Talks on radars @failed.",
    ],
}


@pytest.mark.parametrize(
    ("language", "marked", "expected"), [(code, *case) for code, cases in SPEAKS.items() for case in cases]
)
def test_somebody_speaks(chain_at: Callable[..., str], language: str, marked: str, expected: str) -> None:
    assert chain_at(marked, language) == expected


@pytest.mark.parametrize(
    ("language", "marked"), [(code, one) for code, all_ in SILENT.items() for one in all_]
)
def test_nobody_but_the_outlet_speaks(chain_at: Callable[..., str], language: str, marked: str) -> None:
    assert chain_at(marked, language) == ""
