"""Language identification, sentence splitting and Universal Dependencies analysis; one folder a language."""

from papertiger.language.identify import identify
from papertiger.language.judging import language_name
from papertiger.language.morphology import Reading, lemma_of, readings
from papertiger.language.names import NamedThing, named_in, named_in_article
from papertiger.language.pipelines import Analyser, analyser
from papertiger.language.runs import Run, runs, split_by_language
from papertiger.language.scripts import Clean, clean
from papertiger.language.segment import split
from papertiger.language.sentence import Sentence

__all__ = [
    "Analyser",
    "Clean",
    "NamedThing",
    "Reading",
    "Run",
    "Sentence",
    "analyser",
    "clean",
    "identify",
    "language_name",
    "lemma_of",
    "named_in",
    "named_in_article",
    "readings",
    "runs",
    "split",
    "split_by_language",
]
