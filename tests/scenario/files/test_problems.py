"""What is wrong with a scenario file: every class of fault is told in one line, with file, path of the key and cure."""

from __future__ import annotations

import copy
import tomllib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papertiger.errors import ScenarioError, ScenarioProblems
from papertiger.scenario.files import loads, text_of_file
from papertiger.scenario.files.building import scenario
from papertiger.scenario.files.problems import Problems
from papertiger.scenario.files.reading import known_keys

WHOLE = """schema = 1
[meta]
name = "made by hand"
horizon_months = 48
[patrons.P]
capacity.arms = [1, 3]
war = [{from = 6, to = 12, omega = [0.2, 0.6]}]
[clients.A]
shares = {P = 0.6, self = 0.4}
exposure = [1, 2]
reverse_supply = [{to = "P", domain = "arms", rate = [0, 1]}]
[clients.B]
shares = {P = 0.6, rival = 0.1, self = 0.3}
[commitments]
rows = ["P,A,defence,implied", "P,B,arms,implied"]
[partnerships."P,A"]
distance = 900
value = [0.2, 0.4]
[mechanisms]
refill = [6, 18]
[networks.similarity]
"A,B" = [0.1, 0.3]
[[shocks]]
type = "war_ends"
month = 9
patron = "P"
probability = [0, 0.5]
[policies]
allocation = ["waterfill"]
[policies.more]
"patrons.P.capacity.arms" = "*1.2"
"""


def wrong(text: str) -> list[str]:
    """What is told of a text."""
    with pytest.raises(ScenarioProblems) as told:
        loads(text, "f.toml")
    return [str(one) for one in told.value.problems]


