"""Words that mix alphabets, stress marks and lone look-alikes: put right for analysis, in place, and flagged."""

from __future__ import annotations

import time

import pytest

from papertiger.language import clean, readings

REPAIRED = [
    ("Pоссия", "Россия"),
    ("вiйна", "війна"),
    ("HАТО", "НАТО"),
    ("CШA", "США"),
    ("Tpaмп", "Трамп"),
    ("Украïна", "Україна"),
    ("ещë", "ещё"),
    ("POссия", "Россия".replace("о", "О", 1)),
    ("сοюзник", "союзник"),  # Greek omicron
    ("Putіn", "Putin"),
    ("Zеlensky", "Zelensky"),
    ("Рutin", "Putin"),
    ("Μoscow", "Moscow"),  # Greek capital mu
]
BY_RIGHT = [
    "Covid-19-інфекція",
    "IT-компанія",
    "Х-101",
    "X-101",
    "СU-27",
    "F-16",
    "X-bow",
    "С-300ПМУ2",
    "HIMARSів",
    "PRщик",
    "ITшник",
    "NATOвський",
    "Bayraktarи",
    "ПриватBank",
    "ДіяCity",
    "XХІ",
    "Мі-8",
    "https://example.org/Россияtext",
    "user@поштаmail.ua",
]


@pytest.mark.parametrize(("printed", "meant"), REPAIRED)
def test_look_alikes_are_put_right_letter_by_letter_and_flagged(printed: str, meant: str) -> None:
    around = "Пишуть, що {} мовчить." if "Ѐ" <= meant[0] <= "ӿ" else "They say {} is silent."
    text = around.format(printed)
    cleaned = clean(text)

    assert cleaned.text == around.format(meant)
    assert [text[span.start : span.end] for span in cleaned.mixed] == [printed]


@pytest.mark.parametrize("word", BY_RIGHT)
def test_words_that_mix_alphabets_by_right_are_not_flagged(word: str) -> None:
    assert clean(f"Пишуть, що {word} мовчить.").mixed == ()


def test_a_mixed_word_without_look_alikes_is_flagged_and_left_alone() -> None:
    text = "Це фанtastика, кажуть."
    cleaned = clean(text)

    assert cleaned.text == text
    assert [text[span.start : span.end] for span in cleaned.mixed] == ["фанtastика"]


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Польща i Литва", "Польща і Литва"),
        ("переговоры c Россией", "переговоры с Россией"),
        ("Так. I це все.", "Так. І це все."),
        ("B Киеве тихо", "В Киеве тихо"),
    ],
)
def test_lone_latin_letters_between_cyrillic_words_are_words(printed: str, meant: str) -> None:
    assert clean(printed).text == meant
    assert len(clean(printed).mixed) == 1


@pytest.mark.parametrize("text", ["План B працює", "вітамін C корисний", "I have a plan", "Наполеон I помер"])
def test_lone_latin_letters_that_are_names_stay(text: str) -> None:
    assert clean(text).text == text


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("Уряд ухвали́в рішення.", "Уряд ухвалив  рішення."),
        ("Він «переда́в», кажуть.", "Він «передав»,  кажуть."),
        ("бóльшая часть", "большая часть"),
        ("рі́шення́", "рішення  "),
    ],
)
def test_stress_marks_leave_the_clean_word_at_its_place(printed: str, read: str) -> None:
    cleaned = clean(printed)

    assert cleaned.text == read
    assert cleaned.mixed == ()


def test_the_end_of_a_stressed_word_is_found_in_the_frozen_text() -> None:
    text = "Росія не передала́"
    cleaned = clean(text)

    assert cleaned.end(text, len(cleaned.text.rstrip())) == len(text)


@pytest.mark.parametrize("sign", "'’ʼ`´‘′＇")
def test_every_apostrophe_gives_a_word_of_the_dictionary(sign: str) -> None:
    word = clean(f"об{sign}єднання").text

    assert any(reading.known for reading in readings(word, "uk"))


@pytest.mark.parametrize("hyphen", "-‐‑")
def test_hyphens_that_do_not_break_are_hyphens(hyphen: str) -> None:
    assert clean(f"зенітно{hyphen}ракетний").text == "зенітно-ракетний"


@pytest.mark.parametrize(
    "piece",
    ["аa", "á", "а\u0301", "а\u0301 ", "i ", "'`", "ёë", "a" * 50 + "а" * 50, "\u0301", "🙂а\u200d", "A.А"],
)
def test_hostile_text_keeps_its_length_in_linear_time(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.process_time()

    assert len(clean(text).text) == len(text)
    assert time.process_time() - begin < 4
