"""``papertiger eval attribution``: how well sources, cues and contents of attributions are found in English news."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted

_LANGUAGE = "en"
_DEFINITIONS = {
    "exact": "same pieces as the annotated span",
    "overlap": "characters shared within matched attributions",
    "label": "characters labelled alike, in whichever attribution",
}


def attribution(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER", help="Folder that holds text/ and attributions/.", show_default=False
        ),
    ],
    output: FormatOption = "text",
    annotators: Annotated[
        bool,
        typer.Option("--annotators", help="Measure how far the annotators of a text agree, not the program."),
    ] = False,
) -> None:
    """Measure who says what, as spans of source, cue and content.

    The layout is PolNeAR's: text/NAME.txt and attributions/NAME_XXXX.ann in brat's standoff format, whose E lines bind
    Attribution, Source, Cue and Content. An article with several annotators counts once for each.

    Attributions found are matched one to one to annotated ones, so that their cues share as many characters as can be, and
    then their contents. Figures are F1 (precision, recall):

    \b
      exact    found spans with the pieces of their partner's
      overlap  characters shared with the partner; unmatched ones count in
               full as false or missed
      label    characters that both sides label source, cue or content,
               whichever attribution they belong to
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.cli.eval import analyser_of, must_be  # noqa: PLC0415 - that module lists this one
    from papertiger.evaluation.attribution import read_and_score_folder, score_annotators  # noqa: PLC0415 - loads spaCy

    must_be(folder, "folder", "one that holds text/ and attributions/")
    if annotators:
        found = score_annotators(folder)
    else:
        found = read_and_score_folder(folder, analyser_of(_LANGUAGE).parse, _LANGUAGE, tell=_told)
    if output == "json":
        print_json(found)
    else:
        print_lines(_lines(found, "comparison" if annotators else "annotation file"))


def _told(files: int) -> None:
    tell(f"reading {counted(files, 'annotation file')}")


def _lines(found: Mapping[str, Any], unit: str) -> list[str]:
    """A table by role, with the published figures below."""
    sides = found["attributions"]
    lines = [
        f"{counted(found['texts'], unit)}, {counted(sides['gold'], 'attribution')} annotated, {sides['found']} found, {sides['matched']} matched",
        "",
        f"{'F1 (precision, recall)':24}" + "".join(f"{role:>22}" for role in found["roles"]),
    ]
    for name in _DEFINITIONS:
        cells = (found["roles"][role][name] for role in found["roles"])
        lines.append(
            f"{name:24}"
            + "".join(f"{c['f1']:8.3f} ({c['precision']:.3f}, {c['recall']:.3f})".rjust(22) for c in cells)
        )
    lines += ["", *(f"{name:9} {what}" for name, what in _DEFINITIONS.items()), "", "published F1"]
    for one in found["published"]:
        for name in _DEFINITIONS:
            if one.get(name):
                lines.append(
                    f"{one['system']:32} {name:8}"
                    + "".join(f"{role} {one[name][role]:.3f}".rjust(16) for role in found["roles"])
                )
    return lines


COMMANDS = {
    "attribution": (
        attribution,
        (
            "papertiger eval attribution polnear/dev --format json",
            "papertiger eval attribution polnear/train --annotators",
        ),
    ),
}
"""Subcommand → function and examples."""
