"""Who speaks last where news is terse: addressees, insides of bodies, "there", "one of them", "the expert"; each rule with its limits."""

from __future__ import annotations

from collections.abc import Callable

import pytest

UKRAINIAN = {
    # the outlet that was spoken to is no speaker
    "addressee in the dative": (
        "«Снаряди @закінчилися», — сказала агентству дослідниця Тесса Ормунд.",
        "p:Тесса Ормунд",
    ),
    "addressee with a foreign name": (
        "Радари @мовчали, сказав Coastal Wire грузинський офіцер.",
        "o:Coastal Wire > p:грузинський офіцер[GEO]*",
    ),
    "addressee in quotation marks": (
        "Радари @мовчали, розповів «Степовому віснику» міністр Андрій Левчук.",
        "o:Степовий вісник > p:Андрій Левчук",
    ),
    "a foreign name without a subject behind it speaks": (
        "Радари @мовчали, повідомляє Coastal Wire у середу.",
        "o:Coastal Wire",
    ),
    "a quoted company is not an addressee": ("Газу @немає, повідомив «Нафтотрест».", "g:Нафтотрест"),
    "a dative that is no outlet": (
        "Радари @мовчали, сказав депутатам міністр Андрій Левчук.",
        "p:Андрій Левчук",
    ),
    "an outlet that quotes": (
        "«Радари @мовчали», – цитує Coastal Wire лівійського полковника.",
        "o:Coastal Wire > p:лівійський полковник*",
    ),
    # names
    "name that no dictionary knows": (
        "На думку експертки Тесси Ормунд, Росія @не допоможе.",
        "p:Тесса Ормунд",
    ),
    "name with a joined particle": (
        "Росія @не допоможе, переконаний політолог Самір аль-Дахні.",
        "p:Самір аль-Дахні",
    ),
    "a capitalised body is no name": (
        "За словами колишнього офіцера Генштабу Степана Ковальчука, ракет @мало.",
        "p:Степан Ковальчук",
    ),
    "adjective takes the gender of its noun": (
        "За словами американського посольства, навчань @не буде.",
        "g:американське посольство[USA]",
    ),
    "a name with a word for newspaper is an outlet": (
        "Росія @відступила, розповів «Степовий вісник».",
        "o:Степовий вісник",
    ),
    # bodies
    "day before the body": (
        "Росія @відступила, заявили в понеділок у Міноборони США.",
        "g:Міноборони США[org:pentagon]",
    ),
    "armed service": ("Ракети @збито, повідомили в Повітряних силах.", "g:Повітряні сили"),
    "capital": ("В Оттаві наголошують, що місію @не згорнуть.", "g:Оттава[CAN]"),
    "a city where somebody else speaks": (
        "У Тбілісі експерт Олег Жданов сказав, що місію @не згорнуть.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "a day is no speaker": ("У середу заявили, що місію @не згорнуть.", ""),
    # judgements
    "object before the verb": ("У Кремлі @рішення Вашингтона привітали.", "g:Кремль[RUS]"),
    "object that looks like a subject": (
        "У посольстві Росії @повідомлення про виведення військ спростували.",
        "g:посольство Росії[RUS]",
    ),
    "object after the verb": (
        "Посольство Росії відкинуло @звинувачення в кібератаці.",
        "g:Посольство Росії[RUS]",
    ),
    "a judgement does not carry on": (
        "Кремль привітав рішення Вашингтона. Водночас Росія @скоротила постачання.",
        "",
    ),
    "a negated judgement": ("Кремль не засудив @удару по Сирії.", ""),
    # one of many
    "one of the officials": (
        "Експорт @зупинять, попередив один із посадовців.",
        "p:один із посадовців*",
    ),
    "one of them": (
        "Аналітики кажуть, що ракет мало. До того ж, додає один із них, радари @мовчать.",
        "p:один із них*",
    ),
    "one state of many is no nameless person": ("Одна з країн Європи @передала ракети Україні.", ""),
    # mid aside
    "aside after a colon holds the explanation alone": (
        "Нідерланди @відмовилися: оголювати свою територію, кажуть у Гаазі, не можна.",
        "",
    ),
    "the explanation itself": (
        "Нідерланди відмовилися: @оголювати свою територію, кажуть у Гаазі, не можна.",
        "g:Гаага[NLD]",
    ),
    "openings of observation": (
        "Експертка Марія Гончаренко мовчала. Недовіра, за спостереженням Марії Гончаренко, @росте.",
        "p:Марія Гончаренко",
    ),
}

UKRAINIAN_DISCOURSE = {
    "there": (
        "У Міноборони США заявили, що базу закрито. Якщо війна триватиме, війська @підуть, попереджають там.",
        "g:Міноборони США[org:pentagon]",
    ),
    "there, after a judgement": (
        "У Кремлі рішення Вашингтона привітали. Там нагадали, що базу @закрили.",
        "g:Кремль[RUS]",
    ),
    "there as a place": ("У Кремлі заявили, що все спокійно. Росіяни @будують там базу.", ""),
    "the expert who has just spoken": (
        "Експерт Олег Жданов каже, що ракет мало. «Радари @мовчали», – додав експерт.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "another gender is somebody else": (
        "Експерт Олег Жданов каже, що ракет мало. «Радари @мовчали», – сказала аналітикиня.",
        "p:аналітикиня*",
    ),
    "an expert of an institute is somebody else": (
        "Експерт Олег Жданов каже, що ракет мало. «Радари @мовчали», – сказав експерт інституту.",
        "p:експерт*",
    ),
    "an expert before anybody is named": ("«Радари @мовчали», – сказав експерт.", "p:експерт*"),
    "he is no state": (
        "Експерт Олег Жданов каже, що ракет мало. Київ заявив, що ракет досить. Радари на пагорбі, додав він, @мовчали.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "date inside an attribution after its statement": (
        "Данія @оголосила про пакет допомоги. Про це у середу, 12 листопада, повідомило данське міністерство оборони.",
        "g:данське міністерство оборони[DNK]",
    ),
    "a ministry of another state does not replace the speaker": (
        "Данія @оголосила про пакет допомоги. Про це повідомило міністерство оборони Польщі.",
        "g:Данія[DNK]",
    ),
    "a conclusion that an outlet comes to": (
        "Союзники @не довіряють Росії. До такого висновку дійшло агентство Coastal Wire.",
        "o:Coastal Wire",
    ),
    "coming is no speech": ("Союзники @не довіряють Росії. До столиці прийшло агентство Coastal Wire.", ""),
    "an outlet that closes the lead has told all of it": (
        "Парламент @не дозволив експорт. Проти голосували всі, повідомляє агентство Coastal Wire.\nКиїв мовчить.",
        "o:Coastal Wire",
    ),
    "but not when others spoke in the lead": (
        "Міністр Андрій Левчук сказав, що експорту @не буде. Проти голосували всі, повідомляє агентство Coastal Wire.",
        "p:Андрій Левчук",
    ),
    "a topic is no lead": ("Союзники @не довіряють Росії. Про скарги розповіло агентство Coastal Wire.", ""),
    "an outlet that closed one statement ends with its paragraph": (
        "Росія відступила, повідомляє агентство Coastal Wire.\nПереговори @тривають.",
        "",
    ),
    "an outlet that opened a retelling goes on": (
        "Як повідомляє агентство Coastal Wire, Росія відступила.\nПереговори @тривають.",
        "o:Coastal Wire",
    ),
    "a turn ends a retelling": (
        "Як повідомляє агентство Coastal Wire, Росія відступила.\nТим часом переговори @тривають.",
        "",
    ),
    "others who speak end a retelling after their paragraph": (
        "Як повідомляє агентство Coastal Wire, Росія відступила.\nПентагон заявив, що базу закрито.\nПереговори @тривають.",
        "",
    ),
    "the press without a name opens no retelling": (
        "За даними польської преси, Румунія передасть ракети.\nНідерланди @виділили гроші.",
        "",
    ),
    "a bare name is an outlet once it was one": (
        "Як пише видання Baltica, Росія відступила.\nБази @закрито, заявили в Baltica.",
        "o:Baltica",
    ),
    "a ministry's word does not stretch over a hedge": (
        "У Міноборони США заявили, що базу закрито. Можливо, ракети @передасть Польща.",
        "",
    ),
}

RUSSIAN = {
    "addressee in quotation marks": (
        "Поставку @перенесли, сообщил «Северному вестнику» источник в Кремле.",
        "o:Северный вестник > p:источник[RUS]*",
    ),
    "day before the body": (
        "Ракеты @разместят, заявили в понедельник в Минобороны РФ.",
        "g:Минобороны РФ[org:rus-mod]",
    ),
    "object before the verb": (
        "В Минобороны РФ @информацию о выводе войск опровергли.",
        "g:Минобороны РФ[org:rus-mod]",
    ),
    "there, behind the request of an outlet": (
        "В Минобороны РФ это опровергли. На запрос агентства там ответили, что войска @останутся.",
        "g:Минобороны РФ[org:rus-mod]",
    ),
    "profession that no list holds": (
        "Газа @не хватит, предупреждает белградский энергетик Стоян Драгич: хранилище пусто.",
        "p:Стоян Драгич",
    ),
    "the general who has just spoken": (
        "По оценке генерала Ивана Дробота, ракет мало. «Радары @молчат», — сказал отставной генерал.",
        "p:Иван Дробот",
    ),
    "one of the officials": ("Разведку @проглядели, утверждает один из чиновников.", "p:один из чиновников*"),
    "what follows from a statement": (
        "Китай @построит заставы, следует из сообщения правительства Польши.",
        "g:правительство Польши[POL]",
    ),
    "an agreement is no speech": ("Китай @построит заставы по договору с Польшей.", ""),
    "seeing opens a statement only with one": ("Эксперт Юрий Фёдоров видит @расчёт Кремля.", ""),
    "seeing with a colon": (
        "Эксперт Юрий Фёдоров видит в этом расчёт: Кремль @ценит Алжир выше Мали.",
        "p:Юрий Фёдоров",
    ),
}

ENGLISH = {
    "two of the officials": (
        "Moscow @failed to warn Bamako, according to two of the officials.",
        "g:two of the officials*",
    ),
    "one of them": (
        "Officials in Bamako said help was late. “Machines @came,” one of them said.",
        "p:one of them[MLI]*",
    ),
    "an infinitive is no statement": ("Moscow failed to warn Bamako of the @columns.", ""),
    "a noun that looks like a verb": (
        "Seoul @depends on American launchers, a parliamentary report concluded in March.",
        "d:parliamentary report",
    ),
    "the analyst who has just spoken": (
        "Analyst Jane Smith said missiles were scarce. “Radars @were silent,” the analyst said.",
        "p:Jane Smith",
    ),
    "an analyst is anybody": (
        "Analyst Jane Smith said missiles were scarce. “Radars @were silent,” an analyst said.",
        "p:analyst*",
    ),
}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [*UKRAINIAN.values(), *UKRAINIAN_DISCOURSE.values()],
    ids=[*UKRAINIAN, *(f"{name}, discourse" for name in UKRAINIAN_DISCOURSE)],
)
def test_who_has_the_last_word_in_ukrainian(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "uk") == expected


@pytest.mark.parametrize(("marked", "expected"), RUSSIAN.values(), ids=RUSSIAN)
def test_who_has_the_last_word_in_russian(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "ru") == expected


@pytest.mark.parametrize(("marked", "expected"), ENGLISH.values(), ids=ENGLISH)
def test_who_has_the_last_word_in_english(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "en") == expected
