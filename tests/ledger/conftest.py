"""Readings built by hand, and a process of its own that stores them."""

from __future__ import annotations

import dataclasses
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from postgres import Cluster
from sqlalchemy import Text

from papertiger.ledger import Ledger
from papertiger.ledger.looked import Look, Pointer
from papertiger.ledger.schema import EVIDENCE
from papertiger.ledger.warned import NewOutcome, NewWarning
from papertiger.ledger.writing import Maker
from papertiger.news.article import Article, Metadata, Paragraph, Span
from papertiger.readers import ReadClaim, Reading
from papertiger.readers.reading import LinkedActor
from papertiger.records import (
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Explanation,
    Quote,
    TimeSpan,
)

CODER = Coder(reader="frames", version="1", config="sha256:00", frame="")
OUTLET = AttributionStep(kind="outlet", name="Вечірній вісник")


def build_article(number: int = 0, **metadata: str | None) -> Article:
    """An article whose text is its own by `number`."""
    first = f"Країна А передала країні Б {number} радарів."
    text = f"{first}\nПоділитися\nТехніки не приїхали, і радари мовчали."
    second = text.index("Техніки")
    about: dict[str, str | None] = {
        "outlet": OUTLET.name,
        "published": "2026-01-14",
        "language": "uk",
    } | metadata
    return Article(
        text=text,
        paragraphs=(Paragraph(0, len(first), "title"), Paragraph(second, len(text), "body")),
        metadata=Metadata(**about),
        path=f"news/{number}.txt",
        raw=text.encode("cp1251"),
        furniture=(Span(len(first) + 1, second - 1),),
    )


def build_claim(article: Article, words: str, **changes: object) -> ReadClaim:
    """A claim quoting `words` of `article`; `changes` are fields of the record."""
    start = article.text.index(words)
    end = start + len(words)
    prefix, suffix = article.text[max(0, start - 8) : start], article.text[end : end + 8]
    about = article.metadata
    fields: dict[str, Any] = {
        "id": hashlib.sha256(f"{article.key}:{start}:{end}".encode()).hexdigest()[:20],
        "family": "support",
        "predicate": "delivered",
        "subject": "AAA",
        "subject_state": "AAA",
        "object": "BBB",
        "object_state": "BBB",
        "domain": "air_defence",
        "polarity": "affirmed",
        "modality": "asserted",
        "time": TimeSpan(edtf="2025", words="торік"),
        "attribution": (OUTLET,),
        "quote": Quote(exact=words, prefix=prefix, suffix=suffix, start=start, end=end),
        "article": ArticleRef(
            sha256=article.sha256,
            path=article.path,
            url=about.url,
            outlet=about.outlet,
            published=about.published,
            language="uk",
        ),
        "confidence": 0.83,
        "coder": CODER.model_copy(update={"frame": "deliver"}),
    }
    why = Explanation(field="predicate", value="delivered", why="frame deliver", words=("передала",))
    return ReadClaim(ClaimRecord(**fields | changes), (why,))


def build_reading(number: int = 0, **metadata: str | None) -> Reading:
    """A reading of `build_article` with two claims."""
    article = build_article(number, **metadata)
    claims = (
        build_claim(article, "Країна А передала"),
        build_claim(article, "Техніки не приїхали", predicate="withheld"),
    )
    return Reading(article, "uk", CODER, claims, sentences=3, parsed=2)


@pytest.fixture
def article() -> Callable[..., Article]:
    return build_article


@pytest.fixture
def claim() -> Callable[..., ReadClaim]:
    return build_claim


@pytest.fixture(scope="session")
def reading() -> Callable[..., Reading]:
    return build_reading


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "test.ledger"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Every test of a ledger runs on both databases, but those that look at the file."""
    if "backend" in metafunc.fixturenames:
        known = ["sqlite"] if "path" in metafunc.function.__code__.co_varnames else ["sqlite", "postgresql"]
        metafunc.parametrize("backend", known)


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with an empty ledger, made once. Copy it before you write."""
    made = tmp_path_factory.mktemp("empty") / "empty.ledger"
    Ledger.open(made).close()
    return made


@pytest.fixture
def place(backend: str, request: pytest.FixtureRequest) -> str | Path:
    """Where an empty ledger is: a file, or a database. Both are copies, which is faster than making the tables."""
    if backend == "sqlite":
        return str(shutil.copy(request.getfixturevalue("empty_ledger"), request.getfixturevalue("path")))
    return str(request.getfixturevalue("postgres_ledger"))


