"""The project's own trees are well formed: one root, no crossing arcs, case in agreement with the role."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.language import readings
from papertiger.language.treebank import Word, read_conllu

FOLDER = Path(__file__).parents[2] / "scripts" / "treebank"
FILES = [("uk", "uk_news.conllu"), ("ru", "ru_news.conllu"), ("en", "en_news.conllu")]
TREES = [(code, words) for code, name in FILES for words in read_conllu(FOLDER / name)]
SLAVIC = [(code, words) for code, words in TREES if code in {"uk", "ru"}]
RELATIONS = frozenset(
    {
        *(
            "acl",
            "acl:relcl",
            "advcl",
            "advmod",
            "amod",
            "appos",
            "aux",
            "aux:pass",
            "case",
            "cc",
            "ccomp",
            "conj",
            "cop",
        ),
        *(
            "csubj",
            "det",
            "fixed",
            "flat",
            "iobj",
            "mark",
            "nmod",
            "nsubj",
            "nsubj:pass",
            "nummod",
            "obj",
            "obl",
        ),
        *(
            "cc:preconj",
            "compound",
            "compound:prt",
            "nmod:poss",
            "obl:agent",
            "parataxis",
            "punct",
            "root",
            "xcomp",
        ),
    }
)
CASE = {"nsubj": "Nom", "nsubj:pass": "Nom", "iobj": "Dat", "obl:agent": "Ins"}
"""Role to the case it takes in both languages, where no numeral governs."""


def _ids() -> list[str]:
    return [f"{code}-{i}" for i, (code, _) in enumerate(TREES)]


def test_every_sentence_of_the_files_is_read() -> None:
    written = sum((FOLDER / name).read_text(encoding="utf-8").count("# sent_id") for _, name in FILES)

    assert len(TREES) == written
    assert written >= 220


@pytest.mark.parametrize(("language", "words"), TREES, ids=_ids())
def test_a_tree_is_connected_and_projective(language: str, words: list[Word]) -> None:
    assert language in {"uk", "ru", "en"}
    assert {word.relation for word in words} <= RELATIONS
    for number, word in enumerate(words, start=1):
        assert (word.head == 0) == (word.relation == "root")
        low, high = sorted((number, word.head))
        inside = range(low + 1, high) if word.head else range(0)
        assert all(_climbs_to(words, i, word.head) for i in inside), f"{word.form} crosses another arc"
        assert _climbs_to(words, number, 0)


@pytest.mark.parametrize(
    ("language", "words"), SLAVIC, ids=[f"{code}-{i}" for i, (code, _) in enumerate(SLAVIC)]
)
def test_case_agrees_with_the_role(language: str, words: list[Word]) -> None:
    for number, word in enumerate(words, start=1):
        expected = CASE.get(word.relation)
        is_counted = any(other.head == number and other.relation == "nummod" for other in words)
        if expected and word.pos in {"NOUN", "PROPN", "PRON"} and not is_counted:
            assert f"Case={expected}" in word.morph, word
        known = [r for r in readings(word.form, language) if r.known and r.case]
        if word.pos == "NOUN" and known and "Case=" in word.morph:
            assert any(f"Case={reading.case}" in word.morph for reading in known), word


@pytest.mark.parametrize(
    ("language", "words"), SLAVIC, ids=[f"{code}-{i}" for i, (code, _) in enumerate(SLAVIC)]
)
def test_adjectives_agree_with_their_nouns(language: str, words: list[Word]) -> None:
    assert language
    for word in words:
        head = words[word.head - 1]
        if word.relation == "amod" and word.pos == "ADJ" and "Case=" in word.morph and head.pos == "NOUN":
            assert _feature(word, "Case") == _feature(head, "Case"), (word, head)


def _feature(word: Word, name: str) -> str:
    return next((f.partition("=")[2] for f in word.morph.split("|") if f.startswith(f"{name}=")), "")


def _climbs_to(words: list[Word], number: int, target: int) -> bool:
    """Whether following heads from `number` reaches `target`."""
    for _ in words:
        if number == target:
            return True
        number = words[number - 1].head if number else 0
    return number == target
