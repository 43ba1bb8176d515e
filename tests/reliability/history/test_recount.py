"""Counting published rates again: by what each definition says, with every fault of a file told and the other file read."""

from __future__ import annotations

from pathlib import Path

import pytest
from alliances import WARS_2005, WARS_2018, Row, war_case, write_members, write_wars
from statafile import write_stata

from papertiger.errors import HistoryError
from papertiger.reliability.history.rates import base_rates
from papertiger.reliability.history.recount import Recount, as_json, recount

SHARED = Path(__file__).parents[4] / "shared" / "data" / "alliances"
ROWS = [
    war_case(1, honoured=True, types=["defense", "offense"]),
    war_case(1, honoured=False, types=["defense", "nonagg"]),
    war_case(2, honoured=True, types=["neutral"], other_coder=False),
    war_case(3, honoured=None),
    war_case(4, honoured=False, late=True, multilateral=True, one_ally=True),
    war_case(4, honoured=False, late=True, multilateral=True, one_ally=False),
    war_case(5, honoured=True, late=True),
]


def counted(folder: Path) -> dict[str, tuple[int | None, int | None]]:
    found, wrong = recount(folder, base_rates())
    assert wrong == []
    return {one.published.key: (one.honoured, one.due) for one in found}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write_wars(tmp_path, ROWS)
    write_members(tmp_path, [True, True, False])
    return tmp_path


@pytest.mark.parametrize(
    ("key", "count"),
    [
        ("any/1816-2003/bf2018/strict", (3, 6)),
        ("any/1816-1944/bf2018/strict", (2, 3)),
        ("any/1945-2003/bf2018/strict", (1, 3)),
        ("defence/1816-2003/bf2018/strict", (2, 5)),
        ("offence/1816-1944/bf2018/strict", (1, 1)),
        ("neutrality/1945-2003/bf2018/strict", (0, 0)),
        ("nonaggression/1816-2003/bf2018/strict", (0, 1)),
        ("any/1945-2003/bf2018/lenient", (2, 3)),
        ("any/1816-1944/bf2018_alternative/strict", (1, 3)),
        ("any/1945-2003/bf2018/strict/multilateral", (0, 2)),
        ("any/1945-2003/bf2018/strict/bilateral", (1, 1)),
    ],
)
def test_an_alliance_counts_by_the_definition(data: Path, key: str, count: tuple[int, int]) -> None:
    assert counted(data)[f"alliance_war/{key}"] == count


def test_members_count_one_a_row(data: Path) -> None:
    assert counted(data)["member_war/any/1848-1991/leeds_anac2005/strict"] == (2, 3)


def test_a_count_that_differs_from_the_published_one_is_marked(data: Path) -> None:
    found, _ = recount(data, base_rates())
    by_key = {one.published.key: one for one in found}

    assert by_key["alliance_war/any/1816-2003/bf2018/strict"].agrees is False
    assert by_key["alliance_war/any/1816-1944/llm2000/strict"].agrees is None


def test_a_file_of_another_version_is_counted_with_a_warning(data: Path) -> None:
    opened = next(one.opened for one in recount(data, base_rates())[0] if one.opened)

    assert opened.version is None
    assert opened.warning is not None
    assert "no version that we know" in opened.warning
    assert opened.sha256 in opened.warning
    assert "known is the one saved 2018-03-06" in opened.warning


def test_json_has_count_definition_and_what_is_published(data: Path) -> None:
    found, _ = recount(data, base_rates())
    first, *_ = made = [as_json(one) for one in found]

    assert (first["honoured"], first["due"], first["rate"]) == (3, 6, 0.5)
    assert (first["published"]["honoured"], first["published"]["due"]) == (73, 146)
    assert first["definition"]["words"]
    assert first["data"]["file"] == WARS_2018
    none_due = next(one for one in made if one["key"] == "alliance_war/neutrality/1945-2003/bf2018/strict")
    assert (none_due["due"], none_due["rate"], none_due["interval"]) == (0, None, None)
    old = next(one for one in made if "llm2000" in one["key"])
    assert (old["honoured"], old["agrees"], old["published"]["rate"]) == (None, None, pytest.approx(0.745))
    assert "not read here" in old["why_not_counted"]


