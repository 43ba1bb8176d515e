"""Lines of a file from outside: plain or gzip, each no longer than a ledger ever writes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

from papertiger.ledger.transfer.refusal import RefusedError

LONGEST: Final = 64 * 2**20
"""Bytes of a line. The greatest article that is read has 20 MB, which are 27 in base64, beside its text."""
RATIO: Final = 200
"""How far a compressed file may grow; JSON lines shrink to a tenth, a bomb to a thousandth."""
FREE: Final = 16 * 2**20
"""Bytes that may come out whatever the ratio."""
PIECE: Final = 2**16
GZIP: Final = b"\x1f\x8b"


def lines_of(path: Path, name: str) -> Iterator[tuple[int, str]]:
    """Line number from 1 and line without its break; empty lines are passed over.

    Raises:
        RefusedError: the file cannot be read, is damaged or grows out of measure, or a line is too long or no UTF-8.
    """
    try:
        with path.open("rb") as stream:
            yield from lines_in(stream, name)
    except OSError as error:
        raise RefusedError(name, None, f"cannot be read: {error.strerror}") from None


def lines_in(stream: IO[bytes], name: str) -> Iterator[tuple[int, str]]:
    """The same of an open file that can be rewound."""
    packed = stream.read(len(GZIP)) == GZIP
    stream.seek(0)
    pieces = _inflated(stream, name) if packed else iter(lambda: stream.read(PIECE), b"")
    left = bytearray()
    number = 0
    for piece in pieces:
        left += piece
        if b"\n" in piece:
            *whole, rest = left.split(b"\n")
            left = bytearray(rest)
            for line in whole:
                number += 1
                yield from _line(line, number, name)
        if len(left) > LONGEST:
            raise RefusedError(name, number + 1, f"a line of more than {LONGEST >> 20} MiB", cure=_WHOLE)
    if left:
        yield from _line(left, number + 1, name)


_WHOLE: Final = "no ledger writes such lines; ask for the file again"


def _line(line: bytes | bytearray, number: int, name: str) -> Iterator[tuple[int, str]]:
    line = line.removesuffix(b"\r")
    if not line:
        return
    if len(line) > LONGEST:
        raise RefusedError(name, number, f"a line of more than {LONGEST >> 20} MiB", cure=_WHOLE)
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(
            name, number, f"no UTF-8 from byte {error.start} on", cure="ask for the file again"
        ) from None
    yield number, text


def _inflated(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """A gzip file unpacked slice by slice, however many members it has."""
    inflate = zlib.decompressobj(wbits=31)
    taken = given = 0
    while data := stream.read(PIECE):
        taken += len(data)
        while data:
            if inflate.eof:
                inflate = zlib.decompressobj(wbits=31)
            try:
                piece = inflate.decompress(data, PIECE)
            except zlib.error as error:
                raise RefusedError(name, None, f"damaged gzip: {error}", cure="copy the file again") from None
            data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
            given += len(piece)
            if given > FREE and given > RATIO * taken:
                raise RefusedError(
                    name,
                    None,
                    f"unpacks to more than {RATIO} times its size",
                    cure="unpack it with care yourself",
                )
            yield piece
    if not inflate.eof:
        raise RefusedError(name, None, "the gzip file ends too early", cure="copy the file again")


def first_of(path: Path, name: str) -> str:
    """The first line, by which formats are told apart; empty for an empty file."""
    with suppress(StopIteration):
        return next(lines_of(path, name))[1]
    return ""
