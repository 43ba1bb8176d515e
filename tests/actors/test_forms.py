"""Names are linked in all cases, numbers and spellings of each language."""

from __future__ import annotations

import pytest

from papertiger.actors import knowledge_base


def linked(text: str, language: str) -> list[tuple[str, str, str]]:
    """Surface, actor and form of every mention."""
    return [(m.surface, m.actor.id, m.form) for m in knowledge_base().mentions(text, language)]


UKRAINIAN = [
    ("Росія", "RUS", "name"),
    ("Росії", "RUS", "name"),
    ("Росією", "RUS", "name"),
    ("РФ", "RUS", "name"),
    ("Російської Федерації", "RUS", "name"),
    ("РОСІЇ", "RUS", "name"),
    ("російського", "RUS", "adjective"),
    ("російськими", "RUS", "adjective"),
    ("Російська", "RUS", "adjective"),
    ("росіянам", "RUS", "demonym"),
    ("росіян", "RUS", "demonym"),
    ("росіянкою", "RUS", "demonym"),
    ("Кремлем", "RUS", "metonym"),
    ("Кремлі", "RUS", "metonym"),
    ("Москвою", "RUS", "metonym"),
    ("Москві", "RUS", "metonym"),
    ("України", "UKR", "name"),
    ("Україною", "UKR", "name"),
    ("українцями", "UKR", "demonym"),
    ("Києва", "UKR", "metonym"),
    ("Києвом", "UKR", "metonym"),
    ("США", "USA", "name"),
    ("Сполучених Штатів Америки", "USA", "name"),
    ("Сполученим Штатам", "USA", "name"),
    ("Штатами", "USA", "name"),
    ("Америці", "USA", "name"),
    ("американців", "USA", "demonym"),
    ("Білого дому", "USA", "metonym"),
    ("Вашингтону", "USA", "metonym"),
    ("Польщею", "POL", "name"),
    ("Польщі", "POL", "name"),
    ("поляками", "POL", "demonym"),
    ("Праги", "CZE", "metonym"),
    ("Празі", "CZE", "metonym"),
    ("чехам", "CZE", "demonym"),
    ("Ізраїлю", "ISR", "name"),
    ("Ізраїлем", "ISR", "name"),
    ("ізраїльтянами", "ISR", "demonym"),
    ("Єгипту", "EGY", "name"),
    ("Китаєм", "CHN", "name"),
    ("китайців", "CHN", "demonym"),
    ("Пекіна", "CHN", "metonym"),
    ("Іраку", "IRQ", "name"),
    ("Ірані", "IRN", "name"),
    ("Тегераном", "IRN", "metonym"),
    ("Венесуелою", "VEN", "name"),
    ("венесуельцям", "VEN", "demonym"),
    ("Каракасі", "VEN", "metonym"),
    ("Кубою", "CUB", "name"),
    ("Гаваною", "CUB", "metonym"),
    ("Гавані", "CUB", "metonym"),
    ("Сирією", "SYR", "name"),
    ("Дамаска", "SYR", "metonym"),
    ("В'єтнамі", "VNM", "name"),
    ("В’єтнамом", "VNM", "name"),
    ("вʼєтнамських", "VNM", "adjective"),
    ("Білоруссю", "BLR", "name"),
    ("Південної Кореї", "KOR", "name"),
    ("Корейської Народно-Демократичної Республіки", "PRK", "name"),
    ("КНДР", "PRK", "name"),
    ("південнокорейською", "KOR", "adjective"),
    ("Нідерландах", "NLD", "name"),
    ("Об'єднаними Арабськими Еміратами", "ARE", "name"),
    ("Косові", "XKX", "name"),
    ("Угорщиною", "HUN", "name"),
    ("турків", "TUR", "demonym"),
    ("індійцями", "IND", "demonym"),
    ("вірменів", "ARM", "demonym"),
    ("Путіним", "RUS-putin", "person"),
    ("Путінові", "RUS-putin", "person"),
    ("Володимира Путіна", "RUS-putin", "person"),
    ("Путі\u0301на", "RUS-putin", "person"),
    ("Лавровим", "RUS-lavrov", "person"),
    ("Шойгу", "RUS-shoigu", "person"),
    ("Марією Захаровою", "RUS-zakharova", "person"),
    ("Володимиру Зеленському", "UKR-zelensky", "person"),
    ("Зеленським", "UKR-zelensky", "person"),
    ("Дональдом Трампом", "USA-trump", "person"),
    ("Трампові", "USA-trump", "person"),
    ("ТРАМПА", "USA-trump", "person"),
    ("Башаром аль-Асадом", "SYR-bashar-assad", "person"),
    ("Ніколасом Мадуро", "VEN-maduro", "person"),
    ("Лукашенком", "BLR-lukashenko", "person"),
    ("Сі Цзіньпіна", "CHN-xi", "person"),
    ("Алі Хаменеї", "IRN-ali-khamenei", "person"),
    ("НАТО", "org:nato", "organisation"),
    ("Євросоюзу", "org:eu", "organisation"),
    ("Європейським Союзом", "org:eu", "organisation"),
    ("Пентагоном", "org:pentagon", "organisation"),
    ("Хезболлою", "group:hezbollah", "group"),
    ("хуситів", "group:houthis", "demonym"),
    ("Української правди", "outlet:pravda-ua", "outlet"),
    ("УНІАН", "outlet:unian", "outlet"),
    ("Bloomberg", "outlet:bloomberg", "outlet"),
    ("шахедами", "system:shahed", "system"),
    ("С-300", "system:s-300", "system"),
    ("C-300", "system:s-300", "system"),
    ("С300", "system:s-300", "system"),
    ("Бук-М2", "system:buk", "system"),
    ("Іскандером", "system:iskander", "system"),
]

