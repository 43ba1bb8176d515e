"""Elements of drawings and tables as values, and the one place that writes them out.

Trees hold names from a fixed list, attributes from a fixed list, and text. No style attribute, no event handler, no address
that leaves the page or the host can be put into one, whatever a ledger holds: such an element cannot be made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from papertiger.report.visible import visible

NAMES: Final = frozenset(
    {
        *("svg", "g", "title", "desc", "rect", "line", "path", "circle", "text", "tspan", "a"),
        *(
            "table",
            "caption",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
            "ul",
            "li",
            "span",
            "p",
            "bdi",
            "code",
            "div",
        ),
    }
)
"""SVG and HTML elements that a drawing may consist of: none that loads, runs or embeds anything."""
ATTRIBUTES: Final = frozenset(
    {
        *("id", "class", "lang", "dir", "role", "href", "scope", "colspan", "rowspan", "viewBox", "width"),
        *(
            "height",
            "x",
            "y",
            "x1",
            "y1",
            "x2",
            "y2",
            "cx",
            "cy",
            "r",
            "rx",
            "d",
            "dx",
            "dy",
            "focusable",
            "transform",
        ),
        *("aria-hidden", "aria-label", "aria-labelledby", "aria-describedby"),
        # How many of each a figure counts, for programs that hold figures to what they lead to.
        *("data-claims", "data-origins", "data-articles", "data-responses"),
    }
)
_HERE: Final = ("#", "?", "/")
"""How an address begins that stays on the page or the host."""
_PLACES = 1
"""Decimal places of a coordinate, in units of the drawing: a tenth of a pixel."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element with its attributes and what is in it; Jinja prints it as markup, for it has `__html__`."""

    name: str
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[Element | str, ...] = ()

    def __html__(self) -> str:
        """The element as markup in which every text and every value is escaped and made visible."""
        inner = "".join(
            one.__html__() if isinstance(one, Element) else escape(visible(one)) for one in self.children
        )
        written = "".join(f' {name}="{escape(visible(value))}"' for name, value in self.attributes)
        return f"<{self.name}{written}>{inner}</{self.name}>"

    def __str__(self) -> Markup:
        """The same, as markup that no template escapes again."""
        return Markup(self.__html__())  # noqa: S704 - every part was escaped above

    def walk(self) -> Iterator[Element]:
        """This element, then all in it, in the order of the document."""
        yield self
        for one in self.children:
            if isinstance(one, Element):
                yield from one.walk()

    def text(self) -> str:
        """All text in it, joined."""
        return "".join(one.text() if isinstance(one, Element) else one for one in self.children)


def element(
    name: str, *children: Element | str | None, css: str = "", **attributes: str | float | None
) -> Element:
    """An element.

    Args:
        name: of the element; one of `NAMES`.
        children: elements and texts in it; None is left out.
        css: its class or classes.
        attributes: others by name, a low line for a hyphen (``aria_label``); None is left out. Numbers are coordinates.

    Raises:
        ValueError: a name that drawings do not use, or an address that leaves the page and its host.
    """
    if name not in NAMES:
        raise ValueError(f"no element {name!r} in drawings")
    written = [("class", css)] if css else []
    for key, value in attributes.items():
        if value is None:
            continue
        attribute = key.replace("_", "-")
        if attribute not in ATTRIBUTES:
            raise ValueError(f"no attribute {attribute!r} in drawings")
        text = value if isinstance(value, str) else number(value)
        if attribute == "href" and not _stays(text):
            raise ValueError(f"drawings link to places on the page or the host, not to {text!r}")
        written.append((attribute, text))
    return Element(name, tuple(written), tuple(one for one in children if one is not None))


def number(value: float) -> str:
    """A coordinate, as short as it can be said: ``12``, ``12.5``."""
    text = f"{value:.{_PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def linked(href: str, told: str, *children: Element | str) -> Element:
    """`children` as one link of a drawing that a keyboard reaches, with `told` for who cannot see it; without address a group.

    Args:
        href: address on the page or the host (``#c-3f2a``, ``/claims/3f2a``); empty for none.
        told: what the mark says, shown by a pointer that rests on it and read out.
        children: what is drawn.
    """
    if not href:
        return element("g", element("title", told), *children, role="img", aria_label=told)
    return element("a", element("title", told), *children, href=href, aria_label=told)


def named(told: str, *shown: str) -> str:
    """`told` as the name of a link that shows these words: they are part of its name, as who speaks to a browser says them (WCAG 2.5.3)."""
    missing = [words for words in shown if words not in told]
    return " ".join([*missing, told])


def svg(
    id_: str, title: str, desc: str, size: tuple[float, float], *children: Element | None, css: str = ""
) -> Element:
    """A whole drawing with its name and its description, which a screen reader tells.

    Args:
        id_: of the drawing; its parts' ids begin with it.
        title: what it shows, in a few words.
        desc: what can be seen in it, in a sentence or two, and where the same stands as a table.
        size: width and height in its own units, a pixel each at full size.
        children: what it holds.
        css: a class beside ``drawing``.
    """
    wide, high = size
    return element(
        "svg",
        element("title", title, id=f"{id_}-title"),
        element("desc", desc, id=f"{id_}-desc"),
        *children,
        css=f"drawing {css}".strip(),
        id=id_,
        viewBox=f"0 0 {number(wide)} {number(high)}",
        width=wide,
        height=high,
        role="group",
        aria_labelledby=f"{id_}-title",
        aria_describedby=f"{id_}-desc",
    )


def _stays(address: str) -> bool:
    """Whether an address stays on the page or the host, as two slashes at its beginning do not."""
    return address.startswith(_HERE) and not address.startswith(("//", "/\\")) and address.isprintable()
