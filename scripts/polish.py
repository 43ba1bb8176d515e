"""Bring the morphology of annotated sentences into line with the dictionary and with the roles that the trees state.

    python scripts/polish.py FILE.conllu...        # in place; prints what it changed

Roles and cases are the annotator's; what follows from them (gender, animacy, number, tense, lemma) is looked up, because
people correct trees with care and features in passing.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from annotate import language_of, write
from papertiger.language.lemmas import Lemmas, learn
from papertiger.language.morphology import Reading, readings
from papertiger.language.spans import spelled
from papertiger.language.treebank import Word, read_conllu
from treecheck import feature

TREEBANKS = Path("../shared/data/treebanks")
LEARNED = {
    "uk": ("uk_parlamint/train",),
    "ru": ("ru_taiga/train", "ru_gsd/dev", "ru_gsd/test"),
    "en": ("en_ewt/train",),
}
ARTICLES = {
    "the": "Definite=Def|PronType=Art",
    "a": "Definite=Ind|PronType=Art",
    "an": "Definite=Ind|PronType=Art",
}


def main() -> None:
    """Polish every file named."""
    for name in sys.argv[1:]:
        path = Path(name)
        language = language_of(path)
        changes: Counter[str] = Counter()
        trees = [polished(words, language, changes) for words in read_conllu(path)]
        write(path, trees)
        print(path.name, len(trees), dict(changes.most_common(12)))


def polished(words: Sequence[Word], language: str, changes: Counter[str]) -> list[Word]:
    """The words with features that follow from dictionary and tree."""
    result = list(words)
    if language != "en":
        result = [_from_dictionary(word, language, changes) for word in result]
        result = [_agreeing(word, result, changes) for word in result]
    else:
        result = [_english(word) for word in result]
    return [_lemmatised(word, language, changes) for word in result]


def _from_dictionary(word: Word, language: str, changes: Counter[str]) -> Word:
    known = [r for r in readings(word.form, language) if r.known]
    if not known or not word.form[0].isalpha():
        return word
    if word.pos in {"NOUN", "PROPN"}:
        return _noun(word, known, changes)
    if word.pos in {"VERB", "AUX"} and feature(word, "VerbForm") == "Fin":
        return _verb(word, known, changes)
    return word


def _noun(word: Word, known: Sequence[Reading], changes: Counter[str]) -> Word:
    case = feature(word, "Case")
    nouns = [r for r in known if r.pos in {"NOUN", "PROPN"} and r.case == case]
    if word.pos == "NOUN":
        nouns = [r for r in nouns if r.pos == "NOUN"] or nouns
    number = feature(word, "Number")
    same = [r for r in nouns if number in {"", r.number}] or nouns
    for name, get in (("Number", "number"), ("Gender", "gender"), ("Animacy", "animacy")):
        values = {getattr(r, get) for r in same} - {None}
        if len(values) == 1 and feature(word, name) not in values:
            changes[f"noun {name}"] += 1
            word = _set(word, name, next(iter(values)))
    return word


def _verb(word: Word, known: Sequence[Reading], changes: Counter[str]) -> Word:
    finite = [r for r in known if r.pos == "VERB" and r.form is None and r.person != "0"]
    if feature(word, "Person") == "0" or not finite:
        return word
    number = feature(word, "Number")
    same = [r for r in finite if r.number in {number, None}] or finite
    for name, get in (("Tense", "tense"), ("Number", "number"), ("Person", "person"), ("Gender", "gender")):
        values = {getattr(r, get) for r in same}
        if len(values) == 1 and None not in values and feature(word, name) not in values:
            changes[f"verb {name}"] += 1
            word = _set(word, name, next(iter(values)))
    return word


def _agreeing(word: Word, words: Sequence[Word], changes: Counter[str]) -> Word:
    """An adjective agrees with its noun; numerals that govern the genitive leave it as annotated."""
    head = words[word.head - 1] if word.head else None
    if (
        word.relation not in {"amod", "det"}
        or word.pos not in {"ADJ", "DET"}
        or head is None
        or head.pos not in {"NOUN", "PROPN"}
        or "NumType=Card" in word.morph
    ):
        return word
    at = words.index(head) + 1
    if any(w.head == at and w.relation == "nummod" for w in words) or not feature(word, "Case"):
        return word
    names = ("Case", "Number") if feature(head, "Number") == "Plur" else ("Case", "Number", "Gender")
    for name in names:
        value = feature(head, name)
        if value and feature(word, name) != value:
            changes[f"agreement {name}"] += 1
            word = _set(word, name, value)
    return word


def _english(word: Word) -> Word:
    extra = ARTICLES.get(word.form.lower()) if word.pos == "DET" else None
    return replace(word, morph=extra) if extra else word


def _lemmatised(word: Word, language: str, changes: Counter[str]) -> Word:
    features = dict(f.split("=") for f in word.morph.split("|") if f)
    learned = _lemmas(language).of(word.form, language, word.pos, features)
    lemma = spelled(word.form, learned, word.pos)
    if language == "en" or lemma == word.lemma:
        return word if word.lemma else replace(word, lemma=lemma)
    if word.lemma.lower() == lemma.lower() or not word.lemma:
        return replace(word, lemma=lemma)
    in_table = f"{word.form.lower()}|{word.pos}" in _lemmas(language).known.get(language, {})
    if in_table:
        changes["lemma"] += 1
        return replace(word, lemma=lemma)
    return replace(word, lemma=spelled(word.form, word.lemma.lower(), word.pos))


@cache
def _lemmas(language: str) -> Lemmas:
    return learn(
        (language, w.form, w.lemma, w.pos, dict(f.split("=") for f in w.morph.split("|") if f))
        for name in LEARNED[language]
        for words in read_conllu(TREEBANKS / f"{name}.conllu")
        for w in words
    )


def _set(word: Word, name: str, value: str) -> Word:
    features = dict(f.split("=") for f in word.morph.split("|") if f)
    features[name] = value
    return replace(word, morph="|".join(f"{k}={v}" for k, v in sorted(features.items())))


if __name__ == "__main__":
    main()
