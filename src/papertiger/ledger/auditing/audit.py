"""All checks, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from papertiger.ledger.auditing import custody, derived, evidence, warned
from papertiger.ledger.auditing.finding import Counted, Finding
from papertiger.ledger.backends import Backend

MOST = 1_000
"""Findings that are kept of one check; more are counted."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What one check found."""

    name: str
    what: str
    """What is compared with what, in one sentence."""
    checked: int
    """Things looked at."""
    wrong: int
    findings: tuple[Finding, ...]
    """The first `MOST` of them."""


Check = Callable[[Backend, Connection, Counted], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "database": evidence.database,
    "custody": custody.custody,
    "articles": evidence.articles,
    "quotes": evidence.quotes,
    "names": derived.names,
    "readings": derived.readings,
    "versions": derived.versions,
    "links": derived.links,
    "warnings": warned.warnings,
    "standing": derived.standing,
    "numbers": derived.numbers,
    "search": derived.search,
}
"""Name → check; its docstring says what is compared."""


def audit(backend: Backend, *, expected: str | None = None) -> Iterator[Audit]:
    """Check a ledger.

    Args:
        backend: the ledger.
        expected: a chain of custody noted earlier; it is a finding when no entry of the log has it, for then something before
            it was changed or taken away.

    Yields:
        The result of each check as it is done, in the order of `CHECKS`. Each sees the ledger as of the moment when it begins;
        others may write meanwhile.
    """
    for name, check in CHECKS.items():
        counted = Counted(expected=expected)
        kept: list[Finding] = []
        wrong = 0
        with backend.engine.connect() as connection:
            for finding in check(backend, connection, counted):
                wrong += 1
                if len(kept) < MOST:
                    kept.append(finding)
        yield Audit(name, _what(check), counted.number, wrong, tuple(kept))


def _what(check: Check) -> str:
    return " ".join((check.__doc__ or "").partition("\n\n")[0].split())
