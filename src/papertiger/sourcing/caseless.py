"""Reporting clauses of a language without cases, where word order alone says what is subject, verb and content.

"The ferry sank, the coastguard said." closes its content; "The coastguard, a branch of the army, said the ferry sank." opens it. The
two differ in what stands before the verb's comma: a clause with a finite verb of its own, or a noun phrase.
"""

from __future__ import annotations

from papertiger.sourcing.addressees import Subject
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.phrases import find_phrase
from papertiger.sourcing.report import Line
from papertiger.sourcing.sources import resolve

_CLOSING = frozenset({"say", "publish", "tag", "complain"})
_LONGEST_CLOSE = 16
"""Words after a closing verb: addressee, day, place."""


def closing_subject(line: Line, at: int, form: VerbForm) -> Subject | None:
    """The subject of a verb at the end of its sentence, after the content; None where the content follows.

    "…, said the army on Monday" and "…, the minister, Helen Partridge, told the BBC"; quoted speech before it is not needed.
    """
    if line.cues.table.grammar.within or form.kind not in _CLOSING or form.converb:
        return None
    start = line.clause_start(at)
    if start == at:
        return _behind(line, at, form) or _apposed(line, at)
    return None


def _behind(line: Line, at: int, form: VerbForm) -> Subject | None:
    """Such as "Nine soldiers died, said General X": the verb right after the comma of a whole clause, its subject next."""
    if at < 3 or line.words[at - 1].text != "," or not is_clause(line, 0, at - 1):  # noqa: PLR2004 - a short clause and a comma
        return None
    phrase = find_phrase(line.words, at + 1, None, line.cues) if at + 1 < len(line.words) else None
    if phrase is None:
        return None
    after = phrase.core
    if (
        after < len(line.words)
        and line.words[after].is_word
        and is_clause(line, after, line.clause_end(after))
    ):
        return None
    source = resolve(line.words, phrase, line.mentions, line.cues, publishing=form.kind == "publish")
    return Subject(source, at + 1, phrase.end) if source is not None else None


def _apposed(line: Line, at: int) -> Subject | None:
    """Such as "…, the armed forces minister, Helen Partridge, told the BBC": subject and apposition before the verb."""
    if line.words[at - 1].text != "," or not _only_adjuncts(line, at):
        return None
    second = line.clause_start(at - 1)
    first = line.clause_start(second - 1) if second > 1 and line.words[second - 1].text == "," else second
    if first < 3 or is_clause(line, first, at - 1) or not is_clause(line, 0, first - 1):  # noqa: PLR2004 - as above
        return None
    for begin in dict.fromkeys((second, first)):
        phrase = find_phrase(line.words[: at - 1], begin, None, line.cues)
        found = resolve(line.words, phrase, line.mentions, line.cues) if phrase is not None else None
        last = found.steps[-1] if found is not None and found.steps else None
        if found is not None and last is not None and (begin == first or not last.anonymous):
            return Subject(found, first, at - 1)
    return None


def _only_adjuncts(line: Line, at: int) -> bool:
    """Whether addressee, day and place fill the rest of the sentence after the verb: no clause, no quotation."""
    rest = range(at + 1, len(line.words))
    if len(rest) > _LONGEST_CLOSE or any(line.words[i].is_quote for i in rest):
        return False
    close = line.clause_end(at + 1)
    tail = line.words[at + 1 : close]
    grammar = line.cues.table.grammar
    if any(w.norm in grammar.that for w in tail) or is_clause(line, at + 1, close):
        return False
    lead = tail[0].norm if tail else ""
    adjunct = lead in grammar.adverbs or lead in grammar.linkers or lead in grammar.infinitive
    return not tail or adjunct or line.words[at].norm in grammar.addressing


def is_clause(line: Line, start: int, end: int) -> bool:
    """Whether a finite verb stands between `start` and `end`, as far as forms tell: a listed one, or a past in -ed.

    A relative clause has no say in it: its verb is not the sentence's.
    """
    grammar = line.cues.table.grammar
    for at in range(start, end):
        word = line.words[at]
        if word.norm in grammar.relative and at > start:
            return False
        if not word.is_word or word.is_capital:
            continue
        auxiliary = word.norm in grammar.auxiliaries and word.norm not in grammar.adverbs
        regular = word.norm.endswith(grammar.past) and word.norm not in grammar.participles
        if word.norm in grammar.finite or auxiliary or (bool(grammar.past) and regular and at > start):
            return True
    return False
