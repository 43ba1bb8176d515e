"""Russian: lexicon data, and the pipeline that parses it."""

from pathlib import Path

from papertiger.language.pipelines import Analyser, load_shipped

FOLDER = Path(__file__).parent.parent / "eastslavic"
"""Where its weights and model card are."""


def load() -> Analyser:
    """The shipped analyser of Russian."""
    return load_shipped("ru", FOLDER)
