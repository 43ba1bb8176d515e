"""``papertiger frames``: broken lexicon files are told in full, frames are shown, words are found, docs/frames.md is true.

The shipped files grow, so no test counts what is in them; what must be certain stands in small files of our own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from papertiger.cli.frames import COMMANDS
from papertiger.events import inventory, languages
from papertiger.events.inventory import findings, take_stock
from papertiger.events.inventory.entries import NESTED, SPECIAL, is_slot
from papertiger.events.lexicon import Also, Entry, Frame, FrameTable, Shift, Vocabulary

if TYPE_CHECKING:
    from tests.cli.conftest import Ran

Run = Callable[..., "Ran"]
DOCS = Path(__file__).parents[2] / "docs" / "frames.md"
pytestmark = pytest.mark.usefixtures("shipped_once")
FRAMES = """frames:
- id: give
  doc: Somebody gives something.
  family: support
  predicate: delivered
  negated: withheld
  requires: subject object
  themes: support
  shifts: [{cue: enough, polarity: negated, predicate: insufficient}]
  also: [{when: delivered, event: AID}]
  verb: {subject: nsubj, object: dat}
  noun: {subject: by, object: dat}
- id: trust
  doc: Somebody trusts somebody.
  family: relation
  predicate: trusts
  requires: subject object
  verb: {subject: nsubj, object: dat}
kin: {trusts: distrusts}
"""
WORDS = """language: uk
slots:
  by: [з боку+Gen]
negation: не
classes:
- {id: support, words: допомога радар}
- {id: support, domain: cyber, words: сервер}
domains:
- {domain: cyber, stems: кібер}
modal: {possible: мабуть}
cues:
  enough: достатньо
entries:
- {frame: give, verbs: надати, nouns: надання}
- {frame: trust, verbs: довіряти}
"""


def written(folder: Path, name: str, text: str, *changes: tuple[str, str]) -> str:
    """The path of a new file with `text` in which each pair's first string has given way to its second."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_text(text, encoding="utf-8")
    return name


def told(ran: Ran) -> list[str]:
    """The lines of problems."""
    return [line for line in ran.out.splitlines() if re.search(r": (error|warning): ", line)]


# ------------------------------------------------------------------ check


def test_the_shipped_files_hold_no_error_and_are_counted(run: Run) -> None:
    ran = run("frames", "check", "--format", "json")

    found = json.loads(ran.out)
    assert ran.status == 0
    assert found["errors"] == []
    assert set(found["languages"]) == set(languages())
    assert all(row["entries"] >= row["frames"] > 40 for row in found["languages"].values())
    assert {"rule", "file", "line", "about", "problem", "level"} == {
        name for one in found["warnings"] for name in one
    } or not found["warnings"]
    summary = next(line for line in run("frames", "check").out.splitlines() if "languages" in line)
    assert re.match(r"\d+ frames, \d+ languages, [\d,]+ entries, [\d,]+ words, 0 errors, ", summary)


def test_files_without_a_problem_are_told_to_be_so(run: Run, tmp_path: Path) -> None:
    frames = written(tmp_path, "frames.yaml", FRAMES)
    words = written(tmp_path, "mine.yaml", WORDS)

    ran = run("frames", "check", words, frames, "--format", "json")

    found = json.loads(ran.out)
    about_uk = [
        one for one in found["warnings"] if "'en'" not in one["problem"] and "'ru'" not in one["problem"]
    ]
    assert (ran.status, found["errors"], about_uk) == (0, [], [])
    assert found["frames"] == 2
    assert found["languages"]["uk"]["entries"] == 2
    assert found["languages"]["uk"]["words"] == 3


