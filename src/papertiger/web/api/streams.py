"""What is written to a stream, sent as it is written: an export of a million claims takes minutes and fits no memory."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import IO, Any, Final

_PIECE: Final = 1 << 16
"""Bytes sent at a time."""
_AHEAD: Final = 16
"""Pieces that may wait to be sent."""
_LOOK: Final = 1.0
"""Seconds between two looks whether the other side is still there."""


class _Sink(io.RawIOBase):
    """Bytes written here are taken from `pieces`."""

    def __init__(self) -> None:
        self.pieces: queue.Queue[bytes | BaseException | None] = queue.Queue(_AHEAD)
        self.left = threading.Event()
        """Nobody takes them any more."""

    def writable(self) -> bool:
        """It is for writing."""
        return True

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        """Hand a piece over, as soon as there is room."""
        self.put(bytes(data))
        return len(data)

    def put(self, piece: bytes | BaseException | None) -> None:
        """Wait for room; raises BrokenPipeError when the taker went away."""
        while not self.left.is_set():
            try:
                self.pieces.put(piece, timeout=_LOOK)
            except queue.Full:
                continue
            return
        raise BrokenPipeError


def streamed(write: Callable[[IO[Any]], object], *, binary: bool) -> Iterator[bytes]:
    """The bytes that `write` writes to the stream that it is given, while it writes them in another thread.

    What `write` raises before it has written much is raised here at once, so that it can be answered with its own status; what it raises
    later breaks the answer off.

    Args:
        write: is given a stream, of bytes where `binary`, else of text (UTF-8).
        binary: see there.
    """
    sink = _Sink()

    def work() -> None:
        try:
            buffer = io.BufferedWriter(sink, _PIECE)
            stream: IO[Any] = buffer if binary else io.TextIOWrapper(buffer, "utf-8", newline="")
            write(stream)
            stream.flush()
            stream.detach() if not binary else None  # type: ignore[attr-defined]
            sink.put(None)
        except BrokenPipeError:
            pass
        except BaseException as error:  # noqa: BLE001 - raised where it can be answered
            with suppress(BrokenPipeError):
                sink.put(error)

    threading.Thread(target=work, daemon=True).start()
    first = sink.pieces.get()
    if isinstance(first, BaseException):
        raise first
    return _rest(sink, first)


def _rest(sink: _Sink, piece: bytes | BaseException | None) -> Iterator[bytes]:
    try:
        while piece is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
            piece = sink.pieces.get()
    finally:
        sink.left.set()
