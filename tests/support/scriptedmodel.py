"""A language model's server on the loopback address that answers as a test tells it: well, badly or with malice.

    with scriptedmodel.Server([answers({"claims": []}), rate_limited(0)]) as model:
        endpoint = Endpoint(address=model.address, model="scripted", timeout_s=0.5)

A script is a list of replies, of which the last one stays, or a function from the body of a request to a reply.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import socket
import ssl
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

Reply = Callable[[socket.socket, threading.Event], None]
"""Writes what it likes to a connection whose request has come; the event is set when the server is to end."""
Script = Callable[[dict[str, Any]], Reply] | Sequence[Reply]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: dict[str, Any]

    @property
    def text(self) -> str:
        """The contents of all messages, one after the other."""
        return "\n".join(str(message.get("content")) for message in self.body.get("messages", []))


@dataclass(slots=True)
class Server:
    """Runs while it is open as a context manager."""

    script: Script
    tls: ssl.SSLContext | None = None
    requests: list[Asked] = field(default_factory=list)
    """What came, in order."""
    port: int = 0
    deaf: bool = False
    """Takes connections and reads nothing from them."""
    _listening: socket.socket | None = None
    _open: list[socket.socket] = field(default_factory=list)
    _ending: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def address(self) -> str:
        """Base of the interface."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/v1"

    def __enter__(self) -> Self:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, args=(self._listening,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ending.set()
        assert self._listening is not None
        with contextlib.suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listening.close()
        with self._lock:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def _accept(self, listening: socket.socket) -> None:
        while not self._ending.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with self._lock:
                self._open.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            with contextlib.suppress(OSError), connection:
                stream = self.tls.wrap_socket(connection, server_side=True) if self.tls else connection
                with stream:
                    if self.deaf:
                        self._ending.wait()
                    asked = _received(stream)
                    if asked is None:
                        return
                    with self._lock:
                        number = len(self.requests)
                        self.requests.append(asked)
                    self._reply(number, asked)(stream, self._ending)
                    with contextlib.suppress(OSError):
                        stream.shutdown(socket.SHUT_WR)
        finally:
            with self._lock:
                self._open.remove(connection)

    def _reply(self, number: int, asked: Asked) -> Reply:
        if callable(self.script):
            return self.script(asked.body)
        return self.script[min(number, len(self.script) - 1)]


def _received(stream: socket.socket) -> Asked | None:
    """One whole request; None when the other side goes away before its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        if not (more := stream.recv(65_536)):
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {
        name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
    }
    while len(body) < int(headers.get("content-length", "0")):
        if not (more := stream.recv(65_536)):
            return None
        body += more
    return Asked(first.split(" ")[1], headers, json.loads(body) if body else {})


def envelope(
    content: object,
    tokens_in: int = 100,
    tokens_out: int = 50,
    finish: str | None = "stop",
    **message: object,
) -> dict[str, Any]:
    """The JSON around an answer, as servers of this kind send it."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scripted-model",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, **message},
                "finish_reason": finish,
            }
        ],
        "usage": {
            "prompt_tokens": tokens_in,
            "completion_tokens": tokens_out,
            "total_tokens": tokens_in + tokens_out,
        },
    }


def sends(
    body: bytes, code: int = 200, headers: Mapping[str, str] | None = None, length: int | None = None
) -> Reply:
    """These bytes under an HTTP head; `length` lies about how many there are, -1 says nothing of it."""
    fields = {"Content-Type": "application/json", "Connection": "close", **(headers or {})}
    if length != -1:
        fields["Content-Length"] = str(len(body) if length is None else length)
    head = f"HTTP/1.1 {code} Scripted\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"
    return lambda stream, _: stream.sendall(head.encode("latin-1") + body)


def answers(
    text: object, tokens_in: int = 100, tokens_out: int = 50, finish: str | None = "stop", **message: object
) -> Reply:
    """An answer; what is no text is sent as the JSON that it makes."""
    content = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False)
    return sends(json.dumps(envelope(content, tokens_in, tokens_out, finish, **message)).encode())


def status(code: int, headers: Mapping[str, str] | None = None, body: object = None) -> Reply:
    """An HTTP status, by default with an error in the body as these servers write it."""
    shown = {"error": {"message": f"scripted status {code}", "code": code}} if body is None else body
    return sends(
        shown if isinstance(shown, bytes) else json.dumps(shown, ensure_ascii=False).encode(), code, headers
    )


def rate_limited(retry_after: float | str | None = None) -> Reply:
    """Too many requests, with the wish to be left alone for so long."""
    wish = (
        retry_after if isinstance(retry_after, str) else f"{retry_after:g}" if retry_after is not None else ""
    )
    return status(429, {"Retry-After": wish} if wish else {})


def slow(seconds: float, then: Reply | None = None) -> Reply:
    """Nothing for so many seconds, then an answer without claims, or what is given."""

    def reply(stream: socket.socket, ending: threading.Event) -> None:
        if not ending.wait(seconds):
            (then or answers({"claims": []}))(stream, ending)

    return reply


