"""Starting the app: a socket on the loopback address, a token, a browser."""

from __future__ import annotations

import socket
import sys
import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

import uvicorn

from papertiger.errors import SettingsError
from papertiger.ledger import Ledger
from papertiger.settings import Settings
from papertiger.web.app import create_app
from papertiger.web.security import Access
from papertiger.web.warming import warm

PORT = 8765
"""Where the app is looked for, unless it is told otherwise."""
SWITCH = 0.0005
"""Seconds after which a thread that computes lets another have its turn. A page asks the database hundreds of times and needs its turn back
after each; with Python's own five milliseconds, one long computation beside it makes it take seconds."""
_WAITING = 128
"""Connections that may wait to be answered."""
_GRACE = 3
"""Seconds that open answers, such as streams of events, are given to end."""


@dataclass(frozen=True, slots=True)
class Binding:
    """Where the app listens."""

    port: int = PORT
    """0: any that is free."""
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    """Other names under which it may be asked for."""


def serve(
    settings: Settings, binding: Binding, *, person: str, browser: bool, tell: Callable[[str], None]
) -> None:
    """Serve until Ctrl-C.

    Args:
        settings: ledger, reader, limits. A ledger that is not there is made.
        binding: where to listen.
        person: who reviews where nobody named themselves.
        browser: open the first page in the user's browser.
        tell: is told the address, with the token in its fragment.

    Raises:
        SettingsError: the address or port can't be had. LedgerError: the ledger can't be used.
    """
    Ledger.open(settings.ledger).close()
    listening = listen(binding)
    port = listening.getsockname()[1]
    access = Access.of(port, names=binding.names)
    configured = configuration(settings, access, person)
    warm(configured.app.state.papertiger)  # type: ignore[union-attr] # an app of ours
    address = f"http://{'127.0.0.1' if _is_loopback(binding.host) else binding.names[0]}:{port}/#token={access.token}"
    tell(f"{settings.ledger} is served at {address}")
    tell("whoever has this address can read and change the ledger; Ctrl-C stops")
    server = uvicorn.Server(configured)
    sys.setswitchinterval(SWITCH)
    if browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    with listening:
        server.run([listening])


def configuration(settings: Settings, access: Access, person: str) -> uvicorn.Config:
    """How uvicorn runs the app: no log of addresses, which hold what an analyst looks for; no headers of a proxy believed."""
    return uvicorn.Config(
        create_app(settings, access, person=person),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_graceful_shutdown=_GRACE,
    )


def listen(binding: Binding) -> socket.socket:
    """A socket that listens; raises SettingsError with the cure where none can be had."""
    if not _is_loopback(binding.host) and not binding.names:
        raise SettingsError(
            f"{binding.host} can be reached by others; name the host under which they ask with --allow-remote NAME"
        )
    family = socket.AF_INET6 if ":" in binding.host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((binding.host, binding.port))
        made.listen(_WAITING)  # whoever comes before the app is ready waits
    except (OSError, OverflowError) as error:
        made.close()
        says = getattr(error, "strerror", None) or str(error)
        raise SettingsError(
            f"port {binding.port} of {binding.host} cannot be had: {says}; name another with --port, or --port 0 for any"
        ) from None
    return made


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
