"""Finding the expressions of a text and reading each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from papertiger.language.dates import counted, distances, joined  # noqa: F401 - they register their meanings
from papertiger.language.dates.choice import Floating
from papertiger.language.dates.context import MEANINGS, Context
from papertiger.language.dates.grammar import Node, Search, grammar
from papertiger.language.dates.periods import Period
from papertiger.language.dates.tokens import Token, tokens
from papertiger.language.dates.unresolved import Kind, Unresolved
from papertiger.language.dates.words import looks_past, normalise, vocabulary


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """An expression of time: ``text[start:end] == words``, code points, half-open."""

    start: int
    end: int
    words: str
    edtf: str | None
    """EDTF (ISO 8601-2:2019) of level 0, 1 or 2; None where the words don't tell."""
    kind: Kind


def expressions(
    text: str, language: str, published: date | None, *, ahead: bool | None = None
) -> tuple[TimeExpression, ...]:
    """The expressions of time in `text`, left to right, none within another.

    `published` anchors relative ones; `ahead` says whether the text speaks of the future, None that it isn't known: then
    its own words may tell, and what they leave open stays unresolved. A language without ``dates.yaml`` has none.

    Raises:
        DataFileError: the language's ``dates.yaml`` is damaged.
    """
    rules = grammar(language)
    if rules is None:
        return ()
    run = tokens(text, language)
    first, search = rules.first["TIME"], Search(rules, run)
    future = any("FUTURE" in token.signature for token in run)
    past: tuple[bool, bool] | None = None
    found: list[TimeExpression] = []
    at = 0
    while at < len(run):
        node = None if first.isdisjoint(run[at].signature) else search.longest("TIME", at)
        if node is None:
            at += 1
            continue
        inner = search.longest("TIME", node.begin) if node.begin > at else None
        if inner is not None and inner.end > node.end:
            node = inner  # "in January 2024" is no "January" that "in" lets stand alone
        if past is None:
            past = looks_past(text, language)
        context = Context(published, ahead, future, *past)
        expression = _read(text, run, node, context)
        if expression is not None:
            if (
                context.yearless
                and found
                and _is_elsewhen(found[-1], text[found[-1].end : expression.start], language, published)
            ):
                expression = replace(expression, edtf=None, kind=Kind.AMBIGUOUS)
            found.append(expression)
        at = max(node.end, at + 1)
    return tuple(found)


_NEARBY = 80
"""Characters within which a year that was told may still hold."""


def _is_elsewhen(before: TimeExpression, between: str, language: str, published: date | None) -> bool:
    """Whether the expression just `before` tells another year than that of publication: "in 2014 …, and in May …"."""
    if published is None or len(between) > _NEARBY or re.search(r"[.!?…]\s", between):
        return False
    if before.kind is Kind.NARRATIVE:
        return _names_year(before.words, language)
    edtf = before.edtf if before.kind is Kind.ABSOLUTE else None
    return edtf is not None and edtf[:4] != f"{published.year:04d}" and "X" not in edtf and ".." not in edtf


def _names_year(words: str, language: str) -> bool:
    """Whether one of the words is "year"."""
    known = vocabulary(language)
    return known is not None and any(
        "YEAR" in known.classes.get(normalise(word), ()) for word in words.split()
    )


def is_future(word: str, language: str) -> bool:
    """Whether a word, an auxiliary for instance, tells that a clause speaks of the future."""
    words = vocabulary(language)
    return words is not None and "FUTURE" in words.classes.get(normalise(word), ())


def _read(text: str, run: Sequence[Token], node: Node, context: Context) -> TimeExpression | None:
    start, end = run[node.begin].start, run[node.end - 1].end
    edtf = None
    try:
        value = evaluate(node, context)
        assert isinstance(value, (Period, Floating))  # noqa: S101 - what constructions of TIME give
        edtf = context.settle(value).edtf
        kind = Kind.RELATIVE if context.counted else Kind.ABSOLUTE
    except Unresolved as unresolved:
        kind = unresolved.kind
    except OverflowError:
        kind = Kind.IMPOSSIBLE
    except counted.Skip:
        return None
    return TimeExpression(start, end, text[start:end], edtf, kind)


def evaluate(node: Node, context: Context) -> object:
    """What a construction means, its elements first; raises Unresolved or `counted.Skip`."""
    ending = node.ending
    parts = {
        name: evaluate(value, context) if isinstance(value, Node) else value
        for name, value in zip(ending.names, node.values, strict=True)
        if name
    }
    if ending.argument:
        parts["how"] = ending.argument
    function, needs_context = MEANINGS[ending.meaning]
    return function(context, **parts) if needs_context else function(**parts)
