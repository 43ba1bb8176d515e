"""Cases of reliability built by hand, and the versions that a ledger would hold of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.reliability.cases import Case, Commitment, Report, Response, Test, Trigger


def report(claim: str | None = "claim1", **changes: object) -> Report:
    about: dict[str, object] = {
        "claim": claim,
        "article": "k1",
        "origin": "k1",
        "depth": 0,
        "anonymous": False,
    }
    about |= {"says": {"withheld": 0.8, "partial": 0.2}, "rule": "withheld", "why": "read so"}
    return Report.model_validate(about | changes)


def graph(name: str = "one", *, patron: str = "AAA", client: str = "BBB") -> dict[str, Case]:
    """A commitment, its trigger, their test and one response, by kind."""
    c, t, x, r = (f"{letter}-{name}" for letter in "ctxr")
    commitment = Commitment(
        id=c, patron=patron, clients=(client,), instrument="treaty", obligation="defence", name="Пакт"
    )
    trigger = Trigger.model_validate(
        {"id": t, "target": client, "kind": "attack", "onset": {"earliest": "2026-01-03"}}
    )
    test = Test(
        id=x,
        commitment=c,
        trigger=t,
        patron=patron,
        client=client,
        p_due=0.8,
        due_why="a treaty of defence and an attack",
        crisis="k",
    )
    response = Response(id=r, test=x, domain="military", reports=(report(),))
    return {"commitment": commitment, "trigger": trigger, "test": test, "response": response}


class Shelf:
    """Stands for a ledger: gives versions their numbers and moments."""

    def __init__(self) -> None:
        self.rows: list[CaseRow] = []

    def put(self, new: Sequence[NewCase], by: str | None = None) -> None:
        for one in new:
            self.add(one.kind, one.id, dict(one.body), by)

    def add(self, kind: str, id_: str, body: dict[str, Any], by: str | None = None) -> None:
        number = 1 + sum(row.id == id_ for row in self.rows)
        at = f"2026-01-01T00:{len(self.rows):02}:00Z"
        self.rows.append(CaseRow(kind, id_, number, body, at, by, "1"))
