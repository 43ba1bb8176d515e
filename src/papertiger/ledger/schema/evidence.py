"""What was read: who made it, articles as fetched, readings, claims and who said them."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Float, Index, Integer, LargeBinary, Table, UniqueConstraint

from papertiger.ledger.schema.columns import (
    METADATA,
    evidence,
    maybe,
    number,
    refers,
    row,
    text,
)

ACTIVITIES = Table(
    "activities",
    METADATA,
    row(),
    text("id"),
    text("kind"),  # read, reread, join, grade, review, enter, import, migrate
    text("program"),
    text("version"),
    maybe("config"),  # digest of the data files and settings in force, where they decide the result
    maybe("person"),  # who did it by means of the program; null where the program did it alone
    text("at"),  # ISO 8601, UTC
    UniqueConstraint("id", name="activities_key"),
)

ENTRIES = Table(
    "entries",
    METADATA,
    row(),
    text("id"),
    refers("activity", "activities"),
    text("at"),  # ISO 8601, UTC
    UniqueConstraint("id", name="entries_key"),
    Index("entries_activity", "activity"),
)

CUSTODY = Table(
    "custody",
    METADATA,
    row(),
    refers("entry", "entries"),
    text("digest"),  # SHA-256 of the entry's lines
    text("chain"),  # SHA-256 of the chain before it and this digest
    UniqueConstraint("entry", name="custody_entry"),
)

ARTICLES = evidence(
    "articles",
    ["key"],
    text("key"),
    text("sha256"),
    text("path"),
    maybe("title"),
    maybe("outlet"),
    maybe("author"),
    maybe("published"),
    maybe("url"),
    maybe("declared_language"),
    text("language"),
    text("normalisation"),
    text("raw_sha256"),
    text("layout"),  # paragraphs, furniture [start, end], owner if stated
    text("text"),
    Column("raw", LargeBinary, nullable=False),
    Index("articles_sha256", "sha256"),
    Index("articles_path", "path"),
    Index("articles_published", "published", "row"),
    Index("articles_outlet", "outlet", "published", "language"),
    packed=["raw"],
    documents=["layout"],
)

FETCHES = evidence(
    "fetches",
    ["id"],
    text("id"),
    refers("article", "articles", nullable=True),  # null for an input that was refused
    text("source"),  # path or address
    text("method"),  # file, stdin, http
    text("at"),  # ISO 8601, UTC
    Column("status", Integer),  # of HTTP
    maybe("headers"),
    Column("size", Integer),  # bytes
    maybe("sha256"),  # of the bytes
    maybe("problem"),
    maybe("cure"),
    Index("fetches_article", "article"),
    Index("fetches_at", "at"),
    documents=["headers"],
)

CODERS = evidence(
    "coders",
    ["id"],
    text("id"),
    text("reader"),
    text("version"),
    text("config"),  # digest of the data files and settings in force
)

READINGS = evidence(
    "readings",
    ["id"],
    text("id"),
    refers("article", "articles"),
    number("number"),  # of the article's readings, from 1; the last one stands
    text("language"),
    refers("coder", "coders"),
    text("at"),  # ISO 8601, UTC
    number("sentences"),
    number("parsed"),
    number("claims"),
    Index("readings_article", "article", "number", unique=True),
    Index("readings_coder", "coder"),
)

CHAINS = evidence(
    "chains",
    ["digest"],
    text("digest"),  # of the steps
    maybe("speaker"),  # actor id of the last step
    Column("anonymous", Boolean, nullable=False),  # whether the last step is
    text("said_by"),  # names of the chain after the article's own outlet, a line each, case folded
    Index("chains_speaker", "speaker"),
)

ATTRIBUTIONS = evidence(
    "attributions",
    ["chain", "step"],
    refers("chain", "chains"),
    number("step"),  # from 0, the article's own outlet
    text("kind"),
    text("name"),
    maybe("actor"),
    Column("anonymous", Boolean, nullable=False),
    Index("attributions_actor", "actor"),
)

ACTORS = evidence(
    "actors",
    ["id", "config"],
    text("id"),
    text("config"),  # of the reading that linked them
    text("kind"),
    maybe("state"),
    maybe("wikidata"),
    text("names"),  # language → name
    documents=["names"],
)

REVIEWS = evidence(
    "reviews",
    ["id"],
    text("id"),
    text("claim"),
    number("version"),  # as the reviewer saw it
    text("decision"),  # accept, reject, correct, split, merge, comment, assign
    maybe("changes"),  # field → new value
    maybe("into"),  # ids that a split made or a merge kept
    maybe("assignee"),
    text("why"),
    text("reviewer"),
    text("at"),  # ISO 8601, UTC, microseconds: the last one counts
    Index("reviews_claim", "claim", "at"),
    Index("reviews_reviewer", "reviewer", "at"),
    documents=["changes", "into"],
)

CLAIMS = evidence(
    "claims",
    ["id", "version"],
    text("id"),
    number("version"),  # from 1; each re-reading and each correction adds one
    refers("article", "articles"),
    refers("reading", "readings"),
    refers("review", "reviews", nullable=True),  # the correction that made this version
    refers("coder", "coders"),  # of the sentence's language; the reading's is of the article's
    number("start"),  # code points of the frozen text, half-open
    number("end"),
    text("family"),
    text("predicate"),
    maybe("subject"),
    maybe("subject_state"),
    maybe("object"),
    maybe("object_state"),
    maybe("over"),
    text("domain"),
    text("polarity"),
    text("modality"),
    maybe("mode"),
    maybe("contexts"),  # null for none
    maybe("auxiliary"),
    maybe("time_edtf"),
    maybe("time_words"),
    maybe("place"),
    refers("chain", "chains"),
    maybe("side"),
    Column("confidence", Float, nullable=False),
    text("frame"),
    text("quote"),
    text("prefix"),
    text("suffix"),
    Column("explanation", LargeBinary, nullable=False),
    Index("claims_article", "article", "start"),
    Index("claims_reading", "reading"),
    packed=["explanation"],
    documents=["contexts", "auxiliary", "explanation"],
)

SUPERSEDED = evidence(
    "superseded",
    ["claim"],
    refers("claim", "claims"),
    refers("by", "claims", nullable=True),  # the version that stands in its place; null where nothing does
    refers("review", "reviews", nullable=True),  # the person's decision behind it
    text("why"),  # reread, gone, reviewed
)
