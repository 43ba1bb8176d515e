"""The one place that connects to a language model, and only at the address that the user set.

One connection a request, closed after it: no cookies, no redirects, no proxy of the environment, certificates verified, nothing
remembered. This is not `papertiger.news.fetching`, the door for addresses that strangers wrote, which refuses what is not public:
a model of the user's own often runs on this machine. The key stands in the Authorization field of that one host and nowhere else.
"""

from __future__ import annotations

import queue
import ssl
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpcore2

from papertiger import __version__
from papertiger.errors import EndpointError, FetchError
from papertiger.news.fetching.exchange import certificate_failed
from papertiger.news.fetching.limits import Limits
from papertiger.news.fetching.resolving import system_resolver
from papertiger.news.fetching.unpacking import unpacked
from papertiger.readers.llm.place import Place

MOST_BYTES: Final = 1_000_000
"""Largest body of an answer, unpacked."""
_CONNECT: Final = 10.0
"""Longest wait for a connection to one IP address."""
_HTTP: Final = b"HTTP/"
_PIECE: Final = 4_096
"""Bytes written at a time, so that a server that does not read is noticed at the deadline."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a server sent."""

    status: int
    fields: Mapping[str, str]
    """Names in lower case; of a field that is repeated, the first value."""
    body: bytes
    """Unpacked; empty where that of a refusal breaks off."""


class NoResponseError(Exception):
    """The server sent nothing that can be used."""

    def __init__(self, error: EndpointError, *, sent: bool) -> None:
        """Keep the `error` to raise when there is no other try, and whether anything of the request was `sent`."""
        super().__init__(str(error))
        self.error, self.sent = error, sent


def exchanged(place: Place, content: bytes, key: str | None, seconds: float) -> Response:
    """Post JSON to `place` and read the response, all within so many seconds.

    Raises:
        NoResponseError: there is none, it is too large, or it is no HTTP.
    """
    line = _Line(place, time.monotonic() + seconds)
    try:
        return _posted(line, _head(place, len(content), key), content)
    except (
        httpcore2.TimeoutException,
        httpcore2.NetworkError,
        httpcore2.ProtocolError,
        httpcore2.UnsupportedProtocol,
        FetchError,
    ) as error:
        raise NoResponseError(_told(error, line, seconds), sent=line.sent) from None


def _head(place: Place, length: int, key: str | None) -> list[tuple[bytes, bytes]]:
    head = [
        (b"Host", place.authority),
        (b"User-Agent", f"papertiger/{__version__}".encode()),
        (b"Accept", b"application/json"),
        (b"Accept-Encoding", b"identity"),
        (b"Content-Type", b"application/json"),
        (b"Content-Length", str(length).encode()),
        (b"Connection", b"close"),
    ]
    if key is not None and key.strip():
        head.append((b"Authorization", f"Bearer {key.strip()}".encode()))
    return head


class _Line(httpcore2.NetworkBackend):
    """A connection with one deadline for everything: looking up, connecting, TLS, sending, waiting, reading."""

    def __init__(self, place: Place, ends: float) -> None:
        self.place, self._ends = place, ends
        self.sent = self.closed = False
        """Whether a request was begun; whether the other side ended the connection."""
        self.first = b""
        """The first bytes that came, as many as tell HTTP from another protocol."""

    def left(self, most: float = float("inf")) -> float:
        """Seconds that the next wait may take. Raises the library's ReadTimeout when there are none."""
        seconds = self._ends - time.monotonic()
        if seconds <= 0:
            raise httpcore2.ReadTimeout("the deadline of the request has passed")
        return min(seconds, most)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the deadline sets it
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address of `host` that answers."""
        failure: Exception = httpcore2.ConnectError("no address")
        for ip in self._looked_up(host, port):
            try:
                stream = httpcore2.SyncBackend().connect_tcp(
                    ip, port, self.left(_CONNECT), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _Stream(stream, self)
        raise httpcore2.ConnectError(str(failure)) from failure

    def _looked_up(self, host: str, port: int) -> list[str]:
        """In a thread of its own, as the system's resolver takes no time limit."""
        found: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                found.put(system_resolver(host, port))
            except (OSError, UnicodeError):
                found.put([])

        threading.Thread(target=ask, daemon=True, name="papertiger-resolve").start()
        try:
            return found.get(timeout=self.left())
        except queue.Empty:
            raise httpcore2.ConnectTimeout("the name is not looked up in time") from None


