"""Cases as files give them: one YAML document with all kinds, or CSV with one kind a file; each with its place for messages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from papertiger.datafiles import Lines, parsed, read_text
from papertiger.errors import DataFileError
from papertiger.reliability.cases import KINDS
from papertiger.reliability.entering.flat import COLUMNS, REPORTS, rearmed, unflattened

SECTIONS: Final = {f"{kind}s": kind for kind in KINDS}
"""Section of a YAML document → kind of its cases."""
YAML: Final = (".yaml", ".yml")
_MARKS: Final = {
    "report": {"response", "why"},
    "commitment": {"instrument", "obligation"},
    "trigger": {"target"},
    "test": {"commitment", "trigger"},
    "response": {"test", "domain"},
}
"""Kind of a CSV file → columns that none of the others has together."""
Place = Callable[..., tuple[str, int | None]]
"""Where a field stands: its name in parts → file, and line from 1."""


@dataclass(slots=True)
class Given:
    """One case as it was written, before anything is checked."""

    kind: str
    document: dict[str, Any]
    place: Place

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.kind} {self.document.get('id') or '(no id)'}"

    @property
    def where(self) -> str:
        """File and line, as messages point to it."""
        file, line = self.place()
        return f"{file}:{line}"

    def fault(self, problem: str, *at: str | int) -> DataFileError:
        """What is wrong with it, or with the field at `at`."""
        named = f", {'.'.join(map(str, at))}" if at else ""
        return DataFileError(*self.place(*at), f"{self.name}{named}: {problem}")


def read(paths: Sequence[Path]) -> tuple[list[Given], list[DataFileError]]:
    """All cases of files, and what could not be read at all."""
    found: list[Given] = []
    faults: list[DataFileError] = []
    reports: list[Given] = []
    for path in paths:
        try:
            for one in _yaml(path) if path.suffix.lower() in YAML else _csv(path):
                (reports if one.kind == "report" else found).append(one)
        except DataFileError as error:
            faults.append(error)
    for one in found:
        _name(one)
    responses = {one.document.get("id"): one for one in found if one.kind == "response"}
    for one in reports:
        response = responses.get(one.document.pop("response", None))
        if response is None:
            faults.append(
                one.fault(
                    "its response is in none of the files; enter responses and reports together", "response"
                )
            )
        else:
            _attach(response, one)
    return found, faults


def _name(given: Given) -> None:
    """Give a response that has no id one from its test and domain, of which a test has one each."""
    test, domain = given.document.get("test"), given.document.get("domain")
    if given.kind == "response" and isinstance(test, str) and isinstance(domain, str) and test[:2] == "x-":
        given.document.setdefault("id", f"r-{test[2:]}-{domain.replace('_', '-')}")


def _attach(response: Given, report: Given) -> None:
    """Add a report from its own file to its response; messages on it name that file."""
    number = len(response.document.setdefault("reports", []))
    response.document["reports"].append(report.document)
    before = response.place

    def place(*at: str | int) -> tuple[str, int | None]:
        return report.place() if at[:2] == ("reports", number) else before(*at)

    response.place = place


def _yaml(path: Path) -> Iterator[Given]:
    text = read_text(path)
    content = parsed(str(path), text)
    lines = Lines(text)
    if content in (None, ""):
        return
    if not isinstance(content, dict):
        raise DataFileError(str(path), 1, f"is no mapping; its sections are {', '.join(SECTIONS)}")
    for section, cases in content.items():
        if section not in SECTIONS:
            raise DataFileError(
                str(path), lines.of(section), f"{section}: no such section; there are: {', '.join(SECTIONS)}"
            )
        if cases in (None, ""):
            continue
        if not isinstance(cases, list) or not all(isinstance(one, dict) for one in cases):
            raise DataFileError(
                str(path),
                lines.of(section),
                f"{section}: is no list of mappings; begin each case with '- id: …'",
            )
        for number, document in enumerate(cases):
            yield Given(SECTIONS[section], document, _placed(str(path), lines, section, number))


def _placed(file: str, lines: Lines, section: str, number: int) -> Place:
    return lambda *at: (file, lines.of(section, number, *at))


def _csv(path: Path) -> Iterator[Given]:
    text = read_text(path).removeprefix("\ufeff")
    head, _, _ = text.partition("\n")
    # Spreadsheets of many countries write semicolons, for the comma is their decimal sign.
    reader = csv.reader(io.StringIO(text), delimiter="," if "," in head or ";" not in head else ";")
    try:
        columns = [name.strip() for name in next(reader, [])]
        kind = _kind_of(path, columns)
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) > len(columns):
                raise DataFileError(
                    str(path),
                    line,
                    f"has {len(cells)} cells, the header {len(columns)}; quote cells with commas",
                )
            yield _given(kind, dict(zip(columns, map(rearmed, cells), strict=False)), str(path), line)
    except csv.Error as error:
        raise DataFileError(
            str(path), reader.line_num, f"not valid CSV: {error}; mend what stands there"
        ) from None


def _kind_of(path: Path, columns: Sequence[str]) -> str:
    kind = next((kind for kind, marks in _MARKS.items() if marks <= set(columns)), None)
    if kind is None:
        needed = "; ".join(f"{kind}s {', '.join(sorted(marks))}" for kind, marks in _MARKS.items())
        raise DataFileError(
            str(path), 1, f"its header fits no kind of case; each needs columns of its own: {needed}"
        )
    known = REPORTS if kind == "report" else COLUMNS[kind]
    for name in columns:
        if name not in known:
            raise DataFileError(
                str(path), 1, f"{kind}s have no column {name!r}; there are: {', '.join(known)}"
            )
    if double := [name for name in columns if columns.count(name) > 1]:
        raise DataFileError(str(path), 1, f"the column {double[0]!r} stands twice; leave one out")
    return kind


def _given(kind: str, cells: Mapping[str, str], file: str, line: int) -> Given:
    def place(*_: str | int) -> tuple[str, int | None]:
        return file, line

    try:
        document = unflattened(kind, cells)
    except json.JSONDecodeError as error:
        name = next(name for name, cell in cells.items() if cell == error.doc)
        raise DataFileError(
            file, line, f"{name}: not valid JSON: {error.msg}; mend it or leave it empty"
        ) from None
    return Given(kind, document, place)
