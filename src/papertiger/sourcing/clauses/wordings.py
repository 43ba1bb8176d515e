"""Reporting verbs of a language without a dictionary that no list of single words holds.

Fixed wordings ("made clear", "hit back", "puts it"); and any verb that stands where only a reporting verb stands: beside a quotation,
before "that" and a clause, alone with its subject between two commas or at the end of its sentence.
"""

from __future__ import annotations

from papertiger.sourcing.clauses.finite import is_clause, is_regular_past
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm

_OBJECT = 5
"""Words between a verb and the complementiser at most ("confided to friends on Monday that …", "took the view that …")."""
_PREDICATE = 4
"""Words from "was" to the colon at most ("was less polite: “…”")."""
_ASIDE = 8
"""Words of a reporting clause between two commas, or at the end of its sentence, at most."""


def worded(line: Line, at: int) -> VerbForm | None:
    """The verb form of a fixed wording whose last word is `at`."""
    for wording in line.cues.table.wordings:
        words = wording.split()
        start = at + 1 - len(words)
        if start >= 0 and all(w.norm == v for w, v in zip(line.words[start : at + 1], words, strict=True)):
            return VerbForm(wording, "say", before=len(words) - 1)
    return None


def by_edges(line: Line, at: int) -> VerbForm | None:
    """The form of an unlisted verb that reports by where it stands; None for any other word."""
    word, grammar = line.words[at], line.cues.table.grammar
    if grammar.within or not grammar.past or word.is_capital or word.norm in grammar.silent:
        return None
    if word.norm in grammar.be and _is_short(line, at):
        return VerbForm(word.norm, "tag", by_place=True)
    if not (is_regular_past(line, at) or word.norm in grammar.finite) or word.norm in grammar.auxiliaries:
        return None
    stands = _beside_quotation(line, at) or _before_that(line, at) or _alone(line, at)
    return VerbForm(word.norm, "tag", by_place=True) if stands else None


def _beside_quotation(line: Line, at: int) -> bool:
    """Whether quoted speech that ends in a comma stands right before the clause, or a colon and speech right behind it."""
    start, close = line.clause_start(at), line.clause_end(at)
    before = start > 1 and at - start <= _ASIDE and line.is_quote_edge(start - 1)
    marked = before and line.words[start - 2].text in {",", "?", "!"}
    opens = close + 1 < len(line.words) and line.words[close].text == ":" and line.opens_quote(close + 1)
    return marked or (opens and at - start <= _ASIDE)


def _is_short(line: Line, at: int) -> bool:
    """Whether "was" and a word or two stand before a colon and quoted speech ("The colonel was blunt: “…”")."""
    close = line.clause_end(at)
    opens = close + 1 < len(line.words) and line.words[close].text == ":" and line.opens_quote(close + 1)
    return opens and close - at <= _PREDICATE


def _before_that(line: Line, at: int) -> bool:
    """Whether "that" and a clause follow: right behind the verb, an addressee or a noun for what is said ("took the view that")."""
    grammar, words = line.cues.table.grammar, line.words
    close = min(line.clause_end(at + 1), at + 2 + _OBJECT)
    that = next((i for i in range(at + 1, close) if words[i].norm in grammar.that[:1]), None)
    if that is None or not is_clause(line, that + 1, len(words)):
        return False
    before = words[that - 1]
    told = words[at + 1].norm in (*grammar.infinitive, *grammar.linkers)
    return that == at + 1 or told or before.norm in grammar.stances or before.norm in grammar.owned


def _alone(line: Line, at: int) -> bool:
    """Whether subject and verb are all that stands between two commas, or behind the comma of a whole clause ("…, aides confided.")."""
    start, close = line.clause_start(at), line.clause_end(at)
    grammar, words = line.cues.table.grammar, line.words
    if not 0 < at - start <= _ASIDE or words[start - 1].text != "," or close - at > _ASIDE or start == 0:
        return False
    relative = any(w.norm in grammar.relative for w in words[start : start + 2])
    opening = words[start].norm
    many = (
        grammar.members.get(opening) == "Plur" or opening in line.cues.table.possessives
    )  # "nine died, several vanished"
    if relative or many or opening in (*grammar.subordinators, *grammar.conjunctions, *grammar.leading):
        return False
    first = next((w.norm for w in words if w.is_word), "")
    if first in grammar.leading or first in grammar.subordinators or first in grammar.linkers:
        return False
    last = close >= len(words) or words[close].text == "."
    tail = words[at + 1].norm if at + 1 < len(words) else ""
    adjunct = (
        at + 1 == close or tail in grammar.adverbs or tail in grammar.linkers or tail in grammar.infinitive
    )
    if is_clause(line, start, at) or not adjunct:
        return False
    return is_clause(line, 0, start - 1) if last else words[close].text == "," and at + 1 == close
