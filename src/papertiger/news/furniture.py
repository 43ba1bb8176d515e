"""Site furniture: which lines of a page are not part of the article.

A line is judged as a whole and only by how it begins and ends, never by a word inside it: an advertisement for
weapons is news. The words are in ``data/furniture.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.news.lines import Line, is_bulleted, is_closed, is_headline_like, words_in

if TYPE_CHECKING:
    from papertiger.news.tables import FurnitureRule

_DATA = Path(__file__).parent / "data"
# What pages hang before and after a phrase: arrows, bullets, emoji. Quotation marks stay, since speech is no furniture.
_BEFORE = re.compile(r"^[^\w\"'«„“‘(©]+")
# A run is tried from its beginning only, or a long line of signs would take its length squared.
_AFTER = re.compile(r"(?<![^\w\"'»”“’)©])[^\w\"'»”“’)©]++$")
_FIRST_WORD = re.compile(r"\w+")
_MAX_CHARS = 600
"""No furniture line is longer, in characters."""
_BODY_CHARS = 160
"""A line of this length, in characters, is a paragraph and no teaser."""
_TEASER_WORDS = 5
"""A headline-like line below a weak tail is a teaser from this length; shorter ones may be subheadings."""
_TAIL_SHARE = 0.5
"""A tail with at least this share of the text's real paragraphs below it is a box in mid-article."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One compiled rule; `matches` takes the line without decoration, as printed and folded."""

    id: str
    kind: str
    matches: Callable[[str, str], bool]

    @property
    def is_tail(self) -> bool:
        """Whether it says something about the lines below, too."""
        return self.kind in ("tail", "weak_tail")


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rules: patterns, and phrases by their first word, so that an ordinary line is done with one look-up."""

    by_word: Mapping[str, tuple[Rule, ...]]
    patterns: tuple[Rule, ...]


def rule_of(line: str) -> Rule | None:
    """The rule that calls `line` furniture, or None; a tail goes before a rule for the line alone."""
    if len(line) > _MAX_CHARS:
        return None
    bare = _BEFORE.sub("", line)
    folded = _folded(bare)
    word = _FIRST_WORD.match(folded)
    book = rules()
    phrases = book.by_word.get(word[0], ()) if word else ()
    found = [rule for rule in (*phrases, *book.patterns) if rule.matches(bare, folded)]
    return next((rule for rule in found if rule.is_tail), found[0] if found else None)


def furniture_of(lines: Sequence[Line]) -> dict[int, str]:
    """Index of every line that is furniture, with the id of the rule that says so."""
    found: dict[int, str] = {}
    for index, line in enumerate(lines):
        if index in found:
            continue
        if _is_ornament(line.text):
            found[index] = "ornament"
            continue
        rule = rule_of(line.text)
        if rule is None:
            continue
        found[index] = rule.id
        if rule.is_tail:
            end = _end_of_tail(lines, index + 1, strong=rule.kind == "tail")
            found.update(dict.fromkeys(range(index + 1, end), rule.id))
    return found


@cache
def rules() -> RuleBook:
    """The rules of ``data/furniture.yaml``, compiled."""
    from papertiger.datafiles import load_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.tables import FurnitureTable  # noqa: PLC0415 - as above

    table = load_table(_DATA / "furniture.yaml", FurnitureTable)
    by_word: dict[str, list[Rule]] = {}
    patterns = []
    for rule in table.rules:
        compiled = Rule(rule.id, rule.kind, _compile(rule))
        if rule.kind == "pattern":
            patterns.append(compiled)
        for word in {_first_word(phrase) for phrase in rule.phrases} if rule.kind != "pattern" else ():
            by_word.setdefault(word, []).append(compiled)
    return RuleBook({word: tuple(many) for word, many in by_word.items()}, tuple(patterns))


def _compile(rule: FurnitureRule) -> Callable[[str, str], bool]:
    if rule.kind == "whole":
        phrases = frozenset(map(_folded, rule.phrases))
        return lambda _, folded: _AFTER.sub("", folded) in phrases
    if rule.kind == "pattern":
        pattern = re.compile("|".join(f"(?:{p})" for p in rule.phrases), re.IGNORECASE)
        return lambda bare, _: pattern.fullmatch(bare) is not None
    words = "|".join(re.escape(_folded(p)) for p in sorted(rule.phrases, key=len, reverse=True))
    # A label needs its colon or bar, or the end of the line; an opening just the end of the word.
    after = r"(?!\w)" if rule.kind == "opening" else r"(?=\s*(?:[:|]|[.!…]*$))"
    opening = re.compile(rf"(?:{words}){after}")
    most = rule.max_words or 0

    def matches(_: str, folded: str) -> bool:
        match = opening.match(folded)
        if match is None or words_in(folded[match.end() :]) > most:
            return False
        return not rule.open_end or folded.startswith(":", match.end()) or not is_closed(folded)

    return matches


def _first_word(phrase: str) -> str:
    match = _FIRST_WORD.match(_folded(phrase))
    return match[0] if match else ""


def _folded(line: str) -> str:
    return " ".join(line.replace("’", "'").replace("ʼ", "'").lower().split())


def _is_ornament(line: str) -> bool:
    """A line of signs only: rules, stars, arrows."""
    return not any(char.isalnum() for char in line)


def _end_of_tail(lines: Sequence[Line], start: int, *, strong: bool) -> int:
    """Index after the last line that belongs to the tail whose first line is before `start`."""
    below = _body_chars(lines[start:])
    if strong and below < _TAIL_SHARE * (below + _body_chars(lines[:start]) or 1):
        return len(lines)
    if all(_is_teaser(line.text, 1) or rule_of(line.text) for line in lines[start:]):
        return len(lines)
    end = start
    while end < len(lines) and _is_teaser(lines[end].text, _TEASER_WORDS):
        end += 1
    return end


def _body_chars(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines if len(line.text) >= _BODY_CHARS)


def _is_teaser(line: str, least_words: int) -> bool:
    return (is_bulleted(line) and not is_closed(line)) or (
        is_headline_like(line) and words_in(line) >= least_words
    )
