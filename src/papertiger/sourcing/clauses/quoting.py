"""Outlets that quote somebody: "цитирует главу банка агентство X", "цитирует её X", "агентство приводит слова одного из них"."""

from __future__ import annotations

from dataclasses import replace

from papertiger.sourcing.clauses.addressees import Subject, meant_by, named_outlet, picked_at
from papertiger.sourcing.clauses.report import Line
from papertiger.sourcing.who.phrases import find_phrase
from papertiger.sourcing.who.sources import resolve
from papertiger.sourcing.who.view import field_of


def quoting(line: Line, place: int) -> Subject | None:
    """The outlet and whom it quotes behind a verb of relaying, in either order."""
    pronoun = place < len(line.words) and line.words[place].norm in line.cues.table.possessives
    outlet = _outlet_at(line, place) if not pronoun else None
    if outlet is not None:
        quoted = quoted_at(line, outlet.end)
        return joined(outlet, quoted) if quoted is not None else None
    quoted = quoted_at(line, place)
    outlet = _outlet_at(line, quoted.end) if quoted is not None else None
    return joined(outlet, quoted) if quoted is not None and outlet is not None else None


def joined(outlet: Subject, quoted: Subject) -> Subject:
    """One source of both: the outlet over whom it quotes."""
    start, end = min(outlet.start, quoted.start), max(outlet.end, quoted.end)
    source = quoted.source
    if source.relative == "speaker":
        return replace(quoted, start=start, end=end, media=(outlet.source,))
    why = f"an outlet that quotes: {source.why}"
    if not outlet.source.steps:
        return Subject(replace(source, relative=outlet.source.relative, why=why), start, end)
    steps = (*outlet.source.steps, *source.steps)
    ids = (*outlet.source.outlet_ids, *source.outlet_ids)
    return Subject(replace(source, steps=steps, outlet_ids=ids, why=why), start, end)


def quoted_at(line: Line, place: int) -> Subject | None:
    """Whoever is quoted at `place`: a pronoun, a person in the accusative, or the owner of words."""
    words = line.words
    if place >= len(words) or not words[place].is_word:
        return None
    owner = line.cues.table.possessives.get(words[place].norm)
    if owner is not None:
        source = meant_by(owner, words[place].text)
        end = place + 1 + (place + 1 < len(words) and is_said(line, place + 1))
        return Subject(source, place, end, explicit=False)
    if is_said(line, place):
        return _owner_of_words(line, place)
    phrase = find_phrase(words, place, "Acc", line.cues)
    quoted = resolve(words, phrase, line.mentions, line.cues) if phrase is not None else None
    if phrase is None or quoted is None or not quoted.steps or quoted.is_outlet or not phrase.animate:
        return None
    return Subject(quoted, place, phrase.end)


def _owner_of_words(line: Line, place: int) -> Subject | None:
    words = line.words
    picked = picked_at(line, place + 1)
    if picked is not None:
        return Subject(picked, place, place + 4, explicit=False)
    phrase = find_phrase(words, place + 1, "Gen", line.cues)
    owner = resolve(words, phrase, line.mentions, line.cues) if phrase is not None else None
    if phrase is None or owner is None or not owner.steps or owner.is_outlet:
        return None
    return Subject(owner, place, phrase.end)


def is_said(line: Line, place: int) -> bool:
    """Whether the word is a noun for what was said in the accusative ("слова")."""
    noun = line.words[place].reading("Acc", ("NOUN",))
    return noun is not None and field_of(line.words[place], line.cues) == "utterances"


def _outlet_at(line: Line, place: int) -> Subject | None:
    outlet, after = named_outlet(line, place)
    if outlet is not None and outlet.steps:
        return Subject(outlet, place, after)
    phrase = find_phrase(line.words, place, "Nom", line.cues) if place < len(line.words) else None
    source = (
        resolve(line.words, phrase, line.mentions, line.cues, publishing=True) if phrase is not None else None
    )
    if phrase is None or source is None or not (source.is_outlet or source.relative == "publication"):
        return None
    # "цитирует агентство пресс-секретаря": what stands behind is whom it quotes, and no complement.
    return Subject(source, place, phrase.core if source.steps else phrase.head + 1)
