"""Common owners: stated by the article's own metadata, or known to the actor file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from papertiger.lineage import Fingerprint, Outlet, judge
from papertiger.lineage.owners import common_owner

if TYPE_CHECKING:
    from tests.lineage.conftest import Make

TEXT = "Serrin waits\n\nThe port of Serrin has been quiet since Monday, people there say, and nobody expects ships."


def outlet(name: str, owner: str | None = None) -> Outlet:
    return Outlet(name if ":" in name else f"name:{name.lower()}", name, owner)


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        (outlet("A", "Обрій Медіа"), outlet("B", "Обрій Медіа"), "Обрій Медіа"),
        (outlet("A", "ТОВ «Обрій Медіа»"), outlet("B", "ООО «Обрий Медиа»"), "ООО «Обрий Медиа»"),
        (outlet("A", "News Corp."), outlet("outlet:the-sun"), "News Corp"),
        (outlet("outlet:the-sun"), outlet("outlet:wsj"), "News Corp"),
        (
            outlet("A", "Radio Free Europe/Radio Liberty"),
            Outlet("outlet:rferl", "RFE/RL"),
            "RFE/RL",
        ),
        (outlet("A", "Обрій Медіа"), outlet("B", "Небокрай Медіа"), None),
        (outlet("A", "Horizon Media Group"), outlet("B", "Media Group"), None),
        (outlet("A", "Horizon Media Ltd"), outlet("B", "Meridian Press Ltd"), None),
        (outlet("A", "Horizon Media"), outlet("B"), None),
        (outlet("A"), outlet("B"), None),
    ],
)
def test_two_outlets_have_one_owner_by_name_in_any_script(
    one: Outlet, other: Outlet, name: str | None
) -> None:
    assert common_owner(one, other) == name
    assert common_owner(other, one) == name


def test_an_owner_that_both_state_is_evidence_that_names_it(make: Make) -> None:
    one = make(TEXT, "Serrin Tide", "2026-02-16", owner="Horizon Media")
    other = make(TEXT, "Harbour Post", "2026-02-16", owner="Horizon Media Ltd")

    found = next(e for e in judge(one, other).evidence if e.kind == "owner")

    assert (found.amount, found.words) == (1.0, "Horizon Media")
    assert one.outlet == make(TEXT, "Serrin Tide", "2026-02-16").outlet


def test_an_owner_is_kept_with_the_fingerprint_and_may_be_missing(make: Make) -> None:
    one = make(TEXT, "Serrin Tide", "2026-02-16", owner="Horizon Media")
    known = json.loads(one.meta())
    assert Fingerprint.load(one.key, one.meta(), one.vectors()).outlet.owner == "Horizon Media"

    del known["outlet"]["owner"]  # as older versions stored it
    for cited in known["provenance"]["chain"]:
        del cited["owner"]

    assert Fingerprint.load(one.key, json.dumps(known), one.vectors()).outlet.owner is None
