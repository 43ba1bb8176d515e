"""Words that only look like an actor's name are left alone."""

from __future__ import annotations

import pytest

from papertiger.actors import knowledge_base

LOOKALIKES = [
    ("uk", "виграли кубок і склали кубики"),
    ("uk", "об'єм куба дорівнює восьми"),
    ("uk", "малі підприємства"),
    ("uk", "Малі підприємства отримають кредит."),
    ("uk", "МАЛІ ПІДПРИЄМСТВА ОТРИМАЮТЬ КРЕДИТ"),
    ("uk", "чад від печі"),
    ("uk", "Чад від печі заповнив кімнату."),
    ("uk", "викрили обман і оману"),
    ("uk", "Оману розвіяли свідки."),
    ("uk", "вантажівку почали грузити"),
    ("uk", "зорали поле, і пісня лилася над полем"),
    ("uk", "індик на столі"),
    ("uk", "без того не обійшлося"),
    ("uk", "Того дня дощило. Того ж дня стихло."),
    ("uk", "сі бемоль"),
    ("uk", "Сі грають на флейті."),
    ("uk", "у штаті Огайо"),
    ("uk", "Досі вакцини не привезли."),
    ("uk", "Додому їхали мовчки."),
    ("uk", "Банкова система стійка."),
    ("uk", "Суспільне життя вирує."),
    ("uk", "Чад розвіявся над двором"),
    ("uk", "Малі підприємства закрилися"),
    ("uk", "Того дня йшов дощ"),
    ("ru", "Чад рассеялся над двором"),
    ("ru", "Мали они немного"),
    ("ru", "Бутан закончился к вечеру"),
    ("uk", "Латинська Америка зростає"),
    ("uk", "катали на американських гірках"),
    ("uk", "вистава з Вікторією Коваль"),
    ("uk", "Домініка Торетто звільнили"),
    ("uk", "у бухту зайшли кити"),
    ("uk", "град побив посіви"),
    ("uk", "Град побив посіви."),
    ("uk", "про моделі С-3000 і Ф-166"),
    ("uk", "Скоро Москворіччя і Київщина зустрінуться"),
    ("uk", "ірис зацвів"),
    ("uk", "Ван купив хліба, а Родрігес забив гол."),
    ("ru", "без того не обошлось"),
    ("ru", "Того дня не забыть."),
    ("ru", "мали надежды, мал золотник"),
    ("ru", "чад и угар"),
    ("ru", "три куба воды"),
    ("ru", "жестокого тирана свергли"),
    ("ru", "Тирана свергли."),
    ("ru", "Штат компании вырос."),
    ("ru", "Маску носить обязательно."),
    ("ru", "Герцог уехал."),
    ("ru", "Банковая карта утеряна."),
    ("ru", "обман и туман"),
    ("ru", "град побил посевы"),
    ("ru", "Южная Америка"),
    ("ru", "Латинскую Америку изучают"),
    ("ru", "учит русский язык"),
    ("en", "roast turkey for us"),
    ("en", "Jordan Peterson wrote a book"),
    ("en", "a fan of Michael Jordan"),
    ("en", "Chad Smith plays drums"),
    ("en", "Georgia Tech won"),
    ("en", "you may go in May"),
    ("en", "He met May and Johnson at noon."),
    ("en", "Latin America grows"),
    ("en", "across South America"),
    ("en", "George Washington slept here"),
    ("en", "polish the china cup"),
    ("en", "Paris Hilton sang"),
    ("en", "a guinea pig"),
    ("en", "patriot and javelin throwers"),
    ("en", "the Indian Ocean"),
    ("en", "let us go, they told us"),
    ("en", "Xi'an is a city"),
    ("en", "Richard Wagner composed"),
    ("en", "IT IS TIME TO GO HOME"),
    ("en", "The Sun rises in the east."),
    ("en", "Economist John Smith disagrees."),
    ("en", "Stacey Abrams ran again"),
    ("en", "the S-3000 and the F-166"),
]


@pytest.mark.parametrize(("language", "text"), LOOKALIKES)
def test_lookalike_is_no_mention(language: str, text: str) -> None:
    """Nothing in the text is linked."""
    assert [(m.surface, m.actor.id) for m in knowledge_base().mentions(text, language)] == []


@pytest.mark.parametrize(
    ("language", "text", "actor"),
    [
        ("uk", "Уряд Малі звернувся", "MLI"),
        ("uk", "Військові в Чаді мовчать", "TCD"),
        ("uk", "Влада Того заперечує", "TGO"),
        ("ru", "Власти Мали заявили", "MLI"),
        ("uk", "обстріляли з «Градів» село", "system:grad"),
        ("en", "troops in Chad and elsewhere", "TCD"),
        ("en", "Talks in Georgia began", "GEO"),
        ("en", "In Jordan the talks began", "JOR"),
        ("en", "the state of Georgia voted", "USA"),
        ("uk", "штат Вашингтон голосує", "USA"),
        ("uk", "Чад відкликав посла", "TCD"),
        ("ru", "Мали вышла из блока", "MLI"),
        ("ru", "Оман принял гостей", "OMN"),
        ("en", "Turkey said no", "TUR"),
        ("en", "a report in The Sun today", "outlet:the-sun"),
        ("uk", "The Sun пише про це", "outlet:the-sun"),
    ],
)
def test_ambiguous_name_is_linked_where_capitals_prove_it(language: str, text: str, actor: str) -> None:
    """A name that is also an ordinary word is still linked inside a sentence."""
    assert [m.actor.id for m in knowledge_base().mentions(text, language)] == [actor]


@pytest.mark.parametrize(
    ("language", "full", "short", "actor"),
    [
        ("uk", "Лідер Сі Цзіньпін мовчав.", " Потім Сі додав кілька слів.", "CHN-xi"),
        ("ru", "Лидер Ким Чен Ын молчал.", " Потом Ким добавил.", "PRK-kim"),
        ("en", "Prime Minister Boris Johnson left.", " Then Johnson spoke.", "GBR-johnson"),
    ],
)
def test_anchored_short_name_needs_the_full_one(language: str, full: str, short: str, actor: str) -> None:
    """An ambiguous short name counts only where the text also names the person in full."""
    kb = knowledge_base()

    assert [m.actor.id for m in kb.mentions(full + short, language)] == [actor, actor]
    assert kb.mentions(short, language) == []
