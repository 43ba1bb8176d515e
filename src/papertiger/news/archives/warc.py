"""WARC records: what was fetched, when, from where, and the bytes that came (ISO 28500:2017; WET is its ``conversion`` type)."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

from papertiger.errors import FetchError
from papertiger.news.archives.raw import RawRecord
from papertiger.news.archives.splitting import MAX_HEAD, raw_records
from papertiger.news.archives.tape import GZIP
from papertiger.news.fetching.limits import Limits
from papertiger.news.fetching.unpacking import unpacked
from papertiger.news.refusal import Refusal

MAX_BYTES = 20_000_000
_CHUNK = 1 << 16
_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?\s*+([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_LABELLED = re.compile(r"([A-Za-z0-9-]{1,20}):([A-Za-z2-7=]{16,200}|[0-9A-Fa-f]{16,200})")
_DIGESTS = {"sha1": 20, "sha-1": 20, "sha256": 32, "sha-256": 32, "md5": 16, "sha512": 64, "sha-512": 64}
_MAX_ADDRESS = 4_000
_CURE = "save the page itself as a file"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an archive, parsed, its payload freed of what HTTP packed it in."""

    name: str
    """Of the file, as the user sees it."""
    number: int
    """From 1, all records of the file counted."""
    offset: int
    """First byte of the record, or of the gzip member that it begins in."""
    kind: str
    """``response``, ``resource`` or ``conversion``."""
    id: str
    """WARC-Record-ID without its angle brackets; empty where there is none."""
    address: str
    """Target URI: what was asked for, as the archive says."""
    at: datetime
    """WARC-Date, in UTC."""
    ip: str
    """WARC-IP-Address; empty where there is none."""
    program: str
    """What wrote the archive; empty where it does not say."""
    status: int | None
    """Of HTTP; None for records that keep no answer."""
    headers: Mapping[str, str]
    """Of HTTP: names in lower case, of a repeated field all values with commas between."""
    media_type: str
    """In lower case without parameters; empty where nothing says it."""
    charset: str | None
    payload: bytes = field(repr=False)
    digest: str | None
    """``verified`` or ``mismatch`` by the record's own digests; None where it has none that is known here."""
    truncated: str | None
    """Why the archive holds a part only (``length``, ``time``, ``disconnect``), where it says so."""


def records(
    stream: BinaryIO, name: str, *, max_bytes: int = MAX_BYTES, passed: Counter[str] | None = None
) -> Iterator[Record | Refusal]:
    """The records of a WARC or WET file that may hold an article, in order, as a stream.

    Args:
        stream: the file, plain or gzipped.
        name: how records and refusals call it.
        max_bytes: largest record, and largest payload once unpacked.
        passed: counts, by reason, the records that hold no article by their type, status or media type.
    """
    for raw in raw_records(stream.read(_CHUNK), stream, name, max_bytes=max_bytes, passed=passed):
        yield raw if isinstance(raw, Refusal) else record_of(raw, max_bytes=max_bytes)


def record_of(raw: RawRecord, *, max_bytes: int = MAX_BYTES) -> Record | Refusal:
    """A raw record parsed: the HTTP answer's head, its chunks joined, its one packing undone within limits, its digests checked."""
    fields = raw.fields
    address = fields.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")
    when = _moment(fields.get("warc-date", ""))
    if when is None:
        return _refusal(raw, f"has {fields.get('warc-date', '')[:40]!r} as its date")
    if len(address) > _MAX_ADDRESS or any(c <= " " or c == "\x7f" for c in address):
        return _refusal(raw, "has an address that can't be one")
    declared = fields.get("content-type", "")
    status: int | None = None
    headers: dict[str, str] = {}
    payload = raw.block
    parts: tuple[bytes, ...] = (raw.block,)
    if declared.partition(";")[0].strip().lower() == "application/http":
        found = _http(raw.block)
        if found is None:
            return _refusal(raw, "holds no HTTP answer")
        status, headers, body = found
        declared = headers.get("content-type", "")
        plain = _joined(body) if "chunked" in headers.get("transfer-encoding", "").lower() else body
        parts = (body, plain)
        try:
            payload = _unpacked(plain, headers.get("content-encoding", ""), max_bytes)
        except FetchError as error:
            return _refusal(raw, f"is {error.problem}")
    charset = _CHARSET.search(declared[:1_000])
    return Record(
        name=raw.name,
        number=raw.number,
        offset=raw.offset,
        kind=fields.get("warc-type", "").lower(),
        id=fields.get("warc-record-id", "").strip().removeprefix("<").removesuffix(">")[:200],
        address=address,
        at=when,
        ip=fields.get("warc-ip-address", "")[:45],
        program=raw.program,
        status=status,
        headers=headers,
        media_type=declared.partition(";")[0].strip().lower()[:100],
        charset=charset[1].lower() if charset else None,
        payload=payload,
        digest=_digests(fields, raw.block, (*parts, payload)),
        truncated=fields.get("warc-truncated", "")[:40] or None,
    )


