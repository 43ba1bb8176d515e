"""Distrust that spreads: what must raise a warning, and what must not."""

from __future__ import annotations

from indications import claim, evidence, found

from papertiger.warning.rules.distrust import distrust

CLIENTS = [claim("delivered", "RUS", client, 250) for client in ("ARM", "SYR", "VEN", "CUB")]
DOUBTS = [claim("distrusts", client, "RUS", n) for n, client in ((22, "ARM"), (14, "SYR"), (3, "VEN"))]


def test_doubts_of_three_clients_in_a_month_are_told() -> None:
    (one,) = found(distrust, evidence(*CLIENTS, *DOUBTS))
    assert one.about == ("RUS", "ARM", "SYR", "VEN")
    assert (one.reason["clients"], one.reason["all_clients"], one.reason["origins"]) == (3, 4, 3)


def test_a_client_that_a_claim_of_dependence_names_counts() -> None:
    depends = claim("depends_on", "MLI", "RUS", 100)
    (one,) = found(
        distrust, evidence(*CLIENTS, depends, *DOUBTS[1:], claim("distrusts", "MLI-goita", "RUS", 1))
    )
    assert one.about == ("RUS", "SYR", "VEN", "MLI")


def test_old_doubts_of_one_client_hide_no_new_ones_of_others() -> None:
    old = [claim("distrusts", "ARM", "RUS", before) for before in range(0, 300, 5)]
    (one,) = found(
        distrust,
        evidence(
            *CLIENTS,
            *old,
            *(claim("distrusts", who, "RUS", n) for n, who in ((9, "SYR"), (3, "VEN"), (1, "CUB"))),
        ),
    )
    assert (one.reason["clients"], one.reason["new_clients"]) == (4, 3)


def test_one_client_that_doubts_again_and_again_does_not_spread() -> None:
    again = [claim("distrusts", "ARM", "RUS", before) for before in range(20)]
    assert found(distrust, evidence(*CLIENTS, *again)) == []


def test_states_that_are_no_clients_do_not_count() -> None:
    others = [claim("distrusts", state, "RUS", n) for n, state in ((22, "POL"), (14, "EST"), (3, "FIN"))]
    assert found(distrust, evidence(*CLIENTS, *others)) == []


def test_one_report_that_names_several_clients_is_too_little() -> None:
    told = [claim("distrusts", client, "RUS", 2, "one") for client in ("ARM", "SYR", "VEN", "CUB")]
    assert found(distrust, evidence(*CLIENTS, *told)) == []


def test_denied_doubts_do_not_count() -> None:
    denied = [claim("distrusts", one.subject, "RUS", n, modality="denied") for n, one in enumerate(DOUBTS)]
    assert found(distrust, evidence(*CLIENTS, *denied)) == []
