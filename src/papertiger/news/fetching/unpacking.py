"""Bodies unpacked as they come, in slices, with a cap on their size and on how much one byte may become."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from papertiger.errors import FetchError
from papertiger.news.fetching.limits import Limits

ACCEPTED = "gzip, deflate"
"""What is asked for. Brotli and Zstandard are not: decoders that stop in mid-slice are not in every Python."""
_SLICE = 65_536
_FREE = 1_000_000
"""Bytes that may be unpacked whatever the ratio: a short page of one repeated line is no bomb."""
_MEMBERS = 16
"""Gzip members in one body; each costs, and empty ones are free to make."""


def unpacked(chunks: Iterable[bytes], encoding: str, limits: Limits, address: str) -> bytes:
    """The body that `chunks` are, after the one coding that `encoding` names (a Content-Encoding field, or empty).

    Raises:
        FetchError: another coding, more than one, damaged data, too large, or packed too densely to be text.
    """
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        parts: Iterator[tuple[bytes, int]] = ((chunk, 0) for chunk in chunks)
    elif coding in ("gzip", "x-gzip", "deflate"):
        parts = _inflated(chunks, coding, address)
    else:
        problem = f"packed as {coding[:40]!r}, which was not asked for"
        raise FetchError(address, problem, kind="encoding", cure="save the page as a file")
    body = bytearray()
    for part, packed in parts:
        body += part
        if len(body) > limits.body_bytes:
            raise _too_large(address, f"more than {limits.body_bytes:,} bytes unpacked")
        if packed and len(body) > max(_FREE, limits.ratio * packed):
            raise _too_large(address, f"packed more than {limits.ratio} to one, as no text is")
    return bytes(body)


def _too_large(address: str, problem: str) -> FetchError:
    return FetchError(address, problem, kind="large", cure="save the article's text as a file")


def _inflated(chunks: Iterable[bytes], coding: str, address: str) -> Iterator[tuple[bytes, int]]:
    """Unpacked slices, each with the packed bytes received so far."""
    taken, members, machine = 0, 0, None
    try:
        for chunk in chunks:
            taken += len(chunk)
            data = chunk
            while data:
                if machine is None:
                    members += 1
                    if members > _MEMBERS:
                        raise _damaged(address)
                    machine = _machine(coding, data)
                yield machine.decompress(data, _SLICE), taken
                data = machine.unconsumed_tail
                if machine.eof:
                    data, machine = _after(machine.unused_data, coding), None
                    if not data:
                        break
        while machine is not None and not machine.eof:
            # Output that was held back though all input is consumed; ends when a call yields nothing more.
            rest = machine.decompress(b"", _SLICE)
            if not rest:
                raise _damaged(address)
            yield rest, taken
    except zlib.error:
        raise _damaged(address) from None


def _after(unused: bytes, coding: str) -> bytes:
    """What follows a member: another one, or padding that everybody ignores."""
    return unused if coding != "deflate" and unused.startswith(b"\x1f\x8b") else b""


def _machine(coding: str, data: bytes) -> zlib._Decompress:
    if coding != "deflate":
        return zlib.decompressobj(zlib.MAX_WBITS | 16)
    # By RFC 9110 deflate has a zlib head; some servers send it bare.
    first = int.from_bytes(data[:2], "big")
    has_head = len(data) < 2 or (first & 0x0F00 == 0x0800 and first % 31 == 0)  # noqa: PLR2004 - RFC 1950
    return zlib.decompressobj(zlib.MAX_WBITS if has_head else -zlib.MAX_WBITS)


def _damaged(address: str) -> FetchError:
    return FetchError(
        address, "damaged or cut off on the way (it does not unpack)", kind="encoding", cure="try again"
    )
