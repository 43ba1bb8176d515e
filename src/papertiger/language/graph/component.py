"""The network as a spaCy component: heads, relations, parts of speech, features and lemmas of every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from papertiger.language.graph.network import Network, Parse
from papertiger.language.lemmas import Lemmas
from papertiger.language.morphology import LANGUAGE_KEY

NAME = "papertiger_graph"
_BATCH = 64


class GraphParser:
    """The component. One document is one sentence; its language comes from ``user_data``, else from the configuration."""

    def __init__(
        self, vocab: Vocab, language: str, network: Network | None = None, lemmas: Lemmas | None = None
    ) -> None:
        self.vocab = vocab
        self.language = language
        self.network = network
        self.lemmas = lemmas or Lemmas()
        self._tags: dict[str, tuple[int, int, str, dict[str, str]]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one document in place."""
        return next(iter(self.pipe([doc])))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Annotate documents in place, `batch_size` at a time."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            inputs = [
                ([t.text for t in doc], doc.user_data.get(LANGUAGE_KEY, self.language)) for doc in batch
            ]
            for doc, (_, language), parse in zip(batch, inputs, self._trained().parse(inputs), strict=True):
                yield self._annotated(doc, language, parse)

    def _trained(self) -> Network:
        if self.network is None:
            raise ValueError(f"{NAME} has no weights; load it from a folder, or set its network")
        return self.network

    def _annotated(self, doc: Doc, language: str, parse: Parse) -> Doc:
        if not len(doc):
            return doc
        strings = self.vocab.strings
        rows = np.zeros((len(doc), 6), dtype=np.uint64)
        for i, (token, head, relation, tag) in enumerate(
            zip(doc, parse.heads, parse.relations, parse.tags, strict=True)
        ):
            pos, morph, name, features = self._tag(tag)
            lemma = self.lemmas.of(token.text, language, name, features)
            label = "ROOT" if head == 0 else relation
            offset = (head - 1 - i if head else 0) % 2**64
            rows[i] = (offset, strings.add(label), pos, morph, strings.add(lemma), 1 if i == 0 else 2**64 - 1)
        return doc.from_array([HEAD, DEP, POS, MORPH, LEMMA, SENT_START], rows)  # type: ignore[arg-type]

    def _tag(self, tag: str) -> tuple[int, int, str, dict[str, str]]:
        """Numbers of a tag's part of speech and features, and both in words."""
        if tag not in self._tags:
            pos, _, morph = tag.partition("|")
            features = dict(f.split("=", 1) for f in morph.split("|") if f)
            self._tags[tag] = (self.vocab.strings.add(pos), self.vocab.morphology.add(morph), pos, features)
        return self._tags[tag]

    def to_disk(self, path: Path, *, exclude: object = ()) -> None:  # noqa: ARG002 - spaCy's protocol
        """Write ``network.npz``, ``vocabulary.json`` and ``lemmas.json``."""
        self._trained().save(Path(path))
        self.lemmas.save(Path(path) / "lemmas.json")

    def from_disk(self, path: Path, *, exclude: object = ()) -> GraphParser:  # noqa: ARG002 - spaCy's protocol
        """Read what `to_disk` wrote."""
        self.network = Network.load(Path(path))
        self.lemmas = Lemmas.load(Path(path) / "lemmas.json")
        return self


@Language.factory(
    NAME,
    default_config={"language": "uk"},
    assigns=["token.pos", "token.morph", "token.lemma", "token.head", "token.dep"],
)
def make_graph_parser(nlp: Language, name: str, language: str) -> GraphParser:  # noqa: ARG001 - spaCy's protocol
    """Build the component for spaCy."""
    return GraphParser(nlp.vocab, language)
