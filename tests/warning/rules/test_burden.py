"""A patron's growing burden: what must raise a warning, and what must not."""

from __future__ import annotations

from indications import claim, evidence, found

from papertiger.warning.rules.burden import burden

LACKS = [
    claim("withheld", "RUS", client, n) for n, client in ((20, "ARM"), (12, "SYR"), (6, "VEN"), (1, "MLI"))
]


def test_lacks_across_several_clients_are_told_with_their_number() -> None:
    (one,) = found(burden, evidence(*LACKS))
    assert (one.about, one.reason["clients"], one.reason["lacking"]) == (("RUS",), 4, 4)
    assert one.awaited == {"predicates": ("insufficient", "reduced", "withheld"), "subject": "RUS"}


def test_different_signs_add_up() -> None:
    signs = [
        claim("constrained_by", "RUS-putin", "UKR", 22),
        claim("requested", "ARM", "RUS", 15),
        claim("ASSAULT", "RUS", "UKR", 9),
        claim("reduced", "RUS", "SYR", 2),
    ]
    (one,) = found(burden, evidence(*signs))
    assert {name: one.reason[name] for name in ("constrained", "requests", "war", "lacking")} == {
        "constrained": 1,
        "requests": 1,
        "war": 1,
        "lacking": 1,
    }
    assert set(one.also) == {"constrained", "requests", "war", "lacking"}


def test_requests_that_pile_up_are_told() -> None:
    asked = [
        claim("requested", client, "USA", n * 4)
        for n, client in enumerate(["UKR", "TWN", "POL", "ISR", "KOR"])
    ]
    (one,) = found(burden, evidence(*asked))
    assert (one.about, one.reason["requests"], one.reason["clients"]) == (("USA",), 5, 5)


def test_a_burden_that_is_as_heavy_as_ever_raises_nothing() -> None:
    usual = [claim("constrained_by", "RUS", "UKR", before) for before in range(0, 300, 4)]
    assert found(burden, evidence(*usual)) == []


def test_war_alone_is_no_burden_on_a_partnership() -> None:
    war = [claim("ASSAULT", "USA", "IRN", before) for before in (20, 14, 9, 4, 1)]
    assert found(burden, evidence(*war, claim("withheld", "USA", "UKR", 200))) == []


def test_one_report_on_many_clients_is_one_sign() -> None:
    told = [claim("insufficient", "RUS", client, 1, "one") for client in ("SYR", "IRN", "CUB", "VEN")]
    assert found(burden, evidence(*told)) == []


def test_support_that_came_or_may_fail_is_no_sign() -> None:
    other = [claim("delivered", "RUS", "ARM", n) for n in (20, 10, 2)]
    may = [claim("reduced", "RUS", "ARM", n, modality="possible") for n in (19, 9, 1)]
    assert found(burden, evidence(*other, *may)) == []
