"""Claims leave as JSONL that comes back equal, and as CSV that a spreadsheet cannot be made to run."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator

import pytest

from papertiger.ledger import Ledger, export, write_csv, write_jsonl
from papertiger.news.article import Article
from papertiger.readers import ReadClaim, Reading
from papertiger.records import AttributionStep, ClaimRecord, Grade


@pytest.fixture
def record(article: Callable[..., Article], claim: Callable[..., ReadClaim]) -> ClaimRecord:
    chain = (
        AttributionStep(kind="outlet", name="Вечірній вісник"),
        AttributionStep(kind="group", name="посадовці", actor="BBB", anonymous=True),
    )
    found = claim(article(), "Країна А", attribution=chain, contexts=("military", "cyber"), id="c1")
    return found.record


def rows(records: list[ClaimRecord]) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    assert write_csv(records, stream) == len(records)
    stream.seek(0)
    return list(csv.DictReader(stream))


def test_jsonl_comes_back_equal(ledger: Ledger, reading: Callable[..., Reading]) -> None:
    for number in range(3):
        ledger.add(reading(number))
    stream = io.StringIO()

    number = write_jsonl(ledger.claims(), stream)

    lines = stream.getvalue().split("\n")
    assert (number, lines.pop()) == (6, "")
    assert [ClaimRecord.model_validate_json(line) for line in lines] == list(ledger.claims())


def test_jsonl_is_readable_and_one_line_whatever_the_text(record: ClaimRecord) -> None:
    place = record.model_copy(update={"place": 'Місто\n"Х"\r\u2028'})
    stream = io.StringIO()
    write_jsonl([place], stream)

    assert stream.getvalue().count("\n") == 1
    assert "Країна А" in stream.getvalue()
    assert ClaimRecord.model_validate_json(stream.getvalue()) == place


def test_csv_has_the_documented_columns_in_order(record: ClaimRecord) -> None:
    stream = io.StringIO(newline="")
    write_csv([], stream)

    assert stream.getvalue() == ",".join(export.CSV_COLUMNS) + "\r\n"
    assert tuple(export.flat(record)) == export.CSV_COLUMNS
    assert export.__doc__ is not None
    assert all(column in export.__doc__ for column in export.CSV_COLUMNS)


def test_csv_flattens_a_claim(record: ClaimRecord) -> None:
    (row,) = rows([record])

    expected = {
        "id": "c1",
        "over": "",
        "contexts": "military;cyber",
        "time_edtf": "2025",
        "speaker": "посадовці",
        "speaker_kind": "group",
        "speaker_actor": "BBB",
        "speaker_anonymous": "true",
        "attribution": "Вечірній вісник > посадовці",
        "quote": "Країна А",
        "quote_start": "0",
        "article_path": "news/0.txt",
        "confidence": "0.83",
        "frame": "deliver",
    }
    assert {name: row[name] for name in expected} == expected


def test_csv_of_a_claim_that_nobody_is_known_to_have_made_leaves_the_speaker_empty(
    record: ClaimRecord,
) -> None:
    (row,) = rows([record.model_copy(update={"attribution": ()})])

    assert (row["speaker"], row["speaker_anonymous"], row["attribution"]) == ("", "", "")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("\n=1", "'\n=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠A", "'＠A"),
        ("a=1", "a=1"),
        ("— так", "— так"),
        ("", ""),
        (None, ""),
        (-6.5, -6.5),
        (-1, -1),
        (True, "true"),
        (False, "false"),
    ],
)
def test_a_text_cell_that_begins_like_a_formula_is_disarmed(cell: object, expected: object) -> None:
    assert export.guarded(cell) == expected  # type: ignore[arg-type]


def test_every_text_column_of_a_csv_is_guarded(record: ClaimRecord) -> None:
    hostile = "=1+1"
    step = AttributionStep(kind="person", name=hostile, actor=hostile)
    nested = {
        "time": record.time.model_copy(update={"edtf": hostile, "words": hostile}),
        "quote": record.quote.model_copy(update=dict.fromkeys(("exact", "prefix", "suffix"), hostile)),
        "article": record.article.model_copy(
            update=dict.fromkeys(type(record.article).model_fields, hostile)
        ),
        "coder": record.coder.model_copy(update=dict.fromkeys(type(record.coder).model_fields, hostile)),
        "attribution": (step,),
        "contexts": (hostile,),
        "auxiliary": (hostile,),
        "grade": Grade.model_construct(**dict.fromkeys(Grade.model_fields, hostile)),
    }
    plain = set(type(record).model_fields) - set(nested) - {"confidence"}
    attack = record.model_copy(update=dict.fromkeys(plain, hostile) | nested)

    (row,) = rows([attack])

    typed = {"speaker_kind", "speaker_anonymous", "quote_start", "quote_end", "confidence"}
    assert {row[name] for name in export.CSV_COLUMNS if name not in typed} == {"'=1+1"}


@pytest.mark.parametrize("write", [write_csv, write_jsonl])
def test_writing_streams(record: ClaimRecord, write: Callable[..., int]) -> None:
    stream = io.StringIO()
    sizes: list[int] = []

    def watched() -> Iterator[ClaimRecord]:
        for _ in range(3):
            yield record
            sizes.append(len(stream.getvalue()))

    write(watched(), stream)

    assert sizes == sorted(set(sizes))
    assert sizes[0] > 0
