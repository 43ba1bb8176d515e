"""Sentences written to be hard to parse: passives, impersonals, relative clauses, gapping, apposition, quotes, inverted speech.

``data/hard_<language>.yaml`` gives each sentence the facts that events are read from: subjects, objects, agents, clause heads,
appositions, orphans. A fact is right when both its head and its relation are. Relations count as one when no event turns on the
difference: ``flat:title`` is ``appos``, ``nmod:poss`` is ``nmod``, ``csubj:pass`` is ``csubj``, and any other subtype is its
universal relation. Kept apart are ``nsubj`` and ``nsubj:pass``, ``obl`` and ``obl:agent``, ``acl`` and ``acl:relcl``.

``data/hard_floors.yaml`` holds the share of facts, in per cent, that each language must not fall below; ``scripts/hard_errors.py``
lists every error.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from papertiger.language.treebank import read_conllu

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "scripts"))
import hard_errors  # noqa: E402 - a script, not part of the package
from treecheck import RELATIONS  # noqa: E402 - as above

LANGUAGES = hard_errors.LANGUAGES
LEAST = 60
"""Sentences a language."""
CONSTRUCTIONS = {
    "passive",
    "impersonal",
    "relative",
    "relative-oblique",
    "gapping",
    "apposition",
    "quote",
    "inverted-speech",
}
FLOORS = yaml.safe_load((hard_errors.DATA / "hard_floors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_are_large_and_hold_every_construction_three_times(language: str) -> None:
    sentences = hard_errors.load(language)
    kinds = [s.kind for s in sentences]

    assert len({s.text for s in sentences}) == len(sentences) >= LEAST
    assert {kind for kind in CONSTRUCTIONS if kinds.count(kind) < 3} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_hard_sentence_is_in_the_treebank(language: str) -> None:
    taught = {
        "".join(word.form + " " * word.space for word in words).strip()
        for path in (ROOT / "treebank").rglob(f"{language}_*.conllu")
        for words in read_conllu(path)
    }

    assert taught
    assert {s.text for s in hard_errors.load(language)} & taught == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_name_words_of_their_sentence_and_known_relations(language: str) -> None:
    sentences = hard_errors.load(language)

    for hard, doc in zip(sentences, hard_errors.parse(language, sentences), strict=True):
        dependents = [hard_errors.place(doc, fact.dependent) for fact in hard.facts]
        heads = [hard_errors.place(doc, fact.head) for fact in hard.facts if fact.head]
        roots = [fact for fact in hard.facts if fact.relation == "root"]

        assert len(set(dependents)) == len(dependents), hard.text
        assert len(roots) == 1, hard.text
        assert not {fact.relation for fact in hard.facts} - RELATIONS, hard.text
        assert len(heads) == len(hard.facts) - 1 >= 3, hard.text
        assert all(fact.dependent != fact.head for fact in hard.facts), hard.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_share_of_facts_right_is_not_below_its_floor(language: str) -> None:
    result = hard_errors.measure(language)

    assert result.share >= FLOORS[language]


@pytest.mark.parametrize(
    ("relation", "other", "expected"),
    [
        ("flat:title", "appos", True),
        ("nmod:poss", "nmod", True),
        ("csubj:pass", "csubj", True),
        ("ROOT", "root", True),
        ("nsubj:pass", "nsubj", False),
        ("obl:agent", "obl", False),
        ("acl:relcl", "acl", False),
        ("flat", "appos", False),
    ],
)
def test_relations_that_count_as_one(relation: str, other: str, expected: bool) -> None:
    assert (hard_errors.same(relation) == hard_errors.same(other)) is expected
