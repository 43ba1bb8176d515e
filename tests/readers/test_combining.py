"""Two readings of one article: where readers agree, and what only one of them saw."""

from __future__ import annotations

from typing import Any

from papertiger.news.article import Article, Metadata, Paragraph
from papertiger.readers import ReadClaim, Reading
from papertiger.readers.combining import coder_of, combined
from papertiger.readers.reading import LinkedActor, Note
from papertiger.records import (
    PREDICATES,
    ArticleRef,
    AttributionStep,
    ClaimRecord,
    Coder,
    Explanation,
    Quote,
)

FRAMES = Coder(reader="frames", version="1", config="sha256:f", frame="")
MODEL = Coder(reader="llm", version="1", config="sha256:m", frame="")
ARTICLE = Article("A. B.", (Paragraph(0, 5, "body"),), Metadata(), "a.txt", b"A. B.")


def claim(coder: Coder, what: str, start: int = 0, **fields: Any) -> ReadClaim:  # noqa: ANN401 - any field of a record
    subject, predicate, target = what.split()
    family = next(name for name, known in PREDICATES.items() if predicate in known)
    known = {
        "id": f"{coder.reader}:{what}:{start}",
        "family": family,
        "predicate": predicate,
        "subject": subject,
        "subject_state": subject if len(subject) == 3 else None,
        "object": target,
        "object_state": target if len(target) == 3 else None,
        "domain": "arms",
        "polarity": "affirmed",
        "modality": "asserted",
        "attribution": (AttributionStep(kind="outlet", name="A"),),
        "quote": Quote(exact="A.", prefix="", suffix="", start=start, end=start + 2),
        "article": ArticleRef(sha256="0", path="a.txt", language="en"),
        "confidence": 0.7,
        "coder": coder.model_copy(update={"frame": "give" if coder is FRAMES else ""}),
    }
    record = ClaimRecord.model_validate({**known, **fields})
    return ReadClaim(record, (Explanation(field="predicate", value=predicate, why="by a verb"),))


def reading(coder: Coder, *claims: ReadClaim, **more: Any) -> Reading:  # noqa: ANN401 - any field of a reading
    return Reading(ARTICLE, "en", coder, claims, 2, 1, **more)


def readers(frames: list[ReadClaim], model: list[ReadClaim]) -> list[tuple[str, str]]:
    found = combined(reading(FRAMES, *frames), reading(MODEL, *model))
    return [(one.record.predicate, one.record.coder.reader) for one in found.claims]


def test_agreement_is_by_sentence_predicate_and_sides() -> None:
    frames = [claim(FRAMES, "RUS delivered VEN"), claim(FRAMES, "RUS pledged VEN", 3)]
    model = [
        claim(MODEL, "RUS delivered VEN"),
        claim(MODEL, "RUS pledged VEN", 0),
        claim(MODEL, "VEN trusts RUS", 3),
    ]
    assert readers(frames, model) == [
        ("delivered", "frames+llm"),
        ("pledged", "llm"),
        ("pledged", "frames"),
        ("trusts", "llm"),
    ]


def test_events_between_two_agree_in_either_direction_and_others_do_not() -> None:
    assert readers([claim(FRAMES, "RUS AGREE VEN")], [claim(MODEL, "VEN AGREE RUS")]) == [
        ("AGREE", "frames+llm")
    ]
    assert readers([claim(FRAMES, "RUS ACCUSE VEN")], [claim(MODEL, "VEN ACCUSE RUS")]) == [
        ("ACCUSE", "frames"),
        ("ACCUSE", "llm"),
    ]


def test_a_body_of_a_bloc_is_the_bloc() -> None:
    frames = [claim(FRAMES, "org:european-commission pledged UKR")]
    assert readers(frames, [claim(MODEL, "org:eu pledged UKR")]) == [("pledged", "frames+llm")]


def test_the_deterministic_readers_fields_stand_and_the_difference_is_told() -> None:
    own = claim(FRAMES, "RUS delivered VEN")
    other = claim(MODEL, "RUS delivered VEN", modality="denied", domain="cyber", confidence=0.1)
    (found,) = combined(reading(FRAMES, own), reading(MODEL, other)).claims
    assert found.record.model_copy(update={"coder": own.record.coder}) == own.record
    assert found.record.coder.frame == "give"
    assert found.explanation[:-1] == own.explanation
    assert found.explanation[-1] == Explanation(
        field="readers",
        value="frames+llm",
        why="a language model read it in this sentence too, but otherwise: domain = cyber, modality = denied",
    )


def test_of_several_readings_by_the_model_the_nearest_is_told() -> None:
    own = claim(FRAMES, "RUS delivered VEN")
    others = [
        claim(MODEL, "RUS delivered VEN", id="1", domain="cyber"),
        claim(MODEL, "RUS delivered VEN", id="2"),
    ]
    (found,) = combined(reading(FRAMES, own), reading(MODEL, *others)).claims
    assert found.explanation[-1].why == "a language model read it in this sentence too"


def test_no_identity_stands_twice() -> None:
    same = claim(MODEL, "RUS pledged VEN", 3, id=claim(FRAMES, "RUS delivered VEN").record.id)
    found = combined(reading(FRAMES, claim(FRAMES, "RUS delivered VEN")), reading(MODEL, same))
    assert len({one.record.id for one in found.claims}) == len(found.claims) == 1


def test_what_else_either_reading_holds_is_kept_once() -> None:
    note, own = Note("letters", 0, 1, "A", "mixes alphabets"), Note("llm", 0, 0, "", "a window not read")
    rus, ven = (LinkedActor(id_, "state", id_, None, ()) for id_ in ("RUS", "VEN"))
    found = combined(
        reading(FRAMES, notes=(note,), actors=(ven,)), reading(MODEL, notes=(note, own), actors=(ven, rus))
    )
    assert found.notes == (note, own)
    assert found.actors == (rus, ven)
    assert found.coder.reader == "frames,llm"


def test_the_configuration_of_both_is_that_of_either() -> None:
    both = coder_of(FRAMES, MODEL)
    other = MODEL.model_copy(update={"config": "sha256:n"})
    assert both == coder_of(FRAMES, MODEL)
    assert both.config != coder_of(FRAMES, other).config
