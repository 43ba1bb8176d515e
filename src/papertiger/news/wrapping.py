"""Hard-wrapped text: lines broken at a column by a mail program or an editor, not by the author.

A sentence must lie within one paragraph, so the breaks inside a wrapped paragraph become spaces. One character takes
the place of one, and every position still refers to the file.
"""

from __future__ import annotations

from collections.abc import Sequence

_MIN_WIDTH, _MAX_WIDTH = 40, 130
"""Columns at which text is wrapped in practice (72 to 80, sometimes 100 or 120)."""
_MIN_BREAKS = 3
_MIN_SHARE = 0.5
"""Share of the line breaks inside paragraphs that fall into the middle of a sentence; wrapped prose has above 0.7, text
with a sentence or a paragraph a line next to none."""


def unwrap(text: str) -> str:
    """`text` with the breaks of hard-wrapped paragraphs as spaces; of the same length, and unchanged if not wrapped."""
    lines = text.split("\n")
    inner = [i for i in range(len(lines) - 1) if lines[i].strip() and lines[i + 1].strip()]
    width = max((len(lines[i]) for i in inner), default=0)
    if len(inner) < _MIN_BREAKS or not _MIN_WIDTH <= width <= _MAX_WIDTH:
        return text
    full = [i for i in inner if _is_full(lines[i], lines[i + 1], width)]
    running = sum(_runs_on(lines, i) for i in full)
    if running < _MIN_BREAKS or running < _MIN_SHARE * len(inner):
        return text
    joined = frozenset(full)
    return "".join(line + (" " if i in joined else "\n") for i, line in enumerate(lines))[:-1]


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word would not have fitted on `line`."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _runs_on(lines: Sequence[str], index: int) -> bool:
    """Whether the break after line `index` falls into the middle of a sentence."""
    end, start = lines[index].rstrip()[-1], lines[index + 1].lstrip()[0]
    return (end.isalnum() or end in ",—–-") and (start.islower() or start.isdigit())
