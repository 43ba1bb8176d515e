"""``papertiger eval chains``: how well it is read who really said something."""

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
    from papertiger.evaluation.chains import ChainScore


def chains(
    paths: Annotated[
        list[Path], typer.Argument(metavar="FILE…", help="YAML files in one language.", show_default=False)
    ],
    language: Annotated[
        str,
        typer.Option(
            "--language", "-l", metavar="CODE", help="Language of the texts: uk, ru, en.", show_default=False
        ),
    ],
    output: FormatOption = "text",
) -> None:
    """Measure attribution chains: who really said it.

    The gold is YAML, a list of short articles: id, outlet, published, kind (the phenomenon), text, and statements, each with
    "said" (words that occur once) and their chain from the first cited outlet to the final speaker; an empty one where the
    article's own outlet asserts.

    \b
      speaker    statements whose final speaker is the gold's
      chain      statements whose every step is, with kind and anonymity
      anonymity  statements whose final speaker is nameless or not as in the gold
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.evaluation.chains import ChainScore, as_json, evaluate, read_gold  # noqa: PLC0415 - loads the reader
    from papertiger.events.lexicon import languages  # noqa: PLC0415 - as above
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - as above
    from papertiger.settings import Settings  # noqa: PLC0415 - as above

    if language not in languages():
        raise SettingsError(
            f"no reader for the language {language!r}; readers exist for: {', '.join(languages())}"
        )
    reader = FrameReader(Settings())
    score = ChainScore()
    for path in paths:
        if not path.is_file():
            raise SettingsError(f"{path}: no such file; name YAML files with attributed statements")
        texts = read_gold(path)
        tell(f"{path}: {counted(sum(len(t.statements) for t in texts), 'statement')}")
        score.answers += evaluate(texts, language, reader.attributions).answers
    if output == "json":
        print_json(as_json(score))
    else:
        print_lines(_lines(score))


def _lines(score: ChainScore) -> Iterator[str]:
    from papertiger.evaluation.chains import FIGURES  # noqa: PLC0415 - as above

    yield f"{'':<44}{'number':>8}" + "".join(f"{name:>11}" for name in FIGURES)
    for label, part in (("all", score), *score.by_kind().items()):
        shares = "".join(f"{100 * part.share(name):>11.1f}" for name in FIGURES)
        yield f"{label[:43]:<44}{len(part.answers):>8}{shares}"


COMMANDS = {"chains": (chains, ("papertiger eval chains --language uk statements.yaml",))}
"""Subcommand → function and examples."""
