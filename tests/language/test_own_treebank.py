"""The project's own trees are well formed, checked by the rules that annotators check by, and kept apart from the test part."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from papertiger.language.treebank import Word, read_conllu

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "scripts"))
from treecheck import doubts  # noqa: E402 - a script, not part of the package

FILES = sorted((ROOT / "treebank").glob("*.conllu"))
SIZES = {"uk": 1500, "ru": 1000, "en": 500}
CASE = {"nsubj": "Nom", "nsubj:pass": "Nom", "iobj": "Dat", "obl:agent": "Ins"}
"""Role to the case it takes in Ukrainian and Russian, where no numeral governs and nothing is denied."""


def _text(words: list[Word]) -> str:
    return "".join(word.form + " " * word.space for word in words).strip()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_tree_breaks_a_rule(path: Path) -> None:
    language = path.name[:2]
    written = path.read_text(encoding="utf-8").count("# sent_id")
    trees = list(read_conllu(path))
    errors = [
        f"{number}.{at} {words[at - 1].form}: {doubt}"
        for number, words in enumerate(trees, 1)
        for at, found in doubts(words, language).items()
        for doubt in found
        if doubt.startswith("error:")
    ]

    assert len(trees) == written
    assert errors == []


@pytest.mark.parametrize("language", SIZES)
def test_train_and_test_parts_are_large_and_share_no_sentence(language: str) -> None:
    train, test = (
        [_text(words) for words in read_conllu(ROOT / "treebank" / f"{language}_news-{part}.conllu")]
        for part in ("train", "test")
    )

    assert len(train) + len(test) >= SIZES[language]
    assert len(test) >= 150
    assert not set(train) & set(test)
    assert len(set(train)) == len(train)


@pytest.mark.parametrize("path", [p for p in FILES if p.name[:2] in {"uk", "ru"}], ids=lambda path: path.stem)
def test_case_agrees_with_the_role(path: Path) -> None:
    odd = []
    for words in read_conllu(path):
        for number, word in enumerate(words, start=1):
            expected = CASE.get(word.relation)
            is_counted = any(w.head == number and w.relation in {"nummod", "det", "advmod"} for w in words)
            denied = "Case=Gen" in word.morph and word.relation == "nsubj"
            if expected and word.pos in {"NOUN", "PRON"} and not is_counted and not denied:
                odd.append("Case=" in word.morph and f"Case={expected}" not in word.morph)

    assert odd
    assert not any(odd)