class _Stream(httpcore2.NetworkStream):
    """A stream that keeps the deadline of its line."""

    def __init__(self, stream: httpcore2.NetworkStream, line: _Line) -> None:
        self._stream, self._line = stream, line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the deadline sets it
        data = self._stream.read(max_bytes, self._line.left())
        self._line.closed = self._line.closed or not data
        self._line.first = self._line.first or data[: len(_HTTP)]
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._line.sent = True
        for start in range(0, len(buffer), _PIECE):
            self._stream.write(buffer[start : start + _PIECE], self._line.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> httpcore2.NetworkStream:
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._line.left()), self._line)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's signature
        return self._stream.get_extra_info(info)


def _posted(line: _Line, head: list[tuple[bytes, bytes]], content: bytes) -> Response:
    place = line.place
    url = httpcore2.URL(
        scheme=b"https" if place.secure else b"http",
        host=place.host.encode("ascii"),
        port=place.port,
        target=place.target,
    )
    trust = ssl.create_default_context() if place.secure else None
    with httpcore2.HTTPConnection(url.origin, trust, network_backend=line) as connection:
        response = connection.handle_request(httpcore2.Request("POST", url, headers=head, content=content))
        fields: dict[str, str] = {}
        for name, value in response.headers:
            fields.setdefault(name.decode("ascii", "replace").lower(), value.decode("latin-1"))
        try:
            return Response(response.status, fields, _body(response, fields, line))
        except (FetchError, httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException):
            if response.status == 200:  # noqa: PLR2004 - HTTP
                raise
            return Response(response.status, fields, b"")


def _body(response: httpcore2.Response, fields: Mapping[str, str], line: _Line) -> bytes:
    limits = Limits(body_bytes=MOST_BYTES)

    def chunks() -> Iterator[bytes]:
        for chunk in response.iter_stream():
            line.left()  # many small chunks may come in one read
            yield chunk

    return unpacked(chunks(), fields.get("content-encoding", ""), limits, line.place.host)


def _told(error: Exception, line: _Line, seconds: float) -> EndpointError:
    """What went wrong on a connection, as ours."""
    place = line.place
    match error:
        case httpcore2.TimeoutException():
            problem = f"the language model at {place} gives no answer within {seconds:g} s"
            cure = "raise PAPERTIGER_LLM_TIMEOUT, lower PAPERTIGER_LLM_CONCURRENCY where one request waits for another, or take a faster model"
            return EndpointError(problem, cure, "timeout")
        case httpcore2.ConnectError() if certificate_failed(error):
            cure = "give the address by the name in its certificate, or point SSL_CERT_FILE to the authority that signed it"
            return EndpointError(f"{place} has no valid certificate", cure, "unreachable", ends=True)
        case httpcore2.ConnectError() if isinstance(error.__cause__, ssl.SSLError):
            problem = f"{place} answers, but not by https"
            return EndpointError(
                problem, "give an address that begins with http:// if it is yours", "unreachable"
            )
        case httpcore2.ConnectError():
            problem = f"no connection to the language model at {place}"
            return EndpointError(problem, "start its server, or check PAPERTIGER_LLM_ADDRESS", "unreachable")
        case FetchError(kind="large"):
            problem = f"{place} sends more than {MOST_BYTES:,} bytes for one answer"
            return EndpointError(
                problem, "lower PAPERTIGER_LLM_ANSWER_TOKENS, or take another model", "too_large"
            )
        case FetchError():
            return EndpointError(f"{place} sends an answer that does not unpack", _LOG, "broken")
        case httpcore2.NetworkError():
            return EndpointError(f"{place} broke the connection off half-way", _LOG, "cut")
        case _ if line.closed and _HTTP.startswith(line.first):
            return EndpointError(f"{place} closed the connection half-way", _LOG, "cut")
        case _:
            problem = f"{place} does not answer as a web server does"
            return EndpointError(problem, "check PAPERTIGER_LLM_ADDRESS", "broken")


_LOG: Final = "look at the log of the model's server"
