"""What ``papertiger frames find`` prints: the lists that hold a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from papertiger.cli.framecheck import shown
from papertiger.events.inventory import Hit, Inventory

_HOW = {"listed": "", "form": "form of ", "part": "part of ", "beginning": "begins with "}


def hits_json(stock: Inventory, word: str, hits: Sequence[Hit], near: Sequence[str]) -> dict[str, Any]:
    """The hits as ``frames find --format json`` prints them; `near` are spellings that lists do hold."""
    return {"word": word, "lists": [_record(stock, hit) for hit in hits], "near": list(near)}


def hit_lines(stock: Inventory, hits: Sequence[Hit]) -> Iterator[str]:
    """A line a hit: language, list, the word as listed, where, and what a frame or sense means."""
    records = [_record(stock, hit) for hit in hits]
    titles = [f"{one['kind']} {one['name']}" for one in records]
    words = [
        f"{_HOW[one['how']]}{one['word']}" + (f" ({one['pos']})" if one["pos"] else "") for one in records
    ]
    places = [f"{shown(one['file'])}:{one['line']}" for one in records]
    wide, wider, widest = (max(map(len, cells), default=0) for cells in (titles, words, places))
    for record, title, word, place in zip(records, titles, words, places, strict=True):
        line = (
            f"{record['language']}  {title:{wide}}  {word:{wider}}  {place:{widest}}  {record['means'] or ''}"
        )
        yield line.rstrip()


def _record(stock: Inventory, hit: Hit) -> dict[str, Any]:
    place = hit.place
    return {
        "language": place.language,
        "kind": place.kind,
        "name": place.name,
        "pos": place.pos,
        "word": place.word,
        "how": hit.how,
        "means": _meaning(stock, place.kind, place.name),
        "file": place.file,
        "line": place.line,
    }


def _meaning(stock: Inventory, kind: str, name: str) -> str | None:
    """What a frame or sense means; None for lists that are only named."""
    if kind == "frame":
        frame = stock.frame(name)
        return f"{frame.predicate}: {frame.doc}" if frame is not None else None
    if kind == "sense" and stock.senses is not None:
        return next((one.doc for one in stock.senses.table.senses if one.id == name), None)
    return None
