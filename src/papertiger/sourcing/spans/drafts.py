"""Attributions of one sentence, as word indices, before they are compared with each other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from papertiger.sourcing.spans.cuewords import verb_group
from papertiger.sourcing.spans.draft import Draft, Frame
from papertiger.sourcing.spans.frames import frames
from papertiger.sourcing.spans.loose import after_mark, before, loose_clause
from papertiger.sourcing.spans.nominal import according, hearsay, of_adjective, of_light_verb, of_noun
from papertiger.sourcing.spans.nounphrases import agent
from papertiger.sourcing.spans.sources import relative_subject, subject

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from papertiger.sourcing.spans.lexicon import Lexicon

_ORDER = (
    "clause", "light", "infinitive", "request", "causing", "gerund", "predicate", "as", "told", "passive", "seeming", "noun", "adjective", "about", "object",
)  # fmt: skip
"""Which construction is taken where a word has several, the surest first."""


def drafts(doc: Doc, lexicon: Lexicon) -> list[Draft]:
    """Every attribution that a word of the sentence may make, one a word."""
    found = [*according(doc, lexicon), *hearsay(doc, lexicon)]
    for token in doc:
        best = min(_of_word(token, lexicon), key=lambda d: _ORDER.index(d.kind), default=None)
        if best is not None and not _is_reader(best, doc, lexicon):
            found.append(best)
    return found


def _is_reader(draft: Draft, doc: Doc, lexicon: Lexicon) -> bool:
    """Whether the source is whoever reads: "if you want to …" tells nobody's view."""
    return bool(draft.source) and all(doc[i].lower_ in lexicon.table.reader for i in draft.source)


def _of_word(token: Token, lexicon: Lexicon) -> Iterator[Draft]:
    if token.lower_ in lexicon.verbs and _is_verb(token):
        found = [
            draft
            for f in frames(token, lexicon)
            if _counts(f, token, lexicon)
            and ((draft := as_draft(f, token, lexicon)).source or f.by != "subject" or f.kind == "clause")
        ]
        yield from found
        says = token.pos_ == "VERB" and lexicon.has(token.text, token.lemma_, "speech")
        if says and not any(draft.kind == "clause" and draft.content for draft in found):
            yield from _loose(token, found, lexicon)
    if token.pos_ == "VERB":
        yield from of_light_verb(token, lexicon)
    if token.pos_ in {"NOUN", "PROPN"}:
        yield from of_noun(token, lexicon)
    if token.pos_ in {"ADJ", "VERB"}:
        yield from of_adjective(token, lexicon)


def _is_verb(token: Token) -> bool:
    """A verb, or in a headline what the parser takes for a noun; no participle before its noun."""
    if token.dep_ in {"amod", "compound", "case", "fixed", "mark", "det"}:
        return False
    return token.pos_ in {"VERB", "AUX"} or (
        token.pos_ in {"PROPN", "NOUN"} and any(c.dep_ in {"nsubj", "ccomp"} for c in token.children)
    )


def _quoted_before(
    verb: Token, source: set[int], cue: set[int], content: frozenset[int], lexicon: Lexicon
) -> frozenset[int]:
    """Content of a verb after a quotation: the quotation, and what follows only where that is quoted too, or a clause."""
    said = before(verb, source, cue, lexicon)
    if not said:
        return content
    after = {i for i in content if i > verb.i}
    while after and verb.doc[min(after)].text == ",":
        after.remove(min(after))
    if (
        after
        and verb.doc[min(after)].dep_ == "mark"
        and verb.doc[min(after)].lower_ in lexicon.table.reported
    ):
        return frozenset(after) - cue - source
    if after and not verb.doc[min(after)].is_quote:
        return said
    return frozenset(said | after) - cue - source


def _counts(frame: Frame, token: Token, lexicon: Lexicon) -> bool:
    if frame.kind == "about":
        return frame.preposition in lexicon.prepositions(token.text, token.lemma_)
    return lexicon.has(token.text, token.lemma_, frame.kind) or (
        frame.kind == "clause" and lexicon.has(token.text, token.lemma_, "speech")
    )


def _loose(verb: Token, found: list[Draft], lexicon: Lexicon) -> Iterator[Draft]:
    """A verb of speech whose clause the parser did not see."""
    cue, source = verb_group(verb, lexicon), subject(verb, lexicon)
    said = loose_clause(verb, lexicon) or before(verb, source, cue, lexicon)
    others = [draft for draft in found if draft.content]
    if not said and not others and source:  # what is said may stand in another sentence
        yield Draft("clause", verb.i, frozenset(source - cue), frozenset(cue), frozenset())
    if said and (not others or min(said) < verb.i or min(said) <= min(others[0].content)):
        yield Draft("clause", verb.i, frozenset(source - cue), frozenset(cue), said - cue - source)


def as_draft(frame: Frame, verb: Token, lexicon: Lexicon) -> Draft:
    """A construction with its cue and source, which its content leaves out."""
    cue = verb_group(verb, lexicon) | frame.cue
    source = set()
    if frame.by == "subject":
        source = subject(verb, lexicon)
    elif frame.by == "agent":
        source = agent(verb, lexicon)
    content = frame.content - cue - source
    if frame.kind == "clause" and after_mark(verb, source, cue):
        content = _quoted_before(verb, source, cue, content, lexicon)
    pronoun = relative_subject(verb, lexicon) if frame.by == "subject" else None
    return Draft(frame.kind, verb.i, frozenset(source - cue), frozenset(cue), frozenset(content), pronoun)
