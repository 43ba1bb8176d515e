"""English: lexicon data, and the pipeline that parses it."""

from pathlib import Path

from papertiger.language.pipelines import Analyser, load_shipped

FOLDER = Path(__file__).parent
"""Where its weights and model card are."""


def load() -> Analyser:
    """The shipped analyser of English."""
    return load_shipped("en", FOLDER)
