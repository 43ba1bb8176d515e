"""GDELT's exports as pointers: what a row says, and what is no row."""

from __future__ import annotations

import gzip
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from archived import zeros
from gdeltrows import event, gkg, mention, zipped

from papertiger.news import Refusal
from papertiger.news.archives.gdelt import EVENTS, GKG, MENTIONS, Pointer, is_export, pointers
from papertiger.news.sources import Source


def read(
    tmp_path: Path, content: bytes | str, name: str = "20260115120000.export.CSV"
) -> list[Pointer | Refusal]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(pointers(Source(name, path)))


def test_an_event_points_to_its_page_with_codes_as_they_stand(tmp_path: Path) -> None:
    (found,) = read(tmp_path, event() + "\n")

    assert isinstance(found, Pointer)
    assert (found.kind, found.file, found.line) == (EVENTS, "20260115120000.export.CSV", 1)
    assert (found.address, found.day) == ("https://example.org/a", date(2026, 1, 15))
    assert found.body["countries"] == ["NER", "ROU", "UKR", "VEN"]
    assert (found.body["id"], found.body["code"], found.body["root"], found.body["tone"]) == (
        "1219876543",
        "020",
        "02",
        "-2.345",
    )
    assert found.body["happened"] == "2026-01-14"
    assert found.body["actors"][1] == {"code": "ROM", "name": "ROMANIA", "country": "ROU"}
    assert found.body["places"][1] == {"name": "Kyiv, Ukraine", "fips": "UP", "country": "UKR"}
    assert found.body["translated"] is False


@pytest.mark.parametrize("columns", [58, 57])
def test_events_of_the_first_version_are_read(tmp_path: Path, columns: int) -> None:
    (found,) = read(tmp_path, event(columns), "20260115.export.CSV")

    assert isinstance(found, Pointer)
    assert found.address == ("https://example.org/a" if columns == 58 else None)
    assert found.body["countries"] == ["NER", "ROU", "UKR", "VEN"]


@pytest.mark.parametrize("columns", [14, 15, 16])
def test_mentions_are_read_translated_or_not(tmp_path: Path, columns: int) -> None:
    (found,) = read(tmp_path, mention(columns), "20260115120000.translation.mentions.CSV")

    assert isinstance(found, Pointer)
    assert (found.kind, found.address) == (MENTIONS, "https://example.org/b")
    assert found.body["translated_from"] == ("ukr" if columns > 14 else None)


def test_records_of_the_knowledge_graph_are_read(tmp_path: Path) -> None:
    (found,) = read(tmp_path, gkg(), "20260115120000.gkg.csv")

    assert isinstance(found, Pointer)
    assert (found.kind, found.address) == (GKG, "https://example.org/c")
    assert found.body["countries"] == ["RUS", "UKR"]
    assert found.body["places"][2] == {"name": "Atlantic", "fips": "ZH", "country": None}
    assert found.body["themes"] == ["MILITARY", "TAX_FNCACT_PRESIDENT"]
    assert found.body["tone"] == "-3.5"


@pytest.mark.parametrize(
    ("row", "address"),
    [
        (mention(c5="javascript:alert(1)"), None),
        (mention(c5="file:///etc/passwd"), None),
        (mention(c5="https://example.org/a b"), None),
        (mention(c3="2", c5="BBC Monitoring"), None),
        (mention(c5="https://example.org/" + "x" * 5000), None),
        (mention(c5="HTTPS://EXAMPLE.org/x"), "HTTPS://EXAMPLE.org/x"),
    ],
)
def test_only_addresses_on_the_web_are_addresses(tmp_path: Path, row: str, address: str | None) -> None:
    (found,) = read(tmp_path, row, "20260115120000.mentions.CSV")

    assert isinstance(found, Pointer)
    assert found.address == address