def test_every_problem_is_told_with_its_line(run: Run, tmp_path: Path) -> None:
    frames = written(tmp_path, "frames.yaml", FRAMES)
    words = written(
        tmp_path,
        "uk.yaml",
        WORDS,
        ("{frame: give, verbs: надати,", "{frame: giv, verbs: надати,"),
        ("{frame: trust,", "{frame: trust, themes: suport, needs: enouhg, object: dta,"),
    )

    ran = run("frames", "check", frames, words)

    lines = [line for line in told(ran) if line.startswith("uk.yaml")]
    assert ran.status == 1
    assert lines == [
        "uk.yaml:14: error: frame giv: no frame has the id 'giv'; did you mean give? [unknown_frame]",
        "uk.yaml:15: error: frame trust: needs: no cue 'enouhg' in 'uk'; did you mean enough? [unknown_cue]",
        "uk.yaml:15: error: frame trust: themes: no noun class 'suport' in 'uk'; did you mean support? [unknown_class]",
        "uk.yaml:15: warning: frame trust: object: nothing ever stands in slot 'dta'; did you mean dat? [unknown_slot]",
    ]
    assert any(line.startswith("frames.yaml:2: warning: frame give: no entry of 'uk'") for line in told(ran))


def test_every_field_that_breaks_the_form_is_told(run: Run, tmp_path: Path) -> None:
    frames = written(
        tmp_path,
        "frames.yaml",
        FRAMES,
        ("  negated: withheld\n", "  negatd: withheld\n"),
        ("predicate: trusts", "predicate: trust"),
    )

    ran = run("frames", "check", frames)

    assert ran.status == 1
    assert [line.split(" error: ")[0] for line in told(ran)] == ["frames.yaml:6:", "frames.yaml:13:"]
    assert "no such field; did you mean 'negated'?" in ran.out
    assert "predicate 'trust' is not one of depends_on, trusts" in ran.out


@pytest.mark.parametrize(
    ("old", "new", "line", "rule", "says"),
    [
        ("requires: subject object\n  themes", "requires: subjct\n  themes", 7, "unknown_value", "requires: 'subjct' is unknown; did you mean subject, object?"),
        ("event: AID}", "event: HELP}", 10, "unknown_value", "also.0.event: 'HELP' is unknown; there are: "),
        ("event: AID}", "event: AID, pos: vreb}", 10, "unknown_value", "also.0.pos: 'vreb' is unknown; did you mean verb?"),
        ("  negated: withheld\n", "  negated: withheld\n  presupposes: supply\n", 7, "unknown_value", "presupposes: 'supply' is unknown; there are: give, trust"),
        ("  negated: withheld\n", "  negated: withheld\n  modality: posible\n", 7, "unknown_value", "modality: 'posible' is unknown; did you mean possible"),
        ("- id: trust", "- id: give", 13, "unknown_value", "a frame before it has the same id"),
        ("kin: {trusts: distrusts}", "kin: {trusts: mistrusts}", 19, "unknown_value", "'mistrusts' is no predicate; did you mean distrusts"),
        ("cue: enough", "cue: plenty", 9, "no_cue", "'uk' has no cue 'plenty', so 'insufficient' never comes"),
    ],
)  # fmt: skip
def test_values_of_a_frame_that_nothing_can_be_done_with(
    run: Run, tmp_path: Path, old: str, new: str, line: int, rule: str, says: str
) -> None:
    frames = written(tmp_path, "frames.yaml", FRAMES, (old, new))
    words = written(tmp_path, "mine.yaml", WORDS)

    ran = run("frames", "check", frames, words)

    hits = [one for one in told(ran) if one.startswith(f"frames.yaml:{line}: ") and says in one]
    assert hits
    assert all(one.endswith(f"[{rule}]") for one in hits)
    assert ran.status == (0 if rule == "no_cue" else 1)


