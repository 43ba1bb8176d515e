"""Bodies whose inside speaks: "У Міноборони заявили", "в пароходстве признали"."""

from __future__ import annotations

from dataclasses import replace

from papertiger.records import AttributionStep
from papertiger.sourcing.clauses.addressees import Subject
from papertiger.sourcing.clauses.adjuncts import PHRASES_SKIPPED, after_prepositional
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.names import nominative
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source


def within_body(line: Line, start: int, form: VerbForm, *, limit: int | None = None) -> Subject | None:
    """Such as "У Міноборони (заявили)": the body whose inside speaks, in the locative, with a plural verb."""
    words, grammar = line.words, line.cues.table.grammar
    end = limit if limit is not None else len(words)
    if form.number not in {"Plur", None} or not grammar.within:
        return None
    place, skipped = start - 1, 0
    while place + 1 < end:
        place += 1
        if words[place].norm in grammar.within and place + 1 < end:
            phrase = find_phrase(words[:end], place + 1, "Loc", line.cues)
            phrase = _without_object(line, phrase) if phrase is not None else None
            inside = resolve(words, phrase, line.mentions, line.cues) if phrase is not None else None
            if phrase is not None and inside is None:
                inside = _unlisted_body(line, phrase, form)
            if phrase is not None and inside is not None and _is_body(inside):
                plural = replace(inside, number="Plur", why=f"inside a body: {inside.why}")
                return Subject(plural, place, phrase.end if limit is None else phrase.core)
            if limit is None:
                # "заявили в понеділок у Міноборони": the day comes first.
                after = after_prepositional(line, place)
                if after == place or skipped == PHRASES_SKIPPED:
                    return None
                place, skipped = after - 1, skipped + 1
        elif limit is None and words[place].norm not in grammar.adverbs:
            return None
    return None


def _unlisted_body(line: Line, phrase: Phrase, form: VerbForm) -> Source | None:
    """Whoever works inside a place that no list holds ("в пароходстве признали"), beside a listed verb of speech."""
    head, elsewhere = line.words[phrase.head], line.cues.table.grammar.elsewhere
    noun = head.reading("Loc", ("NOUN",))
    if not elsewhere or noun is None or phrase.animate or form.number != "Plur":
        return None
    if (
        noun.number != "Sing"
        or {head.norm, noun.lemma} & set(elsewhere)
        or form.kind not in {"say", "opine", "tag"}
    ):
        return None
    name = nominative(line.words[phrase.start : phrase.core], "Loc", agreeing=phrase.head + 1 - phrase.start)
    return Source(
        (AttributionStep(kind="group", name=name),), number="Plur", words=name, why="inside a place"
    )


def _without_object(line: Line, phrase: Phrase) -> Phrase:
    """`phrase` cut after a state's name or seat, which takes no lower-case complement ("у Кремлі рішення привітали")."""
    for after in range(phrase.head + 1, phrase.core):
        before, word = line.words[after - 1], line.words[after]
        state = any(m.actor.kind == "state" and m.start <= before.start < m.end for m in line.mentions)
        if state and before.is_capital and word.is_word and not word.is_capital:
            return replace(phrase, core=after, end=after)
    return phrase


def _is_body(source: Source) -> bool:
    last = source.steps[-1] if source.steps else None
    return source.relative == "publication" or (
        last is not None and last.kind in {"group", "outlet"} and not last.anonymous
    )
