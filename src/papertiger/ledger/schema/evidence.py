"""What was read: who made it, articles as fetched, readings, claims and who said them."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Float,
    Index,
    Integer,
    LargeBinary,
    Table,
    UniqueConstraint,
    literal_column,
)

from papertiger.ledger.schema.columns import METADATA, evidence, maybe, number, refers, row, text

MOMENT = "ISO 8601, UTC"
SHORT_URL: ColumnElement[bool] = literal_column("length(url) <= 600")
SHORT_HTTP: ColumnElement[bool] = literal_column("method = 'http' AND length(source) <= 600")

ACTIVITIES = Table(
    "activities",
    METADATA,
    row(),
    text("id", "Random, the same in every ledger."),
    text(
        "kind",
        "read, reread, join, grade, review, enter, propose, assess, simulate, follow, warn, handle, import or migrate.",
    ),
    text("program", "What did it."),
    text("version", "Its version."),
    maybe("config", "Digest of the data files and settings in force, where they decide the result."),
    maybe("person", "Who did it by means of the program; null where the program did it alone."),
    text("at", f"When it began: {MOMENT}."),
    UniqueConstraint("id", name="activities_key"),
    info={"doc": "One run of something that makes rows: a PROV activity with its agent."},
)

ENTRIES = Table(
    "entries",
    METADATA,
    row(),
    text("id", "Random, the same in every ledger."),
    refers("activity", "activities", "What made its rows."),
    text("at", f"{MOMENT}."),
    UniqueConstraint("id", name="entries_key"),
    Index("entries_activity", "activity"),
    info={"doc": "One transaction: rows that came together or not at all."},
)

CUSTODY = Table(
    "custody",
    METADATA,
    row(),
    refers("entry", "entries", "The entry that is sealed."),
    text("digest", "SHA-256 of the entry's lines, see `papertiger.ledger.writing`."),
    text("chain", "SHA-256 of the chain before it and this digest."),
    UniqueConstraint("entry", name="custody_entry"),
    info={"doc": "The chain of custody: each entry sealed, in the order in which they were stored."},
)

ARTICLES = evidence(
    "articles",
    "One published text as fetched, frozen and hashed.",
    ["key"],
    text("key", "SHA-256 of text, outlet and address: a reprint elsewhere is another article."),
    text("sha256", "Of the frozen text in UTF-8."),
    text("path", "Where it was read from first; rows of a file are FILE#ROW, standard input is -."),
    maybe("title", "As the input states it."),
    maybe("outlet", "As the input states it."),
    maybe("author", "As the input states it."),
    maybe("published", "ISO 8601 date, or date and time, as precise as the source is."),
    maybe("url", "As the input states it."),
    maybe("declared_language", "BCP 47, as the input states it."),
    text("language", "BCP 47, in which it was read first."),
    text("normalisation", "Unicode normal form of the text."),
    text("raw_sha256", "Of the bytes as fetched."),
    text(
        "layout",
        "Paragraphs [start, end, kind], furniture [start, end], and the outlet's owner where it is stated.",
    ),
    text("text", "Frozen: every position in this ledger counts its code points."),
    Column("raw", LargeBinary, nullable=False, doc="The bytes as fetched, compressed (zlib)."),
    Index("articles_sha256", "sha256"),
    Index("articles_path", "path"),
    Index("articles_published", "published", "row"),
    Index("articles_outlet", "outlet", "published", "language"),
    # A longer one may be too long for an index of PostgreSQL.
    Index("articles_url", "url", sqlite_where=SHORT_URL, postgresql_where=SHORT_URL),
    packed=["raw"],
    documents=["layout"],
)

FETCHES = evidence(
    "fetches",
    "One look at an input, also at one that was refused: what coverage is counted from.",
    ["id"],
    text("id", "Hash of what was looked at, and when."),
    refers("article", "articles", "What it gave; null where it was refused.", nullable=True),
    text("source", "Path or address."),
    text("method", "file, stdin, http or warc."),
    text("at", f"{MOMENT}."),
    Column("status", Integer, doc="Of HTTP."),
    maybe("headers", "Of HTTP."),
    Column("size", Integer, doc="Bytes."),
    maybe("sha256", "Of the bytes."),
    maybe("problem", "Why it was refused."),
    maybe("cure", "What helps."),
    Index("fetches_article", "article"),
    Index("fetches_at", "at"),
    # Of addresses alone: files, of which a bulk load makes millions, pay nothing for it.
    Index("fetches_http", "source", sqlite_where=SHORT_HTTP, postgresql_where=SHORT_HTTP),
    documents=["headers"],
)

CODERS = evidence(
    "coders",
    "What read something: a reader in one version with one set of data files.",
    ["id"],
    text("id", "Hash of the three."),
    text("reader", "Its registered name."),
    text("version", "Of the reader."),
    text("config", "Digest of the data files and settings in force."),
)

READINGS = evidence(
    "readings",
    "One reading of one article. The last one stands; earlier ones stay.",
    ["id"],
    text("id", "Hash of article, coder and how often that coder has read it."),
    refers("article", "articles", "What was read."),
    number(
        "number",
        "Counts the article's readings from 1; the greatest is the last. Older ones of merged ledgers go below.",
    ),
    text("language", "BCP 47, in which it was read."),
    refers("coder", "coders", "What read it."),
    text("at", f"{MOMENT}."),
    number("sentences", "Sentences found."),
    number("parsed", "Sentences that the scan let through to the parser."),
    number("claims", "Claims that it made."),
    Index("readings_article", "article", "number", unique=True),
    Index("readings_coder", "coder"),
)

CHAINS = evidence(
    "chains",
    "One attribution chain, from the article's own outlet to the final speaker; claims share them.",
    ["digest"],
    text("digest", "Hash of the steps."),
    maybe("speaker", "Actor id of the final speaker."),
    Column("anonymous", Boolean, nullable=False, doc="Whether the final speaker is nameless."),
    text("said_by", "Names after the article's own outlet, a line each, without case: for searching."),
    Index("chains_speaker", "speaker"),
)

ATTRIBUTIONS = evidence(
    "attributions",
    "One step of an attribution chain.",
    ["chain", "step"],
    refers("chain", "chains", "The chain."),
    number("step", "From 0, the article's own outlet."),
    text("kind", "outlet, person, group or document."),
    text("name", "As printed, in the nominative where it is known."),
    maybe("actor", "Actor id of the speaker or of the state they speak for."),
    Column(
        "anonymous",
        Boolean,
        nullable=False,
        doc="Whether neither a person, an institution nor a unique office is named.",
    ),
    Index("attributions_actor", "actor"),
)

ACTORS = evidence(
    "actors",
    "An actor as the knowledge base of a reader had it when claims were linked to it.",
    ["id", "config"],
    text("id", "ISO 3166-1 alpha-3 for a state, else the id of the actor file."),
    text("config", "Digest of the data files in force: that of the reading."),
    text("kind", "state, person, organisation, group, outlet or system."),
    maybe("state", "Id of the state it belongs to."),
    maybe("wikidata", "QID."),
    text("names", "Language → name."),
    documents=["names"],
)

REVIEWS = evidence(
    "reviews",
    "What a person decided about a claim, or noted on it.",
    ["id"],
    text("id", "Random, the same in every ledger."),
    text("claim", "Id of the claim."),
    number("version", "The version that the reviewer saw."),
    text("decision", "accept, reject, correct, split, merge, comment, assign or withdraw."),
    maybe("changes", "Field → new value; of a split, part → its changes."),
    maybe("into", "Ids of the claims that a split makes, or of the one that a merger keeps."),
    maybe("assignee", "Who is asked to look."),
    text("why", "The reason."),
    text("reviewer", "Who decided."),
    text("at", f"{MOMENT}, microseconds: the last decision counts."),
    Index("reviews_claim", "claim", "at"),
    Index("reviews_reviewer", "reviewer", "at"),
    documents=["changes", "into"],
)

CLAIMS = evidence(
    "claims",
    "One version of one claim: re-readings and corrections add versions under the same id.",
    ["id", "version"],
    text("id", "The same for all versions, and in every ledger."),
    number("version", "From 1."),
    refers("article", "articles", "The article that says it."),
    refers("reading", "readings", "The reading that made it, or that a person corrected."),
    refers(
        "review", "reviews", "The decision that made this version; null for one that was read.", nullable=True
    ),
    refers(
        "coder",
        "coders",
        "What read the sentence: of the sentence's language, the reading's is of the article's.",
    ),
    number("start", "Of the quote: code points of the frozen text, half-open."),
    number("end", "Of the quote."),
    text("family", "event, support or relation."),
    text("predicate", "What is claimed; of an event, a PLOVER category."),
    maybe("subject", "Actor id."),
    maybe("subject_state", "Actor id of the state that the subject belongs to."),
    maybe("object", "Actor id."),
    maybe("object_state", "Actor id of the state that the object belongs to."),
    maybe("over", "Actor id of the party that is put second."),
    text("domain", "Kind of support."),
    text("polarity", "affirmed or negated."),
    text("modality", "asserted, expected, possible, unlikely, conditional, intended or denied."),
    maybe("mode", "PLOVER mode of an event."),
    maybe("contexts", "PLOVER contexts of an event; null for none."),
    maybe("auxiliary", "PLOVER auxiliary modes of an event; null for none."),
    maybe("time_edtf", "When it happened: EDTF."),
    maybe("time_words", "The words that this was read from."),
    maybe("place", "Actor id of the state where it happened, or a name."),
    refers("chain", "chains", "Who said it to whom."),
    maybe("side", "Of the final speaker: patron, client, rival or third."),
    Column("confidence", Float, nullable=False, doc="Probability that the claim is read rightly, 0 to 1."),
    text("frame", "Which frame read it."),
    text("quote", "The sentence, an exact substring of the frozen text."),
    text("prefix", "The text before it."),
    text("suffix", "The text after it."),
    Column(
        "explanation", LargeBinary, nullable=False, doc="How each field was reached: JSON, compressed (zlib)."
    ),
    Index("claims_article", "article", "start"),
    Index("claims_reading", "reading"),
    packed=["explanation"],
    documents=["contexts", "auxiliary", "explanation"],
)

SUPERSEDED = evidence(
    "superseded",
    "A version of a claim that no longer stands.",
    ["claim"],
    refers("claim", "claims", "The version that fell."),
    refers("by", "claims", "The version that stands in its place; null where nothing does.", nullable=True),
    refers("review", "reviews", "The person's decision behind it; null where there is none.", nullable=True),
    text("why", "reread, gone, reviewed or merged."),
)
