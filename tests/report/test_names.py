"""How actors are called."""

from __future__ import annotations

import pytest

from papertiger.report.names import actor_name


@pytest.mark.parametrize(
    ("actor", "shown"),
    [
        ("VEN", "Venezuela"),
        ("VEN:close_allies", "Venezuela (close allies)"),
        ("XQX", "XQX"),
        ("XQX:allies", "XQX:allies"),
    ],
)
def test_an_actor_has_a_name_or_keeps_the_id(actor: str, shown: str) -> None:
    assert actor_name(actor) == shown
