"""What searching costs as a ledger grows: `python benchmarks/search.py [QUOTES] > benchmarks/search.json`.

Quotes are made of Ukrainian dictionary words in the proportions of Zipf's law (one seed), with filters' fields drawn likewise, and
indexed by the product's own code in a SQLite file and, where it is installed, a private PostgreSQL server. Then questions of each kind
are asked for their newest fifty answers, joined to the rows that hold the claims. Milliseconds are wall time of one client;
`load` says how many other programs wanted the cores when it began.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    func,
    insert,
    select,
)

from papertiger.language.morphology import opened
from papertiger.ledger.search import ClaimText, Newest, SearchIndex, search_index, tags_asked, tags_of

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import postgres

SEED = 1
WORDS = 100_000
"""Different forms; the commonest is one word in ten."""
LONG = 25
"""Words of a quote."""
BATCH = 5_000
TIMES = 40
"""Questions of each kind."""
NEWEST = 50
PARTIES = [f"{a}{b}{c}" for a in "ABCD" for b in "ABCD" for c in "ABC"]
PREDICATES = [f"predicate{n}" for n in range(29)]
DOMAINS = [f"domain{n}" for n in range(9)]
FIRST_YEAR, YEARS = 2016, 10

METADATA = MetaData()
CLAIMS = Table(
    "claims",
    METADATA,
    Column("row", BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False),
    *(Column(name, Text) for name in ("subject", "object", "predicate", "domain", "published", "quote")),
    *(Index(f"claims_{name}", name, "published") for name in ("subject", "object", "predicate", "domain")),
)

Ask = tuple[str, dict[str, str]]


def vocabulary() -> list[str]:
    """Forms, the commonest first."""
    known = sorted(
        {
            parse.word
            for parse in islice(opened("uk").iter_known_word_parses(), 0, None, 40)
            if len(parse.word) > 1
        }
    )
    random.Random(SEED).shuffle(known)  # noqa: S311 - no secret
    return known[:WORDS]


def zipf(draw: np.random.Generator, size: int, among: int, power: float = 1.0) -> NDArray[np.int64]:
    """Ranks drawn by Zipf's law."""
    weights = 1 / np.arange(1, among + 1) ** power
    return np.searchsorted(np.cumsum(weights / weights.sum()), draw.random(size)).clip(max=among - 1)


def claims(words: list[str], number: int) -> Iterator[dict[str, Any]]:
    """Rows of `CLAIMS`, the oldest first."""
    draw = np.random.default_rng(SEED)
    for start in range(0, number, BATCH):
        size = min(BATCH, number - start)
        texts = zipf(draw, size * LONG, len(words)).reshape(size, LONG)
        fields = [zipf(draw, size, len(among)) for among in (PARTIES, PARTIES, PREDICATES, DOMAINS)]
        for i in range(size):
            month = (start + i) * 12 * YEARS // number
            subject, other, predicate, domain = (int(one[i]) for one in fields)
            yield {
                "row": start + i + 1,
                "subject": PARTIES[subject],
                "object": PARTIES[other],
                "predicate": PREDICATES[predicate],
                "domain": DOMAINS[domain],
                "published": f"{FIRST_YEAR + month // 12}-{month % 12 + 1:02}-15",
                "quote": " ".join(words[word] for word in texts[i]),
            }


def fill(engine: Engine, index: SearchIndex, rows: Iterable[dict[str, Any]]) -> float:
    """Make and fill the tables; seconds that the index took."""
    took = 0.0
    rows = iter(rows)
    with engine.begin() as connection:
        METADATA.create_all(connection)
        index.create(connection)
    while batch := list(islice(rows, BATCH)):
        with engine.begin() as connection:
            connection.execute(insert(CLAIMS), batch)
            started = time.perf_counter()
            index.add_claims(
                connection, [ClaimText(row["row"], row["quote"], "uk", tags_of(row)) for row in batch]
            )
            took += time.perf_counter() - started
    return took


