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


POINTING_BACK = {
    "a noun for it": (
        "Рейсы @отменят. С таким прогнозом выступил начальник порта Олег Рябов.",
        "p:Олег Рябов",
    ),
    "a noun in the accusative": ("Рейсы @отменят. Эту версию подтвердил капитан Олег Рябов.", "p:Олег Рябов"),
    "to an outlet that was told": (
        "Рейсы @отменят. Об этом «Вестям Поморья» рассказал капитан Олег Рябов.",
        "o:Вести Поморья > p:Олег Рябов",
    ),
}
NOT_POINTING_BACK = {
    "the noun speaks itself": "Рейсы @отменят. Такое объявление висит в порту.",
    "no noun for what is told": "Рейсы @отменят. Такой катер купил капитан Олег Рябов.",
    "content of its own": "Рейсы @отменят. Эту версию капитан Олег Рябов уточнил: причал закрыт.",
}
QUOTING = {
    "a pronoun": (
        "Капитан Олег Рябов вышел к прессе. «Шторм @утих», — цитирует его «Вестник Поморья».",
        "o:Вестник Поморья > p:Олег Рябов",
    ),
    "a person before the outlet": (
        "«Шторм @утих», — цитирует капитана Олега Рябова газета «Маяк».",
        "o:Маяк > p:Олег Рябов",
    ),
    "somebody's words": ("Мэр Инна Чалая передала слова рыбаков: шторм @утих.", "p:Инна Чалая > g:рыбаки*"),
}
ANNOUNCED = {
    "a view as the object": (
        "Мэр Инна Чалая выразила опасение за порт. Причал @просел. Кран ржавеет.",
        "p:Инна Чалая",
    ),
    "a state of mind": ("Портовая служба встревожена: причал @просел.", "g:Портовая служба"),
    "a name in the dative": ("Дальше, по Марксу, @придёт кризис.", "p:Маркс"),
}
NOT_ANNOUNCED = {
    "a view received": "Мэр Инна Чалая получила согласие на ремонт. Причал @просел. Кран ржавеет.",
    "a thing as the object": "Мэр Инна Чалая осмотрела причал. Причал @просел. Кран ржавеет.",
    "a place in the dative": "Дальше, по Москве, @пойдут пешком.",
}


TEXTS = {
    "a pronoun for the text": (
        "Служебная записка обещает премии. Срок выплаты, значится в ней, @неизвестен.",
        "d:Служебная записка",
    ),
    "there": ("Приложение гласит, что порт @закрыт. Причал, указано там, продан.", "d:Приложение"),
    "a passive": ("В уставе порта оговорено, что причал @продан.", "d:устав порта"),
}
INTERVIEW = {
    "an answer": (
        "Востоковед Анна Лунина пишет о Сирии.\n— Армия уйдёт?\n— Она @останется.",
        "p:Анна Лунина",
    ),
    "an answer of two sentences": (
        "Востоковед Анна Лунина пишет о Сирии.\n— Армия уйдёт?\n— Вряд ли. Она @останется.",
        "p:Анна Лунина",
    ),
    "a later answer": (
        "Востоковед Анна Лунина пишет о Сирии.\n— Армия уйдёт?\n— Вряд ли.\n— А флот?\n— Флот @уйдёт.",
        "p:Анна Лунина",
    ),
}
NO_INTERVIEW = {
    "the question": "Востоковед Анна Лунина пишет о Сирии.\n— Армия @уйдёт?\n— Она останется.",
    "nobody introduced": "О Сирии пишут все.\n— Армия уйдёт?\n— Она @останется.",
    "the text behind it": "Востоковед Анна Лунина пишет о Сирии.\n— Армия уйдёт?\n— Она останется.\nФлот @стоит в Тартусе.",
}
NO_TEXT = {
    "no text before": "Срок выплаты, значится в ней, @неизвестен.",
    "a passive without a text": "Решено, что причал @продадут.",
    "a passive without a clause": "В порту оговорено место, где причал @построят.",
}
TURNS = {
    "a verb behind a dash": (
        "Спорят депутат Алексей Зимин и историк Ольга Малинова.\n— Порт @продан, — начал Зимин.",
        "p:Алексей Зимин",
    ),
    "a surname that looks an adjective": (
        "Спорят депутат Алексей Зимин и историк Ольга Малинова.\n— Кем @продан? — изумилась Малинова.",
        "p:Ольга Малинова",
    ),
    "the other one's line": (
        "Спорят депутат Алексей Зимин и историк Ольга Малинова.\n— Порт наш, — начал Зимин.\n— Чей? — изумилась Малинова.\n— Наш, и он @работает.",
        "p:Алексей Зимин",
    ),
}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        *INTERVIEW.values(),
        *TEXTS.values(),
        *TURNS.values(),
        *GOES_ON.values(),
        *SET_OFF.values(),
        *INFINITIVE.values(),
        *NAMES.values(),
        *POINTING_BACK.values(),
        *QUOTING.values(),
        *ANNOUNCED.values(),
    ],
    ids=[
        *INTERVIEW,
        *TEXTS,
        *TURNS,
        *GOES_ON,
        *SET_OFF,
        *INFINITIVE,
        *NAMES,
        *POINTING_BACK,
        *QUOTING,
        *ANNOUNCED,
    ],
)
def test_who_speaks(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "ru") == expected


@pytest.mark.parametrize(
    "marked",
    [
        *NO_INTERVIEW.values(),
        *NO_TEXT.values(),
        *BACKGROUND.values(),
        *NOT_SET_OFF.values(),
        *NO_INFINITIVE.values(),
        *NOT_POINTING_BACK.values(),
        *NOT_ANNOUNCED.values(),
    ],
    ids=[
        *NO_INTERVIEW,
        *NO_TEXT,
        *BACKGROUND,
        *NOT_SET_OFF,
        *NO_INFINITIVE,
        *NOT_POINTING_BACK,
        *NOT_ANNOUNCED,
    ],
)
def test_the_outlet_itself_speaks(chain_at: Callable[..., str], marked: str) -> None:
    assert chain_at(marked, "ru") == ""
