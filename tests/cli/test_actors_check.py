"""``papertiger actors check``: what there is, what is wrong with files of one's own; and their documentation."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from papertiger.actors.tables import Fact, Name, Names

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

DOCS = Path(__file__).parents[2] / "docs" / "actors.md"
Run = Callable[..., "Ran"]
pytestmark = pytest.mark.usefixtures("shipped_once")


def test_the_shipped_files_are_counted_and_hold_together(run: Run) -> None:
    ran = run("actors", "check", "--format", "json")

    found = json.loads(ran.out)
    assert ran.status == 0
    assert found["workspace"] is None
    assert found["kinds"]["state"]["actors"] >= 195
    assert found["kinds"]["person"]["offices"] > found["kinds"]["person"]["actors"]
    assert set(found["kinds"]["outlet"]["names"]) == {"en", "ru", "uk"}
    assert found["kinds"]["organisation"]["members"] > 0
    assert [one for one in found["warnings"] if one["rule"] != "two_states"] == []


def test_warnings_have_a_place_and_fail_a_strict_check(run: Run, own: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(own.read_text(encoding="utf-8").replace("2090-01-01", "2023-01-01"), encoding="utf-8")

    ran = run("actors", "check", str(path), "--strict")

    assert ran.status == 1
    assert f"{path}: 1 actor of your own" in ran.out
    assert f"{path}:4: UKR-testovych: holds defence_minister of UKR together with UKR-" in ran.out
    assert "[two_holders]" in ran.out


def test_the_workspace_is_checked_where_it_is_found(run: Run, own: Path) -> None:
    own.write_text(own.read_text(encoding="utf-8").replace("2090-01-01", "2023-01-01"), encoding="utf-8")

    ran = run("actors", "check", "--format", "json")

    found = json.loads(ran.out)
    assert (ran.status, found["workspace"]) == (0, str(own))
    about = {(one["rule"], one["about"], one["file"], one["line"]) for one in found["warnings"]}
    assert ("two_holders", "UKR-testovych", str(own), 4) in about


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("actors:\n  UKR-a: {name: A\n", 3, "not valid YAML"),
        ("actors:\n  UKR-a: {nmae: A}\n", 2, "no such field; did you mean 'name'? there are: name, state"),
        ("actors:\n  UKR-a: {name: A, state: UKE}\n", 2, "'UKE' is no state of states.yaml"),
        ("actors:\n  UKR-a: {gender: m}\n", 2, "UKR-a: a new actor needs a name"),
        ("actors:\n  Ukraine: {name: A}\n", 2, "'Ukraine' is no actor id; write RUS, RUS-putin"),
        ("actors: {}\nnames:\n  uk:\n    UKR-nobody: {name: [А]}\n", 4, "no actor has the id 'UKR-nobody'"),
        ("actors:\n  UKR-a: {name: A, offices: [{post: X, since: soon}]}\n", 2, "since"),
    ],
)
def test_a_broken_workspace_is_refused_with_file_line_and_cure(
    run: Run, own: Path, text: str, line: int, says: str
) -> None:
    own.write_text(text, encoding="utf-8")

    ran = run("actors", "check")

    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith("papertiger: ")
    assert f"papertiger.actors.yaml:{line}: " in ran.err
    assert says in ran.err
    assert ran.err.count("\n") == 1


def test_a_broken_workspace_is_refused_by_whatever_reads_it(run: Run, own: Path) -> None:
    own.write_text("actors:\n  UKR-a: {nmae: A}\n", encoding="utf-8")

    ran = run("actors", "find", "Київ", "-l", "uk")

    assert (ran.status, ran.out) == (2, "")
    assert "papertiger.actors.yaml:2: actors.UKR-a.nmae: no such field; did you mean 'name'?" in ran.err


def test_the_example_of_the_documentation_works(run: Run, tmp_path: Path) -> None:
    example = DOCS.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    (tmp_path / "papertiger.actors.yaml").write_text(example, encoding="utf-8")

    text = "Міністр оборони України та Північноатлантичний пакт. Проспект НАТО закрито."
    links = json.loads(run("actors", "find", text, "-l", "uk", "--on", "2027-06-01", "--format", "json").out)[
        "links"
    ]
    found = [(link["surface"], link["actor"]) for link in links]

    assert ("Північноатлантичний пакт", "org:nato") in found
    assert [one for one in found if one[0] == "НАТО"] == []
    shown = json.loads(run("actors", "show", "UKR-testovych", "--on", "2027-06-01", "--format", "json").out)
    assert [office["held"] for office in shown["offices"]] == [True]
    assert shown["sources"][0]["key"] == "rada-2027"


def test_the_documentation_has_every_field() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert [
        field for table in (Fact, Names, Name) for field in table.model_fields if f"`{field}" not in text
    ] == []