def half_closed() -> Reply:
    """The head promises more than is sent."""
    body = json.dumps(envelope('{"claims": []}')).encode()
    return sends(body[: len(body) // 2], length=len(body))


def drops() -> Reply:
    """Closes without a byte."""
    return lambda _stream, _ending: None


def resets() -> Reply:
    """Breaks the connection off in the middle of an answer."""

    def reply(stream: socket.socket, _: threading.Event) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{")
        stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        stream.close()  # with a reset, as nothing lingers

    return reply


def endless() -> Reply:
    """A body without an end, as fast as it is taken."""

    def reply(stream: socket.socket, ending: threading.Event) -> None:
        stream.sendall(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"choices": "')
        while not ending.is_set():
            stream.sendall(b"a" * 65_536)

    return reply


def trickle(pause: float = 0.01, *, head: bool = False) -> Reply:
    """One byte at a time and no end: of the body, or already of the head."""

    def reply(stream: socket.socket, ending: threading.Event) -> None:
        stream.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + (b"" if head else b"\r\n"))
        while not ending.wait(pause):
            stream.sendall(b"x")

    return reply


def broken_json() -> Reply:
    """A whole envelope around an answer that is cut-off JSON."""
    return answers('{"claims": [{"sentence": 1, "predicate": "pled')


def not_json() -> Reply:
    """A page where JSON is due."""
    return sends(
        b"<!doctype html><title>It works!</title>", headers={"Content-Type": "text/html; charset=utf-8"}
    )


def not_http() -> Reply:
    """Another protocol altogether."""
    return lambda stream, _: stream.sendall(b"220 mail.example.com ESMTP ready\r\n")


WRONG_ENVELOPES: dict[str, object] = {
    "no choices": {"id": "chatcmpl-1", "object": "chat.completion"},
    "empty choices": {**envelope(""), "choices": []},
    "choices are no list": {**envelope(""), "choices": {"0": "a"}},
    "choice is null": {**envelope(""), "choices": [None]},
    "no message": {**envelope(""), "choices": [{"index": 0, "finish_reason": "stop"}]},
    "message is text": {**envelope(""), "choices": [{"message": "claims"}]},
    "content is a number": envelope(7),
    "content is an object": envelope({"claims": []}),
    "parts without text": envelope([{"type": "image_url", "image_url": {"url": "http://127.0.0.1/"}}]),
    "a list": [envelope("{}")],
    "null": None,
    "half a surrogate": envelope("\ud800"),
    "an error": {"error": {"message": "the model is being loaded", "code": 503}},
}
"""What looks like an answer and holds none, by what is wrong with it."""


def wrong_envelope(kind: str = "no choices") -> Reply:
    """One of `WRONG_ENVELOPES`."""
    return sends(json.dumps(WRONG_ENVELOPES[kind]).encode())


def parts(*texts: str) -> Reply:
    """An answer whose content is a list of parts, as some servers send it."""
    return sends(json.dumps(envelope([{"type": "text", "text": text} for text in texts])).encode())


def refuses(how: str = "refusal") -> Reply:
    """The model declines: in a field of its own, by an empty or absent content, by a filter, or it calls a tool."""
    bodies = {
        "refusal": envelope(None, refusal="I cannot help with that."),
        "empty": envelope(""),
        "null": envelope(None),
        "filter": envelope("I", finish="content_filter"),
        "tool": envelope(
            None,
            finish="tool_calls",
            tool_calls=[{"type": "function", "function": {"name": "sh", "arguments": "rm"}}],
        ),
        "part": envelope([{"type": "refusal", "refusal": "I cannot help with that."}]),
    }
    return sends(json.dumps(bodies[how]).encode())


def huge(megabytes: float = 1.5) -> Reply:
    """An answer of so many megabytes, with its true length in the head."""
    return answers("a" * int(megabytes * 1_000_000))


def redirect(to: str, code: int = 307) -> Reply:
    """The answer is said to be elsewhere."""
    return sends(b"", code, {"Location": to})


def wrong_content_type(text: object = '{"claims": []}', media_type: str = "text/html") -> Reply:
    """A good answer under a wrong name."""
    content = text if isinstance(text, str) else json.dumps(text)
    return sends(json.dumps(envelope(content)).encode(), headers={"Content-Type": media_type})


def packed(text: object = '{"claims": []}') -> Reply:
    """A good answer, gzipped."""
    content = text if isinstance(text, str) else json.dumps(text)
    return sends(gzip.compress(json.dumps(envelope(content)).encode()), headers={"Content-Encoding": "gzip"})


def gzip_bomb(megabytes: int = 20) -> Reply:
    """Few bytes that unpack to so many megabytes."""
    return sends(gzip.compress(b" " * megabytes * 1_000_000), headers={"Content-Encoding": "gzip"})


def streams() -> Reply:
    """Server-sent events, though none were asked for."""
    return sends(b'data: {"choices": [{"delta": {"content": "{"}}]}\n\ndata: [DONE]\n\n', headers={"Content-Type": "text/event-stream"})  # fmt: skip
