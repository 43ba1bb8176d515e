"""The CoNLL-2018 shared task's metrics (Zeman et al. 2018, "CoNLL 2018 Shared Task: Multilingual parsing from raw text to UD").

On gold tokens every word is scored, punctuation included; relation subtypes and language-specific features are left out,
as there. On raw text a system word counts where it covers the same characters as a gold one, and figures are F1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from papertiger.language.segment import split
from papertiger.language.spans import Span, aligned, found_spans, gold_spans, running_text, sentence_bounds
from papertiger.language.treebank import Tree

if TYPE_CHECKING:
    from papertiger.language.pipelines import Analyser

METRICS = ("UPOS", "UFeats", "Lemmas", "UAS", "LAS")
RELATIONS = (
    "nsubj",
    "nsubj:pass",
    "obj",
    "iobj",
    "obl",
    "obl:agent",
    "ccomp",
    "xcomp",
    "advcl",
    "acl",
    "conj",
    "nmod",
    "appos",
)
"""Relations whose F1 is given; a subtype that is not listed counts as its universal relation."""


def evaluate(analyser: Analyser, trees: Sequence[Tree], *, raw: bool = True) -> dict[str, object]:
    """Figures in per cent of `analyser` on gold trees: on gold tokens, and under ``raw`` on their running text.

    An empty list of trees gives zeros and the count 0.
    """
    gold = list(gold_spans(trees))
    result: dict[str, object] = {"sentences": len(trees), "words": len(gold)}
    on_tokens = list(_parsed_tokens(analyser, trees))
    pairs = list(zip(gold, on_tokens, strict=True))
    result |= _figures(pairs, gold, on_tokens)
    result["F1"] = relation_scores(pairs)
    if raw:
        found = list(_parsed_text(analyser, trees))
        result["raw"] = {
            "Words": _f1(len(pairs := aligned(gold, found)), len(gold), len(found)),
            "Sentences": _sentence_f1(gold, found),
            **_figures(pairs, gold, found),
        }
    return result


def relation_scores(pairs: Iterable[tuple[Span, Span]]) -> dict[str, float]:
    """F1 in per cent of the relations that matter to events; head and relation must be right."""
    counts: Counter[str] = Counter()
    for gold, found in pairs:
        wanted, given = _counted(gold.relation), _counted(found.relation)
        counts[f"gold {wanted}"] += 1
        counts[f"found {given}"] += 1
        counts[f"both {wanted}"] += wanted == given and _same_head(gold, found)
    return {
        r: _f1(counts[f"both {r}"], counts[f"gold {r}"], counts[f"found {r}"])
        for r in RELATIONS
        if counts[f"gold {r}"] + counts[f"found {r}"]
    }


def _counted(relation: str) -> str:
    return relation if relation in RELATIONS else relation.partition(":")[0]


def _same_head(gold: Span, found: Span) -> bool:
    """On gold tokens, where both lists have the same indexes."""
    return gold.head == found.head


def _figures(
    aligned: Sequence[tuple[Span, Span]], gold: Sequence[Span], found: Sequence[Span]
) -> dict[str, float]:
    """F1 of each metric; with gold tokens that is the share of words."""
    place = {id(f): g for g, f in aligned}
    counts: Counter[str] = Counter()
    for g, f in aligned:
        head_found = found[f.head] if f.head >= 0 else None
        head_gold = gold[g.head] if g.head >= 0 else None
        same = (
            head_gold is None
            if head_found is None
            else head_gold is not None and place.get(id(head_found)) is head_gold
        )
        counts["UPOS"] += g.pos == f.pos
        counts["UFeats"] += g.features == f.features
        counts["Lemmas"] += g.lemma in {"", f.lemma}
        counts["UAS"] += same
        counts["LAS"] += same and g.relation.partition(":")[0] == f.relation.partition(":")[0]
    return {name: _f1(counts[name], len(gold), len(found)) for name in METRICS}


def _f1(both: int, gold: int, found: int) -> float:
    return round(200 * both / (gold + found), 2) if gold + found else 0.0


def _parsed_tokens(analyser: Analyser, trees: Sequence[Tree]) -> Iterator[Span]:
    docs = analyser.parse_words([tree.words for tree in trees])
    base = place = 0
    for doc in docs:
        yield from found_spans(list(doc), base, place)
        base += len(doc)
        place += sum(len("".join(t.text.split())) for t in doc)


def _parsed_text(analyser: Analyser, trees: Sequence[Tree]) -> Iterator[Span]:
    text, paragraphs = running_text(trees)
    sentences = split(text, paragraphs, analyser.language)
    analyser.parse(sentences, uniform=False)
    base = place = 0
    for sentence in sentences:
        doc = sentence.doc
        if doc is None:
            continue
        tokens = [token for token in doc if not token.is_space]
        yield from found_spans(tokens, base, place)
        base += len(tokens)
        place += sum(len(token.text) for token in tokens)


def _sentence_f1(gold: Sequence[Span], found: Sequence[Span]) -> float:
    ends_gold, ends_found = sentence_bounds(gold), sentence_bounds(found)
    return _f1(len(ends_gold & ends_found), len(ends_gold), len(ends_found))
