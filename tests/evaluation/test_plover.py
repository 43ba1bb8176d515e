"""Reading PLV's columns and scoring categories."""

from __future__ import annotations

from pathlib import Path

import pytest

from papertiger.errors import DataFileError
from papertiger.evaluation.plover import Row, figures, parsed, read_rows
from papertiger.events.layer.plover import QUADS, grams, plover
from papertiger.language import analyser
from papertiger.records import PREDICATES
from papertiger.settings import Settings

HEAD = "sentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"


def table(tmp_path: Path, *rows: str) -> Path:
    path = tmp_path / "rows.tsv"
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def row(marked: str, root: str, quad: str, source: str = "", target: str = "") -> str:
    return f"x\t{marked}\t{source}\t{target}\t{quad}\t{root}"


def test_marks_become_places_in_the_text(tmp_path: Path) -> None:
    (read,) = read_rows(table(tmp_path, row("<s>Peru</s> condemned <t>Chile</t>.", "ACCUSE", "3")))

    assert read == Row("Peru condemned Chile.", ((0, 4),), ((15, 20),), "ACCUSE", "3")


def test_a_phrase_that_is_not_marked_is_looked_for_by_its_words(tmp_path: Path) -> None:
    (read,) = read_rows(table(tmp_path, row("<s>Peru</s> met Chile.", "CONSULT", "1", "Peru", "Chile")))

    assert read.target == ((9, 14),)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sentence\tgold_root\nx\tACCUSE\n", "no column 'marked_sentence'"),
        (HEAD + row("<s>A</s> <t>B</t>", "MAKE_FRIENDS", "1") + "\n", "rows.tsv:2"),
        (HEAD + row("<s>A</s> <t>B</t>", "AID", "7") + "\n", "gold_penta '7'"),
    ],
)
def test_a_file_of_another_form_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataFileError, match=problem):
        read_rows(path)


def test_macro_f1_is_the_plain_mean_over_classes() -> None:
    gold = [Row("", (), (), root, str(QUADS[root])) for root in ("AID", "AID", "ACCUSE")]
    found = figures(gold, ["AID", "ACCUSE", "ACCUSE"])

    assert found["root"]["accuracy"] == pytest.approx(2 / 3)
    assert found["root"]["macro_f1"] == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert found["quad"]["classes"]["2"]["recall"] == 0.5
    assert found["confusions"] == [{"gold": "AID", "read": "ACCUSE", "rows": 1}]


def test_every_plover_category_has_a_quad() -> None:
    assert set(PREDICATES["event"]) <= QUADS.keys()


def test_grams_are_words_and_pairs() -> None:
    assert grams("Peru met Peru") == {"peru": 2, "met": 1, "peru met": 1, "met peru": 1}


def test_the_shipped_weights_read_plain_sentences(tmp_path: Path) -> None:
    rows = [
        row("<s>Peru</s> condemned <t>Chile</t> over the arrests.", "ACCUSE", "3"),
        row("<s>Kenya</s> sent food aid to <t>Somalia</t>.", "AID", "2"),
        row("<s>Norwegian police</s> arrested <t>a Danish sailor</t>.", "COERCE", "4"),
        row("<s>Greece</s> rejected <t>Albania</t>'s proposal.", "REJECT", "3"),
        row("<s>Rebel gunmen</s> attacked <t>an army post</t> and killed four soldiers.", "ASSAULT", "4"),
    ]
    gold = read_rows(table(tmp_path, *rows))

    assert [plover().category(g) for g in parsed(gold, analyser("en", Settings()).parse)] == [
        r.root for r in gold
    ]
