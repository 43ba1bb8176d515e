"""Frame tables: sentences with the claims that they must, or must not, yield.

``frames_<language>.yaml`` lists them by frame. A claim is written ``SUBJECT predicate OBJECT`` with the id of the state
(or of the actor, where no state stands behind it); ``*`` is anybody and ``-`` is nobody. All sentences of a language
are parsed in one batch, and each is coded by a coder of its own, so that none leans on another.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from papertiger.actors import knowledge_base
from papertiger.datafiles import load_table
from papertiger.evaluation.frametables import PUBLISHED, FrameSentences, Group, Row
from papertiger.events import Calendar, CodedClaim, Coder, Dictionary, Party, lexicon
from papertiger.language import analyser, split
from papertiger.news.article import Paragraph
from papertiger.settings import Settings


def table(language: str) -> tuple[Group, ...]:
    """The frame table of a language."""
    return load_table(Path(__file__).parent / f"frames_{language}.yaml", FrameSentences).groups


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a row: ``told`` where claims must come, ``untold`` where claims must not, ``directed`` for both ways."""
    for name, wanted, why in (
        ("told", "yes", "fails"),
        ("untold", "no", "wrong"),
        ("directed", "reversed", "swaps"),
    ):
        if name in metafunc.fixturenames:
            cases = [
                pytest.param(row, id=f"{group.frame}-{number}", marks=_expected_failure(getattr(row, why)))
                for group in table(metafunc.module.LANGUAGE)
                for number, row in enumerate(group.rows, 1)
                if getattr(row, wanted)
            ]
            metafunc.parametrize(name, cases)


def _expected_failure(reason: str | None) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=reason)] if reason else []


@pytest.fixture(scope="module")
def coded(request: pytest.FixtureRequest) -> Mapping[str, list[CodedClaim]]:
    """Sentence → its claims, for every sentence of the module's language."""
    language = request.module.LANGUAGE
    return code_all([row.text for group in table(language) for row in group.rows], language)


def code_all(texts: list[str], language: str) -> dict[str, list[CodedClaim]]:
    """Claims of each text, parsed in one batch and read as articles of one paragraph."""
    split_texts = {text: split(text, (Paragraph(0, len(text), "body"),), language) for text in texts}
    analyser(language, Settings()).parse([s for sentences in split_texts.values() for s in sentences])
    actors, dictionary = knowledge_base(), Dictionary(lexicon(language))
    result = {}
    for text, sentences in split_texts.items():
        coder = Coder(lexicon(language), Calendar(language, PUBLISHED), dictionary)
        mentions = actors.mentions(text, language)
        coder.survey(mentions)
        result[text] = [
            claim
            for sentence in sentences
            for claim in coder.code(
                sentence, [m for m in mentions if sentence.start <= m.start < sentence.end]
            )
        ]
    return result


def find(claims: list[CodedClaim], wanted: str) -> list[CodedClaim]:
    """The claims that a ``SUBJECT predicate OBJECT`` describes."""
    subject, predicate, target = wanted.split()
    return [
        claim
        for claim in claims
        if claim.predicate == predicate and _is(claim.subject, subject) and _is(claim.object, target)
    ]


def _is(party: Party | None, wanted: str) -> bool:
    return wanted == "*" or wanted == side(party)


def side(party: Party | None) -> str:
    """The state of a party, else its actor; ``-`` for none."""
    return "-" if party is None else party.state or party.actor


def shown(claims: list[CodedClaim]) -> str:
    """The claims as the tables write them, for messages."""
    return (
        "; ".join(f"{side(c.subject)} {c.predicate} {side(c.object)} ({c.frame})" for c in claims)
        or "nothing"
    )


def departures(row: Row, claims: list[CodedClaim]) -> list[str]:
    """What the claims lack of the row: a claim, or a field of one."""
    fields = {
        name: getattr(row, name) for name in ("domain", "modality", "polarity", "mode") if getattr(row, name)
    }
    missing = []
    for wanted in row.yes:
        found = find(claims, wanted)
        if not found:
            missing.append(f"no {wanted}; coded: {shown(claims)}")
        for name, value in fields.items():
            if found and all(getattr(claim, name) != value for claim in found):
                missing.append(f"{wanted}: {name} {[getattr(c, name) for c in found]}, not {value}")
        if found and row.over and all(side(claim.over) != row.over for claim in found):
            missing.append(f"{wanted}: over {[side(c.over) for c in found]}, not {row.over}")
        if found and row.edtf and all(claim.time.edtf != row.edtf for claim in found):
            missing.append(f"{wanted}: time {[c.time.edtf for c in found]}, not {row.edtf}")
    return missing


@pytest.fixture
def missing(coded: Mapping[str, list[CodedClaim]]) -> Callable[[Row], list[str]]:
    """What the claims of a row's sentence lack."""
    return lambda row: departures(row, coded[row.text])


@pytest.fixture
def forbidden(coded: Mapping[str, list[CodedClaim]]) -> Callable[[Row], list[str]]:
    """The claims of a row's sentence that it must not yield."""
    return lambda row: [shown([claim]) for wanted in row.no for claim in find(coded[row.text], wanted)]


@pytest.fixture
def swapped(coded: Mapping[str, list[CodedClaim]]) -> Callable[[Row], list[str]]:
    """The claims of a row's sentence that take the giver for the receiver."""
    return lambda row: [shown([claim]) for wanted in row.reversed for claim in find(coded[row.text], wanted)]
