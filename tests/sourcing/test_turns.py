"""Whose words a sentence is that says nothing of it: turns of a dialogue, a quotation beside somebody, an outlet that was spoken to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

SPEAKS = [
    # of paragraphs that a dash opens, one without a cue is the other one's
    (
        "uk",
        "— Радари мовчали, — сказала Олена Корбу.\n\n— Вони працювали, — відповів Андрій Левчук.\n\n— Станція @згоріла вночі.",
        "p:Олена Корбу",
    ),
    (
        "ru",
        "— Радары молчали, — сказала Анна Корбу.\n\n— Они работали, — ответил Олег Панин.\n\n— Станция @сгорела ночью.",
        "p:Анна Корбу",
    ),
    (
        "uk",
        "— Радари мовчали, — сказала Олена Корбу.\n\n— Вони працювали, — відповів Андрій Левчук.\n\n— Станція згоріла.\n\n— Її @вимкнули.",
        "p:Андрій Левчук",
    ),
    (
        "en",
        "– The radars failed, said Anna Korb.\n\n– They worked, said Oleg Panin.\n\n– The station @burned at night.",
        "p:Anna Korb",
    ),
    # one who speaks alone goes on, and the narrator's words stand between dashes
    ("uk", "— Радари мовчали, — сказала Олена Корбу.\n\n— Станція @згоріла вночі.", "p:Олена Корбу"),
    (
        "uk",
        "— Радари @мовчали. Станція згоріла, — Олена Корбу показує на попіл. — Тут був склад.",
        "p:Олена Корбу",
    ),
    (
        "ru",
        "— Радары молчали, — Анна Корбу показывает на пепел. — Тут @был склад.",
        "p:Анна Корбу",
    ),
    # a quotation without a cue beside a sentence about a named person
    (
        "uk",
        "Міністр Андрій Левчук прибув на станцію. «Радари @мовчали всю ніч, і станція згоріла».",
        "p:Андрій Левчук",
    ),
    (
        "ru",
        "Министр Олег Панин прибыл на станцию. «Радары @молчали всю ночь, и станция сгорела».",
        "p:Олег Панин",
    ),
    (
        "en",
        "Rear Admiral Gustaf Ekman opened the conference. “The radars @failed all night and the station burned.”",
        "p:Gustaf Ekman",
    ),
    # nameless sources stay under the outlet that they spoke to
    (
        "en",
        "The radars failed, two officials told Reuters. The station @burned, the officials said.",
        "o:Reuters > g:officials*",
    ),
    (
        "uk",
        "Радари мовчали, розповіли Reuters двоє чиновників. Станція @згоріла, додали чиновники.",
        "o:Reuters > g:чиновники*",
    ),
    (
        "ru",
        "Радары молчали, рассказали Reuters двое чиновников. Станция @сгорела, добавили чиновники.",
        "o:Reuters > g:чиновники*",
    ),
    # a nameless person goes on after a connective or a hedge
    (
        "uk",
        "Радари мовчали, сказав співрозмовник видання. При цьому станція @згоріла вночі.",
        "p:співрозмовник*",
    ),
    (
        "uk",
        "Радари мовчали, заявив один із чиновників. Схоже, станція @згоріла вночі.",
        "p:один із чиновників*",
    ),
    ("uk", "Радари мовчали, розповів дипломат. Станція, навпаки, @згоріла.", "p:дипломат*"),
    ("ru", "Радары молчали, сказал собеседник издания. При этом станция @сгорела ночью.", "p:собеседник*"),
    (
        "ru",
        "Радары молчали, заявил один из чиновников. Похоже, станция @сгорела ночью.",
        "p:один из чиновников*",
    ),
    ("ru", "Радары молчали, рассказал дипломат. Станция, наоборот, @сгорела.", "p:дипломат*"),
    ("en", "The radars failed, a diplomat said. However, the station @burned at night.", "p:diplomat*"),
    ("en", "The radars failed, an official said. Apparently the station @burned at night.", "p:official*"),
    (
        "en",
        "The radars failed, a senior officer said. As a result, the station @burned.",
        "p:senior officer*",
    ),
]
SILENT = [
    # no dialogue: another paragraph between, a dash inside a sentence
    ("ru", "— Радары молчали, — сказала Анна Корбу.\n\nСтанция @сгорела ночью."),
    ("uk", "Станція — її збудували торік — @згоріла."),
    (
        "ru",
        "— Радары молчали, — сказала Анна Корбу.\n\n— Они работали, — ответил Олег Панин.\n\nГород спал.\n\n— Станция @сгорела ночью.",
    ),
    # a name in quotation marks, a sentence about a thing, words without marks
    ("uk", "Міністр Андрій Левчук прибув на станцію. Станція «Степовий вітер» @мовчала."),
    ("uk", "Потяг прибув на станцію. «Радари @мовчали всю ніч, і станція згоріла»."),
    ("ru", "Министр Олег Панин прибыл на станцию. Радары @молчали всю ночь."),
    ("en", "The train reached the station. “The radars @failed all night and the station burned.”"),
    ("en", "Rear Admiral Gustaf Ekman opened the conference. The radars @failed all night."),
    # nameless groups do not go on, nor a nameless person without a connective or in another paragraph
    ("uk", "Радари мовчали, сказали чиновники. При цьому станція @згоріла вночі."),
    ("uk", "Радари мовчали, сказав співрозмовник видання. Станція @згоріла вночі."),
    ("uk", "Радари мовчали, сказав співрозмовник видання.\n\nПри цьому станція @згоріла вночі."),
    ("ru", "Радары молчали, сказали чиновники. При этом станция @сгорела ночью."),
    ("ru", "Радары молчали, сказал собеседник издания. Станция @сгорела ночью."),
    ("ru", "Радары молчали, сказал собеседник издания.\n\nПри этом станция @сгорела ночью."),
    ("en", "The radars failed, officials said. However, the station @burned at night."),
    ("en", "The radars failed, a diplomat said. The station @burned at night."),
    ("en", "The radars failed, a diplomat said.\n\nHowever, the station @burned at night."),
]
APART = [
    # who spoke to the outlet itself stands under no other
    (
        "uk",
        "Як пише Reuters, радари мовчали. «Станція @згоріла за ніч», — розповів нашому виданню Панас Ткач.",
        "p:Панас Ткач",
    ),
    (
        "uk",
        "Радари мовчали, повідомляє Reuters. Станція @згоріла, сказала в коментарі нашому виданню Олена Корбу.",
        "p:Олена Корбу",
    ),
    (
        "uk",
        "Як пише Reuters, радари мовчали. Панас Ткач розповів нашій редакції, що станція @згоріла.",
        "p:Панас Ткач",
    ),
    (
        "ru",
        "Как пишет Reuters, радары молчали. Олег Панин рассказал нашему изданию, что станция @сгорела.",
        "p:Олег Панин",
    ),
    (
        "ru",
        "Радары молчали, сообщает Reuters. «Станция @сгорела за ночь», — сказал нашему корреспонденту Олег Панин.",
        "p:Олег Панин",
    ),
    (
        "ru",
        "Как пишет Reuters, радары молчали. Анна Корбу рассказала нашей редакции, что станция @сгорела.",
        "p:Анна Корбу",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. The station @burned, Oleg Panin told this newspaper.",
        "p:Oleg Panin",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. Oleg Panin told us that the station @burned.",
        "p:Oleg Panin",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. Anna Korb told our correspondent that the station @burned.",
        "p:Anna Korb",
    ),
    # others stay under it
    (
        "uk",
        "Як пише Reuters, радари мовчали. Панас Ткач розповів виданню, що станція @згоріла.",
        "o:Reuters > p:Панас Ткач",
    ),
    (
        "uk",
        "Як пише Reuters, радари мовчали. Панас Ткач розповів, що наше видання @помилилося.",
        "o:Reuters > p:Панас Ткач",
    ),
    (
        "uk",
        "Як пише Reuters, радари мовчали. За словами Панаса Ткача, станція @згоріла.",
        "o:Reuters > p:Панас Ткач",
    ),
    (
        "ru",
        "Как пишет Reuters, радары молчали. Олег Панин рассказал изданию, что станция @сгорела.",
        "o:Reuters > p:Олег Панин",
    ),
    (
        "ru",
        "Как пишет Reuters, радары молчали. Олег Панин сказал, что наше издание @ошиблось.",
        "o:Reuters > p:Олег Панин",
    ),
    (
        "ru",
        "Как пишет Reuters, радары молчали. По словам Олега Панина, станция @сгорела.",
        "o:Reuters > p:Олег Панин",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. Oleg Panin said that this newspaper @erred.",
        "o:Reuters > p:Oleg Panin",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. Oleg Panin said the station @burned.",
        "o:Reuters > p:Oleg Panin",
    ),
    (
        "en",
        "As Reuters reported, the radars failed. The station @burned, according to Oleg Panin.",
        "o:Reuters > p:Oleg Panin",
    ),
    # other sources than those of before stand under no outlet
    ("en", "The radars failed, two officials told Reuters. The station @burned, a nurse said.", "p:nurse*"),
    (
        "uk",
        "Радари мовчали, розповіли Reuters двоє чиновників. Станція @згоріла, додала медсестра.",
        "p:медсестра*",
    ),
    (
        "ru",
        "Радары молчали, рассказали Reuters двое чиновников. Станция @сгорела, добавила медсестра.",
        "p:медсестра*",
    ),
]


@pytest.mark.parametrize(("language", "marked", "expected"), [*SPEAKS, *APART])
def test_whose_words_it_is(chain_at: Callable[..., str], language: str, marked: str, expected: str) -> None:
    assert chain_at(marked, language) == expected


@pytest.mark.parametrize(("language", "marked"), SILENT)
def test_the_outlet_speaks_itself(chain_at: Callable[..., str], language: str, marked: str) -> None:
    assert chain_at(marked, language) == ""
