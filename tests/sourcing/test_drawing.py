"""A sentence that names what an outlet draws on explains what was retold before it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

DRAWS = [
    (
        "uk",
        "Крани @чекають, пише Reuters. Агентство посилається на двох чиновників.",
        "o:Reuters > g:два чиновники*",
    ),
    ("uk", "Крани @чекають, пише Reuters. Reuters покликається на Bloomberg.", "o:Reuters > o:Bloomberg"),
    (
        "uk",
        "Крани @чекають, пише Bloomberg із посиланням на Reuters. Reuters посилається на CNN.",
        "o:Bloomberg > o:Reuters > o:CNN",
    ),
    ("ru", "Краны @ждут, пишет Reuters. Агентство ссылается на Bloomberg.", "o:Reuters > o:Bloomberg"),
]
DOES_NOT = [
    ("uk", "Крани @чекають, пише Reuters. Кремль посилається на договір.", "o:Reuters"),
    ("uk", "Крани @чекають, пише Reuters. CNN посилається на двох чиновників.", "o:Reuters"),
    (
        "uk",
        "Крани @чекають, пише Reuters. Агентство посилається на чиновників, які скаржаться на порт.",
        "o:Reuters",
    ),
]


@pytest.mark.parametrize(("language", "marked", "expected"), [*DRAWS, *DOES_NOT])
def test_what_an_outlet_draws_on_stands_behind_it(
    chain_at: Callable[..., str], language: str, marked: str, expected: str
) -> None:
    assert chain_at(marked, language) == expected
