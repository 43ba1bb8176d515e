"""Cues that are no verbs: "his claim that", "is confident that", "raised questions about", "according to", "reportedly"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from papertiger.sourcing.spans.borders import rest
from papertiger.sourcing.spans.cuewords import verb_group
from papertiger.sourcing.spans.draft import Draft
from papertiger.sourcing.spans.nounphrases import is_main, noun_phrase, possessor
from papertiger.sourcing.spans.sources import subject
from papertiger.sourcing.spans.tree import child, children, is_punctuation, marked, subtree

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_PREDICATIVE = frozenset({"conj", "acl", "advcl", "xcomp", "acl:relcl", "amod", "ROOT"})
"""Relations of an adjective that says something of a noun without a copula."""


def of_noun(noun: Token, lexicon: Lexicon) -> Iterator[Draft]:
    """As in "the mayor's claim that …", "criticism of …": the source is the possessor, or nobody."""
    nouns, lemma = lexicon.table.nouns, lexicon.noun(noun)
    source = possessor(noun, lexicon)
    for clause in children(noun, "acl", "ccomp", "acl:relcl", "xcomp", "advcl"):
        if clause.i < noun.i:
            continue
        that = lemma in nouns.clause and marked(clause, lexicon.table.reported)
        to = lemma in nouns.infinitive and marked(clause, (lexicon.table.infinitive_mark,)) and source
        if that or to:
            yield _draft("noun", noun, source, _cue_of_noun(noun, source), subtree(clause))
    wanted = nouns.about.get(lemma, ())
    for phrase in children(noun, "nmod", "acl"):
        if phrase.i > noun.i and source.isdisjoint(subtree(phrase)):
            for case in children(phrase, "case", "mark"):
                if case.lower_ in wanted and source:
                    cue = _cue_of_noun(noun, source) | {case.i}
                    yield _draft("noun", noun, source, cue, subtree(phrase) - {case.i})


def _cue_of_noun(noun: Token, source: set[int]) -> set[int]:
    """The noun and what stands before it, up to its possessor."""
    own = {i for c in children(noun, "amod", "compound", "det", "nummod") if c.i < noun.i for i in subtree(c)}
    found = {noun.i}
    i = noun.i - 1
    while i in own and i not in source:
        found.add(i)
        i -= 1
    return found


def of_adjective(word: Token, lexicon: Lexicon) -> Iterator[Draft]:
    """As in "is confident that …", "is critical of …", "is willing to …"; and "it is clear that …"."""
    lemma = word.lower_
    if lemma not in lexicon.adjectives or (child(word, "cop") is None and word.dep_ not in _PREDICATIVE):
        return
    cue, source = verb_group(word, lexicon), subject(word, lexicon)
    for clause in children(word, "ccomp", "xcomp", "advcl", "csubj"):
        if clause.i > word.i and (kind := _of_clause(word, clause, lexicon)):
            whose = source if kind == "own" else set()
            yield _draft("adjective", word, whose, cue, rest(word, clause, lexicon))
    for phrase in children(word, "obl", "nmod", "advcl"):
        if phrase.i < word.i:
            continue
        for case in children(phrase, "case", "mark"):
            if case.lower_ in lexicon.table.adjectives.about.get(lemma, ()):
                yield _draft(
                    "adjective", word, source, cue | {case.i}, rest(word, phrase, lexicon) - {case.i}
                )


def _of_clause(word: Token, clause: Token, lexicon: Lexicon) -> Literal["own", "nobody's"] | None:
    """Whose the clause of an adjective is; None where the adjective takes none such."""
    table = lexicon.table.adjectives
    to = marked(clause, (lexicon.table.infinitive_mark,))
    if word.lower_ in table.impersonal and child(word, "expl") is not None and not to:
        return "nobody's"
    own = (word.lower_ in table.infinitive and to) or (
        word.lower_ in table.clause and not to and clause.dep_ == "ccomp"
    )
    return "own" if own and clause.dep_ != "csubj" else None


def of_light_verb(verb: Token, lexicon: Lexicon) -> Iterator[Draft]:
    """As in "raised questions about …", "made the claim that …"."""
    noun = child(verb, "obj")
    if noun is None or noun.i < verb.i:
        return
    lemma = lexicon.noun(noun)
    for light in lexicon.table.light:
        if lexicon.plain(verb) not in light.verb or lemma not in light.noun:
            continue
        source = subject(verb, lexicon)
        words = verb_group(verb, lexicon) | set(range(verb.i + 1, noun.i + 1))
        for clause in children(noun, "acl", "ccomp", "xcomp"):
            if clause.i > noun.i and marked(clause, (*lexicon.table.reported, lexicon.table.infinitive_mark)):
                yield _draft("light", verb, source, words, set(rest(verb, clause, lexicon)))
        for phrase in (*children(noun, "nmod", "acl"), *children(verb, "obl", "advcl")):
            for case in children(phrase, "case", "mark"):
                if case.lower_ in light.about and phrase.i > noun.i:
                    content = set(range(case.i, max(rest(verb, phrase, lexicon) | {phrase.i}) + 1))
                    yield _draft("light", verb, source, words | {case.i}, content - {case.i})


def according(doc: Doc, lexicon: Lexicon) -> Iterator[Draft]:
    """As in "according to the report, …": the rest of the clause is the content."""
    phrases = [tuple(phrase.split()) for phrase in lexicon.table.according]
    for token in doc:
        for words in phrases:
            end = token.i + len(words)
            if tuple(t.lower_ for t in doc[token.i : end]) != words or end >= len(doc):
                continue
            yield _by_phrase(doc, token, end, lexicon)


def _by_phrase(doc: Doc, cue: Token, end: int, lexicon: Lexicon) -> Draft:
    """At the beginning of its sentence, the source ends with the first comma that no relative clause follows."""
    noun = cue.head if cue.head.i >= end else doc[end]
    while noun.head.i > noun.i and noun.dep_ in {"compound", "amod", "det", "nmod:poss", "nummod"}:
        noun = noun.head
    source = {i for i in noun_phrase(noun, lexicon) if i >= end}
    last = max(source, default=end)
    leads = cue.i == 0 or doc[cue.i - 1].dep_ in {"cc", "advmod"} or doc[cue.i - 1].is_quote
    comma = next((i for i in range(end, len(doc)) if doc[i].text == ","), len(doc))
    if leads and last > comma and doc[comma + 1].lower_ not in lexicon.table.relative:
        last = comma - 1
    tail = set(range(end, len(doc)))
    source = {i for i in source if i <= last and not any(is_main(doc[k], tail) for k in range(end, i + 1))}
    words = set(range(cue.i, end))
    content = set(range(last + 1, len(doc))) if leads else _host(doc, cue, source | words)
    return _draft("according", cue, source, words, content)


def _host(doc: Doc, cue: Token, out: set[int]) -> set[int]:
    """The sentence that a prepositional cue stands in, or the part of it in the same brackets."""
    start, end = 0, len(doc)
    for i, token in enumerate(doc):
        if token.text in {"(", "["} and i < cue.i:
            start = i + 1
        elif token.text in {")", "]"} and i < cue.i:
            start = 0
        elif token.text in {")", "]"} and start:
            end = i
            break
    words = set(range(start, end)) - out
    first = min(words, default=0)
    return words - {first} if doc[first].dep_ == "cc" else words


def hearsay(doc: Doc, lexicon: Lexicon) -> Iterator[Draft]:
    """As in "reportedly": the clause is the content, and nobody the source."""
    for token in doc:
        if token.lower_ in lexicon.table.hearsay:
            head = token.head
            words = subtree(head) - {token.i} if head.pos_ in {"VERB", "AUX"} else set()
            yield _draft(
                "hearsay",
                token,
                set(),
                {token.i},
                {i for i in words if not is_punctuation(head.doc[i]) or i > min(words)},
            )


def _draft(
    kind: str, head: Token, source: set[int], cue: set[int], content: set[int] | frozenset[int]
) -> Draft:
    cue = set(cue)
    return Draft(
        kind,
        head.i,
        frozenset(source - cue),
        frozenset(cue),
        frozenset(set(content) - cue - source),
    )
