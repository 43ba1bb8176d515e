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
]
SILENT = [
    # no dialogue: one speaker, another paragraph between, a dash inside a sentence
    ("uk", "— Радари мовчали, — сказала Олена Корбу.\n\n— Станція @згоріла вночі."),
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
]
APART = [
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
