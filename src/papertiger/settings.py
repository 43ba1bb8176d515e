"""Settings, passed down explicitly; nothing reads the environment at import."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may change; the defaults are what the command line uses."""

    ledger: str = "papertiger.ledger"
    """Where articles and claims are: a SQLite file, or the address of a PostgreSQL database."""
    reader: str = "frames.v1"
    """Registered name of the reader that turns an article into claims."""
    analysers: Mapping[str, str] = field(default_factory=dict)
    """Language code → name of an installed spaCy pipeline to use in place of the shipped one."""
    max_bytes: int = 20_000_000
    """Largest input file or row that is read, in bytes; a news article is about 5 kB."""


def from_environment(ledger: str | None = None) -> Settings:
    """The settings of a command-line run: option first, then ``PAPERTIGER_LEDGER``, then the default.

    ``PAPERTIGER_ANALYSER_UK`` (``_RU``, ``_EN``) names an installed spaCy pipeline for that language.
    """
    prefix = "PAPERTIGER_ANALYSER_"
    chosen = {k[len(prefix) :].lower(): v for k, v in os.environ.items() if k.startswith(prefix) and v}
    default = Settings()
    place = ledger or os.environ.get("PAPERTIGER_LEDGER") or default.ledger
    return Settings(ledger=place, analysers=chosen)
