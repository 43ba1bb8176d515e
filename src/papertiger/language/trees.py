"""What stands around the network: text in as one sentence, one clean tree out.

Three things that the coder relies on and not every pipeline promises: exactly one root, no label or lemma left empty, and white-space inside a sentence (no-break spaces, doubled spaces) not disturbing the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from papertiger.language.morphology import LANGUAGE_KEY, LANGUAGES, lemma_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

    from papertiger.language.treebank import Word

_ROOT = "ROOT"
_UNIFORM = {"flat:title": "appos"}
"""A name after its title is an apposition in every language here; UD Ukrainian calls it ``flat:title``."""
_PREDICATES = ("VERB", "AUX", "ADJ", "NOUN")
"""Best root among several: a verb before an auxiliary, and so on; else the first."""


def prepare(nlp: Language, text: str, language: str) -> Doc:
    """`text` tokenised as one sentence, white-space tokens left out."""
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is imported with the first pipeline

    doc = nlp.make_doc(text)
    if any(token.is_space for token in doc):
        words = [token for token in doc if not token.is_space]
        spaces = [bool(token.whitespace_) or _before_space(token) for token in words]
        doc = Doc(nlp.vocab, words=[token.text for token in words], spaces=spaces)
    for token in doc:
        token.is_sent_start = token.i == 0
    doc.user_data[LANGUAGE_KEY] = language
    return doc


def plain_doc(vocab: Vocab, words: Sequence[Word], language: str) -> Doc:
    """A sentence's words without annotation, as one sentence of `language`."""
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is imported with the first pipeline

    return Doc(
        vocab,
        words=[word.form for word in words],
        spaces=[word.space for word in words],
        sent_starts=[i == 0 for i in range(len(words))],
        user_data={LANGUAGE_KEY: language},
    )


def finish(doc: Doc, text: str, language: str, *, uniform: bool = True, relemmatise: bool = False) -> Doc:
    """`doc` with one root, lower-case lemmas, and every character of `text`.

    `uniform` gives relations that the treebanks name differently one name in all languages, which is what the coder
    reads; measuring against a treebank wants its own. `relemmatise` takes Ukrainian and Russian lemmas from the
    dictionary, for pipelines whose own lemmas are of unknown style.
    """
    heads = [token.head.i for token in doc]
    labels = [token.dep_ or "dep" for token in doc]
    if uniform:
        labels = [_UNIFORM.get(label, label) for label in labels]
    _keep_one_root(doc, heads, labels)
    lemmas = [_lemma(token, language, relemmatise=relemmatise) for token in doc]
    return _build(doc, text, heads, labels, lemmas)


def _before_space(token: Token) -> bool:
    return token.i + 1 < len(token.doc) and token.nbor().is_space


def _keep_one_root(doc: Doc, heads: list[int], labels: list[str]) -> None:
    """Hang further roots on the best one, in place."""
    roots = [i for i, head in enumerate(heads) if head == i]
    if not roots:
        return
    best = next((i for pos in _PREDICATES for i in roots if doc[i].pos_ == pos), roots[0])
    for i in roots:
        if i == best:
            labels[i] = _ROOT
            continue
        heads[i] = best
        labels[i] = "punct" if doc[i].is_punct else "parataxis"


def _lemma(token: Token, language: str, *, relemmatise: bool) -> str:
    """Lower-case lemma: the pipeline's own, or the dictionary's by the predicted features."""
    if relemmatise and language in LANGUAGES:
        return lemma_of(token.text, language, token.pos_, token.morph.to_dict())
    return token.lemma_.lower() or token.lower_


def _build(doc: Doc, text: str, heads: list[int], labels: list[str], lemmas: list[str]) -> Doc:
    """Write the annotation back, putting white-space tokens in where `text` has them."""
    if doc.text == text:
        for token, head, label, lemma in zip(doc, heads, labels, lemmas, strict=True):
            token.lemma_ = lemma
            if token.head.i != head:  # spaCy recounts the tree at every change of a head
                token.head = doc[head]
            if token.dep_ != label:
                token.dep_ = label
        return doc
    return _with_spaces(doc, text, heads, labels, lemmas)


def _with_spaces(doc: Doc, text: str, heads: list[int], labels: list[str], lemmas: list[str]) -> Doc:
    """A copy of `doc` that spells `text` exactly; each white-space token hangs on the word before it."""
    from spacy.tokens import Doc  # noqa: PLC0415 - spaCy is imported with the first pipeline

    rows: list[dict[str, Any]] = []
    place: list[int] = []
    at = 0
    for token in doc:
        begin = text.index(token.text, at)
        _add_gap(rows, text[at:begin])
        place.append(len(rows))
        rows.append({"word": token.text, "space": False, "source": token.i})
        at = begin + len(token.text)
    _add_gap(rows, text[at:])
    last = 0
    arcs: list[int] = []
    for i, row in enumerate(rows):
        if row["source"] is None:
            arcs.append(place[0] if place and i < place[0] else last)
        else:
            last = i
            arcs.append(place[heads[row["source"]]])
    source = [row["source"] for row in rows]
    labels = ["dep" if s is None else labels[s] for s in source]
    if _ROOT not in labels:
        labels[0] = _ROOT  # nothing but white-space
    return Doc(
        doc.vocab,
        words=[row["word"] for row in rows],
        spaces=[row["space"] for row in rows],
        pos=["SPACE" if s is None else doc[s].pos_ for s in source],
        morphs=["" if s is None else str(doc[s].morph) for s in source],
        lemmas=[row["word"] if row["source"] is None else lemmas[row["source"]] for row in rows],
        heads=arcs,
        deps=labels,
        user_data=dict(doc.user_data),
    )


def _add_gap(rows: list[dict[str, Any]], gap: str) -> None:
    """Append what stands between two words: one plain space belongs to the word before, the rest is a token."""
    if gap.startswith(" ") and rows:
        rows[-1]["space"] = True
        gap = gap[1:]
    if gap:
        rows.append({"word": gap, "space": False, "source": None})
