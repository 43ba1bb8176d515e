"""Cells in columns, as a ledger keeps them beside a large record: measured once, read in milliseconds.

What is pending depends on the day, so the end of each window is kept and not whether it was open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from papertiger.reliability.cases import Response
from papertiger.reliability.measuring import CATEGORIES, Cell

FORM = 1
"""Raised when the columns change: what an older program kept is then measured anew."""
LARGE = 500
"""Responses from which cells are kept: a smaller record is measured in a moment."""
_NAMED = ("client", "domain", "obligation", "crisis")
"""Columns whose values repeat: kept as numbers into a list of names."""


def packed(
    cells: Iterable[Cell], responses: Mapping[str, Response], amounts: Iterable[str]
) -> dict[str, Any]:
    """Columns of cells, as JSON values.

    Args:
        cells: of one patron.
        responses: by id, for their windows.
        amounts: responses whose outcome follows from amounts.
    """
    known = sorted(cells, key=lambda cell: cell.response)
    tables = {name: _numbered(getattr(cell, name) for cell in known) for name in _NAMED}
    origins: dict[str, int] = {}
    return {
        "form": FORM,
        "patron": known[0].patron if known else None,
        "response": [cell.response for cell in known],
        "test": [cell.test for cell in known],
        **{name: {"names": names, "of": of} for name, (names, of) in tables.items()},
        "year": [cell.year for cell in known],
        "p_due": [cell.p_due for cell in known],
        "loglik": [[float(one) for one in cell.loglik] for cell in known],
        "of_origins": [[origins.setdefault(o, len(origins)) for o in cell.origins] for cell in known],
        "origins": list(origins),
        "multilateral": [cell.multilateral for cell in known],
        "settled": [cell.settled for cell in known],
        "latest": [responses[cell.response].window.latest for cell in known],
        "amounts": sorted(amounts),
    }


def unpacked(columns: Mapping[str, Any], as_of: str) -> dict[str, Cell]:
    """The cells by response, as of a day."""
    loglik = np.array(columns["loglik"], dtype=float).reshape(-1, len(CATEGORIES))
    loglik.setflags(write=False)
    named = {name: [columns[name]["names"][n] for n in columns[name]["of"]] for name in _NAMED}
    names = columns["origins"]
    cells = {}
    rows = zip(
        *(columns[name] for name in ("response", "test", "year", "p_due", "of_origins", "multilateral")),
        *(columns[name] for name in ("settled", "latest")),
        strict=True,
    )
    for n, (response, test, year, p_due, origins, multilateral, settled, latest) in enumerate(rows):
        cells[response] = Cell(
            response=response,
            test=test,
            patron=columns["patron"],
            client=named["client"][n],
            domain=named["domain"][n],
            obligation=named["obligation"][n],
            crisis=named["crisis"][n],
            year=year,
            p_due=p_due,
            loglik=loglik[n],
            origins=tuple(names[o] for o in origins),
            multilateral=multilateral,
            pending=is_pending(latest, as_of, loglik[n], settled=settled),
            settled=settled,
        )
    return cells


def is_pending(
    latest: str | None, as_of: str, loglik: Sequence[float] | np.ndarray[Any, Any], *, settled: bool
) -> bool:
    """Whether a window is open and what was due has not come in full yet.

    Args:
        latest: last day of the window; None where it is not known, and then it is closed.
        as_of: the day.
        loglik: shape (3,), of the outcome.
        settled: whether a person settled the outcome.
    """
    if settled or latest is None or latest < as_of:
        return False
    return int(np.argmax(loglik)) != CATEGORIES.index("honoured") or bool(np.ptp(loglik) == 0)


def _numbered(values: Iterable[str]) -> tuple[list[str], list[int]]:
    names: dict[str, int] = {}
    of = [names.setdefault(value, len(names)) for value in values]
    return list(names), of
