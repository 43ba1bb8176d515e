"""Russian: accounts that go on without a cue, verbs set off with their speaker, infinitives of speech, names behind offices."""

from __future__ import annotations

from collections.abc import Callable

import pytest

GOES_ON = {
    "in the middle of a paragraph": (
        "Капитан порта Олег Рябов рассказал, что суда стоят на рейде. Причалы @заняты. Разгрузка ждёт крана.",
        "p:Олег Рябов",
    ),
    "with the future": (
        "Ректор Анна Седова уверена, что общежитие достроят. Мебель @купят за свой счёт.",
        "p:Анна Седова",
    ),
    "with a noun of the statement": (
        "В пароходстве признали, что паром неисправен. Второй паром @ржавеет в доке.",
        "g:пароходство",
    ),
}
BACKGROUND = {
    "with a date": "Ректор Анна Седова уверена, что общежитие достроят. Общежитие @сгорело в 2019 году.",
    "behind a closed quotation": "«Суда стоят на рейде», — вздохнул капитан порта Олег Рябов. Порт @замёрз. Лёд толстый.",
    "about something else, at the end": "Ректор Анна Седова полагает, что спор окончен. Университет @известен хором.",
}
SET_OFF = {
    "verb and pronoun": (
        "Фермер Пётр Лузин вывез сено. Овец, сокрушённо признаёт он, @придётся продать.",
        "p:Пётр Лузин",
    ),
    "verb and a noun for people": ("Рейсов, прикидывают диспетчеры, @станет вдвое меньше.", "g:диспетчеры*"),
    "verb and the inside of a body": ("Над морем @упала ракета, засекли в генштабе.", "g:генштаб"),
}
NOT_SET_OFF = {
    "no object to take": "Поезд @ушёл, остались пассажиры.",
    "an object beside the verb": "Суд @закончился, освободили присяжные старуху.",
    "a relative clause": "Завод, который поддерживают рабочие, @закрыли.",
}
INFINITIVE = {
    "not hidden": ("Мэр Инна Чалая не стала скрывать, что денег @нет.", "p:Инна Чалая"),
    "hastened to assure": ("Посол Рауф Самедов поспешил заверить, что рейсы @вернут.", "p:Рауф Самедов"),
    "with a colon": ("В налоговой службе решили напомнить: льготы @кончились.", "g:налоговая служба"),
}
NO_INFINITIVE = {
    "refused": "Мэр Инна Чалая отказалась объяснить, что @случилось с деньгами.",
    "hidden": "Мэр Инна Чалая пыталась скрыть, что денег @нет.",
    "an infinitive of doing": "Мэр Инна Чалая решила проверить, что @построили рабочие.",
}
NAMES = {
    "behind a fleet and its country": (
        "Командующий ВМС Эстонии Иво Вярк доложил, что мины @сняты.",
        "p:Иво Вярк[EST]",
    ),
    "behind a city": ("«Дамбу @прорвало», — сообщил мэр Сольнока Ференц Салаи.", "p:Ференц Салаи"),
    "behind a rank": (
        "Начальник штаба флота капитан первого ранга Алексей Рулёв сообщил, что катер @найден.",
        "p:Алексей Рулёв",
    ),
}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [*GOES_ON.values(), *SET_OFF.values(), *INFINITIVE.values(), *NAMES.values()],
    ids=[*GOES_ON, *SET_OFF, *INFINITIVE, *NAMES],
)
def test_who_speaks(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "ru") == expected


@pytest.mark.parametrize(
    "marked",
    [*BACKGROUND.values(), *NOT_SET_OFF.values(), *NO_INFINITIVE.values()],
    ids=[*BACKGROUND, *NOT_SET_OFF, *NO_INFINITIVE],
)
def test_the_outlet_itself_speaks(chain_at: Callable[..., str], marked: str) -> None:
    assert chain_at(marked, "ru") == ""