def broken(folder: Path) -> tuple[HistoryError, dict[str, Recount]]:
    """The one fault of a folder, and what was counted nevertheless."""
    found, wrong = recount(folder, base_rates())
    assert len(wrong) == 1
    return wrong[0], {one.published.key: one for one in found}


def test_a_file_that_is_absent_leaves_the_other_counted(tmp_path: Path) -> None:
    write_members(tmp_path, [True])
    error, found = broken(tmp_path)

    assert str(error).startswith(f"{tmp_path / WARS_2018}: no such file; get it from the replication files")
    assert found["member_war/any/1848-1991/leeds_anac2005/strict"].honoured == 1
    assert found["alliance_war/any/1816-2003/bf2018/strict"].why_not == str(error)


def test_a_column_that_is_absent_is_named_with_those_that_are_there(tmp_path: Path) -> None:
    rows: list[Row] = [{name: value for name, value in row.items() if name != "honorLLM"} for row in ROWS]
    write_wars(tmp_path, rows)
    write_members(tmp_path, [True])
    error, _ = broken(tmp_path)

    assert (error.file, error.column) == (str(tmp_path / WARS_2018), "honorLLM")
    assert "is not there; there are atopid, defense, dnaBF" in str(error)


def test_a_column_with_other_codes_is_refused_with_its_row(tmp_path: Path) -> None:
    write_wars(tmp_path, [*ROWS, ROWS[0] | {"sample": 2.0}])
    write_members(tmp_path, [True])
    error, _ = broken(tmp_path)

    assert str(error).startswith(
        f"{tmp_path / WARS_2018}, column sample: holds 2 in row 8, not 1, 0 or nothing"
    )


@pytest.mark.parametrize("content", [b"", b"an essay about alliances", b"r\x02\x01\x00"])
def test_what_is_no_stata_file_is_told(tmp_path: Path, content: bytes) -> None:
    write_wars(tmp_path, ROWS)
    (tmp_path / WARS_2005).write_bytes(content)
    error, found = broken(tmp_path)

    assert str(error).startswith(f"{tmp_path / WARS_2005}: no Stata file that can be read")
    assert "\n" not in str(error)
    assert found["alliance_war/any/1816-2003/bf2018/strict"].honoured == 3


def test_a_file_that_was_cut_off_is_told(tmp_path: Path) -> None:
    path = write_wars(tmp_path, ROWS)
    path.write_bytes(path.read_bytes()[:-40])
    write_members(tmp_path, [True])

    assert "no Stata file that can be read" in str(broken(tmp_path)[0])


def test_texts_in_a_column_of_verdicts_are_refused(tmp_path: Path) -> None:
    write_wars(tmp_path, ROWS)
    write_stata(tmp_path / WARS_2005, {"honor3": ["yes", "no"]})

    assert "column honor3: holds 'yes' in row 1" in str(broken(tmp_path)[0])


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the developers' shared folder is absent")
def test_the_published_counts_are_repeated() -> None:
    found, wrong = recount(SHARED, base_rates())

    assert wrong == []
    assert [one.published.key for one in found if one.agrees is False] == []
    assert {one.opened.version for one in found if one.opened} == {"saved 2018-03-06", "saved 2005-04-23"}
    strict = {
        (one.published.definition.obligation, one.published.definition.first): (one.honoured, one.due)
        for one in found
        if one.published.definition.coder == "bf2018"
        and (one.published.definition.rule, one.published.definition.pact) == ("strict", "any")
        and one.published.definition.last == 2003
    }
    assert strict == {
        ("any", 1816): (73, 146),
        ("any", 1945): (12, 54),
        ("defence", 1816): (42, 102),
        ("defence", 1945): (6, 43),
        ("offence", 1816): (31, 42),
        ("offence", 1945): (4, 7),
        ("neutrality", 1816): (35, 45),
        ("neutrality", 1945): (5, 5),
        ("nonaggression", 1816): (18, 49),
        ("nonaggression", 1945): (5, 28),
    }
    assert [(one.honoured, one.due) for one in found if "leeds_anac2005" in one.published.key] == [(93, 137)]
