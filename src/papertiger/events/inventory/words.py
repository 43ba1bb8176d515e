"""Rules for single words: those that no text can match, that stand twice, or whose domain another line takes away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from papertiger.events.dictionary import CLASSES
from papertiger.events.inventory.fault import Fault, Where, error, warning
from papertiger.events.inventory.stock import FIELDS, words_of
from papertiger.events.lexicon import Vocabulary
from papertiger.language.morphology import Reading, readings

_OPEN = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})


def word_faults(vocabulary: Vocabulary) -> Iterator[Fault]:
    """What is wrong with the words of a language."""
    for n, entry in enumerate(vocabulary.entries):
        about = f"frame {entry.frame}"
        for kind, words in words_of(entry):
            where = ("entries", n, FIELDS[kind])
            yield from _written(words, where, about)
            if kind == "phrase":
                continue
            for word in words:
                if " " in word:
                    says = f"{word!r} is several words; list it under phrases"
                    yield error("several_words", where, about, says)
            yield from _unread(vocabulary.language, kind, words, where, about)
    for name, words in vocabulary.cues.items():
        yield from _written(words, ("cues", name), f"cue {name}")
        yield from _single(words, ("cues", name), f"cue {name}")
    for n, one in enumerate(vocabulary.classes):
        yield from _written(one.words, ("classes", n, "words"), f"class {one.id}")
        yield from _single(one.words, ("classes", n, "words"), f"class {one.id}")
    yield from _lost_domains(vocabulary)


def _written(words: Sequence[str], where: Where, about: str) -> Iterator[Fault]:
    """Capitals, which no lemma has, and words that stand twice in one list."""
    for word, times in Counter(words).items():
        small = word.lower()
        if word != small:
            cure = "take it out" if small in words else f"write {small!r}"
            says = f"{word!r} has a capital, and texts are looked up in small letters; {cure}"
            yield warning("capital", where, about, says)
        if times > 1:
            yield warning("twice", where, about, f"{word!r} stands {times} times in one list; keep one")


def _single(words: Sequence[str], where: Where, about: str) -> Iterator[Fault]:
    """Lists that are looked up word by word hold no runs of words."""
    for word in words:
        if " " in word:
            says = f"{word!r} is several words, but this list is looked up word by word; name the word that tells"
            yield warning("several_words", where, about, says)


def _unread(language: str, kind: str, words: Sequence[str], where: Where, about: str) -> Iterator[Fault]:
    """Words that the dictionary knows, but not as that: a form of another lemma, or another word class."""
    for word in dict.fromkeys(words):
        known = [one for one in readings(word, language) if one.known]
        lemmas = sorted({one.lemma for one in known})
        # Participles are adjectives to the tagger, whatever the dictionary thinks.
        is_participle = kind == "adjective" and any(one.form == "Part" for one in known)
        if not known or is_participle or word != word.lower():
            continue
        if word not in lemmas:
            if not set(lemmas) & set(words):
                says = f"{kind} {word!r} is no base form of the dictionary, so its forms are not found; write {' or '.join(map(repr, lemmas))}"
                yield warning("no_lemma", where, about, says)
        elif not _can_be(known, kind):
            tags = {one.pos for one in known}
            fitting = [FIELDS[other] for other, own in CLASSES.items() if tags & own]
            says = f"{word!r} is no {kind} but {', '.join(sorted(tags))} to the dictionary, so it is hardly found; list it under {' or '.join(fitting)}"
            yield warning("other_class", where, about, says)


def _can_be(known: Sequence[Reading], kind: str) -> bool:
    """Whether the dictionary or, for words of closed classes, the tagger may take the word for one of that kind."""
    return any(one.pos in CLASSES[kind] or one.pos not in _OPEN for one in known)


def _lost_domains(vocabulary: Vocabulary) -> Iterator[Fault]:
    """A class may have several lines, one a domain; of a word that stands in two of them the last line decides."""
    seen: dict[tuple[str, str], int] = {}
    for n, one in enumerate(vocabulary.classes):
        for word in dict.fromkeys(one.words):
            before = seen.get((one.id, word))
            seen[one.id, word] = n
            if before is None:
                continue
            lost, kept = vocabulary.classes[before].domain, one.domain
            about, where = f"class {one.id}", ("classes", n, "words")
            if lost == kept:
                yield warning("twice", where, about, f"{word!r} stands in two lines of the class; keep one")
            elif lost is not None:
                says = f"{word!r} also stands in the line of {lost}, which it loses to {kept or 'no domain'} here; keep one"
                yield warning("lost_domain", where, about, says)
