"""``papertiger eval coverage`` and ``calibration``: how far the intervals of honour rates can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.reliability.full.calibrating import Calibrated
    from papertiger.reliability.studies.calibration import Calibration
    from papertiger.reliability.studies.coverage import Counted

SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Seed of all random numbers.")]
_QUICK_FITS, _FULL_FITS = 2000, 300
_WORLDS = {
    "as assumed": "outcomes are independent, and withheld or honoured",
    "partial": "some are partial, which counts half",
    "due": "some tests were not due, which weighs less",
    "crisis": "outcomes of a crisis hang together, which is tempered",
}


def coverage(
    runs: Annotated[
        int, typer.Option("--runs", metavar="N", min=2, help="Simulated records of each size.")
    ] = 2000,
    seed: SeedOption = 1,
    output: FormatOption = "text",
) -> None:
    """Measure how often 90 % intervals hold the true rate when reports are copied.

    Records of 6, 12 and 30 tests are simulated: a true rate from Beta(2, 2), crises of three tests whose outcomes correlate by 0.3, 1 to 4
    origins a test, each copied by 1 + Poisson(3) articles, 40 % of them anonymous; they err one time in ten, anonymous ones three. The same
    records are then counted in several ways, through the program's own measuring and quick model.

    \b
      covered  share of the records whose 90 % interval holds the true rate
      width    mean width of the interval
      off      mean distance of the median from the true rate
      tests    mean effective tests
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.reliability.studies.coverage import METHODS, as_json, study  # noqa: PLC0415 - loads SciPy

    tell(f"simulating {counted(runs, 'record')} of each size")
    found = study(runs, seed)
    if output == "json":
        print_json(
            {"how": f"papertiger eval coverage --runs {runs} --seed {seed}"} | as_json(found, runs, seed)
        )
    else:
        print_lines(_coverage_lines(found, METHODS))


def calibration(
    model: Annotated[
        Literal["quick", "full"], typer.Option("--model", help="Model of the honour rate.")
    ] = "quick",
    fits: Annotated[
        int | None,
        typer.Option(
            "--fits",
            metavar="N",
            min=2,
            help="Simulated records; 2,000 for the quick model, 300 for the full one.",
            show_default=False,
        ),
    ] = None,
    prior: Annotated[
        str,
        typer.Option("--prior", metavar="NAME", help="Prior from which the quick model's rates are drawn."),
    ] = "war_fighting",
    seed: SeedOption = 1,
    output: FormatOption = "text",
) -> None:
    """Calibrate a model by simulation: are its intervals right for records that it draws itself?

    A rate is drawn from the prior, tests and reports by it, and the model fitted to them. The rank of the true rate among draws from the posterior is then
    uniform, which is tested by the empirical distribution function with simultaneous bands (Säilynoja, Bürkner and Vehtari 2022): p
    is small where it is not. Beside the world that the quick model assumes there are three that it simplifies; they say what that costs. The full
    model (papertiger[bayes]; some ten minutes) is also fitted wrongly on purpose, tempered as users get it, and to larger records.

    \b
      p         that the ranks are uniform
      50 %      share of the records whose 50 % interval holds the true value
      90 %      the same of the 90 % interval
      narrowed  how much less the value varies after than before (full model)
    """  # noqa: D301 - as above
    if model == "full":
        _calibrate_full(fits or _FULL_FITS, seed, output)
        return
    from papertiger.reliability.quick import prior_named  # noqa: PLC0415 - loads SciPy
    from papertiger.reliability.studies.calibration import as_json, sbc  # noqa: PLC0415 - as above
    from papertiger.reliability.studies.quickworld import WORLDS, fitter, simulator  # noqa: PLC0415 - as above

    of = prior_named(prior)
    fits = fits or _QUICK_FITS
    tell(f"fitting {counted(fits, 'record')} of each world")
    found: dict[str, Calibration] = {
        world: sbc(simulator(of, world), fitter(of), fits, seed) for world in WORLDS
    }
    if output == "json":
        how = f"papertiger eval calibration --model {model} --fits {fits} --prior {prior} --seed {seed}"
        worlds = {world: {"meaning": _WORLDS[world]} | as_json(one) for world, one in found.items()}
        print_json({"how": how, "model": model, "prior": prior, "worlds": worlds})
    else:
        print_lines(_calibration_lines(found))


