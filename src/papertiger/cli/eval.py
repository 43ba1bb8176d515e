"""``papertiger eval``: how well the reader's stages do on annotated texts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from papertiger.cli import (
    evalattribution,
    evalchains,
    evalevents,
    evalhistory,
    evallineage,
    evalreaders,
    evalstudies,
    evalwarnings,
)
from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.language import Analyser

EXAMPLES = (
    "papertiger eval parse --language uk treebank/uk_news-test.conllu",
    "papertiger eval entities --language ru --topic brexit slavicner/",
    *(example for _, examples in evalevents.COMMANDS.values() for example in examples),
    *(example for _, examples in evalreaders.COMMANDS.values() for example in examples),
    *(example for _, examples in evalattribution.COMMANDS.values() for example in examples),
    *(example for _, examples in evalchains.COMMANDS.values() for example in examples),
    *(example for _, examples in evallineage.COMMANDS.values() for example in examples),
    *(example for _, examples in evalhistory.COMMANDS.values() for example in examples),
    *(example for _, examples in evalstudies.COMMANDS.values() for example in examples),
    *(example for _, examples in evalwarnings.COMMANDS.values() for example in examples),
)
LanguageOption = Annotated[
    str,
    typer.Option(
        "--language",
        "-l",
        metavar="CODE",
        help="Language of the texts: uk, ru, en (BCP-47).",
        show_default=False,
    ),
]
_METRICS = {
    "UPOS": "universal part of speech",
    "UFeats": "all universal features",
    "Lemmas": "lemma",
    "UAS": "head",
    "LAS": "head and universal relation",
}
_SPANS = {
    "exact": "span and kind as annotated",
    "partial": "overlaps one of its kind",
    "relaxed": "entities overlapped, forms that overlap",
}
_UNTYPED = {"exact": "span as annotated, any kind", "partial": "overlaps one, any kind"}


def parse(
    file: Annotated[
        Path, typer.Argument(metavar="FILE.conllu", help="Treebank in CoNLL-U.", show_default=False)
    ],
    language: LanguageOption,
    output: FormatOption = "text",
) -> None:
    """Measure parsing on a treebank.

    The metrics of the CoNLL-2018 shared task, in per cent, every word counted, punctuation too: once on the file's own
    sentences and words, and once on its running text ("raw" in JSON), where sentences and words are found first, a
    found word counts if it covers the same characters, and figures are F1.

    \b
      UPOS     universal part of speech
      UFeats   all universal features
      Lemmas   lemma
      UAS      head
      LAS      head and universal relation (subtypes left out)
      F1       F1 of single relations on the file's words, head included
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.language.conll import evaluate  # noqa: PLC0415 - loads spaCy
    from papertiger.language.treebank import read_trees  # noqa: PLC0415 - as above

    must_be(file, "file", "a CoNLL-U file")
    with_analyser = analyser_of(language)
    trees = list(read_trees(file))
    if not trees:
        raise SettingsError(
            f"{file} holds no sentence with one root; name a CoNLL-U file with annotated trees"
        )
    figures = evaluate(with_analyser, trees)
    if output == "json":
        print_json(figures)
    else:
        print_lines(_parse_lines(figures))


