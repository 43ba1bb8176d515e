"""Source phrases: the noun phrase that names who speaks, found by case (or, without cases, by its edges).

No tree is used: trees of Ukrainian news err exactly at the openings that matter ("За словами …,", "Як пише …,").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from papertiger.language.morphology import LANGUAGES, Reading
from papertiger.sourcing.cues import Cues
from papertiger.sourcing.who.edged import edged
from papertiger.sourcing.who.shapes import (
    Phrase,
    initial_dot,
    is_acronym,
    is_given_name,
    is_misread_name,
    is_verb,
    quoted_name,
)
from papertiger.sourcing.who.tails import tail_end
from papertiger.sourcing.words import Word

_MODIFIERS = ("ADJ", "VERB", "NUM", "DET")
"""Parts of speech of agreeing modifiers; a dictionary participle counts as a verb and is checked for its form."""
_LONGEST_COMPLEMENT = 6
"""Words from a participle to the noun that it belongs to."""
_HEADS = ("NOUN", "PROPN")
_PEOPLE = frozenset({"professions", "bystanders", "offices", "officials", "voices", "staff"})


def find_phrase(words: Sequence[Word], at: int, case: str | None, cues: Cues) -> Phrase | None:
    """The source phrase that starts at `at` and stands in `case`; None when no noun phrase starts there."""
    if at >= len(words):
        return None
    return _cased(words, at, case or "Nom", cues) if cues.language in LANGUAGES else edged(words, at, cues)


def _cased(words: Sequence[Word], at: int, case: str, cues: Cues) -> Phrase | None:
    if case in {"Nom", "Acc"} and _counts(words[at], cues):
        counted = _cased(words, at + 1, "Gen", cues) if at + 1 < len(words) else None
        if counted is not None and (counted.number == "Plur" or _is_paucal(words[at], cues)):
            # "три источника": a singular that counts; as it stands it is a name, put into the nominative it is none.
            stands = "Nom" if counted.number == "Sing" else counted.case
            return replace(counted, start=at, number="Plur", case=stands)
    member = _partitive(words, at, cues) if case == "Nom" else None
    if member is not None:
        return member
    head = _modifiers_end(words, at, case, cues)
    if head >= len(words) or words[head].norm in cues.table.grammar.subordinators:
        return None
    reading = _head_reading(words[head], case) or _as_noun(words[head], case, cues)
    quoted = quoted_name(words, head)
    if reading is None and not quoted and not _bare_name(words[head], case):
        return None
    core = _core_end(words, quoted or head + 1, case, cues)
    core = _named_after_complement(words, head, core, case, cues)
    # The dictionary guesses the number of acronyms and knows none of foreign and quoted names.
    number, gender = (None, None) if is_acronym(words[head]) else _agreement(reading)
    animate = reading is not None and (reading.animacy == "Anim" or reading.pos == "ADJ")
    phrase = Phrase(at, core, core, head, case, number, gender, animate)
    phrase = _coordinated(words, phrase, case, cues)
    return replace(phrase, end=tail_end(words, phrase.core, cues))


def _partitive(words: Sequence[Word], at: int, cues: Cues) -> Phrase | None:
    """Such as "один із посадовців", "двоє з аналітиків": one phrase, printed as it stands, in the number of its first word."""
    grammar = cues.table.grammar
    if (
        at + 2 >= len(words)
        or words[at].norm not in grammar.members
        or words[at + 1].norm not in grammar.out_of
    ):
        return None
    inner = _cased(words, at + 2, "Gen", cues) or _freed(words, at + 2)
    if inner is None or inner.number != "Plur":
        return None
    return replace(inner, start=at, case="Nom", number=grammar.members[words[at].norm], gender=None)


def _freed(words: Sequence[Word], at: int) -> Phrase | None:
    """A lone adjective or participle that stands for people ("один зі звільнених")."""
    found = words[at].reading("Gen", ("ADJ", "VERB"))
    ends = at + 1 >= len(words) or not words[at + 1].is_word
    if found is None or found.number != "Plur" or not ends or words[at].is_capital:
        return None
    return Phrase(at, at + 1, at + 1, at, "Gen", "Plur", None, animate=True)


def _counts(word: Word, cues: Cues) -> bool:
    """True for a quantity that takes its noun in the genitive ("кілька", "сім", "5")."""
    numeral = bool(word.readings) and word.readings[0].pos == "NUM"
    return numeral or word.text.isdigit() or word.norm in cues.table.grammar.quantities


def _is_paucal(word: Word, cues: Cues) -> bool:
    """True for two, three, four, which in Russian take the genitive singular ("три источника")."""
    paucal = cues.table.grammar.paucal
    return word.norm in paucal or (
        bool(word.readings) and word.readings[0].pos == "NUM" and word.readings[0].lemma in paucal
    )


def _modifiers_end(words: Sequence[Word], at: int, case: str, cues: Cues) -> int:
    """Index of the head: the first word after agreeing modifiers."""
    place = at
    while place + 1 < len(words) and words[place].is_word:
        word, following = words[place], words[place + 1]
        if not (
            _modifies(word, case)
            or word.norm in cues.table.grammar.articles
            or word.norm in cues.table.possessives
        ):
            break
        inner = _after_participle(words, place, case)
        if inner:
            place = inner
            continue
        opens_head = following.is_word or (following.is_quote and quoted_name(words, place + 1))
        noun = _head_reading(word, case)
        person = noun is not None and noun.animacy == "Anim" and is_acronym(following)
        noun_first = noun is not None and (person or not _continues(following, case))
        if not opens_head or noun_first:
            break
        place += 1
    return place


def _after_participle(words: Sequence[Word], at: int, case: str) -> int:
    """Index of the noun behind a participle and its complements ("прибывший в Киев министр"); 0 where it has none."""
    participle = words[at].reading(case, ("VERB",))
    if participle is None or participle.form != "Part" or words[at].readings[0].form != "Part":
        return 0
    for place in range(at + 1, min(len(words), at + _LONGEST_COMPLEMENT)):
        word = words[place]
        if not word.is_word and not word.is_quote:
            return 0
        found = _head_reading(word, case)
        fits = found is not None and word.readings[0] == found and found.number == participle.number
        if found is not None and fits and (found.animacy == "Anim" or case == "Loc") and not word.is_capital:
            return place if place > at + 1 else 0
        if is_verb(word) and not word.is_capital:
            return 0
    return 0


def _modifies(word: Word, case: str) -> bool:
    if word.norm[-1:].isdigit():
        return True
    found = word.reading(case, _MODIFIERS)
    return found is not None and (found.pos != "VERB" or found.form == "Part")


def _continues(word: Word, case: str) -> bool:
    """True when `word` can be, or modify, the head that the word before it modifies."""
    return _head_reading(word, case) is not None or _modifies(word, case) or _bare_name(word, case)


def _head_reading(word: Word, case: str) -> Reading | None:
    letter = len(word.text) == 1
    if (is_verb(word) or letter) and not word.is_capital:
        return None
    return word.reading(case, _HEADS)


def _as_noun(word: Word, case: str, cues: Cues) -> Reading | None:
    """The reading of an adjective that the tables list as a noun for people ("его подчинённые", "раненые")."""
    found = word.reading(case, ("ADJ",))
    listed = found is not None and cues.heads.get(found.lemma) in _PEOPLE
    return found if listed and not is_acronym(word) else None


def _bare_name(word: Word, case: str) -> bool:
    """True for a name without dictionary readings: Latin letters, or a capitalised word unknown to the dictionary."""
    if not word.is_word or not word.is_capital:
        return word.is_latin and word.is_word
    if word.is_latin or is_acronym(word) or is_misread_name(word):
        return True
    adjective = word.reading(case, ("ADJ",))
    return not word.readings or adjective is not None or (case == "Nom" and _guessed_surname(word))


def _guessed_surname(word: Word) -> bool:
    """True for a capitalised word that the dictionary only guesses ("Левитт"), or knows as a short adjective ("Малинова")."""
    guessed = "." not in word.text and not any(r.known for r in word.readings)
    return guessed or any(r.pos == "ADJ" and r.case is None for r in word.readings)


def _core_end(words: Sequence[Word], at: int, case: str, cues: Cues) -> int:
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


def _named_after_complement(words: Sequence[Word], head: int, core: int, case: str, cues: Cues) -> int:
    """Index after a name of two words that the complement of a noun for a person hides ("командующий ВМС Эстонии Иво Вярк").

    The noun's own complement ends the core there, because the dictionary knows no case of the name.
    """
    if core >= len(words) or not _is_person_noun(words[head], case, cues):
        return core
    rank = words[core].reading(case, ("NOUN",))
    if not words[core].is_capital and rank is not None and rank.animacy == "Anim":
        # A rank between the office and the name: "начальник штаба флота капитан первого ранга Алексей Рулёв".
        end = _core_end(words, core + 1, case, cues)
        return end if words[end - 1].is_capital else core
    end = core
    while end < len(words) and words[end].is_word and words[end].is_capital and not is_acronym(words[end]):
        end += 1
    if end == core or not _may_be_name(words[core]):
        return core
    begun = core - 1 > head and words[core - 1].is_capital and _may_be_name(words[core - 1])
    return end if end > core + 1 or begun else core


def _may_be_name(word: Word) -> bool:
    """True for a given name, and for a capitalised word that is no noun or adjective of the dictionary ("Эва", "Бату")."""
    common = any(r.known and r.pos in {"NOUN", "ADJ"} for r in word.readings) and not is_acronym(word)
    return is_given_name(word) or not (common or word.is_latin)


def _continues_core(words: Sequence[Word], place: int, head: int, case: str, cues: Cues) -> bool:
    before, word = words[place - 1], words[place]
    if not word.is_capital and before.is_capital and is_given_name(before):
        return False  # "Мерц рік тому": nothing belongs to a person's name in the genitive
    named = _continues_name(words, place, cues) or _surname_follows(words, place, head, case, cues)
    return named or _follows_head(word, case, cues)


def _surname_follows(words: Sequence[Word], place: int, head: int, case: str, cues: Cues) -> bool:
    """True for a capital after a given name that no dictionary knows, whatever it reads there ("прем'єр Наваф Салам")."""
    before = words[place - 1]
    given = place - 1 > head and _unknown_name(before) and _may_be_surname(words[place])
    return given and _is_person_noun(words[head], case, cues)


def _may_be_surname(word: Word) -> bool:
    return word.is_word and word.is_capital and not word.is_latin and not is_acronym(word)


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
    if len(pair) < 2 or not _unknown_name(pair[0]) or not _may_be_surname(pair[1]):  # noqa: PLR2004 - given name and surname
        return False
    return _is_person_noun(words[place - 1], case, cues)


def _is_person_noun(word: Word, case: str, cues: Cues) -> bool:
    """True for a noun for a living being, or one that the tables list as a person's."""
    noun = word.reading(case, ("NOUN",))
    if noun is not None and noun.animacy == "Anim":
        return True
    lemmas = {r.lemma for r in word.readings} | {word.norm}
    return any(cues.heads.get(lemma) in _PEOPLE for lemma in lemmas)


def _unknown_name(word: Word) -> bool:
    named = word.is_word and word.is_capital and not is_acronym(word)
    return named and not any(r.known and r.pos != "PROPN" for r in word.readings)


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


def _coordinated(words: Sequence[Word], phrase: Phrase, case: str, cues: Cues) -> Phrase:
    """`phrase` with a second speaker joined to it ("Туск і Макрон"); the pair is plural."""
    place = phrase.core
    if place + 1 >= len(words) or words[place].norm not in cues.table.grammar.conjunctions:
        return phrase
    head = _modifiers_end(words, place + 1, case, cues)
    if head >= len(words) or not (_head_reading(words[head], case) or words[head].is_latin):
        return phrase
    core = _core_end(words, head + 1, case, cues)
    return replace(phrase, core=core, end=core, number="Plur", gender=None)


def _agreement(reading: Reading | None) -> tuple[str | None, str | None]:
    if reading is None:
        return None, None
    return reading.number or ("Sing" if reading.gender else None), reading.gender
