"""Scores of claims against gold sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import ArticleError, DataFileError
from papertiger.evaluation import ClaimScore, GoldSentences, load_gold, read_and_score
from papertiger.evaluation.claims import add, as_article
from papertiger.evaluation.gold import GoldSentence
from papertiger.news import Article
from papertiger.readers import Reading
from papertiger.records import ArticleRef, AttributionStep, ClaimRecord, Coder, Quote

TEXT = "Peru sent Chile three boats."


def record(predicate: str, subject: str, target: str | None, **fields: object) -> ClaimRecord:
    """A claim of the outlet's own about two states."""
    family = "event" if predicate.isupper() else "support"
    base: dict[str, object] = {
        "id": "x", "family": family, "predicate": predicate, "subject": subject, "subject_state": subject,
        "object": target, "object_state": target, "domain": "unspecified", "polarity": "affirmed", "modality": "asserted",
        "attribution": (AttributionStep(kind="outlet", name="Gold"),),
        "quote": Quote(exact=TEXT, prefix="", suffix="", start=0, end=len(TEXT)),
        "article": ArticleRef(sha256="0", path="gold", language="en"), "confidence": 0.8,
        "coder": Coder(reader="frames", version="0", config="", frame="give"),
    }  # fmt: skip
    return ClaimRecord.model_validate({**base, **fields})


def scored(claims: list[dict[str, object]], *read: ClaimRecord) -> ClaimScore:
    score = ClaimScore()
    add(score, GoldSentence.model_validate({"text": TEXT, "claims": claims}), read)
    return score


def test_a_claim_is_found_when_predicate_and_both_sides_agree() -> None:
    score = scored([{"claim": "PER delivered CHL"}], record("delivered", "PER", "CHL"))

    assert (score.counts["claims_gold"], score.counts["claims_found"], score.counts["claims_right"]) == (
        1,
        1,
        1,
    )
    assert score.judged == [(0.8, True)]


def test_the_wrong_way_round_is_false_and_missed_and_said_to_be_reversed() -> None:
    score = scored([{"claim": "PER delivered CHL"}], record("delivered", "CHL", "PER"))

    assert (score.counts["claims_right"], score.counts["claims_found"]) == (0, 0)
    assert score.confusion == {("delivered", "reversed"): 1}


def test_what_was_read_instead_is_counted() -> None:
    score = scored([{"claim": "PER pledged CHL"}], record("delivered", "PER", "CHL"))

    assert score.confusion == {("pledged", "delivered"): 1}


@pytest.mark.parametrize(
    ("read", "sort"),
    [
        (("delivered", "CHL", "PER"), "turned"),
        (("delivered", "PER", "BOL"), "pair"),
        (("pledged", "PER", "CHL"), "predicate"),
        (("pledged", "CHL", "PER"), "other"),
        (("pledged", "PER", "BOL"), "other"),
    ],
)
def test_a_false_claim_is_of_one_sort(read: tuple[str, str, str], sort: str) -> None:
    assert scored([{"claim": "PER delivered CHL"}], record(*read)).mistakes == {sort: 1}


def test_a_false_claim_of_a_sentence_that_has_none_is_of_nothing() -> None:
    assert scored([], record("delivered", "PER", "CHL")).mistakes == {"nothing": 1}


def test_a_meeting_that_is_listed_the_other_way_round_is_no_mistake() -> None:
    assert not scored([{"claim": "PER CONSULT CHL"}], record("CONSULT", "CHL", "PER")).mistakes


def test_a_claim_that_may_be_left_out_is_neither_missed_nor_false() -> None:
    optional = [{"claim": "PER AID CHL", "may": True}]

    assert scored(optional).counts["events_gold"] == 0
    assert scored(optional, record("AID", "PER", "CHL")).counts["events_right"] == 1


@pytest.mark.parametrize(("name", "right"), [("CONSULT", 1), ("ASSAULT", 0)])
def test_only_meetings_and_the_like_may_be_read_in_either_direction(name: str, right: int) -> None:
    score = scored([{"claim": f"PER {name} CHL"}], record(name, "CHL", "PER"))

    assert (score.counts["events_right"], score.counts["events_found"]) == (right, right)


