"""What ``papertiger frames show`` prints: a frame, and the words of each language that evoke it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from papertiger.cli.framecheck import shown
from papertiger.cli.output import labelled
from papertiger.events.inventory import FIELDS, Inventory
from papertiger.events.lexicon import Entry, Frame

_WIDE, _WIDER = 14, 18
"""Characters of a column of labels; those of slots name a part of speech too."""
_PARTS = ("verb", "noun", "adjective")
_SWITCHES = (
    "elliptic",
    "elliptic_object",
    "elliptic_noun",
    "symmetric",
    "speech_act",
    "answers",
    "internal",
    "quiet",
)


def everything(stock: Inventory, frame: Frame, languages: Sequence[str]) -> dict[str, Any]:
    """The frame as ``frames show --format json`` prints it: its fields, and its entries by language.

    Args:
        stock: the lexicon files.
        frame: one of their frames.
        languages: languages of the stock to list words of.
    """
    fields = frame.model_dump(mode="json")
    slots = {pos: {role: at for role, at in fields.pop(pos).items() if at} for pos in _PARTS}
    kin = stock.frames.table.kin.get(frame.predicate, ()) if stock.frames is not None else ()
    words = {language: _entries(stock, frame, language) for language in languages}
    line = None
    if stock.frames is not None:
        line = stock.frames.line("frames", stock.frames.table.frames.index(frame))
    file = str(stock.frames.path) if stock.frames is not None else None
    return {**fields, "slots": slots, "kin": list(kin), "file": file, "line": line, "words": words}


def _entries(stock: Inventory, frame: Frame, language: str) -> list[dict[str, Any]]:
    loaded = stock.vocabularies[language]
    return [
        {"file": str(loaded.path), "line": loaded.line("entries", n), **_given(entry)}
        for n, entry in stock.entries(frame.id, language)
    ]


def _given(entry: Entry) -> dict[str, Any]:
    """The fields that the entry has, but for its frame."""
    return entry.model_dump(mode="json", exclude_defaults=True, exclude={"frame"})


def frame_lines(found: Mapping[str, Any], width: int) -> Iterator[str]:
    """Everything as lines to read, of `width` characters at most where words allow."""
    yield f"{found['id']}  {found['doc']}"
    for label, value in _facts(found):
        yield labelled(label, value, width, _WIDE)
    yield "slots"
    for pos, roles in found["slots"].items():
        yield from (
            labelled(f"{pos} {role}", " ".join(slots), width, _WIDER) for role, slots in roles.items()
        )
    for language, entries in found["words"].items():
        yield f"words {language}" if entries else f"words {language}: none"
        for entry in entries:
            yield from _entry_lines(entry, width)


def _facts(found: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Label and value of what the frame says of its claim."""
    is_event = found["family"] == "event"
    yield "family", found["family"]
    yield ("PLOVER" if is_event else "predicate"), found["predicate"]
    for field in ("mode", "negated", "modality", "domain"):
        if found[field]:
            yield field, found[field]
    if found["polarity"] == "must_negate":
        yield "polarity", "only under a negation"
    yield "requires", ", ".join(found["requires"]) or "nothing"
    if found["themes"]:
        yield "theme", f"one of {', '.join(found['themes'])}"
    for shift in found["shifts"]:
        under = " under a negation" if shift["polarity"] == "negated" else ""
        yield "shifts", f"{shift['predicate']} with cue {shift['cue']}{under}"
    for also in found["also"]:
        mode = f", mode {also['mode']}" if also["mode"] else ""
        yield "beside", f"{also['event']}{mode}, where the claim is {also['when']} ({', '.join(also['pos'])})"
    if found["presupposes"]:
        yield "presupposes", found["presupposes"]
    if found["kin"]:
        yield "kin", ", ".join(found["kin"])
    # `elliptic_object` and `elliptic_noun` limit `elliptic`, so they are told where they do.
    limits = {"elliptic_object", "elliptic_noun"}
    switches = [name for name in _SWITCHES if name not in limits and found[name]]
    switches += [f"not {name}" for name in sorted(limits) if found["elliptic"] and not found[name]]
    if switches:
        yield "switches", ", ".join(switches)


def _entry_lines(entry: Mapping[str, Any], width: int) -> Iterator[str]:
    rest = [
        f"{name}: {' '.join(value) if isinstance(value, list) else value}"
        for name, value in entry.items()
        if name not in {"file", "line", *FIELDS.values()}
    ]
    yield f"  {shown(entry['file'])}:{entry['line']}" + (f"  {'; '.join(rest)}" if rest else "")
    for field in FIELDS.values():
        if words := entry.get(field):
            yield labelled(f"  {field}", ", ".join(words), width, _WIDE)
