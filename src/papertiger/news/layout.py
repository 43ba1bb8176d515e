"""Frozen text to paragraphs and furniture."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from papertiger.news.article import Paragraph, Span
from papertiger.news.furniture import furniture_of
from papertiger.news.lines import Line, is_heading


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a frozen text, each in order and none overlapping another."""

    paragraphs: tuple[Paragraph, ...]
    furniture: tuple[Span, ...]


def lay_out(
    lines: Sequence[Line],
    *,
    title: Span | None = None,
    used: Collection[int] = (),
    kinds: Mapping[int, str] | None = None,
) -> Layout:
    """Give every line its part.

    Args:
        lines: the non-blank lines of the frozen text.
        title: place of the headline, or None.
        used: indexes of lines that are metadata and neither paragraph nor furniture.
        kinds: start position of a line → its kind, where the source says it (a page's ``h2``).
    """
    rest = [line for i, line in enumerate(lines) if i not in used and not _holds(title, line)]
    furniture = furniture_of(rest)
    paragraphs = [] if title is None else [Paragraph(title.start, title.end, "title")]
    single = len(rest) - len(furniture) == 1
    for index, line in enumerate(rest):
        if index not in furniture:
            kind = (kinds or {}).get(line.start) or _kind(line.text, single=single)
            paragraphs.append(Paragraph(line.start, line.end, kind))
    spans = tuple(Span(rest[i].start, rest[i].end) for i in sorted(furniture))
    return Layout(tuple(sorted(paragraphs, key=lambda p: p.start)), spans)


def _kind(line: str, *, single: bool) -> str:
    """A text of one line has no headings: what it says is its body."""
    return "heading" if not single and is_heading(line) else "body"


def _holds(title: Span | None, line: Line) -> bool:
    return title is not None and line.start <= title.start < line.end