@pytest.fixture
def postgres_ledger(cluster: Cluster) -> Iterator[str]:
    """URL of a database with an empty ledger: a copy of one that is made once, which is faster than making the tables."""
    with cluster.database("ledger", lambda url: Ledger.open(url).close()) as url:
        yield url


@pytest.fixture
def ledger(place: str | Path) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened


def row_of(table: str) -> dict[str, Any]:
    """Fields of a row of a table that nothing writes to by itself yet: every column that must hold something holds its own name, a moment, or 1."""
    evidence = EVIDENCE[table]
    made: dict[str, Any] = {}
    for column in evidence.table.columns:
        if not column.nullable and column.name not in {"row", "entry"}:
            made[column.name] = column.name if isinstance(column.type, Text) else 1
            if column.name in evidence.documents:
                made[column.name] = {}
    if "at" in made:
        made["at"] = "2026-01-15T10:00:00.000000Z"
    return made


UNWRITTEN = (
    *("watchlists", "commitments", "triggers", "tests", "responses"),
    *("scenario_runs", "assessments"),
)
"""Tables that reading and reviewing write nothing to."""


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """A ledger with rows in every table."""
    readings = [build_reading(n, outlet="Вісник", published="2026-01-14") for n in (1, 2)]
    actor = LinkedActor("AAA", "state", None, "Q1", (("uk", "А"),))
    for one in readings:
        ledger.add(dataclasses.replace(one, actors=(actor,)))
    ids = [record.id for record in ledger.claims()]
    ledger.judge(f"claim:{ids[0]}", "anna", "why", credibility="2")
    with ledger._pen.entry(Maker("enter", person="anna")) as entry:
        version = [ids[0], 1]
        keys = sorted(one.article.key for one in readings)
        entry.put("reviews", {**row_of("reviews"), "claim": ids[0], "version": 1, "decision": "reject"})
        entry.put("superseded", {"claim": version, "review": "id", "why": "reviewed"})
        entry.put("fingerprints", {"article": keys[0], "meta": {}, "vectors": "AAAA"})
        entry.put("joined", {"article": keys[0], "at": "2026-01-15T10:00:00Z"})
        entry.put("links", {"first": keys[0], "second": keys[1], "log_odds": 1.5, "evidence": []})
        for table in UNWRITTEN:
            entry.put(table, row_of(table))
    ledger.look(Look("s", "feed", "https://news.example/rss", status=200))
    ledger.point([Pointer("gdelt-events", "e.csv", 1, "https://news.example/1", date(2026, 1, 14), {})])
    (warning,) = ledger.warn([build_warning(ledger)])
    ledger.handle(warning.id, "acknowledge", "anna", "seen")
    ledger.outcome(NewOutcome("open", warning.id))
    ledger.delivered([warning.id], "webhook", "desk")
    return ledger


def build_warning(ledger: Ledger, **changes: object) -> NewWarning:
    """A warning drawn from what `ledger` holds now."""
    fields: dict[str, Any] = {
        "watchlist": "neighbours",
        "watch": "threats",
        "rule": "threats.v1",
        "about": ("AAA", "BBB"),
        "day": date(2026, 1, 15),
        "upto": ledger.chain(),
        "body": {"finding": {"score": 3.5, "claims": ["c1"]}, "words": "Погроза"},
    }
    return NewWarning(**fields | changes)


@pytest.fixture
def warning() -> Callable[..., NewWarning]:
    return build_warning


ADDS = """
import pickle, sys
from pathlib import Path
from papertiger.ledger import Ledger

readings = pickle.loads(Path(sys.argv[2]).read_bytes())
{before}
print("ready", flush=True)
sys.stdin.readline()
with Ledger.open(Path(sys.argv[1])) as ledger:
    for reading in readings:
        print(ledger.add(reading), flush=True)
"""


@pytest.fixture
def adder(path: Path, tmp_path: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts a process that adds readings to `path` once it is sent a line, and prints the result of each."""
    started: list[subprocess.Popen[str]] = []
    places = os.pathsep.join(place for place in sys.path if place)

    def start(readings: list[Reading], before: str = "") -> subprocess.Popen[str]:
        parcel = tmp_path / "readings.pickle"
        parcel.write_bytes(pickle.dumps(readings))
        process = subprocess.Popen(
            [sys.executable, "-c", ADDS.format(before=before), str(path), str(parcel)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": places},
        )
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
