"""The subject of a speech verb: before it, after it, across insertions, or inside a body ("у МЗС заявили")."""

from __future__ import annotations

from dataclasses import replace

from papertiger.sourcing.clauses.addressees import Subject, agrees, any_number, pronoun_at
from papertiger.sourcing.clauses.inside import within_body
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.clauses.unlisted import unlisted_subject
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase, is_acronym, is_familiarity, is_verb
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, field_of
from papertiger.sourcing.words import match_phrase

_SEGMENTS_BACK = 3
"""Insertions between a subject and its verb that are jumped over at most."""
_LONGEST_MEDIA = 4
"""Words of the longest phrase that names where something was said."""


def previous_speaker(form: VerbForm) -> Source:
    """The source of a verb without a subject."""
    return Source(
        relative="speaker",
        number=form.number,
        gender=form.gender,
        why="no subject: the previous speaker goes on",
    )


def subject_before(line: Line, at: int, form: VerbForm, start: int) -> Subject | None:
    """The subject left of the verb: in its clause, or before insertions that the verb's clause resumes after."""
    found = subject_within(line, start, at, form)
    if found is not None or start == 0:
        return found
    end, jumps = start - 1, 0
    while end > 0 and jumps < _SEGMENTS_BACK and line.words[end].text == ",":
        begin = line.clause_start(end)
        if match_phrase(line.words, begin, line.cues.citing, {}) or _is_relative(line, begin):
            end, jumps = begin - 1, jumps + 1
            continue
        found = subject_within(line, begin, end, form)
        if found is not None and found.explicit and _closes_insertion(line, end + 1, found, at):
            return found
        if not _is_insertion(line, begin, end):
            return None
        end, jumps = begin - 1, jumps + 1
    return None


def _closes_insertion(line: Line, start: int, subject: Subject, at: int) -> bool:
    """True when what stands between subject and verb is a relative or participial clause, or the subject's own tail."""
    if subject.end >= start:
        return True
    first = line.words[start]
    relative = first.norm in line.cues.table.grammar.relative or (
        start + 1 < at and line.words[start + 1].norm in line.cues.table.grammar.relative
    )
    participle = any(
        r.pos == "VERB" and r.form in {"Part", "Conv"} for r in first.readings
    ) or is_familiarity(first, line.cues)
    nominal = not any(is_verb(word) for word in line.words[start : line.clause_end(start)])
    return relative or participle or nominal


def _is_relative(line: Line, begin: int) -> bool:
    """True for a relative clause, its pronoun first or after a preposition ("до яких …")."""
    relative = line.cues.table.grammar.relative
    return any(word.norm in relative for word in line.words[begin : begin + 2])


def _is_insertion(line: Line, begin: int, end: int) -> bool:
    first = line.words[begin]
    lead = first.norm in line.cues.table.grammar.relative or is_familiarity(first, line.cues)
    return lead or not any(is_verb(word) for word in line.words[begin:end])


def subject_within(line: Line, start: int, end: int, form: VerbForm) -> Subject | None:
    """The first phrase between `start` and `end` that can be the verb's subject."""
    pronoun: Subject | None = None
    embedded: Subject | None = None
    end -= form.before
    place = start
    while place < end:
        word = line.words[place]
        if _is_quoted_away(line, place, end):
            place += 1
            continue
        found = pronoun_at(line, place)
        if found is not None and found.source.number in {None, form.number, *any_number(form, found)}:
            pronoun = pronoun or found
            place = max(place, found.end - 1)
        elif word.is_word or word.is_quote:
            subject, after = _phrase_subject(line, place, end, form)
            if subject is not None and not subject.source.steps:
                # "У МЗС такі оцінки назвали вигадкою": an object that looks like a subject, inside a body that speaks.
                subject = within_body(line, start, form, limit=subject.start) or subject
            if subject is not None and not (_is_embedded(line, subject) and place + 1 < end):
                return subject
            embedded = embedded or subject
            place = max(place, after - 1) if subject is None else place
        place += 1
    if embedded is not None:
        body = within_body(line, start, form, limit=end)
        return body if body is not None and body.start < embedded.start < body.end else embedded
    if pronoun is not None or _has_other_subject(line, start, end, form):
        return pronoun
    return within_body(line, start, form, limit=end) or unlisted_subject(line, start, end, form)


def _is_quoted_away(line: Line, place: int, end: int) -> bool:
    """True for a word of quoted speech that the verb at `end` stands outside of, without cases (“A paper tiger” is how officials …)."""
    if line.cues.table.grammar.within or end >= len(line.words):
        return False
    word, verb = line.words[place], line.words[end]
    return any(s.start <= word.start < s.end and not s.start <= verb.start < s.end for s in line.speech)


def _is_embedded(line: Line, subject: Subject) -> bool:
    """True for an uninflected name right after a noun: more likely its complement ("на сесії ГА ООН … Трамп сказав")."""
    place = subject.start
    if place == 0 or not is_acronym(line.words[place]):
        return False
    return line.words[place - 1].reading(None, ("NOUN",)) is not None


