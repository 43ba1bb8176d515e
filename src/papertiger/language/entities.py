"""Scoring of named things against annotated texts (`papertiger.language.annotated`).

Persons, organisations and places are scored; events (EVT) and products (PRO) are left out. Quotation marks around a name
count neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from papertiger.language.annotated import LEFT_OUT, SCORED, AnnotatedArticle, Row, parsed
from papertiger.language.names import NamedThing, named_in_article

if TYPE_CHECKING:
    from papertiger.language.pipelines import Analyser

_EXACT = ("exact", "gold", "exact", "found")
_PARTIAL = ("touched", "gold", "touching", "found")
_RELAXED = ("entity found", "entity", "form right", "form")
"""Names of counts: recall's part and whole, precision's part and whole."""
_QUOTES = "\"'«»„“”‹›‘’ "
_SAME = str.maketrans(
    {**dict.fromkeys(_QUOTES.strip(), '"'), **dict.fromkeys("‐‑–—", "-"), "ё": "е", "\u00a0": " "}
)
Key = tuple[int, int, str | None]
"""Start, end and class of a mention."""


def evaluate(analyser: Analyser, corpus: Iterable[AnnotatedArticle]) -> dict[str, object]:
    """Figures in per cent of the named things that are found in the texts; see `score`."""
    return score(
        (article, [name for names in named_in_article(parsed(article, analyser)) for name in names])
        for article in corpus
    )


def score(pairs: Iterable[tuple[AnnotatedArticle, Sequence[NamedThing]]]) -> dict[str, object]:
    """Figures in per cent; the first four tables hold precision, recall and F1.

    ``exact``: mentions whose span and class are the annotated ones, by class and for ``all``. ``partial``: mentions that
    overlap one of their class on the other side. ``untyped``: both, whatever the class. ``relaxed``, as in the BSNLP shared
    tasks with partial matches: an entity of a text is found when one of its mentions is overlapped by a span of its
    class; a form that was found in a text is right when it overlaps a mention of its class. ``base``: of the spans found
    exactly with their class, how many base forms are the annotated ones; case, quotation marks and ё count neither way.
    """
    counts: Counter[tuple[str, str]] = Counter()
    texts = 0
    for article, things in pairs:
        texts += 1
        _count(counts, article, things)
    for name in {name for _, name in counts}:
        counts["all", name] = sum(counts[kind, name] for kind in SCORED)
    kinds = (*SCORED, "all")
    return {
        "texts": texts,
        "mentions": {kind: counts[kind, "gold"] for kind in kinds},
        "exact": {kind: _triple(counts, kind, *_EXACT) for kind in kinds},
        "partial": {kind: _triple(counts, kind, *_PARTIAL) for kind in kinds},
        "untyped": {
            "exact": _triple(counts, "any", *_EXACT),
            "partial": _triple(counts, "any", *_PARTIAL),
        },
        "relaxed": {kind: _triple(counts, kind, *_RELAXED) for kind in kinds},
        "base": {kind: _share(counts[kind, "base"], counts[kind, "exact"]) for kind in kinds},
        "left out": list(LEFT_OUT),
    }


def _count(counts: Counter[tuple[str, str]], article: AnnotatedArticle, things: Sequence[NamedThing]) -> None:
    """Add one text."""
    gold: dict[Key, Row] = {}
    for row in article.rows:
        if row.kind in SCORED:
            gold.setdefault((*_bare(article.text, row.start, row.end), row.kind), row)
    found: dict[Key, NamedThing] = {
        (*_bare(article.text, thing.start, thing.end), thing.kind): thing
        for thing in things
        if thing.kind in SCORED
    }
    for key, row in gold.items():
        thing = found.get(key)
        counts[row.kind, "base"] += thing is not None and same(thing.base, row.base)
    for kind in SCORED:
        _count_spans(
            counts,
            kind,
            {key[:2] for key in gold if key[2] == kind},
            {key[:2] for key in found if key[2] == kind},
        )
    _count_spans(counts, "any", {key[:2] for key in gold}, {key[:2] for key in found})
    _count_relaxed(counts, article.text, list(gold.items()), list(found))


def _count_spans(
    counts: Counter[tuple[str, str]], kind: str, gold: set[tuple[int, int]], found: set[tuple[int, int]]
) -> None:
    """Add the mentions of one class, or of any."""
    counts[kind, "gold"] += len(gold)
    counts[kind, "found"] += len(found)
    counts[kind, "exact"] += len(gold & found)
    counts[kind, "touched"] += sum(_overlaps(each, found) for each in gold)
    counts[kind, "touching"] += sum(_overlaps(each, gold) for each in found)


def _count_relaxed(
    counts: Counter[tuple[str, str]], text: str, gold: Sequence[tuple[Key, Row]], found: Sequence[Key]
) -> None:
    """Add the entities and forms of one text."""
    entities: dict[tuple[str, str], bool] = {}
    forms: dict[tuple[str, str], bool] = {}
    for (start, end, kind), row in gold:
        hit = _overlaps((start, end), (f[:2] for f in found if f[2] == kind))
        entities[row.kind, row.entity] = entities.get((row.kind, row.entity), False) or hit
    for start, end, kind in found:
        hit = _overlaps((start, end), (key[:2] for key, _ in gold if key[2] == kind))
        form = (str(kind), text[start:end].casefold())
        forms[form] = forms.get(form, False) or hit
    for (kind, _), hit in entities.items():
        counts[kind, "entity"] += 1
        counts[kind, "entity found"] += hit
    for (kind, _), hit in forms.items():
        counts[kind, "form"] += 1
        counts[kind, "form right"] += hit


def _overlaps(one: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(other[0] < one[1] and other[1] > one[0] for other in others)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the quotation marks around it."""
    while end - start > 1 and text[start] in _QUOTES:
        start += 1
    while end - start > 1 and text[end - 1] in _QUOTES:
        end -= 1
    return start, end


def same(one: str, other: str) -> bool:
    """Whether two base forms are the same but for case, quotation marks, dashes and ё."""
    return _plain(one) == _plain(other)


def _plain(form: str) -> str:
    return " ".join(form.casefold().translate(_SAME).replace('"', " ").split())


def _triple(
    counts: Counter[tuple[str, str]], kind: str, hit: str, gold: str, right: str, found: str
) -> dict[str, float]:
    """Precision, recall and F1."""
    recall = _share(counts[kind, hit], counts[kind, gold])
    precision = _share(counts[kind, right], counts[kind, found])
    f1 = round(2 * precision * recall / (precision + recall), 2) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _share(part: int, whole: int) -> float:
    return round(100 * part / whole, 2) if whole else 0.0
