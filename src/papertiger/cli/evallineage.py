"""``papertiger eval lineage``: how well articles of one origin are found."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.evaluation.lineage import LineageScore

_PAIRS = {
    "pairs": "all pairs",
    "cross_lingual": "in two languages",
    "without_farms": "clones with clones left out",
}


def lineage(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="YAML file, or folder of them.", show_default=False)
    ],
    output: FormatOption = "text",
) -> None:
    """Measure families: which articles descend from one report.

    The gold is YAML, a list of articles: id, family, origin (outlet, published, in_set: whether its article is in the set),
    parent (id or null), kind, trap, outlet, url, published, language, title, text.

    \b
      pairs         pairs of articles in one family: precision, recall and F1
      false merges  gold families that a found one mixes
      origins       articles whose family has the right outlet as origin, found
                    in the set or not as the gold says
      parents       of the articles whose parent is in the set, those that
                    hang under it
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.evaluation.lineage import as_json, evaluate, read_gold  # noqa: PLC0415 - loads the reader
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - as above
    from papertiger.settings import Settings  # noqa: PLC0415 - as above

    if not path.exists():
        raise SettingsError(f"{path}: no such file; name a YAML file or a folder of them")
    gold = read_gold(path)
    tell(f"reading {counted(len(gold), 'article')}")
    found = evaluate(gold, FrameReader(Settings()).fingerprint)
    if output == "json":
        print_json(as_json(found))
    else:
        print_lines(_lines(found))


def _lines(found: LineageScore) -> Iterator[str]:
    yield f"{counted(found.articles, 'article')}, {found.families} families, {found.independent} found"
    yield f"  {'':<30}{'P':>7}{'R':>7}{'F1':>7}"
    for name, label in _PAIRS.items():
        p = getattr(found, name)
        yield f"  {label:<30}{100 * p.precision:>7.1f}{100 * p.recall:>7.1f}{100 * p.f1:>7.1f}"
    yield f"  {'origins':<30}{100 * found.origins:>7.1f}"
    yield f"  {'parents':<30}{100 * found.parents:>7.1f}"
    merged = ", ".join(" + ".join(pair) for pair in found.false_merges)
    yield f"  false merges: {len(found.false_merges)}{f' ({merged})' if merged else ''}"


COMMANDS = {"lineage": (lineage, ("papertiger eval lineage families.yaml --format json",))}
"""Subcommand → function and examples."""
