"""``papertiger actors``: who is found, shown and listed, and what is wrong with files of one's own."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
TEXT = "The Kremlin denied it. Sergey Lavrov met the president of Belarus in Minsk."


def links(ran: Ran) -> list[tuple[str, str | None]]:
    assert ran.status == 0, ran.err
    return [(link["surface"], link["actor"]) for link in json.loads(ran.out)["links"]]


# ------------------------------------------------------------------ find


def test_every_link_of_a_text_is_data(run: Run) -> None:
    ran = run("actors", "find", TEXT, "--on", "2024-05-01", "--format", "json")

    found = json.loads(ran.out)
    by_surface = {link["surface"]: link for link in found["links"]}
    assert (found["language"], found["on"]) == ("en", "2024-05-01")
    assert all(TEXT[link["start"] : link["end"]] == link["surface"] for link in found["links"])
    assert by_surface["Sergey Lavrov"] == {
        "start": 23,
        "end": 36,
        "surface": "Sergey Lavrov",
        "actor": "RUS-lavrov",
        "name": "Sergey Lavrov",
        "state": "RUS",
        "form": "person",
        "role": "actor",
        "post": None,
        "how": "name of the person",
    }
    assert by_surface["president of Belarus"]["actor"] == "BLR-lukashenko"
    assert (by_surface["Minsk"]["actor"], by_surface["Minsk"]["role"]) == ("BLR", "place")


def test_every_link_of_a_text_is_two_lines(run: Run) -> None:
    ran = run("actors", "find", TEXT, "--language", "en")

    lines = ran.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("23-36"))
    assert lines[at].split(maxsplit=1)[1] == "Sergey Lavrov  →  RUS-lavrov  Sergey Lavrov"
    assert lines[at + 1].strip() == "person, actor, state RUS: name of the person"
    assert ran.err == f"{len(lines) // 2} expressions linked, read in 'en'\n"


@pytest.mark.parametrize(
    ("text", "language"),
    [("Міністр оборони України їде до Києва", "uk"), ("Министр обороны Украины едет в Киев", "ru")],
)
def test_the_language_is_identified(run: Run, text: str, language: str) -> None:
    ran = run("actors", "find", text, "--format", "json")

    assert json.loads(ran.out)["language"] == language


def test_the_country_of_the_outlet_says_whose_ministry(run: Run) -> None:
    arguments = ["actors", "find", "Про це повідомило Міноборони.", "-l", "uk", "--format", "json"]

    assert ("Міноборони", "POL") in [
        (surface, (actor or "")[:3]) for surface, actor in links(run(*arguments, "--outlet-state", "POL"))
    ]


@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
def test_a_text_comes_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    stdin = io.TextIOWrapper(
        io.BytesIO(start + "Це сказав Сергій Лавров.\n\nРосія мовчить.".encode()), "ascii"
    )
    monkeypatch.setattr(sys, "stdin", stdin)

    found = links(run("actors", "find", "-", "--language", "uk", "--format", "json"))

    assert found == [("Сергій Лавров", "RUS-lavrov"), ("Росія", "RUS")]


def test_standard_input_that_is_no_text_is_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"ab\xff")))

    ran = run("actors", "find", "-")

    assert (ran.status, ran.err) == (
        2,
        "papertiger: standard input is not UTF-8 at byte 2; convert it to UTF-8\n",
    )


def test_a_text_without_actors_says_so_and_a_file_name_is_no_text(run: Run, tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text(TEXT)

    ran = run("actors", "find", "story.txt", "-l", "en")

    assert (ran.status, ran.out) == (0, "")
    assert "0 expressions linked" in ran.err
    assert "papertiger actors find - < story.txt" in ran.err


def test_a_workspace_adds_actors_and_overrides_names(run: Run, own: Path) -> None:
    text = "Гордій Тестович приїхав. Союз Атлантиди та Північноатлантичний альянс мовчать."

    assert own.is_file()
    assert links(run("actors", "find", text, "-l", "uk", "--format", "json")) == [
        ("Гордій Тестович", "UKR-testovych"),
        ("Союз Атлантиди", "org:nato"),
    ]


# ------------------------------------------------------------------ show, list


def test_everything_of_a_person_is_shown(run: Run) -> None:
    out = run("actors", "show", "RUS-lavrov", "--on", "2020-01-01").out

    assert out.startswith("RUS-lavrov  Sergey Lavrov\n")
    assert "  uk name      Сергій Лавров" in out
    assert "offices (* held on 2020-01-01)" in out
    assert " *2004-03-09" in out
    assert "foreign_minister of RUS" in out
    assert "  editors: General knowledge of the editors (checked " in out


def test_everything_of_a_person_is_data(run: Run) -> None:
    found = json.loads(run("actors", "show", "USA-trump", "--on", "2022-01-01", "--format", "json").out)

    assert set(found["names"]) == {"en", "ru", "uk"}
    held = {office["post"]: office["held"] for office in found["offices"]}
    assert held["head_of_state"] is False
    assert {"key", "title", "address", "checked", "of"} <= set(found["sources"][0])


def test_a_state_has_leaders_and_an_organisation_members_on_a_day(run: Run) -> None:
    state = json.loads(run("actors", "show", "USA", "--on", "2022-01-01", "--format", "json").out)
    before, after = (
        json.loads(run("actors", "show", "org:nato", "--on", day, "--format", "json").out)["members"]
        for day in ("2022-01-01", "2025-01-01")
    )

    assert state["holders"]["head_of_state"] == [{"id": "USA-biden", "name": "Joe Biden"}]
    assert set(state["holders"]) == {
        "head_of_state",
        "head_of_government",
        "foreign_minister",
        "defence_minister",
    }
    assert {"FIN", "SWE"} <= set(after) - set(before)
    assert (
        "  head_of_state       USA-biden Joe Biden" in run("actors", "show", "USA", "--on", "2022-01-01").out
    )


def test_an_outlet_has_owner_domains_and_names_in_one_language(run: Run) -> None:
    out = run("actors", "show", "outlet:rferl", "--language", "uk").out

    assert "  owner        USA United States" in out
    assert "radiosvoboda.org" in out
    assert "  uk name" in out
    assert "ru name" not in out


def test_what_a_workspace_says_is_shown_with_its_source(run: Run, own: Path) -> None:
    found = json.loads(run("actors", "show", "UKR-testovych", "--format", "json").out)
    changed = json.loads(run("actors", "show", "org:nato", "-l", "uk", "--format", "json").out)

    assert own.is_file()
    assert found["names"]["ru"] == {"name": ["Гордий Тестович"]}
    assert [(source["key"], source["title"]) for source in found["sources"]] == [("mine", "Our own archive")]
    assert changed["names"]["uk"]["name"] == ["Союз Атлантиди"]
    assert changed["names"]["uk"]["adjective"]


def test_actors_are_listed_by_kind_and_state(run: Run) -> None:
    ran = run("actors", "list", "--kind", "outlet", "--state", "UKR", "--format", "json")

    found: list[dict[str, Any]] = json.loads(ran.out)
    assert {"outlet:unian"} <= {one["id"] for one in found}
    assert {(one["kind"], one["state"]) for one in found} == {("outlet", "UKR")}
    lines = run("actors", "list", "--kind", "outlet", "--state", "UKR").out.splitlines()
    assert [line.split()[0] for line in lines] == [one["id"] for one in found]


# ------------------------------------------------------------------ errors


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "RUS-lavrv"], "no actor has the id 'RUS-lavrv'; did you mean RUS-lavrov (Sergey Lavrov)"),
        (["show", "Lavrov"], "RUS-lavrov (Sergey Lavrov)"),
        (["show", "rus"], "did you mean RUS (Russia)"),
        (["show", "zzzzzzzzzz"], "papertiger actors list shows all"),
        (["show", "RUS", "--on", "yesterday"], "--on: 'yesterday' is no day; write YYYY-MM-DD"),
        (["show", "RUS", "--language", "de"], "no actor names in language 'de'; there are: en, ru, uk"),
        (
            ["list", "--state", "UKE"],
            "--state: no state has the code 'UKE' (ISO 3166-1 alpha-3); did you mean UKR",
        ),
        (["list", "--kind", "persons"], "'persons'"),
        (["find", "Kyiv", "--language", "de"], "no actor names in language 'de'; there are: en, ru, uk"),
        (["find", "Die Bundesrepublik hat gestern eine Erklärung veröffentlicht."], "looks like 'de'"),
        (["find", ""], "the text is empty"),
        (["find", "Kyiv", "--outlet-state", "UA"], "--outlet-state: no state has the code 'UA'"),
        (["find", "Kyiv", "--on", "2026-02-30"], "--on: '2026-02-30' is no day"),
        (["check", "none.yaml"], "none.yaml: no such file; name a YAML file"),
        (["check", "."], ".: is no file; name a YAML file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Run, arguments: list[str], message: str) -> None:
    ran = run("actors", *arguments)

    assert ran.status == 2
    assert message in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("name", ["check", "find", "show", "list"])
def test_every_subcommand_has_help_with_examples(run: Run, name: str) -> None:
    ran = run("actors", name, "--help")

    assert ran.status == 0
    assert "--format" in ran.out
    assert "Examples:" in ran.out
    assert f"papertiger actors {name}" in ran.out
