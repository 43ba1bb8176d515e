"""A ledger whose every free text is hostile, entered as an import or another reader could enter it, past the loaders."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Any

from papertiger.ledger import Ledger
from papertiger.ledger.looked import Look
from papertiger.ledger.warned import NewOutcome, NewWarning
from papertiger.news.article import Article, Paragraph, Retrieval
from papertiger.news.refusal import Refusal
from papertiger.readers.frames import FrameReader
from papertiger.readers.reading import LinkedActor, Note, Reading
from papertiger.records import AttributionStep, ClaimRecord, Explanation, Quote
from papertiger.reliability.cases import kind_of
from papertiger.reliability.filed import as_json, new_case, validated
from papertiger.settings import Settings
from papertiger.warning.body import Made, body_of
from papertiger.warning.lasting import Standing
from papertiger.warning.values import Evidence, Finding, Indication, Surprise
from papertiger.warning.watchlists import Watch, Watchlist
from papertiger.workbench.workbench import Workbench

MARK = "pwned"
SCRIPT = f"javascript:{MARK}(1)"
MIXED = (
    f"<script>{MARK}(1)</script>\"><img src=x onerror={MARK}(2)>'><svg/onload={MARK}(3)>"
    f"</script></style></textarea></title><script>{MARK}(4)</script>"
    f"<a href=\"javascript:{MARK}(5)\">x</a><iframe srcdoc='<script>{MARK}(6)</script>'></iframe>"
    f"<style>*{{background:url(//{MARK}.example/7)}}</style><base href=//{MARK}.example/>"
    f'" onmouseover="{MARK}(8)" hx-get="/{MARK}" hx-trigger="load" hx-on:load="{MARK}(9)" style="x:expression({MARK})'
    f"' autofocus onfocus='{MARK}(10)' x='`{MARK}`${{7*7}}{{{{7*7}}}}{{%{MARK}%}}<!--{MARK}--><![CDATA[{MARK}]]>"
    f"&lt;script&gt;{MARK}(11)&lt;/script&gt;&#60;b&#62;\\u003cscript\\u003e{MARK}\u2028{MARK}(12)//\u2029"
    f"\u202e{MARK}\u202c\u2066{MARK}\u2069\u200b<math><mtext></p><form action={SCRIPT}><input name=token>"
)
"""Breaks out of every context that one can think of: text, attributes in either quotation mark, scripts, styles, comments, templates."""
COMPACT = f'"><script>{MARK}(1)</script>'
"""The same without a space, for what takes a word: ids of actors."""
PATRONS = ("RUS", "USA")


def poisoned_ledger(place: Path, samples: Sequence[Reading]) -> Path:
    """Make it of the bundled samples as read, with the database file at `place`."""
    settings = Settings(ledger=str(place))
    reader = FrameReader(settings)
    readings = [reading for reading in samples if reading.claims]
    with Ledger.open(place) as ledger:
        ledger.add_all([_poisoned(reading, number) for number, reading in enumerate(readings)])
        ledger.refused([Refusal(MIXED, 3, MIXED, MIXED), Refusal(SCRIPT, None, MIXED, SCRIPT)])
        ledger.join(reader.fingerprint)
    with Workbench(settings) as bench:
        _judged(bench)
        _assessed(bench)
        _simulated(bench, place.parent)
        _watched(bench)
    return place


def _poisoned(reading: Reading, number: int) -> Reading:
    """The reading with a hostile sentence in its text, and hostile text wherever a field takes any."""
    article = reading.article
    start = len(article.text) + 2
    text = f"{article.text}\n\n{MIXED}{MIXED}{MIXED}"
    metadata = replace(
        article.metadata,
        title=f"{number} {MIXED}",
        outlet=f"{MIXED} {number % 3}",
        author=MIXED,
        url=SCRIPT if number % 2 else f"https://example.com/{MIXED}",
        owner=MIXED,
    )
    spoilt = replace(
        article,
        text=text,
        paragraphs=(*article.paragraphs, Paragraph(start, len(text), "body")),
        metadata=metadata,
        path=f"{number}{MIXED}.html",
        raw=MIXED.encode(),
        retrieval=Retrieval(SCRIPT, "2026-01-01T00:00:00+00:00", MIXED, MIXED, 200, {"content-type": MIXED}),
    )
    coder = reading.coder.model_copy(update={"reader": MIXED, "version": MIXED})
    claims = tuple(
        replace(
            claim,
            record=_spoilt(claim.record, spoilt, coder, hostile=place % 2 == 0),
            explanation=tuple(Explanation(field=one.field, value=MIXED, why=MIXED, words=(MIXED,)) for one in claim.explanation),
        )
        for place, claim in enumerate(reading.claims)
    )  # fmt: skip
    actors = tuple(
        LinkedActor(a.id, MIXED, a.state, MIXED, (("en", MIXED), ("uk", MIXED), (MIXED, MIXED)))
        for a in reading.actors
    )
    notes = (Note("language", 0, 5, MIXED, MIXED), Note("hidden", 0, 0, MIXED, MIXED))
    return replace(
        reading, article=spoilt, coder=coder, claims=claims, actors=actors, notes=notes, fingerprint=None
    )


def _spoilt(record: ClaimRecord, article: Article, coder: Any, *, hostile: bool) -> ClaimRecord:  # noqa: ANN401 - a pydantic model
    metadata = article.metadata
    about = record.article.model_copy(
        update={
            "sha256": article.sha256,
            "path": article.path,
            "url": metadata.url,
            "outlet": metadata.outlet,
        }
    )
    start = len(article.text) - 2 * len(MIXED)
    end = start + len(MIXED)
    quote = Quote(
        exact=MIXED,
        prefix=article.text[start - 60 : start],
        suffix=article.text[end : end + 60],
        start=start,
        end=end,
    )
    chain = [one.model_copy(update={"name": MIXED}) for one in record.attribution]
    chain.append(AttributionStep(kind="person", name=f"{SCRIPT} {MIXED}", actor=COMPACT if hostile else None))
    ids = {"object": COMPACT, "object_state": COMPACT} if record.family == "relation" and hostile else {}
    return record.model_copy(
        update={
            **ids,
            "article": about,
            "quote": quote if hostile else record.quote,
            "attribution": tuple(chain),
            "depth": len(chain) - 1,
            "time": record.time.model_copy(update={"words": MIXED}),
            "place": MIXED,
            "contexts": (MIXED,),
            "mode": MIXED if record.family == "event" else record.mode,
            "coder": coder.model_copy(update={"frame": MIXED}),
        }
    )  # fmt: skip


def _judged(bench: Workbench) -> None:
    """Reviews of every kind, and grades, by a hostile person for hostile reasons."""
    ids = [record.id for record in bench.claims() if record.family == "support"]
    for number, decision in enumerate(("accept", "reject", "comment", "assign", "correct")):
        words = {"assign": [MIXED], "correct": ["domain=cyber"]}.get(decision, [])
        for claim in ids[number::11][:2]:
            bench.decide(claim, decision, words, by=f"{MIXED} {number}", why=MIXED)  # type: ignore[arg-type]
    bench.grade(ids[0], by=MIXED, why=MIXED, reliability="B", credibility="2")
    record = next(bench.claims())
    bench.grade(record.attribution[0].name, by=MIXED, why=MIXED, reliability="C")


def _watched(bench: Workbench) -> None:
    """A warning, a watchlist and looks at sources, as another program could have stored them, and what a hostile person did."""
    day = date(2026, 1, 2)
    claim, other = (record.id for record in islice(bench.claims(), 2))
    one = Indication(
        claim, day, True, day, "event", "THREATEN", None, None, "affirmed", "asserted",
        subject=COMPACT, subject_state=COMPACT, object="VEN", object_state="VEN", over=None, speaker=COMPACT, anonymous=True,
        origin=MIXED, article=MIXED, outlet=MIXED, language=MIXED, quote=MIXED,
    )  # fmt: skip
    surprise = Surprise(3.0, 0.2, 0.0, 1.0, 0.004, 0.2, 43, True, 14)
    numbers = dict.fromkeys(("statements", "origins", "repeated", "retold", "articles", "sources_followed", "sources_answered"), 3)  # fmt: skip
    reason = {"kind": "warning", "basis": "rate", "since": "2026-01-01", "latest": "2026-01-02", "coverage": 0.5, "alarm_day": MIXED, "side": COMPACT, "sources_since": MIXED, **numbers}  # fmt: skip
    finding = Finding("threats.v1", MIXED, (COMPACT, "VEN"), day, 1.0, reason, (claim,), (other,), surprise)
    watch = Watch(MIXED, "threats.v1", who=(COMPACT,), note=MIXED)
    watches = Watchlist(MIXED, MIXED, 2.0, (watch,), MIXED)
    made = Made(MIXED, MIXED, retrospective=True)
    body = body_of(finding, watch, watches, Evidence(day, (one,)), Standing("grown", MIXED), made, lambda _: [(MIXED, True)])  # fmt: skip
    written = f'schema = 1\nid = "hostile"\nname = {json.dumps(COMPACT)}\n[[watch]]\nid = "x"\nrule = "threats"\nnote = {json.dumps(COMPACT)}\n'
    at = datetime.now(UTC).isoformat()
    with bench._writing() as ledger:
        new = NewWarning(MIXED, MIXED, "threats.v1", (COMPACT, "VEN"), day, ledger.chain(), body)
        (stored,) = ledger.warn([new])
        ledger.handle(stored.id, "reopen", MIXED, MIXED)
        ledger.outcome(NewOutcome("hit", stored.id, day=day, body={"why": MIXED}))
        ledger.watch(MIXED, MIXED, {"text": MIXED}, by=MIXED)
        ledger.watch("hostile", MIXED, {"text": written}, by=MIXED)
        ledger.look(
            Look(COMPACT, "feed", SCRIPT, at, MIXED, MIXED, 200, {MIXED: MIXED}, listed=3, fresh=1),
            Look(MIXED, "page", MIXED, at, MIXED, SCRIPT, 503, sha256="0" * 64, problem=MIXED, cure=MIXED),
        )


FREE = {"name", "due_why", "why", "note", "notes", "title", "source", "words", "quote", "by", "crisis", "text", "said", "reason", "label", "place"}  # fmt: skip
"""Names of what is free text in the bodies of cases."""


def _assessed(bench: Workbench) -> None:
    """Assessments over what is proposed, and over cases that a person named."""
    for patron in PATRONS:
        bench.assess(patron)
    cases, _ = bench.cases(everything=True)
    new = [new_case(validated(kind_of(case), dict(_spread(as_json(case))), case.id)) for case in cases]
    with bench._writing() as ledger:
        ledger.keep_cases(new, by=MIXED)
    for patron in PATRONS:
        bench.assess(patron)


def _spread(value: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for key, inside in value.items():
        if isinstance(inside, str) and key in FREE:
            yield key, COMPACT if key == "by" else MIXED
        elif isinstance(inside, Mapping):
            yield key, dict(_spread(inside))
        elif isinstance(inside, (list, tuple)):
            yield key, [dict(_spread(one)) if isinstance(one, Mapping) else one for one in inside]
        else:
            yield key, inside


def _simulated(bench: Workbench, folder: Path) -> None:
    """A run of a scenario that calls itself names, kept."""
    text = files("papertiger.scenario.presets").joinpath("motive.toml").read_text("utf-8")
    name = MIXED.replace("\\", "\\\\").replace('"', '\\"').replace("\u202e", "").replace("\u200b", "")
    file = folder / "hostile.toml"
    file.write_text(
        text.replace('"A tied-down patron"', f'"{name}"').replace('"judgement of the editors"', f'"{name}"'),
        "utf-8",
    )
    bench.simulate(str(file), runs=20, learning=["L0"], keep_run=True)


def texts_of(place: Path) -> dict[str, bool]:
    """``table.column`` of every text column that holds anything → whether it holds the mark."""
    with closing(sqlite3.connect(place)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for table in tables:
            if table.startswith(("sqlite_", "alembic")) or "_search" in table or "index" in table:
                continue
            for column in connection.execute(f'PRAGMA table_info("{table}")'):
                if column[2].upper() not in ("TEXT", "VARCHAR", "JSON"):
                    continue
                values = [
                    str(row[0])
                    for row in connection.execute(f'SELECT "{column[1]}" FROM "{table}"')  # noqa: S608 - names of our own tables
                    if row[0]
                ]
                if values:
                    found[f"{table}.{column[1]}"] = any(MARK in value for value in values)
    return found


ACTORS = f"""\
sources:
  hostile: {{title: {json.dumps(MIXED)}, address: "https://example.com/", checked: 2026-01-01}}
actors:
  RUS-hostile:
    name: {json.dumps(MIXED)}
    gender: m
    offices:
      - {{post: defence_minister, since: 2020-05-12}}
    sources: [hostile]
names:
  en:
    VEN: {{name: [{json.dumps(MIXED)}]}}
    RUS-hostile: {{name: [{json.dumps(MIXED)}]}}
"""
"""A workspace's file of actors with hostile names."""
