"""The shipped readers together on one article: what either says of it, and nothing that the text does not bear out."""

from __future__ import annotations

import gc
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from weakref import WeakSet

import pytest
from proposing import article

from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.readers import prepared as readiness
from papertiger.readers.choosing import make_reader
from papertiger.readers.combined import CombinedReader
from papertiger.readers.combining import combined
from papertiger.readers.llm.envelope import Answer, Message
from papertiger.readers.llm.reader import LlmReader
from papertiger.report.told import told
from papertiger.settings import Endpoint, Settings
from papertiger.workbench.asking import plan_articles

SAYS = "Russia delivered two radars to Venezuela on Monday."
SETTINGS = Settings(reader="frames,llm", llm=Endpoint("http://127.0.0.1:9/v1", "scripted"))


class Model:
    """Proposes what the deterministic reader reads too, one claim more, and one that stands nowhere."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def ask(self, messages: Sequence[Message], _schema: object, key: str) -> Answer:
        self.asked.append(f"{threading.current_thread().name}: {key}")
        assert SAYS in messages[-1].content
        proposals = [
            proposed(
                1, "delivered", "RUS", "VEN", "Russia", "Venezuela", "delivered two radars to Venezuela"
            ),
            proposed(1, "supplies", "RUS", "VEN", "Russia", "Venezuela", "delivered two radars to Venezuela"),
            proposed(1, "withheld", "RUS", "VEN", "Russia", "Venezuela", "never came"),
        ]
        return Answer(json.dumps({"claims": proposals}), 900, 90, cached=False, finish="stop")


def proposed(sentence: int, predicate: str, subject: str, target: str, *words: str) -> dict[str, Any]:
    """A proposal in the form that is asked for."""
    names = dict(zip(("subject_words", "object_words", "words"), words, strict=True))
    fields = {
        "domain": "unspecified",
        "polarity": "affirmed",
        "modality": "asserted",
        "mode": None,
        "over": None,
    }
    return {
        "sentence": sentence,
        "predicate": predicate,
        "subject": subject,
        "object": target,
        **names,
        **fields,
    }


def test_each_claim_says_who_read_it_and_the_questions_may_be_put_before() -> None:
    one = Article(
        SAYS,
        (Paragraph(0, len(SAYS), "body"),),
        Metadata("Radars", "Wire", None, "2026-01-14"),
        "a.txt",
        SAYS.encode(),
    )
    model = Model()
    reader = CombinedReader(SETTINGS, ("frames.v1", "llm.v1"), client=model)
    reader.begin(one)
    assert reader.prove()

    reading = reader.read(one)
    reader.close()

    found = {
        (c.record.subject, c.record.predicate, c.record.object, c.record.coder.reader) for c in reading.claims
    }
    assert ("RUS", "delivered", "VEN", "frames+llm") in found
    assert ("RUS", "supplies", "VEN", "llm") in found
    assert not any(predicate == "withheld" for _, predicate, _, _ in found)
    assert reader.use().dropped
    assert reading.fingerprint is not None
    assert reading.coder == reader.coder(one)
    assert reading.coder.reader == "frames,llm"
    by_model = [why for c in reading.claims if "llm" in c.record.coder.reader for why in c.explanation]
    for told_in in (told("uk", "reasons"), told("ru", "reasons")):
        said = [told_in.say(why.why, "reasons", "slots") for why in by_model if "model" in why.why]
        assert len(said) > 5
        assert not [one for one in said if "model" in one]
    assert len(model.asked) == 1
    assert "MainThread" not in model.asked[0]


def test_one_preparation_serves_the_estimate_the_questions_and_both_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the same reading as two readers give that know nothing of each other; what was read is let go."""
    lines = ("Poland threatened Russia.", "Hungary met Serbia.", "He said that Italy had helped Kenya.")
    articles = [article("News", SAYS, line) for line in lines]
    reader = CombinedReader(SETTINGS, ("frames.v1", "llm.v1"), client=Model())
    shared, reader.frames.prepare = reader.frames.prepare, readiness.prepared
    alone = LlmReader(SETTINGS, client=Model())
    expected = [combined(reader.frames.read(one), alone.read(one)) for one in articles]
    reader.frames.prepare = shared
    made: list[str] = []
    alive = WeakSet[Any]()

    def counted(one: Article) -> readiness.Prepared:
        ready = once(one)
        made.append(one.key)
        alive.add(ready)
        return ready

    once = readiness.prepared
    monkeypatch.setattr(readiness, "prepared", counted)
    plan_articles(SETTINGS, [article("News", SAYS, line) for line in lines], reader)
    for one in articles:
        reader.begin(one)
    assert len(alive) == 3
    found = [reader.read(one) for one in articles]
    reader.close()

    assert found == expected
    assert all(reading.claims for reading in found)
    assert made == [one.key for one in articles]
    gc.collect()
    assert len(alive) == 1


def test_the_setting_makes_it(tmp_path: Path) -> None:
    end = Endpoint("http://127.0.0.1:9/v1", "scripted", cache=str(tmp_path / "kept.sqlite"))
    made = make_reader(Settings(reader="frames,llm", llm=end))
    assert isinstance(made, CombinedReader)
    assert made.use().spent == "0 tokens"