@pytest.mark.parametrize(
    ("old", "new", "line", "rule", "says"),
    [
        ("verbs: надати,", "verbs: надати_раду,", 14, "several_words", "error: frame give: 'надати раду' is several words; list it under phrases"),
        ("verbs: довіряти}", "verbs: довіряти, negated: withheld}", 15, "unknown_value", "negated: 'withheld' is unknown; there are: constrained_by"),
        ("verbs: довіряти}", "verbs: довіряти, modality: sure}", 15, "unknown_value", "modality: 'sure' is unknown"),
        ("verbs: довіряти}", "verbs: довіряти довіряти}", 15, "twice", "'довіряти' stands 2 times in one list; keep one"),
        ("- {frame: trust, verbs: довіряти}", "- {frame: trust, verbs: довіряти}\n- {frame: trust, verbs: довіряти вірити}", 16, "twice", "verb 'довіряти' stands in 2 entries with the same themes"),
        ("verbs: довіряти}", "verbs: довіряти, nouns: довіра}", 15, "unreached", "noun 'довіра' can make no claim, since no role has a slot; name subject and object slots"),
        ("verbs: довіряти}", "verbs: довіряти, phrases: твердий_віра, object: dat}", 15, "no_slot", "phrase 'твердий віра': subject can only be guessed; name subject slots in the entry, or in the frame under noun"),
        ("verbs: довіряти}", "verbs: довіряти, theme_slots: obj}", 15, "unreached", "theme_slots do nothing without themes"),
        ("verbs: довіряти}", "verbs: довіряти, needs: enough, unless: enough}", 15, "unreached", "needs cue 'enough' and is ruled out by it"),
        ("{frame: trust, verbs: довіряти}", "{frame: trust}", 15, "unreached", "the entry lists no words"),
        ("verbs: довіряти}", "verbs: довіряти, object: on.gen}", 15, "unknown_slot", f"nothing ever stands in slot 'on.gen'; only {', '.join(NESTED)}"),
        ("verbs: надати, nouns: надання}", "verbs: надати, nouns: надання, theme_slots: obj.gen}", 14, "unknown_slot", "a theme's slot has no dot"),
        ("verbs: довіряти}", "verbs: Довіряти}", 15, "capital", "write 'довіряти'"),
        ("verbs: довіряти}", "verbs: довіряв}", 15, "no_lemma", "verb 'довіряв' is no base form of the dictionary, so its forms are not found; write 'довіряти'"),
        ("verbs: довіряти}", "verbs: довіряти радар}", 15, "other_class", "'радар' is no verb but NOUN to the dictionary, so it is hardly found; list it under nouns"),
        ("enough: достатньо", "enough: достатньо\n  spare: зайвий", 13, "unused_cue", "cue spare: no entry needs or excludes it"),
        ("enough: достатньо", "enough: досить_таки", 12, "several_words", "warning: cue enough: 'досить таки' is several words"),
        ("words: сервер}", "words: сервер}\n- {id: support, words: сервер}", 8, "lost_domain", "'сервер' also stands in the line of cyber, which it loses to no domain here"),
    ],
)  # fmt: skip
def test_words_that_do_nothing_or_not_what_they_seem_to(
    run: Run, tmp_path: Path, old: str, new: str, line: int, rule: str, says: str
) -> None:
    frames = written(tmp_path, "frames.yaml", FRAMES)
    words = written(tmp_path, "mine.yaml", WORDS, (old, new))

    ran = run("frames", "check", frames, words, "--strict")

    hits = [one for one in told(ran) if says in one]
    assert len(hits) == 1
    assert hits[0].startswith(f"mine.yaml:{line}: ")
    assert hits[0].endswith(f" [{rule}]")
    assert ran.status == 1


def test_only_strict_checks_fail_for_warnings(run: Run, tmp_path: Path) -> None:
    words = written(tmp_path, "mine.yaml", WORDS, ("enough: достатньо", "enough: достатньо\n  spare: зайвий"))

    frames = written(tmp_path, "frames.yaml", FRAMES)
    assert run("frames", "check", frames, words).status == 0
    assert run("frames", "check", frames, words, "--strict").status == 1


