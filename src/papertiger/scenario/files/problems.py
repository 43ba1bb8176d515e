"""Everything that is wrong with a file is found before anything is said: one error a problem."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from papertiger.errors import ScenarioError, ScenarioProblems
from papertiger.scenario.files.keypath import Path, text_of


class Problems:
    """What was found wrong with a file so far."""

    def __init__(self, file: str) -> None:
        """`file` is shown in each problem, as the user gave it."""
        self.file = file
        self.found: list[ScenarioError] = []

    def add(self, path: Path, problem: str, cure: str) -> None:
        """Keep one problem of the key at `path`, once; an empty path is the whole file."""
        one = ScenarioError(text_of(path) or "the file", problem, cure, file=self.file)
        if str(one) not in {str(other) for other in self.found}:
            self.found.append(one)

    def stop(self) -> None:
        """Raise ScenarioProblems with all of them, where there is any."""
        if self.found:
            raise ScenarioProblems(self.found)


def near(name: str, known: Iterable[str]) -> str:
    """The cure for a name that nothing has: what is like it, and what there is."""
    options = list(dict.fromkeys(known))
    like = get_close_matches(name, options, 1) or get_close_matches(name.upper(), options, 1)
    like = like or [one for one in options if name and (one.startswith(name) or name in one.split("_"))][:1]
    there = f"there are: {', '.join(options)}" if options else "there is none"
    if like:
        return f"did you mean {like[0]!r}?" + ("" if len(options) > _MANY else f" {there}")
    return there


_MANY = 16
"""So many options are listed beside the one that is meant."""
