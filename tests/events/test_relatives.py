"""Clauses and names moved to the noun they belong to, on trees written by hand, so that no parser has a say."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Token

from papertiger.events.relatives import attach_relative, person_of_thing

VOCAB = spacy.blank("uk").vocab


def _tree(rows: str) -> Doc:
    """Words as ``form/POS/relation/head/features``, heads from 1, 0 for the root."""
    cells = [row.split("/") for row in rows.split()]
    return Doc(
        VOCAB,
        words=[c[0] for c in cells],
        pos=[c[1] for c in cells],
        deps=["ROOT" if c[2] == "root" else c[2] for c in cells],
        heads=[int(c[3]) - 1 if c[3] != "0" else i for i, c in enumerate(cells)],
        morphs=[c[4].replace(";", "|") for c in cells],
    )


def _repaired(doc: Doc, form: str) -> Token:
    token = next(t for t in doc if t.text == form)
    attach_relative(token)
    return token.head


FEM, MASC = "Gender=Fem;Number=Sing", "Gender=Masc;Number=Sing"
LEAD = f"залежав/VERB/root/0/ від/ADP/case/3/ допомоги/NOUN/obl/1/{FEM} "


@pytest.mark.parametrize(
    ("rows", "pronoun", "noun"),
    [
        (
            f"{LEAD},/PUNCT/punct/6/ яка/DET/nsubj/6/{FEM};PronType=Rel зникла/VERB/parataxis/1/",
            "яка",
            "допомоги",
        ),
        (
            f"{LEAD}Данії/PROPN/nmod/3/{FEM} ,/PUNCT/punct/7/ яка/DET/nsubj/7/{FEM};PronType=Rel зникла/VERB/advcl/1/",
            "яка",
            "допомоги",
        ),
        (
            (
                f"{LEAD}Китаю/PROPN/nmod/3/{MASC} ,/PUNCT/punct/8/ від/ADP/case/7/ якого/DET/obl/8/{MASC};PronType=Rel "
                "ждали/VERB/parataxis/1/"
            ),
            "якого",
            "Китаю",
        ),
        (
            (
                "relied/VERB/root/0/ on/ADP/case/3/ aid/NOUN/obl/1/Number=Sing ,/PUNCT/punct/6/ "
                "which/PRON/nsubj/6/PronType=Rel stopped/VERB/parataxis/1/"
            ),
            "which",
            "aid",
        ),
    ],
)
def test_a_loose_relative_clause_hangs_on_the_noun_that_agrees(rows: str, pronoun: str, noun: str) -> None:
    verb = _repaired(_tree(rows), pronoun)

    assert (verb.dep_, verb.head.text) == ("acl:relcl", noun)


@pytest.mark.parametrize(
    ("rows", "pronoun"),
    [
        # No noun agrees.
        (f"{LEAD},/PUNCT/punct/6/ який/DET/nsubj/6/{MASC};PronType=Rel зник/VERB/parataxis/1/", "який"),
        # A question, not a relative clause.
        (f"{LEAD},/PUNCT/punct/6/ яка/DET/nsubj/6/{FEM};PronType=Int зникла/VERB/parataxis/1/", "яка"),
        # No comma before the pronoun.
        (f"{LEAD}яка/DET/nsubj/5/{FEM};PronType=Rel зникла/VERB/parataxis/1/", "яка"),
        # The clause is the complement of the verb.
        (f"{LEAD},/PUNCT/punct/6/ яка/DET/nsubj/6/{FEM};PronType=Rel зникла/VERB/ccomp/1/", "яка"),
    ],
)
def test_other_clauses_stay_where_they_are(rows: str, pronoun: str) -> None:
    doc = _tree(rows)
    before = [(t.dep_, t.head.i) for t in doc]

    _repaired(doc, pronoun)

    assert [(t.dep_, t.head.i) for t in doc] == before


@pytest.mark.parametrize(
    ("rows", "relation"),
    [
        ("захоплення/NOUN/root/0/Animacy=Inan Мадуро/PROPN/appos/1/", "nmod"),
        ("арест/NOUN/root/0/Animacy=Inan Саакашвили/PROPN/appos/1/", "nmod"),
        ("заяви/NOUN/root/0/Animacy=Inan Меркель/PROPN/appos/1/", "nmod"),
        ("президента/NOUN/root/0/Animacy=Anim Мадуро/PROPN/appos/1/", "appos"),
        ("спикер/NOUN/root/0/Animacy=Anim Песков/PROPN/appos/1/", "appos"),
        ("захоплення/NOUN/root/0/Animacy=Inan швидке/ADJ/amod/1/ Мадуро/PROPN/appos/1/", "appos"),
        ("захоплення/NOUN/root/0/Animacy=Inan Мадуро/PROPN/nsubj/1/", "nsubj"),
    ],
)
def test_a_persons_name_is_no_other_name_of_a_thing(rows: str, relation: str) -> None:
    doc = _tree(rows)

    person_of_thing(doc[len(doc) - 1])

    assert doc[len(doc) - 1].dep_ == relation