RUSSIAN = [
    ("России", "RUS", "name"),
    ("Россией", "RUS", "name"),
    ("Российской Федерацией", "RUS", "name"),
    ("российского", "RUS", "adjective"),
    ("российскими", "RUS", "adjective"),
    ("россиянами", "RUS", "demonym"),
    ("россиян", "RUS", "demonym"),
    ("Кремлём", "RUS", "metonym"),
    ("Кремлем", "RUS", "metonym"),
    ("Москву", "RUS", "metonym"),
    ("Украиной", "UKR", "name"),
    ("украинцам", "UKR", "demonym"),
    ("Киевом", "UKR", "metonym"),
    ("Соединённых Штатов", "USA", "name"),
    ("Соединенными Штатами Америки", "USA", "name"),
    ("Штатах", "USA", "name"),
    ("Белым домом", "USA", "metonym"),
    ("американцев", "USA", "demonym"),
    ("Вашингтоном", "USA", "metonym"),
    ("Польшей", "POL", "name"),
    ("поляков", "POL", "demonym"),
    ("Праге", "CZE", "metonym"),
    ("Израилем", "ISR", "name"),
    ("израильтян", "ISR", "demonym"),
    ("Египта", "EGY", "name"),
    ("Китаем", "CHN", "name"),
    ("китайцами", "CHN", "demonym"),
    ("Ираном", "IRN", "name"),
    ("Тегерану", "IRN", "metonym"),
    ("Венесуэлой", "VEN", "name"),
    ("венесуэльцев", "VEN", "demonym"),
    ("Каракасе", "VEN", "metonym"),
    ("Кубой", "CUB", "name"),
    ("Сирию", "SYR", "name"),
    ("Дамаском", "SYR", "metonym"),
    ("Вьетнаме", "VNM", "name"),
    ("Белоруссией", "BLR", "name"),
    ("Беларусью", "BLR", "name"),
    ("Южной Корее", "KOR", "name"),
    ("Корейской Народно-Демократической Республики", "PRK", "name"),
    ("северокорейских", "PRK", "adjective"),
    ("Нидерландов", "NLD", "name"),
    ("Объединёнными Арабскими Эмиратами", "ARE", "name"),
    ("Саудовской Аравией", "SAU", "name"),
    ("Турцией", "TUR", "name"),
    ("турок", "TUR", "demonym"),
    ("индийцами", "IND", "demonym"),
    ("Путиным", "RUS-putin", "person"),
    ("Владимиру Путину", "RUS-putin", "person"),
    ("Лавровым", "RUS-lavrov", "person"),
    ("Песковым", "RUS-peskov", "person"),
    ("Захаровой", "RUS-zakharova", "person"),
    ("Зеленского", "UKR-zelensky", "person"),
    ("Дональда Трампа", "USA-trump", "person"),
    ("Башару Асаду", "SYR-bashar-assad", "person"),
    ("Николаса Мадуро", "VEN-maduro", "person"),
    ("Лукашенко", "BLR-lukashenko", "person"),
    ("Эрдоганом", "TUR-erdogan", "person"),
    ("Евросоюзом", "org:eu", "organisation"),
    ("ФСБ", "org:fsb", "organisation"),
    ("Пентагона", "org:pentagon", "organisation"),
    ("ХАМАС", "group:hamas", "group"),
    ("хуситами", "group:houthis", "demonym"),
    ("РИА Новости", "outlet:ria", "outlet"),
    ("РИА «Новости»", "outlet:ria", "outlet"),
    ("Интерфаксу", "outlet:interfax", "outlet"),
    ("С-400", "system:s-400", "system"),
    ("Су-35С", "system:su-35", "system"),
]

