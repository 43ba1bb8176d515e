"""An address that somebody typed, or that a server redirected to, taken apart strictly.

Parsers that disagree about an address are how guards are passed, so what is not plain is refused, not repaired:
backslashes, spaces and control characters, credentials, IPv4 addresses in any notation but four decimal numbers.
Names become ASCII by UTS 46 and IDNA 2008; what is checked is what is connected to.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin

from papertiger.errors import FetchError
from papertiger.news.fetching.networks import fetching_table

PORTS = {"http": 80, "https": 443}
MAX_ADDRESS = 4_000
"""Longest address in characters."""
_MAX_HOST, _MAX_LABEL = 253, 63
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]{0,30}):")
_AUTHORITY = re.compile(r"//([^/?#]*)")
_HOST_AND_PORT = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(.*))?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
"""A last label that makes every browser read the host as an IPv4 address."""
_SAFE = "!$%&'()*+,/:;=?@[]~-._"
_COPY = "copy the address from the browser's address bar"


@dataclass(frozen=True, slots=True)
class Target:
    """One address taken apart."""

    scheme: str
    host: str
    """As it is looked up and sent: ASCII, lower case, without the last dot; an IPv6 address without brackets."""
    port: int
    path: str
    """Path and query, percent-encoded, beginning with ``/``."""
    ip: IPv4Address | IPv6Address | None
    """The host, where it is an IP address."""

    @property
    def authority(self) -> str:
        """Host and port as a Host field says them: the scheme's own port is left out."""
        host = f"[{self.host}]" if isinstance(self.ip, IPv6Address) else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def parse(address: str, ports: Collection[int]) -> Target:
    """`address` taken apart.

    Args:
        address: an absolute http or https address; space around it and a fragment are dropped.
        ports: ports that may be asked.

    Raises:
        FetchError: it is no such address, or names what is never fetched.
    """
    address = address.strip(" \t\r\n")
    if len(address) > MAX_ADDRESS:
        raise FetchError(address, f"longer than {MAX_ADDRESS:,} characters", kind="address", cure=_COPY)
    if any(c.isspace() or not c.isprintable() or c == "\\" for c in address):
        problem = "spaces, control characters or backslashes in it"
        raise FetchError(address, problem, kind="address", cure=_COPY)
    scheme = _scheme(address)
    rest = address[len(scheme) + 1 :]
    authority = _AUTHORITY.match(rest)
    if authority is None or not authority[1]:
        raise FetchError(address, "no host in it", kind="address", cure=_COPY)
    name, port = _host_and_port(address, authority[1], scheme)
    if port not in ports:
        cure = "only " + " and ".join(map(str, sorted(ports))) + " are asked"
        raise FetchError(address, f"port {port}", kind="port", cure=cure)
    host, ip = _host(address, name)
    path = quote(rest[authority.end() :].partition("#")[0], safe=_SAFE)
    return Target(scheme, host, port, path if path.startswith("/") else f"/{path}", ip)


def redirected(here: Target, location: str, ports: Collection[int]) -> Target:
    """The address that `location` means when `here` answers with it, checked like any other.

    Raises:
        FetchError: it is no address, or names what is never fetched.
    """
    if len(location) > MAX_ADDRESS or any(not c.isprintable() or c in "\\ " for c in location):
        raise FetchError(str(here), "a redirect to what is no address", kind="redirect", cure=_COPY)
    try:
        return parse(urljoin(str(here), location), ports)
    except ValueError:
        raise FetchError(str(here), "a redirect to what is no address", kind="redirect", cure=_COPY) from None


def _scheme(address: str) -> str:
    match = _SCHEME.match(address)
    if match is None or (address[match.end() : match.end() + 2] != "//" and "." in match[1]):
        raise FetchError(address, "no http:// or https:// before it", kind="scheme", cure="write https://…")
    if match[1].lower() not in PORTS:
        raise FetchError(
            address, f"{match[1]} is not fetched", kind="scheme", cure="give an https:// address"
        )
    return match[1].lower()


def _host_and_port(address: str, authority: str, scheme: str) -> tuple[str, int]:
    if "@" in authority:
        problem = "a user name or password in it"
        raise FetchError(address, problem, kind="credentials", cure="remove what stands before @")
    match = _HOST_AND_PORT.fullmatch(authority)
    if match is None:
        raise FetchError(address, "a host that is no name", kind="address", cure=_COPY)
    host, port = match[1], match[2] or ""
    if port and not (port.isascii() and port.isdigit() and len(port) <= 5):  # noqa: PLR2004 - 65535
        raise FetchError(address, "a port that is no number", kind="port", cure=_COPY)
    return host, int(port) if port else PORTS[scheme]


def _host(address: str, name: str) -> tuple[str, IPv4Address | IPv6Address | None]:
    if name.startswith("[") and name.endswith("]"):
        six = _six(address, name[1:-1])
        return six.compressed, six
    host = _ascii(address, name)
    labels = host.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        try:
            four = IPv4Address(host)
        except AddressValueError:
            problem = "an IP address in an unusual notation"
            raise FetchError(
                address, problem, kind="private", cure="write it as four decimal numbers"
            ) from None
        return str(four), four
    if len(labels) == 1 or any(
        host == known or host.endswith(f".{known}") for known in fetching_table().names_refused
    ):
        raise FetchError(address, f"{host} is no public name", kind="private", cure="save the page as a file")
    return host, None


def _six(address: str, text: str) -> IPv6Address:
    try:
        if "%" in text:
            raise FetchError(address, "an IP address with a scope", kind="private", cure="give a public host")
        return IPv6Address(text)
    except AddressValueError:
        raise FetchError(address, "brackets without an IP address", kind="address", cure=_COPY) from None


def _ascii(address: str, name: str) -> str:
    """`name` as a resolver and a server take it."""
    import idna  # noqa: PLC0415 - its tables cost start-up time

    if not name or len(name) > _MAX_HOST:
        raise _no_name(address)
    try:
        host = name.lower() if name.isascii() else idna.encode(name, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        raise _no_name(address) from None
    host = host.removesuffix(".")
    if len(host) > _MAX_HOST or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise _no_name(address)
    return host


def _no_name(address: str) -> FetchError:
    return FetchError(address, "a host that is no name", kind="address", cure=_COPY)
