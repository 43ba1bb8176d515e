"""What is known of one case: its versions, the newest proposal, and what persons decided, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from papertiger.datafiles import in_order, problem_of
from papertiger.errors import CaseError
from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.records import DOMAINS
from papertiger.reliability import fields
from papertiger.reliability.cases import (
    KINDS,
    MODELS,
    Case,
    Commitment,
    Response,
    Test,
    Trigger,
    kind_of,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person decided on a case, or on one field of it."""

    field: str
    """Name as in `fields`; empty where the whole case is meant."""
    value: Any
    """What the field is to say; of a whole case whether it is withdrawn."""
    by: str
    at: str
    why: str
    version: int


@dataclass(slots=True)
class Filed:
    """All that is known of one case."""

    kind: str
    id: str
    rows: list[CaseRow] = field(default_factory=list)
    """Its versions, in the order in which they count."""
    proposal: dict[str, Any] | None = None
    """What the program proposed last; None where a person entered it and no program did."""
    gone: bool = False
    """Whether the program withdrew that."""
    entered: CaseRow | None = None
    """The version by which a person entered it whole."""
    marks: dict[str, Mark] = field(default_factory=dict)
    """Field → the correction that stands."""
    decided: Mark | None = None
    """Whether a person withdrew or restored it."""

    @property
    def touched(self) -> bool:
        """Whether a person vouches for it: entered, corrected or restored it, and did not withdraw it."""
        if self.decided is not None:
            return not self.decided.value
        return self.entered is not None or bool(self.marks)

    @property
    def withdrawn(self) -> bool:
        """Whether a person withdrew it; or the program, where no person vouches for it."""
        if self.decided is not None:
            return bool(self.decided.value)
        return self.gone and not self.touched

    @property
    def base(self) -> dict[str, Any]:
        """The whole case below the corrections: as entered, else as proposed last."""
        whole = self.entered.body["record"] if self.entered is not None else self.proposal
        if whole is None:
            raise CaseError(
                self.id, None, "was changed or withdrawn, but no version of it is whole", case=self.id
            )
        return dict(whole)

    @property
    def document(self) -> dict[str, Any]:
        """The case as JSON, with the corrections."""
        return fields.changed(self.base, ((mark.field, mark.value) for mark in self.marks.values()))

    def case(self) -> Case:
        """The case with the corrections; raises CaseError where a version does not fit this program."""
        return validated(self.kind, self.document, self.id)

    def take(self, row: CaseRow) -> None:
        """Take in its next version."""
        self.rows.append(row)
        body = row.body
        if row.by is None:
            if "record" in body:
                self.proposal, self.gone = body["record"], False
            elif "withdrawn" in body:
                self.gone = bool(body["withdrawn"])
            return
        if "record" in body:
            # Entered anew: what was changed in it before does not count any more.
            self.entered, self.decided = row, None
            self.marks.clear()
        for name, value in body.get("changes", {}).items():
            self._mark(Mark(name, value, row.by, row.at, body.get("why", ""), row.version))
        for name in body.get("restored", ()):
            self._forget(name)
        if "withdrawn" in body:
            withdrawn = bool(body["withdrawn"])
            self.decided = Mark("", withdrawn, row.by, row.at, body.get("why", ""), row.version)

    def _mark(self, mark: Mark) -> None:
        if mark.field.endswith(fields.ADDS) and mark.field in self.marks:
            before = self.marks[mark.field].value
            more = [*_as_list(before), *_as_list(mark.value)]
            mark = Mark(mark.field, more, mark.by, mark.at, mark.why, mark.version)
        elif not mark.field.endswith(fields.ADDS):
            self._forget(mark.field)
        self.marks.pop(mark.field, None)
        self.marks[mark.field] = mark

    def _forget(self, name: str) -> None:
        """Let corrections of a field and of its parts go."""
        for known in [
            one for one in self.marks if one == name or one.startswith((f"{name}.", name + fields.ADDS))
        ]:
            del self.marks[known]


def _as_list(value: Any) -> list[Any]:  # noqa: ANN401 - any JSON value
    return value if isinstance(value, list) else [value]


def filed(rows: Iterable[CaseRow]) -> dict[str, Filed]:
    """Versions by case. Moments count before numbers: merged ledgers may have numbered the same versions otherwise."""
    found: dict[str, Filed] = {}
    for row in sorted(rows, key=lambda one: (KINDS.index(one.kind), one.id, one.at, one.version)):
        if row.id not in found:
            found[row.id] = Filed(row.kind, row.id)
        found[row.id].take(row)
    return found


def validated(kind: str, document: Mapping[str, Any], id_: str) -> Case:
    """A case from JSON values; raises CaseError with the first field at fault."""
    try:
        return MODELS[kind].model_validate(document)
    except ValidationError as error:
        fault = in_order(error.errors(include_url=False, include_context=False))[0]
        name = ".".join(map(str, fault["loc"])) or kind
        said = problem_of(fault, MODELS[kind]).removeprefix("Value error, ")
        raise CaseError(name, fault["input"], said, case=id_) from None


def as_json(case: Case) -> dict[str, Any]:
    """A case as JSON values, as bodies hold it: what is not known is left out."""
    return case.model_dump(mode="json", exclude_none=True)


def new_case(case: Case, body: Mapping[str, Any] | None = None) -> NewCase:
    """A version of a case that is to be stored.

    Args:
        case: as it is with this version.
        body: what the version says; None for the whole case.
    """
    return NewCase(
        kind_of(case), case.id, columns(case), body if body is not None else {"record": as_json(case)}
    )


def columns(case: Case) -> dict[str, str | None]:
    """What a ledger can be asked for by SQL: the columns of the case's table."""
    match case:
        case Commitment():
            (client, *others) = case.clients
            domain = case.obligation if case.obligation in DOMAINS else None
            alone = None if others else client
            return {"patron": case.patron, "client": alone, "obligation": case.obligation, "domain": domain}
        case Trigger():
            onset = {"earliest": case.onset.earliest, "latest": case.onset.latest}
            return {"target": case.target, "threat": case.threat, "kind": case.kind, **onset}
        case Test():
            return {n: getattr(case, n) for n in ("commitment", "trigger", "patron", "client", "crisis")}
        case Response():
            return {"test": case.test, "domain": case.domain}
