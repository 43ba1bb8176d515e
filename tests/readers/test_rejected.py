"""What ``papertiger explain`` tells of the readings that were not taken."""

from __future__ import annotations

import pytest

from papertiger.news import Article, Metadata, Paragraph
from papertiger.readers.frames import FrameReader
from papertiger.records import Explanation
from papertiger.settings import Settings


@pytest.fixture(scope="module")
def reader() -> FrameReader:
    return FrameReader(Settings())


def rejected(reader: FrameReader, text: str, predicate: str) -> list[Explanation]:
    meta = Metadata(outlet="Example", published="2026-11-20", language="en")
    article = Article(text, (Paragraph(0, len(text), "body"),), meta, "here", text.encode())
    claims = [c for c in reader.read(article).claims if c.record.predicate == predicate]
    assert claims, "the sentence makes the claim"
    return [why for why in claims[0].explanation if why.field == "rejected"]


def test_what_is_promised_is_no_delivery(reader: FrameReader) -> None:
    found = rejected(reader, "Greece promised to give Cyprus missiles.", "pledged")
    assert any(why.value == "delivered" and "promised" in why.why for why in found)


def test_a_frame_without_its_roles_is_named(reader: FrameReader) -> None:
    text = "Moldova could receive two radars from Poland if parliament agrees."
    found = rejected(reader, text, "delivered")
    assert any(why.words == ("agrees",) and "agree" in why.why for why in found)


def test_a_reading_that_the_judge_rejects_is_told_with_both_figures(reader: FrameReader) -> None:
    text = (
        "NATO has deployed planes to Lithuania in response to a request by Vilnius for closer surveillance."
    )
    weak = [why for why in rejected(reader, text, "requested") if "annotated sentences" in why.why]
    assert weak
    assert all("confidence 0." in why.why and "below 0." in why.why for why in weak)


def test_what_is_claimed_is_not_among_the_rejected(reader: FrameReader) -> None:
    text = (
        "Turkey will not send Azerbaijan the drones that Baku asked for, a Turkish official said on Friday."
    )
    assert all(why.value != "AZE requested TUR" for why in rejected(reader, text, "requested"))
