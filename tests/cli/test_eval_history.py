"""``papertiger eval base-rates``: as a table and as JSON, with faults on standard error and a status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alliances import WARS_2005, WARS_2018, war_case, write_members, write_wars

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

SHARED = Path(__file__).parents[3] / "shared" / "data" / "alliances"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_wars(tmp_path, [war_case(1, honoured=True), war_case(2, honoured=False, late=True)])
    write_members(tmp_path, [True, False])
    return tmp_path


@pytest.fixture
def wars(tmp_path: Path) -> Path:
    """Six wars of two cases each, either outcome in either period."""
    rows = [war_case(war, honoured=bool((war + n) % 2), late=war > 3) for war in range(1, 7) for n in (0, 1)]
    write_wars(tmp_path, rows)
    return tmp_path


def test_rates_are_a_table_under_their_definition(run: Callable[..., Ran], data: Path) -> None:
    ran = run("eval", "base-rates", str(data))

    assert ran.out.startswith("unit: one alliance in one war that called on it; ")
    assert "any            1816-2003        1/2     73/146        43-57 %  differs" in ran.out
    assert "any: obligations to join a war" in ran.out
    assert ran.out.endswith("52 counted again, 0 of them as shipped\n")


def test_counts_that_differ_and_unknown_versions_are_told(run: Callable[..., Ran], data: Path) -> None:
    ran = run("eval", "base-rates", str(data), "--format", "json")

    assert ran.status == 1
    assert [line.split(":")[1].strip() for line in ran.err.splitlines()] == [
        str(data / WARS_2018),
        str(data / WARS_2005),
    ]
    assert "no version that we know" in ran.err
    first = json.loads(ran.out)[0]
    assert (first["honoured"], first["due"], first["agrees"]) == (1, 2, False)


def test_an_absent_file_is_one_line_and_the_other_is_counted(run: Callable[..., Ran], data: Path) -> None:
    (data / WARS_2018).unlink()
    ran = run("eval", "base-rates", str(data), "--format", "json")

    assert ran.status == 1
    assert ran.err.startswith(f"papertiger: {data / WARS_2018}: no such file; get it from ")
    counts = {one["key"]: (one["honoured"], one["due"]) for one in json.loads(ran.out)}
    assert counts["member_war/any/1848-1991/leeds_anac2005/strict"] == (1, 2)
    assert counts["alliance_war/any/1816-2003/bf2018/strict"] == (None, None)


def test_a_folder_that_is_absent_is_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("eval", "base-rates", str(tmp_path / "none"))

    assert (ran.status, ran.out) == (2, "")
    assert (
        ran.err == f"papertiger: {tmp_path / 'none'}: no such folder; name the one that holds the data sets\n"
    )


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the developers' shared folder is absent")
def test_published_data_are_counted_as_published(run: Callable[..., Ran]) -> None:
    ran = run("eval", "base-rates", str(SHARED))

    assert (ran.status, ran.err) == (0, "")
    assert ran.out.endswith("57 published rates; 52 counted again, 52 of them as shipped\n")


def test_scores_of_unseen_wars_are_tables(run: Callable[..., Ran], wars: Path) -> None:
    ran = run("eval", "war-scores", str(wars))

    assert ran.status == 0
    assert ran.err.startswith(f"papertiger: {wars / WARS_2018}: no version that we know")
    assert ran.out.startswith("12 cases of 6 wars; each war foretold from the others\n")
    for part in (
        "  coin                  0.693  0.250  one half",
        "period over constant",
        "checks: without_period",
    ):
        assert part in ran.out


def test_scores_in_json_say_of_which_cases_they_are(run: Callable[..., Ran], wars: Path) -> None:
    found = json.loads(run("eval", "war-scores", str(wars), "--format", "json").out)

    assert found["definition"]["key"] == "alliance_war/any/1816-2003/bf2018/strict"
    assert (found["cases"], found["wars"]) == (12, 6)
    assert found["models"]["coin"]["brier"] == 0.25
    assert {one["model"] for one in found["gains"]} == {"period", "period_type"}
    assert found["dependence"]["since_1945"]["cases"] == 6
    assert {one["group"] for one in found["predictive"]["constant"]} >= {"before_1945/any", "difference"}


def test_data_too_thin_to_score_are_told(run: Callable[..., Ran], tmp_path: Path) -> None:
    write_wars(tmp_path, [war_case(1, honoured=True), war_case(2, honoured=True)])
    ran = run("eval", "war-scores", str(tmp_path))

    assert (ran.status, ran.out) == (2, "")
    assert "cannot be scored: " in ran.err


def test_without_the_data_there_are_no_scores(run: Callable[..., Ran], tmp_path: Path) -> None:
    ran = run("eval", "war-scores", str(tmp_path))

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"papertiger: {tmp_path / WARS_2018}: no such file; get it from ")
