"""Web servers on the loopback address that behave as they are told, well or badly, for tests of fetching."""

from __future__ import annotations

import contextlib
import gzip
import io
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address

from papertiger.news.fetching.limits import Reach
from papertiger.news.fetching.networks import why_refused

Behaviour = Callable[[socket.socket, str], None]
"""What a server does with a connection whose request has come; it may write as it likes."""
PAGE = (
    "<!doctype html><html lang='en'><head><title>Radars have not come</title></head><body><article>"
    + "<p>The ambassador said that the promised radars had not arrived, though Havana had asked three times.</p>"
    * 3
    + "</article></body></html>"
).encode()


@dataclass(slots=True)
class WebServer:
    """A running server."""

    port: int
    at: str = "127.0.0.1"
    requests: list[str] = field(default_factory=list)
    """Heads of the requests that came, in order."""


@contextmanager
def serving(
    *behaviours: Behaviour, tls: ssl.SSLContext | None = None, at: str = "127.0.0.1"
) -> Iterator[WebServer]:
    """A server whose first connection meets the first behaviour, and so on; the last one stays."""
    with socket.create_server((at, 0), backlog=200) as listening:
        server = WebServer(listening.getsockname()[1], at)
        open_ones: list[socket.socket] = []

        def accept() -> None:
            for number in range(100_000):
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                open_ones.append(connection)
                behaviour = behaviours[min(number, len(behaviours) - 1)]
                threading.Thread(
                    target=_serve, args=(connection, behaviour, server, tls), daemon=True
                ).start()

        threading.Thread(target=accept, daemon=True).start()
        yield server
        with contextlib.suppress(OSError):
            listening.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts, which would take one more
        for connection in open_ones:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()


def _serve(
    connection: socket.socket, behaviour: Behaviour, server: WebServer, tls: ssl.SSLContext | None
) -> None:
    with contextlib.suppress(OSError), connection:
        if tls is not None:
            connection = tls.wrap_socket(connection, server_side=True)
        head = b""
        while b"\r\n\r\n" not in head and (more := connection.recv(4096)):
            head += more
        server.requests.append(head.decode("latin-1"))
        with connection:
            behaviour(connection, head.decode("latin-1"))
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_WR)


def answer(
    body: bytes = PAGE,
    *,
    status: str = "200 OK",
    headers: Mapping[str, str] | None = None,
    length: int | None = None,
) -> Behaviour:
    """One answer as a server gives it; `length` lies about the body's when it is given, -1 says none."""
    fields = {"Content-Type": "text/html; charset=utf-8", **(headers or {})}
    if length != -1:
        fields["Content-Length"] = str(len(body) if length is None else length)
    head = f"HTTP/1.1 {status}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()) + "\r\n"

    def behave(connection: socket.socket, _: str) -> None:
        connection.sendall(head.encode("latin-1") + body)

    return behave


def moved(to: str, status: str = "302 Found") -> Behaviour:
    """A redirect."""
    return answer(b"", status=status, headers={"Location": to})


def loopback(*servers: WebServer, trust: Callable[[], ssl.SSLContext] | None = None) -> Reach:
    """Where tests may reach: the loopback addresses of `servers` at their ports, and whatever is public; nothing else."""
    known = {server.at for server in servers}

    def refusal(ip: IPv4Address | IPv6Address) -> str | None:
        return None if str(ip) in known else why_refused(ip)

    ports = frozenset({80, 443, *(server.port for server in servers)})
    return Reach(ports, refusal, trust) if trust is not None else Reach(ports, refusal)


def here(_: str, __: int) -> list[str]:
    """A resolver to which every name is this machine."""
    return ["127.0.0.1"]


def dripping(first: bytes, drop: bytes, seconds: float) -> Behaviour:
    """Sends `first`, and then `drop` for ever, with a pause after each."""

    def behave(connection: socket.socket, _: str) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(drop)
            time.sleep(seconds)

    return behave


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros, gzipped."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb") as stream:
        for _ in range(megabytes):
            stream.write(bytes(1_000_000))
    return packed.getvalue()
