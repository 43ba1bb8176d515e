"""The entries of a log from outside, one at a time, each checked against its own digest and the chain before it.

A line is taken only in the one form in which ledgers write it, so that what was hashed is what is stored. An entry with a
fault is refused whole, and reading goes on with the next one. Where the chain breaks, an entry was taken out, put in or
moved: from there on nothing of the file is taken.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from papertiger.errors import LedgerError
from papertiger.ledger.lines import Fields, compact, line
from papertiger.ledger.schema import EVIDENCE, HEAD, REVISIONS
from papertiger.ledger.transfer import columns
from papertiger.ledger.transfer.refusal import FieldError, RefusedError
from papertiger.ledger.transfer.strict import parsed
from papertiger.ledger.writing import FIRST_CHAIN, chained, digest_of

FORMAT: Final = "papertiger-ledger"
VERSION: Final = 1
LARGEST: Final = 256 * 2**20
"""Characters of all lines of one entry."""
KINDS: Final = (
    *("read", "reread", "join", "grade", "review", "enter"),
    *("propose", "assess", "simulate", "follow", "warn", "handle", "import", "migrate"),
)
_ACTIVITY: Final = ("id", "kind", "config", "person", "program", "version", "at")
_LONGEST_ID: Final = 160
_AGAIN: Final = "ask for the file again"

Numbered = tuple[int, str]
"""Line number from 1, and the line."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of evidence from outside."""

    line: int
    table: str
    fields: Fields


@dataclass(slots=True)
class Foreign:
    """One entry from outside, whose digest fits."""

    file: str
    line: int
    head: Fields
    """id, at, activity."""
    rows: list[Row] = field(default_factory=list)
    digest: str = ""
    """Of the whole entry, where it was made."""
    partial: bool = False
    """Whether these are only some of its rows."""
    tables: dict[str, str] = field(default_factory=dict)
    """Table → SHA-256 of its lines."""
    size: int = 0
    """Characters of its lines."""

    @property
    def own(self) -> str:
        """The digest of what is here."""
        return digest_of(line("entries", self.head), self.tables)


@dataclass(slots=True)
class Log:
    """A log as it is read: yields entries and faults, and knows how far it got."""

    file: str
    lines: Iterator[Numbered]
    entries: int = 0
    """That the header promises."""
    last: str = FIRST_CHAIN
    """Chain that the header promises."""
    seen: int = 0
    _chain: str | None = FIRST_CHAIN
    """After the last entry; None behind one that could not be read."""

    def blocks(self) -> Iterator[Foreign | RefusedError]:
        """Entries and, in place of those that cannot be taken, what is wrong.

        Raises:
            RefusedError: nothing of the file, or nothing more of it, can be taken.
        """
        self._header()
        for number, text in self.lines:
            found = self._block(number, text)
            self.seen += 1
            yield found
        if self.seen != self.entries or self._chain not in {None, self.last}:
            problem = f"ends after {self.seen} of {self.entries} entries"
            if self.seen == self.entries:
                problem = "does not end as its first line says"
            raise RefusedError(self.file, None, problem, cure=_AGAIN)

    def _header(self) -> None:
        number, text = next(self.lines, (1, ""))
        try:
            found = parsed(text)
        except LedgerError as error:
            raise RefusedError(self.file, number, str(error), cure="this is no ledger log") from None
        if found.get("format") != FORMAT:
            raise RefusedError(
                self.file, number, "is no ledger log", cure="papertiger export --format ledger makes one"
            )
        if found.get("version") != VERSION or found.get("schema") not in REVISIONS:
            raise RefusedError(
                self.file,
                number,
                f"version {found.get('version')!r}, schema {found.get('schema')!r}; "
                f"this program knows version {VERSION}, schemas up to {HEAD}",
                cure="upgrade papertiger",
            )
        if set(found) != {"format", "version", "schema", "entries", "chain"}:
            raise RefusedError(self.file, number, "has other fields than the header of a log", cure=_AGAIN)
        if type(found["entries"]) is not int or type(found["chain"]) is not str:
            raise RefusedError(self.file, number, "entries is no number, or chain no text", cure=_AGAIN)
        self.entries, self.last = found["entries"], found["chain"]

    def _block(self, number: int, text: str) -> Foreign | RefusedError:
        """The entry that begins with a line; reads on to its end."""
        fault: RefusedError | None = None
        block = Foreign(self.file, number, {}, size=len(text))
        try:
            block.head = _head(_of_table(text, "entries"))
        except LedgerError as error:
            fault = self._fault(number, error)
        hashes: dict[str, Any] = {}
        for at, one in self.lines:
            block.size += len(one)
            if block.size > LARGEST:
                problem = f"an entry of more than {LARGEST >> 20} MiB"
                raise RefusedError(self.file, number, problem, cure=_AGAIN)
            if one.startswith('{"table":"custody"'):
                return self._closed(block, hashes, at, one) if fault is None else self._lost(fault)
            if fault is not None:
                continue
            try:
                block.rows.append(_row(at, one))
            except LedgerError as error:
                fault = self._fault(at, error)
                continue
            hashes.setdefault(block.rows[-1].table, hashlib.sha256()).update(one.encode() + b"\n")
        ends = RefusedError(self.file, number, "the file ends inside this entry", cure="copy it again")
        return self._lost(fault or ends)

    def _closed(
        self, block: Foreign, hashes: dict[str, Any], number: int, text: str
    ) -> Foreign | RefusedError:
        """The entry with its custody, checked."""
        try:
            custody = _of_table(text, "custody")
            if (
                not {"entry", "digest", "chain"}
                <= set(custody)
                <= {"entry", "digest", "chain", "partial", "part"}
            ):
                raise FieldError("custody", "has other fields than entry, digest, chain, partial, part")
            if any(type(custody[name]) is not str for name in ("entry", "digest", "chain")):
                raise FieldError("custody", "holds something that is not text")
        except LedgerError as error:
            return self._lost(self._fault(number, error))
        block.tables = {name: h.hexdigest() for name, h in hashes.items()}
        block.digest, block.partial = custody["digest"], custody.get("partial") is True
        stated = custody.get("part") if block.partial else block.digest
        before, self._chain = self._chain, custody["chain"]
        if custody["entry"] != block.head["id"]:
            return RefusedError(
                self.file, number, "belongs to another entry", field="custody.entry", cure=_AGAIN
            )
        if stated != block.own:
            return RefusedError(
                self.file,
                block.line,
                f"the entry was changed after it was made: its rows give the digest {block.own[:16]}…",
                field="custody.digest",
                cure=_AGAIN,
            )
        if before is not None and custody["chain"] != chained(before, block.own):
            raise RefusedError(
                self.file,
                number,
                "the chain breaks: an entry was taken out, put in or moved; nothing from here on is taken",
                field="custody.chain",
                cure=_AGAIN,
            )
        return block

    def _lost(self, fault: RefusedError) -> RefusedError:
        self._chain = None
        return fault

    def _fault(self, number: int, error: LedgerError) -> RefusedError:
        field_ = error.field if isinstance(error, FieldError) else None
        problem = error.problem if isinstance(error, FieldError) else str(error)
        return RefusedError(self.file, number, problem, field=field_, cure="this entry is left out")


