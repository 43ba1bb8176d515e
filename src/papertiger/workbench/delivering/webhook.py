"""A warning as a POST of JSON to an address that the user wrote.

At least once: a receiver may get the same warning again, when an answer was lost, and tells it by ``Idempotency-Key``, the warning's id.
The body is signed with HMAC-SHA256 (RFC 2104) where a secret is named. This is not `papertiger.news.fetching`: that door is for addresses
that strangers wrote, and refuses what is not public; a webhook is the user's own and often stands beside the program. No redirect is
followed, so that an answer cannot choose another address.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from papertiger import __version__
from papertiger.workbench.delivering.channels import Webhook
from papertiger.workbench.delivering.tried import Tried

SECONDS: Final = 15.0
"""Longest wait for an answer."""
WAITS: Final = (1.0, 4.0)
"""Seconds before the second and the third try of a round."""
_AGAIN: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = 30.0


def post(
    channel: Webhook,
    body: Mapping[str, Any],
    key: str,
    environment: Mapping[str, str],
    *,
    wait: Callable[[float], None] = time.sleep,
    seconds: float = SECONDS,
) -> Tried:
    """Send one warning; tries thrice where the other side is not there or asks to come again.

    Args:
        channel: where to.
        body: what is sent, as JSON.
        key: what names it at the other side, however often it comes.
        environment: has the secret.
        wait: waits so many seconds.
        seconds: longest wait for an answer.
    """
    content = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
    headers = {
        "Content-Type": "application/json",
        "User-Agent": f"papertiger/{__version__}",
        "Idempotency-Key": key,
        "X-Papertiger-Event": str(body.get("event", "warning")),
    }
    if channel.secret is not None:
        secret = environment.get(channel.secret)
        if not secret:
            return Tried("refused", f"the environment has no {channel.secret}; set it to the secret")
        headers["X-Papertiger-Signature"] = signature(secret, content)
    tried = _asked(channel.to, content, headers, seconds)
    for pause in WAITS:
        if tried[0].status != "failed":
            break
        wait(min(max(pause, tried[1]), _LONGEST_WAIT))
        tried = _asked(channel.to, content, headers, seconds)
    return tried[0]


def signature(secret: str, content: bytes) -> str:
    """``sha256=`` and the HMAC-SHA256 (hex) of the bytes that are sent."""
    return f"sha256={hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()}"


def _asked(address: str, content: bytes, headers: Mapping[str, str], seconds: float) -> tuple[Tried, float]:
    """What became of it, and for how many seconds the other side wants to be left in peace."""
    import httpx2  # noqa: PLC0415 - costs start-up time

    try:
        # Proxies of the environment would be told what is sent.
        with (
            httpx2.Client(follow_redirects=False, timeout=seconds, trust_env=False) as client,
            client.stream(
                "POST", address, content=content, headers=dict(headers)
            ) as answer,  # its body is not read
        ):
            return _judged(answer.status_code, answer.headers.get("retry-after", ""))
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return Tried("failed", f"no answer ({type(error).__name__})"), 0.0


def _judged(status: int, retry_after: str) -> tuple[Tried, float]:
    peace = float(retry_after) if retry_after.isdigit() and len(retry_after) < 6 else 0.0  # noqa: PLR2004 - a day
    if 200 <= status < 300:  # noqa: PLR2004 - HTTP
        return Tried("sent"), 0.0
    if status in _AGAIN:
        return Tried("failed", f"answered with status {status}"), peace
    if 300 <= status < 400:  # noqa: PLR2004 - HTTP
        return Tried("refused", f"answered with a redirect (status {status}), which is not followed"), 0.0
    return Tried("refused", f"answered with status {status}"), 0.0
