"""A batch of cases that a person enters: each is checked, what is whole goes in, what is not is told with file, line, field and cure.

Nothing is half-written: a test without its commitment or trigger is refused, a response without its test; and a test with all its responses,
where one of them is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from papertiger.datafiles import in_order, problem_of
from papertiger.errors import CaseError, DataFileError
from papertiger.ledger.cases import NewCase
from papertiger.reliability.book import Book, new_case
from papertiger.reliability.cases import KINDS, MODELS, Case, Commitment, Response, kind_of
from papertiger.reliability.entering.citing import Cite, filled
from papertiger.reliability.entering.friendly import expanded
from papertiger.reliability.entering.given import Given
from papertiger.reliability.entering.references import Known, is_known, problems


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of what was given."""

    cases: tuple[Case, ...]
    """Those that stand, in the order of kinds and then as given."""
    same: int
    """How many of them a person entered before, in the same words."""
    faults: tuple[DataFileError, ...]
    """Why others were refused, one a problem."""
    refused: int
    """How many those are."""
    new: tuple[NewCase, ...]
    """What is to be stored."""


def checked(
    given: Sequence[Given], book: Book, *, cite: Cite | None = None, known: Known = is_known
) -> Batch:
    """Check what was given against itself and what stands.

    Args:
        given: as read from files.
        book: what stands in the ledger.
        cite: tells what a claim that a report names says of it; without it reports must say all themselves.
        known: whether an actor is known.
    """
    checking = _Checking(book, cite, known)
    for one in sorted(given, key=lambda one: KINDS.index(one.kind)):
        checking.take(one)
    checking.settle()
    cases = tuple(case for case, _ in checking.good.values())
    new = tuple(new_case(case) for case in cases if not _entered_before(book, case))
    return Batch(cases, len(cases) - len(new), tuple(checking.faults), len(given) - len(cases), new)


def _entered_before(book: Book, case: Case) -> bool:
    filed = book.filed.get(case.id)
    return filed is not None and filed.entered is not None and book.case(case.id) == case


class _Checking:
    def __init__(self, book: Book, cite: Cite | None, known: Known) -> None:
        self._book, self._cite, self._known = book, cite, known
        self.good: dict[str, tuple[Case, Given]] = {}
        self._bad: dict[str, Given] = {}
        """Refused, by id."""
        self._widowed: dict[str, Given] = {}
        """Test → a response of it that was refused."""
        self.faults: list[DataFileError] = []
        self._standing: dict[str, Case] = {case.id: case for case in book.cases()}
        # What waits for a test to be born of it stands as well.
        self._standing |= {
            id_: one.case() for id_, one in book.filed.items() if one.kind == "trigger" and not one.withdrawn
        }

    def take(self, given: Given) -> None:
        """Make a case of what was given, or a fault of it."""
        try:
            self._assume(given)
            document = expanded(MODELS[given.kind], given.document)
            case = MODELS[given.kind].model_validate(document)
        except CaseError as error:
            shown = f"{error.value!r} " if error.value is not None else ""
            self._refuse(given, given.fault(f"{shown}{error.problem}", *_parts(error.field)))
        except ValidationError as error:
            for one in in_order(error.errors()):
                said = problem_of(one, MODELS[given.kind]).removeprefix("Value error, ")
                shown = f"{one['input']!r}: " if isinstance(one["input"], (str, int, float)) else ""
                self.faults.append(given.fault(f"{shown}{said}", *one["loc"]))
            self._refuse(given)
        else:
            twin = self.good.get(case.id, (None, self._bad.get(case.id)))[1]
            if twin is not None:
                first = twin.where
                self._refuse(
                    given,
                    given.fault(f"the id stands a second time, first at {first}; give it another", "id"),
                )
            else:
                self.good[case.id] = (case, given)

    def _refuse(self, given: Given, *faults: DataFileError) -> None:
        self.faults += faults
        id_ = given.document.get("id")
        if isinstance(id_, str) and id_ not in self.good:
            self._bad[id_] = given
        test = given.document.get("test")
        if given.kind == "response" and isinstance(test, str):
            self._widowed.setdefault(test, given)

    def _assume(self, given: Given) -> None:
        """Add what follows from other fields, where nothing else is said."""
        document = given.document
        if given.kind == "test":
            commitment = self._find(document.get("commitment"))
            if isinstance(commitment, Commitment):
                document.setdefault("patron", commitment.patron)
                if len(commitment.clients) == 1:
                    document.setdefault("client", commitment.clients[0])
            if isinstance(document.get("id"), str):
                document.setdefault("crisis", document["id"])
        elif given.kind == "response":
            for number, report in enumerate(_mappings(document.get("reports"))):
                filled(report, self._cite, f"reports.{number}")

    def _find(self, id_: object) -> Case | None:
        if not isinstance(id_, str):
            return None
        return self.good[id_][0] if id_ in self.good else self._standing.get(id_)

    def settle(self) -> None:
        """Refuse what refers to something that is not there, until all that is left holds."""
        while fallen := self._fallen():
            for id_ in fallen:
                case, given = self.good.pop(id_)
                self._bad[id_] = given
                if isinstance(case, Response):
                    self._widowed.setdefault(case.test, given)

    def _fallen(self) -> list[str]:
        of = self._standing | {id_: case for id_, (case, _) in self.good.items()}
        # A case that was to stand in place of one that does, and was refused, is not what others mean.
        of = {id_: case for id_, case in of.items() if id_ not in self._bad}
        fallen: list[str] = []
        for id_, (case, given) in self.good.items():
            found = list(problems(case, of, self._known))
            for field, problem in found:
                because = self._bad.get(str(getattr(case, field, "")))
                more = f" (it was refused, see {because.where})" if because is not None else ""
                self.faults.append(given.fault(problem + more, *_parts(field)))
            if not found and kind_of(case) == "test" and id_ in self._widowed:
                response = self._widowed[id_]
                self.faults.append(given.fault(f"is left out with its {response.name}, see {response.where}"))
                found = [("", "")]
            if found:
                fallen.append(id_)
        return fallen


def _mappings(value: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any content
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _parts(field: str) -> list[str | int]:
    return [int(part) if part.isdigit() else part for part in field.split(".")]
