"""Sorting out candidates in bulk loses no link: every pair that weighs enough passes the bound, whatever the threshold."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.evaluation.lineage import read_gold
from papertiger.lineage import Fingerprint
from papertiger.lineage.evidence import judge
from papertiger.lineage.sieve import Sieve
from papertiger.readers.frames import FrameReader

GOLD = sorted((Path(__file__).parent / "gold" / "dev").glob("*.yaml"))


@pytest.fixture(scope="module")
def prints(reader: FrameReader) -> list[Fingerprint]:
    return [reader.fingerprint(one.article) for path in GOLD for one in read_gold(path)]


@pytest.mark.parametrize("least", [-6.0, -3.0, 0.0, 2.0, 5.0])
def test_every_pair_that_weighs_enough_passes(prints: list[Fingerprint], least: float) -> None:
    sieve, lost, passed = Sieve(), [], 0
    for one in prints[::3]:
        others = [other for other in prints if other is not one]
        kept = {other.key for other in sieve.worth(one, others, least)}
        passed += len(kept)
        lost += [(one.key, o.key) for o in others if o.key not in kept and judge(one, o).log_odds >= least]

    assert lost == []
    assert passed < len(prints[::3]) * (len(prints) - 1)


def test_a_sieve_keeps_nothing_of_the_articles_before(prints: list[Fingerprint]) -> None:
    used = Sieve()
    for one in prints[:20]:
        used.worth(one, prints[20:60], 0.0)

    again = [o.key for o in used.worth(prints[70], prints[:60], 0.0)]

    assert again == [o.key for o in Sieve().worth(prints[70], prints[:60], 0.0)]


def test_nobody_to_compare_with(prints: list[Fingerprint]) -> None:
    assert Sieve().worth(prints[0], [], 0.0) == []
