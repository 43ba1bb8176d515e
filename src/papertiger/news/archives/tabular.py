"""CSV with named columns, row by row (RFC 4180, with the delimiters and encodings that spreadsheets write)."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import BinaryIO

from papertiger.errors import ArticleError
from papertiger.news import fields
from papertiger.news.encodings import guess_encoding
from papertiger.news.freeze import CURE_ENCODING
from papertiger.news.refusal import Refusal

_DELIMITERS = ",;\t|"
_MAX_SKIPPED = 50
"""A line this many times longer than allowed is where reading stops."""
_CURE_TEXT = "name the column that holds the article `text` (or body, content, content_html)"
_CURE_ROW = "correct or remove the row"


def csv_rows(
    head: bytes, stream: BinaryIO, name: str, max_bytes: int
) -> Iterator[tuple[int, bytes] | Refusal]:
    """Every row as a JSON object by the names of the header, with its number; rows count from 1, the header not among them.

    Raises:
        ArticleError: there is no header, or none of its columns holds articles; the encoding isn't known.
    """
    # Of the whole process, and only ever raised: a body of text is longer than the 131,072 characters that csv allows.
    csv.field_size_limit(max(csv.field_size_limit(), max_bytes))
    lines = _Lines(head, stream, _encoding(head, name), max_bytes)
    first = lines.peek()
    reader = csv.reader(lines, delimiter=_delimiter(first))
    try:
        header = _header(next(reader, None), name)
    except _TooLongError:
        problem = f"no header: a first line longer than the limit of {max_bytes:,} bytes"
        raise ArticleError(name, problem, cure=_CURE_TEXT) from None
    except csv.Error as error:
        raise ArticleError(name, f"not CSV: {_plainly(error)}", cure=_CURE_TEXT) from None
    number = 0
    while True:
        number += 1
        lines.taken = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except _TooLongError as error:
            stops = "; reading stops here" if error.last else ""
            what = f"longer than the limit of {max_bytes:,} bytes, or a quote in it is never closed{stops}"
            yield Refusal(name, number, what, _CURE_ROW)
            if error.last:
                return
            continue
        except csv.Error as error:
            yield Refusal(name, number, f"not CSV: {_plainly(error)}", _CURE_ROW)
            continue
        if not row:
            number -= 1  # an empty line is no row
        elif len(row) != len(header):
            yield Refusal(name, number, f"has {len(row)} cells, the header {len(header)}", _CURE_ROW)
        else:
            record = {column: cell for column, cell in zip(header, row, strict=True) if cell}
            yield number, json.dumps(record, ensure_ascii=False).encode("utf-8", "backslashreplace")


def _plainly(error: csv.Error) -> str:
    """The library's words, without its advice to programmers."""
    return str(error).partition(" - ")[0]


class _TooLongError(Exception):
    def __init__(self, *, last: bool) -> None:
        super().__init__()
        self.last = last


class _Lines:
    """Decoded lines, counting what one row takes; a row that takes too much ends with an error, and the next line begins another."""

    def __init__(self, head: bytes, stream: BinaryIO, encoding: str, max_bytes: int) -> None:
        self.taken = 0
        self._held, self._stream, self._encoding, self._max = head, stream, encoding, max_bytes
        self._next: bytes | None = None

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        raw = self._next if self._next is not None else self._line()
        self._next = None
        if not raw:
            raise StopIteration
        self.taken += len(raw)
        if self.taken > self._max:
            raise _TooLongError(last=not raw.endswith(b"\n") and not self._drain())
        return raw.decode(self._encoding, "replace")

    def peek(self) -> str:
        """The first line, which is given again."""
        self._next = self._line()
        return self._next.decode(self._encoding, "replace")

    def _line(self) -> bytes:
        limit = self._max + 1
        if not self._held:
            return self._stream.readline(limit)
        end = self._held.find(b"\n", 0, limit) + 1
        if end == 0 and len(self._held) < limit:
            line, self._held = self._held, b""
            return line + self._stream.readline(limit - len(line))
        end = end or limit
        line, self._held = self._held[:end], self._held[end:]
        return line

    def _drain(self) -> bool:
        """Read to the end of a line that is too long; False where it has none within reason."""
        for _ in range(_MAX_SKIPPED):
            rest = self._line()
            if not rest or rest.endswith(b"\n"):
                return True
        return False


def _encoding(head: bytes, name: str) -> str:
    if head.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    whole = head.rpartition(b"\n")[0] or head
    try:
        whole.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data":
            return "utf-8"
        found = guess_encoding(whole)
        if found is None:
            raise ArticleError(name, "a table in no known encoding", cure=CURE_ENCODING) from None
        return found
    return "utf-8"


def _delimiter(line: str) -> str:
    """That which gives the header the most columns whose names are known here; else the most columns."""

    def worth(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:  # what is wrong is told where the header is read
            return 0, 0
        record = dict.fromkeys(cells, "x")
        return sum(fields.find(record, known) is not None for known in fields.table().fields), len(cells)

    return max(_DELIMITERS, key=worth)


def _header(cells: list[str] | None, name: str) -> list[str]:
    if not cells:
        raise ArticleError(name, "a table without a header", cure=_CURE_TEXT)
    record = dict.fromkeys(cells, "x")
    if fields.find(record, "text") is None and fields.find(record, "html") is None:
        shown = ", ".join(cell[:40] for cell in cells[:12])
        raise ArticleError(
            name, f"a CSV table with no column for the text; its columns are {shown}", cure=_CURE_TEXT
        )
    return cells
