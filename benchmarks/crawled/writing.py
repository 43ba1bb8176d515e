"""A crawl as a WARC file: a warcinfo record, then for each capture request, response and metadata, as crawlers write them."""

from __future__ import annotations

from collections import Counter
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

from crawled.pages import Crawl
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_EVERY = 10_000
"""Captures after which a new warcinfo record stands, as where files of a crawl are put together."""


def write_crawl(path: Path, records: int, seed: int) -> dict[str, Any]:
    """Write a WARC file, gzipped record by record, of at most `records` records.

    Returns:
        What is in it: records by type, captures by kind, bytes packed and unpacked.
    """
    types: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    unpacked = 0
    captures = (records - 1 - records // (3 * _EVERY)) // 3
    with path.open("wb") as stream:
        pen = WARCWriter(stream, gzip=True)
        numbers = count(1)

        def put(kind: str, address: str | None, **parts: Any) -> None:  # noqa: ANN401 - of `create_warc_record`
            headers = parts.pop("warc_headers_dict", {})
            headers["WARC-Record-ID"] = f"<urn:uuid:00000000-0000-4000-8000-{next(numbers):012d}>"
            pen.write_record(pen.create_warc_record(address, kind, warc_headers_dict=headers, **parts))
            types[kind] += 1

        for number, one in enumerate(Crawl(seed).captures(captures)):
            date = f"{one.at:%Y-%m-%dT%H:%M:%SZ}"
            if number % _EVERY == 0:
                about = b"software: a synthetic crawler/1.0\r\nformat: WARC File Format 1.0\r\n"
                put("warcinfo", None, payload=BytesIO(about), warc_content_type="application/warc-fields")
            kinds[one.kind] += 1
            unpacked += len(one.content)
            host = one.address.split("/")[2]
            known = {"WARC-Date": date, "WARC-IP-Address": "192.0.2.1"}
            asked = StatusAndHeaders(
                f"GET /{one.address.split('/', 3)[3]} HTTP/1.1", [("Host", host)], is_http_request=True
            )
            put(
                "request",
                one.address,
                http_headers=asked,
                payload=BytesIO(b""),
                warc_headers_dict=dict(known),
            )
            status = {200: "200 OK", 404: "404 Not Found"}[one.status]
            headers = [("Content-Type", one.media_type), ("Content-Length", str(len(one.content)))]
            answer = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            put(
                "response",
                one.address,
                http_headers=answer,
                payload=BytesIO(one.content),
                warc_headers_dict=dict(known),
            )
            told = b"fetchTimeMs: 120\r\n"
            put(
                "metadata",
                one.address,
                payload=BytesIO(told),
                warc_content_type="application/warc-fields",
                warc_headers_dict=dict(known),
            )
    return {
        "records": types.total(),
        "by_type": dict(types),
        "captures_by_kind": dict(kinds),
        "bytes_packed": path.stat().st_size,
        "bytes_of_answers": unpacked,
    }