def _has_other_subject(line: Line, start: int, end: int, form: VerbForm) -> bool:
    """True when living beings that cannot be resolved do the speaking, so that no place speaks for them."""
    for place in range(start, end):
        if _may_open_subject(line, place) and line.words[place].is_word:
            phrase = find_phrase(line.words[:end], place, "Nom", line.cues)
            if phrase is not None and phrase.animate and agrees(phrase, form):
                return True
    return False


def _phrase_subject(line: Line, place: int, end: int, form: VerbForm) -> tuple[Subject | None, int]:
    """The phrase at `place` as a subject, and the index after a phrase that cannot be one (else 0): its complements cannot either."""
    if not _may_open_subject(line, place):
        return None, _prepositional_end(line, place, end)
    phrase = find_phrase(line.words[:end], place, "Nom", line.cues)
    if phrase is None or not agrees(phrase, form):
        return None, 0
    source = resolve(
        line.words, phrase, line.mentions, line.cues, publishing=form.kind in {"publish", "relay"}
    )
    if source is None:
        return None, phrase.core
    named = named_in_apposition(line, phrase, source)
    if named is not None:
        return named, named.end
    return Subject(_placed(line, source, place), place, phrase.end), phrase.end


def _prepositional_end(line: Line, place: int, end: int) -> int:
    """Index after the complement of "about" before `place`, without cases: no word in it is a subject ("asked about the report").

    Behind other prepositions the subject may follow without a comma ("In Yerevan lawmakers said …").
    """
    grammar = line.cues.table.grammar
    before = line.words[place - 1].norm if place else ""
    if grammar.within or before not in grammar.regarding:
        return 0
    phrase = find_phrase(line.words[:end], place, None, line.cues)
    return phrase.core if phrase is not None else 0


def _placed(line: Line, source: Source, place: int) -> Source:
    """`source` with the state of the place right before it, for officials named there ("у Каракасі чиновники …")."""
    if not source.official or source.steps[-1].actor is not None or place == 0:
        return source
    before = [
        m for m in line.mentions if 0 <= line.words[place].start - m.end <= 1 and m.actor.kind == "state"
    ]
    if not before:
        return source
    step = source.steps[-1].model_copy(update={"actor": before[0].actor.id})
    return replace(source, steps=(*source.steps[:-1], step))


def _may_open_subject(line: Line, place: int) -> bool:
    """False inside a prepositional phrase, on an adverb, or in the middle of another phrase's words."""
    word, grammar = line.words[place], line.cues.table.grammar
    if word.norm in grammar.adverbs or word.norm in grammar.subordinators or word.norm in grammar.auxiliaries:
        return False
    if not grammar.within and word.norm in (*grammar.linkers, *grammar.about):
        return False
    before = line.words[place - 1] if place else None
    if before is None or not before.is_word:
        return True
    if _owns_publication(line, place) or _was_spoken_to(line, place) or _names_publication(line, place):
        return False
    if before.norm in grammar.linkers or before.norm in grammar.about:
        return False
    inside = is_acronym(word) and place > 1 and line.words[place - 2].norm in grammar.within
    if inside and field_of(before, line.cues) == "bodies":
        # "в Минобороны РФ": the state of the body, not a subject beside it.
        return False
    if grammar.within and is_acronym(before) and (is_acronym(word) or word.is_latin):
        return False
    if grammar.within and word.is_latin and before.is_latin:
        return False
    return not any(reading.pos == "ADP" for reading in before.readings)


def _was_spoken_to(line: Line, place: int) -> bool:
    """True for the outlet in "в эфире bTV", "в интервью Reuters": it shows no case, and speaks to nobody there."""
    starts = range(max(0, place - _LONGEST_MEDIA), place)
    found = (match_phrase(line.words, start, line.cues.media, {}) for start in starts)
    return any(match is not None and match[1] == place for match in found)


def _names_publication(line: Line, place: int) -> bool:
    """True for the foreign or quoted name of a publication that is no subject ("в інтерв'ю газеті El País")."""
    word, noun = line.words[place], line.words[place - 1]
    paper = field_of(noun, line.cues) == "publications" and noun.reading("Nom", ("NOUN",)) is None
    return paper and bool(noun.readings) and (word.is_latin or word.is_quote)


def _owns_publication(line: Line, place: int) -> bool:
    """True for "агентства" in "на запит агентства": a complement that only looks like a nominative."""
    noun = line.words[place - 1].reading(None, ("NOUN",)) is not None
    genitive = line.words[place].reading("Gen", ("NOUN",)) is not None
    return noun and genitive and field_of(line.words[place], line.cues) in {"publications", "press"}


def named_in_apposition(line: Line, phrase: Phrase, source: Source) -> Subject | None:
    """The name behind one of many: "розповів один зі звільнених, мешканець Любешова Панас Ткач"."""
    after = phrase.end + 1
    last = source.steps[-1] if source.steps else None
    if last is None or not last.anonymous or after >= len(line.words) or line.words[phrase.end].text != ",":
        return None
    behind = find_phrase(line.words, after, phrase.case, line.cues)
    named = resolve(line.words, behind, line.mentions, line.cues) if behind is not None else None
    if behind is None or named is None or not named.steps:
        return None
    person = named.steps[-1].kind == "person" and not named.steps[-1].anonymous and phrase.number != "Plur"
    closes = behind.end >= len(line.words) or not line.words[behind.end].is_word
    return Subject(named, phrase.start, behind.end) if person and closes else None
