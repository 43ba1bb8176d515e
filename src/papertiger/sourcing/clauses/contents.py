"""Where what a speech verb reports begins: a content clause, a colon, a quotation, or any complement."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.sourcing.clauses.finite import is_clause
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.shapes import is_predicate, is_verb
from papertiger.sourcing.who.view import field_of
from papertiger.sourcing.words import Word


def only_adverbs(line: Line, start: int, end: int) -> bool:
    """True when nothing but adverbs stands between `start` and `end`, listed ones or of the dictionary ("сокрушённо")."""
    adverbs = line.cues.table.grammar.adverbs
    return all(word.norm in adverbs or _is_manner(word) for word in line.words[start:end])


def _is_manner(word: Word) -> bool:
    first = word.readings[0] if word.readings else None
    return first is not None and first.pos == "ADV" and first.tense is None


def introduces_content(line: Line, close: int) -> bool:
    """True when a content clause, not the rest of a quoted sentence, follows at `close`."""
    if close + 1 >= len(line.words):
        return False
    after = line.words[close + 1]
    return line.words[close].text == "," and after.norm in line.cues.table.grammar.that[:3]


def content_start(line: Line, after: int, form: VerbForm) -> tuple[int, bool] | None:
    """Index where the content starts, and whether it starts only in the next sentence; None when there is none."""
    words, grammar = line.words, line.cues.table.grammar
    close = line.clause_end(after)
    if close < len(words) and words[close].text == ":":
        return close + 1, close + 1 >= len(words) or line.after(close + 1) is None
    if close + 1 < len(words) and line.opens_quote(close):
        return _before_quotation(line, after, close), False
    topic = _topic_at(line, after, close)
    if topic is not None:
        return topic, False
    clause = next_that(line, after)
    if clause is not None:
        # "The minister said the envoy had told him that …"
        told = any(w.norm in grammar.addressing for w in words[after:clause])
        whole = not grammar.within and (told or is_clause(line, after, clause))
        return (after if whole else clause), False
    rest = words[after:close]
    if _explains(line, after, close, form):
        return close + 1, False
    if form.kind == "opine" and grammar.within:
        return (after, False) if _holds_view(line, form, rest) else None
    if form.kind == "tag" and not form.by_place and _holds_clause(line, after, close):
        return after, False
    if form.kind in {"tag", "relay"} or not rest:
        return None
    # A language without cases leaves the complementiser out ("officials say Moscow …"), so any complement will do.
    needs_topic = form.kind in {"publish", "complain"} and bool(grammar.within)
    topical = rest[0].norm in grammar.about or (
        form.kind == "complain" and any(w.norm in grammar.about for w in rest)
    )
    made = form.kind == "publish" and any(field_of(w, line.cues) == "utterances" for w in rest)
    return (after, False) if topical or made or not needs_topic else None


def _topic_at(line: Line, after: int, close: int) -> int | None:
    """Index of "о …" right behind the verb, or behind those who are told ("доложила парламенту о сапёрах")."""
    words, grammar = line.words, line.cues.table.grammar
    if not grammar.within or after >= len(words):
        return None
    if words[after].norm in grammar.about[:2]:
        return after if words[min(after + 1, len(words) - 1)].norm not in grammar.correlatives else None
    told = _after_dative(line, after)
    return told if after < told < close and words[told].norm in grammar.about[:2] else None


def _holds_view(line: Line, form: VerbForm, rest: Sequence[Word]) -> bool:
    """Whether a verb of opinion has a view as its object ("не видит смысла в переговорах"), or what somebody is taken for.

    The latter stands in the instrumental ("вважає закон помилкою").
    """
    table = line.cues.table
    if any(r.lemma in table.grammar.framing for w in rest for r in w.readings[:1]):
        return True
    return form.lemma not in table.predicatives and _takes_for(rest)


def _before_quotation(line: Line, after: int, close: int) -> int:
    """Where the content begins whose quotation opens at `close`: there, or with the clause around it ("said he was “glad”")."""
    if line.cues.table.grammar.within:
        return close
    clause = next_that(line, after)
    if clause is not None and clause < close:
        return clause
    return after if is_clause(line, after, close) else close


def _after_dative(line: Line, place: int) -> int:
    """Index after words in the dative, those who are told ("доложила парламенту о сапёрах")."""
    while place < len(line.words):
        word = line.words[place]
        if word.reading("Dat", ("NOUN", "ADJ", "PROPN")) is None or word.readings[0].pos == "ADP":
            break
        place += 1
    return place


def _explains(line: Line, after: int, close: int, form: VerbForm) -> bool:
    """Whether a dash behind a listed verb without an object stands for a colon ("министр отбивался — налоги платят все")."""
    dash = close + 1 < len(line.words) and line.words[close].is_dash and not form.by_place
    bare = only_adverbs(line, after, close) and line.cues.table.grammar.within
    return bool(dash and bare and any(is_predicate(word) for word in line.words[close + 1 :]))


def _holds_clause(line: Line, after: int, close: int) -> bool:
    """Whether a clause without a complementiser follows, in a language without cases ("found the yards would need more")."""
    grammar = line.cues.table.grammar
    if grammar.within or after >= close or line.words[after].norm in (*grammar.infinitive, *grammar.linkers):
        return False
    other = (i for i in range(after, close) if line.words[i].norm in grammar.subordinators)
    return is_clause(
        line, after + 1, next(other, close)
    )  # "asked for a treaty after missiles hit the port" holds none


def _takes_for(words: Sequence[Word]) -> bool:
    """Whether an object stands beside a noun or adjective in the instrumental."""
    first = [w.readings[0] for w in words if w.readings]
    taken = any(r.case == "Ins" and r.pos in {"NOUN", "ADJ"} for r in first)
    return taken and any(w.reading("Acc", ("NOUN", "ADJ", "PROPN", "PRON", "DET")) is not None for w in words)


def _governs(line: Line, after: int, that: int) -> bool:
    """Whether the complementiser is the verb's own, in a language without cases.

    It is not where another verb stands between ("said his counterpart had assured him that …"), nor where the word opens an
    adjunct ("said when asked about it").
    """
    grammar = line.cues.table.grammar
    follows = line.words[that + 1].norm if that + 1 < len(line.words) else ""
    if follows in grammar.leading or follows.endswith(tuple(grammar.converbs)):
        return False
    return not is_clause(line, after, that)


def next_that(line: Line, after: int) -> int | None:
    """Index of the complementiser of the verb's clause: right after it, or after adjuncts and insertions."""
    that = line.cues.table.grammar.that
    words = line.words
    caseless = not line.cues.table.grammar.within
    for place in range(after, min(len(words), after + 30)):
        word = words[place]
        if word.norm in that and (
            place == after or words[place - 1].text in {",", "–", "—", "-"} or caseless
        ):
            return place if not caseless or _governs(line, after, place) else None
        if word.text in {";", ":"} or (place > after and is_verb(word) and words[place - 1].text != ","):
            return None
    return None
