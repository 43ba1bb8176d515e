"""How far the core of a source phrase reaches: names and genitive complements behind its head ("міністр культури Литви Лінас Юшка")."""

from __future__ import annotations

from collections.abc import Sequence

from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.fitting import may_be_name, may_be_surname, unknown_name
from papertiger.sourcing.who.shapes import (
    initial_dot,
    is_acronym,
    is_given_name,
    is_verb,
    quoted_name,
)
from papertiger.sourcing.words import Word

_HEADS = ("NOUN", "PROPN")
_PEOPLE = frozenset({"professions", "bystanders", "offices", "officials", "voices", "staff"})


def core_end(words: Sequence[Word], at: int, case: str, cues: Cues) -> int:
    """Index after the names and genitive complements that follow the head."""
    place = at
    while place < len(words):
        word = words[place]
        quoted = quoted_name(words, place)
        if _ends_title(words, place, at - 1, cues):
            break
        if quoted:
            place = quoted
        elif initial_dot(words, place) or (
            word.is_word and _continues_core(words, place, at - 1, case, cues)
        ):
            place += 1
        elif _full_name_follows(words, place, case, cues) or _joins_complements(words, place, cues):
            place += 2
        else:
            break
    return place


def _ends_title(words: Sequence[Word], place: int, head: int, cues: Cues) -> bool:
    """True behind the foreign or quoted name of a publication: whoever follows spoke to it ("в інтерв'ю газеті El País глава МЗС")."""
    before, word = words[place - 1], words[place]
    titled = place - 1 > head and (before.is_latin or before.is_quote) and not word.is_latin
    lemmas = {r.lemma for r in words[max(head, 0)].readings}
    return titled and any(cues.heads.get(lemma) == "publications" for lemma in lemmas)


def named_after_complement(words: Sequence[Word], head: int, core: int, case: str, cues: Cues) -> int:
    """Index after a name of two words that the complement of a noun for a person hides ("командующий ВМС Эстонии Иво Вярк").

    The noun's own complement ends the core there, because the dictionary knows no case of the name.
    """
    if core >= len(words) or not _is_person_noun(words[head], case, cues):
        return core
    rank = words[core].reading(case, ("NOUN",))
    if not words[core].is_capital and rank is not None and rank.animacy == "Anim":
        # A rank between the office and the name: "начальник штаба флота капитан первого ранга Алексей Рулёв".
        end = core_end(words, core + 1, case, cues)
        return end if words[end - 1].is_capital else core
    end = core
    while end < len(words) and words[end].is_word and words[end].is_capital and not is_acronym(words[end]):
        end += 1
    if end == core or not may_be_name(words[core]):
        return core
    begun = core - 1 > head and words[core - 1].is_capital and may_be_name(words[core - 1])
    return end if end > core + 1 or begun else core


def _continues_core(words: Sequence[Word], place: int, head: int, case: str, cues: Cues) -> bool:
    before, word = words[place - 1], words[place]
    if not word.is_capital and before.is_capital and is_given_name(before):
        return False  # "Мерц рік тому": nothing belongs to a person's name in the genitive
    named = _continues_name(words, place, cues) or _surname_follows(words, place, head, case, cues)
    return named or _follows_head(word, case, cues)


def _surname_follows(words: Sequence[Word], place: int, head: int, case: str, cues: Cues) -> bool:
    """True for a capital after a given name that no dictionary knows, whatever it reads there ("прем'єр Наваф Салам")."""
    before = words[place - 1]
    given = place - 1 > head and unknown_name(before) and may_be_surname(words[place])
    return given and _is_person_noun(words[head], case, cues)


def _continues_name(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True for a surname after a given name, whatever the dictionary guesses, and for "фон дер" inside a name."""
    word, before = words[place], words[place - 1]
    after_particle = before.norm in cues.table.grammar.particles
    if word.norm in cues.table.grammar.particles:
        following = words[place + 1 : place + 3]
        return (before.is_capital or after_particle) and any(w.is_capital for w in following)
    return word.is_capital and not is_acronym(word) and (after_particle or is_given_name(before))


def _full_name_follows(words: Sequence[Word], place: int, case: str, cues: Cues) -> bool:
    """True for two capitalised words after a noun for a person, the first unknown ("експертки Ілсе Вандермеєр")."""
    pair = words[place : place + 2]
    if len(pair) < 2 or not unknown_name(pair[0]) or not may_be_surname(pair[1]):  # noqa: PLR2004 - given name and surname
        return False
    return _is_person_noun(words[place - 1], case, cues)


def _is_person_noun(word: Word, case: str, cues: Cues) -> bool:
    """True for a noun for a living being, or one that the tables list as a person's."""
    noun = word.reading(case, ("NOUN",))
    if noun is not None and noun.animacy == "Anim":
        return True
    lemmas = {r.lemma for r in word.readings} | {word.norm}
    return any(cues.heads.get(lemma) in _PEOPLE for lemma in lemmas)


def _follows_head(word: Word, case: str, cues: Cues) -> bool:
    if word.norm in cues.verbs and not word.is_capital:
        return False
    if word.norm in cues.table.grammar.subordinators or word.norm in cues.table.grammar.adverbs:
        return False
    if word.is_latin or (word.is_capital and not word.readings) or is_acronym(word):
        return True
    if is_verb(word) and not word.is_capital:
        return False
    if (
        word.readings
        and word.readings[0].pos in {"ADP", "CCONJ", "PART", "ADV", "PRON"}
        and not word.is_capital
    ):
        return False
    participle = word.reading("Gen", ("VERB",))
    genitive = word.reading("Gen", ("NOUN", "PROPN", "ADJ", "NUM")) is not None or (
        participle is not None and participle.form == "Part"
    )
    named = word.is_capital and word.reading(case, ("NOUN", "PROPN", "ADJ")) is not None
    return genitive or named


def _joins_complements(words: Sequence[Word], place: int, cues: Cues) -> bool:
    """True at a conjunction between two genitive complements ("міністр культури та спорту")."""
    if words[place].norm not in cues.table.grammar.conjunctions or place + 1 >= len(words):
        return False
    before, after = words[place - 1], words[place + 1]
    pair = all(w.is_word and w.reading("Gen", ("NOUN", "PROPN", "ADJ")) is not None for w in (before, after))
    return pair and before.reading("Nom", _HEADS) is None and not after.is_latin
