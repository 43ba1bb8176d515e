"""The article: one published text, frozen and hashed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of Unicode code points in a frozen text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of frozen text between line breaks that the reader may read (furniture is no paragraph)."""

    start: int
    end: int
    kind: str
    """``title``, ``heading`` (a short line without closing punctuation) or ``body``."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the input says about the article; None where it says nothing."""

    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    """ISO 8601 date, or date and time with offset, as precise as the source is."""
    url: str | None = None
    language: str | None = None
    """BCP-47 primary tag as declared or identified ("uk", "ru", "en", …)."""
    owner: str | None = None
    """Who owns the outlet, by name, where the article's own metadata states it."""


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How an article came that was fetched from another machine, by papertiger or by whoever made an archive."""

    address: str
    """What was asked for; `Article.path` begins with the address where it was found, or with the archive's name."""
    at: str
    """ISO 8601, UTC."""
    ip: str
    """The IP address that gave it; empty where an archive does not say."""
    program: str
    """Name and version of what fetched it; empty where an archive does not say."""
    status: int | None
    """Of HTTP; None where an archive keeps no answer, only what was made of it."""
    headers: Mapping[str, str]
    """Header fields of the answer that say something about the text; names in lower case."""
    method: str = "http"
    """``http`` for what papertiger fetched, ``warc`` for what an archive says of itself."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read: frozen text, its paragraphs, what the file said about it, and the raw bytes.

    `text` is the NFC text that every position refers to. For plain text it is the whole file, with furniture lines
    kept in place and left out of `paragraphs`; for HTML it is the extracted text.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    metadata: Metadata
    path: str
    """Where it was read from; rows of a file are ``FILE#ROW``, standard input is ``-``."""
    raw: bytes = field(repr=False)
    furniture: tuple[Span, ...] = ()
    """Spans of the frozen text that were recognised as site furniture."""
    retrieval: Retrieval | None = None
    """How it was fetched; None for what was read from files."""

    @property
    def sha256(self) -> str:
        """SHA-256 (hex) of the frozen text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """Identity in a ledger: text, outlet and URL. The same file read twice has one key; a reprint has another."""
        return article_key(self.sha256, self.metadata.outlet, self.metadata.url)


def day_of(published: str | None) -> date | None:
    """Day of publication; None for an undated article, and for one of which only month or year is known."""
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def article_key(sha256: str, outlet: str | None, url: str | None) -> str:
    """Identity of an article in a ledger by the hash of its frozen text, its outlet and its address."""
    return hashlib.sha256("\x1f".join((sha256, outlet or "", url or "")).encode()).hexdigest()
