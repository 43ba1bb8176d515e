"""What results are printed with, and what a filter asks for."""

from __future__ import annotations

from dataclasses import fields

from papertiger.ledger import ClaimFilter
from papertiger.report.evidence import Voice, voice_in
from papertiger.report.languages import DEFAULT, Language

_CALLED = {"text": "contains"}
"""Fields of a filter that people know by another name."""


def voice(language: Language = DEFAULT) -> Voice:
    """The words and names that results are printed with."""
    return voice_in(language)


def asked_for(chosen: ClaimFilter) -> dict[str, str | int]:
    """What a filter asks for, by field; nothing for a filter that lets all through, whatever its order."""
    given = {field.name: getattr(chosen, field.name) for field in fields(chosen)}
    return {name: value for name, value in given.items() if value is not None and name != "newest_first"}


def in_words(chosen: ClaimFilter) -> str:
    """The filter as one phrase, such as "subject RUS, since 2026"; empty when nothing is asked for."""
    return ", ".join(f"{_CALLED.get(name, name)} {value}" for name, value in asked_for(chosen).items())
