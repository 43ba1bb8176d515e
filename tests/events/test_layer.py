"""The trained layer: its word classes, its weights, and what it does to a reading."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from papertiger.errors import DataFileError
from papertiger.events.layer import Judge, senses
from papertiger.events.layer.weights import Weights, hashed
from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.settings import Settings

GIVES = "Turkey delivered 12 howitzers to Azerbaijan on Tuesday."


def weights(threshold: float = 0.4, **named: float) -> Weights:
    """A linear layer over a few features."""
    hashes = np.array([hashed(name) for name in named], dtype=np.uint32)
    direct = np.array(list(named.values()), dtype=np.float32)[:, None]
    return Weights(("right",), hashes, direct, np.zeros(1, dtype=np.float32), notes={"threshold": threshold})


def article(text: str) -> Article:
    meta = Metadata(outlet="Gold", published="2026-11-20", language="en")
    return Article(text, (Paragraph(0, len(text), "body"),), meta, "one", text.encode())


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_every_sense_has_words_in_every_language(language: str) -> None:
    found = senses.senses(language)
    named = {
        n for table in (found.verb, found.noun, found.adjective) for names in table.values() for n in names
    }

    assert found.categories.keys() <= named


def test_an_unknown_sense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "senses.yaml").write_text("senses:\n- {id: aid, doc: Giving.}\n", encoding="utf-8")
    (tmp_path / "en.yaml").write_text("language: en\nsenses:\n  aidd: {verbs: give}\n", encoding="utf-8")
    monkeypatch.setattr(senses, "DATA", tmp_path)

    with pytest.raises(DataFileError, match="no sense 'aidd'"):
        senses.senses.__wrapped__("en")


def test_weights_come_back_from_their_file(tmp_path: Path) -> None:
    made = weights(bias=1.5, other=-2.0)
    made.save(tmp_path / "w.npz")
    back = Weights.load(tmp_path / "w.npz")

    assert back.outputs == ("right",)
    assert back.notes["threshold"] == 0.4
    assert float(back.scores(["bias", "other", "never seen"], [1.0, 0.5, 9.0])[0]) == pytest.approx(0.5)


def test_a_pickle_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "w.npz", direct=np.array([{}], dtype=object))

    with pytest.raises((ValueError, KeyError)):
        Weights.load(tmp_path / "w.npz")


def test_a_reading_that_the_layer_finds_unlikely_is_no_claim() -> None:
    sure = FrameReader(Settings(), judge=Judge(weights(bias=3.0))).read(article(GIVES)).claims
    unsure = FrameReader(Settings(), judge=Judge(weights(bias=-3.0))).read(article(GIVES)).claims

    assert ("delivered", "TUR", "AZE") in [
        (c.record.predicate, c.record.subject, c.record.object) for c in sure
    ]
    assert unsure == ()


def test_confidence_is_the_logistic_of_the_weights_and_says_what_weighed() -> None:
    claims = FrameReader(Settings(), judge=Judge(weights(bias=1.0))).read(article(GIVES)).claims
    (note,) = (e for e in claims[0].explanation if e.field == "confidence")

    assert claims[0].record.confidence == 0.73
    assert note.words == ("bias +1.00",)


def test_without_weights_the_frames_stand() -> None:
    claims = FrameReader(Settings(), judge=Judge(None)).read(article(GIVES)).claims

    assert "delivered" in {c.record.predicate for c in claims}
