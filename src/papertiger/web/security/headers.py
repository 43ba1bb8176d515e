"""What every answer says to the browser: run nothing and fetch nothing but our own files."""

from __future__ import annotations

from typing import Final

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""Content Security Policy of pages. No inline script or style, no eval; documents that carry their own style bring their own policy."""

HEADERS: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)

UNSTORED: Final = b"private, no-cache"
"""For pages: asked for again each time, yet kept for the back button."""


def completed(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer with those that are missing."""
    given = {name.lower() for name, _ in headers}
    wanted = (
        *HEADERS,
        (b"content-security-policy", POLICY.encode()),
        (b"cache-control", UNSTORED),
    )
    return headers + [(name, value) for name, value in wanted if name not in given]
