"""Texts with annotated names, laid out as SlavicNER is (Piskorski et al. 2024).

``raw/<topic>/<language>/*.txt`` beside ``ner/<topic>/<language>/*.tsv`` with start, end, form, base form, class and
entity, separated by tabs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.datafiles import read_text
from papertiger.errors import DataFileError
from papertiger.language.segment import split
from papertiger.news.article import Paragraph

if TYPE_CHECKING:
    from papertiger.language.pipelines import Analyser
    from papertiger.language.sentence import Sentence

SCORED = ("PER", "ORG", "LOC")
LEFT_OUT = ("EVT", "PRO")
_COLUMNS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One annotated name; half-open code points of the text."""

    start: int
    end: int
    form: str
    base: str
    kind: str
    entity: str


@dataclass(frozen=True, slots=True)
class AnnotatedArticle:
    """A text and its names."""

    topic: str
    path: Path
    text: str
    rows: tuple[Row, ...]


def topics(folder: Path, language: str) -> list[str]:
    """The topics of a corpus folder that have texts in `language`.

    Raises:
        DataFileError: the folder is not laid out as SlavicNER is, or has none.
    """
    for part in ("raw", "ner"):
        if not (folder / part).is_dir():
            raise DataFileError(
                str(folder), None, f"no folder {part}/; name the one that holds raw/ and ner/"
            )
    found = sorted(path.parent.name for path in (folder / "ner").glob(f"*/{language}") if path.is_dir())
    if not found:
        there = sorted({path.name for path in (folder / "ner").glob("*/*") if path.is_dir()})
        raise DataFileError(
            str(folder), None, f"no texts in language {language!r}; there are: {', '.join(there) or 'none'}"
        )
    return found


def articles(folder: Path, language: str, topic: str | None = None) -> Iterator[AnnotatedArticle]:
    """The annotated texts of a corpus folder in `language`, of one topic or of all.

    Raises:
        DataFileError: the folder or a file in it is not laid out as SlavicNER is; names the line.
    """
    known = topics(folder, language)
    if topic is not None and topic not in known:
        raise DataFileError(
            str(folder), None, f"no topic {topic!r} in language {language!r}; there are: {', '.join(known)}"
        )
    for name in [topic] if topic is not None else known:
        tables = sorted((folder / "ner" / name / language).glob("*.tsv"))
        if not tables:
            place = folder / "ner" / name / language
            raise DataFileError(str(place), None, "no *.tsv here; one table a text is needed")
        for table in tables:
            path = folder / "raw" / name / language / f"{table.stem}.txt"
            # Line ends are kept as they are: the places count them.
            text = read_text(path) if not path.is_file() else path.read_bytes().decode("utf-8", "replace")
            yield AnnotatedArticle(name, path, text, tuple(_rows(table, text)))


def _rows(table: Path, text: str) -> Iterator[Row]:
    for number, line in enumerate(read_text(table).split("\n"), start=1):
        if not line.strip():
            continue
        columns = line.rstrip("\r").split("\t")
        if len(columns) != _COLUMNS or not (columns[0].isdecimal() and columns[1].isdecimal()):
            raise DataFileError(
                str(table),
                number,
                "not six columns; write start, end, form, base form, class and entity between tabs",
            )
        start, end = int(columns[0]), int(columns[1])
        if columns[4] not in SCORED + LEFT_OUT:
            known = ", ".join(SCORED + LEFT_OUT)
            raise DataFileError(str(table), number, f"class {columns[4]!r} is none of {known}")
        if not 0 <= start < end <= len(text):
            raise DataFileError(
                str(table), number, f"place {start}-{end} is outside the text of {len(text)} characters"
            )
        yield Row(start, end, columns[2], columns[3], columns[4], columns[5])


def paragraphs(text: str) -> list[Paragraph]:
    """One paragraph a line; the first is the title."""
    found: list[Paragraph] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Paragraph(at, at + len(line), "body" if found else "title"))
        at += len(line) + 1
    return found


def parsed(article: AnnotatedArticle, analyser: Analyser) -> list[Sentence]:
    """The parsed sentences of an annotated text."""
    sentences = split(article.text, paragraphs(article.text), analyser.language)
    analyser.parse(sentences)
    return sentences