def test_a_participle_is_an_adjective_and_a_form_beside_its_base_form_is_fine(
    run: Run, tmp_path: Path
) -> None:
    words = written(
        tmp_path,
        "mine.yaml",
        WORDS,
        ("language: uk", "language: ru"),
        (
            "verbs: довіряти}",
            "adjectives: брошенный, verbs: достичь достигнуть, subject: nsubj, object: dat}",
        ),
    )

    ran = run("frames", "check", written(tmp_path, "frames.yaml", FRAMES), words)

    assert [one for one in told(ran) if "no_lemma" in one or "other_class" in one] == []


def test_senses_are_checked(run: Run, tmp_path: Path) -> None:
    table = written(
        tmp_path,
        "senses.yaml",
        "senses:\n- {id: say, doc: Saying., category: SPEAK}\n- {id: ask, doc: Asking.}\n",
    )
    words = written(
        tmp_path,
        "uk.yaml",
        "language: uk\nsenses:\n  say:\n    verbs: казати казати\n  aks:\n    verbs: просити\n",
    )

    ran = run("frames", "check", table, words)

    assert ran.status == 1
    assert [re.sub(r"; (there are|did you).*(?= \[)", "; …", one) for one in told(ran)] == [
        "senses.yaml:2: error: sense say: category: 'SPEAK' is no predicate; … [unknown_value]",
        "uk.yaml:5: error: sense aks: no sense has the id 'aks'; … [unknown_sense]",
        "uk.yaml:2: warning: sense ask: 'uk' has no words of it; add some [no_entry]",
        "uk.yaml:4: warning: sense say: 'казати' stands 2 times in one list; keep one [twice]",
    ]


def test_a_new_language_needs_senses_and_files_are_called_after_their_language(
    run: Run, tmp_path: Path
) -> None:
    words = written(tmp_path, "de.yaml", WORDS, ("language: uk", "language: pl"))

    ran = run("frames", "check", words)

    assert ran.status == 1
    assert (
        "de.yaml: error: language: 'pl' has no senses, without which nothing is read; add senses/pl.yaml"
        in ran.out
    )
    assert "de.yaml: error: language: the file is called de.yaml, but its language is 'pl'" in ran.out


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        ("frames:\n- {id: a\n", 1, "mine.yaml:3: error: not valid YAML"),
        ("frames:\n- {id: a}\n", 1, "mine.yaml:2: error: frames.0.doc: Field required [schema]"),
        ("actors: {}\n", 2, "mine.yaml: no lexicon file: it has none of the fields frames, entries, senses"),
        ("", 2, "mine.yaml: no lexicon file"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    run: Run, tmp_path: Path, text: str, status: int, says: str
) -> None:
    ran = run("frames", "check", written(tmp_path, "mine.yaml", text))

    assert ran.status == status
    assert says in ran.out + ran.err


def test_two_files_of_a_kind_and_no_file_are_refused(run: Run, tmp_path: Path) -> None:
    one, two = written(tmp_path, "a.yaml", WORDS), written(tmp_path, "b.yaml", WORDS)

    both, none = run("frames", "check", one, two), run("frames", "check", "none.yaml")

    assert (both.status, both.err) == (
        2,
        "papertiger: a.yaml and b.yaml both hold words uk; check one at a time\n",
    )
    assert (none.status, none.err) == (2, "papertiger: none.yaml: no such file\n")


def test_slots_of_the_shipped_frames_are_known_somewhere() -> None:
    stock = take_stock()
    assert stock.frames is not None
    tables = [words.table for words in stock.vocabularies.values()]
    slots = {
        slot
        for frame in stock.frames.table.frames
        for at in (frame.verb, frame.noun, frame.adjective)
        for slot in (*at.subject, *at.object, *at.over)
    }

    assert {slot for slot in slots if not any(is_slot(slot, table) for table in tables)} == set()
    assert slots >= SPECIAL - {"range"}


