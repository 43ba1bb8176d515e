"""Claims leave as JSONL that comes back equal, and as CSV that a spreadsheet cannot be made to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence

import openpyxl
import pytest
from exported import PAYLOADS, any_claims, bare, full, hostile

from papertiger.ledger import write_csv, write_jsonl
from papertiger.ledger.formats import table
from papertiger.ledger.formats.flat import COLUMNS, flat
from papertiger.records import ClaimRecord

Written = Callable[[str, Sequence[ClaimRecord]], str]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@any_claims
def test_jsonl_comes_back_equal_one_line_a_claim(records: list[ClaimRecord]) -> None:
    stream = io.StringIO(newline="")
    write_jsonl(records, stream)

    lines = stream.getvalue().split("\n")
    assert lines.pop() == ""
    assert [ClaimRecord.model_validate_json(line) for line in lines] == records


def test_jsonl_is_readable(written: Written) -> None:
    assert "Техніки не приїхали" in written("jsonl", [full()])


def test_csv_has_its_columns_in_order_also_without_claims(written: Written) -> None:
    assert written("csv", []) == ",".join(COLUMNS) + "\r\n"
    assert tuple(flat(full())) == COLUMNS


def test_csv_flattens_a_claim(written: Written) -> None:
    (row,) = rows(written("csv", [full()]))

    expected = {
        "id": "c0ffee",
        "contexts": "military;cyber",
        "time_edtf": "2026-01",
        "speaker": "Хуан Приклад",
        "speaker_kind": "person",
        "speaker_actor": "VEN",
        "speaker_anonymous": "false",
        "attribution": "Вечірній вісник > Bloomberg > Хуан Приклад",
        "quote": "Техніки не приїхали",
        "quote_start": "12",
        "article_path": "/home/analyst/case/a.txt",
        "confidence": "0.83",
        "frame": "deliver",
        "reliability_why": "has corrected itself",
    }
    assert {name: row[name] for name in expected} == expected


def test_csv_of_a_claim_that_nobody_is_known_to_have_made_leaves_the_speaker_empty(written: Written) -> None:
    (row,) = rows(written("csv", [bare()]))

    assert (row["speaker"], row["speaker_anonymous"], row["attribution"]) == ("", "", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("-6.5", "'-6.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A", "'＠A"),
        (" =1", "' =1"),
        ("\u00a0=1", "'\u00a0=1"),
        ("\ufeff=1", "'\ufeff=1"),
        ("\u200b＝1", "'\u200b＝1"),
        ("\0=1", "'\0=1"),
        (("=1", "b"), "'=1;b"),
        ("a=1", "a=1"),
        ("— так", "— так"),
        ("'=1", "'=1"),
        ("", ""),
        ((), ""),
        (None, ""),
        (-6.5, -6.5),
        (-1, -1),
        (0, 0),
        (True, "true"),
        (False, "false"),
    ],
)
def test_a_text_cell_that_begins_like_a_formula_is_disarmed_and_a_number_stays_one(
    cell: object, expected: object
) -> None:
    found = table.guarded(cell)  # type: ignore[arg-type]

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize("payload", ["=1+1", "＠A", "\t=1"])
def test_every_text_column_of_a_csv_is_guarded(written: Written, payload: str) -> None:
    (row,) = rows(written("csv", [hostile(payload)]))

    attacked = [cell for cell in row.values() if payload in cell]
    assert len(attacked) > 30
    assert all(cell.startswith("'" + payload) for cell in attacked)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_spreadsheet_library_sees_no_formula_in_a_hostile_csv(written: Written, payload: str) -> None:
    sheet = openpyxl.Workbook().active
    for row in csv.reader(io.StringIO(written("csv", [hostile(payload)]), newline="")):
        for column, cell in enumerate(row, start=1):
            shown = openpyxl.cell.cell.ILLEGAL_CHARACTERS_RE.sub("", cell)
            assert sheet.cell(1, column, shown).data_type != "f"


def test_the_spreadsheet_library_would_see_a_formula_that_is_not_disarmed() -> None:
    assert openpyxl.Workbook().active.cell(1, 1, "=HYPERLINK(1)").data_type == "f"


@any_claims
def test_a_csv_of_any_claims_has_a_full_row_for_each(records: list[ClaimRecord]) -> None:
    stream = io.StringIO(newline="")
    write_csv(records, stream)

    found = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert [len(row) for row in found] == [len(COLUMNS)] * (len(records) + 1)
    assert [float(row[COLUMNS.index("confidence")]) for row in found[1:]] == [r.confidence for r in records]


@pytest.mark.parametrize("name", ["jsonl", "csv", "graphml", "geojson", "stix", "ftm", "schemaorg"])
def test_writing_streams(name: str) -> None:
    from papertiger.ledger.formats import FORMATS  # noqa: PLC0415 - beside its use

    stream = io.StringIO()
    sizes: list[int] = []

    def watched() -> Iterator[ClaimRecord]:
        for number in range(3):
            yield full(id=f"c{number}")
            sizes.append(len(stream.getvalue()))

    FORMATS[name].write(watched(), stream)

    assert sizes == sorted(set(sizes))
    assert sizes[0] > 0