def _calibrate_full(fits: int, seed: int, output: str) -> None:
    from papertiger.reliability.full.calibrating import RUNS, as_json, calibrate  # noqa: PLC0415 - loads SciPy
    from papertiger.reliability.full.needs import versions  # noqa: PLC0415 - as above

    found: dict[str, Calibrated] = {}
    for name, run in RUNS.items():
        of = max(2, round(fits * run.share))
        tell(f"{name}: fitting {counted(of, 'record')}")
        found[name] = calibrate(of, seed, run, progress=lambda done: tell(f"  {done} fitted"))
    if output == "json":
        how = f"papertiger eval calibration --model full --fits {fits} --seed {seed}"
        worlds = {name: as_json(one) for name, one in found.items()}
        print_json({"how": how, "model": "full", "made_with": versions(), "worlds": worlds})
    else:
        print_lines(_full_lines(found))


def _full_lines(found: Mapping[str, Calibrated]) -> Iterator[str]:
    must = {"uniform": "p at least 0.05", "not uniform": "p under 0.05", "covered": "90 % or more covered"}
    for name, one in found.items():
        came = "as it must" if one.as_expected else "not as it must"
        yield f"{name}: {one.run.words}"
        yield f"  {counted(one.calibration.fits, 'record')}; least p, times their number: {one.calibration.least_p:.3f}; must: {must[one.run.expected]}: {came}"
        yield f"  {'':<32}{'p':>7}{'50 %':>8}{'90 %':>8}{'narrowed':>10}"
        for parameter, ranked in one.calibration.parameters.items():
            figures = f"{ranked.p:>7.3f}{ranked.covered_50:>8.3f}{ranked.covered_90:>8.3f}"
            narrowed = one.contraction.get(parameter)
            yield f"  {parameter:<32}{figures}{'' if narrowed is None else f'{narrowed:>10.2f}'}"
        yield ""


def _coverage_lines(found: Sequence[Counted], methods: Mapping[str, str]) -> Iterator[str]:
    for tests in dict.fromkeys(one.tests for one in found):
        yield f"{counted(tests, 'test'):<57}{'covered':<13}{'width':>8}{'off':>8}{'tests':>8}"
        for one in (one for one in found if one.tests == tests):
            figures = f"{one.covered:.3f} ± {one.error:.3f}{one.width:>8.3f}{one.off:>8.3f}{one.n_eff:>8.1f}"
            yield f"  {one.method}  {methods[one.method]:<52}{figures}"
        yield ""


def _calibration_lines(found: Mapping[str, Calibration]) -> Iterator[str]:
    first = next(iter(found.values()))
    yield f"{counted(first.fits, 'record')} of each world, seed {first.seed}"
    yield f"  {'world':<12}{'':<58}{'p':>7}{'50 %':>8}{'90 %':>8}"
    for world, one in found.items():
        for ranked in one.parameters.values():
            figures = f"{ranked.p:>7.3f}{ranked.covered_50:>8.3f}{ranked.covered_90:>8.3f}"
            yield f"  {world:<12}{_WORLDS[world]:<58}{figures}"


COMMANDS = {
    "coverage": (coverage, ("papertiger eval coverage --runs 500 --format json",)),
    "calibration": (
        calibration,
        (
            "papertiger eval calibration --model quick --fits 500",
            "papertiger eval calibration --model full --format json",
        ),
    ),
}
"""Subcommand → function and examples."""
