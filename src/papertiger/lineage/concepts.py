"""What a word means across languages: the trilingual glossary of news vocabulary.

``data/concepts.tsv`` holds a concept a line: English, Ukrainian and Russian base forms, columns between tabs, forms between
slashes. A word is looked up by its base form: by the dictionaries of Ukrainian and Russian, by its ending in English.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from papertiger.errors import DataFileError
from papertiger.language.morphology import normalise, readings
from papertiger.lineage.vocabulary import DATA, words

COLUMNS = ("en", "uk", "ru")
_SHORTEST = 3


@cache
def glossary(path: Path = DATA / "concepts.tsv") -> Mapping[str, Mapping[str, int]]:
    """Language → base form → number of its concept; the first concept that lists a form has it.

    Raises:
        DataFileError: the file is absent, or a line has not three filled columns.
    """
    found: dict[str, dict[str, int]] = {language: {} for language in COLUMNS}
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) != len(COLUMNS) or not all(column.strip() for column in columns):
            raise DataFileError(
                str(path), number, f"{len(COLUMNS)} columns between tabs are wanted: {', '.join(COLUMNS)}"
            )
        for language, column in zip(COLUMNS, columns, strict=True):
            for form in column.split("/"):
                found[language].setdefault(normalise(form.strip()), number)
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(str(path), None, f"cannot be read: {error}") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


@lru_cache(maxsize=200_000)
def concept(word: str, language: str) -> int | None:
    """Number of the concept that a word form stands for, or None."""
    known = glossary().get(language)
    if not known:
        return None
    norm = normalise(word)
    if norm in known:
        return known[norm]
    for form in base_forms(norm, language):
        if form in known:
            return known[form]
    return None


@lru_cache(maxsize=200_000)
def base_forms(word: str, language: str) -> tuple[str, ...]:
    """Possible base forms of a word form, the likeliest first; of an unknown word, itself."""
    found = [reading.lemma for reading in readings(word, language)]
    table = words(language)
    if not found and table is not None:
        found = [base for ending, bases in table.endings.items() for base in _without(word, ending, bases)]
    return tuple(dict.fromkeys(found)) or (word,)


def _without(word: str, ending: str, instead: Sequence[str]) -> list[str]:
    """What `word` may be without an ending; a doubled consonant is also tried as one ("stopped")."""
    if not word.endswith(ending) or len(word) - len(ending) < _SHORTEST:
        return []
    stem = word[: len(word) - len(ending)]
    doubled = [stem[:-1]] if len(stem) > _SHORTEST and stem[-1] == stem[-2] else []
    return [*(stem + one for one in instead), *doubled]
