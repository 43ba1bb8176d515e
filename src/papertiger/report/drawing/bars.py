"""Numbers by month as bars side by side; a month without any is a gap, for nothing was seen or said in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from papertiger.report.drawing.elements import Element, element, linked, svg

WIDE: Final = 760.0
_LEFT, _RIGHT = 36.0, WIDE - 8.0
_HIGH, _HEAD, _FOOT = 90.0, 14.0, 24.0
_MOST: Final = 240
"""Months that have room, the last ones."""
_THIN, _THICK = 1.5, 24.0
"""Widths of a bar."""
_TICKS: Final = 8
_STEPS: Final = (1, 2, 3, 6, 12, 24, 60, 120)
"""Months between words under the axis."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month."""

    month: str
    """YYYY-MM."""
    number: int
    told: str
    href: str


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart of months shows; months that are missing between two are drawn as gaps."""

    id: str
    title: str
    desc: str
    bars: tuple[Bar, ...]


def bars(value: Bars) -> Element | None:
    """The drawing; None where no month is known."""
    known = {_order(one.month): one for one in value.bars if _is_month(one.month) and one.number > 0}
    if not known:
        return None
    last = max(known)
    first = max(min(known), last - _MOST + 1)
    step = (_RIGHT - _LEFT) / max(last - first + 1, 12)
    most = max(one.number for order, one in known.items() if order >= first)
    bottom = _HEAD + _HIGH
    parts = [
        element("line", css="axis", x1=_LEFT, x2=_RIGHT, y1=bottom, y2=bottom),
        element("text", str(most), css="count up", x=_LEFT - 6, y=_HEAD + 4),
        element("line", css="grid", x1=_LEFT, x2=_RIGHT, y1=_HEAD, y2=_HEAD),
        *_words(first, last, step, bottom),
        *(
            _bar(one, _LEFT + (order - first) * step, step, most, bottom)
            for order, one in sorted(known.items())
            if order >= first
        ),
    ]
    return svg(value.id, value.title, value.desc, (WIDE, bottom + _FOOT), *parts, css="bars-drawing")


def by_month(numbers: Mapping[str, int]) -> dict[str, int]:
    """The months among the keys of `numbers`, in order."""
    return {month: number for month, number in sorted(numbers.items()) if _is_month(month)}


def _bar(one: Bar, x: float, step: float, most: int, bottom: float) -> Element:
    high = max(_HIGH * one.number / most, 2.0)
    wide = min(max(step - 2, _THIN), _THICK)
    return linked(
        one.href,
        one.told,
        element("rect", css="reach", x=x, y=_HEAD, width=step, height=_HIGH),
        element("rect", css="month", x=x + (step - wide) / 2, y=bottom - high, width=wide, height=high),
    )


def _words(first: int, last: int, step: float, bottom: float) -> Iterator[Element]:
    apart = next((one for one in _STEPS if (last - first + 1) / one <= _TICKS), _STEPS[-1])
    for order in range(first, last + 1):
        year, month = divmod(order, 12)
        if order % apart == 0:
            words = f"{year:04}" if apart % 12 == 0 else f"{year:04}-{month + 1:02}"
            yield element("text", words, css="across", x=_LEFT + (order - first + 0.5) * step, y=bottom + 16)


def _order(month: str) -> int:
    return 12 * int(month[:4]) + int(month[5:7]) - 1


def _is_month(text: str) -> bool:
    year, hyphen, month = text.partition("-")
    return (
        bool(hyphen)
        and len(year) == len("2026")
        and len(month) == len("01")
        and (year + month).isascii()
        and (year + month).isdecimal()
        and 1 <= int(month) <= 12  # noqa: PLR2004 - months of a year
    )
