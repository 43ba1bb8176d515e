"""Source phrases of a language without cases, found by their edges: from an article or a name to the next verb or mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.shapes import Phrase, familiar_end, initial_dot, is_familiarity, is_verbal_noun
from papertiger.sourcing.words import Word

_LONGEST_EDGE = 14
"""Longest source phrase without cases, in tokens."""


def edged(words: Sequence[Word], at: int, cues: Cues) -> Phrase | None:
    """A phrase of a language without cases: from `at` to the next verb, conjunction or mark."""
    grammar = cues.table.grammar
    core = _edge(words, at, cues)
    while core > at + 1 and _floats(words[core - 1], cues):
        core -= 1
    head = _last_word(words, at, core)
    if head is None:
        return None
    if core + 1 < len(words) and words[head].norm in grammar.members and words[core].norm in grammar.out_of:
        inner = edged(words, core + 1, cues)
        return (
            replace(inner, start=at, number=grammar.members[words[head].norm]) if inner is not None else None
        )
    core = _whole_name(words, head, core, cues)
    end = core
    while end + 1 < len(words) and words[end].norm in cues.table.grammar.linkers and end - at < _LONGEST_EDGE:
        after = _edge(words, end + 1, cues)
        if after == end + 1:
            break
        end = after
    joined = any(w.norm in cues.table.grammar.conjunctions for w in words[at:core])
    number = "Plur" if joined or _looks_plural(words[head], cues) else "Sing"
    return Phrase(at, familiar_end(words, end, cues) or end, core, head, None, number)


def _floats(word: Word, cues: Cues) -> bool:
    """True for what stands between a subject and its verb: "both", "himself", an adverb of manner ("flatly denied")."""
    grammar = cues.table.grammar
    manner = (
        word.norm.endswith(tuple(grammar.adverbial)) and not word.is_capital and word.norm not in cues.heads
    )
    return word.norm in grammar.floating or manner


def _edge(words: Sequence[Word], at: int, cues: Cues) -> int:
    place = at
    grammar = cues.table.grammar
    while place < len(words):
        word = words[place]
        possessive = (
            word.text in {"'", "’"}
            or (word.text == "." and initial_dot(words, place))
            or _abbreviation_dot(words, place, cues)
        )
        stops = (
            word.norm in grammar.subordinators
            or word.norm in grammar.linkers
            or word.norm in grammar.auxiliaries
        )
        article = place == at and word.norm in grammar.articles
        lower_stop = not (word.is_capital or article) and (
            (word.norm in cues.verbs and not is_verbal_noun(words, place, cues))
            or word.norm in grammar.adverbs
            or (place > at and (_is_finite(word, cues) or _follows_name(words, place, cues)))
            or (place > at and _takes_infinitive(words, place, cues))
            or stops
        )
        lower_stop = lower_stop or (place > at and _opens_another(words, place, cues))
        if not (word.is_word or possessive) or lower_stop or (word.is_word and is_familiarity(word, cues)):
            break
        place += 1
    return place


def _opens_another(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for an article inside, where another phrase begins ("told the newspaper both generals had accepted")."""
    grammar, before = cues.table.grammar, words[place - 1]
    if words[place].is_capital or words[place].norm not in grammar.articles:
        return False
    joined = before.norm in {*grammar.conjunctions, *grammar.articles, *grammar.linkers, *grammar.about}
    return not joined and before.is_word and not before.norm.endswith(grammar.genitive)


def _follows_name(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for a regular past between a name and a preposition or article: "Anna Korb landed at …"."""
    grammar = cues.table.grammar
    after = words[place + 1].norm if place + 1 < len(words) else ""
    past = bool(grammar.past) and words[place].norm.endswith(grammar.past)
    named = place + 1 < len(words) and words[place + 1].is_capital
    goes_on = named or after in grammar.linkers or after in grammar.articles
    return past and goes_on and words[place - 1].is_capital and words[place].norm not in grammar.participles


def _whole_name(words: Sequence[Word], head: int, core: int, cues: Cues) -> int:
    """Index after the name of a body that goes on behind a preposition ("the Institute for the Study of War", "the Bank of England")."""
    named = words[head].is_capital and cues.heads.get(words[head].norm) in {"bodies", "publishers"}
    while named and core + 1 < len(words) and words[core].norm in cues.table.grammar.naming:
        first = core + 1 + (words[core + 1].norm in cues.table.grammar.definite)
        if first >= len(words) or not words[first].is_capital:
            break
        core = _edge(words, first, cues)
    return core


def _takes_infinitive(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for a regular past before "to" and a bare word: "the ministry declined to comment"; not "people invited to the talks"."""
    grammar = cues.table.grammar
    if not words[place].norm.endswith(grammar.past) or not grammar.past or place + 2 >= len(words):
        return False
    to, verb = words[place + 1], words[place + 2]
    bare = verb.is_word and not verb.is_capital and verb.norm not in (*grammar.articles, *grammar.plurals)
    return to.norm in grammar.infinitive and bare and verb.norm not in cues.heads


def _is_finite(word: Word, cues: Cues) -> bool:
    """True for a finite form of a verb that is no speech verb, as a language without a dictionary lists them ("went", "sees")."""
    return word.norm in cues.table.grammar.finite and word.norm not in cues.table.grammar.participles


def _abbreviation_dot(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for the full stop of "Mr." or "U.S." inside a name."""
    if words[place].text != "." or place == 0 or place + 1 >= len(words):
        return False
    before = words[place - 1]
    return words[place + 1].is_word and (before.norm in cues.table.grammar.titles or "." in before.text)


def _last_word(words: Sequence[Word], start: int, end: int) -> int | None:
    places = [place for place in range(start, end) if words[place].is_word]
    return places[-1] if places else None


def _looks_plural(word: Word, cues: Cues) -> bool:
    listed = not word.is_capital or word.norm in cues.heads
    return word.norm in cues.table.grammar.plurals or (
        listed and word.norm.endswith("s") and not word.norm.endswith("ss")
    )
