"""From a file to inputs: what is stated, what is left to the tables, what policies change."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from papertiger.scenario.files import loads, text_of_file
from papertiger.scenario.model.structure import DOMAINS
from papertiger.scenario.model.tables import tables
from papertiger.scenario.terms import Factor, Scenario

FILE = """schema = 1
[meta]
name = "made by hand"
horizon_months = 24
[patrons.RUS]
capacity = {arms = [1, 3], cyber = 2}
rho = 1
[patrons.P2]
capacity = 1
tech.arms = 0.4
[clients.VEN]
shares = {RUS = 0.6, self = 0.4}
exposure = [2, 3]
[clients.SYR]
shares = {RUS = 0.2, P2 = 0.4, self = 0.4}
reverse_supply = {to = "P2", domain = "cyber", rate = [0, 1]}
[clients.C3]
shares = {self = 1}
[commitments]
rows = ["RUS,VEN,defence,implied", "RUS,VEN,consultation,explicit_discretionary", "P2,SYR,cyber,none"]
[networks.similarity]
"SYR,VEN" = [0.5, 0.7]
[networks.distance]
"C3,VEN" = "500 km"
default = 700
"""


@pytest.fixture
def made() -> Scenario:
    return loads(FILE)


def factor(scenario: Scenario, key: str) -> Factor:
    """The one of that key."""
    (found,) = [one for one in scenario.factors if one.key == key]
    return found


def drawn(scenario: Scenario, name: str, unit: float = 0.5) -> np.ndarray:
    """An input of one run, every uncertain number at the same probability."""
    values: np.ndarray = scenario.inputs(np.full((1, len(scenario.factors)), unit))[name][0]
    return values


# ------------------------------------------------------------------ commitments


def test_rows_of_a_pair_are_united(made: Scenario) -> None:
    covers = made.structure.covers[0, 0]

    assert {domain for domain, covered in zip(DOMAINS, covers, strict=True) if covered} == {
        "military",
        "air_defence",
        "arms",
        "intelligence",
        "diplomatic",
    }
    assert made.base["commit"][0, 0, 0] == 0.7  # the firmer one
    assert made.base["commit"][0].sum() == 0.7 + 0.1


def test_how_often_a_commitment_is_due_is_drawn_for_all_pairs_alike(made: Scenario) -> None:
    """Defence is due in 0.9 of attacks, consultation in 0.7: the greater counts, between its half and 1."""
    attack = factor(made, "commitments.due.defence.attack")
    coercion = factor(made, "commitments.due.consultation.coercion")

    assert (attack.distribution.words, attack.grade, attack.stated) == ("[0.45, 1]", "J", False)
    assert coercion.distribution.words == "[0.35, 1]"
    assert drawn(made, "due")[0, 0].round(3).tolist() == [0.725, 0.675, 0.3, 0.3, 0]


def test_a_domain_is_due_where_the_threat_needs_it(made: Scenario) -> None:
    needed = tables().need[:, DOMAINS.index("cyber")] > 0

    assert (drawn(made, "due")[1, 1] > 0).tolist() == needed.tolist()


def test_what_is_stated_of_being_due_stands_above_the_rows() -> None:
    made = loads(FILE + '[partnerships."RUS,VEN"]\ndue = {attack = [0.1, 0.2]}\ncommit = [0, 0.1]\n')

    assert drawn(made, "due")[0, 0].round(3).tolist() == [0.15, 0.675, 0.3, 0.3, 0]
    assert drawn(made, "commit")[0, 0] == pytest.approx(0.05)
    assert not [one for one in made.factors if one.key == "commitments.due.defence.attack"]


# ------------------------------------------------------------------ what is left to the tables


def test_what_is_not_named_is_one_number_for_all(made: Scenario) -> None:
    own = factor(made, "clients.*.own")

    assert (own.index, own.also, own.stated) == ((), (), False)
    assert own.distribution.words == "[0.1, 0.4]"


def test_what_is_named_for_some_is_left_for_the_others_alone(made: Scenario) -> None:
    assert factor(made, "clients.*.exposure").places == ((1,), (2,))
    assert factor(made, "patrons.*.rho").places == ((1,),)
    assert drawn(made, "rho", 0.9).round(3).tolist() == [1, 2.7]
    tech = drawn(made, "tech", 0.9).round(3)
    assert tech[1, DOMAINS.index("arms")] == 0.4
    assert (tech == 0.46).sum() == 15


def test_a_number_of_pairs_is_left_to_pairs_that_have_to_do_with_each_other(made: Scenario) -> None:
    """RUS and SYR share a portfolio without a commitment; C3 has to do with nobody."""
    assert factor(made, "partnerships.*.value").places == ((0, 0), (0, 1), (1, 1))


def test_a_domain_without_capacity_has_none(made: Scenario) -> None:
    capacity = drawn(made, "capacity", 0)

    assert capacity[0, DOMAINS.index("arms")] == 1
    assert capacity[0].sum() == 1 + 2
    assert (capacity[1] == 1).all()


def test_every_type_of_threat_has_a_rate_of_its_own(made: Scenario) -> None:
    rates = [one for one in made.factors if one.parameter == "rate"]

    assert [one.key for one in rates] == [f"threats.{kind}.rate" for kind in tables().threats]
    assert [one.grade for one in rates] == ["D", "J", "D", "J", "J"]


def test_similarity_is_the_same_both_ways(made: Scenario) -> None:
    similarity = drawn(made, "similarity", 0.75)

    assert similarity[0, 1] == similarity[1, 0] == pytest.approx(0.65)
    assert similarity[0, 2] == similarity[2, 1] == pytest.approx(0.6)


def test_distances_are_those_of_capitals_unless_stated(made: Scenario) -> None:
    """Moscow lies 9,930 km from Caracas and 2,480 km from Damascus."""
    km = made.structure.client_distance

    assert drawn(made, "distance")[0, :2].tolist() == [9930, 2480]
    assert ('partnerships."RUS,VEN".distance', "9930 km", "D") in made.fixed
    assert km[0, 2] == km[2, 0] == 500
    assert km[1, 2] == 700
    assert km[0, 1] > 10000


def test_a_distance_that_nothing_tells_is_warned_of(made: Scenario) -> None:
    assert drawn(made, "distance")[1, 1] == 3000
    assert any("distances that neither the file nor capitals tell" in one for one in made.warnings)


# ------------------------------------------------------------------ warnings, and what is certain


def test_numbers_that_are_judged_and_certain_are_warned_of(made: Scenario) -> None:
    told = {line.partition(":")[0]: line for line in made.warnings}

    assert told["capacity"].startswith(
        "capacity: 2 judged numbers are certain (patrons.RUS.capacity.cyber, patrons.P2.capacity)"
    )
    assert told["rho"].startswith("rho: 1 judged number is certain (patrons.RUS.rho)")
    assert told["will"].startswith("will: 1 judged number is certain (patrons.*.will)")
    assert "clients.C3" in told
    assert ("patrons.RUS.rho", "1 weight", "S") in made.fixed


def test_threats_too_frequent_for_the_step_are_warned_of() -> None:
    often = text_of_file("preset:motive").replace("exposure = [1.5, 4]", "exposure = [5, 20]", 1)

    assert not any(
        "loses" in line or "lose " in line for line in loads(text_of_file("preset:motive")).warnings
    )
    assert [line.partition(";")[0] for line in loads(often).warnings if "lose " in line] == [
        "clients.SYR.exposure: coercion comes so often that steps of 1 month lose 13% of it"
    ]
    finer = often.replace("step_months = 1", "step_months = 0.25")
    assert not any("lose " in line for line in loads(finer).warnings)


def test_shares_sum_to_one_and_are_in_the_order_of_patrons(made: Scenario) -> None:
    assert made.base["shares"][0].sum(axis=1).tolist() == [1, 1, 1]
    assert made.base["shares"][0, 1].round(3).tolist() == [0.2, 0.4, 0, 0, 0.4]


# ------------------------------------------------------------------ the whole


def test_a_base_holds_the_middle_of_every_uncertain_number(made: Scenario) -> None:
    inputs = made.inputs(np.full((2, len(made.factors)), 0.5))

    for name, values in inputs.items():
        assert np.broadcast_to(made.base[name], values.shape) == pytest.approx(values)


def test_all_that_is_uncertain_can_be_sent_to_another_process(made: Scenario) -> None:
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - our own
    unit = np.random.default_rng(1).random((3, len(made.factors)))

    assert all((values == again.inputs(unit)[name]).all() for name, values in made.inputs(unit).items())


def test_the_digest_follows_the_text() -> None:
    assert loads(FILE).digest == loads(FILE, "elsewhere.toml").digest
    assert loads(FILE).digest != loads(FILE + "# a word\n").digest


# ------------------------------------------------------------------ policies


def under(change: str, name: str, unit: float = 0.5) -> np.ndarray:
    """An input of one run under a policy of one change."""
    scenario = loads(f"{FILE}[policies.p]\n{change}\n")
    values: np.ndarray = scenario.inputs(np.full((1, len(scenario.factors)), unit), scenario.policies[1])[
        name
    ][0]
    return values


@pytest.mark.parametrize(
    ("change", "name", "place", "value"),
    [
        ('"patrons.RUS.capacity.arms" = "*1.5"', "capacity", (0, 4), 3),
        ('"patrons.RUS.capacity.arms" = "+20%"', "capacity", (0, 4), 2.4),
        ('"patrons.RUS.capacity.arms" = "-50 %"', "capacity", (0, 4), 1),
        ('"patrons.RUS.capacity.arms" = "+0.5"', "capacity", (0, 4), 2.5),
        ('"patrons.RUS.capacity.arms" = "-0.5"', "capacity", (0, 4), 1.5),
        ('"patrons.RUS.capacity.arms" = 7', "capacity", (0, 4), 7),
        ('patrons.RUS.capacity.arms = "*1.5"', "capacity", (0, 4), 3),
        ('"patrons.*.capacity" = "*2"', "capacity", (1, 0), 2),
        ('"clients.SYR.reverse_supply" = "*0"', "reverse", (0,), 0),
        ('"clients.SYR.reverse_supply[0].rate" = 2', "reverse", (0,), 2),
        ('"threats.attack.rate" = 1', "rate", (0,), 1),
        ('"threats.*.rate" = 1', "rate", (4,), 1),
        ('"mechanisms.spill" = 0', "spill", (), 0),
        ('"partnerships.RUS,VEN.value" = 1', "value", (0, 0), 1),
        ('partnerships."RUS,VEN".due.attack = 0.1', "due", (0, 0, 0), 0.1),
        ('"partnerships.*.commit" = 1', "commit", (1, 1), 1),
        ('"networks.similarity.VEN,SYR" = 0', "similarity", (1, 0), 0),
        ('"networks.similarity" = 0.1', "similarity", (2, 1), 0.1),
    ],
)  # fmt: skip
def test_a_policy_changes_the_number_at_its_path(
    change: str, name: str, place: tuple[int, ...], value: float
) -> None:
    assert under(change, name)[place] == pytest.approx(value)


def test_a_change_is_held_within_the_bounds_of_the_number() -> None:
    """Twice 0.45 is .9 and passes; at the upper end of the range it would be above 1."""
    assert under('"mechanisms.spill" = "+0.4"', "spill", 0.9) == 1


def test_a_policy_may_have_a_rule_of_allocation() -> None:
    scenario = loads(FILE + '[policies.order]\nallocation = "lexicographic"\n')

    assert (scenario.policies[1].allocation, scenario.policies[1].changes) == ("lexicographic", ())
    assert scenario.allocation == ("waterfill",)