def test_a_problem_is_told_once() -> None:
    found = findings(take_stock())

    assert len(found) == len(set(found))


def test_the_help_lists_every_rule(run: Run) -> None:
    folder = Path(inventory.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    rules = set(re.findall(r"\b(?:error|warning)\(\s*\"(\w+)\"", source))

    assert len(rules) > 10
    assert rules - set(re.findall(r"\w+", run("frames", "check", "--help").out)) == set()


# ------------------------------------------------------------------ show


def test_a_frame_is_shown_with_its_words(run: Run) -> None:
    out = run("frames", "show", "cut", "--language", "uk").out

    assert out.startswith("cut  A provider cuts")
    assert "  family         support\n  predicate      reduced\n" in out
    assert "  presupposes    supply\n" in out
    assert "  beside         SANCTION, mode discontinue" in out
    assert "  verb subject " in out
    assert "words uk\n" in out
    assert "words en" not in out
    assert re.search(r"^    verbs        .*скоротити", out, re.MULTILINE)
    assert re.search(r"uk\.yaml:\d+  theme_slots: ", out)


def test_a_frame_is_data(run: Run) -> None:
    found: dict[str, Any] = json.loads(run("frames", "show", "give", "--format", "json").out)

    assert (found["id"], found["family"], found["predicate"], found["negated"]) == (
        "give",
        "support",
        "delivered",
        "withheld",
    )
    assert set(found["slots"]) == {"verb", "noun", "adjective"}
    assert "nsubj" in found["slots"]["verb"]["subject"]
    assert set(found["words"]) == set(languages())
    first = found["words"]["uk"][0]
    assert first["line"] > 0
    assert "надати" in {word for entry in found["words"]["uk"] for word in entry.get("verbs", ())}


def test_an_event_has_its_plover_code_and_mode(run: Run) -> None:
    out = run("frames", "show", "visit", "-l", "en").out

    assert "  family         event\n  PLOVER         CONSULT\n  mode           visit\n" in out


# ------------------------------------------------------------------ find


def lists(ran: Ran) -> set[tuple[str, str, str, str]]:
    """(language, kind, name, how) of every list found."""
    assert ran.status == 0, ran.err
    return {(one["language"], one["kind"], one["name"], one["how"]) for one in json.loads(ran.out)["lists"]}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("ударів", {("uk", "frame", "assault", "form"), ("uk", "class", "attack", "form"), ("uk", "sense", "assault", "form")}),
        ("поставку", {("ru", "frame", "supply", "form")}),
        ("withheld", {("en", "frame", "refuse", "form")}),
        ("paper tigers", {("en", "frame", "worthless", "form")}),
        ("паперовий_тигр", {("uk", "frame", "worthless", "listed")}),
        ("паперового", {("uk", "frame", "worthless", "part")}),
        ("кібератаки", {("uk", "stem", "cyber", "beginning"), ("uk", "frame", "cyber_attack", "form")}),
        ("не", {("uk", "list", "negation", "listed")}),
        ("з боку", {("uk", "slot", "from_side", "listed")}),
        ("Можливо", {("uk", "modal", "possible", "listed")}),
    ],
)  # fmt: skip
def test_a_word_is_found_in_its_lists(run: Run, word: str, expected: set[tuple[str, str, str, str]]) -> None:
    assert expected <= lists(run("frames", "find", word, "--format", "json"))


def test_a_form_counts_in_the_word_class_of_the_list(tmp_path: Path) -> None:
    changes = (("verbs: надати,", "verbs: сталь,"), ("nouns: надання", "nouns: стати сталь"))
    written(tmp_path, "mine.yaml", WORDS, *changes)

    hits = inventory.find(take_stock([tmp_path / "mine.yaml"]), "сталі", ["uk"])

    found = {(hit.place.pos, hit.place.word, hit.how) for hit in hits if hit.place.kind == "frame"}
    assert found == {("noun", "сталь", "form")}


