"""Rules for the entries of a language: names that lead nowhere, words that make no claim, cues that nothing needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from papertiger.events.inventory.fault import Fault, Where, did_you_mean, error, warning
from papertiger.events.inventory.frames import ROLES
from papertiger.events.inventory.stock import FIELDS, slots_of, words_of
from papertiger.events.lexicon import Entry, Frame, Vocabulary
from papertiger.events.slots import RESOLVERS
from papertiger.events.statements import TOTAL
from papertiger.events.triggers import PERSONS
from papertiger.records import MODALITIES, PREDICATES

NESTED = ("theme", "clause", "head", "nsubj", "than", "obj", "ins")
"""What a slot of two parts may begin with, as `papertiger.events.roles` takes it apart."""
SPECIAL = frozenset({"range", "amod2", "theme.origin"})
"""Slots that `papertiger.events.roles` resolves by itself."""


def entry_faults(vocabulary: Vocabulary, frames: Mapping[str, Frame]) -> Iterator[Fault]:
    """What is wrong with the entries of a language."""
    for n, entry in enumerate(vocabulary.entries):
        where: Where = ("entries", n)
        frame = frames.get(entry.frame)
        yield from _named(entry, frame, vocabulary, where)
        yield from _unreached(entry, where)
        if frame is None:
            says = f"no frame has the id {entry.frame!r}; {did_you_mean(entry.frame, frames)}"
            yield error("unknown_frame", (*where, "frame"), f"frame {entry.frame}", says)
            continue
        own = PREDICATES[frame.family]
        if entry.negated is not None and entry.negated not in own:
            says = f"negated: {entry.negated!r} is unknown; {did_you_mean(entry.negated, own)}"
            yield error("unknown_value", (*where, "negated"), f"frame {frame.id}", says)
        if entry.theme_slots and not (entry.themes or frame.themes):
            says = "theme_slots do nothing without themes; name themes, or take them out"
            yield warning("unreached", (*where, "theme_slots"), f"frame {frame.id}", says)
        yield from _without_slots(entry, frame, where)
    yield from _repeated(vocabulary, frames)
    yield from _unused_cues(vocabulary, frames)


def _named(entry: Entry, frame: Frame | None, vocabulary: Vocabulary, where: Where) -> Iterator[Fault]:
    """Classes, cues, slots and modalities that the entry names and nobody defines."""
    about, classes = f"frame {entry.frame}", {one.id for one in vocabulary.classes}
    themes = [(one, "themes") for one in entry.themes]
    themes += [(one, "") for one in (frame.themes if frame is not None else ())]
    for one, field in themes:
        if one not in classes:
            says = f"themes: no noun class {one!r} in {vocabulary.language!r}; {did_you_mean(one, classes)}"
            yield error("unknown_class", (*where, field) if field else where, about, says)
    for field in ("needs", "unless"):
        for one in getattr(entry, field):
            if one not in vocabulary.cues:
                says = f"{field}: no cue {one!r} in {vocabulary.language!r}; {did_you_mean(one, vocabulary.cues)}"
                yield error("unknown_cue", (*where, field), about, says)
    if entry.modality is not None and entry.modality not in MODALITIES:
        says = f"modality: {entry.modality!r} is unknown; {did_you_mean(entry.modality, MODALITIES)}"
        yield error("unknown_value", (*where, "modality"), about, says)
    for field in (*ROLES, "theme_slots"):
        for slot in getattr(entry, field):
            if not is_slot(slot, vocabulary, nested=field != "theme_slots"):
                says = f"{field}: nothing ever stands in slot {slot!r}; {_slot_cure(slot, vocabulary, nested=field != 'theme_slots')}"
                yield warning("unknown_slot", (*where, field), about, says)


def is_slot(slot: str, vocabulary: Vocabulary, *, nested: bool = True) -> bool:
    """Whether a phrase can stand in that slot in the language; `nested` allows slots of two parts."""
    outer, dot, inner = slot.partition(".")
    if slot in RESOLVERS or slot in vocabulary.slots or (nested and slot in SPECIAL):
        return True
    return nested and bool(dot) and outer in NESTED and (inner in RESOLVERS or inner in vocabulary.slots)


def _slot_cure(slot: str, vocabulary: Vocabulary, *, nested: bool) -> str:
    outer, dot, inner = slot.partition(".")
    if dot and not nested:
        return "a theme's slot has no dot"
    if dot and outer not in NESTED:
        return f"only {', '.join(NESTED)} may stand before the dot"
    return did_you_mean(inner or slot, {*RESOLVERS, *vocabulary.slots})


def _unreached(entry: Entry, where: Where) -> Iterator[Fault]:
    about = f"frame {entry.frame}"
    if not any(words_of(entry)):
        says = "the entry lists no words, so nothing evokes it; add verbs, nouns, adjectives or phrases"
        yield warning("unreached", where, about, says)
    for cue in sorted(set(entry.needs) & set(entry.unless)):
        says = f"the entry needs cue {cue!r} and is ruled out by it; take it out of needs or of unless"
        yield warning("unreached", (*where, "needs"), about, says)


def _without_slots(entry: Entry, frame: Frame, where: Where) -> Iterator[Fault]:
    """Words whose roles stand nowhere: a verb, say, in a frame that has slots for nouns only."""
    for kind, words in words_of(entry):
        slots = slots_of(frame, kind, entry)
        missing = [role for role in ROLES if role in frame.requires and not getattr(slots, role)]
        if not missing:
            continue
        which = f"{kind} {words[0]!r}" + (" and those beside it" if len(words) > 1 else "")
        cure = f"name {' and '.join(missing)} slots in the entry, or in the frame under {_syntax(kind)}"
        if slots.subject or slots.object:
            yield warning(
                "no_slot", where, f"frame {frame.id}", f"{which}: {missing[0]} can only be guessed; {cure}"
            )
        else:
            says = f"{which} can make no claim, since no role has a slot; {cure}"
            yield warning("unreached", where, f"frame {frame.id}", says)


def _syntax(kind: str) -> str:
    """The part of speech whose slots a word of that kind uses."""
    return "noun" if kind == "phrase" else kind


def _repeated(vocabulary: Vocabulary, frames: Mapping[str, Frame]) -> Iterator[Fault]:
    """Words that two entries of a frame list under the same conditions and with the same slots: one of them is idle."""
    seen: dict[tuple[str, str, str, object], list[int]] = defaultdict(list)
    for n, entry in enumerate(vocabulary.entries):
        frame = frames.get(entry.frame)
        if frame is None:
            continue
        for kind, words in words_of(entry):
            slots = slots_of(frame, kind, entry)
            same = (entry.themes or frame.themes, entry.theme_slots, entry.needs, entry.unless, slots)
            for word in dict.fromkeys(words):
                seen[frame.id, kind, word, same].append(n)
    for (name, kind, word, _), places in seen.items():
        if len(places) > 1:
            says = f"{kind} {word!r} stands in {len(places)} entries with the same themes, cues and slots; keep one"
            yield warning("twice", ("entries", places[-1], FIELDS[kind]), f"frame {name}", says)


def _unused_cues(vocabulary: Vocabulary, frames: Mapping[str, Frame]) -> Iterator[Fault]:
    used = {cue for entry in vocabulary.entries for cue in (*entry.needs, *entry.unless)}
    used |= {shift.cue for frame in frames.values() for shift in frame.shifts} | {TOTAL, PERSONS}
    for name in vocabulary.cues:
        if name not in used:
            says = "no entry needs or excludes it, and no frame shifts by it; use it, or take it out"
            yield warning("unused_cue", ("cues", name), f"cue {name}", says)
