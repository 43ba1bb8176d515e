"""Connections to pinned IP addresses, metered: the network backend under httpcore2.

The library asks for a host by name; what it gets is a connection to an address that was checked, while the name stays
in the Host field and in TLS. Importing this module imports httpcore2.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv6Address, ip_address
from typing import Any

from httpcore2 import (
    SOCKET_OPTION,
    ConnectError,
    ConnectTimeout,
    NetworkBackend,
    NetworkStream,
    SyncBackend,
)

from papertiger.errors import FetchError
from papertiger.news.fetching.budget import Budget


class PinnedBackend(NetworkBackend):
    """Connects to `addresses`, in turn, whatever host it is asked for, and tells `connected` which of them answered."""

    def __init__(self, addresses: Sequence[str], budget: Budget, connected: Callable[[str], None]) -> None:
        self._addresses, self._budget, self._connected = addresses, budget, connected

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002 - the name that was looked up; its addresses are pinned
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - the budget sets it
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> NetworkStream:
        """A connection to the first of the pinned addresses that answers.

        Raises:
            FetchError: somebody else answered, or no time is left.
        """
        failure: Exception = ConnectError("no address to connect to")
        for ip in self._addresses:
            seconds = self._budget.seconds(self._budget.limits.connect_seconds)
            try:
                stream = SyncBackend().connect_tcp(ip, port, seconds, local_address, socket_options)
            except (ConnectError, ConnectTimeout) as error:
                failure = error
                continue
            self._connected(ip)
            self._check_peer(stream, ip)
            return _Metered(stream, self._budget)
        raise failure

    def _check_peer(self, stream: NetworkStream, ip: str) -> None:
        """The system may have been told to lead the connection elsewhere; a proxy of its own then stays unused."""
        peer = stream.get_extra_info("server_addr")
        if not peer or _plain(str(peer[0])) != _plain(ip):
            stream.close()
            problem = f"asked {ip}, and {peer[0] if peer else 'nobody'} answered"
            raise FetchError(self._budget.address, problem, kind="private")


class _Metered(NetworkStream):
    """A stream that spends a budget."""

    def __init__(self, stream: NetworkStream, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - the budget sets it
        seconds = self._budget.seconds(self._budget.limits.read_seconds)
        data = self._stream.read(self._budget.next_read(max_bytes), seconds)
        self._budget.took(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - as above
        self._stream.write(buffer, self._budget.seconds(self._budget.limits.read_seconds))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - as above
    ) -> NetworkStream:
        seconds = self._budget.seconds(self._budget.limits.connect_seconds)
        return _Metered(self._stream.start_tls(ssl_context, server_hostname, seconds), self._budget)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - the library's signature
        return self._stream.get_extra_info(info)


def _plain(ip: str) -> str:
    """One form for one address; a mapped IPv4 address and the address itself are one."""
    parsed = ip_address(ip.partition("%")[0])
    mapped = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return str(mapped or parsed)
