"""Reporting clauses of a language without cases, where word order alone says what is subject, verb and content.

"The ferry sank, the coastguard said." closes its content; "The coastguard, a branch of the army, said the ferry sank." opens it. The
two differ in what stands before the verb's comma: a clause with a finite verb of its own, or a noun phrase.
"""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.sourcing.clauses.addressees import Subject
from papertiger.sourcing.clauses.finite import is_clause
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.words import Word

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
    participle = line.words[at].norm.endswith(tuple(line.cues.table.grammar.converbs))
    if start == at and not participle:
        return _behind(line, at, form) or _apposed(line, at)
    return None


def _behind(line: Line, at: int, form: VerbForm) -> Subject | None:
    """Such as "Nine soldiers died, said General X": the verb right after the comma of a whole clause, its subject next."""
    grammar = line.cues.table.grammar
    follows = line.words[at + 1].norm if at + 1 < len(line.words) else ""
    dated = follows in grammar.adverbs and follows not in grammar.articles  # "…, its minister claimed Friday"
    if line.words[at].norm in grammar.addressing or dated:
        return None
    if at < 3 or line.words[at - 1].text != ",":  # noqa: PLR2004 - a short clause and a comma
        return None
    if line.words[at].norm not in grammar.inverting and not is_clause(line, 0, at - 1):
        return None
    phrase = find_phrase(line.words, at + 1, None, line.cues) if at + 1 < len(line.words) else None
    if phrase is None:
        return None
    after = phrase.core
    if (
        after < len(line.words)
        and line.words[after].is_word
        and line.words[after].norm not in line.cues.table.grammar.relative
        and is_clause(line, after, line.clause_end(after))
    ):
        return None
    source = resolve(line.words, phrase, line.mentions, line.cues, publishing=form.kind == "publish")
    return Subject(source, at + 1, phrase.end) if source is not None else None


def _apposed(line: Line, at: int) -> Subject | None:
    """Such as "…, the armed forces minister, Helen Partridge, told the BBC": subject and apposition before the verb."""
    if line.words[at - 1].text != "," or not only_adjuncts(line, at):
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


def opens_with_adjunct(line: Line) -> bool:
    """Whether the sentence opens with a preposition or a participle ("In a post on X, …", "Speaking to CNN, …", "Asked about it, …")."""
    grammar = line.cues.table.grammar
    first = next((w for w in line.words if w.is_word), None)
    if first is None:
        return False
    return (
        first.norm in grammar.linkers
        or first.norm in grammar.leading
        or first.norm.endswith(tuple(grammar.converbs))
    )


def only_adjuncts(line: Line, at: int) -> bool:
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


def quoted_as_saying(line: Line, at: int) -> Subject | None:
    """Whom an outlet quotes: "Interfax quoted the minister as saying that …"; the subject is the quoted one."""
    grammar = line.cues.table.grammar
    close = line.clause_end(at + 1)
    as_at = next((i for i in range(at + 2, min(close, at + 14)) if line.words[i].norm in grammar.how), None)
    if as_at is None or as_at + 1 >= len(line.words) or line.words[as_at + 1].norm not in line.cues.verbs:
        return None
    phrase = find_phrase(line.words[:as_at], at + 1, None, line.cues)
    source = resolve(line.words, phrase, line.mentions, line.cues) if phrase is not None else None
    return Subject(source, at + 1, as_at + 2) if source is not None and source.steps else None


def apposed_name(line: Line, found: Subject) -> Subject:
    """The name before an apposition that was taken for the subject: "Moroz, a former pilot, said …" is Moroz.

    Bodies have indefinite ones: "the Rivers Council, a London think tank, said …".
    """
    at = found.start - 1
    while at > 0 and line.words[at].norm in line.cues.table.grammar.articles:
        at -= 1
    last = found.source.steps[-1] if found.source.steps else None
    indefinite = any(
        w.norm in line.cues.table.grammar.indefinite for w in line.words[at + 1 : found.start + 1]
    )
    if (
        line.cues.table.grammar.within
        or at < 1
        or line.words[at].text != ","
        or last is None
        or not (indefinite or last.anonymous or (last.kind == "person" and last.name.islower()))
    ):
        return found
    begin = line.clause_start(at)
    if is_clause(line, begin, at):
        return found
    phrase = find_phrase(line.words[:at], begin, None, line.cues)
    named = (
        resolve(line.words, phrase, line.mentions, line.cues)
        if phrase is not None and phrase.end == at
        else None
    )
    step = named.steps[-1] if named is not None and named.steps else None
    kinds = {"person", "group", "outlet"} if indefinite else {"person"}
    if named is None or step is None or step.anonymous or step.kind not in kinds:
        return found
    return Subject(named, begin, found.end)


def before_verb(line: Line) -> Sequence[Word]:
    """The words before the first finite verb, where forms tell it and the language has no dictionary; else all."""
    if line.cues.table.grammar.within:
        return line.words
    end = next((i for i in range(1, len(line.words)) if is_clause(line, i - 1, i + 1)), len(line.words))
    return line.words[:end]
