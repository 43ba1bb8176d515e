"""The record as somebody chooses to look at it: without some origins or outlets, under another prior. What comes of it is shown, never kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from papertiger.errors import SettingsError
from papertiger.reliability.assessing.columns import LARGE
from papertiger.reliability.assessing.measured import Measured, share_of
from papertiger.reliability.assessing.question import QuestionError
from papertiger.reliability.assessing.settings import Settings
from papertiger.reliability.cases import Report, Response
from papertiger.reliability.measuring import Cell, by_origin

MOST: Final = 200
"""Origins and outlets that may be left out at once."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is left out, and the prior."""

    origins: frozenset[str] = frozenset()
    """Reports that descend from these do not count."""
    outlets: frozenset[str] = frozenset()
    """Nor do those that appeared there, whatever they descend from."""
    prior: str | None = None
    """Name of a prior of the data file, for every group; None for each group's own."""

    def __bool__(self) -> bool:
        """Whether anything differs from the record as it stands."""
        return bool(self.origins or self.outlets or self.prior)

    def __post_init__(self) -> None:
        """Raise QuestionError where too much is left out at once."""
        if len(self.origins) + len(self.outlets) > MOST:
            raise QuestionError(f"no more than {MOST} origins and outlets can be left out at once")


def offered(settings: Settings) -> tuple[str, ...]:
    """Names of the priors that may stand for any group: those that are no obligation's own."""
    return tuple(name for name, prior in settings.priors if not prior.obligations)


def chosen(measured: Measured, choice: Choice) -> Measured:
    """The record under a choice.

    Raises:
        QuestionError: outlets are left out of a record so large that only origins can be.
        SettingsError: there is no such prior.
    """
    settings = measured.settings
    if choice.prior is not None:
        if choice.prior not in offered(settings):
            raise SettingsError(
                f"no prior {choice.prior!r} can be chosen; there are: {', '.join(offered(settings))}"
            )
        settings = replace(settings, instead=choice.prior)
    made = replace(measured, settings=settings)
    if choice.origins or choice.outlets:
        made = replace(made, given=_without(measured, choice))
    return made


def _without(measured: Measured, choice: Choice) -> dict[str, Cell]:
    """The cells, measured anew where a report falls away."""
    cells = measured.cells
    if choice.outlets and len(cells) > LARGE:
        raise QuestionError(
            f"a record of {len(cells)} responses cannot be told without an outlet at once; leave out its origins"
        )
    touched = [
        cell
        for cell in cells.values()
        if not cell.settled and (choice.outlets or choice.origins.intersection(cell.origins))
    ]
    book = measured.books([cell.response for cell in touched] if len(touched) <= LARGE else None)
    found = dict(cells)
    for cell in touched:
        response = book.responses[cell.response]
        left = kept(response, choice.origins, choice.outlets)
        if share_of(response) is None and len(left) < len(response.reports):
            made = measured.cell(book, response, left)
            if made is not None:
                found[cell.response] = made
    return found


def kept(response: Response, origins: Iterable[str], outlets: Iterable[str]) -> tuple[Report, ...]:
    """The reports of a response without those of some origins or outlets, in order."""
    gone, closed = frozenset(origins), frozenset(outlets)
    return tuple(
        report
        for origin, same in by_origin(response.reports).items()
        if origin not in gone
        for report in same
        if report.outlet not in closed
    )