def _of_table(text: str, table: str) -> Fields:
    found = parsed(text)
    if found.pop("table", None) != table:
        raise LedgerError(f"a row of {table} should stand here")
    return found


def _head(fields: Fields) -> Fields:
    """The line of an entry, checked."""
    if set(fields) != {"id", "at", "activity"} or not isinstance(fields["activity"], dict):
        raise FieldError("entries", "has other fields than id, at, activity")
    activity = fields["activity"]
    if tuple(activity) != _ACTIVITY:
        raise FieldError("entries.activity", f"has other fields than {', '.join(_ACTIVITY)}")
    for name, value in (*activity.items(), ("id", fields["id"]), ("at", fields["at"])):
        if value is None and name in {"config", "person"}:
            continue
        if not isinstance(value, str):
            raise FieldError(f"entries.{name}", "is not text")
        if name == "at" and not columns.is_moment(value):
            raise FieldError("entries.at", f"{value[:40]!r} is no moment; write ISO 8601 in UTC")
        if name == "id" and not (0 < len(value) <= _LONGEST_ID and value.isprintable()):
            raise FieldError("entries.id", f"{value[:40]!r} is no id")
    if activity["kind"] not in KINDS:
        raise FieldError(
            "entries.kind", f"{activity['kind'][:40]!r} is no activity; there are: {', '.join(KINDS)}"
        )
    return {"id": fields["id"], "at": fields["at"], "activity": activity}


def _row(number: int, text: str) -> Row:
    """A line as a row; raises LedgerError."""
    fields = parsed(text)
    table = fields.pop("table", None)
    if type(table) is not str or table not in EVIDENCE:
        raise LedgerError(f"no table {str(table)[:40]!r}; there are: {', '.join(EVIDENCE)}")
    columns.fit(table, fields)
    ordered = {name: fields[name] for name in EVIDENCE[table].columns if name in fields}
    if line(table, ordered) != text:
        raise LedgerError(
            "not in the form in which ledgers write it (order of fields, spaces, numbers, escapes)"
        )
    return Row(number, table, ordered)


def header(entries: int, chain: str) -> str:
    """The first line of a log."""
    return compact({"format": FORMAT, "version": VERSION, "schema": HEAD, "entries": entries, "chain": chain})
