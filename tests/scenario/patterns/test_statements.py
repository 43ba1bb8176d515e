"""What was settled about each pattern before anything was run."""

from papertiger.scenario.patterns.statements import MODELS, statements

TUNED = {"P1", "P3", "P10"}
HELD_OUT = {"P5", "P6", "P8", "P9", "P11"}


def test_there_are_twelve_patterns_in_order() -> None:
    """P1 to P12, each once."""
    assert list(statements().patterns) == [f"P{n}" for n in range(1, 13)]


def test_statuses_stand_as_they_were_settled_before_anything_was_run() -> None:
    """Changing a status after a run would make a tuned pattern look like a test that was passed."""
    by_status: dict[str, set[str]] = {}
    for name, pattern in statements().patterns.items():
        by_status.setdefault(pattern.status, set()).add(name)

    assert by_status == {
        "tuned": TUNED,
        "held_out": HELD_OUT,
        "built_in": {"P7"},
        "mechanism": {"P4"},
        "literature": {"P2"},
        "unit_test": {"P12"},
    }


def test_a_client_that_does_not_learn_fails_the_patterns_of_learning() -> None:
    """Without a model that fails, a check has no power."""
    assert {name for name, one in statements().patterns.items() if "L0" in one.fails} == {
        "P5",
        "P6",
        "P8",
        "P11",
    }


def test_every_pattern_is_expected_somewhere() -> None:
    """And only under models that there are."""
    for pattern in statements().patterns.values():
        assert pattern.needs
        assert {*pattern.needs, *pattern.fails} <= set(MODELS)
