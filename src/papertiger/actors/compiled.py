"""Compiled names: built once from the data files, opened in milliseconds, decoded piece by piece as texts ask for it.

A file is a line of JSON that says where its sections lie, then the sections. Tables of records are two sections: the
records as JSON one after the other, and where each ends. Nothing in a file is executed, so a spoilt one can only be
refused.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np

from papertiger.actors.entry import Entry
from papertiger.actors.hashing import bits_for, hashes, pairs
from papertiger.actors.letters import compiled_letters, letters
from papertiger.actors.tree import NameTree, Node

Record = TypeVar("Record")
Sections = Mapping[str, bytes | memoryview]
Arcs = tuple[tuple[int, int], ...]
"""Nodes that a word leads to, each with the case that the word must have."""

MAGIC = "papertiger names 1"
_ALIGNED = 8
"""Sections begin at multiples of so many bytes, as arrays of 64-bit numbers like to."""


class Table(Generic[Record]):
    """Records by number, decoded when first asked for."""

    def __init__(self, sections: Sections, name: str, decode: Callable[[Any], Record]) -> None:
        self._blob = sections[f"{name}.records"]
        self._ends = array("I")
        self._ends.frombytes(sections[f"{name}.ends"])
        self._decode = decode
        self._known: dict[int, Record] = {}

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> Record:
        found = self._known.get(number)
        if found is None:
            begin = self._ends[number - 1] if number else 0
            content = json.loads(bytes(self._blob[begin : self._ends[number]]))
            found = self._known[number] = self._decode(content)
        return found


def table(name: str, records: Iterable[Any]) -> dict[str, bytes]:
    """The two sections of a table."""
    blobs = [json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode() for record in records]
    ends, at = array("I"), 0
    for blob in blobs:
        at += len(blob)
        ends.append(at)
    return {f"{name}.records": b"".join(blobs), f"{name}.ends": ends.tobytes()}


def words(content: Iterable[str]) -> bytes:
    """A section of words, in their order."""
    return "\n".join(content).encode()


def words_of(section: bytes | memoryview) -> list[str]:
    """The words of a section."""
    text = bytes(section).decode()
    return text.split("\n") if text else []


class Names:
    """The names of one language, compiled."""

    def __init__(self, sections: Sections) -> None:
        self.letters = letters(sections)
        self.given = frozenset(words_of(sections["given"]))
        self.titles = frozenset(words_of(sections["titles"]))
        self.firsts = np.frombuffer(sections["firsts"], dtype=np.uint64)
        """Hashes of the first words of names, sorted."""
        self.firsts_bits = np.frombuffer(sections["firsts.bits"], dtype=np.uint8)
        self.firsts_arcs = np.frombuffer(sections["firsts.arcs"], dtype=np.uint32)
        """For each of them, its record in `arcs`."""
        self.seconds = np.frombuffer(sections["seconds"], dtype=np.uint64)
        """Hashes of (record of the first word, second word), sorted."""
        self.seconds_bits = np.frombuffer(sections["seconds.bits"], dtype=np.uint8)
        self.least_case = np.frombuffer(sections["least_case"], dtype=np.uint8)
        """For each record of `arcs`, how high the word must be written at least."""
        self.alone = np.frombuffer(sections["alone"], dtype=np.uint8)
        """For each record of `arcs`, whether a name ends there."""
        self.marked = np.frombuffer(sections["marked"], dtype=np.uint8)
        """For each record of `arcs`, whether a name goes on with a mark and not a word ("U.S.")."""
        self.arcs: Table[Arcs] = Table(sections, "arcs", _arcs)
        self.entries: Table[Entry] = Table(sections, "entries", _entry)
        self.nodes: Table[tuple[tuple[Entry, ...], dict[str, int]]] = Table(sections, "nodes", self._node)

    def _node(self, record: list[Any]) -> tuple[tuple[Entry, ...], dict[str, int]]:
        return tuple(self.entries[number] for number in record[0]), record[1]


def compiled_names(tree: NameTree) -> dict[str, bytes]:
    """The sections of a tree of names, as `Names` reads them."""
    numbers: dict[int, int] = {}
    nodes: list[Node] = []
    _numbered(tree.root, numbers, nodes)
    entries: dict[Entry, int] = {}
    arcs: dict[Arcs, int] = {}

    def arcs_of(node: Node) -> dict[str, int]:
        leads = {
            key: tuple((numbers[id(target)], case) for target, case in targets)
            for key, targets in node.arcs.items()
        }
        return {key: arcs.setdefault(lead, len(arcs)) for key, lead in leads.items()}

    root = arcs_of(tree.root)
    records = [
        [[entries.setdefault(entry, len(entries)) for entry in node.entries], arcs_of(node)] for node in nodes
    ]
    return {
        **compiled_letters(tree.language),
        "given": words(sorted(tree.given)),
        "titles": words(sorted(tree.titles)),
        **_first_words(root, list(arcs), nodes),
        **table("arcs", arcs),
        **table("entries", map(_fields, entries)),
        **table("nodes", records),
    }


def _first_words(root: Mapping[str, int], arcs: Sequence[Arcs], nodes: Sequence[Node]) -> dict[str, bytes]:
    """The sections by which the first words of names are found in a text."""
    keys = list(root)
    firsts = hashes(keys)
    order = np.argsort(firsts)
    leads = np.array([root[key] for key in keys], dtype=np.uint32)
    follows = [
        (number, key)
        for number in dict.fromkeys(root.values())
        for target, _ in arcs[number]
        for key in nodes[target].arcs
    ]
    seconds = np.unique(
        pairs(np.array([n for n, _ in follows], dtype=np.uint64), hashes([key for _, key in follows]))
    )
    return {
        "firsts": firsts[order].tobytes(),
        "firsts.bits": bits_for(firsts).tobytes(),
        "firsts.arcs": leads[order].tobytes(),
        "seconds": seconds.tobytes(),
        "seconds.bits": bits_for(seconds).tobytes(),
        "least_case": np.array([min(c for _, c in lead) for lead in arcs], dtype=np.uint8).tobytes(),
        "alone": bytes(any(nodes[target].entries for target, _ in lead) for lead in arcs),
        "marked": bytes(
            any(not key[:1].isalnum() for target, _ in lead for key in nodes[target].arcs) for lead in arcs
        ),
    }


def _numbered(root: Node, numbers: dict[int, int], nodes: list[Node]) -> None:
    """Number all nodes below the root."""
    waiting = [root]
    while waiting:
        for target in waiting.pop().made.values():
            numbers[id(target)] = len(nodes)
            nodes.append(target)
            waiting.append(target)


def _fields(entry: Entry) -> list[Any]:
    flags = (entry.common, entry.given, entry.anchored, entry.combining)
    return [entry.actor, entry.form, *map(int, flags), sorted(entry.own_names)]


def _entry(record: list[Any]) -> Entry:
    actor, form, *flags, own_names = record
    common, given, anchored, combining = map(bool, flags)
    return Entry(actor, sys.intern(form), common, given, anchored, combining, frozenset(own_names))


def _arcs(record: list[list[int]]) -> Arcs:
    return tuple((target, case) for target, case in record)


def packed(sections: Mapping[str, bytes]) -> bytes:
    """The sections as one file."""
    places: dict[str, tuple[int, int]] = {}
    parts: list[bytes] = []
    at = 0
    for name, section in sections.items():
        places[name] = (at, len(section))
        padded = section + bytes(-len(section) % _ALIGNED)
        parts.append(padded)
        at += len(padded)
    head = json.dumps({"magic": MAGIC, "order": sys.byteorder, "size": at, "sections": places}).encode()
    return b"".join((head, b" " * (-(len(head) + 1) % _ALIGNED), b"\n", *parts))


def unpacked(content: bytes) -> dict[str, memoryview] | None:
    """The sections of a file; None when it isn't one of this version and machine, or is cut short."""
    cut = content.find(b"\n") + 1
    rest = memoryview(content)[cut:]
    try:
        found = json.loads(content[:cut])
    except ValueError:
        return None
    wanted = {"magic": MAGIC, "order": sys.byteorder, "size": len(rest)}
    if not isinstance(found, dict) or any(found.get(key) != value for key, value in wanted.items()):
        return None
    return {name: rest[start : start + length] for name, (start, length) in found["sections"].items()}


def unpacked_file(path: Path) -> dict[str, memoryview] | None:
    """The sections of a file; None when there is none that can be used."""
    try:
        return unpacked(path.read_bytes())
    except OSError:
        return None
