"""Names of a whole article: what is said of a name once holds wherever it stands again.

"Defence Minister Astrid Hovland" in the first sentence makes a person of "Hovland" in the fifth.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from papertiger.language.names.finding import Placed, named, names_of, placed
from papertiger.language.names.readings import plain
from papertiger.language.names.tagger import tagger

if TYPE_CHECKING:
    from papertiger.language.names.tagger import Tagger
    from papertiger.language.names.thing import NamedThing
    from papertiger.language.sentence import Sentence

_AGAIN = "named in full elsewhere: {!r}"
_SHORT = 3
"""Letters of a surname that is looked for."""


def named_in_article(sentences: Iterable[Sentence]) -> list[list[NamedThing]]:
    """The names in each sentence of an article, as `named_in` finds them, made to agree with each other."""
    return [
        names
        for _, names in agreeing(
            (place, tagger(place.sentence.language)) if place else None for place in map(placed, sentences)
        )
    ]


def agreeing(
    places: Iterable[tuple[Placed, Tagger | None] | None],
) -> Iterator[tuple[Placed | None, list[NamedThing]]]:
    """Names of sentences of one article; None stands for a sentence without any."""
    found: list[tuple[Placed | None, list[NamedThing]]] = []
    by_evidence: list[NamedThing] = []
    for given in places:
        names = names_of(*given) if given else []
        found.append((given[0] if given else None, names))
        if given and given[1] is None:
            by_evidence += names
    surnames = _surnames(name for _, names in found for name in names)
    kinds = _kinds(by_evidence)
    for place, names in found:
        yield place, [] if place is None else list(_corrected(place, names, surnames, kinds))


def _surnames(names: Iterable[NamedThing]) -> dict[str, str]:
    """Surname → the person's name in full, of those named in full."""
    found: dict[str, str] = {}
    for name in names:
        words = name.base.split()
        if name.kind == "PER" and len(words) > 1 and len(words[-1]) > _SHORT:
            found.setdefault(plain(words[-1]), name.base)
    return found


def _kinds(names: Iterable[NamedThing]) -> dict[str, str]:
    """Base form → the kind that its words say it is, in most places; a model judges each place better than that."""
    counts: dict[str, Counter[str]] = {}
    for name in names:
        if name.kind is not None and name.sure:
            counts.setdefault(plain(name.base), Counter())[name.kind] += 1
    return {base: count.most_common(1)[0][0] for base, count in counts.items()}


def _corrected(
    place: Placed, names: Sequence[NamedThing], surnames: dict[str, str], kinds: dict[str, str]
) -> Iterator[NamedThing]:
    """The names of a sentence, those that stand alone by what the article says of them, and bearers that were missed."""
    by_place = {name.start: name for name in names}
    covered = [(name.start, name.end) for name in names]
    offset = place.sentence.start
    for i, token in enumerate(place.doc):
        begin = offset + token.idx
        name = by_place.get(begin)
        if name is not None:
            yield name if " " in name.text else _better(place, i, name, surnames, kinds)
        elif not any(start <= begin < end for start, end in covered) and _may_be_missed(place, i):
            again = named(place, i, i + 1, "PER")
            if (full := surnames.get(plain(again.base))) is not None:
                yield replace(again, reasons=(_AGAIN.format(full),), sure=True)


def _better(
    place: Placed, start: int, name: NamedThing, surnames: dict[str, str], kinds: dict[str, str]
) -> NamedThing:
    """A name without spaces, by what is said of it elsewhere."""
    if name.kind == "PER" and name.sure and plain(name.base) not in surnames:
        return name
    end = start + 1
    while end < len(place.doc) and place.sentence.start + place.doc[end].idx < name.end:
        end += 1
    person = named(place, start, end, "PER")
    if (full := surnames.get(plain(person.base))) is not None:
        return replace(person, reasons=(*person.reasons, _AGAIN.format(full)), sure=True)
    kind = None if name.sure else kinds.get(plain(name.base))
    return name if kind in {None, name.kind} else named(place, start, end, kind)


def _may_be_missed(place: Placed, i: int) -> bool:
    """Whether a word without a mark may be a surname: it has a capital that no sentence gives it."""
    word = place.words[i]
    return word.shape == "Xx" and (not word.common or (i > 0 and place.words[i - 1].word))
