"""The coder's own copy of a tree."""

from __future__ import annotations

import pytest

from papertiger.events.tree import Tree, copied
from papertiger.language import analyser
from papertiger.language.sentence import Sentence
from papertiger.settings import Settings

TEXT = "Turkish officials promised Somalia two boats."


@pytest.fixture
def sentence() -> Sentence:
    made = Sentence(0, 0, 0, len(TEXT), TEXT, "body", language="en")
    analyser("en", Settings()).parse([made])
    return made


@pytest.fixture
def tree(sentence: Sentence) -> Tree:
    assert sentence.doc is not None
    return copied(sentence.doc)


def test_the_copy_says_what_the_parse_says(sentence: Sentence, tree: Tree) -> None:
    assert sentence.doc is not None
    for mine, theirs in zip(tree, sentence.doc, strict=True):
        assert (mine.text, mine.dep_, mine.pos_, mine.lemma_, mine.head.i, mine.idx) == (
            theirs.text, theirs.dep_, theirs.pos_, theirs.lemma_, theirs.head.i, theirs.idx,
        )  # fmt: skip
        assert [c.i for c in mine.children] == [c.i for c in theirs.children]
        assert [t.i for t in mine.subtree] == [t.i for t in theirs.subtree]
        assert [t.i for t in mine.ancestors] == [t.i for t in theirs.ancestors]
        assert mine.morph.get("Number", []) == theirs.morph.get("Number", [])


def test_moving_an_edge_moves_the_dependent_and_leaves_the_parse_alone(
    sentence: Sentence, tree: Tree
) -> None:
    assert sentence.doc is not None
    boats, somalia = tree[5], tree[3]
    before = sentence.doc[5].head.i
    boats.head = somalia

    assert boats in somalia.children
    assert boats not in tree[before].children
    assert sentence.doc[5].head.i == before


def test_the_root_of_a_span_is_its_highest_word(tree: Tree) -> None:
    found = tree.root_of(0, len("Turkish officials"))

    assert found is not None
    assert found.text == "officials"
    assert tree.root_of(500, 600) is None


def test_there_is_no_neighbour_beyond_the_sentence(tree: Tree) -> None:
    assert tree[1].nbor(-1).text == "Turkish"
    with pytest.raises(IndexError):
        tree[0].nbor(-1)
    with pytest.raises(IndexError):
        tree[len(tree) - 1].nbor()
