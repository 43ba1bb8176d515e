"""Whose words it is by a genitive, in a language without cases: "by the minister's count", "Panin's line is that …"."""

from __future__ import annotations

from collections.abc import Iterator

from papertiger.sourcing.clauses.report import Line, Report, spans
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source
from papertiger.sourcing.words import Word

_LONGEST_VIEW = 12
"""Words from the genitive to the complementiser ("Denmark's verdict on the American offer is that …")."""
_LONGEST_OWNER = 6
"""Words of the owner's name before the genitive."""


def genitive_reports(line: Line) -> Iterator[Report]:
    """Reports that a genitive and a noun for what is said make."""
    grammar = line.cues.table.grammar
    if grammar.within or not grammar.owned:
        return
    for at, word in enumerate(line.words[:-1]):
        if word.norm in line.cues.table.possessives and line.words[at + 1].norm in grammar.stances:
            report = _stance(line, at)
            if report is not None:
                yield report
            continue
        if not _is_genitive(line, word):
            continue
        noun = line.words[at + 1].norm
        if noun in grammar.owned or noun in grammar.stances:
            report = _aside(line, at) or _stance(line, at)
            if report is not None:
                yield report


def _is_genitive(line: Line, word: Word) -> bool:
    """Whether a word ends in the genitive; of a pronoun it is a verb's short form ("it's")."""
    ending = _ending(line, word)
    return bool(ending) and word.is_word and word.norm.removesuffix(ending) not in line.cues.table.pronouns


def _ending(line: Line, word: Word) -> str:
    return next((e for e in line.cues.table.grammar.genitive if word.norm.endswith(e)), "")


def _aside(line: Line, at: int) -> Report | None:
    """Such as "in the minister's words, …" and "…, by the minister's count"."""
    grammar = line.cues.table.grammar
    if line.words[at + 1].norm not in grammar.owned:
        return None
    for begin in range(at - 1, max(-1, at - _LONGEST_OWNER), -1):
        if line.words[begin].norm in grammar.linkers or line.words[begin].norm in grammar.infinitive:
            source = _owner(line, begin + 1, at)
            content = spans(line.before(begin), line.after(at + 2))
            if source is None or not content:
                return None
            return Report(
                source,
                line.place(begin, at + 2),
                content,
                f"{line.words[begin].text} … {line.words[at + 1].text}",
                "according-to phrase",
                postposed=begin > 0,
            )
        if not line.words[begin].is_word:
            return None
    return None


def _stance(line: Line, at: int) -> Report | None:
    """Such as "Panin's line is that the bill …", "Panin's verdict was short: …"."""
    grammar = line.cues.table.grammar
    close = line.clause_end(at + 1)
    that = next(
        (i for i in range(at + 2, min(close, at + _LONGEST_VIEW)) if line.words[i].norm in grammar.that[:1]),
        None,
    )
    follows = line.words[at + 2 : that if that is not None else close]
    copula = any(w.norm in grammar.auxiliaries or w.norm in grammar.runs for w in follows)
    colon = close < len(line.words) and line.words[close].text == ":"
    if line.words[at + 1].norm not in grammar.stances or not copula or (that is None and not colon):
        return None
    start = line.clause_start(at)
    possessive = line.cues.table.possessives.get(line.words[at].norm)
    if possessive is None:
        source = _owner(line, max(start, at - _LONGEST_OWNER), at)
    else:
        number, gender, words = possessive.number, possessive.gender, line.words[at].text
        source = Source(relative="speaker", number=number, gender=gender, words=words, why="a possessive")
    begin = that if that is not None else close + 1
    content = spans(line.after(begin)) if begin < len(line.words) else ()
    if source is None or not content:
        return None
    return Report(
        source,
        line.place(start, begin),
        content,
        line.words[at + 1].text,
        "a view and whose it is",
        explicit=possessive is None,
    )


def _owner(line: Line, start: int, at: int) -> Source | None:
    """Whoever the words from `start` to the genitive at `at` name, the ending left out."""
    word = line.words[at]
    bare = word.text[: -len(_ending(line, word))]
    named = Word(bare, word.start, word.start + len(bare), word.language, bare.lower())
    words = (*line.words[:at], named, *line.words[at + 1 :])
    phrase = find_phrase(words[: at + 1], start, None, line.cues)
    source = resolve(words, phrase, line.mentions, line.cues) if phrase is not None else None
    return source if source is not None and source.steps else None
