"""What an attribution is: who says, thinks or intends (source), by which words (cue), and what (content)."""

from __future__ import annotations

from dataclasses import dataclass

from papertiger.news.article import Span


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution; each part is the pieces of its span in text order, code points of the frozen text."""

    source: tuple[Span, ...]
    """Empty where nobody is named ("reportedly")."""
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
