"""What became of one try to send something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["sent", "refused", "failed"]


@dataclass(frozen=True, slots=True)
class Tried:
    """One try."""

    status: Status
    """``sent``; ``refused`` for good by the other side, or because the settings cannot work; ``failed``, to be tried again."""
    problem: str | None = None
    """One line, without addresses or secrets."""
