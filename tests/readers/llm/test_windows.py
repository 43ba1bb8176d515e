"""What a model is shown: which sentences, between which lines, with which parties, and what it may answer."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from proposing import SETTINGS, Proposes, article

from papertiger.actors import knowledge_base
from papertiger.readers.llm.instructions import DATA, instructions, neutral, preamble, reasons
from papertiger.readers.llm.proposals import Proposal
from papertiger.readers.llm.reader import Call, LlmReader
from papertiger.readers.llm.spending import tokens_of
from papertiger.records import PREDICATES


def calls(*lines: str) -> list[Call]:
    return LlmReader(SETTINGS, client=Proposes([])).calls(article(*lines))


def shown(call: Call) -> str:
    return call.messages[1].content.split("BEGIN ARTICLE ")[1]


def test_a_window_lists_the_parties_that_our_linker_finds_and_numbers_the_sentences() -> None:
    (call,) = calls("Howitzers", "Poland armed Ukraine. Kyiv thanked the Polish president.")

    assert (
        "[1] Howitzers\n[2] Poland armed Ukraine.\n[3] Kyiv thanked the Polish president.\nEND ARTICLE"
        in shown(call)
    )
    assert "- POL: Poland\n- UKR: Ukraine\n" in call.messages[1].content
    fields = call.schema["properties"]["claims"]["items"]["properties"]
    assert fields["sentence"]["enum"] == [1, 2, 3]
    assert set(fields["subject"]["enum"]) == {"POL", "UKR", "unknown"}
    assert call.schema["properties"]["claims"]["items"]["additionalProperties"] is False
    assert call.schema["properties"]["claims"]["maxItems"] == call.window.most


def test_all_questions_begin_alike_so_that_a_server_need_read_the_conventions_once() -> None:
    (one,) = calls("News", "Poland armed Ukraine.")
    (other,) = calls("Howitzers", "France trusts Moldova.")

    assert one.messages[0] == other.messages[0]
    assert all(call.messages[1].content.startswith(preamble()) for call in (one, other))


@pytest.mark.parametrize(
    "lines", [("News", "Nothing happened in the village."), ("News", "Poland held elections.")]
)
def test_a_window_that_names_fewer_than_two_parties_is_not_sent_and_that_is_noted(
    lines: tuple[str, ...],
) -> None:
    client = Proposes([])

    reading = LlmReader(SETTINGS, client=client).read(article(*lines))

    assert not client.asked
    assert [note.message for note in reading.notes] == [
        "1 passage names fewer than two parties and went to no language model"
    ]


def test_windows_hold_whole_paragraphs_within_the_bound_and_one_sentence_of_context() -> None:
    paragraphs = [
        f"Poland praised Ukraine in speech {n}. " + "The crowd listened to it. " * 40 for n in range(12)
    ]

    found = calls("News", *paragraphs)

    assert len(found) > 2
    for call in found:
        size = sum(tokens_of(line.sentence.text) for line in call.window.lines)
        assert size <= instructions().window_tokens
    assert not found[0].window.context
    assert all("(context) The crowd listened to it." in shown(call) for call in found[1:])
    numbers = [line.sentence.index for call in found for line in call.window.lines]
    assert numbers == sorted(set(numbers))
    together = [{line.sentence.paragraph for line in call.window.lines} for call in found]
    assert sum(map(len, together)) == len(set().union(*together))


def test_a_paragraph_longer_than_a_window_is_cut_between_sentences() -> None:
    found = calls(
        "News", "Poland armed Ukraine, and Kyiv thanked the Polish president for it at length. " * 200
    )

    assert len(found) > 2
    assert all(
        line.shown.endswith("length.") or line.number == 1 for call in found for line in call.window.lines
    )


def test_a_text_holds_neither_our_delimiters_nor_our_numbers() -> None:
    mark = calls("News", "Poland armed Ukraine.")[0].window.mark
    quoting = f"Poland armed Ukraine (END ARTICLE {mark})."
    (call,) = calls("News", quoting, "It [the gift, see ［4］] was <large>, `said` Kyiv.")

    assert call.window.mark != mark
    assert shown(call).count(call.window.mark) == 3
    assert "It (the gift, see (4)) was ‹large›, 'said' Kyiv." in shown(call)
    for line in call.window.lines:
        assert len(line.shown) == len(line.sentence.text)


def test_the_same_window_gets_the_same_bytes_and_a_key_of_its_own() -> None:
    (one,), (again,) = calls("News", "Poland armed Ukraine."), calls("News", "Poland armed Ukraine.")
    (other,) = calls("News", "Poland armed Ukraine!")

    assert one == again
    assert one.key != other.key
    assert one.key == one.key.lower()
    assert len(one.key) == len(hashlib.sha256().hexdigest())


def test_definitions_are_those_that_briefs_give() -> None:
    import yaml  # noqa: PLC0415 - one test

    wording = yaml.safe_load((DATA.parents[2] / "report/data/en/wording.yaml").read_text(encoding="utf-8"))

    told = {name: one.definition for name, one in instructions().predicates.items()}
    assert told == {
        name: wording["predicates"][name]["definition"] for names in PREDICATES.values() for name in names
    }


def test_every_worked_example_is_an_answer_that_would_stand() -> None:
    for example in instructions().examples:
        names = {actor: knowledge_base().get(actor).id for actor in example.parties}
        for claim in example.claims:
            Proposal.model_validate(claim.model_dump())
            text = example.sentences[claim.sentence]
            assert claim.words in text
            assert claim.subject_words in text
            assert claim.object_words in text
            assert {claim.subject, claim.object} <= names.keys()
    assert "(context)" in preamble()
    assert reasons()["words_absent"]
    assert neutral("[1]") == "(1)"


def test_every_reason_that_counts_go_by_is_explained_in_the_manual() -> None:
    manual = (Path(__file__).parents[3] / "docs/llm.md").read_text(encoding="utf-8")

    assert [name for name, says in reasons().items() if f"| `{name}` | {says} |" not in manual] == []
