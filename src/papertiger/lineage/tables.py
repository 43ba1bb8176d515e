"""The data files of lineage, as validated on load."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Letters(_Table):
    """Letters and groups of letters → their class; see ``data/letters.yaml``."""

    cyrillic: dict[str, str]
    latin: dict[str, str]


class LanguageWords(_Table):
    """What one language calls things; see ``data/words.yaml``."""

    idle: frozenset[str]
    """Base forms (English: every form) that say nothing about what an article is about."""
    thousand: frozenset[str]
    million: frozenset[str]
    billion: frozenset[str]
    trillion: frozenset[str]
    own: tuple[str, ...]
    """Phrases by which an outlet says that the reporting is its own; ``*`` stands for endings."""
    correction: tuple[str, ...]
    """Phrases that mend an earlier article."""
    withdrawal: tuple[str, ...]
    """Phrases that take an earlier article back."""
    agencies: frozenset[str]
    """Words in the names of news agencies."""
    companies: frozenset[str]
    """Legal forms of companies, and articles: no part of an owner's name."""
    endings: dict[str, tuple[str, ...]] = {}
    """Where there is no dictionary: ending → what may stand in its place in the base form; each is tried in turn."""

    @field_validator(
        "idle", "thousand", "million", "billion", "trillion", "agencies", "companies", mode="before"
    )
    @classmethod
    def _split(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value


class Words(_Table):
    """The words of every language."""

    uk: LanguageWords
    ru: LanguageWords
    en: LanguageWords


class Weights(_Table):
    """How much each feature and each kind of evidence counts; see ``data/weights.yaml``."""

    features: dict[str, float]
    """Kind of feature → its weight in overlaps."""
    evidence: dict[str, float]
    """Kind of evidence → log-odds that one whole unit of it adds."""
    intercept: float
    """Log-odds that two articles of one window share an origin before anything is known."""
    window_days: int = Field(gt=0)
    """Days between two articles beyond which they are not compared."""
