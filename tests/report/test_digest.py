"""A digest fits one screen, in every language."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from papertiger.report.digest import COLUMNS, LINES, Digest, Line, digest_lines, digest_subject
from papertiger.report.languages import LANGUAGES, Language

DAY = date(2026, 8, 13)


def lines(number: int, kind: str = "warning", title: str = "Ethiopia → Eritrea: threats") -> list[Line]:
    return [Line(f"{n:032x}", DAY - timedelta(n), kind, title) for n in range(number)]


def digest(new: list[Line], old: list[Line], unanswered: tuple[str, ...] = (), sources: int = 0) -> Digest:
    return Digest("a.ledger", DAY, DAY - timedelta(1), new, old, 2, 1, sources, unanswered)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("many", [0, 1, 7, 300])
def test_it_fits_one_screen(language: Language, many: int) -> None:
    one = digest(
        [*lines(many, title="x" * 300), *lines(many, "outage"), *lines(many, "unseen")],
        [*lines(many), *lines(many, "unseen")],
        tuple(f"source-{n}" for n in range(many)),
        400,
    )
    made = digest_lines(one, language)
    assert len(made) <= LINES
    assert max(len(line) for line in made) <= COLUMNS
    assert all(line.isprintable() for line in made)


def test_a_long_part_leaves_room_for_the_others() -> None:
    made = "\n".join(digest_lines(digest(lines(300), [*lines(3, "unseen", "Too little")], ("alpha",), 40)))
    assert made.count(" Too little\n") == 3
    assert "New since 12 August 2026 (300), 2" in made
    assert "more not shown" in made
    assert "Followed sources: 40; without an answer: 1 (alpha)" in made


def test_nothing_is_said_to_be_nothing() -> None:
    made = "\n".join(digest_lines(digest([], [])))
    assert "Nothing new since" in made
    assert "No source was asked" in made


def test_the_subject_counts_warnings_about_the_world() -> None:
    one = digest([*lines(1), *lines(4, "outage")], [])
    assert digest_subject(one).startswith("papertiger: 1 new warning ")
    assert digest_subject(digest([*lines(5)], []), "uk").startswith("papertiger: 5 нових попереджень ")
