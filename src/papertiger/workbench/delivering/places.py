"""What may stand for an address that a user sends to."""

from __future__ import annotations

import re
from ipaddress import ip_address
from urllib.parse import urlsplit

_MAILBOX = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9.-]{1,253}")


def address_problem(address: str, *, insecure: bool) -> str:
    """What is wrong with the address of a webhook or of the web app; empty when nothing is.

    It is the user's own and may be private: he wrote it. What it names must be plain, and https unless it is this computer.
    """
    if len(address) > _LONGEST or not address.isascii() or not address.isprintable() or " " in address:
        return "the address has characters that none has, or too many; write it as a browser shows it"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{address!r} is no address; write it as https://example.org/hook"
    if parts.scheme not in ("http", "https") or not host:
        return f"{address!r} is no http or https address; write it as https://example.org/hook"
    if parts.username is not None or parts.password is not None:
        return "the address holds a user name or password; name an environment variable in `secret` and leave them out"
    if parts.scheme == "http" and not insecure and not _here(host):
        return "http would send warnings unencrypted to another machine; write https, or insecure = true"
    return ""


_LONGEST = 2_000


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def mailbox_problem(address: str) -> str:
    """What is wrong with a mail address; empty when nothing is."""
    if _MAILBOX.fullmatch(address) is None:
        return f"{address[:60]!r} is no mail address; write it as anna@example.org"
    return ""
