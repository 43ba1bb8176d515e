"""Which addresses of a host may be asked for: robots.txt as RFC 9309 says, read by `protego`.

What is not there allows everything; a server that fails forbids everything for the time being. Keeping the answer (24 hours
at most) is for whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from papertiger.news.following.defaults import following_table

if TYPE_CHECKING:
    from protego import Protego

AGENT = "papertiger"
"""Product token: the name by which a robots.txt may address the program."""
MAX_BYTES = 500 * 1_024
"""Bytes that are read, the least that RFC 9309 asks for (section 2.5)."""
KEPT = timedelta(hours=24)
"""How long an answer may be used (section 2.4)."""
_USER_AGENT = re.compile(r"user[- ]?agent(?:\s{0,40}:|\s)(.{0,500})", re.IGNORECASE)
_TOKEN = re.compile(r"[a-z_-]{1,80}")
_OTHERS = "somebody-else"
_MAX_SITEMAPS = 100
_UNAVAILABLE = range(400, 500)
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host allows."""

    reason: str
    """One line: what they rest on."""
    crawl_delay: float | None = None
    """Seconds between two requests that the host asks for, within what is waited for at all."""
    sitemaps: tuple[str, ...] = ()
    """As written: not checked, and they may lie on other hosts."""
    all_or_none: bool | None = None
    """True where everything is allowed, False where nothing is, None where the rules decide."""
    _rules: Protego | None = field(default=None, repr=False, compare=False)

    def allowed(self, address: str) -> bool:
        """Whether `address`, of the host that the rules are of, may be asked for."""
        if self._rules is None:
            return self.all_or_none is True
        try:
            return bool(self._rules.can_fetch(address, AGENT))
        except ValueError:  # no address
            return False


def read_robots(status: int | None, body: bytes = b"") -> Rules:
    """What a host allows that answered the request for ``/robots.txt`` with `status` and `body`.

    Args:
        status: of the last answer, redirects followed; None where there was none (no connection, too slow, too large).
        body: unpacked; read where the status is 200 or another of success.
    """
    if status is None:
        return Rules("robots.txt could not be asked for; nothing is fetched until it can", all_or_none=False)
    if status in _UNAVAILABLE and status != _TOO_MANY:
        return Rules(f"no robots.txt (status {status}): everything is allowed", all_or_none=True)
    if not 200 <= status < 300:  # noqa: PLR2004 - success
        says = f"robots.txt gave status {status}; nothing is fetched until it is there or known not to be"
        return Rules(says, all_or_none=False)
    from protego import Protego  # noqa: PLC0415 - costs start-up time

    text = body[:MAX_BYTES].decode("utf-8", "replace").removeprefix("\ufeff")
    if len(body) > MAX_BYTES:
        text = text.rpartition("\n")[0]  # the last line may be cut
    rules = Protego.parse("\n".join(_ours(text)))
    longest = following_table().pacing.longest_crawl_delay
    delay = rules.crawl_delay(AGENT)
    rate = rules.request_rate(AGENT)
    if rate is not None:
        delay = max(delay or 0.0, rate.seconds / rate.requests)
    cut = f", its first {MAX_BYTES:,} bytes" if len(body) > MAX_BYTES else ""
    return Rules(
        f"robots.txt as of its last answer{cut}",
        crawl_delay=min(delay, longest) if delay is not None else None,
        sitemaps=tuple(dict.fromkeys(one.strip()[:4_000] for one in rules.sitemaps))[:_MAX_SITEMAPS],
        _rules=rules,
    )


def _ours(text: str) -> Iterator[str]:
    """The lines of a robots.txt, with one name for all other programs that it addresses.

    A file that names ten thousand programs before ten thousand rules would otherwise cost their product.
    """
    for line in text.splitlines():
        match = _USER_AGENT.match(line.strip())
        if match is None:
            yield line
            continue
        name = match[1].partition("#")[0].strip().lower()
        token = _TOKEN.match(name)
        ours = token is not None and token[0] == AGENT
        yield f"user-agent: {'*' if name == '*' else AGENT if ours else _OTHERS}"
