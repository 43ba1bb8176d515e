"""Scoring on PLV's columns: sentence, marked_sentence, source, target, gold_penta (quad 1-4), gold_root."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from papertiger.errors import DataFileError
from papertiger.events.layer.plover import QUADS, Given
from papertiger.language.sentence import Sentence

COLUMNS = ("marked_sentence", "source", "target", "gold_penta", "gold_root")
_MARK = re.compile(r"(</?[st]>)")


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with both parties marked, and its codes."""

    text: str
    source: tuple[tuple[int, int], ...]
    target: tuple[tuple[int, int], ...]
    root: str
    quad: str


def read_rows(path: Path) -> list[Row]:
    """The rows of a tab-separated file; raises DataFileError naming line and column when it is of another form."""
    with path.open(encoding="utf-8", newline="") as file:
        table = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        absent = [c for c in COLUMNS if c not in (table.fieldnames or ())]
        if absent:
            raise DataFileError(
                str(path), 1, f"no column {absent[0]!r}; the first line must name {', '.join(COLUMNS)}"
            )
        return [_row(path, number, cells) for number, cells in enumerate(table, start=2)]


def _row(path: Path, number: int, cells: dict[str, Any]) -> Row:
    marked, source, target, quad, root = (cells[c] or "" for c in COLUMNS)
    if root not in QUADS or quad not in {"1", "2", "3", "4"}:
        raise DataFileError(
            str(path),
            number,
            f"gold_root {root!r} or gold_penta {quad!r} is no PLOVER code; see docs/gold.md",
        )
    text, spans, opened = "", {"s": [], "t": []}, {}  # type: tuple[str, dict[str, list[tuple[int, int]]], dict[str, int]]
    for part in _MARK.split(marked):
        if not _MARK.fullmatch(part):
            text += part
        elif part[1] == "/":
            spans[part[2]].append((opened.get(part[2], len(text)), len(text)))
        else:
            opened[part[1]] = len(text)
    # Some rows mark only one of the two; the phrase is then looked for by its words, and is nowhere if they differ.
    places = [spans["s"] or _places(text, source), spans["t"] or _places(text, target)]
    return Row(text, tuple(places[0]), tuple(places[1]), root, quad)


def _places(text: str, phrase: str) -> list[tuple[int, int]]:
    start = text.find(phrase) if phrase else -1
    return [(start, start + len(phrase))] if start >= 0 else []


def parsed(rows: Sequence[Row], parse: Callable[[list[Sentence]], None]) -> list[Given]:
    """The rows' sentences, parsed in one batch by `parse`."""
    sentences = [
        Sentence(i, 0, 0, len(row.text), row.text, "body", language="en") for i, row in enumerate(rows)
    ]
    parse(sentences)
    return [Given(s, r.source, r.target) for s, r in zip(sentences, rows, strict=True)]


def figures(gold: Sequence[Row], roots: Sequence[str]) -> dict[str, Any]:
    """Accuracy and macro-F1 of roots and of the quads that they belong to, with every class (0 to 1) and the confusions."""
    quads = [str(QUADS[root]) for root in roots]
    return {
        "rows": len(gold),
        "root": _summary([r.root for r in gold], roots),
        "quad": _summary([r.quad for r in gold], quads),
        "confusions": [
            {"gold": a, "read": b, "rows": n}
            for (a, b), n in Counter(
                (r.root, p) for r, p in zip(gold, roots, strict=True) if r.root != p
            ).most_common(20)
        ],
    }


def _summary(gold: Sequence[str], read: Sequence[str]) -> dict[str, Any]:
    """Macro-F1 is the plain mean over the classes that occur in either list, as scikit-learn counts it."""
    classes = {name: _one(name, gold, read) for name in sorted({*gold, *read})}
    return {
        "accuracy": _share(g == r for g, r in zip(gold, read, strict=True)),
        "macro_f1": sum(c["f1"] for c in classes.values()) / len(classes) if classes else 0.0,
        "classes": classes,
    }


def _one(name: str, gold: Sequence[str], read: Sequence[str]) -> dict[str, float]:
    both = sum(g == r == name for g, r in zip(gold, read, strict=True))
    rows, found = gold.count(name), read.count(name)
    precision, recall = both / found if found else 0.0, both / rows if rows else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "rows": rows}


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0
