"""Chains of Ukrainian news: each case marks a place and names whose words stand there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

SENTENCES = {
    "two who told an outlet and are described behind": (
        "Росія @передала один радар. Про це «Східному дзвону» розповіли двоє офіцерів, які побажали лишитися неназваними.",
        "o:Східний дзвін > g:офіцери*",
    ),
    "people who asked something stay those who told it": (
        "Росія @передала один радар. Про це розповіли офіцери, які просили не називати їхніх імен.",
        "g:офіцери*",
    ),
    "an outlet of two nouns that was told": (
        "Росія @передала один радар. Про це «Новинам Сахелю» розповіли нігерські офіцери.",
        "o:Новини Сахелю > g:нігерські офіцери[NER]*",
    ),
    "since when is nobody's report": (
        "Малі @залежить від Росії з того часу, як країну залишили французькі солдати.",
        "",
    ),
    "as somebody said is a report": (
        "Малі @залежить від Росії, як заявили французькі солдати.",
        "g:французькі солдати*",
    ),
    "own words": ("Росія @скоротила постачання ракет Сирії.", ""),
    "person with office, forward": (
        "Президент Франції Емманюель Макрон заявив, що Росія @скоротила допомогу.",
        "p:Емманюель Макрон[FRA-macron]",
    ),
    "words before the reporting clause are not reported": (
        "Поки Росія @відступала, міністр оборони України Іван Петренко заявив, що все спокійно.",
        "",
    ),
    "according to anonymous officials in a place": (
        "За словами чиновників у Каракасі, Росія @не надала техніків.",
        "g:чиновники[VEN]*",
    ),
    "adjective gives the state of officials": (
        "Російські посадовці визнали, що допомога Кубі @запізнилася.",
        "g:Російські посадовці[RUS]*",
    ),
    "officials placed before the noun": (
        "У Гавані чиновники вважають, що Москва @їх покинула.",
        "g:чиновники[CUB]*",
    ),
    "source familiar with a state speaks for nobody": (
        "Радари не працювали, розповіло джерело, @знайоме з позицією Кремля.",
        "",
    ),
    "statement of a source familiar with a state": (
        "Радари @не працювали, розповіло джерело, знайоме з позицією Кремля.",
        "p:джерело*",
    ),
    "sources familiar with the matter": (
        "За словами джерел, знайомих із ситуацією, Іран @отримав ракети.",
        "g:джерела*",
    ),
    "source inside a body": ("Джерело в Кремлі повідомило, що Росія @не втрутиться.", "p:Джерело[RUS]*"),
    "source in a city": ("Джерела в Тегерані кажуть, що Росія @не втрутиться.", "g:Джерела*"),
    "analysts are nameless": ("Аналітики вважають, що Китай @не допоможе Росії.", "g:Аналітики*"),
    "in the opinion of a named expert": (
        "На думку військового експерта Олега Жданова, Росія @не має ракет.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "unknown name put into the nominative": (
        "За словами полковника Степана Ковальчука, техніки @не приїхали.",
        "p:Степан Ковальчук",
    ),
    "woman's name put into the nominative": (
        "За словами аналітикині Марії Гончаренко, техніки @не приїхали.",
        "p:Марія Гончаренко",
    ),
    "inverted with dash and quotation": (
        "«Росія @не дала нам ракет», – сказав міністр Андрій Левчук.",
        "p:Андрій Левчук",
    ),
    "inverted with hyphen": (
        '"Росія @не дала нам ракет", - сказала речниця МЗС Ірина Бондар.',
        "p:Ірина Бондар",
    ),
    "inverted without quotation": ("Москва @припинила постачання, повідомляє Reuters.", "o:Reuters"),
    "split quotation, before": (
        "«Ракети @не прибули, – сказав експерт Олег Жданов. – Радари мовчали».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "split quotation, after": (
        "«Ракети не прибули, – сказав експерт Олег Жданов. – Радари @мовчали».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "quotation of two sentences": (
        "«Ракети @не прибули. Радари мовчали», – сказав експерт Олег Жданов.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "colon and quotation": (
        "Експерт Олег Жданов сказав: «Ракети @не прибули».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "mixed quotation": (
        "Експерт Олег Жданов сказав, що ракети «@не прибули вчасно».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "aside in the middle": ("Росія, як стверджують аналітики, @покинула союзника.", "g:аналітики*"),
    "outlet at the opening": ("Як пише Bloomberg, Росія @покинула Сирію.", "o:Bloomberg"),
    "according to the data of an outlet": ("За даними Reuters, Росія @покинула Сирію.", "o:Reuters"),
    "outlet citing outlet": (
        "Росія @покинула Сирію, передає Укрінформ з посиланням на Bloomberg.",
        "o:Ukrinform > o:Bloomberg",
    ),
    "outlet citing nameless sources": (
        "Reuters з посиланням на джерела повідомляє, що Росія @покинула Сирію.",
        "o:Reuters > g:джерела*",
    ),
    "outlet citing a ministry": (
        "Росія @покинула Сирію, пише Bloomberg, посилаючись на Міноборони США.",
        "o:Bloomberg > g:Міноборони США[org:pentagon]",
    ),
    "two outlets, the later is the outer": (
        "Росія @покинула Сирію, повідомляє Reuters, передає Укрінформ.",
        "o:Ukrinform > o:Reuters",
    ),
    "speaker under a later outlet": (
        "Ракети @не прибули, заявив міністр Андрій Левчук, передає Reuters.",
        "o:Reuters > p:Андрій Левчук",
    ),
    "named but unlisted outlet": (
        "Як повідомляє газета «Вечірній вісник», Росія @покинула Сирію.",
        "o:Вечірній вісник",
    ),
    "press without a name": ("За даними західних ЗМІ, Росія @покинула Сирію.", "o:західні ЗМІ*"),
    "institution as speaker": ("Пентагон заявив, що Іран @отримав ракети.", "g:Пентагон[org:pentagon]"),
    "metonym as speaker": ("Кремль заперечив, що Росія @покинула Сирію.", "g:Кремль[RUS]"),
    "inside a body": ("У Кремлі заявили, що Росія @не покине Сирію.", "g:Кремль[RUS]"),
    "inside a body, inverted": ("«Росія @не покине Сирію», – заявили в Кремлі.", "g:Кремль[RUS]"),
    "state as speaker": ("Іран заявив, що Росія @не передала літаки.", "g:Іран[IRN]"),
    "office without a name": (
        "Прем'єр-міністр Вірменії заявив, що Росія @не виконала обов'язків.",
        "p:Прем'єр-міністр Вірменії[ARM]",
    ),
    "a report is its issuer speaking": ("У звіті ООН йдеться, що Росія @постачала зброю.", "g:ООН[org:un]"),
    "a treaty is a document": (
        "У меморандумі ООН йдеться, що Росія @постачала зброю.",
        "d:меморандум ООН[org:un]",
    ),
    "interview is a place, not a source": (
        "Росія @покинула нас, сказав експерт Олег Жданов в інтерв'ю CNN.",
        "o:CNN > p:Олег Жданов[UKR-zhdanov]",
    ),
    "post": (
        "«Росія @покинула нас», – написав у Telegram депутат Олексій Гончаренко.",
        "p:Олексій Гончаренко[UKR-honcharenko]",
    ),
    "statement in a statement": (
        "Пентагон заявив, що, за словами аналітиків, Росія @покинула Сирію.",
        "g:Пентагон[org:pentagon] > g:аналітики*",
    ),
    "two speakers side by side, first": (
        "Кремль заявив, що Росія @допомогла, а Пентагон повідомив, що допомоги не було.",
        "g:Кремль[RUS]",
    ),
    "two speakers side by side, second": (
        "Кремль заявив, що Росія допомогла, а Пентагон повідомив, що допомоги @не було.",
        "g:Пентагон[org:pentagon]",
    ),
    "complaint without a clause": ("Чиновники в Дамаску скаржаться на @брак ракет.", "g:Чиновники[SYR]*"),
    "no speech: somebody shows nothing": ("Радари показали, що ракет @немає.", ""),
    "negated speech verb": ("Міністр Андрій Левчук не сказав, що ракети @прибули.", ""),
    "relative clause between subject and verb": (
        "Пентагон, який раніше мовчав, заявив, що Іран @отримав ракети.",
        "g:Пентагон[org:pentagon]",
    ),
    "handing over is no speech": ("Росія передала Ірану @ракети.", ""),
    "title with colon": ("# Bloomberg: Росія @покинула Сирію", "o:Bloomberg"),
    "title with speaker": ("# Жданов: Росія @покинула Сирію", "p:Жданов"),
    "title with dash": ("# Росія @покинула Сирію, – Reuters", "o:Reuters"),
    "title with topic": ("# Сирія: Росія @покинула базу", ""),
    "journalists of an outlet": ("Журналісти Bloomberg пишуть, що Росія @покинула Сирію.", "o:Bloomberg"),
    "think tank": (
        "Інститут вивчення війни зазначає, що Росія @втрачає сили.",
        "g:Інститут вивчення війни[org:isw]",
    ),
}

DISCOURSE = {
    "lead before the first anchor is the article's own": (
        "Росія @покинула союзників.\nЯк пише Bloomberg, Сирія впала.",
        "",
    ),
    "retelling goes on over plain paragraphs": (
        "Як пише Bloomberg, Сирія впала.\nРосія @не втрутилася.\nКуба лишилася без нафти.",
        "o:Bloomberg",
    ),
    "between two anchors headings do not end the retelling": (
        "Як пише Bloomberg, Сирія впала.\n## Нова глава\nРосія @не втрутилася.\n«Куба лишилася без нафти», – пише Bloomberg.",
        "o:Bloomberg",
    ),
    "a heading after the last anchor ends it": (
        "Як пише Bloomberg, Сирія впала.\n## Що ще відомо\nРосія @не втрутилася.",
        "",
    ),
    "own voice ends it": (
        "Як пише Bloomberg, Сирія впала.\nНагадаємо, Росія @не втрутилася.",
        "",
    ),
    "recalled expert stands outside it": (
        "Як пише Bloomberg, Сирія впала.\nЯк пояснював експерт Олег Жданов, Росія @не втрутилася.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "speaker inside a retelling": (
        "Як пише Bloomberg, Сирія впала.\nМіністр Андрій Левчук заявив, що Росія @не втрутилася.",
        "o:Bloomberg > p:Андрій Левчук",
    ),
    "the text of the outlet": (
        "Як пише Bloomberg, Сирія впала.\n«Росія @не втрутилася», – йдеться в статті.",
        "o:Bloomberg",
    ),
    "this publication": (
        "Як пише Bloomberg, Сирія впала.\nРосія @не втрутилася, додає видання.",
        "o:Bloomberg",
    ),
    "interlocutor of the publication": (
        "Як пише Bloomberg, Сирія впала.\n«Росія @не втрутилася», – сказав співрозмовник видання.",
        "o:Bloomberg > p:співрозмовник*",
    ),
    "another outlet takes over": (
        "Як пише Bloomberg, Сирія впала.\nReuters повідомляє, що Росія мовчить.\nКуба @лишилася без нафти.",
        "o:Reuters",
    ),
    "pronoun plural": (
        "Чиновники в Каракасі скаржаться, що ракет мало. Вони також вказують на @поломки радарів.",
        "g:Чиновники[VEN]*",
    ),
    "pronoun in an aside": (
        "Чиновники в Каракасі скаржаться, що ракет мало. Радари, як вони стверджують, @мовчали.",
        "g:Чиновники[VEN]*",
    ),
    "officials named again without their state": (
        "Чиновники в Каракасі скаржаться, що ракет мало. За словами посадовців, радари @мовчали.",
        "g:посадовці[VEN]*",
    ),
    "pronoun singular skips a group": (
        "Експерт Олег Жданов каже, що ракет мало. Аналітики вважають, що ракет досить. Він додав, що радари @мовчали.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "possessive": (
        "Експерт Олег Жданов каже, що ракет мало. За його словами, радари @мовчали.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "subject left out": (
        "Експерт Олег Жданов каже, що ракет мало. Також зазначив, що радари @мовчали.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "pronoun for the person whom the sentence before is about": (
        "Експерт Олег Жданов каже, що ракет мало.\nПрезидент Сирії Ахмед Шараа прибув до Києва. Він заявив, що радари @мовчали.",
        "p:Ахмед Шараа[SYR-sharaa]",
    ),
    "surname alone": (
        "Експерт Олег Жданов каже, що ракет мало.\nРосія @мовчить, зауважив Жданов.",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "plain sentence after a nameless speaker falls back": (
        "Як пише Bloomberg, Сирія впала. За словами чиновників у Дамаску, ракет мало. Росія @не втрутилася.",
        "o:Bloomberg",
    ),
    "connective keeps a named speaker": (
        "Інститут вивчення війни зазначає, що Росія слабшає. Натомість Китай, схоже, @виграє час.",
        "g:Інститут вивчення війни[org:isw]",
    ),
    "no connective, no continuation": (
        "Інститут вивчення війни зазначає, що Росія слабшає. Китай @підписав угоду з Іраном.",
        "",
    ),
    "a new paragraph ends a speaker": (
        "Інститут вивчення війни зазначає, що Росія слабшає.\nНатомість Китай @підписав угоду з Іраном.",
        "",
    ),
    "attribution after its statement, same paragraph": (
        "Росія @покинула Сирію. Про це повідомляє Reuters.",
        "o:Reuters",
    ),
    "attribution after its statement, next paragraph": (
        "Росія @покинула Сирію.\nПро це заявив міністр Андрій Левчук, передає Reuters.",
        "o:Reuters > p:Андрій Левчук",
    ),
    "quotation in a paragraph of its own goes on": (
        "«Ракет мало», – сказав експерт Олег Жданов.\n«Радари @мовчали всю ту ніч».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "colon leads to the next paragraph": (
        "Експерт Олег Жданов пояснив:\n«Радари @мовчали всю ту ніч».",
        "p:Олег Жданов[UKR-zhdanov]",
    ),
    "quotation without a source inside a retelling": (
        "Як пише Bloomberg, Сирія впала.\nСитуація складна:\n«Радари @мовчали всю ту ніч».\nІран чекає, пише Bloomberg.",
        "o:Bloomberg",
    ),
    "the article's own outlet is no step": (
        "Росія @покинула Сирію, повідомляє Our Paper.",
        "",
    ),
    "statement of a ministry in text form": (
        "У заяві Пентагону йдеться, що Іран @отримав ракети.",
        "g:Пентагон[org:pentagon]",
    ),
}


@pytest.mark.parametrize(("marked", "expected"), SENTENCES.values(), ids=SENTENCES)
def test_who_says_it_in_one_sentence(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "uk") == expected


@pytest.mark.parametrize(("marked", "expected"), DISCOURSE.values(), ids=DISCOURSE)
def test_who_says_it_across_sentences(chain_at: Callable[..., str], marked: str, expected: str) -> None:
    assert chain_at(marked, "uk") == expected
