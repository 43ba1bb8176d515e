"""Analysers: one Universal Dependencies pipeline a language, loaded when first needed.

The shipped ones are trained by ``scripts/train_language.py``. A better one that the user has installed as a spaCy
package (a transformer one, say) takes its place when the settings name it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from papertiger import registry
from papertiger.datafiles import load_table
from papertiger.errors import PipelineError
from papertiger.language.lean import import_spacy
from papertiger.language.sentence import Sentence
from papertiger.language.trees import finish, plain_doc, prepare
from papertiger.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from papertiger.language.treebank import Word

_BATCH = 64
"""Sentences parsed at once; larger batches gain nothing on a CPU."""


class Source(BaseModel):
    """What the weights were trained on."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    licence: str
    url: str = ""
    sha256: dict[str, str] = {}


class ModelCard(BaseModel):
    """``MODEL.yaml`` beside the weights: what they are, what they learned from, and the digest of each file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    version: str
    languages: tuple[str, ...]
    licence: str
    attribution: str
    seed: int
    spacy: str
    steps: int
    sources: tuple[Source, ...]
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Analyser:
    """Parses sentences of one language."""

    language: str
    name: str
    version: str
    digest: str
    """SHA-256 (hex) that changes whenever the weights do; part of what identifies a claim's coder."""
    _nlp: Any = field(repr=False)
    _relemmatise: bool = field(default=False, repr=False)

    def parse(self, sentences: Sequence[Sentence], *, uniform: bool = True) -> None:
        """Set `doc` of each sentence: one tree, one root, ``doc.text == sentence.text``; `uniform` as in `finish`."""
        docs = (prepare(self._nlp, sentence.text, self.language) for sentence in sentences)
        for sentence, doc in zip(sentences, self._piped(docs), strict=True):
            sentence.doc = self._finished(doc, sentence.text, uniform=uniform)

    def parse_words(self, sentences: Sequence[Sequence[Word]]) -> Iterator[Doc]:
        """Trees over words that are already cut, with the relations of the language's treebanks."""
        docs = (plain_doc(self._nlp.vocab, words, self.language) for words in sentences)
        for doc in self._piped(docs):
            yield self._finished(doc, doc.text, uniform=False)

    def _piped(self, docs: Iterable[Doc]) -> Iterator[Doc]:
        piped: Iterator[Doc] = self._nlp.pipe(docs, batch_size=_BATCH)
        return piped

    def _finished(self, doc: Doc, text: str, *, uniform: bool) -> Doc:
        return finish(doc, text, self.language, uniform=uniform, relemmatise=self._relemmatise)


def analyser(language: str, settings: Settings) -> Analyser:
    """The analyser of `language`, loaded once a process.

    Raises:
        PipelineError: there is none for the language, it is not installed, or its files are damaged.
    """
    return _analyser(language, settings.analysers.get(language, f"{language}.v1"))


@cache
def _analyser(language: str, name: str) -> Analyser:
    if name in registry.names("analysers"):
        load: Callable[[], Analyser] = registry.resolve("analysers", name)
        return load()
    if name == f"{language}.v1":
        shipped = sorted(n.removesuffix(".v1") for n in registry.names("analysers") if n != "spacy.v1")
        raise PipelineError(f"no pipeline for language {language!r}; there are: {', '.join(shipped)}")
    load_package: Callable[[str, str], Analyser] = registry.resolve("analysers", "spacy.v1")
    return load_package(language, name)


def load_shipped(language: str, folder: Path) -> Analyser:
    """The analyser of `language` from a folder of this package; folders shared by languages are read once.

    Raises:
        PipelineError: a file of the pipeline is missing or is not the one that was shipped.
    """
    nlp, card, digest = _folder(folder)
    return Analyser(language, card.name, card.version, digest, nlp)


@cache
def _folder(folder: Path) -> tuple[Language, ModelCard, str]:
    spacy = import_spacy()
    import papertiger.language.graph.component  # noqa: PLC0415 - needs spaCy, which takes more than a second
    import papertiger.language.tokenizer  # noqa: F401, PLC0415 - both register what the pipelines are made of

    card = load_table(folder / "MODEL.yaml", ModelCard)
    for name, expected in card.files.items():
        if _digest(folder / "weights" / name) != expected:
            raise PipelineError(
                f"{folder / 'weights' / name} is not the file that was shipped; reinstall papertiger"
            )
    return spacy.load(folder / "weights"), card, _digest(folder / "MODEL.yaml")


def load_installed(language: str, package: str) -> Analyser:
    """An analyser from an installed spaCy package.

    Raises:
        PipelineError: it is not installed, or does not write what the coder reads.
    """
    spacy = import_spacy()
    try:
        nlp = spacy.load(package)
    except OSError:
        raise PipelineError(
            f"the spaCy pipeline {package!r} for {language!r} is not installed; "
            "install it, or take its name out of the settings"
        ) from None
    if "parser" not in nlp.pipe_names:
        raise PipelineError(
            f"the spaCy pipeline {package!r} has no parser; it has: {', '.join(nlp.pipe_names)}"
        )
    meta = nlp.meta
    digest = hashlib.sha256(
        f"{package} {meta.get('version')} {meta.get('spacy_git_version')}".encode()
    ).hexdigest()
    name, version = f"{meta['lang']}_{meta['name']}", str(meta["version"])
    return Analyser(language, name, version, digest, nlp, _relemmatise=True)


def _digest(path: Path) -> str:
    """SHA-256 (hex) of a file.

    Raises:
        PipelineError: the file is missing.
    """
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        raise PipelineError(f"{path} is missing; reinstall papertiger") from None
