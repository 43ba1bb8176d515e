"""A sentence that only says what an outlet draws on: "Агентство посилається на двох чиновників"; it adds to what was retold before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.records import AttributionStep
from papertiger.sourcing.discourse.voice import Reading, Statement, Voice, joined

_REACH = 4
"""Sentences before it, at most, whose report it explains."""


def draw(
    reading: Reading,
    at: int,
    outlet: str,
    cited: tuple[tuple[AttributionStep, ...], tuple[AttributionStep, ...]],
) -> None:
    """Put the cited outlets and speakers behind `outlet` wherever it alone was retold in the sentences before `at`.

    Args:
        reading: what was read so far; changed in place.
        at: the sentence that names what the outlet draws on.
        outlet: name of the outlet.
        cited: the outlets, and the speakers, that it draws on.
    """
    first = max(0, at - _REACH)
    for place in range(first, at):
        reading.base[place] = _deeper(reading.base[place], outlet, cited)
    for index, statement in enumerate(reading.statements):
        if first <= statement.sentence < at:
            voice = _deeper(statement.voice, outlet, cited)
            reading.statements[index] = replace(statement, voice=voice)


def _deeper(
    voice: Voice, outlet: str, cited: tuple[tuple[AttributionStep, ...], tuple[AttributionStep, ...]]
) -> Voice:
    if voice.speakers or not voice.outlets or voice.outlets[-1].name != outlet:
        return voice
    return replace(voice, outlets=joined(voice.outlets, cited[0]), speakers=cited[1])


def last_outlet(statements: Sequence[Statement]) -> str:
    """Name of the outlet that was cited last; empty when none was."""
    return next((s.voice.outlets[-1].name for s in reversed(statements) if s.voice.outlets), "")
