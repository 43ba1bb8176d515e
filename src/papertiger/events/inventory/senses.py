"""Rules for the senses: unknown ones, and those that a language has no words for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from papertiger.events.inventory.fault import Fault, did_you_mean, error, warning
from papertiger.events.inventory.frames import ALL_PREDICATES
from papertiger.events.inventory.stock import SENSE_FIELDS
from papertiger.events.layer.senses import SenseTable, SenseVocabulary


def sense_faults(table: SenseTable) -> Iterator[Fault]:
    """What is wrong with the list of senses."""
    for n, sense in enumerate(table.senses):
        if sense.category is not None and sense.category not in ALL_PREDICATES:
            says = f"category: {sense.category!r} is no predicate; {did_you_mean(sense.category, ALL_PREDICATES)}"
            yield error("unknown_value", ("senses", n, "category"), f"sense {sense.id}", says)


def sense_word_faults(words: SenseVocabulary, table: SenseTable) -> Iterator[Fault]:
    """What is wrong with the words of one language by sense."""
    known = {sense.id for sense in table.senses}
    for name, listed in words.senses.items():
        about = f"sense {name}"
        if name not in known:
            says = f"no sense has the id {name!r}; {did_you_mean(name, known)}"
            yield error("unknown_sense", ("senses", name), about, says)
        for field in SENSE_FIELDS:
            for word, times in Counter(getattr(listed, field)).items():
                if times > 1:
                    says = f"{word!r} stands {times} times in one list; keep one"
                    yield warning("twice", ("senses", name, field), about, says)
    for name in sorted(known - words.senses.keys()):
        says = f"{words.language!r} has no words of it; add some"
        yield warning("no_entry", ("senses",), f"sense {name}", says)
