"""``papertiger eval claims`` and ``papertiger eval plover``: how well claims and events are read from annotated sentences."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.evaluation import ClaimScore

_FIGURES = {
    "claims_precision": "support and relation claims read that the gold lists",
    "claims_recall": "support and relation claims of the gold that were read",
    "claims_f1": "their harmonic mean",
    "events_precision": "events read that the gold lists",
    "events_recall": "events of the gold that were read",
    "events_f1": "their harmonic mean",
    "modality": "of the claims found, right modality",
    "polarity": "of the claims found, right polarity",
    "stance": "of the claims found, both right",
    "domain": "of the support and relation claims found, right domain",
    "mode": "of the events found whose mode the gold gives, right mode",
    "aux": "of the events found, right auxiliary mode, or rightly none",
    "over": "of the prioritises claims found, right party put second",
    "speaker": "of the claims found, right final speaker",
}


def claims(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE.yaml…", help="Gold sentences; docs/gold.md has the form.", show_default=False
        ),
    ],
    errors: Annotated[
        bool,
        typer.Option("--errors", help="List every miss, false claim and wrong field. Not for a blind half."),
    ] = False,
    output: FormatOption = "text",
) -> None:
    """Measure claims on gold sentences, each read as an article of its own.

    A claim is right when its predicate and both sides (states, blocs, movements) are the gold's. Claims marked `may`
    are neither missed nor false. Fields are judged on the claims found.
    """
    from papertiger.evaluation import ClaimScore, load_gold, read_and_score  # noqa: PLC0415 - loads spaCy
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - as above
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    loaded = [(path, load_gold(path)) for path in files]
    reader = FrameReader(from_environment())
    found = []
    for path, gold in loaded:
        tell(f"reading {counted(len(gold.sentences), 'sentence')} of {path}")
        score = read_and_score(reader, gold, ClaimScore())
        for problem in score.unread:
            tell(f"not read: {problem}")
        found.append((str(path), len(gold.sentences), score))
    if output == "json":
        print_json({"files": [_as_json(*one, errors=errors) for one in found]})
        return
    for one in found:
        print_lines(_claim_lines(*one, errors=errors))


def _as_json(path: str, sentences: int, score: ClaimScore, *, errors: bool) -> dict[str, Any]:
    from dataclasses import asdict  # noqa: PLC0415 - only here

    from papertiger.evaluation import reliability  # noqa: PLC0415 - loads spaCy

    listed = {"missed": score.missed, "false": score.false, "fields": score.fields} if errors else {}
    return {
        "file": path,
        "sentences": sentences,
        "unread": len(score.unread),
        **score.figures(),
        "counts": dict(score.counts),
        "predicates": _predicates(score),
        "confusions": [{"gold": a, "read": b, "claims": n} for (a, b), n in score.confusion.most_common()],
        "reliability": asdict(reliability(score.judged)),
        **listed,
    }


def _predicates(score: ClaimScore) -> dict[str, dict[str, int]]:
    names = sorted({name for name, _ in score.by_predicate})
    return {
        name: {k: score.by_predicate[name, k] for k in ("gold", "found", "read", "right")} for name in names
    }


def _claim_lines(path: str, sentences: int, score: ClaimScore, *, errors: bool) -> list[str]:
    from papertiger.evaluation import reliability  # noqa: PLC0415 - loads spaCy

    figures, counts = score.figures(), score.counts
    lines = [
        f"{path}: {counted(sentences, 'sentence')} ({counts['empty']} with nothing to code), {counted(counts['claims_gold'], 'support or relation claim')}, {counted(counts['events_gold'], 'event')}",
        "",
        *(
            f"{name:18} {100 * v:6.1f} %  {what}"
            for name, what in _FIGURES.items()
            if (v := figures[name]) is not None
        ),
    ]
    if (false := figures["false_per_100_empty"]) is not None:
        lines.append(f"{'false in empty':18} {false:6.1f}    claims per 100 sentences with nothing to code")
    lines += ["", f"{'':16} {'gold':>5} {'found':>5} {'read':>5} {'right':>5}"]
    lines += [
        f"{name:16} {row['gold']:5} {row['found']:5} {row['read']:5} {row['right']:5}"
        for name, row in _predicates(score).items()
    ]
    confused = [(a, b, n) for (a, b), n in score.confusion.most_common() if b != "nothing"]
    if confused:
        lines += ["", "read instead, for the same two parties"]
        lines += [f"{a:16} {b:16} {n:3}" for a, b, n in confused[:15]]
    held = reliability(score.judged)
    lines += ["", f"confidence against share right; expected calibration error {held.error:.3f}"]
    lines += [
        f"{b.low:.1f}-{b.high:.1f}  {b.claims:4} claims  confidence {b.confidence:.2f}  right {b.right:.2f}  {'#' * round(20 * b.right)}"
        for b in held.bins
    ]
    if errors:
        for title, rows in (("missed", score.missed), ("false", score.false), ("wrong fields", score.fields)):
            lines += ["", title, *rows]
    return [*lines, ""]


def plover(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE.tsv", help="Sentences with both parties marked.", show_default=False),
    ],
    strict: Annotated[
        bool, typer.Option("--strict", help="Give the raw sentence alone: find parties and events too.")
    ] = False,
    output: FormatOption = "text",
) -> None:
    """Measure PLOVER categories on English sentences whose two parties are given.

    Columns, between tabs: sentence, marked_sentence (with <s>source</s> and <t>target</t>), source, target, gold_penta
    (quad 1-4) and gold_root. RETREAT and CONCEDE count as YIELD, as the published codings have it. Quads are those of
    the categories read. Macro-F1 is the plain mean over classes.

    With --strict every raw sentence is read as an article of its own; the marks only say afterwards whether the events
    found have the right parties. The output says what each figure counts; docs/gold.md says why.
    """
    from papertiger.cli.eval import analyser_of, must_be  # noqa: PLC0415 - that module lists this one
    from papertiger.evaluation.plover import figures, parsed, read_rows  # noqa: PLC0415 - loads spaCy
    from papertiger.events.layer.plover import plover as weights  # noqa: PLC0415 - as above

    must_be(file, "file", "a tab-separated file")
    rows = read_rows(file)
    tell(f"reading {counted(len(rows), 'sentence')}")
    model = weights()
    if strict:
        from papertiger.cli import evalstrict  # noqa: PLC0415 - as above

        evalstrict.show(rows, model, output)
        return
    read = [model.category(given) for given in parsed(rows, analyser_of("en").parse)]
    found = figures(rows, read)
    if output == "json":
        print_json(found)
    else:
        print_lines(_plover_lines(found))


def _plover_lines(found: Mapping[str, Any]) -> list[str]:
    lines = [counted(found["rows"], "sentence"), ""]
    for level in ("root", "quad"):
        one = found[level]
        lines += [f"{level}: accuracy {100 * one['accuracy']:.1f} %, macro-F1 {100 * one['macro_f1']:.1f} %"]
        lines += [f"{'':12} {'precision':>9} {'recall':>9} {'F1':>9} {'rows':>6}"]
        lines += [
            f"{name:12} {100 * c['precision']:9.1f} {100 * c['recall']:9.1f} {100 * c['f1']:9.1f} {c['rows']:6}"
            for name, c in one["classes"].items()
        ]
        lines.append("")
    lines.append("gold read as")
    return lines + [f"{c['gold']:12} {c['read']:12} {c['rows']:3}" for c in found["confusions"]]


COMMANDS = {
    "claims": (claims, ("papertiger eval claims gold/uk.yaml gold/ru.yaml --format json",)),
    "plover": (
        plover,
        (
            "papertiger eval plover PLV_test.tsv --format json",
            "papertiger eval plover --strict PLV_test.tsv",
        ),
    ),
}
"""Subcommand → function and examples."""
