"""A problem of a lexicon file, as the rules that find it tell it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal

Level = Literal["error", "warning"]
Where = tuple[str | int, ...]
"""Keys and indices that lead to a value of a file."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong in one file."""

    level: Level
    """error: loading refuses it, or it fails or is lost when a text is read; warning: it does nothing, or not what it seems to."""
    rule: str
    where: Where
    about: str
    """Frame, class, cue or sense, with that word before its id."""
    problem: str
    """What is wrong, and the cure."""


def error(rule: str, where: Where, about: str, problem: str) -> Fault:
    """A fault that must be mended."""
    return Fault("error", rule, where, about, problem)


def warning(rule: str, where: Where, about: str, problem: str) -> Fault:
    """A fault that may be meant."""
    return Fault("warning", rule, where, about, problem)


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """The cure for a name that nothing has: what is like it, else all there is."""
    options = sorted(set(known))
    like = get_close_matches(given, options, 3)
    return f"did you mean {', '.join(like)}?" if like else f"there are: {', '.join(options) or 'none'}"
