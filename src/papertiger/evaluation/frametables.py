"""Frame tables: sentences by frame, with the claims that they must yield and those that they must not though they look like it.

``frames_<language>.yaml`` of the tests are such files (docs/frames.md, "To add a frame"). A claim is written ``SUBJECT predicate OBJECT``;
``*`` is anybody, ``-`` nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict

from papertiger.datafiles import load_table, read_text
from papertiger.errors import DataFileError
from papertiger.evaluation.claims import keys_of
from papertiger.evaluation.gold import GoldSentence, GoldSentences, load_gold
from papertiger.events import languages
from papertiger.readers.sides import Key

Claims = Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]
ANYBODY = "*"
PUBLISHED = "2026-11-20"
"""Date of the article that each sentence is taken to be (a Friday)."""
_NAME = re.compile(r"(?:.*[_-])?([a-z]{2})")


class Row(BaseModel):
    """One sentence. The fields of a claim are checked only where they are written."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    yes: Claims = ()
    """Claims that the sentence yields."""
    no: Claims = ()
    """Claims that it must not yield."""
    domain: str | None = None
    modality: str | None = None
    polarity: str | None = None
    over: str | None = None
    mode: str | None = None
    edtf: str | None = None
    fails: str | None = None
    """Why the coder cannot read the `yes` yet; a strict expected failure."""
    wrong: str | None = None
    """Why the coder yields a claim of `no`; a strict expected failure."""
    swaps: str | None = None
    """Why the coder yields a claim the wrong way round; a strict expected failure."""

    @property
    def reversed(self) -> tuple[str, ...]:
        """The claims of `yes` the wrong way round, which no sentence yields but one that says both."""
        turned = (
            " ".join(reversed(claim.split()))
            for claim in self.yes
            if {ANYBODY, "-"}.isdisjoint(claim.split())
        )
        return tuple(claim for claim in turned if claim not in self.yes)


class Group(BaseModel):
    """The sentences of one frame."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame: str
    rows: tuple[Row, ...]


class FrameSentences(BaseModel):
    """The whole of a frame table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A sentence of which it is known what it must not be read as."""

    gold: GoldSentences
    """Its language and day, as an article of its own is made of it."""
    sentence: GoldSentence
    listed: frozenset[Key] | None
    """All that may be read in it; None where only `never` is known."""
    never: tuple[str, ...] = ()
    """Claims that it must not yield, as frame tables write them."""

    def forbids(self, claim: Key) -> bool:
        """Whether a claim that was read in the sentence is known to be false."""
        if self.listed is not None:
            return claim not in self.listed
        predicate, subject, target = claim
        here = (subject or "-", predicate, target or "-")
        return any(
            all(wanted in {ANYBODY, given} for wanted, given in zip(one.split(), here, strict=True))
            for one in self.never
        )


def look_alikes(path: Path) -> Iterator[LookAlike]:
    """The sentences of a gold file or a frame table.

    Raises:
        DataFileError: it is neither, or breaks its form.
    """
    if re.search(r"^groups:", read_text(path), re.MULTILINE):
        named = _NAME.fullmatch(path.stem)
        if named is None or named[1] not in languages():
            raise DataFileError(
                str(path), None, f"its name does not end in a language; call it frames_{languages()[0]}.yaml"
            )
        gold = GoldSentences.model_validate({"language": named[1], "published": PUBLISHED, "sentences": ()})
        for group in load_table(path, FrameSentences).groups:
            for row in group.rows:
                sentence = GoldSentence(text=row.text, claims=())
                yield LookAlike(gold, sentence, None, (*row.no, *row.reversed))
        return
    gold = load_gold(path)
    for sentence in gold.sentences:
        yield LookAlike(gold, sentence, frozenset(keys_of(sentence)))
