"""On whose side a speaker stands: by the state that they speak for, on the day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papertiger.datafiles import load_table
from papertiger.errors import DataFileError
from papertiger.records import AttributionStep
from papertiger.sourcing import sides
from papertiger.sourcing.sides import Rivals, are_rivals, side_of

TODAY = date(2026, 1, 14)


def person(actor: str | None) -> AttributionStep:
    return AttributionStep(kind="person", name="X", actor=actor)


@pytest.mark.parametrize(
    ("speaker", "patron", "client", "expected"),
    [
        ("RUS", "RUS", "MLI", "patron"),
        ("MLI", "RUS", "MLI", "client"),
        ("FRA", "RUS", "MLI", "rival"),
        ("UKR", "RUS", "MLI", "rival"),
        ("BRA", "RUS", "MLI", "third"),
        ("RUS-putin", "RUS", "MLI", "patron"),
        ("USA", "org:nato", "UKR", "patron"),
        ("HUN", "org:nato", "UKR", "patron"),
        ("IRN", "org:nato", "UKR", "third"),
        ("RUS", "USA", "UKR", "rival"),
        (None, "RUS", "MLI", None),
        ("RUS", None, "MLI", None),
        ("RUS", "RUS", None, None),
        ("RUS", "RUS", "RUS", None),
        ("nobody-known", "RUS", "MLI", None),
    ],
)
def test_the_side_follows_from_the_state(
    speaker: str | None, patron: str | None, client: str | None, expected: str | None
) -> None:
    assert side_of(person(speaker), patron, client, TODAY) == expected


@pytest.mark.parametrize(
    ("outlet", "expected"),
    [("outlet:tass", "patron"), ("outlet:bloomberg", "third"), ("outlet:rferl", "rival"), (None, "third")],
)
def test_an_outlet_stands_with_the_state_that_runs_it(outlet: str | None, expected: str) -> None:
    step = AttributionStep(kind="outlet", name="X", actor=outlet)

    assert side_of(step, "RUS", "VEN", TODAY) == expected


def test_rivals_are_rivals_in_their_years_and_in_either_order() -> None:
    assert are_rivals("FIN", "RUS", TODAY)
    assert are_rivals("RUS", "FIN", TODAY)
    assert not are_rivals("RUS", "FIN", date(2019, 1, 1))
    assert not are_rivals("FIN", "SWE", TODAY)
    assert are_rivals("SAU", "QAT", date(2018, 6, 1))
    assert not are_rivals("SAU", "QAT", date(2024, 6, 1))
    assert are_rivals("SAU", "QAT", None)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{states: [RUS, XQX]}", "no actor 'XQX'"),
        ("{states: [RUS]}", "at least 2"),
        ("{states: [RUS, USA], since: 2020, until: 2010}", "since is after until"),
    ],
)
def test_a_wrong_table_is_refused_with_its_line(tmp_path: Path, entry: str, says: str) -> None:

    path = tmp_path / "rivals.yaml"
    path.write_text(f"rivals:\n  - {entry}\n", encoding="utf-8")

    with pytest.raises(DataFileError, match=says):
        load_table(path, Rivals)


def test_the_shipped_table_is_read() -> None:
    assert len(load_table(sides.FILE, Rivals).rivals) > 60
