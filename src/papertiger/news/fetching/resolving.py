"""A host to the IP addresses that are connected to: looked up once, all of them checked, none looked up again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import ip_address

from papertiger.errors import FetchError
from papertiger.news.fetching.addresses import Target
from papertiger.news.fetching.budget import Budget
from papertiger.news.fetching.limits import Reach

Resolver = Callable[[str, int], Sequence[str]]
"""Host and port → IP addresses as text; raises OSError where the host is not known."""
_TRIED = 4
"""Addresses of one host that are tried in turn."""


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine's resolver knows for `host`, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for family, _, _, _, place in found if family in _FAMILIES))


_FAMILIES = (socket.AF_INET, socket.AF_INET6)


def pinned(target: Target, resolve: Resolver, reach: Reach, budget: Budget) -> tuple[str, ...]:
    """The IP addresses of `target` that may be connected to, in order.

    Raises:
        FetchError: the host is not known, or any of its addresses is not public.
    """
    answers = [str(target.ip)] if target.ip is not None else _looked_up(target, resolve, budget)
    if not answers:
        raise FetchError(str(target), f"{target.host} has no address", kind="unresolved", cure=_CURE)
    return tuple(_checked(target, answer, reach) for answer in answers)[:_TRIED]


_CURE = "check the spelling and the connection"


def _checked(target: Target, answer: str, reach: Reach) -> str:
    """`answer` in its one canonical form."""
    try:
        ip = ip_address(answer)
    except ValueError:
        problem = f"{target.host} leads to {answer!r}, which is no IP address"
        raise FetchError(str(target), problem, kind="private", cure="save the page as a file") from None
    if why := reach.refusal(ip):
        leads = f"{ip} is" if target.ip is not None else f"{target.host} leads to {ip}, which is"
        problem = f"{leads} not public: {why}"
        raise FetchError(str(target), problem, kind="private", cure="save the page as a file")
    return str(ip)


def _looked_up(target: Target, resolve: Resolver, budget: Budget) -> list[str]:
    """What `resolve` answers, in a thread of its own: the system's resolver takes no time limit."""
    answer: list[str] = []
    failure: list[Exception] = []

    def ask() -> None:
        try:
            answer.extend(resolve(target.host, target.port))
        except Exception as error:  # noqa: BLE001 - told to the thread that waits
            failure.append(error)

    thread = threading.Thread(target=ask, daemon=True, name="papertiger-resolve")
    thread.start()
    thread.join(budget.seconds(budget.limits.connect_seconds))
    if thread.is_alive():
        raise FetchError(str(target), f"looking up {target.host} takes too long", kind="slow", cure=_CURE)
    if failure and isinstance(failure[0], (OSError, UnicodeError)):
        raise FetchError(str(target), f"{target.host} is not known", kind="unresolved", cure=_CURE)
    if failure:
        raise failure[0]
    return answer
