"""Reports and cells made by hand, for tests of measuring and of the models."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from papertiger.reliability.cases import Outcomes, Report
from papertiger.reliability.measuring import Cell

WITHHELD = Outcomes(withheld=1)
PARTIAL = Outcomes(partial=1)
HONOURED = Outcomes(honoured=1)


def a_report(origin: str = "k1", says: Outcomes = WITHHELD, **changes: object) -> Report:
    """A report of a named speaker, one step away, in the article that is the origin."""
    about: dict[str, object] = {"claim": f"claim-{origin}", "article": origin, "origin": origin, "depth": 1}
    about |= {"anonymous": False, "speaker": f"minister of {origin}", "says": says, "why": "read so"}
    return Report.model_validate(about | changes)


def a_copy(of: str, article: str, says: Outcomes = WITHHELD, **changes: object) -> Report:
    """A retelling of report `of`, one step further away."""
    return a_report(of, says, **({"article": article, "claim": f"claim-{article}", "depth": 2} | changes))


def a_cell(number: int, loglik: Sequence[float] | np.ndarray, **changes: object) -> Cell:
    """A cell that is alone in its crisis."""
    about: dict[str, object] = {"response": f"r-{number:03}", "test": f"x-{number:03}", "patron": "RUS"}
    about |= {"client": "VEN", "domain": "military", "obligation": "defence", "crisis": f"g{number}"}
    about |= {"year": 2020, "p_due": 1.0, "loglik": np.array(loglik, dtype=float), "origins": (f"k{number}",)}
    return Cell(**(about | changes))  # type: ignore[arg-type]


def sure(outcome: int) -> np.ndarray:
    """The log-likelihood of a cell whose outcome (0 withheld, 1 partial, 2 honoured) is beyond doubt."""
    return np.where(np.arange(3) == outcome, 0.0, np.log(1e-9))
