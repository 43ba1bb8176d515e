"""What a person decides on a case that is there: correct, withdraw, restore. Each is checked, and made the version that a ledger stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from papertiger.datafiles import parsed
from papertiger.errors import CaseError, DataFileError
from papertiger.ledger.cases import NewCase
from papertiger.reliability import fields
from papertiger.reliability.book import Book
from papertiger.reliability.cases import MODELS, Case, Response, Test
from papertiger.reliability.entering.citing import Cite, filled
from papertiger.reliability.entering.friendly import expanded_field
from papertiger.reliability.entering.references import Known, is_known, problems
from papertiger.reliability.filed import Filed, as_json, new_case, validated

NONE: Final = "none"
"""What is written for a field that is to say nothing, or for an element that is to go."""


def drafted(changes: Sequence[str]) -> dict[str, Any]:
    """Field → value from ``FIELD=VALUE`` as it is typed; a mapping or list is written as in YAML.

    Raises:
        CaseError: no equals sign, an empty name, a field named twice, or brackets that do not close.
    """
    found: dict[str, Any] = {}
    for change in changes:
        name, equals, value = (part.strip() for part in change.partition("="))
        if not equals or not name:
            raise CaseError(change, None, "is no change; write FIELD=VALUE, such as p_due=0.2")
        if name in found:
            raise CaseError(name, value, "is changed twice; write each field once")
        found[name] = _read(name, value)
    return found


def _read(name: str, value: str) -> Any:  # noqa: ANN401 - any JSON value
    if value == NONE:
        return None
    if not value.startswith(("{", "[")):
        return value
    try:
        return parsed(name, value)
    except DataFileError as error:
        raise CaseError(name, value, error.problem) from None


def corrected(
    book: Book,
    id_: str,
    changes: Mapping[str, Any],
    why: str,
    *,
    cite: Cite | None = None,
    known: Known = is_known,
) -> NewCase:
    """A person's correction of a case that stands.

    Args:
        book: what stands.
        id_: the case.
        changes: field (see `fields`) → new value, in full or as a person writes it; None takes away.
        why: the reason.
        cite: tells what a claim says that a report to be added names.
        known: whether an actor is known.

    Raises:
        CaseError: there is no such field, the value is not allowed, changes nothing, or would no longer fit what the case refers to or
            what refers to it.
    """
    filed = _standing(book, id_)
    model = MODELS[filed.kind]
    before = filed.document
    after = dict(before)
    for name, value in changes.items():
        if name == "id":
            raise CaseError(
                "id", value, "names the case in every ledger and stays; enter another case", case=id_
            )
        given = expanded_field(model, name.removesuffix(fields.ADDS), value)
        if name == f"reports{fields.ADDS}":
            given = [dict(one) for one in given] if isinstance(given, list) else given
            for report in given if isinstance(given, list) else ():
                filled(report, cite, "reports")
        after = fields.changed(after, [(name, given)])
        if after == before and fields.get(before, name) is None and value is not None:
            raise CaseError(
                name, value, f"nothing is called so; there are: {_elements(before, name)}", case=id_
            )
    case = validated(filed.kind, after, id_)
    whole = as_json(case)
    if case == book.case(id_):
        name, value = next(iter(changes.items()), ("", None))
        raise CaseError(name, value, "changes nothing: that is what it says already", case=id_)
    _must_fit(book, case, known)
    return new_case(case, {"changes": {name: _stored(whole, before, name) for name in changes}, "why": why})


def _stored(whole: Mapping[str, Any], before: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401 - any JSON value
    """The new value in its full form; of a list that was added to, what was added."""
    if name.endswith(fields.ADDS):
        field = name.removesuffix(fields.ADDS)
        return whole[field][len(before.get(field) or ()) :]
    return fields.get(whole, name)


def _elements(document: Mapping[str, Any], name: str) -> str:
    there = document.get(name.partition(".")[0])
    if not isinstance(there, list):
        return ", ".join(document)
    named = [str(one.get("claim") or one.get("source")) for one in there if isinstance(one, dict)]
    return ", ".join(named) or "none"


def _must_fit(book: Book, case: Case, known: Known) -> None:
    """Raise CaseError where a changed case no longer fits what it refers to, or what refers to it no longer fits."""
    standing = {one.id: one for one in book.cases()}
    standing |= {
        id_: one.case() for id_, one in book.filed.items() if one.kind == "trigger" and not one.withdrawn
    }
    for field, problem in problems(case, standing | {case.id: case}, known):
        raise CaseError(field, None, problem, case=case.id)
    for other in leaning(book, case.id):
        had = set(problems(other, standing, lambda _: True))
        for field, problem in problems(other, standing | {case.id: case}, lambda _: True):
            if (field, problem) not in had:
                raise CaseError(
                    field, None, f"{other.id}, {field}, would no longer fit: {problem}", case=case.id
                )


def leaning(book: Book, id_: str) -> Iterator[Test | Response]:
    """Tests and responses that stand and refer to a case, themselves or by their test."""
    tests = [test for test in book.tests.values() if id_ in {test.commitment, test.trigger}]
    yield from tests
    for test in [id_, *(test.id for test in tests)]:
        yield from book.responses_of(test)


def withdrawn(book: Book, id_: str, why: str) -> NewCase:
    """A person takes a case out, and with it what refers to it (`leaning`); raises CaseError where it does not stand."""
    _standing(book, id_)
    case = book.case(id_)
    assert case is not None  # noqa: S101 - for the type checker
    return new_case(case, {"withdrawn": True, "why": why})


def restored(book: Book, id_: str, names: Sequence[str], why: str) -> NewCase:
    """A person takes corrections of fields back; or, without names, the withdrawal of a case.

    Raises:
        CaseError: there is nothing to take back.
    """
    filed = book.filed[id_]
    if not names:
        if not filed.withdrawn or book.case(id_) is not None:
            reason = book.left_out.get(id_)
            more = (
                f": it is left out because {reason}" if reason else "; name a field to take a correction back"
            )
            raise CaseError(id_, None, f"is not withdrawn{more}")
        return new_case(filed.case(), {"withdrawn": False, "why": why})
    for name in names:
        if not any(
            known == name or known.startswith((f"{name}.", name + fields.ADDS)) for known in filed.marks
        ):
            there = ", ".join(filed.marks) or "none"
            raise CaseError(name, None, f"nobody corrected it; corrected are: {there}", case=id_)
    return new_case(filed.case(), {"restored": list(names), "why": why})


def _standing(book: Book, id_: str) -> Filed:
    if book.case(id_) is None:
        reason = book.left_out.get(id_, "it is not there")
        raise CaseError(
            id_,
            None,
            f"does not stand: {reason}; `papertiger records restore` brings back what was withdrawn",
        )
    return book.filed[id_]
