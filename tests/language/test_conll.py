"""The CoNLL-2018 metrics on hand-made trees: every figure counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.language import analyser
from papertiger.language.conll import evaluate, relation_scores
from papertiger.language.spans import (
    Span,
    aligned,
    gold_spans,
    running_text,
    sentence_bounds,
    spelled,
    universal,
)
from papertiger.language.treebank import Tree, read_trees
from papertiger.settings import Settings

HEADER = "# sent_id = 1\n"
ROWS = (
    ("1", "Польща", "Польща", "PROPN", "Case=Nom|Gender=Fem", "2", "nsubj", "_"),
    ("2", "передала", "передати", "VERB", "Aspect=Perf|Animacy[gram]=Inan", "0", "root", "_"),
    ("3", "танки", "танк", "NOUN", "Case=Acc", "2", "obj", "SpaceAfter=No"),
    ("4", ".", ".", "PUNCT", "_", "2", "punct", "_"),
)


def _conllu(rows: Sequence[Sequence[str]]) -> str:
    lines = ("\t".join((r[0], r[1], r[2], r[3], "_", r[4], r[5], r[6], "_", r[7])) for r in rows)
    return HEADER + "\n".join(lines) + "\n\n"


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    (tmp_path / "one.conllu").write_text(_conllu(ROWS), encoding="utf-8")
    (found,) = read_trees(tmp_path / "one.conllu")
    return found


def test_a_tree_against_itself_has_no_error(tree: Tree) -> None:
    gold = list(gold_spans([tree]))

    assert relation_scores(zip(gold, gold, strict=True)) == {"nsubj": 100.0, "obj": 100.0}
    assert len(aligned(gold, gold)) == 4


def test_a_subject_taken_for_an_object_costs_both(tree: Tree) -> None:
    gold = list(gold_spans([tree]))
    found = [replace(gold[0], relation="obj"), *gold[1:]]

    scores = relation_scores(zip(gold, found, strict=True))

    assert scores == {"nsubj": 0.0, "obj": pytest.approx(66.67)}


def test_a_right_relation_on_a_wrong_head_is_wrong(tree: Tree) -> None:
    gold = list(gold_spans([tree]))
    found = [*gold[:2], replace(gold[2], head=0), gold[3]]

    assert relation_scores(zip(gold, found, strict=True))["obj"] == 0.0


def test_only_universal_features_are_compared() -> None:
    assert universal("Gender=Fem|Animacy[gram]=Inan|Case=Nom|Uninflect=Yes") == "Case=Nom|Gender=Fem"


@pytest.mark.parametrize(
    ("form", "lemma", "pos", "expected"),
    [
        ("Польщі", "польща", "PROPN", "Польща"),
        ("США", "сша", "PROPN", "США"),
        ("Івано-Франківська", "івано-франківськ", "PROPN", "Івано-Франківськ"),
        ("Уряд", "уряд", "NOUN", "уряд"),
    ],
)
def test_names_are_spelled_with_capitals(form: str, lemma: str, pos: str, expected: str) -> None:
    assert spelled(form, lemma, pos) == expected


def test_running_text_keeps_spaces_and_paragraphs(tree: Tree) -> None:
    text, paragraphs = running_text([tree, replace(tree, opens_paragraph=True)])

    assert text == "Польща передала танки. \n\nПольща передала танки. "
    assert [text[p.start : p.end].strip() for p in paragraphs] == ["Польща передала танки."] * 2


def test_words_cut_elsewhere_do_not_align() -> None:
    gold = [Span(0, 6, "Польща", "PROPN", "", "Польща", -1, "root")]
    found = [Span(0, 3, "Пол", "X", "", "пол", -1, "root"), Span(3, 6, "ьща", "X", "", "ьща", 0, "dep")]

    assert aligned(gold, found) == []


def test_sentences_are_bounded_by_their_words(tree: Tree) -> None:
    assert sentence_bounds(list(gold_spans([tree, tree]))) == {(0, 20), (20, 40)}


def test_an_analyser_is_measured_on_tokens_and_on_text(tree: Tree) -> None:
    figures = evaluate(analyser("uk", Settings()), [tree] * 2)

    assert figures["words"] == 8
    assert {"UPOS", "UFeats", "Lemmas", "UAS", "LAS", "raw"} <= set(figures)
    assert figures["UAS"] == 100.0
    raw = figures["raw"]
    assert isinstance(raw, dict)
    assert raw["Words"] == raw["Sentences"] == 100.0


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("1\tСлово\tслово\n\n", 1, "3 columns in place of 10"),
        (_conllu([(*ROWS[0][:5], "x", *ROWS[0][6:])]), 2, "head 'x' is no number"),
        (_conllu([("1-x", *ROWS[0][1:])]), 2, "'1-x' is no range of words"),
        (
            _conllu([(*ROWS[0][:5], "9", *ROWS[0][6:]), ROWS[1]]),
            3,
            "from word 1, 'Польща', .* lead to no root",
        ),
        (
            _conllu([(*ROWS[0][:5], "1", *ROWS[0][6:]), ROWS[1]]),
            3,
            "from word 1, 'Польща', .* lead to no root",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = tmp_path / "bad.conllu"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError, match=message) as caught:
        list(read_trees(path))

    assert f"{path}:{line}" in str(caught.value)
