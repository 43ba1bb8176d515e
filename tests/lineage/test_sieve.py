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
        bounds = {other.key: bound for bound, other in sieve.worth([(one, others)], least)[0]}
        passed += len(bounds)
        weighed = {o.key: judge(one, o).log_odds for o in others}
        lost += [(one.key, key) for key, sum_ in weighed.items() if sum_ >= least and key not in bounds]
        lost += [(one.key, key) for key, bound in bounds.items() if bound < weighed[key]]

    assert lost == []
    assert passed < len(prints[::3]) * (len(prints) - 1)


def test_a_sieve_keeps_nothing_of_the_articles_before(prints: list[Fingerprint]) -> None:
    used = Sieve()
    for one in prints[:20]:
        used.worth([(one, prints[20:60])], 0.0)

    again = [o.key for _, o in used.worth([(prints[70], prints[:60])], 0.0)[0]]

    assert again == [o.key for _, o in Sieve().worth([(prints[70], prints[:60])], 0.0)[0]]


def test_nobody_to_compare_with(prints: list[Fingerprint]) -> None:
    assert Sieve().worth([(prints[0], [])], 0.0) == [[]]


def test_articles_asked_about_together_get_what_each_gets_alone(prints: list[Fingerprint]) -> None:
    asked = [(prints[at], prints[:at]) for at in range(40)]

    together = [[o.key for _, o in those] for those in Sieve().worth(asked, 0.0)]

    assert together == [[o.key for _, o in Sieve().worth([one], 0.0)[0]] for one in asked]
