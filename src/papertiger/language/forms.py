"""Every form that the dictionary lists of a lemma: what a scan looks for in place of looking each word of a text up.

`papertiger.language.morphology` goes from a form to its lemmas; this goes back. It reads pymorphy3's paradigms themselves,
three times as fast as its ``lexeme``, because a lexicon asks for thousands of lemmas at once.
"""

from __future__ import annotations

from papertiger.language.morphology import LANGUAGES, grammemes, normalise, opened


def forms(lemma: str, language: str) -> dict[str, frozenset[str]]:
    """Forms of `lemma`, each with the UD parts of speech it has as such.

    Empty for a lemma that the dictionary does not list, and for a language without a dictionary.
    """
    if language not in LANGUAGES:
        return {}
    analyser = opened(language)
    dictionary, table = analyser.dictionary, grammemes()
    word = normalise(lemma)
    found: dict[str, set[str]] = {}
    for _, places in dictionary.words.similar_items(word, analyser.char_substitutes):
        for paradigm, index in places:
            if index != 0:
                continue  # a form of another lemma
            numbers = dictionary.paradigms[paradigm]
            size = len(numbers) // 3  # suffixes, tags and prefixes, one after the other
            stem = dictionary.build_stem(numbers, index, word)
            for i in range(size):
                prefix = dictionary.paradigm_prefixes[numbers[2 * size + i]]
                tag = dictionary.gramtab[numbers[size + i]]
                pos = table.pos.get(str(tag.POS), "X")
                found.setdefault(prefix + stem + dictionary.suffixes[numbers[i]], set()).add(pos)
    return {form: frozenset(pos) for form, pos in found.items()}
