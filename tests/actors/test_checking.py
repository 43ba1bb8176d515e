"""What does not fit together in the data files is found, with its place, and what fits is left alone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from papertiger.actors.checking import Files, Finding, file_sources, findings
from papertiger.actors.loading import DATA
from papertiger.errors import DataFileError

STATES = "sources: [wlc]\nactors:\n  UKR: {name: Ukraine}\n  KOR: {name: South Korea}\n  PRK: {name: North Korea}\n"
NAMES = "actors:\n  UKR: {name: [Ukraine]}\n  KOR: {name: [South Korea]}\n  PRK: {name: [North Korea]}\n"
SOURCES = "sources:\n  wlc: {title: World leaders, checked: 2026-11-26}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small set of data files with nothing to find."""
    data = tmp_path / "data"
    (data / "en").mkdir(parents=True)
    shutil.copy(DATA / "en" / "inflection.yaml", data / "en")
    shutil.copy(DATA / "posts.yaml", data)
    for name, text in (("states", STATES), ("en/states", NAMES), ("sources", SOURCES)):
        (data / f"{name}.yaml").write_text(text, encoding="utf-8")
    return data


def add(folder: Path, file: str, *entries: str) -> None:
    """A file of actors, one entry a line from line 2 on."""
    text = "actors:\n" + "".join(f"  {entry}\n" for entry in entries)
    (folder / f"{file}.yaml").write_text(text, encoding="utf-8")


def persons(folder: Path, *facts: str) -> None:
    """Persons UKR-a, UKR-b, …, each with a name."""
    ids = [f"UKR-{letter}" for letter, _ in zip("abcdef", facts, strict=False)]
    add(folder, "people", *(f"{one}: {{name: X, {fact}}}" for one, fact in zip(ids, facts, strict=True)))
    add(folder, "en/people", *(f"{one}: {{name: [Ivan {one[-1].upper()}x]}}" for one in ids))


def found(folder: Path, workspace: Path | None = None) -> list[Finding]:
    return findings(Files(folder, workspace))


def test_nothing_is_found_where_all_fits(folder: Path) -> None:
    assert found(folder) == []


@pytest.mark.parametrize(
    ("ends", "begins", "warned"),
    [
        ("2024-03-31", "2024-01-01", True),
        ("2024-03-31", "2024-03-01", False),  # a handover
        ("2024-03-31", "2024-04-01", False),
    ],
)
def test_two_holders_of_one_post_at_a_time(folder: Path, ends: str, begins: str, warned: bool) -> None:
    persons(
        folder,
        f"offices: [{{post: defence_minister, since: 2020-01-01, until: {ends}}}]",
        f"offices: [{{post: defence_minister, since: {begins}}}]",
    )

    rules = [(one.rule, one.about, Path(one.file).name, one.line) for one in found(folder)]

    assert rules == [("two_holders", "UKR-b", "people.yaml", 3)] * warned


def test_the_days_of_two_holders_are_named(folder: Path) -> None:
    persons(folder, *["offices: [{post: head_of_state, since: 2020-01-01}]"] * 2)

    (finding,) = found(folder)

    assert "head_of_state of UKR together with UKR-a (2020-01-01 to today)" in finding.problem


def test_posts_with_many_holders_and_of_other_states_may_overlap(folder: Path) -> None:
    persons(
        folder,
        "offices: [{post: minister, since: 2020-01-01}, {post: head_of_state, since: 2020-01-01}]",
        "offices: [{post: minister, since: 2020-01-01}, {post: head_of_state, state: KOR, since: 2020-01-01}]",
    )

    assert found(folder) == []


def test_a_state_or_person_without_a_name_in_a_language(folder: Path) -> None:
    add(folder, "people", "UKR-a: {name: Ivan A}")

    (finding,) = found(folder)

    assert (finding.rule, finding.about, finding.line) == ("no_name", "UKR-a", 2)
    assert "no name in en" in finding.problem


def test_others_need_one_name_or_an_internet_domain(folder: Path) -> None:
    add(folder, "organisations", '"org:a": {name: A}', '"org:b": {name: B, names: [Bee]}')

    assert [(one.rule, one.about, one.line) for one in found(folder)] == [("no_name", "org:a", 2)]


