"""The book: what stands of all versions of commitments, triggers, tests and responses, and why.

The program proposes, persons decide. Of each id the newest proposal stands, overlaid field by field with what persons changed, in order;
a person's decision stands above the program's and outlives new proposals. A case that a person entered whole needs no proposal. What a
person withdrew is left out until somebody restores it, and so is what refers to it.

The body of a version is one of

    {"record": {...}}                               a whole case: proposed, or entered by a person
    {"changes": {FIELD: VALUE, ...}, "why": ...}    a person's corrections; names of fields as in `fields`
    {"restored": [FIELD, ...], "why": ...}          a person takes corrections back: the proposal's values stand again
    {"withdrawn": true, "why": ...}                 by a person; or by the program, where the claims no longer give it
    {"withdrawn": false, "why": ...}                a person restores it
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

from papertiger.errors import CaseError
from papertiger.ledger.cases import CaseRow, NewCase
from papertiger.reliability.cases import KINDS, Case, Commitment, Response, Test, Trigger
from papertiger.reliability.filed import Filed, Mark, filed, new_case, validated

__all__ = ["GONE", "Book", "Filed", "Mark", "merge", "new_case"]

GONE: Final = "the claims no longer give it"
"""Why the program withdraws what it proposed."""
_A = TypeVar("_A", Commitment, Trigger, Test, Response)


@dataclass(slots=True)
class Book:
    """The cases that stand, by id."""

    commitments: dict[str, Commitment] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    """Those of the tests, and those that a person entered."""
    tests: dict[str, Test] = field(default_factory=dict)
    responses: dict[str, Response] = field(default_factory=dict)
    filed: dict[str, Filed] = field(default_factory=dict)
    """All cases, also those that do not stand."""
    left_out: dict[str, str] = field(default_factory=dict)
    """Case that does not stand → why."""
    _of_test: dict[str, list[Response]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Iterable[CaseRow]) -> Book:
        """The book that versions of cases make, in whatever order they come.

        Raises:
            CaseError: a version does not fit this program.
        """
        book = cls(filed=filed(rows))
        kept = _vouched(book.filed)
        book.commitments = book._standing("commitment", Commitment, kept)
        triggers = book._standing("trigger", Trigger, kept)
        for id_, test in book._standing("test", Test, kept).items():
            if test.commitment not in book.commitments:
                book.left_out[id_] = f"its commitment {test.commitment} does not stand"
            elif test.trigger not in triggers:
                book.left_out[id_] = f"its trigger {test.trigger} does not stand"
            else:
                book.tests[id_] = test
        needed = {test.trigger for test in book.tests.values()}
        for id_, trigger in triggers.items():
            if id_ in needed or book.filed[id_].touched:
                book.triggers[id_] = trigger
            else:
                book.left_out[id_] = "no test that stands is born of it"
        for id_, response in book._standing("response", Response, kept).items():
            if response.test in book.tests:
                book.responses[id_] = response
                book._of_test.setdefault(response.test, []).append(response)
            else:
                book.left_out[id_] = f"its test {response.test} does not stand"
        return book

    def _standing(self, kind: str, model: type[_A], kept: Collection[str]) -> dict[str, _A]:
        found: dict[str, _A] = {}
        for one in self.filed.values():
            if one.kind != kind:
                continue
            if one.withdrawn and one.id not in kept:
                by = one.decided.by if one.decided is not None else "the program"
                why = one.decided.why if one.decided is not None else GONE
                self.left_out[one.id] = f"withdrawn by {by}: {why}"
                continue
            case = one.case()
            assert isinstance(case, model)  # noqa: S101 - for the type checker
            found[one.id] = case
        return found

    def responses_of(self, test: str) -> tuple[Response, ...]:
        """What came in each domain of a test, by domain and id."""
        return tuple(sorted(self._of_test.get(test, ()), key=lambda one: (one.domain, one.id)))

    def marks(self, id_: str) -> tuple[Mark, ...]:
        """What persons decided on a case that counts now: corrections by field, and whether it was withdrawn or restored."""
        one = self.filed.get(id_)
        if one is None:
            return ()
        return (*one.marks.values(), *((one.decided,) if one.decided is not None else ()))

    def case(self, id_: str) -> Case | None:
        """The case with this id that stands; None where none does."""
        for known in (self.commitments, self.triggers, self.tests, self.responses):
            if id_ in known:
                return known[id_]
        return None

    def cases(self) -> tuple[Case, ...]:
        """All that stand: commitments, triggers, tests, responses, each by id."""
        by_kind = (self.commitments, self.triggers, self.tests, self.responses)
        return tuple(known[id_] for known in by_kind for id_ in sorted(known))


def _vouched(known: Mapping[str, Filed]) -> set[str]:
    """What persons vouch for and what that refers to, which then stands though the claims no longer give it."""
    kept: set[str] = set()
    waiting = [id_ for id_, one in known.items() if one.touched]
    while waiting:
        id_ = waiting.pop()
        if id_ in kept or id_ not in known or (known[id_].withdrawn and known[id_].decided is not None):
            continue
        kept.add(id_)
        case = known[id_].case()
        if isinstance(case, Response):
            waiting.append(case.test)
        elif isinstance(case, Test):
            waiting += [case.commitment, case.trigger]
    return kept


def merge(rows: Iterable[CaseRow], proposed: Iterable[Case]) -> list[NewCase]:
    """The versions to store by the program after it proposed anew for a patron: only what changed gets one.

    A proposal that no longer arises is withdrawn, and revived where it arises again; the book keeps what persons vouch for all the
    same. Triggers are not withdrawn: that of one patron's test may be another's, and the book leaves out those that no test needs.

    Args:
        rows: all versions of the patron's cases (`Ledger.cases`).
        proposed: all cases that are proposed for the patron now.

    Returns:
        Versions in the order of `KINDS`, of each kind by id.
    """
    known = filed(rows)
    now = {case.id: case for case in proposed}
    made = [new_case(case) for case in now.values() if _differs(known.get(case.id), case)]
    for id_, one in known.items():
        if one.kind != "trigger" and id_ not in now and one.proposal is not None and not one.gone:
            made.append(new_case(one.case(), {"withdrawn": True, "why": GONE}))
    return sorted(made, key=lambda one: (KINDS.index(one.kind), one.id))


def _differs(known: Filed | None, case: Case) -> bool:
    if known is None or known.proposal is None or known.gone:
        return True
    try:
        return validated(known.kind, known.proposal, known.id) != case
    except CaseError:  # an older program proposed it in another form
        return True
