"""Rows of GDELT's export files, made up."""

from __future__ import annotations

import io
import zipfile


def event(columns: int = 61, **cells: str) -> str:
    """A row of events: the president of Venezuela asks Russia in Caracas, seen in Kyiv."""
    row = [""] * columns
    shift = {61: 8, 58: 7, 57: 7}[columns]
    row[0], row[1] = "1219876543", "20260114"
    row[5], row[6], row[7] = "VENGOV", "VENEZUELA", "VEN"
    row[15], row[16], row[17] = "ROM", "ROMANIA", "ROM"
    row[25], row[26], row[27], row[28], row[29] = "1", "020", "020", "02", "1"
    row[30], row[31], row[32], row[33], row[34] = "3.0", "10", "2", "10", "-2.345"
    for place, (name, fips) in enumerate((("Caracas", "VE"), ("Kyiv, Ukraine", "UP"), ("Niamey", "NG"))):
        row[35 + place * shift], row[36 + place * shift], row[37 + place * shift] = "4", name, fips
    row[59 if columns == 61 else 56] = "20260115120000" if columns == 61 else "20260115"
    if columns != 57:
        row[-1] = "https://example.org/a"
    for place, cell in cells.items():
        row[int(place[1:])] = cell
    return "\t".join(row)


def mention(columns: int = 16, **cells: str) -> str:
    row = ["1219876543", "20260114000000", "20260115120000", "1", "example.org", "https://example.org/b", "1", "-1", "20", "30", "1", "90", "2000", "-2.5", "srclc:ukr;eng:GT-UKR 1.0", ""][:columns]  # fmt: skip
    for place, cell in cells.items():
        row[int(place[1:])] = cell
    return "\t".join(row)


def gkg(**cells: str) -> str:
    row = [""] * 27
    row[:5] = ["20260115120000-T12", "20260115120000", "1", "example.org", "https://example.org/c"]
    row[7] = "MILITARY;TAX_FNCACT_PRESIDENT;"
    row[9] = (
        "4#Kyiv, Kyyiv, Misto, Ukraine#UP#UP12#50.4333#30.5167#-1044367;1#Russia#RS#RS#60#100#RS;1#Atlantic#ZH#ZH#0#0#ZH"
    )
    row[15] = "-3.5,1.2,4.7,5.9,20.1,0,300"
    row[25] = "srclc:ukr;eng:GT-UKR 1.0"
    for place, cell in cells.items():
        row[int(place[1:])] = cell
    return "\t".join(row)


def zipped(content: bytes, name: str = "x.CSV", **how: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(name), content, how.get("method", zipfile.ZIP_DEFLATED))
    return out.getvalue()
