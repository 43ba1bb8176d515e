"""The words of a brief's parts, from ``data/LANGUAGE/brief.yaml``."""

from __future__ import annotations

from functools import cache
from string import Formatter
from typing import Final, Self, get_args

from pydantic import BaseModel, ConfigDict, model_validator

from papertiger.datafiles import load_table
from papertiger.reliability.cases import KINDS, OUTCOMES, Instrument, Obligation, Peril
from papertiger.report.drawing import Element, element
from papertiger.report.formatting import counted
from papertiger.report.languages import DEFAULT, Language, words_file

CAME: Final = (*OUTCOMES, "pending", "silent", "open")
"""What can be said of a response: an outcome, or that it is not known, and why."""
STATES: Final = ("given", "promised", "mixed", "lacking")


class BriefWords(BaseModel):
    """Everything that the parts of a brief say in their own words."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    texts: dict[str, str]
    """Sentences, headings and labels by what they are for."""
    counts: dict[str, dict[str, str]]
    """Counted things: plural category (CLDR) → form."""
    came: dict[str, str]
    """What came, as a label of a figure."""
    came_said: dict[str, str]
    """The same in a sentence; ``silent`` names the day."""
    states: dict[str, str]
    """What the lines of the network say."""
    kinds: dict[str, str]
    """Cases by kind."""
    instruments: dict[str, str]
    obligations: dict[str, str]
    triggers: dict[str, str]
    decisions: dict[str, str]
    fates: dict[str, str]
    numbers: dict[str, str]
    """Definitions of the numbers that the parts use beside those of the claims."""
    limits: tuple[str, ...]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        wanted = {
            "came": CAME,
            "came_said": CAME,
            "states": STATES,
            "kinds": (*KINDS, "call"),
            "instruments": get_args(Instrument),
            "obligations": _values(Obligation),
            "triggers": (*get_args(Peril), "request", "due_date"),
            "fates": ("changed", "fresh", "gone"),
        }
        for table, names in wanted.items():
            if odd := set(names) ^ set(getattr(self, table)):
                raise ValueError(f"{table}: missing or unknown: {', '.join(sorted(odd))}")
        for name, forms in self.counts.items():
            if "other" not in forms:
                raise ValueError(f"counts: {name} lacks the form 'other'")
        return self


def _values(kind: object) -> tuple[str, ...]:
    """The values of a literal type, or of several joined."""
    found = get_args(kind)
    return tuple(one for part in found for one in (_values(part) if get_args(part) else (str(part),)))


@cache
def brief_words(language: Language = DEFAULT) -> BriefWords:
    """The shipped words; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("brief", language), BriefWords)


def filled(pattern: str, **parts: Element | str) -> Element:
    """A sentence whose places hold elements or texts: ``{claims} from {origins}``.

    A full stop after a part that ends with one (``2026 р.``) is left out, and a per cent sign does not leave its number.

    Raises:
        KeyError: a place that nothing is given for.
    """
    children: list[Element | str] = []
    for text, name, _, _ in Formatter().parse(pattern):
        if text:
            ended = bool(children) and _text(children[-1]).endswith(".")
            children.append(_bound(text[1:] if ended and text.startswith(".") else text))
        if name is not None:
            part = parts[name]
            children.append(_bound(part) if isinstance(part, str) else part)
    return element("span", *children)


def _text(part: Element | str) -> str:
    return part if isinstance(part, str) else part.text()


def _bound(text: str) -> str:
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def many(words: BriefWords, name: str, number: float, language: Language) -> str:
    """A number with what is counted: ``2 claims``."""
    return counted(number, words.counts[name], language)