def _http(block: bytes) -> tuple[int, dict[str, str], bytes] | None:
    """Status, header fields and body as it came; None where there is no such answer."""
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException  # noqa: PLC0415 - for archives only

    stream = io.BytesIO(block[:MAX_HEAD])
    try:
        head = StatusAndHeadersParser(["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"]).parse(stream)
        status = int(head.get_statuscode())
    except (StatusAndHeadersParserException, EOFError, ValueError, IndexError):
        return None
    headers: dict[str, str] = {}
    for name, value in head.headers:
        key = name.strip().lower()
        if len(headers.get(key, "")) < _MAX_ADDRESS:
            headers[key] = f"{headers[key]}, {value}" if key in headers else str(value)
    return status, headers, block[stream.tell() :]


def _joined(body: bytes) -> bytes:
    """A body's chunks joined (RFC 9112, 7.1). Many archives keep the field and not the chunks: then the body as it is."""
    from warcio.bufferedreaders import ChunkedDataReader  # noqa: PLC0415 - for archives only

    reader = ChunkedDataReader(io.BytesIO(body), block_size=_CHUNK)
    parts = []
    while part := reader.read(_CHUNK):
        parts.append(part)
    return b"".join(parts)


def _unpacked(body: bytes, coding: str, max_bytes: int) -> bytes:
    """Crawlers that unpack leave the field as it was: a body that isn't gzip is taken as it is."""
    coding = coding.strip().lower()
    if coding in ("gzip", "x-gzip") and not body.startswith(GZIP):
        coding = ""
    chunks = (body[place : place + _CHUNK] for place in range(0, len(body), _CHUNK))
    return unpacked(chunks, coding, Limits(body_bytes=max_bytes), "")


def _digests(fields: Mapping[str, str], block: bytes, payloads: tuple[bytes, ...]) -> str | None:
    """Whether the record's digests fit. The standard means the payload without chunks; many writers digest what came, some what they kept."""
    checked = [
        fits
        for name, candidates in (("warc-block-digest", (block,)), ("warc-payload-digest", payloads))
        if (fits := _fits(fields.get(name, ""), candidates)) is not None
    ]
    return None if not checked else "verified" if all(checked) else "mismatch"


def _fits(labelled: str, candidates: tuple[bytes, ...]) -> bool | None:
    match = _LABELLED.fullmatch(labelled.strip())
    algorithm = match[1].lower() if match else ""
    if match is None or algorithm not in _DIGESTS:
        return None
    size, value = _DIGESTS[algorithm], match[2]
    try:
        digest = bytes.fromhex(value) if len(value) == 2 * size else base64.b32decode(value.upper())
    except ValueError:
        return None
    if len(digest) != size:
        return None
    make = algorithm.replace("-", "")
    return any(
        hashlib.new(make, data, usedforsecurity=False).digest() == digest
        for data in dict.fromkeys(candidates)
    )


def _moment(text: str) -> datetime | None:
    try:
        when = datetime.fromisoformat(text.strip())
        return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _refusal(raw: RawRecord, problem: str) -> Refusal:
    return Refusal(raw.name, raw.number, f"the record at byte {raw.offset:,} {problem}", _CURE)
