"""Hard news sentences: how many of the facts that events are read from the parser gets right, and every one that it does not.

    python scripts/hard_errors.py             # the three languages
    python scripts/hard_errors.py uk en       # these only
    python scripts/hard_errors.py --floors    # tests/language/data/hard_floors.yaml from today's figures, to standard output

The sentences and their facts are in ``tests/language/data/hard_<language>.yaml``. A fact is ``dependent relation head`` or ``word
root`` and is right when head and relation both are; `same` says which relations count as one.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from papertiger.language import Sentence, analyser
from papertiger.settings import Settings

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DATA = Path(__file__).parents[1] / "tests" / "language" / "data"
LANGUAGES = ("uk", "ru", "en")
STRICT = frozenset({"nsubj", "nsubj:pass", "obl:agent", "acl:relcl"})
"""Subtypes that are told from their universal relation, since events are read off them."""
EQUAL = {"flat:title": "appos"}
"""Other names of one relation: a name after its title is an apposition in every language here."""
ROOT = "root"
FLOORS = "# Facts of the hard sentences that the shipped pipeline must get right, in per cent; scripts/hard_errors.py --floors prints today's."


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence's tree must hold; for the root, `head` is empty."""

    dependent: str
    relation: str
    head: str

    def __str__(self) -> str:
        """As the file has it."""
        return f"{self.dependent} {self.relation} {self.head}".strip()


@dataclass(frozen=True, slots=True)
class Hard:
    """A sentence with its facts."""

    text: str
    kind: str
    facts: tuple[Fact, ...]


@dataclass(slots=True)
class Result:
    """One language measured."""

    right: int = 0
    total: int = 0
    whole: int = 0
    """Sentences without a wrong fact."""
    sentences: int = 0
    wrong: list[tuple[Hard, list[tuple[Fact, str]]]] = field(default_factory=list)
    """Each sentence that has wrong facts, with these and what was found in their place."""

    @property
    def share(self) -> float:
        """Facts right, in per cent."""
        return 100 * self.right / self.total


def load(language: str) -> list[Hard]:
    """The sentences of a language.

    Raises:
        ValueError: a fact is neither of two words nor of three.
    """
    rows = yaml.safe_load((DATA / f"hard_{language}.yaml").read_text(encoding="utf-8"))["sentences"]
    return [Hard(row["text"], row["kind"], tuple(_fact(f) for f in row["facts"])) for row in rows]


def same(relation: str) -> str:
    """The relation as it is compared: `STRICT` ones as they are, any other without its subtype.

    So ``flat:title`` is ``appos``, ``nmod:poss`` is ``nmod`` and ``csubj:pass`` is ``csubj``; but ``acl:relcl`` is not ``acl``, and
    ``nsubj:pass`` not ``nsubj``.
    """
    relation = EQUAL.get(relation, relation)
    return relation if relation in STRICT else relation.partition(":")[0].lower()


def parse(language: str, sentences: Sequence[Hard]) -> list[Doc]:
    """The trees that the shipped pipeline gives."""
    cut = [Sentence(i, 0, 0, len(s.text), s.text, "body") for i, s in enumerate(sentences)]
    analyser(language, Settings()).parse(cut)
    return [s.doc for s in cut if s.doc is not None]


def place(doc: Doc, word: str) -> int:
    """Index of the token that a fact names: ``word``, or ``word#2`` for the second of its kind.

    Raises:
        ValueError: no token, or more than one, is meant.
    """
    form, _, number = word.partition("#")
    found = [token.i for token in doc if token.text == form]
    if number:
        if len(found) < 2 or not 1 <= int(number) <= len(found):  # noqa: PLR2004 - numbers tell two words apart
            raise ValueError(f"{word!r}: {form!r} stands {len(found)} times in {doc.text!r}")
        return found[int(number) - 1]
    if len(found) != 1:
        raise ValueError(f"{word!r} stands {len(found)} times in {doc.text!r}")
    return found[0]


def measure(language: str) -> Result:
    """Every fact of a language against the parser's trees."""
    sentences = load(language)
    result = Result(sentences=len(sentences))
    for hard, doc in zip(sentences, parse(language, sentences), strict=True):
        wrong = [(fact, found) for fact in hard.facts if (found := _otherwise(doc, fact))]
        result.total += len(hard.facts)
        result.right += len(hard.facts) - len(wrong)
        if wrong:
            result.wrong.append((hard, wrong))
        else:
            result.whole += 1
    return result


def _fact(line: str) -> Fact:
    words = line.split()
    if len(words) == 2 and words[1] == ROOT:  # noqa: PLR2004 - "word root"
        return Fact(words[0], ROOT, "")
    if len(words) != 3:  # noqa: PLR2004 - "dependent relation head"
        raise ValueError(f"{line!r} is no fact; write 'dependent relation head' or 'word root'")
    return Fact(*words)


def _otherwise(doc: Doc, fact: Fact) -> str:
    """What the tree says in place of a fact; empty when the fact is right."""
    token = doc[place(doc, fact.dependent)]
    head = token.i if fact.relation == ROOT else place(doc, fact.head)
    if token.head.i == head and same(token.dep_) == same(fact.relation):
        return ""
    return _arc(token)


def _arc(token: Token) -> str:
    if token.head.i == token.i:
        return f"{token.text} {ROOT}"
    return f"{token.text} {token.dep_} {token.head.text}"


def show(language: str, result: Result) -> None:
    """Print a language's figures and errors."""
    print(
        f"{language}: {result.right} of {result.total} facts right ({result.share:.1f} %), "
        f"{result.whole} of {result.sentences} sentences"
    )
    for hard, wrong in result.wrong:
        print(f"\n  {hard.text}  [{hard.kind}]")
        for fact, found in wrong:
            print(f"    {fact}  –  found: {found}")
    print()


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(description="Facts of hard sentences that the parser gets wrong.")
    parser.add_argument("languages", nargs="*", default=LANGUAGES, help="uk, ru, en; all by default")
    parser.add_argument("--floors", action="store_true", help="print the floor file instead")
    options = parser.parse_args()
    if options.floors:
        print(FLOORS)
    for language in options.languages:
        result = measure(language)
        if options.floors:
            print(f"{language}: {math.floor(10 * result.share) / 10}")
        else:
            show(language, result)


if __name__ == "__main__":
    main()
