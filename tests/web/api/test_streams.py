"""What is written to a stream is sent while it is written; errors come through; whoever goes away stops the writing."""

from __future__ import annotations

import threading
from typing import IO, Any

import pytest

from papertiger.errors import SettingsError
from papertiger.web.api.streams import streamed


def test_text_and_bytes_come_whole() -> None:
    def text(stream: IO[Any]) -> None:
        for number in range(50_000):
            stream.write(f"рядок {number}\n")

    found = b"".join(streamed(text, binary=False)).decode()
    assert found == "".join(f"рядок {number}\n" for number in range(50_000))
    assert (
        b"".join(streamed(lambda stream: stream.write(b"\xff" * 300_000), binary=True)) == b"\xff" * 300_000
    )
    assert b"".join(streamed(lambda _: None, binary=True)) == b""


def test_an_error_before_anything_is_written_is_raised_at_once() -> None:
    def wrong(_: IO[Any]) -> None:
        raise SettingsError("no")

    with pytest.raises(SettingsError, match="no"):
        streamed(wrong, binary=True)


def test_an_error_later_breaks_it_off() -> None:
    def wrong(stream: IO[Any]) -> None:
        stream.write(b"x" * 500_000)
        raise SettingsError("no")

    pieces = streamed(wrong, binary=True)
    with pytest.raises(SettingsError, match="no"):
        list(pieces)


def test_whoever_goes_away_stops_the_writing() -> None:
    ended = threading.Event()

    def endless(stream: IO[Any]) -> None:
        try:
            while True:
                stream.write(b"x" * 100_000)
        finally:
            ended.set()

    pieces = streamed(endless, binary=True)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]

    assert ended.wait(10)