def test_what_is_found_is_told_in_lines(run: Run) -> None:
    ran = run("frames", "find", "розвіддані", "-l", "uk")

    assert re.search(r"^uk  class intel +розвіддані +\S*uk\.yaml:\d+$", ran.out, re.MULTILINE)
    assert re.fullmatch(r"'розвіддані' is in \d+ lists of uk\n", ran.err)


def test_a_word_in_no_list_gets_spellings(run: Run) -> None:
    ran = run("frames", "find", "постачаняя", "-l", "uk")
    data = json.loads(run("frames", "find", "постачаняя", "-l", "uk", "--format", "json").out)

    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith("'постачаняя' is in 0 lists of uk; spelt alike: постачання")
    assert data == {"word": "постачаняя", "lists": [], "near": data["near"]}
    assert "постачання" in data["near"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["show", "giv"], "no frame has the id 'giv'; did you mean give?"),
        (["show", "qqqq"], "there are: "),
        (
            ["show", "give", "--language", "de"],
            "--language: no words in language 'de'; there are: en, ru, uk",
        ),
        (["find", "radar", "-l", "de"], "no words in language 'de'"),
        (["find", " "], "the word is empty"),
        (["check", "."], ".: "),
    ],
)
def test_what_is_wrong_is_said_in_one_line(run: Run, arguments: list[str], message: str) -> None:
    ran = run("frames", *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize("name", COMMANDS)
def test_every_subcommand_has_help_with_examples(run: Run, name: str) -> None:
    ran = run("frames", name, "--help")

    assert ran.status == 0
    assert "--format" in ran.out
    assert f"  Examples:\n    papertiger frames {name}" in ran.out


# ------------------------------------------------------------------ docs/frames.md


def examples() -> dict[str, str]:
    """What the documentation adds to each list of each file: "frames", "en classes", "en entries", …."""
    found: dict[str, str] = {}
    for block in re.findall(r"```yaml\n(# .*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL):
        for name, text in re.findall(r"^# ([a-z ]+)\n((?:[^#].*\n)+)", block, re.MULTILINE):
            found[name] = found.get(name, "") + text
    return found


def test_the_examples_of_the_documentation_hold(run: Run, tmp_path: Path) -> None:
    """Added to the shipped files, the frame and its words are without fault, and are found."""
    stock, added = take_stock(), examples()
    assert stock.frames is not None
    parts = {f"{code} {part}" for code in languages() for part in ("classes", "entries")}
    assert set(added) == {"frames", *parts}
    frames = stock.frames.path.read_text(encoding="utf-8").replace(
        "\nframes:\n", f"\nframes:\n{added['frames']}"
    )
    files = [written(tmp_path, "frames.yaml", frames)]
    for code in languages():
        text = stock.vocabularies[code].path.read_text(encoding="utf-8")
        for part in ("classes", "entries"):
            assert text.count(f"\n{part}:\n") == 1
            text = text.replace(f"\n{part}:\n", f"\n{part}:\n{added[f'{code} {part}']}")
        files.append(written(tmp_path, f"{code}.yaml", text))

    found = json.loads(run("frames", "check", *files, "--format", "json").out)

    assert found["errors"] == []
    ours = {"frame let_pass", "class gateway"}
    assert [one for one in found["warnings"] if one["about"] in ours or "bequeath" in one["problem"]] == []


def test_the_documentation_has_every_command() -> None:
    text = DOCS.read_text(encoding="utf-8")

    assert [name for name in COMMANDS if f"`papertiger frames {name}" not in text] == []


def test_the_documentation_has_every_field() -> None:
    text = DOCS.read_text(encoding="utf-8")
    tables = (FrameTable, Frame, Shift, Also, Entry, Vocabulary)

    assert [field for table in tables for field in table.model_fields if f"`{field}" not in text] == []