ENGLISH = [
    ("Russia", "RUS", "name"),
    ("Russia's", "RUS", "name"),
    ("Russia’s", "RUS", "name"),
    ("RUSSIA", "RUS", "name"),
    ("the Russian Federation", "RUS", "name"),
    ("Russian", "RUS", "adjective"),
    ("Russians", "RUS", "demonym"),
    ("the Kremlin", "RUS", "metonym"),
    ("Moscow", "RUS", "metonym"),
    ("Ukraine", "UKR", "name"),
    ("Ukrainians", "UKR", "demonym"),
    ("Kyiv", "UKR", "metonym"),
    ("Kiev", "UKR", "metonym"),
    ("US", "USA", "name"),
    ("U.S.", "USA", "name"),
    ("United States", "USA", "name"),
    ("the White House", "USA", "metonym"),
    ("Washington, D.C.", "USA", "metonym"),
    ("Americans", "USA", "demonym"),
    ("UK", "GBR", "name"),
    ("Britons", "GBR", "demonym"),
    ("Frenchmen", "FRA", "demonym"),
    ("Türkiye", "TUR", "name"),
    ("Turkey's", "TUR", "name"),
    ("Iranians", "IRN", "demonym"),
    ("Tehran", "IRN", "metonym"),
    ("Caracas", "VEN", "metonym"),
    ("Havana", "CUB", "metonym"),
    ("North Korean", "PRK", "adjective"),
    ("North Koreans", "PRK", "demonym"),
    ("Pyongyang", "PRK", "metonym"),
    ("Côte d'Ivoire", "CIV", "name"),
    ("Hong Kong", "HKG", "name"),
    ("Vladimir Putin", "RUS-putin", "person"),
    ("Putin's", "RUS-putin", "person"),
    ("Bashar al-Assad", "SYR-bashar-assad", "person"),
    ("Xi Jinping", "CHN-xi", "person"),
    ("Volodymyr Zelenskyy", "UKR-zelensky", "person"),
    ("Nicolás Maduro", "VEN-maduro", "person"),
    ("Recep Tayyip Erdoğan", "TUR-erdogan", "person"),
    ("NATO", "org:nato", "organisation"),
    ("the European Union", "org:eu", "organisation"),
    ("Pentagon", "org:pentagon", "organisation"),
    ("Islamic Revolutionary Guard Corps", "org:irgc", "organisation"),
    ("Hezbollah", "group:hezbollah", "group"),
    ("the Houthis", "group:houthis", "group"),
    ("The Wall Street Journal", "outlet:wsj", "outlet"),
    ("Washington Post", "outlet:wp", "outlet"),
    ("S-300VM", "system:s-300", "system"),
    ("F-16s", "system:f-16", "system"),
    ("Storm Shadow", "system:storm-shadow", "system"),
    ("Patriots", "system:patriot", "system"),
]


