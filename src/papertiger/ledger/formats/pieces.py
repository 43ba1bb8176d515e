"""JSON documents that are written as their parts come, and what hostile text must not carry into a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from urllib.parse import urlsplit

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped (production 2, Char)."""
_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f<>\"\\^`{|}]+", re.IGNORECASE)
_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_SHA256 = re.compile("[0-9a-f]{64}")


def packed(value: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """JSON without spaces; letters stay letters."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


class Parts:
    """The elements of one JSON array in a document, one a line."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream, self._number = stream, 0

    def add(self, value: Any) -> None:  # noqa: ANN401 - whatever JSON can hold
        """Write one more element."""
        self._stream.write((",\n" if self._number else "\n") + packed(value))
        self._number += 1


@contextmanager
def array_in(stream: IO[str], head: dict[str, Any], name: str) -> Iterator[Parts]:
    """A JSON object with the members of `head`, then a member `name` that is an array filled inside the block."""
    stream.write("{" + "".join(f"{packed(key)}:{packed(value)}," for key, value in head.items()))
    stream.write(packed(name) + ":[")
    yield Parts(stream)
    stream.write("\n]}\n")


def without_unwritable(text: str) -> str:
    """`text` without the signs that XML cannot hold."""
    return _NO_XML.sub("", text)


def web_address(text: str | None) -> str | None:
    """`text` if it is an address on the web that may stand where programs follow links (no ``javascript:``); else None."""
    if text is None or not _ADDRESS.fullmatch(text):
        return None
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:  # brackets that are no IPv6, a port that is no number
        return None
    return text if host else None


def language_of(text: str) -> str | None:
    """`text` if it has the form of a language tag (RFC 5646), else None."""
    return text if _TAG.fullmatch(text) else None


def sha256_of(text: str) -> str | None:
    """`text` if it is a SHA-256 in hexadecimal, else None."""
    return text if _SHA256.fullmatch(text) else None
