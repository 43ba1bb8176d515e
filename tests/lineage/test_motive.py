"""The article that papertiger was begun for, beside retellings of the same report in three languages: one origin.

Its text is not ours to ship, so the test needs the developers' shared folder and skips without it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.ledger import Ledger
from papertiger.lineage import Family
from papertiger.news import Article, load
from papertiger.readers.frames import FrameReader
from papertiger.records import ClaimRecord
from papertiger.settings import Settings

ROOT = Path(__file__).parents[2]
MOTIVE = ROOT.parent / "shared" / "articles" / "000_4f548a610f875f23.txt"
RETOLD = sorted((ROOT / "tests" / "gold" / "retold" / "dev").glob("*.txt"))

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not MOTIVE.exists(), reason="the motive article is only in the developers' shared folder"
    ),
]

STEPS = [
    # how the quoted sentence begins, its depth, whether the speaker is nameless
    ('"І вони не самотні', 1, False),
    ("Сирійський диктатор", 1, False),
    ("Вони також вказують", 2, True),
    ("За словами чиновників", 2, True),
    ("Кіберзахист Венесуели", 2, True),
    ("В результаті відбулося", 1, False),
    ("Проте відносини з США", 2, True),
    ("Як пояснював військовий експерт", 1, False),
    ("Натомість Росія", 1, False),
    ("При цьому Росія може", 2, True),
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[Family, ...], list[ClaimRecord]]:
    """All families, and the claims of the motive article."""
    reader = FrameReader(Settings())
    with Ledger.open(tmp_path_factory.mktemp("motive") / "motive.ledger") as ledger:
        for article in load([MOTIVE, *RETOLD]):
            assert isinstance(article, Article)
            ledger.add(reader.read(article))
        ledger.join(reader.fingerprint)
        claims = [c for c in ledger.in_full(ledger.claims()) if c.article.path == str(MOTIVE)]
        return ledger.families(), claims


def test_with_retellings_in_three_languages_it_has_one_origin_that_was_never_fetched(
    read: tuple[tuple[Family, ...], list[ClaimRecord]],
) -> None:
    (family,) = read[0]

    assert len(family.articles) == len(RETOLD) + 1
    assert {p.member.language for p in family.articles} == {"uk", "ru", "en"}
    assert (family.origin.outlet.id, family.origin.article) == ("outlet:bloomberg", None)
    assert family.independent_origins == 1


def test_what_it_takes_from_the_report_has_the_report_as_origin(
    read: tuple[tuple[Family, ...], list[ClaimRecord]],
) -> None:
    added = ("Денис Попович", "Atlantic Council")
    others = [c.origin or "" for c in read[1] if c.attribution[-1].name not in added]

    assert len(others) > 30
    assert {origin.partition("@")[0] for origin in others} == {"outlet:bloomberg"}


def test_what_it_brings_itself_has_the_article_as_origin(
    read: tuple[tuple[Family, ...], list[ClaimRecord]],
) -> None:
    expert = [c for c in read[1] if c.attribution[-1].name == "Денис Попович"]

    assert expert
    assert {c.origin for c in expert} != {None}
    assert not any((c.origin or "").startswith("outlet:bloomberg") for c in expert)


@pytest.mark.parametrize(("begins", "depth", "nameless"), STEPS)
def test_depth_and_anonymity(
    read: tuple[tuple[Family, ...], list[ClaimRecord]], begins: str, depth: int, nameless: bool
) -> None:
    # A threat or an accusation has its subject as one more speaker.
    spoken = {"ACCUSE", "THREATEN"}
    found = [c for c in read[1] if c.quote.exact.startswith(begins) and c.predicate not in spoken]

    assert found
    assert {(c.depth, c.anonymous) for c in found} == {(depth, nameless)}
