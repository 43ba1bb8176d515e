"""A supplier in crisis: what must raise a warning, and what must not."""

from __future__ import annotations

from indications import claim, evidence, found

from papertiger.warning.rules.supplier import supplier

SUPPLY = claim("supplies", "IRN", "RUS", 200, domain="arms")
UNREST = [claim("PROTEST", "IRN", "IRN", n) for n in (21, 12, 6, 1)]


def test_unrest_in_a_supplier_is_told_with_what_it_supplies() -> None:
    (one,) = found(supplier, evidence(SUPPLY, *UNREST))
    assert (one.about, one.reason["protest"], one.reason["domain"]) == (("IRN", "RUS"), 4, "arms")
    assert one.also == {"supplies": (SUPPLY.claim,)}
    assert one.awaited == {
        "predicates": ("reduced", "withheld", "insufficient"),
        "subject": "IRN",
        "object": "RUS",
    }


def test_attacks_on_a_supplier_that_the_patron_depends_on_are_told() -> None:
    hit = [claim("ASSAULT", "USA", "IRN", n) for n in (15, 9, 4, 0)]
    (one,) = found(supplier, evidence(claim("depends_on", "RUS", "IRN", 200), *hit))
    assert one.reason["assault"] == 4


def test_signs_of_several_kinds_add_up() -> None:
    signs = [
        claim("SANCTION", "USA", "IRN", 20),
        claim("COERCE", "ISR", "IRN", 12),
        claim("ASSAULT", "ISR", "IRN", 5),
        *UNREST[3:],
    ]
    (one,) = found(supplier, evidence(SUPPLY, *signs))
    assert [one.reason[name] for name in ("sanction", "coerce", "assault", "protest")] == [1, 1, 1, 1]


def test_a_state_that_supplies_nobody_is_no_supplier() -> None:
    assert found(supplier, evidence(*UNREST)) == []


def test_a_supplier_that_is_always_under_fire_raises_nothing() -> None:
    usual = [claim("ASSAULT", "ISR", "IRN", before) for before in range(0, 300, 4)]
    assert found(supplier, evidence(SUPPLY, *usual)) == []


def test_what_the_supplier_does_to_others_is_no_crisis_of_its_own() -> None:
    own = [claim("ASSAULT", "IRN", "ISR", n) for n in (15, 9, 4, 0)]
    assert found(supplier, evidence(SUPPLY, *own)) == []


def test_a_supply_in_another_domain_is_left_out_where_the_watch_names_one() -> None:
    assert found(supplier, evidence(SUPPLY, *UNREST), domains=("air_defence",)) == []