def _frame(word: str, language: str) -> str:
    return {"uk": f"тут про {word} сказано", "ru": f"здесь о {word} сказано", "en": f"it said {word} again"}[
        language
    ]


ALL = [
    *(("uk", *row) for row in UKRAINIAN),
    *(("ru", *row) for row in RUSSIAN),
    *(("en", *row) for row in ENGLISH),
]


@pytest.mark.parametrize(("language", "word", "actor", "form"), ALL)
def test_form_is_linked(language: str, word: str, actor: str, form: str) -> None:
    """The form is one mention, of this actor, named in this way."""
    found = linked(_frame(word, language), language)

    assert [(a, f) for _, a, f in found] == [(actor, form)]


@pytest.mark.parametrize(("language", "word"), [row[:2] for row in ALL])
def test_positions_are_those_of_the_surface(language: str, word: str) -> None:
    """A mention's positions cut its surface out of the very text it was given."""
    text = "İİ ẞß — " + _frame(word, language)  # letters whose lower case is longer than they are

    (mention,) = knowledge_base().mentions(text, language)

    assert text[mention.start : mention.end] == mention.surface
    assert mention.surface in word


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "uk",
            "Сирійський диктатор Башар Асад втік.",
            [("Сирійський", "SYR"), ("Башар Асад", "SYR-bashar-assad")],
        ),
        ("uk", "Російсько-українська війна", [("Російсько", "RUS"), ("українська", "UKR")]),
        ("uk", "Американо-китайський діалог", [("Американо", "USA"), ("китайський", "CHN")]),
        ("ru", "ирано-российские учения", [("ирано", "IRN"), ("российские", "RUS")]),
        ("en", "The Sino-Russian pact", [("Sino", "CHN"), ("Russian", "RUS")]),
        ("uk", "Президент США прилетів", [("США", "USA")]),
        ("uk", "президент Трамп і пан Рубіо", [("Трамп", "USA-trump"), ("Рубіо", "USA-rubio")]),
        ("ru", "Асад прибыл в Москву", [("Асад", "SYR-bashar-assad"), ("Москву", "RUS")]),
        ("uk", "МАДУРО ПОПРОСИВ РОСІЮ", [("МАДУРО", "VEN-maduro"), ("РОСІЮ", "RUS")]),
        ("en", "US-led talks with Iran-backed groups", [("US", "USA"), ("Iran", "IRN")]),
        ("uk", "у Міноборони РФ сказали", [("Міноборони РФ", "org:rus-mod")]),
        (
            "uk",
            "комплекси С-300ПМУ2 та «Бук-М2Е»",
            [("С-300ПМУ2", "system:s-300"), ("Бук-М2Е", "system:buk")],
        ),
        ("uk", "Сполучені\nШтати мовчать", [("Сполучені\nШтати", "USA")]),
        ("uk", "Північна\n\nКорея", [("Корея", "KOR")]),
        ("en", "Jordan's King Abdullah flew in", [("Jordan", "JOR"), ("King Abdullah", "JOR-abdullah")]),
    ],
)
def test_mentions_stand_side_by_side(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    """Neighbouring names are separate mentions, and the longest name wins at each place."""
    assert [(s, a) for s, a, _ in linked(text, language)] == expected
