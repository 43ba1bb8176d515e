"""Whether a plain sentence goes on with the account of the one before, in languages whose dictionary tells tense and case."""

from __future__ import annotations

from collections.abc import Callable

import pytest

GOES_ON = [
    # what will be, should be, could be
    ("uk", "Термінал готовий, сказав мер Ігор Левчук. Перше судно @зайде в липні.", "p:Ігор Левчук"),
    ("uk", "«Термінал готовий», — сказав мер Ігор Левчук. Причал @доведеться поглибити.", "p:Ігор Левчук"),
    ("uk", "Термінал, за словами мера Ігоря Левчука, готовий. Баржі @підійшли б ближче.", "p:Ігор Левчук"),
    ("ru", "Терминал готов, сказал мэр Игорь Левчук. Первое судно @зайдёт в июле.", "p:Игорь Левчук"),
    # nobody is named who does it
    ("uk", "Гроші, вважає слідство, возили в сумці. Частину @знайшли в гаражі.", "g:слідство"),
    (
        "uk",
        "Прокурорка Дарина Гук каже, що гроші були. Возили їх у сумці, @ховали в гаражі.",
        "p:Дарина Гук",
    ),
    ("ru", "Деньги, считает следствие, возили в сумке. Часть @хранили в гараже.", "g:следствие"),
    # how things stand
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Крани @чекають на ремонт.", "p:Ігор Левчук"),
    ("ru", "Порт простаивает, пояснил мэр Игорь Левчук. Краны @ждут ремонта.", "p:Игорь Левчук"),
    # a statement was made, and here it is
    ("uk", "Мер Ігор Левчук опублікував допис про порт. Крани @чекають на ремонт.", "p:Ігор Левчук"),
    # an account is longer than a sentence
    (
        "uk",
        "Порт простоює, пояснив мер Ігор Левчук. Крани чекають на ремонт. Докери @отримують пів зарплати.",
        "p:Ігор Левчук",
    ),
    # a document
    ("uk", "Порт простоює, йдеться в угоді. Крани @полагодять за рік.", "d:угода"),
]
ENDS = [
    # background, with its date
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Суховій @працює з 2019 року."),
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Торік судна @заходили сюди щодня."),
    ("ru", "Порт простаивает, пояснил мэр Игорь Левчук. В марте суда @заходили сюда каждый день."),
    # an event with an actor of its own
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Рада @ухвалила бюджет."),
    ("ru", "Порт простаивает, пояснил мэр Игорь Левчук. Совет @принял бюджет."),
    # what the speaker does
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Термінів Левчук @не розкрив."),
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Опозиція слова мера @не коментує."),
    # two have spoken
    (
        "uk",
        "Порт простоює, пояснив мер Ігор Левчук, а капітан Роман Гук заперечив, що крани цілі. Докери @чекають.",
    ),
    # quoted speech closes the matter, and a topic opens none
    ("uk", "«Порт простоює пів року», — пояснив мер Ігор Левчук. Крани @чекають на ремонт."),
    ("uk", "Мер Ігор Левчук пояснив рішення депутатам. Крани @чекають на ремонт."),
    # a new paragraph, a heading word
    ("uk", "Порт простоює, пояснив мер Ігор Левчук.\n\nКрани @чекають на ремонт."),
    ("uk", "Порт простоює, пояснив мер Ігор Левчук. Нагадаємо, крани @чекають на ремонт."),
]


@pytest.mark.parametrize(("language", "marked", "expected"), GOES_ON)
def test_an_account_goes_on(chain_at: Callable[..., str], language: str, marked: str, expected: str) -> None:
    assert chain_at(marked, language) == expected


@pytest.mark.parametrize(("language", "marked"), ENDS)
def test_an_account_ends(chain_at: Callable[..., str], language: str, marked: str) -> None:
    assert chain_at(marked, language) == ""


HEARSAY = [
    ("uk", "Ідею порту підкинув Ігор Левчук. Мовляв, крани @чекають.", "p:Ігор Левчук"),
    ("uk", "Мер Ігор Левчук відмахнувся. Буцімто крани @чекають.", "p:Ігор Левчук"),
    ("ru", "Мэр Игорь Левчук отмахнулся. Дескать, краны @ждут.", "p:Игорь Левчук"),
    ("uk", "Потяг запізнився. Мовляв, крани @чекають.", ""),
    ("uk", "Мер Ігор Левчук прибув у порт.\n\nМовляв, крани @чекають.", ""),
    ("uk", "Мер Ігор Левчук прибув у порт. Крани, мовляв, @чекають.", ""),
]
BESIDE_VERBS = [
    # a verb that is likelier a noun, before an infinitive of speech
    ("Мер Ігор Левчук не став приховувати, що крани @чекають.", "p:Ігор Левчук"),
    ("Левчук не став критикувати порт, що @чекає.", ""),
    # a paper that somebody spoke to is no subject, whatever its name
    ("В інтерв'ю газеті El País мер Ігор Левчук розповів, що крани @чекають.", "o:El País > p:Ігор Левчук"),
    ("Мер Ігор Левчук розповів газеті El País, що крани @чекають.", "o:El País > p:Ігор Левчук"),
    ("Газета El País розповіла, що крани @чекають.", "o:El País"),
    # those who were freed are people, a surname in -ко is one
    ("Крани @чекають, розповів один зі звільнених.", "p:один зі звільнених*"),
    ("Лозинко заперечив, що крани @чекають.", "p:Лозинко"),
    # what somebody comments on is not who speaks
    ("«Крани @чекають пів року», — так він прокоментував дані порту.", ""),
]


@pytest.mark.parametrize(("language", "marked", "expected"), HEARSAY)
def test_hearsay_is_somebodys(
    chain_at: Callable[..., str], language: str, marked: str, expected: str
) -> None:
    assert chain_at(marked, language) == expected


@pytest.mark.parametrize(("marked", "expected"), BESIDE_VERBS)
def test_who_stands_beside_a_ukrainian_verb(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "uk") == expected
