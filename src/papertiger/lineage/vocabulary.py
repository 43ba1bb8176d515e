"""The data files of lineage, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from papertiger.datafiles import load_table
from papertiger.lineage.tables import LanguageWords, Letters, Weights, Words

DATA = Path(__file__).parent / "data"


@cache
def letters() -> Letters:
    """Letters → classes, from ``data/letters.yaml``."""
    return load_table(DATA / "letters.yaml", Letters)


def words(language: str) -> LanguageWords | None:
    """The words of a language, from ``data/words.yaml``; None for one that has none."""
    return getattr(_words(), language, None)


@cache
def weights() -> Weights:
    """What each kind of evidence counts, from ``data/weights.yaml``."""
    return load_table(DATA / "weights.yaml", Weights)


@cache
def _words() -> Words:
    return load_table(DATA / "words.yaml", Words)
