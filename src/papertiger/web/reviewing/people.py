"""Who reviews, and whether letters act: kept in cookies of the browser, for each who sits there has an own one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, unquote

from starlette.responses import Response

NAME: Final = "papertiger-reviewer"
KEYS: Final = "papertiger-keys"
LONGEST: Final = 80
"""Letters of a name."""
_YEAR: Final = 365 * 24 * 3600


def fit_name(given: str) -> str | None:
    """A name as it can stand beside a decision; None for one that cannot."""
    name = " ".join(given.split())
    return name if name and len(name) <= LONGEST and name.isprintable() else None


def reviewer(cookies: Mapping[str, str], otherwise: str) -> str:
    """Who reviews: as the cookie says, else `otherwise`."""
    return fit_name(unquote(cookies.get(NAME, ""))) or otherwise


def letters_act(cookies: Mapping[str, str]) -> bool:
    """Whether single letters act; they do until somebody switches them off (WCAG 2.2, 2.1.4)."""
    return cookies.get(KEYS) != "off"


def remember(answer: Response, *, name: str | None = None, keys: bool | None = None) -> None:
    """Put what was chosen into the browser's cookies, for a year."""
    # A cookie holds ASCII only, and names are written in every alphabet.
    chosen = {
        NAME: quote(name, safe="") if name else None,
        KEYS: {None: None, True: "on", False: "off"}[keys],
    }
    for cookie, value in chosen.items():
        if value is not None:
            answer.set_cookie(cookie, value, max_age=_YEAR, samesite="strict", httponly=True)
