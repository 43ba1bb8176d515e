"""Sentence splitting by rule, inside paragraphs of the frozen text.

A candidate is a run of full stops, question marks, exclamation marks or ellipses with the quotes and brackets that close
right after it; then the words on both sides decide. One pass over each paragraph, and nothing looks back further than
`_LOOK_BACK` code points, so hostile input costs linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from papertiger.datafiles import load_table
from papertiger.language.datelines import dateline_end
from papertiger.language.morphology import readings
from papertiger.language.sentence import Sentence

if TYPE_CHECKING:
    from papertiger.news.article import Paragraph

LONGEST = 2_000
"""Code points; a longer "sentence" is a table or a list, and is cut at white-space."""

_LOOK_BACK = 40
"""Code points that an abbreviation may take; longer than any in the tables."""
_ENCLOSED = 300
"""Code points within which a closing bracket keeps what it encloses in one sentence."""
_BRACKET = re.compile("[()]")
_STOP = re.compile(r"[.!?…]+")
_CLOSERS = "\"'”’»“›)]}"
_QUOTES = "\"'“”„«»‘’‹›"
_OPENERS = "\"'“„«‘‹([{"
_DASHES = "-–—―"
_NOTES = re.compile(r"(?:\[\d{1,3}\])+")
"""Footnote marks, which stand after the stop."""
_GLUED = re.compile(r"(?:(?<=[а-яіїєґё]{3})|(?<=[а-яіїєґё]{2}[»”]))[.!?…]+(?=[\"«“„]?[А-ЯІЇЄҐЁ][а-яіїєґё ])")
"""A stop whose white-space got lost, as in scraped text."""
_GLUED_LATIN = re.compile(r"(?<=[a-z]{3})[.!?]+([A-Z][a-z]*)(?= )")
"""The same in Latin text; what follows must be an opener, for the sake of addresses."""
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_PIECES = re.compile(r"(?:(?<![\w-])[^\W\d_][\w-]{0,15}\.\s?){0,3}(?<!\w)[^\W\d_][\w-]{0,15}$")
_INITIAL = re.compile(r"(?<![\w'’ʼ-])(?:[^\W\d_]|Дж)$")
_YEAR = re.compile(r"(?:19|20)\d\d\s?[а-яіїєґ]{1,2}$")
_CLAUSE = 5
"""Words up to a year's abbreviation that may be a sentence; "У березні 2014 р." is none."""
_LAST_LATIN = "z"
_LIST_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}$")


