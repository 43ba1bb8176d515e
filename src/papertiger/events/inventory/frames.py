"""Rules for ``frames.yaml``: values that nothing can be done with, and frames that a language has no words for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from papertiger.events.inventory.fault import Fault, Where, did_you_mean, error, warning
from papertiger.events.lexicon import Frame, FrameTable, Vocabulary
from papertiger.records import MODALITIES, PREDICATES, Family

ROLES = ("subject", "object", "over")
PARTS_OF_SPEECH = ("verb", "noun", "adjective")
ALL_PREDICATES = tuple(name for family in get_args(Family) for name in PREDICATES[family])


def frame_faults(table: FrameTable, vocabularies: Mapping[str, Vocabulary]) -> Iterator[Fault]:
    """What is wrong with the frames, by themselves and beside the words of each language."""
    ids = [frame.id for frame in table.frames]
    for n, frame in enumerate(table.frames):
        about = f"frame {frame.id}"
        if frame.id in ids[:n]:
            says = "a frame before it has the same id and is lost; give one of them another id"
            yield error("unknown_value", ("frames", n, "id"), about, says)
        for field, given, known in _values(frame, ids):
            if given not in known:
                says = f"{'.'.join(str(part) for part in field)}: {given!r} is unknown; {did_you_mean(given, known)}"
                yield error("unknown_value", ("frames", n, *field), about, says)
        for language, vocabulary in vocabularies.items():
            yield from _in_language(n, frame, language, vocabulary)
    for name, others in table.kin.items():
        for one in (name, *others):
            if one not in ALL_PREDICATES:
                says = f"{one!r} is no predicate; {did_you_mean(one, ALL_PREDICATES)}"
                yield error("unknown_value", ("kin", name), "kin", says)


def _values(frame: Frame, ids: Sequence[str]) -> Iterator[tuple[Where, str, Sequence[str]]]:
    """Field, value and the values that the field may have, of all that loading takes as it comes."""
    for role in frame.requires:
        yield ("requires",), role, ROLES
    if frame.presupposes is not None:
        yield ("presupposes",), frame.presupposes, ids
    if frame.modality is not None:
        yield ("modality",), frame.modality, MODALITIES
    for n, also in enumerate(frame.also):
        yield ("also", n, "when"), also.when, ALL_PREDICATES
        yield ("also", n, "event"), also.event, ALL_PREDICATES
        for pos in also.pos:
            yield ("also", n, "pos"), pos, PARTS_OF_SPEECH


def _in_language(n: int, frame: Frame, language: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    about = f"frame {frame.id}"
    if all(entry.frame != frame.id for entry in vocabulary.entries):
        says = f"no entry of {language!r} evokes it; add one to its entries"
        yield warning("no_entry", ("frames", n), about, says)
    for k, shift in enumerate(frame.shifts):
        if shift.cue not in vocabulary.cues:
            says = f"shifts: {language!r} has no cue {shift.cue!r}, so {shift.predicate!r} never comes; add it to its cues"
            yield warning("no_cue", ("frames", n, "shifts", k), about, says)
