"""A machine translation of a quote as lines beside the original, marked as what it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.readers.llm.translating import Doubt, DoubtKind, Translation
from papertiger.report.evidence import Voice
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.report.terminal import NARROW, WIDE, Ink
from papertiger.report.visible import one_line


class TranslatingWords(BaseModel):
    """The whole of ``data/LANGUAGE/translating.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    by: str
    doubtful: str
    doubts: dict[DoubtKind, str]
    languages: dict[Language, str]
    same: str


@cache
def translating_words(language: Language = DEFAULT) -> TranslatingWords:
    """The shipped words in a language; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("translating", language), TranslatingWords)


@dataclass(frozen=True, slots=True)
class Translated:
    """What came of asking for a translation into `language`."""

    language: Language
    found: Translation | None
    """None where the quote is in that language already, or for a `problem`."""
    problem: str = ""
    """Why there is none, in English; empty where nothing went wrong."""

    def lines(self, voice: Voice, ink: Ink, width: int) -> Iterator[str]:
        """The translation, whose it is, that it is no evidence, and what makes it doubtful."""
        words, room = translating_words(voice.language), min(max(width, NARROW), WIDE)
        language = words.languages[self.language]
        yield ""
        yield ink.accent(words.title)
        if self.problem:
            yield from textwrap.wrap(one_line(self.problem), room)
            return
        if self.found is None:
            yield words.same.format(language=language)
            return
        yield from textwrap.wrap(one_line(self.found.text), room)
        by = words.by.format(language=language, model=one_line(self.found.model))
        yield from (ink.dim(part) for part in textwrap.wrap(by, room))
        if self.found.doubts:
            yield ink.bold(words.doubtful)
        for doubt in self.found.doubts:
            yield f"  {one_line(_said(doubt, words, voice))}"

    def as_json(self) -> dict[str, Any]:
        """The same for programs, under ``translation``: marked, so that nobody takes it for evidence."""
        told: dict[str, Any] = {"machine_translation": True, "evidence": False, "to": self.language}
        if self.problem:
            told |= {"problem": self.problem}
        elif self.found is None:
            told |= {"same_language": True}
        else:
            told |= {
                "from": self.found.source,
                "model": self.found.model,
                "text": self.found.text,
                "doubts": [asdict(doubt) for doubt in self.found.doubts],
            }
        return {"translation": told}


def _said(doubt: Doubt, words: TranslatingWords, voice: Voice) -> str:
    what = voice.name(doubt.what) if doubt.kind.startswith("name") else doubt.what
    return words.doubts[doubt.kind].format(what=what)
