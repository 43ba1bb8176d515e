"""How actors are called."""

from __future__ import annotations

import pytest

from papertiger.report.languages import LANGUAGES, Language
from papertiger.report.names import actor_name, actor_names, group_words


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        ("VEN", "Venezuela"),
        ("VEN:close_allies", "Venezuela (close allies)"),
        ("VEN:former_navy", "Venezuela (former navy)"),
        ("XQX", "XQX"),
        ("XQX:allies", "XQX:allies"),
    ],
)
def test_an_actor_has_a_name_or_keeps_the_id(actor: str, shown: str) -> None:
    assert actor_name(actor) == shown


@pytest.mark.parametrize(
    ("language", "actor", "shown"),
    [
        ("uk", "RUS", "Росія"),
        ("ru", "RUS", "Россия"),
        ("uk", "RUS:allies", "Росія (союзники)"),
        ("ru", "RUS:allies", "Россия (союзники)"),
        ("uk", "USA:former_president", "США (президент, у минулому)"),
        ("ru", "USA:deputy_foreign_minister", "США (заместитель: министр иностранных дел)"),
        ("uk", "XQX:allies", "XQX:allies"),
    ],
)
def test_names_are_in_the_language_that_is_asked_for(language: Language, actor: str, shown: str) -> None:
    assert actor_names(language)(actor) == shown


def test_all_languages_name_the_same_groups() -> None:
    known = [set(group_words(language).groups) for language in LANGUAGES]
    assert known[0]
    assert all(one == known[0] for one in known)
