"""Do nominal 90 % intervals hold the truth nine times of ten when reports are copied?

A true rate from Beta(2, 2); tests in crises of three whose outcomes correlate; each test told by 1 to 4 origins, of which 40 % are anonymous, and every
origin copied by 1 + Poisson(3) articles. Attributed origins err one time in ten, anonymous ones three. Six ways to count are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass

import numpy as np

from papertiger.reliability.cases import Outcomes, Report
from papertiger.reliability.measuring import Cell, Measurement, cell_loglik, measurement
from papertiger.reliability.quick import Posterior, fit, prior_named

METHODS: Mapping[str, str] = {
    "a": "every article counts as a test",
    "b": "one vote a test, by the majority of its articles",
    "c": "origins collapsed, with their error rates",
    "d": "as c, tempered within a crisis",
    "e": "as d, by the error matrices as shipped",
    "f": "as e, with the robust mixture as prior",
}
SIZES = (6, 12, 30)
"""Tests a record."""
CRISIS, ICC = 3, 0.3
"""Tests a crisis, and the correlation of two of its outcomes."""
ANONYMOUS = 0.4
ERRORS = {False: 0.1, True: 0.3}
"""Anonymous → probability that what is said is not what was."""
COPIES = 3.0
"""Mean of the Poisson of copies beyond the first."""
MOST_ORIGINS = 4
LEVEL = 0.9


@dataclass(frozen=True, slots=True)
class Counted:
    """How one way to count did, at one size of record."""

    method: str
    tests: int
    covered: float
    """Share of the runs whose 90 % interval holds the true rate."""
    error: float
    """Standard error of that share, from the number of runs."""
    width: float
    """Mean width of the interval."""
    off: float
    """Mean distance of the median from the true rate."""
    n_eff: float
    """Mean effective tests."""


def study(
    runs: int, seed: int, sizes: Iterable[int] = SIZES, progress: Callable[[int], None] = lambda _: None
) -> tuple[Counted, ...]:
    """Every way to count at every size of record, over `runs` worlds each; the same worlds for all ways.

    Args:
        runs: worlds a size.
        seed: of all random numbers.
        sizes: tests a record.
        progress: told after each world how many are done.
    """
    known = _known_errors(measurement())
    found, done = [], 0
    for tests in sizes:
        rows: dict[str, list[tuple[bool, float, float, float]]] = {method: [] for method in METHODS}
        for stream in np.random.SeedSequence((seed, tests)).spawn(runs):
            rate, record = _world(tests, np.random.default_rng(stream))
            for method, posterior in _posteriors(record, known).items():
                low, high = posterior.interval(LEVEL)
                off = abs(posterior.median - rate)
                rows[method].append((low <= rate <= high, high - low, off, posterior.n_eff))
            done += 1
            progress(done)
        found += [_counted(method, tests, of) for method, of in rows.items()]
    return tuple(found)


def _counted(method: str, tests: int, rows: list[tuple[bool, float, float, float]]) -> Counted:
    covered, width, off, n_eff = (float(mean) for mean in np.mean(rows, axis=0))
    return Counted(
        method, tests, covered, float(np.sqrt(covered * (1 - covered) / len(rows))), width, off, n_eff
    )


def _world(tests: int, rng: np.random.Generator) -> tuple[float, list[list[Report]]]:
    """A rate, and the reports of each test."""
    rate = float(rng.beta(2, 2))
    size = (1 - ICC) / ICC
    record = []
    for test in range(tests):
        if test % CRISIS == 0:
            of_crisis = rng.beta(rate * size, (1 - rate) * size)
        record.append(_reports(test, bool(rng.random() < of_crisis), rng))
    return rate, record


def _reports(test: int, honoured: bool, rng: np.random.Generator) -> list[Report]:
    found = []
    for number in range(int(rng.integers(1, MOST_ORIGINS + 1))):
        anonymous = bool(rng.random() < ANONYMOUS)
        says = honoured != bool(rng.random() < ERRORS[anonymous])
        origin = f"x{test}-{number}"
        articles = (origin, *(f"{origin}-{copy}" for copy in range(1 + int(rng.poisson(COPIES)))))
        found += [_report(article, origin, anonymous, says) for article in articles]
    return found


def _report(article: str, origin: str, anonymous: bool, honoured: bool) -> Report:
    return Report(
        claim=f"claim-{article}",
        article=article,
        origin=origin,
        depth=1 if article == origin else 2,
        anonymous=anonymous,
        says=_SAYS[honoured],
        why="simulated",
    )


_SAYS = {True: Outcomes(honoured=1), False: Outcomes(withheld=1)}


def _known_errors(shipped: Measurement) -> Measurement:
    """Settings whose matrices are the error rates of this world, in which nothing is ever partial."""
    never, always = 1e-6, 100.0

    def matrix(error: float) -> tuple[tuple[float, float, float], ...]:
        wrong, right = 100 * error, 100 * (1 - error)
        return ((right, never, wrong), (never, always, never), (wrong, never, right))

    named, unnamed = shipped.classes["secondary"], shipped.classes["anonymous"]
    classes = {
        "primary": shipped.classes["primary"],
        "secondary": named.model_copy(update={"counts": matrix(ERRORS[False])}),
        "anonymous": unnamed.model_copy(update={"counts": matrix(ERRORS[True])}),
    }
    return shipped.model_copy(update={"classes": classes})


def _posteriors(record: list[list[Report]], known: Measurement) -> dict[str, Posterior]:
    """The rate by each way to count."""
    uniform, robust = prior_named("uniform"), prior_named("war_fighting")
    articles = [_sure(float(r.says.honoured)) for reports in record for r in reports]
    votes = [_sure(_majority(reports)) for reports in record]
    collapsed = _cells(cell_loglik(reports, settings=known) for reports in record)
    shipped = _cells(cell_loglik(reports) for reports in record)
    return {
        "a": fit(_cells(articles), uniform, 0),
        "b": fit(_cells(votes), uniform, 0),
        "c": fit(collapsed, uniform, 0),
        "d": fit(collapsed, uniform),
        "e": fit(shipped, uniform),
        "f": fit(shipped, robust),
    }


def _majority(reports: list[Report]) -> float:
    """1 honoured, 0 withheld, a half where the articles are even."""
    return float(np.sign(sum(r.says.honoured - r.says.withheld for r in reports)) + 1) / 2


def _sure(honoured: float) -> tuple[np.ndarray, tuple[str, ...]]:
    """The log-likelihood of an outcome beyond doubt: honoured 1, withheld 0, partial a half."""
    return np.where(np.arange(3) == 2 * honoured, 0.0, -np.inf), ()


def _cells(logliks: Iterable[tuple[np.ndarray, tuple[str, ...]]]) -> list[Cell]:
    return [
        Cell(
            response=f"r{number}",
            test=f"x{number}",
            patron="A",
            client="B",
            domain="military",
            obligation="defence",
            crisis=f"g{number // CRISIS}",
            year=None,
            p_due=1.0,
            loglik=loglik,
            origins=origins,
        )
        for number, (loglik, origins) in enumerate(logliks)
    ]


def as_json(found: Iterable[Counted], runs: int, seed: int) -> dict[str, object]:
    """As printed by ``--format json``."""
    return {
        "runs": runs,
        "seed": seed,
        "level": LEVEL,
        "world": {
            "rate": "Beta(2, 2)",
            "tests_a_crisis": CRISIS,
            "correlation_within_a_crisis": ICC,
            "origins_a_test": [1, MOST_ORIGINS],
            "copies_an_origin": f"1 + Poisson({COPIES:g})",
            "anonymous": ANONYMOUS,
            "error_attributed": ERRORS[False],
            "error_anonymous": ERRORS[True],
        },
        "methods": dict(METHODS),
        "results": [asdict(one) for one in found],
    }
