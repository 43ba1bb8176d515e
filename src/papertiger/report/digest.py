"""Warnings on one screen: what is new, what is open, where too little was seen, which sources do not answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.report.formatting import counted, number
from papertiger.report.formatting import day as written_day
from papertiger.report.languages import DEFAULT, Language, words_file
from papertiger.report.visible import clipped

COLUMNS: Final = 80
LINES: Final = 24
ID: Final = 8
"""Characters of an id."""


class DigestWords(BaseModel):
    """``data/LANGUAGE/digest.yaml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    new: str
    open: str
    unseen: str
    outages: str
    nothing_new: str
    nothing_open: str
    states: str
    sources_all: str
    sources: str
    no_sources: str
    more: str
    how: str
    subject: str
    warnings: dict[str, str]
    """Plural category (CLDR) → form."""
    state: dict[str, str]
    verdict: dict[str, str]
    action: dict[str, str]


@cache
def digest_words(language: Language = DEFAULT) -> DigestWords:
    """The shipped words; raises DataFileError with file and line when the file breaks its schema."""
    return load_table(words_file("digest", language), DigestWords)


@dataclass(frozen=True, slots=True)
class Line:
    """A warning in a digest."""

    id: str
    day: date
    kind: str
    """warning, unseen or outage."""
    title: str


@dataclass(frozen=True, slots=True)
class Digest:
    """What a digest tells."""

    ledger: str
    day: date
    since: date
    new: Sequence[Line]
    """Given since that day and open, the newest first."""
    open: Sequence[Line]
    """Open ones of before, the newest first."""
    acknowledged: int
    snoozed: int
    sources: int
    """That are followed."""
    unanswered: Sequence[str]
    """Ids of those that did not answer."""


def digest_lines(digest: Digest, language: Language = DEFAULT) -> list[str]:
    """The digest as at most `LINES` lines of at most `COLUMNS` characters; what finds no room is counted."""
    words = digest_words(language)
    head = words.title.format(day=written_day(digest.day, language), ledger=digest.ledger)
    foot = list(_foot(digest, words, language))
    room = LINES - 1 - len(foot)
    parts = _parts(digest, words, language)
    lines = _fitted(parts, room, words, language)
    return [_cut(line) for line in (head, *lines, *foot)]


def _cut(line: str) -> str:
    """One line with its indentation."""
    indented = line[: len(line) - len(line.lstrip(" "))]
    return indented + clipped(line, COLUMNS - len(indented))


Part = tuple[str, str, Sequence[Line]]
"""Heading, what is said where there is nothing (empty: the part is left out), the warnings."""


def _parts(digest: Digest, words: DigestWords, language: Language) -> list[Part]:
    def of(kind: str, *, new: bool) -> list[Line]:
        return [one for one in (digest.new if new else digest.open) if one.kind == kind]

    since = written_day(digest.since, language)
    return [
        (words.new.format(since=since), words.nothing_new.format(since=since), of("warning", new=True)),
        (words.open, words.nothing_open, of("warning", new=False)),
        (words.outages, "", [*of("outage", new=True), *of("outage", new=False)]),
        (words.unseen, "", [*of("unseen", new=True), *of("unseen", new=False)]),
    ]


def _fitted(parts: Sequence[Part], room: int, words: DigestWords, language: Language) -> list[str]:
    """Each part gets a line in turn, so that a long one does not push the others off the screen."""
    shown = [part for part in parts if part[2] or part[1]]
    left = room - len(shown)
    given = [0] * len(shown)
    while left > 0 and any(given[n] < len(part[2]) for n, part in enumerate(shown)):
        for n, part in enumerate(shown):
            if left > 0 and given[n] < len(part[2]):
                given[n] += 1
                left -= 1
    lines: list[str] = []
    for n, (heading, nothing, warnings) in enumerate(shown):
        if not warnings:
            lines.append(nothing)
            continue
        told = f"{heading} ({number(len(warnings), language)})"
        if hidden := len(warnings) - given[n]:
            told += f", {words.more.format(number=number(hidden, language))}"
        lines.append(told)
        lines += [f"  {one.id[:ID]} {one.day.isoformat()} {one.title}" for one in warnings[: given[n]]]
    return lines


def _foot(digest: Digest, words: DigestWords, language: Language) -> Iterator[str]:
    yield words.states.format(
        acknowledged=number(digest.acknowledged, language), snoozed=number(digest.snoozed, language)
    )
    if not digest.sources:
        yield words.no_sources
    elif not digest.unanswered:
        yield words.sources_all.format(number=number(digest.sources, language))
    else:
        yield words.sources.format(
            number=number(len(digest.unanswered), language),
            of=number(digest.sources, language),
            names=", ".join(digest.unanswered),
        )
    yield words.how


def digest_subject(digest: Digest, language: Language = DEFAULT) -> str:
    """The subject of a mail that holds a digest."""
    words = digest_words(language)
    told = counted(sum(1 for one in digest.new if one.kind == "warning"), words.warnings, language)
    return words.subject.format(warnings=told, day=written_day(digest.day, language))
