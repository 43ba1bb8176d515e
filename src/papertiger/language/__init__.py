"""Language identification, sentence splitting and Universal Dependencies analysis; one folder a language."""

from papertiger.language.identify import identify
from papertiger.language.morphology import Reading, lemma_of, readings
from papertiger.language.pipelines import Analyser, analyser
from papertiger.language.segment import split
from papertiger.language.sentence import Sentence

__all__ = ["Analyser", "Reading", "Sentence", "analyser", "identify", "lemma_of", "readings", "split"]
