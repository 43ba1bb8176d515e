"""What ``papertiger actors find`` prints: the links of a text."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from papertiger.actors import KnowledgeBase
from papertiger.actors.linking import Around, Link, Linker
from papertiger.errors import SettingsError
from papertiger.language import identify, split
from papertiger.news.article import Paragraph
from papertiger.report.visible import one_line

_LINE = re.compile(r"[^\n]+")


def links_of(
    base: KnowledgeBase, text: str, language: str | None, on: date | None, outlet_state: str | None
) -> tuple[str, list[Link]]:
    """The language of a text, identified where it is None, and its links.

    Raises:
        SettingsError: the base has no names in the language.
    """
    code = language or identify(text)
    if code not in base.languages:
        known = ", ".join(base.languages)
        if language is None and text.strip():
            raise SettingsError(
                f"the text looks like {code!r}, in which there are no actor names; say --language ({known})"
            )
        if language is None:
            raise SettingsError("the text is empty; give one, or - for standard input")
        raise SettingsError(f"no actor names in language {code!r}; there are: {known}")
    paragraphs = [Paragraph(match.start(), match.end(), "body") for match in _LINE.finditer(text)]
    sentences = [sentence.start for sentence in split(text, paragraphs, code)]
    around = Around(outlet_state)
    return code, Linker(base, code).link(text, on=on, sentences=sentences or [0], around=around)


def links_json(language: str, on: date | None, links: Sequence[Link]) -> dict[str, Any]:
    """The links as `--format json` prints them."""
    return {
        "language": language,
        "on": on.isoformat() if on is not None else None,
        "links": [_record(link) for link in links],
    }


def _record(link: Link) -> dict[str, Any]:
    actor = link.actor
    return {
        "start": link.start,
        "end": link.end,
        "surface": link.surface,
        "actor": actor.id if actor is not None else None,
        "name": link.name or (actor.name if actor is not None else None),
        "state": link.state,
        "form": link.form,
        "role": link.role,
        "post": link.post,
        "how": link.how,
    }


def link_lines(links: Sequence[Link]) -> Iterator[str]:
    """Two lines a link: where it stands and whom it means; what it is and how that was reached."""
    places = [f"{link.start}-{link.end}" for link in links]
    wide = max(map(len, places), default=0)
    for place, link in zip(places, links, strict=True):
        record = _record(link)
        yield f"{place:{wide}}  {one_line(link.surface)}  →  {record['actor'] or 'unknown'}  {one_line(record['name'] or '')}".rstrip()
        state = f"state {link.state}" if link.state else "no state"
        yield f"{'':{wide}}  {link.form}, {link.role}, {state}: {one_line(link.how)}"


def standard_input() -> str:
    """What standard input holds, as UTF-8; raises SettingsError."""
    if sys.stdin is None:  # started with ``<&-``
        raise SettingsError("standard input is closed; give it a file or a pipe")
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"standard input is not UTF-8 at byte {error.start}; convert it to UTF-8"
        ) from None