def test_an_event_without_a_recipient_is_written_with_a_dash() -> None:
    assert scored([{"claim": "PER MOBILIZE -"}], record("MOBILIZE", "PER", None)).counts["events_found"] == 1


def test_false_claims_are_counted_per_hundred_sentences_with_nothing_to_code() -> None:
    score = scored([], record("delivered", "PER", "CHL"))
    add(score, GoldSentence(text=TEXT, claims=()), ())

    assert score.figures()["false_per_100_empty"] == 50.0


def test_fields_are_judged_on_the_claims_found() -> None:
    gold = [{"claim": "PER delivered CHL", "domain": "arms", "modality": "possible", "speaker": "CHL!"}]
    figures = scored(gold, record("delivered", "PER", "CHL")).figures()

    assert (figures["modality"], figures["polarity"], figures["stance"]) == (0.0, 1.0, 0.0)
    assert (figures["domain"], figures["speaker"], figures["aux"]) == (0.0, 0.0, None)


@pytest.mark.parametrize(
    ("speaker", "steps", "right"),
    [
        (None, [], 1.0),
        ("CHL", [("CHL", False)], 1.0),
        ("CHL!", [("CHL", True)], 1.0),
        ("CHL", [("CHL", True)], 0.0),
        ("CHL", [("PER", False)], 0.0),
        ("!", [(None, True)], 1.0),
        (None, [("CHL", False)], 0.0),
    ],
)
def test_the_final_speaker_is_compared_by_state_and_anonymity(
    speaker: str | None, steps: list[tuple[str | None, bool]], right: float
) -> None:
    chain = (
        AttributionStep(kind="outlet", name="Gold"),
        *(AttributionStep(kind="group", name="officials", actor=a, anonymous=n) for a, n in steps),
    )
    score = scored(
        [{"claim": "PER delivered CHL", "speaker": speaker}],
        record("delivered", "PER", "CHL", attribution=chain),
    )

    assert score.figures()["speaker"] == right


def test_a_sentence_of_context_is_read_but_not_scored() -> None:
    sentence = GoldSentence(text=TEXT, before="Chile asked.", claims=())
    article, start = as_article(GoldSentences(sentences=(sentence,)), sentence)

    assert article.text[start:] == TEXT


def test_a_sentence_that_cannot_be_read_is_told_and_missed_and_the_rest_goes_on() -> None:
    class Refuses:
        def read(self, article: Article) -> Reading:
            raise ArticleError(article.path, "no reader")

    gold = GoldSentences.model_validate(
        {"sentences": [{"text": TEXT, "claims": [{"claim": "PER delivered CHL"}]}] * 2}
    )
    score = read_and_score(Refuses(), gold, ClaimScore())

    assert (len(score.unread), score.counts["claims_gold"], score.counts["claims_found"]) == (2, 2, 0)


@pytest.mark.parametrize(
    ("claim", "problem"),
    [
        ("{claim: PER gives CHL}", "no predicate 'gives'"),
        ("{claim: PER delivered}", "is not 'SUBJECT predicate OBJECT'"),
        ("{claim: PER delivered CHL, over: ARG}", "`over` belongs to prioritises"),
        ("{claim: PER delivered CHL, domain: boats}", "claims.0.domain"),
    ],
)
def test_a_wrong_gold_file_is_refused_with_line_and_reason(tmp_path: Path, claim: str, problem: str) -> None:
    path = tmp_path / "en.yaml"
    path.write_text(f"sentences:\n- text: x\n  claims:\n  - {claim}\n", encoding="utf-8")

    with pytest.raises(DataFileError, match=r"en\.yaml:4") as failure:
        load_gold(path)
    assert problem in str(failure.value)


def test_the_language_is_the_files_name_where_it_says_none(tmp_path: Path) -> None:
    for name in ("uk.yaml", "uk-2.yaml", "sentences.yaml"):
        (tmp_path / name).write_text("sentences: []\n", encoding="utf-8")

    assert [load_gold(tmp_path / n).language for n in ("uk.yaml", "uk-2.yaml", "sentences.yaml")] == [
        "uk",
        "uk",
        None,
    ]
