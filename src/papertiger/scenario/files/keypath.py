"""Paths of keys: from the text that a reader sees and writes to its parts, and back."""

from __future__ import annotations

import re

Path = tuple[str | int, ...]
"""Keys, and numbers of items in lists, from the top of the file."""

_BARE = re.compile(r"[A-Za-z0-9_*-]+")
_PART = re.compile(r'\s*(?:"([^"]*)"|([^."\[\]]+?))\s*((?:\[\d+\]\s*)*)(?:\.|$)')


def text_of(path: Path) -> str:
    """The path as it is written: `patrons.RUS.war[0].omega`, `partnerships."RUS,VEN".value`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if _BARE.fullmatch(part) else f'"{part}"')
    return text


def parts_of(text: str) -> Path | None:
    """The parts of a path that is written so, the quotes optional where no dot stands within; None where it is no path."""
    found: list[str | int] = []
    at = 0
    while at < len(text):
        match = _PART.match(text, at)
        if match is None or match.end() == at:
            return None
        found.append(match[1] if match[1] is not None else match[2])
        found += [int(number) for number in re.findall(r"\d+", match[3])]
        at = match.end()
    return tuple(found) if found and not text.endswith(".") else None
