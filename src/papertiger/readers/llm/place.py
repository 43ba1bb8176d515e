"""Where requests to a language model go: the one address that the user set, as HTTP wants it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from papertiger.errors import SettingsError
from papertiger.settings import Endpoint


@dataclass(frozen=True, slots=True)
class Place:
    """Where requests go."""

    secure: bool
    host: str
    port: int
    target: bytes
    authority: bytes

    @classmethod
    def of(cls, endpoint: Endpoint) -> Place:
        """The place of an endpoint's chat completions.

        Raises:
            SettingsError: the address or the key cannot be sent.
        """
        parts = urlsplit(endpoint.address)
        secure = parts.scheme == "https"
        usual = 443 if secure else 80
        try:
            port = parts.port or usual
            name = parts.hostname or ""
            host = name if name.isascii() else name.encode("idna").decode("ascii")
            target = quote(parts.path.rstrip("/") + "/chat/completions", safe="/%:@!$&'()*+,;=~").encode(
                "ascii"
            )
            authority = (f"[{host}]" if ":" in host else host).encode("ascii")
        except ValueError:
            raise SettingsError(
                f"{endpoint.address!r} is no address of a language model; give one like http://127.0.0.1:8080/v1"
            ) from None
        key = (endpoint.key or "").strip()
        if not (key.isascii() and key.isprintable()):
            raise SettingsError("PAPERTIGER_LLM_KEY holds characters that no key has; copy it again")
        return cls(secure, host, port, target, authority + (b"" if port == usual else f":{port}".encode()))

    def __str__(self) -> str:
        """Host and port, for messages."""
        return self.authority.decode("ascii")
