"""Text that speaks to whoever reads it by machine, and not about the news.

Cues are rows of words in `data/hostile/<language>.yaml`, each with sentences that it must and must not match; marks that are of no
language (role tags, answers in JSON, encoded runs) stand in `shapes.yaml`. A text may order in another language than its own, so all
cues look at every paragraph. No claim is read from such a sentence, whoever reads, and a language model is not asked about the article at all.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language import Sentence
from papertiger.readers.prepared import Prepared
from papertiger.readers.rows import KEPT, Step, end_of, row_of, tokens_of, well_formed
from papertiger.records import PREDICATES

FOLDER = Path(__file__).parent / "data" / "hostile"
_LONGEST = 20_000
"""Characters of a paragraph that are looked at; the rest of a longer one is looked at in further pieces."""
_ENCODED = re.compile(r"(?<![\w+/=.-])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/=-]|\.\w)")
_PRINTED = 0.9
"""Share of printable characters that tells a decoded text from noise."""


class Table(BaseModel):
    """A part of a data file: unknown fields are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _pattern(text: str) -> str:
    re.compile(text)
    return text


class Cue(Table):
    """One way to address a machine."""

    id: str
    doc: str
    words: tuple[Annotated[str, AfterValidator(well_formed)], ...]
    """Rows, any of which matches."""
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class Cues(Table):
    """The whole of ``<language>.yaml``."""

    language: str
    openers: tuple[str, ...]
    """Words before an order that do not hide that it is one: "please", "now"."""
    cues: tuple[Cue, ...]


class Shape(Table):
    """A mark that no news text has, in any language."""

    id: str
    doc: str
    pattern: Annotated[str, AfterValidator(_pattern)]
    """Regular expression, case ignored; {predicate} stands for the names of predicates."""
    matches: tuple[str, ...]
    misses: tuple[str, ...]


class _Shapes(Table):
    shapes: tuple[Shape, ...]


def addresses_machine(made: Prepared) -> tuple[Sentence, ...]:
    """The sentences of an article that address a machine, in text order; furniture is not looked at, because it is not read."""
    found: set[int] = set()
    starts = [sentence.start for sentence in made.sentences]
    if not starts:
        return ()
    for paragraph in made.view.paragraphs:
        for low in range(paragraph.start, paragraph.end, _LONGEST):
            high = min(low + _LONGEST, paragraph.end)
            for start, end in hostile_spans(made.view.text[low:high]):
                first = max(bisect_right(starts, low + start) - 1, 0)
                last = max(bisect_right(starts, low + max(end - 1, start)) - 1, first)
                found.update(range(first, last + 1))
    return tuple(made.sentences[index] for index in sorted(found))


def hostile_spans(text: str) -> Iterator[tuple[int, int]]:
    """Places in a paragraph where it addresses a machine, half-open; they may overlap."""
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        for row, openers in _beginning_with(token.text):
            end = end_of(row, tokens, at, openers)
            if end is not None:
                yield token.start, end
    for _, pattern in _shapes():
        yield from (found.span() for found in pattern.finditer(text))
    for found in _ENCODED.finditer(text):
        if _is_encoded_text(found.group()):
            yield found.span()


@cache
def digest() -> str:
    """SHA-256 over the cues: part of what identifies a reader's configuration."""
    total = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.yaml")):
        total.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@cache
def languages() -> tuple[str, ...]:
    """Languages that have cues."""
    return tuple(sorted(path.stem for path in FOLDER.glob("??.yaml")))


@cache
def cues(language: str) -> Cues:
    """The cues of a language; raises DataFileError naming file and line when the file is wrong."""
    return load_table(FOLDER / f"{language}.yaml", Cues)


def shapes() -> tuple[Shape, ...]:
    """The marks of no language."""
    return load_table(FOLDER / "shapes.yaml", _Shapes).shapes


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    names = "|".join(name for names in PREDICATES.values() for name in names)
    flags = re.IGNORECASE | re.MULTILINE
    return tuple((one.id, re.compile(one.pattern.replace("{predicate}", names), flags)) for one in shapes())


def cue_matches(cue: Cue, text: str, language: str) -> bool:
    """Whether that one cue matches a text."""
    tokens = tokens_of(text)
    openers = frozenset(cues(language).openers)
    rows = _rows(language)[cue.id]
    return any(end_of(row, tokens, at, openers) is not None for row in rows for at in range(len(tokens)))


def shape_matches(shape: Shape, text: str) -> bool:
    """Whether that one mark stands in a text."""
    return next(pattern for name, pattern in _shapes() if name == shape.id).search(text) is not None


@cache
def _rows(language: str) -> dict[str, tuple[tuple[Step, ...], ...]]:
    return {cue.id: tuple(row_of(text) for text in cue.words) for cue in cues(language).cues}


@lru_cache(maxsize=KEPT)
def _beginning_with(word: str) -> tuple[tuple[tuple[Step, ...], frozenset[str]], ...]:
    """The rows of all languages that can begin with a word, each with the openers of its language."""
    return tuple(
        (row, frozenset(table.openers))
        for table in map(cues, languages())
        for rows in _rows(table.language).values()
        for row in rows
        if row[0].takes(word)
    )


def _is_encoded_text(run: str) -> bool:
    """Whether a run of letters is base64 of a readable text, and no name or hash."""
    try:
        raw = base64.b64decode(run + "=" * (-len(run) % 4), validate=True)
        text = raw.decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return False
    readable = sum(character.isprintable() for character in text)
    return " " in text and readable >= _PRINTED * len(text)
