"""What the terminal shows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from papertiger.ledger.asked import Excerpt, StoredClaim
from papertiger.records import Explanation
from papertiger.report.evidence import Voice, voice_in
from papertiger.report.languages import Language
from papertiger.report.terminal import Ink, brief_lines, chain_text, claim_lines, explain_lines, formula
from papertiger.report.wording import wording

if TYPE_CHECKING:
    from tests.report.conftest import Made

PLAIN = Ink()
VOICE = Voice(wording(), lambda actor: actor)
ESCAPE = "\x1b[2Jgone\x1b]0;title\x07"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "AAA → BBB withheld · arms · asserted"),
        ({"modality": "denied", "polarity": "negated"}, "AAA → BBB withheld · arms · denied · negated"),
        ({"subject": None}, "? → BBB withheld · arms · asserted"),
        (
            {"family": "relation", "predicate": "prioritises", "over": "CCC", "domain": "unspecified"},
            "AAA → BBB over CCC prioritises · unspecified · asserted",
        ),
        (
            {"family": "event", "predicate": "ASSAULT", "domain": "unspecified"},
            "AAA → BBB ASSAULT · asserted",
        ),
        (
            {"family": "event", "predicate": "AID", "domain": "arms", "mode": "historical"},
            "AAA → BBB AID · arms · asserted · historical",
        ),
    ],
)
def test_a_claim_is_one_formula(made: Made, fields: dict[str, Any], said: str) -> None:
    assert formula(made.claim(**fields)) == said


def test_a_chain_names_each_step_and_marks_the_anonymous(made: Made) -> None:
    chain = (made.step("Вісник"), made.step("officials", "group", actor="BBB", anonymous=True))
    assert chain_text(chain, "anonymous") == "Вісник › officials (BBB, anonymous)"


def test_a_claim_takes_three_lines_that_fit(made: Made) -> None:
    lines = list(claim_lines([made.claim(words="слово " * 80)], VOICE, PLAIN, 80))
    assert len(lines) == 3
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("0000000000  2026-01-14  AAA → BBB")
    assert lines[2].endswith("…”")


def test_without_ink_there_is_no_colour_and_with_it_there_is(made: Made) -> None:
    claims = [made.claim()]
    assert "\x1b" not in "".join(claim_lines(claims, VOICE, PLAIN, 80))
    assert "\x1b" in "".join(claim_lines(claims, VOICE, Ink(colour=True), 80))


def stored(made: Made, **fields: object) -> StoredClaim:
    record = made.claim(**fields)
    why = Explanation(
        field="predicate", value="withheld", why="the frame ‘not come’ matched", words=("не", "приїхали")
    )
    return StoredClaim(
        record, (why,), Excerpt("Було так: ", record.quote.exact, ". І далі."), made.articles[0]
    )


def test_an_explanation_shows_text_chain_reasons_and_coder(made: Made) -> None:
    chain = (made.step("Вісник"), made.step("officials", "group", actor="BBB", anonymous=True))
    lines = list(
        explain_lines(
            stored(made, chain=chain), Voice(wording(), {"AAA": "Arland", "BBB": "Borland"}.get), PLAIN, 80
        )
    )
    text = "\n".join(lines)
    for part in (
        "Arland did not give Borland arms support",
        "Було так: »Техніки не приїхали«. І далі.",
        "1. Вісник (outlet)",
        "2. officials (group, Borland, anonymous)",
        "predicate = withheld  [не, приїхали]",
        "the frame ‘not come’ matched",
        "https://example.org/0",
        "frames 1, frame f, coder confidence 0.80",
        "sha256:0",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        (
            "uk",
            (
                "Арландія → Борландія: підтримки (озброєння) не надано, коли її належало надати.",
                "2. officials (група, Борландія, анонімно)",
                "predicate = withheld  [не, приїхали]",
                "фрейм give: Постачальник надає або не надає одержувачеві підтримку",
                "впевненість програми — 0,80",
                "мовця не названо",
                "Звідки походить",
            ),
        ),
        (
            "ru",
            (
                "Арландія → Борландія: поддержка (вооружения) не предоставлена, когда её следовало предоставить.",
                "фрейм give: Поставщик предоставляет или не предоставляет получателю поддержку",
                "Откуда происходит",
            ),
        ),
    ],
)
def test_an_explanation_is_in_the_language_asked_for(
    made: Made, language: Language, parts: tuple[str, ...]
) -> None:
    chain = (made.step("Вісник"), made.step("officials", "group", actor="BBB", anonymous=True))
    means = "A provider gives, or does not give, support, materiel, money or people to a receiver."
    why = Explanation(
        field="predicate", value="withheld", why=f"frame give: {means}", words=("не", "приїхали")
    )
    one = replace(stored(made, chain=chain), explanation=(why,))
    voice = voice_in(language, {"AAA": "Арландія", "BBB": "Борландія"}.get)  # type: ignore[arg-type]
    text = "\n".join(explain_lines(one, voice, PLAIN, 200))
    for part in parts:
        assert part in text
    table = "\n".join(claim_lines([one.record], voice, PLAIN, 200))
    assert parts[0].rstrip(".") in table


def test_a_brief_shows_some_evidence_and_counts_the_rest(made: Made) -> None:
    for number in range(5):
        made.claim(words=f"слова {number}")
    text = "\n".join(brief_lines(made.brief(), PLAIN, 80, quotes=2))
    assert "Arland → Borland" in text
    assert "слова 1" in text
    assert "слова 2" not in text
    assert "… and 3 more" in text
    assert "not counts of confirmations" in text


def test_no_text_from_outside_moves_the_cursor(made: Made) -> None:
    made.article(title=ESCAPE, outlet=ESCAPE, url=ESCAPE, path=ESCAPE, published=ESCAPE, language=ESCAPE)
    one = stored(
        made,
        words=ESCAPE,
        around=(ESCAPE, ESCAPE),
        chain=(made.step(ESCAPE, actor=ESCAPE),),
        mode=ESCAPE,
        subject=ESCAPE,
        object=ESCAPE,
        place=ESCAPE,
    )
    voice = Voice(wording(), lambda actor: actor)
    shown = [
        *claim_lines([one.record], VOICE, PLAIN, 80),
        *explain_lines(one, voice, PLAIN, 80),
        *brief_lines(made.brief(chosen=ESCAPE), PLAIN, 80),
    ]
    assert not {"\x1b", "\x07"} & set("".join(shown))
