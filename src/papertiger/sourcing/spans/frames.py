"""What a verb may take as content: every construction that its tree shows, whatever the verb.

Which of them count is for the lexicon to say (`drafts`); here is only where the content stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from papertiger.sourcing.spans.borders import end_of_report, rest
from papertiger.sourcing.spans.clauses import clause_frames
from papertiger.sourcing.spans.draft import Frame, Party
from papertiger.sourcing.spans.nounphrases import is_time
from papertiger.sourcing.spans.tree import cases, child, children, is_participle, is_passive, marked, subtree

if TYPE_CHECKING:
    from spacy.tokens import Token

    from papertiger.sourcing.spans.lexicon import Lexicon


def frames(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """Every construction of a verb."""
    if is_passive(verb) or (verb.dep_ == "acl" and is_participle(verb)):
        yield from _passive(verb, lexicon)
        return
    yield from _relative(verb, lexicon)
    yield from clause_frames(verb, lexicon)
    yield from _complements(verb, lexicon)
    yield from _about(verb, lexicon)
    obj = child(verb, "obj")
    if obj is not None:
        yield Frame("object", _object(verb, obj, lexicon))


def _object(verb: Token, obj: Token, lexicon: Lexicon) -> frozenset[int]:
    """An object with what follows it, but for the circumstances; of a verb with a hearer, only a clause after it."""
    words = rest(verb, obj, lexicon)
    if lexicon.has(verb.text, verb.lemma_, "told"):
        mark = next((i for i in sorted(words) if _is_reported_mark(verb.doc[i], lexicon)), None)
        return words if mark is None else frozenset(i for i in words if i >= mark)
    last = max(words, default=0)
    for phrase in reversed(list(verb.children)):
        if phrase.i <= obj.i or phrase.dep_ not in {"obl", "advcl"}:
            continue
        found = subtree(phrase)
        if not set(cases(phrase)) & set(lexicon.table.circumstance) or max(found) < last:
            break
        words -= found
        last = max(words, default=0)
    return words


def _is_reported_mark(word: Token, lexicon: Lexicon) -> bool:
    return word.dep_ == "mark" and word.lower_ in lexicon.table.reported


def _relative(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """As in "the plan that he criticized": the antecedent is the content."""
    if verb.dep_ != "acl:relcl":
        return
    own = child(verb, "nsubj")
    if own is None or own.lower_ in lexicon.table.relative:
        return
    if child(verb, "obj", "ccomp") is None or (
        (obj := child(verb, "obj")) is not None and obj.lower_ in lexicon.table.relative
    ):
        for kind in ("object", "infinitive") if child(verb, "xcomp") else ("object",):
            before = subtree(verb.head, [verb, *children(verb.head, "case", "punct", "cc")])
            after = child(verb, "xcomp", "ccomp", "obl")
            more = rest(verb, after, lexicon) if after is not None and after.i > verb.i else frozenset()
            yield Frame(kind, frozenset({i for i in before if i < verb.i} | more))


def _complements(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """Infinitives, participles and predicates, with and without a person."""
    obj = child(verb, "obj", "iobj")
    yield from _seeming(verb, lexicon)
    for clause in children(verb, "xcomp", "ccomp", "advcl"):
        if clause.i < verb.i:
            continue
        to = marked(clause, (lexicon.table.infinitive_mark,))
        if obj is not None and verb.i < obj.i < clause.i:
            yield from _of_person(verb, obj, clause, lexicon)
        elif clause.dep_ == "xcomp" and (to or clause.pos_ == "VERB"):
            yield Frame("infinitive" if to else "gerund", rest(verb, clause, lexicon))
        elif to and clause.dep_ == "ccomp" and (own := child(clause, "nsubj")) is not None and own.i > verb.i:
            yield Frame("causing", rest(verb, clause, lexicon))
    if obj is None:
        return
    if any(c.i > obj.i > verb.i for c in children(verb, "obj", "iobj")):
        yield Frame("predicate", rest(verb, obj, lexicon))
    phrases = [c for c in children(verb, "obl", "advcl", "xcomp") if c.i > obj.i] + children(obj, "nmod")
    if any(set(cases(c)) & set(lexicon.table.as_) for c in phrases):
        yield Frame("as", rest(verb, obj, lexicon))


def _seeming(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """A subject with what it seems to be or do."""
    own = child(verb, "nsubj")
    if own is None or own.i > verb.i:
        return
    for clause in children(verb, "xcomp"):
        if clause.i > verb.i:
            head = verb.head if own.lower_ in lexicon.table.relative and verb.dep_ == "acl:relcl" else own
            words = subtree(head, [verb]) | rest(verb, clause, lexicon)
            yield Frame("seeming", frozenset(words), by="none")


def _of_person(verb: Token, obj: Token, clause: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """Somebody to do something, or something to be something."""
    if marked(clause, (lexicon.table.infinitive_mark,)):
        yield Frame("request", rest(verb, clause, lexicon))
        yield Frame("causing", rest(verb, obj, lexicon))
    elif clause.dep_ == "xcomp":
        yield Frame("predicate", rest(verb, obj, lexicon))


def _about(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """Phrases with a preposition, which is the cue's; what stands between may be the cue's too."""
    for phrase in children(verb, "obl", "advcl", "obl:agent"):
        if phrase.i < verb.i:
            continue
        for case in children(phrase, "case", "mark"):
            if case.i < phrase.i:
                words = [case, *children(case, "fixed")]
                content = rest(verb, phrase, lexicon) - {w.i for w in words}
                yield Frame(
                    "about",
                    content,
                    frozenset(w.i for w in words),
                    preposition=" ".join(w.lower_ for w in words),
                )
                break


def _passive(verb: Token, lexicon: Lexicon) -> Iterator[Frame]:
    """The passive: its agent is the source, its subject part of the content, or the hearer."""
    clauses = [c for c in children(verb, "ccomp", "parataxis") if c.i > verb.i]
    if clauses:
        yield Frame("clause", rest(verb, clauses[0], lexicon), by="none")
        yield Frame("told", rest(verb, clauses[0], lexicon), by="subject")
    own = verb.head if verb.dep_ == "acl" else child(verb, "nsubj:pass", "nsubj")
    if own is None:
        return
    agents = {i for c in children(verb, "obl:agent") for i in subtree(c)}
    whose: Party = "agent" if agents else "none"
    head = verb.head if own.lower_ in lexicon.table.relative and verb.dep_ == "acl:relcl" else own
    subject = subtree(head, [verb, *children(head, "case")])
    hearer = any(lexicon.has(verb.text, verb.lemma_, kind) for kind in ("told", "request"))
    for frame in _about(verb, lexicon):
        said = frame.content - agents
        yield replace(frame, content=frozenset(said if hearer else said | subject), by=whose)
    whole = frozenset(subject | _tail(verb, agents, lexicon))
    for kind in _kinds(verb, lexicon, agent=bool(agents)):
        yield Frame(kind, whole, by=whose)


def _kinds(verb: Token, lexicon: Lexicon, *, agent: bool) -> Iterator[str]:
    """Which constructions a passive has beside its subject."""
    infinitive = next((c for c in children(verb, "xcomp", "advcl") if c.i > verb.i), None)
    if infinitive is not None and marked(infinitive, (lexicon.table.infinitive_mark,)):
        yield "passive"
    if any(set(cases(c)) & set(lexicon.table.as_) for c in children(verb, "obl", "advcl", "xcomp")):
        yield "as"
    if agent or verb.dep_ != "acl":
        yield "object"


def _tail(verb: Token, agents: set[int], lexicon: Lexicon) -> set[int]:
    """What follows a passive, but for its agent and when it was."""
    stop = end_of_report(verb, lexicon)
    times = [c for c in children(verb, "obl", "obl:npmod", "obl:tmod") if is_time(c, lexicon)]
    out = agents | {i for c in times for i in subtree(c)}
    return {i for i in subtree(verb) - out if verb.i < i < stop}
