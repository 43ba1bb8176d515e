"""CSV with named columns, and packed files of rows."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
from pathlib import Path

import pytest
from archived import SENTENCE, Archive, bomb

from papertiger.news import Article, Refusal, count, load, load_bytes

HEADER = ["Title", "Full text", "Link", "Publication date", "Newspaper", "Lang"]
ROW = [
    "Радари",
    f'{SENTENCE}\n\nВін сказав: "ні"; і пішов, мовчки.',
    "https://example.org/a",
    "14.01.2026",
    "Example Post",
    "uk",
]


def table(*rows: list[str], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([HEADER, *rows])
    return out.getvalue()


def read(tmp_path: Path, raw: bytes, name: str = "x.csv", **how: int) -> list[Article | Refusal]:
    (tmp_path / name).write_bytes(raw)
    return list(load([tmp_path / name], **how))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_named_columns_become_articles(tmp_path: Path, encoding: str, delimiter: str) -> None:
    raw = table(ROW, ROW, delimiter=delimiter).encode(encoding)
    first, second = read(tmp_path, raw, "x.tsv" if delimiter == "\t" else "x.csv")

    assert isinstance(first, Article)
    assert [one.path for one in (first, second)] == [
        f"{tmp_path}/x.{'tsv' if delimiter == chr(9) else 'csv'}#{n}" for n in (1, 2)
    ]
    assert first.metadata.title == "Радари"
    assert (first.metadata.outlet, first.metadata.url) == ("Example Post", "https://example.org/a")
    assert (first.metadata.published, first.metadata.language) == ("2026-01-14", "uk")
    assert 'Він сказав: "ні"; і пішов, мовчки.' in first.text
    assert json.loads(first.raw)["Newspaper"] == "Example Post"


def test_a_text_longer_than_csv_allows_is_read(tmp_path: Path) -> None:
    (article,) = read(tmp_path, table([ROW[0], f"{SENTENCE}\n" * 2_000, *ROW[2:]]).encode())

    assert isinstance(article, Article)
    assert len(article.text) > 150_000


def test_bad_rows_are_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    raw = (
        table(ROW) + "a,b\n" + "\n" + ",".join(["x"] * 7) + "\n" + table(ROW).split("\r\n", 1)[1] + ",,,,,\n"
    )
    found = read(tmp_path, raw.encode())

    assert [type(one) for one in found] == [Article, Refusal, Refusal, Article, Refusal]
    assert [(one.row, one.problem) for one in found if isinstance(one, Refusal)] == [
        (2, "has 2 cells, the header 6"),
        (3, "has 7 cells, the header 6"),
        (5, "no text in it"),
    ]


def test_a_quote_that_never_closes_costs_one_row_and_not_the_memory(tmp_path: Path) -> None:
    row = table(ROW).split("\r\n", 1)[1]
    raw = table(ROW) + 'x,"never closed\n' + "w" * 60_000 + "\n" + row * 3
    found = read(tmp_path, raw.encode(), max_bytes=50_000)

    assert isinstance(found[0], Article)
    assert isinstance(found[1], Refusal)
    assert "longer than the limit of 50,000 bytes, or a quote in it is never closed" in found[1].line
    assert isinstance(found[-1], Article)


def test_one_endless_line_is_where_reading_stops(tmp_path: Path) -> None:
    first, refusal = read(tmp_path, table(ROW).encode() + b"w" * 2_000_000, max_bytes=10_000)

    assert isinstance(first, Article)
    assert isinstance(refusal, Refusal)
    assert "reading stops here" in refusal.line


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "empty"),
        ("a,b\n1,2\n", "its columns are a, b"),
        ("\n\n", "empty"),
        ("title\r,text\r\nA,B\n", "not CSV: new-line character"),
        ("title,text\rA,B\r", "not CSV: new-line character seen in unquoted field ("),
        ('title,"text' + "x" * 70_000, "no header: a first line longer"),
    ],
)
def test_a_table_without_texts_is_refused(tmp_path: Path, content: str, problem: str) -> None:
    (refusal,) = read(tmp_path, content.encode(), max_bytes=50_000)

    assert isinstance(refusal, Refusal)
    assert problem in refusal.line
    assert refusal.row is None


ROWS = [json.dumps({"text": f"{SENTENCE} {n}"}, ensure_ascii=False) for n in range(50)]


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.jsonl.gz", "\n".join(ROWS)), ("x.csv.gz", table(ROW, ROW)), ("x.json.gz", f"[{','.join(ROWS)}]"), ("x.txt.gz", SENTENCE)],
)  # fmt: skip
def test_a_packed_file_gives_what_it_gives_unpacked(tmp_path: Path, name: str, content: str) -> None:
    packed = read(tmp_path, gzip.compress(content.encode()), name)
    plain = read(tmp_path, content.encode(), name.removesuffix(".gz"))

    assert [one.text for one in packed if isinstance(one, Article)] == [
        one.text for one in plain if isinstance(one, Article)
    ]
    assert len(packed) == len(plain) > 0
    assert count([tmp_path / name]) == 1


def test_a_packed_file_cut_off_keeps_what_stands_before(tmp_path: Path) -> None:
    rows = "\n".join(
        json.dumps({"text": f"{SENTENCE} {hashlib.sha256(bytes([n])).hexdigest()}"}) for n in range(250)
    )
    raw = gzip.compress(rows.encode(), 1)
    found = read(tmp_path, raw[: len(raw) // 2], "x.jsonl.gz")

    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Refusal)
    assert "gzip data that ends in the middle of what is packed" in found[-1].line


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("x.jsonl.gz", "longer than the limit"),
        ("x.txt.gz", "more than 1,000,000 bytes"),
        ("x.csv.gz", "longer than the limit"),
    ],
)
def test_a_packed_bomb_is_refused_before_it_fills_the_memory(tmp_path: Path, name: str, problem: str) -> None:
    begin = b"text,title\n" if "csv" in name else b'{"text": "' if "jsonl" in name else b"text "
    found = read(tmp_path, bomb(begin, 40), name, max_bytes=1_000_000)

    assert 1 <= len(found) <= 2
    assert isinstance(found[0], Refusal)
    assert problem in found[0].line


def test_what_was_uploaded_may_be_a_table_and_no_archive() -> None:
    (article,) = load_bytes(table(ROW).encode(), "upload.csv", suffix="csv")
    (packed,) = load_bytes(gzip.compress(table(ROW).encode()), "upload.csv.gz", suffix="gz")
    (archive,) = load_bytes(Archive(packed=False).response().raw, "upload.warc", suffix="warc")
    (without,) = load_bytes(b"a,b\n1,2\n", "upload.csv", suffix="csv")

    assert isinstance(article, Article)
    assert [one.line.partition(" (")[0] for one in (packed, archive) if isinstance(one, Refusal)] == [
        "upload.csv.gz: gzip data",
        "upload.warc: a WARC archive",
    ]
    assert isinstance(without, Refusal)
