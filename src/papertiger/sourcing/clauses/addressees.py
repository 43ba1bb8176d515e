"""What stands beside a speech verb besides a plain subject: pronouns, the outlet spoken to, the outlet that quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.cues import VerbForm
from papertiger.sourcing.names import nominative, printed
from papertiger.sourcing.tables import Pronoun
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.shapes import Phrase, foreign_name, quoted_name
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import Source, outlet_step
from papertiger.sourcing.words import Word


@dataclass(frozen=True, slots=True)
class Subject:
    """A source as found beside a verb; word indices, half-open."""

    source: Source
    start: int
    end: int
    explicit: bool = True
    media: tuple[Source, ...] = ()
    """The outlet that was spoken to, between verb and subject ("сказав агентству X експерт")."""


def agrees(phrase: Phrase, form: VerbForm) -> bool:
    """True when number and gender of subject and verb do not clash."""
    if form.number and phrase.number and form.number != phrase.number:
        return False
    # Nouns of office and "джерело" take the verb of the person behind them; only a neuter verb tells something.
    return not (form.gender == "Neut" and phrase.gender in {"Masc", "Fem"})


def any_number(form: VerbForm, subject: Subject) -> tuple[str | None, ...]:
    """Numbers that a pronoun may have beside that of its verb: any where the verb tells none, or it picks one of many."""
    return ("Sing", "Plur") if form.number is None or subject.source.member else ()


def meant_by(pronoun: Pronoun, words: str) -> Source:
    """The source of a pronoun or possessive: whoever spoke before."""
    return Source(
        relative="speaker",
        number=pronoun.number,
        gender=pronoun.gender,
        words=words,
        why="a pronoun",
        place=pronoun.place,
    )


def pronoun_at(line: Line, place: int) -> Subject | None:
    """A pronoun at `place`, or one that picks out of those who spoke before ("один із них")."""
    words, table = line.words, line.cues.table
    found = table.pronouns.get(words[place].norm)
    if found is not None:
        return Subject(meant_by(found, words[place].text), place, place + 1, explicit=False)
    if not table.grammar.within and words[place].norm in table.grammar.members:
        return _member(line, place)
    last = words[place + 2] if place + 2 < len(words) else None
    picks = words[place].norm in table.grammar.members and words[place + 1 : place + 2] != ()
    if last is None or not picks or last.norm not in table.grammar.them:
        return None
    if words[place + 1].norm not in table.grammar.out_of:
        return None
    name = printed(words[place : place + 3])
    why = "some of those who spoke before"
    return Subject(
        Source(relative="speaker", number="Plur", words=name, why=why, member=name),
        place,
        place + 3,
        explicit=False,
    )


def picked_at(line: Line, at: int) -> Source | None:
    """Somebody out of those who spoke before, in any case ("за словами одного з них")."""
    words, grammar = line.words, line.cues.table.grammar
    if (
        at + 2 >= len(words)
        or words[at + 2].norm not in grammar.them
        or words[at + 1].norm not in grammar.out_of
    ):
        return None
    member = next(
        (lemma for lemma in (r.lemma for r in words[at].readings) if lemma in grammar.members), None
    )
    if member is None:
        return None
    name = f"{member} {words[at + 1].text} {words[at + 2].text}"
    why = "some of those who spoke before"
    return Source(relative="speaker", number="Plur", words=name, why=why, member=name)


def _member(line: Line, place: int) -> Subject | None:
    """One or some of those who spoke, in a language without cases: "one said", "said another", "one of the two said"."""
    words, grammar = line.words, line.cues.table.grammar
    end = place + 1
    if end + 1 < len(words) and words[end].norm in grammar.out_of:
        if words[end + 1].norm in grammar.them:
            end += 2
        elif (
            words[end + 1].norm in grammar.definite
            and words[end + 2 : end + 3]
            and words[end + 2].norm in grammar.members
        ):
            end += 3
    after = words[end] if end < len(words) else None
    verb = after is not None and (after.norm in line.cues.verbs or after.norm in grammar.auxiliaries)
    if after is not None and after.is_word and not (verb or after.norm in grammar.adverbs):
        return None
    name = printed(words[place:end])
    source = Source(
        relative="speaker", number="Plur", words=name, why="some of those who spoke before", member=name
    )
    return Subject(source, place, end, explicit=False)


def told_to(line: Line, place: int, form: VerbForm) -> Subject | None:
    """The subject behind the outlet that was spoken to: "сказав Levant Wire офіцер", "сказала агентству дослідниця"."""
    if not line.cues.table.grammar.within or form.kind == "publish":
        return None
    outlet, after = _addressee(line, place)
    if outlet is None or after >= len(line.words) or not line.words[after].is_word:
        return None
    phrase = find_phrase(line.words, after, "Nom", line.cues)
    if phrase is None or not agrees(phrase, form) or line.words[phrase.head].is_latin:
        return None
    source = resolve(line.words, phrase, line.mentions, line.cues)
    return Subject(source, after, phrase.end, media=(outlet,)) if source is not None else None


def _addressee(line: Line, place: int) -> tuple[Source | None, int]:
    """An outlet in the dative, or a quoted or foreign name that shows no case, and the index after it."""
    words = line.words
    if (
        place + 1 < len(words)
        and words[place].reading("Dat", ("PRON",))
        and words[place + 1].reading("Dat", ("NOUN",))
    ):
        place += 1  # "нашому виданню"
    named, end = named_outlet(line, place)
    if named is not None or end != place:
        return named, end
    phrase = find_phrase(words, place, "Dat", line.cues)
    if phrase is None or words[place].reading("Dat", ("NOUN", "ADJ")) is None:
        return None, place
    source = resolve(words, phrase, line.mentions, line.cues)
    outlet = source is not None and (source.is_outlet or source.relative == "publication")
    return (source, phrase.core) if outlet else (None, place)


def named_outlet(line: Line, place: int) -> tuple[Source | None, int]:
    """A quoted or foreign name as an outlet, and the index after it; `place` itself where none stands."""
    words = line.words
    end = quoted_name(words, place) or foreign_name(words, place)
    if end:
        name = printed([w for w in words[place:end] if not w.is_quote])
        last = words[end - 2 if words[end - 1].is_quote else end - 1]
        mention = next((m for m in line.mentions if m.start <= last.start < m.end), None)
        known = mention.actor if mention is not None and mention.actor.kind == "outlet" else None
        if mention is not None and known is None:
            return None, end
        name = known.name if known is not None else as_called(words[place:end]) or name
        ids = (known.id if known is not None else None,)
        return Source(
            (outlet_step(name),), words=name, why="the outlet that was spoken to", outlet_ids=ids
        ), end
    return None, place


def dative_name(line: Line, subject: Subject) -> Source | None:
    """The outlet that a quoted name in the dative means, which only looked like a subject ("«Новостям Грузии» рассказали …")."""
    if not line.words[subject.start].is_quote:
        return None
    name = as_called(line.words[subject.start : subject.end])
    if name is None:
        return None
    return Source((outlet_step(name),), words=name, why="the outlet that was spoken to", outlet_ids=(None,))


def as_called(span: Sequence[Word]) -> str | None:
    """The nominative of a name that can only stand in the dative ("«Східному дзвону»"), or None."""
    words = [w for w in span if w.is_word]
    if not words or words[0].reading("Dat", ("NOUN", "PROPN", "ADJ")) is None:
        return None
    if words[0].reading("Nom", ("NOUN", "PROPN", "ADJ")) is not None:
        return None
    # Adjectives agree with the noun behind them; what follows the noun stays as it is.
    adjectives = next((i for i, w in enumerate(words) if w.reading("Dat", ("ADJ",)) is None), 0)
    return nominative(words, "Dat", agreeing=min(adjectives + 1, len(words)))
