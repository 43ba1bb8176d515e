"""``papertiger eval``: figures as text and as JSON, and what is wrong said in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

TREE = (
    "1\tPoland\tPoland\tPROPN\t_\tNumber=Sing\t2\tnsubj\t_\t_\n"
    "2\tsent\tsend\tVERB\t_\tMood=Ind\t0\troot\t_\t_\n"
    "3\ttanks\ttank\tNOUN\t_\tNumber=Plur\t2\tobj\t_\tSpaceAfter=No\n"
    "4\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
)
TEXT = "Minister resigns\n\nAstrid Hovland left London.\n"


@pytest.fixture
def treebank(tmp_path: Path) -> Path:
    path = tmp_path / "one.conllu"
    path.write_text(TREE, encoding="utf-8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for part, name, content in (
        ("raw", "a.txt", TEXT),
        (
            "ner",
            "a.tsv",
            "18\t32\tAstrid Hovland\tAstrid Hovland\tPER\tPER-1\n38\t44\tLondon\tLondon\tLOC\tLOC-1\n",
        ),
    ):
        folder = tmp_path / "corpus" / part / "news" / "en"
        folder.mkdir(parents=True)
        (folder / name).write_text(content, encoding="utf-8")
    return tmp_path / "corpus"


def test_parsing_is_measured_on_words_and_on_text(run: Callable[..., Ran], treebank: Path) -> None:
    ran = run("eval", "parse", "--language", "en", str(treebank), "--format", "json")

    figures = json.loads(ran.out)
    assert ran.status == 0
    assert {"UAS", "LAS", "UPOS", "UFeats", "Lemmas"} <= figures.keys() & figures["raw"].keys()
    assert (figures["sentences"], figures["words"]) == (1, 4)
    assert figures["raw"]["Sentences"] == figures["raw"]["Words"] == 100.0


def test_parsing_figures_are_a_table_that_says_what_they_are(run: Callable[..., Ran], treebank: Path) -> None:
    out = run("eval", "parse", "-l", "en", str(treebank)).out

    assert out.startswith("1 sentence, 4 words; per cent")
    assert "head and universal relation" in out
    assert "nsubj" in out


def test_names_are_measured(run: Callable[..., Ran], corpus: Path) -> None:
    ran = run("eval", "entities", str(corpus), "--language", "en", "--format", "json")

    figures = json.loads(ran.out)
    assert ran.status == 0
    assert figures["mentions"] == {"PER": 1, "ORG": 0, "LOC": 1, "all": 2}
    assert figures["exact"]["all"] == {"precision": 100.0, "recall": 100.0, "f1": 100.0}
    assert figures["base"]["all"] == 100.0


def test_name_figures_are_a_table_that_says_what_they_are(run: Callable[..., Ran], corpus: Path) -> None:
    out = run("eval", "entities", str(corpus), "-l", "en", "--topic", "news").out

    assert out.startswith("1 text, 2 mentions of persons, organisations, places; per cent")
    assert all(word in out for word in ("exact", "partial", "any kind", "relaxed", "base forms right"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["parse", "-l", "en", "none.conllu"], "none.conllu: no such file; name a CoNLL-U file"),
        (["parse", "-l", "en", "."], ". is a folder; name a CoNLL-U file"),
        (["parse", "-l", "de", "one.conllu"], "no pipeline for language 'de'; there are: en, ru, uk"),
        (["parse", "-l", "en", "empty.conllu"], "empty.conllu holds no sentence with one root"),
        (["parse", "one.conllu"], "--language"),
        (["entities", "-l", "en", "none"], "none: no such folder; name one that holds raw/ and ner/"),
        (["entities", "-l", "en", "one.conllu"], "one.conllu is no folder"),
        (["entities", "-l", "en", "."], ".: no folder raw/"),
        (["entities", "-l", "uk", "corpus"], "no texts in language 'uk'; there are: en"),
        (["entities", "-l", "en", "corpus", "--topic", "sport"], "no topic 'sport'"),
        (["spans"], "spans"),
        (["attribution", "none"], "none: no such folder; name one that holds text/ and attributions/"),
        (["attribution", "."], "text: no such folder; name one that holds text/ and attributions/"),
    ],
)
@pytest.mark.usefixtures("treebank", "corpus")
def test_what_is_wrong_is_said_in_one_line(
    run: Callable[..., Ran], tmp_path: Path, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty.conllu").write_text("", encoding="utf-8")

    ran = run("eval", *arguments)

    assert ran.status == 2
    assert message in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("name", ["parse", "entities", "attribution"])
def test_the_help_defines_every_figure(run: Callable[..., Ran], name: str) -> None:
    ran = run("eval", name, "--help")

    assert ran.status == 0
    figures = {
        "parse": ("UPOS", "UFeats", "Lemmas", "UAS", "LAS", "raw"),
        "entities": ("exact", "partial", "untyped", "relaxed", "base"),
        "attribution": ("exact", "overlap", "label"),
    }
    assert all(figure in ran.out for figure in figures[name])
    assert "--format" in ran.out
    assert f"papertiger eval {name}" in ran.out


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "en.yaml"
    path.write_text(
        "sentences:\n"
        "- text: Turkey delivered 12 howitzers to Azerbaijan on Tuesday.\n"
        "  claims:\n"
        "  - {claim: TUR delivered AZE, domain: arms}\n"
        "  - {claim: TUR AID AZE}\n"
        "- text: The striker scored twice for Brazil.\n"
        "  claims: []\n",
        encoding="utf-8",
    )
    return path


def test_claims_are_measured_on_gold_sentences(run: Callable[..., Ran], gold: Path) -> None:
    ran = run("eval", "claims", str(gold), "--format", "json")

    (figures,) = json.loads(ran.out)["files"]
    assert ran.status == 0
    assert (figures["claims_precision"], figures["claims_recall"], figures["domain"]) == (1.0, 1.0, 1.0)
    assert (figures["false_per_100_empty"], figures["unread"]) == (0.0, 0)
    assert figures["predicates"]["delivered"] == {"gold": 1, "found": 1, "read": 1, "right": 1}
    assert figures["reliability"]["claims"] == 2


def test_errors_are_listed_only_when_asked_for(run: Callable[..., Ran], gold: Path) -> None:
    gold.write_text(gold.read_text(encoding="utf-8").replace("AZE, domain", "ARM, domain"), encoding="utf-8")

    assert "missed\nTUR delivered ARM" in run("eval", "claims", str(gold), "--errors").out
    assert "ARM" not in run("eval", "claims", str(gold)).out


def test_plover_categories_are_measured_with_both_parties_given(
    run: Callable[..., Ran], tmp_path: Path
) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(
        "sentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
        "x\t<s>Kenya</s> sent food aid to <t>Somalia</t>.\tKenya\tSomalia\t2\tAID\n",
        encoding="utf-8",
    )
    ran = run("eval", "plover", str(path), "--format", "json")

    figures = json.loads(ran.out)
    assert figures["root"]["accuracy"] == figures["root"]["macro_f1"] == 1.0
    assert figures["quad"]["macro_f1"] == 1.0


@pytest.mark.parametrize("form", ["json", "text"])
def test_plover_events_are_measured_with_nobody_given(
    run: Callable[..., Ran], tmp_path: Path, form: str
) -> None:
    path = tmp_path / "rows.tsv"
    path.write_text(
        "sentence\tmarked_sentence\tsource\ttarget\tgold_penta\tgold_root\n"
        "x\t<s>Turkey</s> delivered howitzers to <t>Azerbaijan</t>.\tTurkey\tAzerbaijan\t2\tAID\n",
        encoding="utf-8",
    )
    ran = run("eval", "plover", "--strict", str(path), "--format", form)

    assert ran.status == 0
    if form == "json":
        figures = json.loads(ran.out)
        assert (figures["rows"], figures["strict"]["reader"]["apart"]["root"]) == (1, 1.0)
        assert {"pairs", "published", "definitions", "rules"} <= figures["strict"].keys()
    else:
        assert "extra_per_sentence" in ran.out
        assert "UniversalPetrarch" in ran.out


@pytest.mark.parametrize("command", ["claims", "plover"])
def test_a_gold_file_that_is_not_there_is_said_in_one_line(run: Callable[..., Ran], command: str) -> None:
    ran = run("eval", command, "nowhere.yaml")

    assert ran.status == 2
    assert "nowhere.yaml: no such file" in ran.err


@pytest.fixture
def attributed(tmp_path: Path) -> Path:
    folder = tmp_path / "attributed"
    for part in ("text", "attributions"):
        (folder / part).mkdir(parents=True)
    (folder / "text" / "road.txt").write_text("The mayor said that the road was closed.", encoding="utf-8")
    (folder / "attributions" / "road_ab12.ann").write_text(
        "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 39\tthat the road was closed\n"
        "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n",
        encoding="utf-8",
    )
    return folder


def test_attributions_are_measured_as_json(run: Callable[..., Ran], attributed: Path) -> None:
    ran = run("eval", "attribution", str(attributed), "--format", "json")
    found = json.loads(ran.out)

    assert ran.status == 0
    assert found["attributions"] == {"gold": 1, "found": 1, "matched": 1}
    assert all(
        found["roles"][r][n]["f1"] == 1 for r in ("source", "cue", "content") for n in found["roles"][r]
    )
    assert found["published"][0]["label"]["content"] == 0.911


def test_attributions_are_measured_beside_published_figures(
    run: Callable[..., Ran], attributed: Path
) -> None:
    ran = run("eval", "attribution", str(attributed))

    assert "1 annotation file, 1 attribution annotated, 1 found, 1 matched" in ran.out
    assert "1.000 (1.000, 1.000)" in ran.out
    assert "two annotators (PolNeAR)" in ran.out
    assert "source 0.777" in ran.out
