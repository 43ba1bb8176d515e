"""Claims under review and the figures of reviews, as they are printed."""

from __future__ import annotations

import json
from typing import Any

from papertiger.ledger.reviewing import Review, agreements, precision_of, state_of
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.reviewing.precision import ReadVersion
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Explanation, Quote
from papertiger.report.evidence import Voice
from papertiger.report.review import decided, item_lines, item_value, stats_lines, stats_value, why_lines
from papertiger.report.terminal import Ink
from papertiger.report.wording import wording

VOICE = Voice(wording(), lambda actor: {"RUS": "Russia", "VEN": "Venezuela"}.get(actor, actor))
AT = "2026-01-14T10:00:00Z"


def review(claim: str, name: str, decision: Any, **more: Any) -> Review:  # noqa: ANN401 - fields of a review
    return Review(f"{claim}{name}{decision}", claim, 1, decision, name, AT, **more)


def build_item(*reviews: Review, words: str = "Техніки не приїхали") -> Item:
    record = ClaimRecord(
        id="c",
        family="support",
        predicate="withheld",
        subject="RUS",
        subject_state="RUS",
        object="VEN",
        object_state="VEN",
        domain="air_defence",
        polarity="affirmed",
        modality="asserted",
        attribution=(
            AttributionStep(kind="outlet", name="Вісник"),
            AttributionStep(kind="group", name="officials", actor="VEN", anonymous=True),
        ),
        quote=Quote(exact=words, prefix="", suffix="", start=9, end=9 + len(words)),
        article=ArticleRef(sha256="ab", path="a.txt", outlet="Вісник", published="2026-01-14", language="uk"),
        confidence=0.83,
        coder=Coder(reader="frames", version="1", config="sha256:00", frame="give"),
    )
    why = Explanation(field="predicate", value="withheld", why="frame give", words=("приїхали",))
    return Item(record, 1, "Раніше. ", " Далі.", (why,), state_of(reviews), reviews)


def test_a_claim_is_shown_with_its_sentence_its_speakers_and_what_was_decided() -> None:
    item = build_item(review("c", "anna", "accept"), review("c", "boris", "reject", why="a question"))

    assert list(item_lines(item, VOICE, Ink(), 80)) == [
        "c  Вісник 2026-01-14",
        "Russia did not give Venezuela air-defence support when it was due.",
        "RUS → VEN withheld · air_defence · asserted · no time confidence 0.83",
        "…Раніше. »Техніки не приїхали« Далі.…",
        "  1. Вісник (outlet)",
        "  2. officials (group, Venezuela, anonymous)",
        "  2026-01-14T10:00 anna: accept",
        "  2026-01-14T10:00 boris: reject, a question",
        "  contested: anna decided otherwise than who decided last",
    ]
    assert list(why_lines(item, Ink())) == ["  predicate = withheld  [приїхали]  frame give"]


def test_nothing_in_a_text_or_a_reason_moves_the_cursor() -> None:
    hostile = "\x1b[2Jтекст\u202e"
    item = build_item(review("c", "anna\x1b[1m", "reject", why=hostile), words=hostile)

    shown = "\n".join(item_lines(item, VOICE, Ink(), 80))

    assert "\x1b" not in shown
    assert "\u202e" not in shown


def test_decisions_are_told_in_one_phrase() -> None:
    chain = [{"kind": "outlet", "name": "Вісник"}, {"kind": "person", "name": "міністр"}]
    changes = {
        "modality": "denied",
        "time": {"edtf": "2026", "words": None},
        "contexts": [],
        "attribution": chain,
    }
    found = [
        decided(review("c", "anna", "correct", changes=changes, why="so")),
        decided(review("c", "anna", "merge", into=("other",))),
        decided(review("c", "anna", "assign", assignee="boris")),
    ]

    assert found == [
        "anna: correct modality=denied time=2026 contexts=none attribution=Вісник,міністр, so",
        "anna: merge into other",
        "anna: assign boris",
    ]


def test_a_claim_is_one_json_value_with_its_decisions() -> None:
    item = build_item(review("c", "anna", "correct", changes={"modality": "denied"}))

    value = json.loads(json.dumps(item_value(item)))

    assert (value["state"], value["claim"]["id"]) == ("corrected", "c")
    assert value["reviews"][0]["changes"] == {"modality": "denied"}
    assert value["context"] == {"before": "Раніше. ", "exact": "Техніки не приїхали", "after": " Далі."}


def test_every_figure_is_printed_with_its_definition() -> None:
    reviews = [
        review(f"c{n}", name, "accept" if n else "reject", **({} if n else {"why": "no"}))
        for n in range(4)
        for name in ("anna", "boris", "carla")
    ]
    read = [ReadVersion(f"c{n}", 1, "support", "withheld", "uk", "frames 1") for n in range(4)]
    figures = precision_of(reviews, read), agreements(reviews)

    lines = list(stats_lines(*figures, Ink(), 100))
    value = json.loads(json.dumps(stats_value(*figures)))

    assert "  3 accepted, 0 corrected, 1 rejected, 0 contested" in lines
    assert "  right as read 0.75 (0.30 to 0.95, n = 4)" in lines
    assert "  anna, boris, carla: 4 versions in common" in lines
    assert "  anna, carla: 4 versions in common" in lines
    for label in ("right as read", "right or repairable", "agreement", "Krippendorff's alpha"):
        assert any(line.startswith(f"  {label}: ") for line in lines)
    assert value["reviewers"]["everybody"]["alpha"]["value"] == 1
    assert all(pair["agreement"]["definition"] for pair in value["reviewers"]["pairs"])


def test_without_two_persons_on_one_version_nothing_is_said_of_agreement() -> None:
    lines = list(stats_lines(precision_of([], []), agreements([]), Ink(), 100))

    assert "  No two persons decided on the same version, so nothing can be said of their agreement." in lines
    assert not any("versions were decided by two" in line for line in lines)
