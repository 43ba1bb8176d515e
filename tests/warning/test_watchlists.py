"""Watchlists are read whole, or everything that is wrong with them is told at once, with the cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import WatchlistError, WatchlistProblems
from papertiger.warning.watchlists import load_watchlist, parse_watchlist, rules

HEAD = 'schema = 1\nid = "mine"\nname = "Mine"\n'
ACTORS = {"USA": "United States", "VEN": "Venezuela", "XKX": "Kosovo", "VEN-maduro": "Nicolás Maduro"}


def problems(text: str) -> list[str]:
    with pytest.raises(WatchlistProblems) as caught:
        parse_watchlist(text, "mine.toml", actors=ACTORS)
    return [str(one) for one in caught.value.problems]


def test_the_built_in_list_has_every_rule_once() -> None:
    found = load_watchlist()
    assert [watch.rule.removesuffix(".v1") for watch in found.watches] == list(rules().rules)


def test_false_alarms_are_shared_out_whole_over_what_chance_can_raise() -> None:
    found = load_watchlist()
    given = {watch.id: found.per_year(watch) for watch in found.watches}
    assert sum(given.values()) == pytest.approx(found.false_alarms_per_year)
    assert given["outage"] == given["unanswered"] == 0


def test_a_watch_of_twice_the_weight_may_raise_twice_as_many() -> None:
    text = HEAD + '[[watch]]\nid = "a"\nrule = "threats"\nweight = 2\n[[watch]]\nid = "b"\nrule = "burden"\n'
    found = parse_watchlist(text)
    assert [found.per_year(watch) for watch in found.watches] == pytest.approx([4, 2])


def test_what_a_watch_leaves_out_is_what_its_rule_usually_takes() -> None:
    found = parse_watchlist(HEAD + '[[watch]]\nid = "a"\nrule = "distrust"\nwhom = ["VEN"]\n')
    (watch,) = found.watches
    usual = rules().rules["distrust"]
    assert (watch.window_days, watch.minimum_origins) == (usual.window_days, usual.minimum_origins)
    assert (watch.who, watch.whom) == ((), ("VEN",))


def test_the_digest_changes_with_the_text() -> None:
    text = HEAD + '[[watch]]\nid = "a"\nrule = "threats"\n'
    assert parse_watchlist(text).digest != parse_watchlist(text + "# changed\n").digest


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("schema = 2", "mine.toml: schema: 2 cannot stand here; begin the file with schema = 1"),
        (HEAD + "watch = []", "mine.toml: watch: is empty; write at least one table [[watch]]"),
        (HEAD, "mine.toml: watch: is missing; write at least one table [[watch]]"),
        (HEAD + "watch = [", "mine.toml: the file: not valid TOML"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "threat"', "watch[0].rule: no rule is called 'threat'; did you mean 'threats'?"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "threats"\nwho = "USA"', 'watch[0].who: "USA" cannot stand here; a list of texts'),
        (HEAD + '[[watch]]\nid = "a"\nrule = "threats"\nwho = ["Venezuela"]', "watch[0].who[0]: no actor is called 'Venezuela'; did you mean 'VEN' (Venezuela)?"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "threats"\nwindow = 3', "watch[0].window: no such field; did you mean 'window_days'?"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "outage"\nwho = ["USA"]', "watch[0].who: the rule outage does not read it; leave it out; it reads sources"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "silence"\npredicates = ["assault"]', "watch[0].predicates[0]: no predicate is called 'assault'; did you mean 'ASSAULT'?"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "silence"\nwindow_days = 0', "watch[0].window_days: 0 cannot stand here; a whole number of days from 1"),
        ("false_alarms_per_year = 0\n" + HEAD + '[[watch]]\nid = "a"\nrule = "silence"', "false_alarms_per_year: 0 cannot stand here; a number of warnings a year"),
        (HEAD + '[[watch]]\nid = "a"\nrule = "silence"\n[[watch]]\nid = "a"\nrule = "threats"', "watch[1].id: 'a' stands twice: watch[0] is called so, too"),
    ],
)  # fmt: skip
def test_a_problem_names_file_key_and_cure(text: str, told: str) -> None:
    assert any(told in one for one in problems(text)), problems(text)


def test_all_problems_of_a_file_are_told_in_one_pass() -> None:
    text = (
        'schema = 1\nid = "x y"\nname = "n"\nnam = "m"\n'
        '[[watch]]\nid = "a"\nrule = "threats"\nwho = ["VENN"]\ndomains = ["gas"]\n[[watch]]\nrule = "silence"\n'
    )
    keys = [one.split(": ")[1] for one in problems(text)]
    assert keys == ["nam", "id", "watch[1].id", "watch[0].domains", "watch[0].who[0]", "watch[0].domains[0]"]


def test_a_collective_actor_is_known_with_its_state() -> None:
    text = HEAD + '[[watch]]\nid = "a"\nrule = "threats"\nwho = ["USA:allies"]\n'
    assert parse_watchlist(text, actors=ACTORS).watches[0].who == ("USA:allies",)
    assert "no actor is called 'ABC:allies'" in problems(text.replace("USA:", "ABC:"))[0]


def test_a_file_that_is_not_there_is_told_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(WatchlistError, match="no such file; name a TOML file, or none for the built-in list"):
        load_watchlist(tmp_path / "none.toml")


def test_what_is_known_of_a_watch_with_an_unknown_key_is_looked_at_too() -> None:
    text = 'schema = 1\nid = "x"\nname = "X"\n[[watch]]\nid = "a"\nrule = "threat"\nwhom = ["VENN"]\nwindow = 3\n'
    with pytest.raises(WatchlistProblems) as caught:
        parse_watchlist(text, "w.toml", actors={"VEN": "Venezuela"})
    assert [one.key for one in caught.value.problems] == [
        "watch[0].window",
        "watch[0].rule",
        "watch[0].whom[0]",
    ]
    with pytest.raises(WatchlistProblems):
        parse_watchlist('schema = 1\nid = "x"\nname = "X"\nwatch = [1]\n', "w.toml")