def test_fields_that_a_kind_needs(folder: Path) -> None:
    add(
        folder,
        "outlets",
        '"outlet:a": {name: A, state: UKR, medium: site, languages: [uk], domains: [a.ua]}',
        '"outlet:b": {name: B, medium: site, domains: [b.ua]}',
    )
    add(folder, "systems", '"system:c": {name: C, state: UKR, names: [Cee]}')

    assert [(one.about, one.problem) for one in found(folder)] == [
        ("outlet:b", "has no state and no languages; add state and languages"),
        ("system:c", "has no domain; add domain"),
    ]


def test_a_post_is_known_or_a_free_title(folder: Path) -> None:
    persons(
        folder,
        "offices: [{post: head_of_sate}, {post: 14th Dalai Lama}, {post: Envoy}, {post: foreign_minister}]",
    )

    (finding,) = found(folder)

    assert finding.rule == "unknown_post"
    assert "'head_of_sate' is no post of posts.yaml" in finding.problem


def test_two_outlets_with_one_internet_domain(folder: Path) -> None:
    fields = "state: UKR, medium: site, languages: [uk], domains: [a.ua]"
    add(folder, "outlets", f'"outlet:a": {{name: A, {fields}}}', f'"outlet:b": {{name: B, {fields}}}')

    (finding,) = found(folder)

    assert (finding.rule, finding.about, finding.line) == ("shared_domain", "outlet:b", 3)
    assert "a.ua of outlet:a" in finding.problem


def test_a_source_on_which_nothing_rests(folder: Path) -> None:
    (folder / "sources.yaml").write_text(
        SOURCES + "  old: {title: Old, checked: 2020-01-01}\n", encoding="utf-8"
    )

    assert [(one.rule, one.about, one.line) for one in found(folder)] == [("unused_source", "old", 3)]


def test_a_name_of_two_states_counts_in_all_its_forms_once(folder: Path) -> None:
    names = NAMES.replace("[South Korea]", "[South Korea], people: [Korean]")
    names = names.replace("[North Korea]", "[North Korea], people: [Korean]")
    (folder / "en" / "states.yaml").write_text(names, encoding="utf-8")

    (finding,) = found(folder)

    assert (finding.rule, finding.about, finding.line) == ("two_states", "PRK", 4)
    assert "'korean'" in finding.problem
    assert "with KOR" in finding.problem
    assert Path(finding.file) == folder / "en" / "states.yaml"


def test_a_workspace_is_checked_with_the_rest(folder: Path, tmp_path: Path) -> None:
    workspace = tmp_path / "own.yaml"
    workspace.write_text(
        "sources:\n  mine: {title: Mine, checked: 2026-01-01}\nactors:\n"
        "  UKR-a: {name: Ivan A, sources: [nowhere]}\n"
        "names:\n  de:\n    UKR-a: {name: [Iwan A]}\n  en:\n    UKR-a: {name: [Ivan A]}\n    KOR: {people: [Ukraine]}\n",
        encoding="utf-8",
    )

    rules = {one.rule: (one.about, one.line) for one in found(folder, workspace)}

    assert rules == {
        "unused_source": ("mine", 2),
        "unknown_source": ("UKR-a", 4),
        "unread": ("de", 6),
        "two_states": ("KOR", 10),
    }


def test_a_broken_file_is_refused_whatever_else_there_is(folder: Path) -> None:
    (folder / "posts.yaml").write_text("titles:\n  president: {pots: head_of_state}\n", encoding="utf-8")

    with pytest.raises(DataFileError, match=r"posts\.yaml:2: .*no such field; did you mean 'post'\?"):
        Files(folder)


@pytest.mark.parametrize("text", [STATES, "actors:\n  UKR: {name: Ukraine}\nsources:\n- wlc\n"])
def test_the_sources_of_a_file_are_read_wherever_they_stand(tmp_path: Path, text: str) -> None:
    path = tmp_path / "states.yaml"
    path.write_text(text, encoding="utf-8")

    assert file_sources(path) == ("wlc",)
