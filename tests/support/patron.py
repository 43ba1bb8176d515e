"""The record of a made-up patron: tests years apart, each with the reports that a test of the program asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casebook import Shelf

from papertiger.reliability.assessing import Measured, load_settings
from papertiger.reliability.book import Book, merge
from papertiger.reliability.cases import Case, Commitment, Report, Response, Test, Trigger
from papertiger.report.assessment.page import Sentence

PATRON = "AAA"
TODAY = "2026-06-01"


def said(origin: str, outcome: str = "withheld", **changes: object) -> Report:
    """A report of a named speaker in an article of its own."""
    about: dict[str, object] = {"claim": f"claim-{origin}", "article": origin, "origin": origin, "depth": 1}
    about |= {"anonymous": False, "outlet": f"Outlet {origin}", "published": "2020-02-01"}
    about |= {"says": {outcome: 1.0}, "rule": "by-hand", "why": f"said in {origin}"}
    return Report.model_validate(about | changes)


def occasion(
    number: int,
    reports: Sequence[Report] = (),
    *,
    client: str = "BBB",
    domain: str = "air_defence",
    obligation: str | None = None,
    p_due: float = 1.0,
    crisis: str | None = None,
    year: int | None = None,
    **response: Any,  # noqa: ANN401 - fields of the response
) -> list[Case]:
    """A commitment, its trigger in a year of its own, their test and a response."""
    year = year or 1960 + number
    name = f"{number:03}"
    c, t, x, r = (f"{letter}-{name}" for letter in "ctxr")
    window = {"earliest": f"{year}-01-10", "latest": f"{year}-06-01"}
    return [
        Commitment.model_validate(
            {
                "id": c,
                "patron": PATRON,
                "clients": [client],
                "instrument": "treaty",
                "obligation": obligation or domain,
                "links": [{"role": "commitment", "claim": f"pledge-{name}", "why": "promised"}],
            }
        ),
        Trigger.model_validate(
            {"id": t, "target": client, "kind": "attack", "onset": {"earliest": f"{year}-01-03"}}
        ),
        Test.model_validate(
            {
                "id": x,
                "commitment": c,
                "trigger": t,
                "patron": PATRON,
                "client": client,
                "p_due": p_due,
                "due_why": "promised, and attacked",
                "crisis": crisis or f"crisis-{name}",
            }
        ),
        Response.model_validate(
            {"id": r, "test": x, "domain": domain, "window": window, "reports": tuple(reports)} | response
        ),
    ]


def confirmed(number: int, outcome: str, *, origins: int = 3, **changes: Any) -> list[Case]:  # noqa: ANN401 - as `occasion`
    """An occasion on which several documents of independent origins say the same."""
    reports = [said(f"o{number}-{n}", outcome, document=True) for n in range(origins)]
    return occasion(number, reports, **changes)


def shelf(*occasions: Sequence[Case]) -> Shelf:
    """The versions that a ledger would hold of these cases."""
    found = Shelf()
    found.put(merge((), [case for one in occasions for case in one]))
    return found


def measured(*occasions: Sequence[Case], as_of: str = TODAY) -> Measured:
    """The cases as they stand, measured."""
    return Measured.of(Book.of(shelf(*occasions).rows), as_of, load_settings())


def broken_and_kept(kept: int = 2, broken: int = 6) -> list[list[Case]]:
    """A record of confirmed outcomes, some `broken`, some `kept`."""
    found = [confirmed(number, "withheld") for number in range(1, broken + 1)]
    return found + [confirmed(number, "honoured") for number in range(broken + 1, broken + kept + 1)]


def sentence_of(claim: str) -> Sentence | None:
    """What stands behind a claim; one claim is not in the ledger."""
    if claim == "claim-lost":
        return None
    return Sentence(
        claim,
        "Before. ",
        f"The words of {claim}.",
        " After.",
        "Herald › officials",
        "Herald",
        "2020-02-01",
        "en",
    )
