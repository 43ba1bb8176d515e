"""Chains of Russian news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

CASES = {
    "two who told an outlet and are described behind": (
        "Россия @передала один радар. Об этом «Восточному колоколу» рассказали двое офицеров, которые просили не называть их имён.",
        "o:Восточный колокол > g:офицеры*",
    ),
    "since when is nobody's report": (
        "Нигер @зависит от России с тех пор, как страну покинули американские военные.",
        "",
    ),
    "as somebody said is a report": (
        "Нигер @зависит от России, как заявили американские военные.",
        "g:американские военные*",
    ),
    "person with office": (
        "Президент Сербии Александр Вучич заявил, что Россия @сократила поставки.",
        "p:Александр Вучич[SRB-vucic]",
    ),
    "according to officials": (
        "По словам чиновников в Каракасе, Россия @не прислала техников.",
        "g:чиновники[VEN]*",
    ),
    "sources familiar with the matter": (
        "По словам источников, знакомых с ситуацией, Иран @получил ракеты.",
        "g:источники*",
    ),
    "source familiar with a state": (
        "Радары @молчали, сообщил источник, знакомый с позицией Кремля.",
        "p:источник*",
    ),
    "inverted quotation": ("«Ракеты @не пришли», — сказал эксперт Юрий Фёдоров.", "p:Юрий Фёдоров"),
    "split quotation": (
        "«Ракеты не пришли, — сказал эксперт Юрий Фёдоров. — Радары @молчали».",
        "p:Юрий Фёдоров",
    ),
    "opinion of a named analyst": (
        "По мнению аналитика Степана Козлова, Россия @не поможет Ирану.",
        "p:Степан Козлов",
    ),
    "outlet opening": ("Как пишет Bloomberg, Россия @бросила Сирию.", "o:Bloomberg"),
    "outlet citing outlet": (
        "Россия @бросила Сирию, передаёт ТАСС со ссылкой на Reuters.",
        "o:TASS > o:Reuters",
    ),
    "inside a body": ("В Кремле заявили, что Россия @не уйдёт из Сирии.", "g:Кремль[RUS]"),
    "official spokeswoman": (
        "Официальный представитель МИД России Мария Захарова заявила, что Москва @поможет Кубе.",
        "p:Мария Захарова[RUS-zakharova]",
    ),
    "attribution after its statement": ("Россия @бросила Сирию. Об этом сообщает Reuters.", "o:Reuters"),
    "pronoun": (
        "Чиновники в Гаване жалуются, что топлива мало. Они также указывают на @поломки.",
        "g:Чиновники[CUB]*",
    ),
    "possessive": (
        "Эксперт Юрий Фёдоров считает, что ракет мало. По его словам, радары @молчали.",
        "p:Юрий Фёдоров",
    ),
    "retelling goes on": ("Как пишет Bloomberg, Сирия пала.\nРоссия @не вмешалась.", "o:Bloomberg"),
    "own voice ends it": ("Как пишет Bloomberg, Сирия пала.\nНапомним, Россия @не вмешалась.", ""),
    "interlocutor": (
        "Как пишет Bloomberg, Сирия пала.\n«Россия @не вмешалась», — сказал собеседник издания.",
        "o:Bloomberg > p:собеседник*",
    ),
    "a report is its issuer speaking": (
        "В докладе ООН говорится, что Россия @поставляла оружие.",
        "g:ООН[org:un]",
    ),
    "a treaty is a document": (
        "В меморандуме ООН говорится, что Россия @поставляла оружие.",
        "d:меморандум ООН[org:un]",
    ),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES)
def test_who_says_it(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "ru") == expected
