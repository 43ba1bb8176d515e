"""What was looked at where sources are followed, and what archives point to."""

from __future__ import annotations

from sqlalchemy import Column, ColumnElement, Index, Integer, literal_column

from papertiger.ledger.schema.columns import evidence, maybe, number, refers, text

SHORT_ADDRESS: ColumnElement[bool] = literal_column("length(address) <= 600")

LOOKS = evidence(
    "looks",
    "One look at an address of a followed source, whatever came of it: the collection log that the Berkeley Protocol asks for (United Nations 2020, chapter VI.C).",
    ["id"],
    text("id", "Hash of source, kind, address and moment."),
    text("source", "Its id in the list of sources."),
    maybe("outlet", "As the list of sources states it."),
    text("kind", "feed, sitemap, page, robots or article."),
    text("address", "That was asked for."),
    text("address_hash", "Of it, which it is found by: an address may be longer than what an index takes."),
    maybe("final", "That answered, where redirects led elsewhere."),
    text("at", "ISO 8601, UTC, microseconds."),
    Column("status", Integer, doc="Of HTTP."),
    maybe("headers", "Of HTTP; :ip is the address that answered, :redirects the addresses on the way."),
    Column("size", Integer, doc="Bytes."),
    maybe("sha256", "Of the bytes."),
    Column("listed", Integer, doc="Items that a feed, sitemap or page listed."),
    Column("fresh", Integer, doc="Of those, items that were new."),
    maybe("problem", "Why nothing came of it; null where it was answered."),
    maybe("cure", "What helps."),
    refers("article", "articles", "What it gave; null where it gave none.", nullable=True),
    Index("looks_source", "source", "at"),
    Index("looks_address", "address_hash", "at"),
    Index("looks_at", "at"),
    Index("looks_article", "article"),
    documents=["headers"],
)

POINTERS = evidence(
    "pointers",
    "One row of an archive that points to something published elsewhere: a hint where to look, never a claim.",
    ["id"],
    text("id", "Hash of kind, file and line."),
    text("kind", "gdelt-events, gdelt-mentions or gdelt-gkg."),
    text("file", "Where it stands: the file's name, or its SHA-256."),
    number("line", "Of the file, from 1."),
    maybe("address", "Of what it points to."),
    maybe("day", "That it states, ISO 8601."),
    text("body", "What it says, converted."),
    Index("pointers_address", "address", sqlite_where=SHORT_ADDRESS, postgresql_where=SHORT_ADDRESS),
    Index("pointers_day", "kind", "day"),
    documents=["body"],
)
