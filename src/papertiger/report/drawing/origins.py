"""Trees of who retold whom, as lists in lists."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.report.drawing.elements import Element, element

_DEEPEST = 30
"""Lists in lists that a browser and a reader can follow; what lies deeper stands on this level."""


@dataclass(frozen=True, slots=True)
class Retelling:
    """One article, or the first report where that is not in the ledger."""

    label: str
    """Outlet and day."""
    title: str
    """Of the article; empty where it has none or is not in the ledger."""
    language: str
    """BCP-47 tag of the title."""
    notes: tuple[str, ...]
    """What else is to be said: how sure it is, own reporting, withdrawn."""
    href: str
    below: tuple[Retelling, ...] = ()
    """Who took the report from it."""


def origin_tree(root: Retelling) -> Element:
    """The tree under one first report, as a list in which each article stands under the one that it took the report from."""
    return element("ul", *_branches((root,), 0), css="origin-tree")


def _branches(told: tuple[Retelling, ...], deep: int) -> list[Element]:
    """Items of one level. Below the deepest level all descendants are siblings."""
    if deep == _DEEPEST:
        return [element("li", *_words(one)) for one in _flat(told)]
    return [
        element("li", *_words(one), element("ul", *_branches(one.below, deep + 1)) if one.below else None)
        for one in told
    ]


def _flat(told: tuple[Retelling, ...]) -> list[Retelling]:
    found: list[Retelling] = []
    waiting = list(reversed(told))
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += reversed(one.below)
    return found


def _words(one: Retelling) -> list[Element | str | None]:
    label = element("bdi", one.label, css="teller")
    parts: list[Element | str | None] = [element("a", label, href=one.href) if one.href else label]
    if one.title:
        parts += [" ", element("bdi", one.title, css="told", lang=one.language)]
    for note in one.notes:
        parts += [" ", element("span", note, css="note")]
    return parts
