"""Names: base forms without a parser, spans and kinds on hand-made trees, articles that agree with themselves."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from papertiger.language import NamedThing, Sentence, named_in, named_in_article
from papertiger.language.names.article import agreeing
from papertiger.language.names.capitals import candidates
from papertiger.language.names.features import words_of
from papertiger.language.names.finding import placed
from papertiger.language.names.forms import Hint, base_form
from papertiger.language.names.tagger import LABELS, NUMBER, STYLES, allowed, best, spans
from papertiger.language.names.words import facts

Row = tuple[str, str, int, str, str]
"""Form, part of speech, head (from 1, 0 for the root), relation, features."""


def _sentence(rows: Sequence[Row], language: str, start: int = 0) -> Sentence:
    """A parsed sentence, words parted by spaces but for marks."""
    words = [row[0] for row in rows]
    spaces = [
        i + 1 < len(words) and words[i + 1] not in {",", ".", "»"} and words[i] != "«"
        for i in range(len(words))
    ]
    doc = Doc(
        Vocab(),
        words=words,
        spaces=spaces,
        pos=[row[1] for row in rows],
        heads=[row[2] - 1 if row[2] else i for i, row in enumerate(rows)],
        deps=[row[3] if row[2] else "ROOT" for row in rows],
        morphs=[row[4] for row in rows],
        lemmas=[row[0].lower() for row in rows],
    )
    return Sentence(0, 0, start, start + len(doc.text), doc.text, "body", doc, language)


def _base(name: str, kind: str, language: str, case: str, **hint: bool) -> str:
    words = [facts(word, language) for word in name.split()]
    return base_form(words, [" "] * (len(words) - 1), kind, language, Hint(case, **hint))[0]


@pytest.mark.parametrize(
    ("form", "kind", "case", "base"),
    [
        ("Світлани Тихановської", "PER", "Gen", "Світлана Тихановська"),
        ("Тарасові Осадчуку", "PER", "Dat", "Тарас Осадчук"),
        ("Марією Дзвінчук", "PER", "Ins", "Марія Дзвінчук"),
        ("Остапа Верещинського", "PER", "Gen", "Остап Верещинський"),
        ("Олега Ляшка", "PER", "Gen", "Олег Ляшко"),
        ("Терези Мей", "PER", "Gen", "Тереза Мей"),
        ("Гнатенка", "PER", "Gen", "Гнатенко"),
        ("Міністерству оборони Німеччини", "ORG", "Dat", "Міністерство оборони Німеччини"),
        ("Європейським медичним агентством", "ORG", "Ins", "Європейське медичне агентство"),
        ("Державною прикордонною службою", "ORG", "Ins", "Державна прикордонна служба"),
        ("Об'єднаних Арабських Еміратах", "LOC", "Loc", "Об'єднані Арабські Емірати"),
        ("Близького Сходу", "LOC", "Gen", "Близький Схід"),
        ("Північному потоку-2", "ORG", "Dat", "Північний потік-2"),
        ("МОЗу", "ORG", "Gen", "МОЗ"),
        ("Кривого Рогу", "LOC", "Gen", "Кривий Ріг"),
        ("Microsoft", "ORG", "", "Microsoft"),
    ],
)
def test_ukrainian_names_are_put_into_the_nominative(form: str, kind: str, case: str, base: str) -> None:
    assert _base(form, kind, "uk", case) == base


@pytest.mark.parametrize(
    ("form", "kind", "case", "base"),
    [
        ("Светланы Тихановской", "PER", "Gen", "Светлана Тихановская"),
        ("Сергею Балыкину", "PER", "Dat", "Сергей Балыкин"),
        ("Джереми Ханта", "PER", "Gen", "Джереми Хант"),
        ("Ангелой Меркель", "PER", "Ins", "Ангела Меркель"),
        ("Маргариты Гурченко", "PER", "Gen", "Маргарита Гурченко"),
        ("Верховного суда", "ORG", "Gen", "Верховный суд"),
        ("Стокгольмском арбитраже", "ORG", "Loc", "Стокгольмский арбитраж"),
        ("Министерством обороны России", "ORG", "Ins", "Министерство обороны России"),
        ("британского МИД", "ORG", "Gen", "британский МИД"),
        ("Новой Зеландии", "LOC", "Gen", "Новая Зеландия"),
        ("Нижнего Новгорода", "LOC", "Gen", "Нижний Новгород"),
    ],
)
def test_russian_names_are_put_into_the_nominative(form: str, kind: str, case: str, base: str) -> None:
    assert _base(form, kind, "ru", case) == base


@pytest.mark.parametrize(
    ("form", "base"),
    [("Равалпинді", "Равалпинді"), ("Вествілльськом", "Вествілльськ")],
)
def test_places_that_no_dictionary_lists_follow_the_tables(form: str, base: str) -> None:
    assert _base(form, "LOC", "uk", "Loc", after_preposition=True) == base


def test_a_headline_in_capitals_tells_nothing_of_how_a_name_is_written() -> None:
    assert _base("КИЇВ", "LOC", "uk", "Nom", shouted=True) == "Київ"
    assert _base("НАТО", "ORG", "uk", "Nom") == "НАТО"


def test_english_names_stay_and_their_head_comes_before_the_connector() -> None:
    words = [facts(word, "en", word.lower()) for word in ("Ministry", "of", "Defence")]

    assert base_form(words, [" ", " "], "ORG", "en", Hint()) == ("Ministry of Defence", 0)


HOVLAND: list[Row] = [
    ("Norwegian", "ADJ", 3, "amod", ""),
    ("Defence", "NOUN", 3, "compound", ""),
    ("Minister", "NOUN", 4, "compound", ""),
    ("Astrid", "PROPN", 6, "nsubj", ""),
    ("Hovland", "PROPN", 4, "flat", ""),
    ("left", "VERB", 0, "root", ""),
    ("Chisinau", "PROPN", 6, "obj", ""),
    (".", "PUNCT", 6, "punct", ""),
]
AGAIN: list[Row] = [
    ("Everybody", "PRON", 2, "nsubj", ""),
    ("admired", "VERB", 0, "root", ""),
    ("Hovland", "PROPN", 2, "obj", ""),
    (".", "PUNCT", 2, "punct", ""),
]
COMPANY: list[Row] = [
    ("The", "DET", 2, "det", ""),
    ("parts", "NOUN", 3, "nsubj", ""),
    ("come", "VERB", 0, "root", ""),
    ("from", "ADP", 6, "case", ""),
    ("Kvalsund", "PROPN", 6, "compound", ""),
    ("Systems", "PROPN", 3, "obl", ""),
    (",", "PUNCT", 8, "punct", ""),
    ("supplier", "NOUN", 6, "appos", ""),
    ("to", "ADP", 11, "case", ""),
    ("the", "DET", 11, "det", ""),
    ("Ministry", "PROPN", 8, "nmod", ""),
    ("of", "ADP", 13, "case", ""),
    ("Defence", "PROPN", 11, "nmod", ""),
    (".", "PUNCT", 3, "punct", ""),
]


def test_a_person_is_told_by_the_role_which_is_no_part_of_the_name() -> None:
    person, city = named_in(_sentence(HOVLAND, "en", start=100))

    assert (person.text, person.kind, person.base) == ("Astrid Hovland", "PER", "Astrid Hovland")
    assert (person.start, person.end) == (127, 141)
    assert "Minister" in person.role
    assert any("role" in reason for reason in person.reasons)
    assert person.sure
    assert (city.text, city.kind) == ("Chisinau", "LOC")


def test_class_words_tell_organisations_and_connectors_join_them() -> None:
    company, ministry = named_in(_sentence(COMPANY, "en"))

    assert (company.text, company.kind, company.class_word) == ("Kvalsund Systems", "ORG", "systems")
    assert (ministry.text, ministry.kind, ministry.head) == ("Ministry of Defence", "ORG", "Ministry")


def test_a_surname_that_says_nothing_is_of_the_person_named_in_full() -> None:
    first, second = _sentence(HOVLAND, "en"), _sentence(AGAIN, "en", start=60)

    (alone,) = named_in(second)
    _, (again,) = named_in_article([first, second])

    assert alone.kind != "PER"
    assert not alone.sure
    assert (again.text, again.kind, again.start) == ("Hovland", "PER", 78)
    assert again.reasons[-1] == "named in full elsewhere: 'Astrid Hovland'"


def test_a_sentence_that_cannot_hold_names_has_none() -> None:
    unparsed = Sentence(0, 0, 0, 4, "Kyiv", "body", language="en")
    foreign = _sentence(AGAIN, "de")

    assert named_in(unparsed) == named_in(foreign) == []
    assert named_in_article([unparsed, foreign]) == [[], []]


UKRAINIAN: list[Row] = [
    ("Директор", "NOUN", 7, "nsubj", "Case=Nom|Gender=Masc|Number=Sing"),
    ("компанії", "NOUN", 1, "nmod", "Case=Gen|Gender=Fem|Number=Sing"),
    ("«", "PUNCT", 4, "punct", ""),
    ("Зорепром", "PROPN", 2, "appos", "Case=Nom|Gender=Masc|Number=Sing"),
    ("»", "PUNCT", 4, "punct", ""),
    ("Іван", "PROPN", 1, "appos", "Case=Nom|Gender=Masc|Number=Sing"),
    ("зустрів", "VERB", 0, "root", ""),
    ("Оксану", "PROPN", 7, "obj", "Case=Acc|Gender=Fem|Number=Sing"),
    ("Гринчишину", "PROPN", 8, "flat:name", "Case=Acc|Gender=Fem|Number=Sing"),
    ("у", "ADP", 11, "case", ""),
    ("Женеві", "PROPN", 7, "obl", "Case=Loc|Gender=Fem|Number=Sing"),
    (".", "PUNCT", 7, "punct", ""),
]


def test_ukrainian_names_are_found_by_the_shipped_weights() -> None:
    found = named_in(_sentence(UKRAINIAN, "uk"))

    assert [(name.text, name.kind, name.base) for name in found] == [
        ("Зорепром", "ORG", "Зорепром"),
        ("Іван", "PER", "Іван"),
        ("Оксану Гринчишину", "PER", "Оксана Гринчишина"),
        ("Женеві", "LOC", "Женева"),
    ]
    assert found[0].class_word == "компанія"
    assert all(name.reasons for name in found)


def test_names_do_not_depend_on_other_sentences() -> None:
    sentences = [_sentence(UKRAINIAN, "uk"), _sentence(UKRAINIAN, "uk", start=500)]

    first, second = (named_in(sentence) for sentence in sentences)

    assert [name.base for name in first] == [name.base for name in second]
    assert [name.start + 500 for name in first] == [name.start for name in second]


def test_a_name_inside_begins_with_its_own_kind() -> None:
    scores = [[0.0] * len(LABELS) for _ in range(2)]
    scores[1][NUMBER["I-PER"]] = 5.0
    any_mark = tuple(range(len(LABELS)))
    flat = [[[0.0] * len(LABELS) for _ in LABELS] for _ in STYLES]

    found = best(scores, [any_mark, any_mark], [0, 0], flat)

    assert [LABELS[mark] for mark in found] == ["B-PER", "I-PER"]
    assert spans(found) == [(0, 2, "PER")]


def test_words_in_lower_case_begin_no_name_but_an_organisation() -> None:
    words = [facts(word, "uk") for word in ("вчора", "міністерство", "Данії")]

    possible = allowed(words)

    assert possible[0] == (0,)
    assert NUMBER["B-ORG"] in possible[1]
    assert NUMBER["B-PER"] not in possible[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stephen King met King Felipe", ["Stephen King", "Felipe"]),
        ("the High Court of Justice and John Smith", ["High Court of Justice", "John Smith"]),
        ("near the Gulf of Riga on Tuesday", ["Gulf of Riga"]),
        ("Secretary of State Antony Blinken", ["Antony Blinken"]),
        ("a German diplomat praised the European Commission", ["European Commission"]),
    ],
)
def test_runs_of_capitals_are_cut_where_names_begin_and_end(text: str, expected: list[str]) -> None:
    pos = {True: "PROPN", False: "NOUN"}
    rows: list[Row] = [
        (
            word,
            "ADJ" if word == "German" else pos[word[0].isupper()],
            min(i, 1),
            "amod" if word == "German" else "dep",
            "",
        )
        for i, word in enumerate(text.split())
    ]
    doc = _sentence(rows, "en").doc
    assert doc is not None

    found = candidates(doc, words_of(doc, "en"), "en")

    assert [doc[start:end].text for start, end in found] == expected


def test_sentences_of_an_article_are_given_back_in_order() -> None:
    places = [placed(_sentence(rows, "en")) for rows in (AGAIN, HOVLAND)]

    found = [names for _, names in agreeing((place, None) if place else None for place in places)]

    assert [[name.text for name in names] for names in found] == [["Hovland"], ["Astrid Hovland", "Chisinau"]]
    assert isinstance(found[0][0], NamedThing)