class _Rules(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    always: frozenset[str] = frozenset()
    before_number: frozenset[str] = frozenset()
    sometimes: frozenset[str] = frozenset()
    closing: frozenset[str] = frozenset()
    continued: frozenset[str] = frozenset()
    exclaimed: frozenset[str] = frozenset()
    openers: frozenset[str] = frozenset()
    language: str = ""
    speech: frozenset[str] = frozenset()


def split(text: str, paragraphs: Iterable[Paragraph], language: str) -> list[Sentence]:
    """The sentences of the frozen `text`, in order; white-space around a sentence belongs to none.

    A language without a folder of its own is split by punctuation alone.
    """
    rules = _rules(language)
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        content = text[paragraph.start : paragraph.end]
        dateline = dateline_end(content) if paragraph.kind == "body" else 0
        for start, end in _spans(content, rules, dateline):
            begin, stop = paragraph.start + start, paragraph.start + end
            sentences.append(
                Sentence(
                    len(sentences),
                    number,
                    begin,
                    stop,
                    text[begin:stop],
                    "dateline" if end <= dateline else paragraph.kind,
                    language=language,
                ),
            )
    return sentences


def _spans(text: str, rules: _Rules, dateline: int) -> Iterator[tuple[int, int]]:
    """Half-open spans of the sentences of one paragraph, whose dateline ends at `dateline`."""
    start = 0
    ends = (end for end in _boundaries(text, rules, dateline) if end > dateline)
    for end in (dateline, *ends, len(text)):
        piece = text[start:end]
        begin = start + len(piece) - len(piece.lstrip())
        stop = start + len(piece.rstrip())
        if begin < stop:
            yield from _cut(text, begin, stop)
        start = end


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`start`-`end` in pieces of at most `LONGEST`, cut at white-space where there is any."""
    while end - start > LONGEST:
        at = next((i for i in range(start + LONGEST, start, -1) if text[i].isspace()), start + LONGEST)
        yield start, at
        start = at
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def _boundaries(text: str, rules: _Rules, start: int) -> Iterator[int]:
    """Positions right after a sentence's last character, from `start` on."""
    enclosed = _enclosed(text)
    for match in _STOP.finditer(text, start):
        if _is_glued(text, match, rules) and match.end() not in enclosed:
            yield match.end()
            start = match.end()
            continue
        end = _closed(text, match.end())
        if end >= len(text) or not text[end].isspace() or end in enclosed:
            continue
        if _ends(text, start, match.start(), match.end(), end, rules):
            yield end
            start = end


def _is_glued(text: str, stop: re.Match[str], rules: _Rules) -> bool:
    """Whether the next sentence begins right after the stop, without white-space."""
    if _GLUED.match(text, stop.start()):
        return True
    match = _GLUED_LATIN.match(text, stop.start())
    return match is not None and match[1].lower() in rules.openers


def _closed(text: str, end: int) -> int:
    """Where the quotes, brackets and footnote marks that close right at `end` are over."""
    notes = _NOTES.match(text, end)
    end = notes.end() if notes else end
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    notes = _NOTES.match(text, end)
    return notes.end() if notes else end


def _ends(text: str, start: int, stop: int, after: int, end: int, rules: _Rules) -> bool:
    """Whether a sentence ends at `end`: its stop is ``text[stop:after]``, closed quotes run up to `end`."""
    following = text[end : end + 3 * _LOOK_BACK].lstrip()
    closed = text[after:end]
    if not _can_begin(following, quoted=any(mark in _QUOTES for mark in closed)):
        return False
    if any(mark in _QUOTES for mark in closed) and text[stop] in "!?…" and _speech_follows(following, rules):
        return False
    before = text[max(start, stop - _LOOK_BACK) : stop]
    if text[stop:after] != ".":
        word = _WORD.findall(before)[-1:]
        return not (text[stop:after] == "!" and not closed and word and word[0] in rules.exclaimed)
    if not before.strip() or (
        _LIST_NUMBER.search(before) and before.strip()[0].isdigit() and _is_bare(before)
    ):
        return False
    return _full_stop_ends(before, following, rules)


def _is_bare(before: str) -> bool:
    """Whether nothing but a list number stands before the stop ("1." or "2.3.")."""
    return _LIST_NUMBER.fullmatch(before.strip()) is not None


def _can_begin(following: str, *, quoted: bool) -> bool:
    """Whether `following` looks like the beginning of a sentence.

    After a closed quotation a dash leads to its attribution; elsewhere a dash and a capital open a turn of dialogue.
    """
    rest = following.lstrip(_OPENERS)
    if rest[:1] and rest[0] in _DASHES:
        if quoted:
            return False
        rest = rest.lstrip(_DASHES + " \u00a0").lstrip(_OPENERS)
        return rest[:1].isupper()
    if not rest:
        return bool(following)
    return not rest[0].islower() and rest[0] not in ",;:.!?…)]}»”"


def _speech_follows(following: str, rules: _Rules) -> bool:
    """Whether a name and a verb of saying follow: ``"Are we ready?" Smith asked``."""
    words = _WORD.findall(following)[:4]
    return any(word in rules.speech for word in words[1:])


def _full_stop_ends(before: str, following: str, rules: _Rules) -> bool:
    """Whether a single full stop between `before` and `following` ends the sentence."""
    rest = following.lstrip(_OPENERS + _DASHES + " ")
    opener = _WORD.match(rest)
    word = opener.group() if opener is not None else ""
    # "В. Путин" does not open with the preposition "в".
    is_opened = word.lower() in rules.openers and not (len(word) == 1 and rest[1:2] == ".")
    number_follows = following.lstrip(_OPENERS)[:1].isdigit()
    names = _abbreviations(before)
    if not names.isdisjoint(rules.always):
        return False
    if number_follows and not names.isdisjoint(rules.before_number):
        return False
    if not names.isdisjoint(rules.closing):
        return word not in rules.continued
    if not names.isdisjoint(rules.sometimes):
        return is_opened or _is_common(word, before, rules)
    if _INITIAL.search(before) and before[-1:].isupper():
        # "місто N. Слово": a Latin letter is nobody's initial in a Cyrillic text.
        return is_opened or (before[-1:].isascii() and word[:1] > _LAST_LATIN)
    # "on 5. 10. 2024" and "24. Feb" go on; a year may end a sentence.
    return not (number_follows and re.search(r"(?<!\d)\d{1,2}$", before))


def _is_common(word: str, before: str, rules: _Rules) -> bool:
    """Whether a capitalised word is no name, and enough stands before the year that it follows to be a sentence."""
    if not _YEAR.search(before) or len(before.split()) < _CLAUSE:
        return False
    found = readings(word, rules.language)
    return bool(found) and all(r.known and r.pos not in {"PROPN", "ADJ", "X"} for r in found)


def _abbreviations(before: str) -> set[str]:
    """What the abbreviation tables may call the end of `before`: its last word, and its last pieces joined."""
    match = _PIECES.search(before)
    if match is None:
        return set()
    pieces = [piece.strip() for piece in match.group().lower().split(".")]
    return {".".join(pieces[i:]) for i in range(len(pieces))}


def _enclosed(text: str) -> set[int]:
    """Positions inside round brackets that close within `_ENCLOSED` code points."""
    inside: set[int] = set()
    opened: int | None = None
    for match in _BRACKET.finditer(text):
        if match.group() == "(":
            opened = match.start()
        elif opened is not None:
            if match.start() - opened <= _ENCLOSED:
                inside.update(range(opened, match.start()))
            opened = None
    return inside


@cache
def _rules(language: str) -> _Rules:
    path = Path(__file__).parent / language / "data" / "segment.yaml"
    if not language.isalpha() or not path.is_file():
        return _Rules()
    return load_table(path, _Rules).model_copy(update={"language": language})
