"""The top of a plain-text article: header lines, title, date line and byline."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.news.article import Metadata, Span
from papertiger.news.dates import parse_date
from papertiger.news.fields import clean_value, language_tag
from papertiger.news.lines import Line, is_headline_like, is_one_sentence, words_in

if TYPE_CHECKING:
    from papertiger.news.tables import LabelsTable

_DATA = Path(__file__).parent / "data"
_LABELLED = re.compile(r"\s*([^\W\d_][\w /-]{0,30}?)\s*[::]\s*(\S.*)")
_URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[^\W\d]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
# Space is tried from the beginning of its run only, or a long run would take its length squared.
_SEPARATORS = re.compile(r"(?<!\s)\s++[|·•/—–]\s+|(?:(?<!\s)\s++)?\|\s*")
_STOPPED = re.compile(r"[.!?…][\"'»”“’)]*\.?$")
_MAX_WORDS = {"outlet": 8, "author": 12, "title": 40, "owner": 8}
_LONE_WORDS = 2
"""Most words of the value of a doubtful label that stands alone ("Source: Reuters")."""
_TITLE_CHARS = 150
"""Longest title, in characters, that closes with a full stop."""
_BYLINE_WORDS = 8
_HEAD_CHARS = 400
"""Longest header line, date line or byline, in characters."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say: metadata, the title's place in the text, and how many lines are thereby used."""

    metadata: Metadata = field(default_factory=Metadata)
    title: Span | None = None
    used: frozenset[int] = field(default_factory=frozenset)
    """Indexes of lines that are no paragraphs: header lines, the date line, the byline."""


def read_head(lines: Sequence[Line], *, title: Span | None = None) -> Head:
    """Read the header lines, the title and what stands directly below it.

    With `title` the first line is known to be the title, and only what stands below it is read.
    """
    if title is not None:
        return _read_below(Head(title=title), lines, 1)
    head = _read_labelled(lines)
    body = next((i for i in range(len(lines)) if i not in head.used), len(lines))
    head, after = _read_lone_date(head, lines, body)
    if head.title is None and _is_title(lines, after):
        line = lines[after]
        named = replace(head.metadata, title=line.text.rstrip("."))
        head, after = replace(head, metadata=named, title=Span(line.start, line.end)), after + 1
    return _read_below(head, lines, after)


def _read_labelled(lines: Sequence[Line]) -> Head:
    """The unbroken run of "Label: value" lines at the top."""
    found: dict[str, str] = {}
    doubtful = used = 0
    title = None
    for line in lines[:12]:
        entry = _labelled(line.text)
        if entry is None or entry[1] in found:
            break
        label, name, value = entry
        found[name] = value
        doubtful += label in labels()[1] and words_in(value) > _LONE_WORDS
        used += 1
        if name == "title":
            title = Span(line.end - len(value), line.end)
    if used == 1 and (doubtful or len(lines) == 1):
        return Head()
    return Head(Metadata(**found), title, frozenset(range(used)))


def _labelled(line: str) -> tuple[str, str, str] | None:
    """Label, field and value of a header line, or None when its value does not suit the label."""
    match = _LABELLED.fullmatch(line) if len(line) <= _HEAD_CHARS else None
    if match is None:
        return None
    label, value = match[1].lower(), match[2].strip()
    name = labels()[0].get(label)
    if name == "outlet" and value.lower().startswith(("http://", "https://")):
        name = "url"
    if name is None:
        return None
    suited = _suited(name, value)
    return (label, name, suited) if suited else None


def _suited(name: str, value: str) -> str | None:
    """`value` in the form kept for field `name`, or None when it cannot be one."""
    if name == "published":
        return parse_date(value)
    if name == "language":
        return language_tag(value)
    if name == "url":
        return value if _URL.fullmatch(value) else None
    if name == "author":
        value = value.rstrip(".")
    sentence = (
        name in {"outlet", "owner"} and value.endswith((".", "?", "!")) and words_in(value) > _LONE_WORDS
    )
    return clean_value(value) if words_in(value) <= _MAX_WORDS[name] and not sentence else None


def _read_lone_date(head: Head, lines: Sequence[Line], at: int) -> tuple[Head, int]:
    """A date line above the title."""
    if at + 1 < len(lines) and (day := _date_of(lines[at].text)):
        dated = replace(head.metadata, published=head.metadata.published or day)
        return replace(head, metadata=dated, used=head.used | {at}), at + 1
    return head, at


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether line `at` is the headline: one short sentence with something longer below it."""
    if at + 1 >= len(lines):
        return False
    text = lines[at].text
    if is_headline_like(text):
        return any(c.isalpha() for c in text) and words_in(text) > 1
    # Text collections close the headline with a full stop: it is one when it is short and longer lines follow.
    below = [line for line in lines[at + 1 : at + 4] if not _date_of(line.text)]
    stopped = _STOPPED.search(text) is not None and len(text) <= _TITLE_CHARS and is_one_sentence(text)
    longer = max((len(line.text) for line in below), default=0)
    return stopped and longer > len(text) * (1 if len(below) > 1 else 2)


def _read_below(head: Head, lines: Sequence[Line], at: int) -> Head:
    """Date line and byline: at most the three lines below the title."""
    for index in range(at, min(at + 3, len(lines) - 1)):
        text = lines[index].text
        day, author = _date_of(text), _byline(text)
        if not day and not author:
            break
        known = head.metadata
        known = replace(known, published=known.published or day, author=known.author or author)
        head = replace(head, metadata=known, used=head.used | {index})
    return head


def _date_of(line: str) -> str | None:
    """The date of a line that holds a date and, set apart, at most a few short notes."""
    whole = parse_date(line)
    if whole is not None:
        return whole
    parts = _SEPARATORS.split(line[:_HEAD_CHARS])
    if len(line) > _HEAD_CHARS or len(parts) == 1 or any(words_in(part) > _BYLINE_WORDS for part in parts):
        return None
    return next((day for part in parts if (day := parse_date(part))), None)


def _byline(line: str) -> str | None:
    """The author in "By Name Surname"."""
    match = _bylines().match(line)
    if match is None or len(line) > _HEAD_CHARS:
        return None
    name = _SEPARATORS.split(line[match.end() :])[0].strip(" ,")
    named = 1 < words_in(name) <= _BYLINE_WORDS and name[:1].isupper() and name[-1:] not in ".!?:;"
    return clean_value(name) if named else None


@cache
def labels() -> tuple[dict[str, str], frozenset[str]]:
    """Label → metadata field, and the doubtful labels, from ``data/labels.yaml``."""
    table = _table()
    by_label = {
        label: name
        for name, by_language in table.labels.items()
        for many in by_language.values()
        for label in many
    }
    return by_label, frozenset(table.doubtful)


@cache
def _bylines() -> re.Pattern[str]:
    words = sorted({word for many in _table().bylines.values() for word in many}, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?::|\s)\s*(?=\S)", re.IGNORECASE)


@cache
def _table() -> LabelsTable:
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.tables import LabelsTable  # noqa: PLC0415 - as above

    return load_table(_DATA / "labels.yaml", LabelsTable)