def test_bad_rows_are_refused_one_by_one(tmp_path: Path) -> None:
    rows = [
        event().encode(),
        event().encode() + b"\tmore",
        event().encode().replace(b"Kyiv", b"Ky\xffv"),
        event(c0="x").encode(),
        event(c59="20261332000000").encode(),
        b"",
        event(c60="").encode(),
    ]
    found = read(tmp_path, b"\r\n".join(rows))

    assert [one.line if isinstance(one, Pointer) else (one.row, one.problem) for one in found] == [
        1,
        (2, "has 62 columns where GDELT has 57, 58, 61"),
        (3, f"not UTF-8 at byte {event().index('Kyiv') + 3}"),
        (4, "has 'x' as the number of an event"),
        (5, "has '20261332000000' as its date"),
        7,
    ]


def test_a_file_that_is_none_of_gdelts_is_left(tmp_path: Path) -> None:
    found = read(tmp_path, "a,b\n" * 5_000)

    assert len(found) == 1_002
    assert isinstance(found[-1], Refusal)
    assert found[-1].row is None


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zipped])
def test_packed_or_not_the_rows_are_the_same(tmp_path: Path, pack: object) -> None:
    ending = {"bytes": "", "compress": ".gz", "zipped": ".zip"}[pack.__name__]  # type: ignore[attr-defined]
    content = "\n".join(event(c0=str(n)) for n in range(200))
    found = read(tmp_path, pack(content.encode()), f"20260115120000.export.CSV{ending}")  # type: ignore[operator]

    assert found == read(tmp_path, content)
    assert len(found) == 200


def _two_files() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", event())
        archive.writestr("b", event())
    return out.getvalue()


def _damaged() -> bytes:
    raw = bytearray(zipped(event().encode()))
    raw[14] ^= 0xFF  # the check sum in the head
    return bytes(raw)


def _encrypted() -> bytes:
    raw = bytearray(zipped(event().encode()))
    raw[6] |= 1
    return bytes(raw)


def _bomb() -> bytes:
    head = zipped(b"")[:30]
    return head[:26] + b"\x00\x00\x00\x00" + zeros(80)


@pytest.mark.parametrize(
    ("raw", "problem", "read_before"),
    [
        (_two_files(), "holds more than one file", 1),
        (_damaged(), "doesn't give the check sum that it states", 1),
        (_encrypted(), "is encrypted", 0),
        (zipped(event().encode(), method=zipfile.ZIP_STORED), "is packed by method 0", 0),
        (zipped(event().encode())[:20], "is cut off", 0),
        (zipped(event().encode())[:100], "ends in the middle of what is packed", 0),
        (zipped(event().encode(), "../../etc/passwd"), "", 1),
    ],
    ids=[
        "two files",
        "damaged",
        "encrypted",
        "stored",
        "cut off in its head",
        "cut off",
        "a path for a name",
    ],
)
def test_zip_archives_are_opened_with_care(
    tmp_path: Path, raw: bytes, problem: str, read_before: int
) -> None:
    found = read(tmp_path, raw, "20260115120000.export.CSV.zip")

    assert sum(isinstance(one, Pointer) for one in found) == read_before
    refusals = [one.problem for one in found if isinstance(one, Refusal) and one.row is None]
    assert refusals == ([f"a zip archive that {problem}"] if problem else [])


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, _bomb(), "20260115120000.export.CSV.zip")

    assert len(found) <= 2
    assert any(
        "packed more than 100 to one" in one.line or "reading stops here" in one.line
        for one in found
        if isinstance(one, Refusal)
    )


@pytest.mark.parametrize(
    ("name", "so"),
    [
        ("20260115120000.export.CSV.zip", True),
        ("20260115120000.translation.gkg.csv.zip", True),
        ("20260115120000.mentions.CSV", True),
        ("20130401.export.CSV.gz", True),
        ("news.csv", False),
        ("20260115120000.export.CSV.zip.html", False),
        ("export.csv", False),
        ("2026.zip", False),
    ],
)
def test_exports_are_known_by_the_names_that_gdelt_gives_them(name: str, so: bool) -> None:
    assert is_export(Source(name, Path(name))) is so
