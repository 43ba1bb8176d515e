"""Archives that tests make themselves: WARC by warcio's writer, whose files other tools read, and by hand where they are to be wrong."""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Mapping

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

SENTENCE = "Посол заявив, що обіцяні радари так і не прибули, хоча Гавана просила про них тричі."
NOON = "2026-01-15T12:00:00Z"


def page(
    title: str = "Радари не прибули", *, text: str = SENTENCE, published: str | None = "2026-01-14"
) -> bytes:
    """A page of news."""
    date = f'<meta property="article:published_time" content="{published}">' if published else ""
    body = f"<article><h1>{title}</h1><p>{text} {text}</p><p>{text} {text}</p></article>"
    return f"<html><head><meta charset=utf-8><title>{title}</title>{date}</head><body>{body}</body></html>".encode()


class _Writer(WARCWriter):
    """With nothing put into temporary files, which warcio leaves open."""

    @classmethod
    def _create_temp_file(cls) -> io.BytesIO:
        return io.BytesIO()


class Archive:
    """A WARC file in the making."""

    def __init__(self, *, packed: bool = True, version: str = "1.1") -> None:
        self._out = io.BytesIO()
        self._writer = _Writer(self._out, gzip=packed, warc_version=version)

    def info(self, software: str = "tester/1.0") -> Archive:
        """A warcinfo record."""
        self._writer.write_record(self._writer.create_warcinfo_record("x.warc.gz", {"software": software}))
        return self

    def response(
        self,
        address: str = "https://example.org/a",
        body: bytes | None = None,
        *,
        status: str = "200 OK",
        fields: Iterable[tuple[str, str]] = (("Content-Type", "text/html; charset=utf-8"),),
        about: Mapping[str, str] = {"WARC-IP-Address": "93.184.216.34"},
    ) -> Archive:
        """An HTTP answer, of `body` as it came."""
        return self.record(
            "response",
            address,
            page() if body is None else body,
            about=about,
            http=StatusAndHeaders(status, list(fields), protocol="HTTP/1.1"),
        )

    def record(
        self,
        kind: str,
        address: str,
        body: bytes,
        *,
        about: Mapping[str, str] = {},
        http: StatusAndHeaders | None = None,
        media: str = "",
    ) -> Archive:
        """A record of any type."""
        made = self._writer.create_warc_record(
            address,
            kind,
            payload=io.BytesIO(body),
            http_headers=http,
            warc_content_type=media,
            warc_headers_dict={"WARC-Date": NOON, **about},
        )
        self._writer.write_record(made)
        return self

    @property
    def raw(self) -> bytes:
        """The file."""
        return self._out.getvalue()


def by_hand(
    block: bytes,
    *,
    length: int | str | None = None,
    address: str = "https://example.org/a",
    more: str = "",
    kind: str = "response",
) -> bytes:
    """One record whose Content-Length may lie."""
    media = "application/http; msgtype=response" if kind == "response" else "text/html"
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Date: {NOON}\r\n"
        f"WARC-Target-URI: {address}\r\nContent-Type: {media}\r\n{more}"
        f"Content-Length: {len(block) if length is None else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(body: bytes | None = None, fields: str = "Content-Type: text/html\r\n") -> bytes:
    """An HTTP answer as it stands in a block."""
    return f"HTTP/1.1 200 OK\r\n{fields}\r\n".encode() + (page() if body is None else body)


def members(*records: bytes) -> bytes:
    """Records gzipped each by itself, as the standard wants it."""
    return b"".join(gzip.compress(record, 1) for record in records)


def zeros(megabytes: int) -> bytes:
    """So many megabytes of zeros in the raw deflate format, made in no time: one block, again and again. The stream has no end."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = machine.compress(bytes(1 << 20)) + machine.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes


def bomb(begin: bytes, megabytes: int) -> bytes:
    """A gzip member of `begin` and zeros."""
    machine = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return machine.compress(begin) + machine.flush(zlib.Z_FULL_FLUSH) + zeros(megabytes)
