"""From a record of an archive to its article: the same loaders as for files, with what the archive says of how it came."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from papertiger.errors import ArticleError
from papertiger.news.archives.warc import Record
from papertiger.news.article import Article, Metadata, Retrieval
from papertiger.news.refusal import Refusal, refusal_of
from papertiger.news.sniff import HEAD, sniff

_KEPT = ("content-type", "content-language", "content-encoding", "last-modified", "etag", "date", "link")
_KEPT_CHARS = 1_000


def articles_of(record: Record) -> Iterator[Article | Refusal]:
    """The article of a page, or those of a feed, or why there is none.

    The article's address is the record's, whatever the page calls its canonical one: a clone names the original. It was published
    when the page says, never when it was crawled. `Article.retrieval` has the rest, with ``:record``, ``:offset``, ``:digest`` and
    ``:truncated`` among its headers where the archive says so. Its path is ``FILE#RECORD``.
    """
    from papertiger.news.fetching.networks import fetching_table  # noqa: PLC0415 - pydantic costs start-up time
    from papertiger.news.parsing import parse_whole  # noqa: PLC0415 - with what it needs

    place = f"{record.name}#{record.number}"
    suffix = fetching_table().media_types.get(record.media_type, "")
    known = Metadata(url=record.address)
    retrieval = _retrieval(record)
    try:
        kind = sniff(record.payload[:HEAD], f"record.{suffix}")
        if kind not in ("html", "feed", "json", "text"):
            yield Refusal(
                record.name, record.number, f"holds {kind}, not a page", "extract it and read the file"
            )
            return
        for found in parse_whole(kind, record.payload, place, known, record.charset):
            if isinstance(found, Refusal):
                yield Refusal(record.name, record.number, found.problem, found.cure)
            else:
                yield replace(found, retrieval=retrieval)
    except ArticleError as error:
        yield replace(refusal_of(error), path=record.name, row=record.number)


def _retrieval(record: Record) -> Retrieval:
    headers = {name: record.headers[name][:_KEPT_CHARS] for name in _KEPT if name in record.headers}
    about = {
        ":record": record.id,
        ":offset": str(record.offset),
        ":kind": record.kind,
        ":digest": record.digest,
        ":truncated": record.truncated,
    }
    return Retrieval(
        address=record.address,
        at=record.at.isoformat(timespec="seconds"),
        ip=record.ip,
        program=record.program,
        status=record.status,
        headers={name: value for name, value in about.items() if value} | headers,
        method="warc",
    )