def questions(words: list[str]) -> dict[str, Callable[[], Ask]]:
    """Kind of question → one of it, drawn anew."""
    draw = random.Random(SEED)  # noqa: S311 - no secret

    def word(low: int, high: int) -> str:
        return words[draw.randrange(low, high)]

    def party(low: int, high: int) -> dict[str, str]:
        return {
            "subject": PARTIES[draw.randrange(low, high)],
            "predicate": PREDICATES[draw.randrange(low, high) % 29],
        }

    return {
        "frequent word": lambda: (word(0, 20), {}),
        "middling word": lambda: (word(20, 1000), {}),
        "rare word": lambda: (word(1000, WORDS), {}),
        "two frequent words": lambda: (f"{word(0, 20)} {word(0, 20)}", {}),
        "frequent and rare": lambda: (f"{word(0, 20)} {word(1000, WORDS)}", {}),
        "either of two": lambda: (f"{word(0, 100)} OR {word(0, 1000)}", {}),
        "one without another": lambda: (f"{word(0, 20)} -{word(20, 40)}", {}),
        "phrase": lambda: (f'"{word(0, 20)} {word(0, 100)}"', {}),
        "beginning of four letters": lambda: (f"{word(0, 1000)[:4]}*", {}),
        "frequent word, common filters": lambda: (word(0, 20), party(0, 3)),
        "frequent word, rare filters": lambda: (word(0, 20), party(28, 48)),
        "middling word, rare filters": lambda: (word(20, 1000), party(28, 48)),
        "frequent word, old dates": lambda: (word(0, 20), {"since": "2016-03", "until": "2017-02"}),
        "frequent word, until an old date": lambda: (word(0, 20), {"until": "2016-02"}),
    }


def answer(engine: Engine, index: SearchIndex, ask: Ask) -> tuple[float, int]:
    """Milliseconds that one question takes, and the number of answers."""
    asked, chosen = ask
    started = time.perf_counter()
    columns = select(CLAIMS.c.row, CLAIMS.c.quote)
    for name, value in chosen.items():
        if name in CLAIMS.c:
            columns = columns.where(CLAIMS.c[name] == value)
    if "until" in chosen:
        columns = columns.where(CLAIMS.c.published <= chosen["until"] + "~")
    if "since" in chosen:
        columns = columns.where(CLAIMS.c.published >= chosen["since"])
    newest = Newest(columns, CLAIMS.c.row, NEWEST)
    with engine.connect() as connection:
        rows = index.newest_claims(connection, newest, asked, tags_asked(chosen))
    return 1000 * (time.perf_counter() - started), len(rows)


def measure(url: str, words: list[str], number: int) -> dict[str, Any]:
    """Fill one database and ask it."""
    engine = create_engine(url)
    index = search_index(engine.dialect.name)
    seconds = fill(engine, index, claims(words, number))
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")
    result: dict[str, Any] = {
        "quotes_indexed_a_second": round(number / seconds),
        "index_bytes_a_quote": size(engine, number),
    }
    for kind, draw in questions(words).items():
        times, counts = zip(*sorted(answer(engine, index, draw()) for _ in range(TIMES)), strict=True)
        result[kind] = {
            "p50_ms": round(times[TIMES // 2], 1),
            "p95_ms": round(times[TIMES * 95 // 100], 1),
            "answers": round(sum(counts) / TIMES, 1),
        }
    engine.dispose()
    return result


def size(engine: Engine, number: int) -> int:
    """Bytes of the index for one quote."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            total = connection.execute(select(func.pg_total_relation_size("claims_words"))).scalar_one()
        else:
            total = connection.exec_driver_sql(
                "SELECT sum(length(block)) FROM claims_words_data"
            ).scalar_one()
    return round(int(total) / number)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("quotes", nargs="?", type=int, default=1_000_000)
    number = parser.parse_args().quotes
    words = vocabulary()
    result: dict[str, Any] = {
        "how": f"benchmarks/search.py {number}",
        "quotes": number,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
    }
    with tempfile.TemporaryDirectory() as folder:
        result["sqlite"] = measure(f"sqlite:///{folder}/search.sqlite", words, number)
    try:
        with (
            postgres.cluster({**postgres.FAST, "shared_buffers": "512MB", "max_wal_size": "4GB"}) as cluster,
            cluster.database() as url,
        ):
            result["postgresql"] = measure(url.replace("postgresql:", "postgresql+psycopg:"), words, number)
    except postgres.NoPostgresError as error:
        result["postgresql"] = str(error)
    json.dump(result, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main()
