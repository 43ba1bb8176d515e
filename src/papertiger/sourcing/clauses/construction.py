"""Verbs that no list holds, and that report by where they stand: after a quotation, before one, before a content clause.

News uses hundreds of verbs beside a quotation ("«…», – розвела руками депутатка", "«…», – отозвалась Никосия"); the construction
says what the verb does not. Only languages with a dictionary: it tells finite verbs from everything else.
"""

from __future__ import annotations

from dataclasses import replace

from papertiger.language.morphology import Reading
from papertiger.sourcing.clauses.anaphora import noun_for_it
from papertiger.sourcing.clauses.parenthesis import in_parenthesis
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_predicate, is_verb, verb_reading
from papertiger.sourcing.words import Word, starts_with

_BEFORE_VERB = 3
"""Words between the dash and the verb ("– тем временем тихо добавил …")."""
_CLOSING = frozenset({",", ".", "!", "?", "…"})


def by_construction(line: Line, at: int) -> VerbForm | None:
    """The form of a verb that reports by its place in the sentence; None for any other word."""
    form = _finite(line.words[at])
    if form is None:
        form = _before_infinitive(line, at)
        return form if form is not None and governs_speech(line, at) else None
    if after_quotation(line, at):
        return form
    if governs_speech(line, at):
        return form
    if form.lemma in line.cues.table.grammar.silent:
        return None
    if _announces(line, at):
        return replace(form, kind="say")
    stands = (
        _before_colon(line, at)
        or _before_clause(line, at)
        or _in_aside(line, at)
        or _answers_back(line, at)
        or in_parenthesis(line, at)
    )
    return form if stands else None


def governs_speech(line: Line, at: int) -> bool:
    """Whether an infinitive of speech after the verb has a content clause ("не стал скрывать, что", "поспешил заверить: …")."""
    close = line.clause_end(at)
    grammar, cues = line.cues.table.grammar, line.cues
    if not (_opens_clause(line, close) or _before_colon(line, at)):
        return False
    refuses = {r.lemma for r in line.words[at].readings} & set(grammar.refusing)
    for place in range(at + 1, close):
        first = line.words[place].readings[:1]
        if not first or first[0].form != "Inf" or refuses:
            continue
        negated = line.words[at - 1].norm in grammar.negation if at else False
        hides = first[0].lemma in grammar.reporting_denied
        speaks = first[0].lemma in cues.speaking or _conveys(line, at, first[0].lemma)
        if hides == negated and (hides or speaks):
            return True
    return False


def _announces(line: Line, at: int) -> bool:
    """Whether the verb's clause has a noun for a view as its object ("выразил сомнение", "нарисовал мрачную картину").

    Behind some prepositions it is none ("ставлять під сумнів надійність").
    """
    framing = line.cues.table.grammar.framing
    for place in range(at + 1, line.clause_end(at + 1)):
        word = line.words[place]
        first = word.readings[0] if word.readings else None
        if first is not None and first.lemma in framing and first.pos == "NOUN":
            if line.words[place - 1].norm in line.cues.table.grammar.doubting:
                return False
            return any(r.case in {"Acc", "Ins"} for r in word.readings)
    return False


def _conveys(line: Line, at: int, infinitive: str) -> bool:
    """Whether verb and infinitive are a phrase for letting others know ("дал понять")."""
    conveys = line.cues.table.grammar.conveys
    return any(f"{reading.lemma} {infinitive}" in conveys for reading in line.words[at].readings)


def _before_infinitive(line: Line, at: int) -> VerbForm | None:
    """A verb that is likelier a noun, but for the infinitive right behind it ("не став приховувати, що")."""
    after = line.words[at + 1].readings[:1] if at + 1 < len(line.words) else ()
    verbs = (r for r in line.words[at].readings if r.pos == "VERB" and r.tense is not None)
    return _finite(line.words[at], next(verbs, None)) if after and after[0].form == "Inf" else None


def _finite(word: Word, reading: Reading | None = None) -> VerbForm | None:
    """A verb in the past or the third person, of which the dictionary knows no likelier reading, or in the given `reading`."""
    first = reading or verb_reading(word)
    if first is None or first.form is not None or not first.known or word.is_capital:
        return None
    if first.tense is None or first.person in {"1", "2", "0"}:
        return None
    gender = first.gender if first.tense == "Past" else None
    return VerbForm(first.lemma, "tag", first.number or ("Sing" if gender else None), gender, by_place=True)


def after_quotation(line: Line, at: int) -> bool:
    """Whether a dash stands before the clause, and before it quoted speech or a mark inside it that ends a part."""
    start = line.clause_start(at)
    if start < 2 or at - start > _BEFORE_VERB or at >= len(line.words) or not line.words[start - 1].is_dash:  # noqa: PLR2004 - a mark and a dash
        return False
    before = line.words[start - 2]
    spoken = line.words[0].is_dash and before.text in _CLOSING
    if line.is_quote_edge(start - 2) or spoken or any(span.end == before.end for span in line.speech):
        return True
    dash = line.words[start - 1].start
    inside = any(span.start < dash < span.end for span in line.speech)
    closed = before.text in _CLOSING and start > 2 and line.is_quote_edge(start - 3)  # noqa: PLR2004 - mark, comma, dash
    return closed or (inside and before.text in _CLOSING)


def _answers_back(line: Line, at: int) -> bool:
    """Whether the verb is the first behind a noun for what was said before ("С таким заявлением в эфире X выступил министр")."""
    length = noun_for_it(line, 0)
    return 0 < length <= at and not any(is_verb(word) or not word.is_word for word in line.words[length:at])


def _before_colon(line: Line, at: int) -> bool:
    """Whether the verb's clause ends in a colon with quoted speech or a clause with a verb of its own behind it."""
    close = line.clause_end(at)
    if close + 1 >= len(line.words) or line.words[close].text != ":":
        return False
    return line.is_quote_edge(close + 1) or any(is_predicate(word) for word in line.words[close + 1 :])


def _in_aside(line: Line, at: int) -> bool:
    """Whether the verb stands in "як …", set off by a comma ("Як переконує міністр, …")."""
    start = line.clause_start(at)
    how = starts_with(line.words, start, line.cues.table.grammar.how[:1])
    return bool(how) and start + how <= at <= start + how + _BEFORE_VERB


def _before_clause(line: Line, at: int) -> bool:
    """Whether the verb's clause ends in a comma and a content clause ("визнав журналістам, що …", "наполіг на тому, що …")."""
    close = line.clause_end(at)
    if any(r.form == "Inf" for w in line.words[at + 1 : close] for r in w.readings[:1]):
        return governs_speech(line, at)  # "решила проверить, что": the clause is what is checked
    return _opens_clause(line, close) and line.words[close - 1].norm not in line.cues.table.grammar.result


def _opens_clause(line: Line, close: int) -> bool:
    """Whether a comma and a word that opens a content clause stand at `close`."""
    that = line.cues.table.grammar.that[:3]
    follows = close + 1 < len(line.words) and line.words[close].text == ","
    return follows and line.words[close + 1].norm in that
