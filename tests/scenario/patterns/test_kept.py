"""The documentation's table is the kept study's, and the kept study is of what ships."""

import json
from pathlib import Path

from papertiger.report.studies.patterns import table
from papertiger.scenario.ensembles import shipped
from papertiger.scenario.patterns.draws import free, matched, size
from papertiger.scenario.patterns.matching import SYSTEM, historical_factors
from papertiger.scenario.patterns.statements import statements

ROOT = Path(__file__).parents[3]
KEPT = json.loads((ROOT / "benchmarks" / "patterns.json").read_text(encoding="utf-8"))


def test_the_table_of_the_documentation_is_the_kept_studys() -> None:
    """`python benchmarks/patterns.py --table` prints it."""
    page = (ROOT / "docs" / "scenario-patterns.md").read_text(encoding="utf-8")

    assert "\n".join(table(KEPT)) in page


def test_the_kept_study_has_the_statuses_of_the_data_file() -> None:
    """And statement, source, experiment and criterion."""
    kept = {one["name"]: one for one in KEPT["patterns"]}

    assert list(kept) == list(statements().patterns)
    for name, pattern in statements().patterns.items():
        for key in ("status", "statement", "source", "grade", "experiment", "holds", "rests_on"):
            assert kept[name][key] == getattr(pattern, key)


def test_the_kept_study_is_over_the_ensemble_that_ships() -> None:
    """The digest says so."""
    assert KEPT["ensemble"] == shipped().digest
    assert KEPT["members"] == len(shipped().rows) >= 300


def test_the_ensemble_lies_within_the_ranges_it_was_drawn_from() -> None:
    """History only rules out."""
    ranges = {one.parameter: one.distribution for one in historical_factors()}
    for at, name in enumerate(shipped().parameters):
        low, high = ranges[name].quantile(0), ranges[name].quantile(1)  # type: ignore[arg-type]
        assert low - 1e-5 <= shipped().rows[:, at].min() <= shipped().rows[:, at].max() <= high + 1e-5


def test_what_belongs_to_the_historical_system_is_no_part_of_the_ensemble() -> None:
    """It says nothing of another system."""
    own = {one.parameter for one in historical_factors() if one.key.startswith(SYSTEM)}

    assert not own & set(shipped().parameters)


def test_draws_of_the_ensemble_keep_its_rows_together() -> None:
    """Each as often as another, what it does not hold from the ranges."""
    rows = shipped()
    drawn = matched(rows, 2 * len(rows.rows), seed=1)
    first = rows.parameters[0]

    assert set(drawn) == set(free())
    assert size(drawn) == 2 * len(rows.rows)
    assert sorted(drawn[first]) == sorted([*rows.rows[:, 0]] * 2)
