"""Where a personal name stands in a source phrase: at the end of its core, behind a mention, or in its tail."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.actors import Mention
from papertiger.sourcing.who.shapes import is_given_name, is_misread_name
from papertiger.sourcing.who.view import View, field_of
from papertiger.sourcing.words import Word

_NAMED_IN_LATIN = frozenset({"offices", "professions"})
"""Nouns after which foreign letters name a person ("експерт John Smith") rather than an employer."""


def person_name(view: View, head_end: int) -> tuple[int, int] | None:
    """Bounds of a personal name at the end of the phrase's core: capitalised words that agree with the head."""
    people = [m for m in view.core_mentions if m.actor.kind == "person" and not _is_linked(m, view)]
    taken = [m for m in view.core_mentions if m.actor.kind != "person"]
    if people:
        # A mention may be part of a token ("Меркель-Макрон").
        bounds = [
            i
            for i in range(view.phrase.start, view.phrase.core)
            if view.words[i].start < people[0].end and people[0].start < view.words[i].end
        ]
        start, end = bounds[0], bounds[-1] + 1
        return _with_given_name(view, start, head_end), end
    start = end = view.phrase.core
    if (
        start - 1 > head_end
        and is_given_name(view.words[start - 2])
        and _is_surname(view.words[start - 1], taken)
    ):
        start -= 1
    while start > head_end and _names_person(view.words[start - 1], view, taken):
        if _is_complete(view.words[start : view.phrase.core], view.words[start - 1], view.phrase.case):
            break
        start -= 1
    foreign = view.phrase.case is not None and end - start == 1 and view.words[start].is_latin
    if any(word.is_word and len(word.text) > 1 for word in view.words[start:end]) and not foreign:
        return start, end
    return _trailing_name(view, head_end) or _name_after_tail(view)


def _trailing_name(view: View, head_end: int) -> tuple[int, int] | None:
    """Bounds of two or more capitalised words that end the core, the last of which is a common word elsewhere ("Нгуен Тхань Хай")."""
    start = end = view.phrase.core
    while start > head_end and view.words[start - 1].is_capital and not view.words[start - 1].is_latin:
        start -= 1
    name = view.words[start:end]
    unknown = bool(name) and not any(r.known and r.pos in {"NOUN", "ADJ", "PROPN"} for r in name[0].readings)
    shaped = len(name) > 1 and unknown and not any(w.text.isupper() for w in name)
    return (start, end) if shaped and view.phrase.case == "Nom" and view.phrase.animate else None


def _is_linked(mention: Mention, view: View) -> bool:
    """True for an office that mention linking led to somebody, before a full name of its own ("глава уряду острова Єнс-Фредерік Нільсен")."""
    pair = view.words[max(view.phrase.start, view.phrase.core - 2) : view.phrase.core]
    named = len(pair) > 1 and all(w.is_capital for w in pair) and mention.end <= pair[0].start
    return mention.surface.islower() and named and view.phrase.case is not None


def _is_complete(name: Sequence[Word], before: Word, case: str | None) -> bool:
    """True when a given name and a surname are together, and the word before is the place or firm of an office ("мэр Сольнока Ференц Салаи")."""
    if case is None or len(name) < 2 or before.text == ".":  # noqa: PLR2004 - given name and surname
        return False
    if before.is_latin and not any(word.is_latin for word in name):
        return True
    given = is_given_name(name[0]) and _stands_in(name[0], case)
    return given and not is_given_name(before) and not any(w.text == "." for w in name)


def _name_after_tail(view: View) -> tuple[int, int] | None:
    """Bounds of a full name after a prepositional complement ("директор з маркетингу Іван Петренко")."""
    case, end = view.phrase.case, view.phrase.end
    for start in range(view.phrase.core, end - 1):
        given = view.words[start]
        if given.is_capital and any(
            r.pos == "PROPN" and r.animacy == "Anim" and r.case == case for r in given.readings
        ):
            stop = next((i for i in range(start + 1, end) if not view.words[i].is_capital), end)
            if case is not None and stop > start + 1:
                return start, stop
    pair = view.words[end - 2 : end]
    if case is None or end - 2 <= view.phrase.core or view.words[end - 3].is_capital:
        return None
    shaped = all(w.is_capital and not w.is_latin and not w.text.isupper() for w in pair)
    unknown = any(w.readings and not any(r.known for r in w.readings) for w in pair)
    return (end - 2, end) if shaped and unknown else None


def _with_given_name(view: View, start: int, head_end: int) -> int:
    """`start` moved back over a given name that the actor file did not list."""
    lowest = (
        max(head_end, view.phrase.start)
        if field_of(view.words[view.phrase.head], view.cues)
        else view.phrase.start
    )
    case = view.phrase.case
    while start > lowest and is_given_name(view.words[start - 1]) and _stands_in(view.words[start - 1], case):
        start -= 1
    return start


def _stands_in(word: Word, case: str | None) -> bool:
    return case is None or word.reading(case, ("PROPN",)) is not None


def _is_surname(word: Word, taken: Sequence[Mention]) -> bool:
    """True for a capitalised word that may be a surname whatever the dictionary guesses its case to be."""
    return (
        word.is_capital and not word.text.isupper() and not any(m.start <= word.start < m.end for m in taken)
    )


def _names_person(word: Word, view: View, taken: Sequence[Mention]) -> bool:
    if any(m.start <= word.start < m.end for m in taken):
        return False
    if field_of(word, view.cues) == "bodies":
        return False
    if word.text == "." or word.norm in view.cues.table.grammar.particles:
        return True
    if not word.is_capital or word.is_quote or (len(word.text) > 1 and word.text.isupper()):
        return False
    case = view.phrase.case
    if word.is_latin and case is not None:
        return (
            view.phrase.number != "Plur"
            and field_of(view.words[view.phrase.head], view.cues) in _NAMED_IN_LATIN
        )
    if case is None or not word.readings or is_misread_name(word):
        return field_of(word, view.cues) is None
    guessed = not any(r.known for r in word.readings) and field_of(word, view.cues) is None
    return (guessed and len(view.core) > 1) or word.reading(case, ("PROPN", "NOUN", "ADJ")) is not None