def entities(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Folder that holds raw/ and ner/.", show_default=False)
    ],
    language: LanguageOption,
    topic: Annotated[
        str | None, typer.Option("--topic", metavar="NAME", help="One topic only; all by default.")
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Measure names: spans, kinds and base forms.

    The layout is SlavicNER's: raw/TOPIC/LANGUAGE/NAME.txt (title, then a paragraph a line) and
    ner/TOPIC/LANGUAGE/NAME.tsv with start and end (characters, half-open), form, base form, class and entity, between
    tabs. Persons (PER), organisations (ORG) and places (LOC) are scored; EVT and PRO are left out. Quotation marks
    around a name count neither way.

    Figures, in per cent; the first four are precision, recall and F1:

    \b
      exact    mentions whose span and kind are the annotated ones
      partial  mentions that overlap one of their kind on the other side
      untyped  both, whatever the kind
      relaxed  entities of a text of which a span of their kind overlaps some
               mention (recall); forms found that overlap a mention of their
               kind (precision)
      base     of the exact mentions, those whose base form is the annotated
               one, case and quotation marks aside
    """  # noqa: D301 - as above
    from papertiger.language.annotated import articles  # noqa: PLC0415 - loads spaCy
    from papertiger.language.entities import evaluate  # noqa: PLC0415 - as above

    must_be(folder, "folder", "one that holds raw/ and ner/")
    with_analyser = analyser_of(language)
    corpus = list(articles(folder, language, topic))
    tell(f"reading {counted(len(corpus), 'text')}")
    figures = evaluate(with_analyser, corpus)
    if output == "json":
        print_json(figures)
    else:
        print_lines(_entity_lines(figures))


COMMANDS = {
    "parse": (parse, ("papertiger eval parse --language uk treebank/uk_news-test.conllu --format json",)),
    "entities": (entities, ("papertiger eval entities --language ru --topic brexit slavicner/",)),
    **evalevents.COMMANDS,
    **evalreaders.COMMANDS,
    **evalattribution.COMMANDS,
    **evalchains.COMMANDS,
    **evallineage.COMMANDS,
    **evalhistory.COMMANDS,
    **evalstudies.COMMANDS,
    **evalwarnings.COMMANDS,
}
"""Subcommand → function and examples."""


def must_be(path: Path, what: Literal["file", "folder"], wanted: str) -> None:
    """Raise SettingsError when the path is absent or of the other sort."""
    if not path.exists():
        raise SettingsError(f"{path}: no such {what}; name {wanted}")
    if path.is_dir() != (what == "folder"):
        raise SettingsError(f"{path} is {'a folder' if path.is_dir() else 'no folder'}; name {wanted}")


def analyser_of(language: str) -> Analyser:
    """The analyser of a language by the settings in force."""
    from papertiger.language import analyser  # noqa: PLC0415 - loads spaCy
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    return analyser(language, from_environment())


def _parse_lines(figures: dict[str, Any]) -> list[str]:
    """A table of the metrics, and the relations."""
    raw = figures["raw"]
    lines = [
        f"{counted(figures['sentences'], 'sentence')}, {counted(figures['words'], 'word')}; per cent, punctuation counted",
        "",
        f"{'':8} {'on words':>9} {'on text':>9}",
        *(
            f"{name:8} {'':>9} {raw[name]:9.2f}   {name.lower()} found (F1)"
            for name in ("Sentences", "Words")
        ),
        *(f"{name:8} {figures[name]:9.2f} {raw[name]:9.2f}   {what}" for name, what in _METRICS.items()),
        "",
        "relations on words (F1)",
    ]
    return lines + [f"{name:12} {value:6.2f}" for name, value in figures["F1"].items()]


def _entity_lines(figures: dict[str, Any]) -> list[str]:
    """A table of the scores by kind."""
    rows = [(name, kind, row) for name in _SPANS for kind, row in figures[name].items()]
    rows += [(name, "any", row) for name, row in figures["untyped"].items()]
    lines = [
        f"{counted(figures['texts'], 'text')}, {counted(figures['mentions']['all'], 'mention')} of persons, organisations, places; per cent",
        "",
        f"{'':8} {'':4} {'precision':>9} {'recall':>9} {'F1':>9}",
    ]
    for name, kind, row in rows:
        cells = " ".join(f"{row[key]:9.2f}" for key in ("precision", "recall", "f1"))
        note = {"all": _SPANS.get(name, ""), "any": _UNTYPED.get(name, "")}.get(kind, "")
        lines.append(f"{name:8} {kind:4} {cells}   {note}".rstrip())
    shares = ", ".join(f"{kind} {value:.2f}" for kind, value in figures["base"].items())
    return [*lines, "", f"base forms right among exact mentions: {shares}"]