def changed(*changes: tuple[str, str]) -> str:
    """The whole file with each pair's first text in place of its second."""
    text = WHOLE
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_the_file_without_a_fault_has_none() -> None:
    made = loads(WHOLE)

    assert made.structure.patrons == ("P",)
    assert [policy.name for policy in made.policies] == ["baseline", "more"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        # unknown key
        ("exposure =", "exposur =", "clients.A.exposur: no such key; did you mean 'exposure'? there are: "),
        ("refill =", "refil =", "mechanisms.refil: no such key; did you mean 'refill'?"),
        ("capacity.arms = [1", "capacity.arm = [1", "patrons.P.capacity.arm: no 'arm' here; did you mean 'arms'? "),
        ("[mechanisms]", "[mechanism]", "mechanism: no such key; did you mean 'mechanisms'? "),
        ("[mechanisms]", "[threats.atack]\nrate = 1\n[mechanisms]", "threats.atack: no such type of threat; did you mean 'attack'? "),
        ("from = 6", "form = 6", "patrons.P.war[0].from: is missing; state month in which it begins"),
        # wrong kind, wrong unit
        ("horizon_months = 48", "horizon_months = 48.5", "meta.horizon_months: 48.5 is not a whole number; "),
        ("horizon_months = 48", "horizon_months = 0", "meta.horizon_months: 0 must lie between 1 and 1200; "),
        ("refill = [6, 18]", 'refill = "6 km"', "mechanisms.refill: \"6 km\" has the unit 'km', and this number is in 'months'; write 6 or \"6 months\""),
        ("distance = 900", 'distance = "900 miles"', "\"900 miles\" has the unit 'miles', and this number is in 'km'; "),
        ("refill = [6, 18]", 'memory = "1 year"', "mechanisms.memory: \"1 year\" has the unit 'year', and this number is in 'per month'; "),
        ("refill = [6, 18]", 'refill = "long"', 'mechanisms.refill: "long" is not a number; '),
        ("refill = [6, 18]", "refill = true", "mechanisms.refill: true is not a number; "),
        ("refill = [6, 18]", "refill = nan", "mechanisms.refill: nan is not a number; "),
        # impossible range
        ("refill = [6, 18]", "refill = [18, 6]", "mechanisms.refill: impossible range: from 18 to 6; write [6, 18]"),
        ("refill = [6, 18]", "refill = [6, 6]", "mechanisms.refill: impossible range: from 6 to 6; write 6 for a number that is certain"),
        ("refill = [6, 18]", "refill = [6, 900]", "mechanisms.refill: 900 is impossible: time in which the reserve is made good; it lies between 0.5 and 240 (months)"),
        ("refill = [6, 18]", "refill = [6, 9, 18]", "mechanisms.refill: [6, 9, 18] is not a range; write [low, high]"),
        ("refill = [6, 18]", 'refill = {dist = "normal", mean = -30, sd = 2}', "mechanisms.refill: normal(-30, 2) lies for the most part where the number is impossible"),
        ("refill = [6, 18]", 'refill = {dist = "normal", mean = 12}', "mechanisms.refill.sd: is missing; normal needs mean, sd"),
        ("refill = [6, 18]", 'refill = {dist = "normal", mean = 12, sd = 0}', "mechanisms.refill.sd: 0 is impossible; it is above 0"),
        ("refill = [6, 18]", 'refill = {dist = "gauss", mean = 12, sd = 1}', 'mechanisms.refill.dist: "gauss" cannot stand here; there are: uniform'),
        ("refill = [6, 18]", 'refill = {dist = "triangular", low = 6, mode = 20, high = 18}', "mechanisms.refill: impossible range: from 6 to 18; low lies below high, and mode between them"),
        ("refill = [6, 18]", 'refill = {grade = "J"}', "mechanisms.refill: says neither value nor dist; "),
        ("refill = [6, 18]", 'refill = {value = 6, grade = "X"}', 'mechanisms.refill.grade: "X" cannot stand here; there are: D, L, J, S'),
        # missing actor
        ('"P,B,arms', '"P,C,arms', "commitments.rows[1]: no client 'C'; add [clients.C]; there are: A, B"),
        ('"P,B,arms', '"Q,B,arms', "commitments.rows[1]: no patron 'Q'; add [patrons.Q]; there are: P"),
        ('"P,A"]\ndist', '"P,C"]\ndist', "partnerships.\"P,C\".value: no client 'C'; add [clients.C]; "),
        ('to = "P"', 'to = "Q"', "clients.A.reverse_supply[0].to: no patron 'Q'; "),
        ("P = 0.6, self", "Q = 0.6, self", "clients.A.shares.Q: no option 'Q'; there are: P, rival, others, self"),
        ('"A,B" =', '"A,C" =', "networks.similarity.\"A,C\": no client 'C'; "),
        ('"A,B" =', '"A,A" =', 'networks.similarity."A,A": is no pair of two clients; '),
        ('patron = "P"', 'patron = "Q"', "shocks[0].patron: no patron 'Q'; "),
        ('"patrons.P.capacity', '"patrons.Q.capacity', "policies.more.\"patrons.Q.capacity.arms\": no 'Q' here; there are: P"),
        ("[clients.A]", "[clients.rival]\nshares = {self = 1}\n[clients.A]", "clients.rival: stands for an option of portfolios; "),
        ('name = "made by hand"', 'name = "a"\nfictional = true\n[patrons.RUS]\ncapacity = 1', "patrons.RUS: is a state, and the scenario is said to be fictional; "),
        # rows
        ("arms,implied", "guns,implied", "commitments.rows[1]: no obligation or domain 'guns'; there are: defence"),
        ("defence,implied", "defence,automatic", "commitments.rows[0]: no precision 'automatic'; did you mean 'explicit_automatic'?"),
        ("P,B,arms,implied", "P,B,arms", 'commitments.rows[1]: "P,B,arms" has 3 parts; "patron,client,obligation,precision"'),
        ("P,B,arms,implied", "P,A,defence,none", 'commitments.rows[1]: "P,A,defence,none" stands twice; '),
        # shares, wars, steps, shocks
        ("self = 0.4", "self = 0.3", "clients.A.shares: shares sum to 0.9; they sum to 1"),
        ("self = 0.4", "self = [0.3, 0.5]", "clients.A.shares.self: [0.3, 0.5] is uncertain; shares are certain"),
        ("omega = [0.2, 0.6]}", "omega = 0.5}, {from = 10, omega = 0.3}", "patrons.P.war[1]: months 10 to 48 overlap with the war of months 6 to 12; "),
        ("to = 12", "to = 5", "patrons.P.war[0]: impossible range: from month 6 to 5; a war begins before it ends"),
        ("from = 6, to = 12", "from = 60, to = 72", "patrons.P.war[0]: months 60 to 72 lie outside the run; "),
        ("horizon_months = 48", "horizon_months = 48\nstep_months = 0.7", "meta.step_months: 48 months are not a multiple of 0.7; "),
        ("month = 9", "month = 48", "shocks[0].month: 48 lies after the run; the run lasts 48 months"),
        ('"war_ends"', '"coup"', 'shocks[0].type: no shock "coup"; there are: regime_change'),
        ('patron = "P"\np', 'client = "A"\np', "shocks[0].client: is nothing that war_ends has; it befalls a patron"),
        ('"war_ends"', '"capacity_change"', "shocks[0].size: is missing; "),
        # policies and choices
        ('"*1.2"', '"by a fifth"', 'policies.more."patrons.P.capacity.arms": "by a fifth" is no change; '),
        ('"*1.2"', "200", 'policies.more."patrons.P.capacity.arms": would be 200, which is impossible: '),
        ("[policies.more]", "[policies.baseline]", "policies.baseline: stands for the scenario without a policy; "),
        ('["waterfill"]', '["waterfall"]', "policies.allocation[0]: no rule of allocation 'waterfall'; did you mean 'waterfill'?"),
        ("[policies]", '[learning]\nmodels = ["L9"]\n[policies]', "learning.models[0]: no learning model 'L9'; "),
        # the file
        ("schema = 1", "schema = 2", "schema: 2 is not a version that this program reads; begin the file with schema = 1"),
        ('name = "made by hand"', 'name = "a"\nname = "b"', "the file: not valid TOML at line 4: Cannot overwrite a value; a key stands twice; "),
        ("[mechanisms]", "[mechanisms", "the file: not valid TOML at line 19: "),
        ('name = "made by hand"\n', "", "meta.name: is missing; state name of the scenario"),
        ("[patrons.P]", "[ledger]\ncommitments = true\n[patrons.P]", "ledger: the scenario takes numbers from a ledger, and none is given; give --ledger PATH"),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_one_line_with_key_and_cure(old: str, new: str, told: str) -> None:
    with pytest.raises((ScenarioProblems, ScenarioError)) as raised:
        loads(changed((old, new)), "f.toml")

    error = raised.value
    lines = [str(one) for one in error.problems] if isinstance(error, ScenarioProblems) else [str(error)]
    matching = [line for line in lines if line.startswith("f.toml: ") and told in line]
    assert matching, lines
    assert "\n" not in matching[0]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = changed(("refill = [6, 18]", "refil = 3"), ("P,B,arms", "P,C,arms"), ("self = 0.4", "self = 0.1"))

    assert [line.split(": ")[1] for line in wrong(text)] == [
        "mechanisms.refil",
        "commitments.rows[1]",
        "clients.A.shares",
    ]


# ------------------------------------------------------------------ cycles in supply

TWO = """
[patrons.A]
capacity.arms = [1, 2]
[clients.P]
shares = {A = 0.5, self = 0.5}
"""


def with_both(*rows: str, supply: str = "") -> str:
    """The whole file, in which A is a patron as well and P a client as well."""
    text = changed(("[commitments]\n", TWO + supply + "[commitments]\n"))
    return text.replace('"P,B,arms,implied"]', ", ".join(['"P,B,arms,implied"', *rows]) + "]")


def test_patrons_that_owe_each_other_are_no_cycle_without_supply() -> None:
    text = with_both('"A,P,arms,implied"').replace(
        'reverse_supply = [{to = "P", domain = "arms", rate = [0, 1]}]', ""
    )

    assert loads(text).structure.clients == ("A", "B", "P")


def test_a_client_that_supplies_its_patron_is_no_cycle() -> None:
    assert loads(WHOLE).structure.supplies


@pytest.mark.parametrize(
    ("rows", "supply", "way"),
    [
        # each supplies the other
        (('"A,P,arms,implied"',), 'reverse_supply = {to = "A", domain = "arms", rate = 1}\n', "A → P → A"),
        # A supplies P, which owes A that in turn owes others
        (('"A,B,arms,implied"',), "", "A → P → A"),
        # A supplies itself
        ((), 'reverse_supply = {to = "P", domain = "arms", rate = 1}\n', "P → P"),
    ],
)
def test_a_cycle_in_supply_is_told_with_its_way(rows: tuple[str, ...], supply: str, way: str) -> None:
    told = [line for line in wrong(with_both(*rows, supply=supply)) if "cycle in supply" in line]

    assert any(f"cycle in supply: {way}; leave out one of them" in line for line in told)
    assert len(told) == len(set(told))


# ------------------------------------------------------------------ whatever stands in a file

JUNK = st.one_of(
    st.none().map(lambda _: {}),
    st.booleans(),
    st.integers(-5, 10**6),
    st.floats(allow_nan=True),
    st.text(max_size=5),
    st.lists(st.integers(-3, 3), max_size=3),
    st.just({"value": 0.5}),
    st.just({"dist": "beta", "a": 2, "b": 1}),
    st.just([{"from": 3}]),
    st.just({"a": {"b": {"c": 1}}}),
)
MOTIVE: dict[str, Any] = tomllib.loads(text_of_file("preset:motive"))


def paths(value: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401 - whatever TOML holds
    """Every key and item of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, inner in items for path in [(*above, key), *paths(inner, (*above, key))]]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(paths(MOTIVE)), JUNK, st.booleans())
def test_no_junk_in_a_file_breaks_the_reading(path: tuple[Any, ...], junk: object, rename: bool) -> None:
    document = copy.deepcopy(MOTIVE)
    here: Any = document
    for part in path[:-1]:
        here = here[part]
    if rename and isinstance(here, dict):
        here["nonsense"] = here.pop(path[-1])
    else:
        here[path[-1]] = junk
    problems = Problems("f.toml")

    with suppress(ScenarioProblems):
        scenario(known_keys(document, problems), "", problems)

    assert all(one.cure for one in problems.found)
