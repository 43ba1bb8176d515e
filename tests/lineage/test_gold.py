"""Families found in sets written for it: one tuned on, one never looked at; floors may only rise."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from papertiger.errors import DataFileError
from papertiger.evaluation.lineage import as_json, evaluate, read_gold
from papertiger.readers.frames import FrameReader

GOLD = Path(__file__).parent / "gold"
FLOORS = yaml.safe_load((GOLD / "floors.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_families_are_found_as_well_as_measured(half: str, reader: FrameReader) -> None:
    figures = as_json(evaluate(read_gold(GOLD / half), reader.fingerprint))
    floors = FLOORS[half]

    assert figures["pairs"]["f1"] >= floors["f1"]
    assert figures["cross_lingual"]["f1"] >= floors["cross_lingual_f1"]
    assert figures["without_farms"]["f1"] >= floors["without_farms_f1"]
    assert len(figures["false_merges"]) <= floors["false_merges"]
    assert figures["origins"] >= floors["origins"]
    assert figures["parents"] >= floors["parents"]


def test_the_sets_are_as_large_and_as_mixed_as_they_must_be() -> None:
    for half in FLOORS:
        gold = read_gold(GOLD / half)
        assert len(gold) >= 90
        assert len({g.family for g in gold}) >= 15
        assert {g.language for g in gold} == {"uk", "ru", "en"}


def test_a_faulty_file_is_refused_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "families.yaml"
    path.write_text(
        "- id: a1\n  family: f\n  origin: {outlet: X, published: 2026, in_set: maybe}\n", encoding="utf-8"
    )

    with pytest.raises(DataFileError, match=r"families\.yaml"):
        read_gold(path)


def test_an_id_twice_is_refused(tmp_path: Path) -> None:
    text = (GOLD / "dev" / "a1.yaml").read_text(encoding="utf-8")
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError, match="occurs twice"):
        read_gold(tmp_path)
