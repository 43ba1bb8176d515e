"""Who people act for: holders of offices that the actor files leave unnamed, and officers of blocs."""

from __future__ import annotations

import pytest

from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.readers.voices import state_of
from papertiger.records import ClaimRecord
from papertiger.settings import Settings


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def read(reader: FrameReader, language: str, text: str, published: str = "2026-11-20") -> list[ClaimRecord]:
    meta = Metadata(outlet="Example", published=published, language=language)
    article = Article(text, (Paragraph(0, len(text), "body"),), meta, "here", text.encode())
    return [c.record for c in reader.read(article).claims]


@pytest.mark.parametrize(
    ("language", "text", "subject", "predicate", "object_"),
    [
        ("ru", "Генеральный секретарь ООН Антониу Гутерриш призвал Израиль прекратить огонь.", "org:un", "REQUEST", "ISR"),
        ("uk", "Генсек НАТО Марк Рютте пообіцяв Україні ракети.", "org:nato", "pledged", "UKR"),
        ("en", "Ursula von der Leyen promised Moldova 200 million euros.", "org:european-commission", "pledged", "MDA"),
    ],
)  # fmt: skip
def test_an_officer_of_a_bloc_acts_for_the_bloc(
    reader: FrameReader, language: str, text: str, subject: str, predicate: str, object_: str
) -> None:
    found = [c for c in read(reader, language, text) if c.predicate == predicate]
    assert {(c.subject, c.subject_state, c.object) for c in found} == {(subject, None, object_)}
    assert all(len(c.attribution) <= 2 for c in found), "one voice, named once"


def test_before_the_office_they_act_for_their_state(reader: FrameReader) -> None:
    found = read(reader, "en", "Mark Rutte promised Ukraine Leopard tanks.", published="2023-03-01")
    assert {c.subject_state for c in found} == {"NLD"}


@pytest.mark.parametrize(
    ("actor", "state"),
    [("POL:head_of_government", "POL"), ("DEU:foreign_minister", "DEU"), ("NLD-rutte", "NLD"), ("GEO", "GEO"), ("org:un", None)],
)  # fmt: skip
def test_the_state_behind_an_actor(actor: str, state: str | None) -> None:
    assert state_of(actor) == state, "an office that nobody is known to hold is its state's"


def test_an_unknown_actor_has_no_state_to_give() -> None:
    with pytest.raises(KeyError):
        state_of("XYZ-nobody")


def test_a_standing_flow_is_a_relation_that_the_ledger_takes(reader: FrameReader) -> None:
    found = read(reader, "uk", "Іран постачає Росії дрони. Британія озброює кенійську армію.")
    flows = [c for c in found if c.predicate == "supplies"]
    assert {(c.subject, c.object) for c in flows} == {("IRN", "RUS"), ("GBR", "KEN")}
    assert {c.family for c in flows} == {"relation"}
