"""``papertiger frames``: what the words of each language mean to the reader, and whether the lexicon files hold together."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell, width
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.events.inventory import Inventory

EXAMPLES = (
    "papertiger frames check",
    "papertiger frames show give --language uk",
    "papertiger frames find ракетами",
    "papertiger frames propose --against tests/events/frames_uk.yaml --out proposals.yaml",
)
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language", "-l", metavar="CODE", help="One language only: uk, ru, en.", show_default=False
    ),
]


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE…", help="Lexicon files; the shipped ones by default.", show_default=False
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there are warnings.")] = False,
    output: FormatOption = "text",
) -> None:
    """Check frames, words and senses: the shipped files, or files of the same form.

    A file that is named takes the place of the shipped one of its kind and language, and only what is wrong with named
    files is told. Every problem is told, with file, line and cure. Errors (exit status 1) are what the reader refuses or
    would lose:

    \b
      schema         a field, a value or YAML that cannot be read
      unknown_value  a role, modality, predicate or part of speech that there
                     is not, or an id that stands twice
      unknown_frame, unknown_class, unknown_cue, unknown_sense
                     a name that is nowhere defined
      several_words  several words where single ones are looked up
      language       a file called after another language than its own, or a
                     language without senses

    Warnings are what does nothing, or not what it seems to:

    \b
      no_entry       a frame or sense that a language has no words for
      no_cue         a frame shifts by a cue that a language lacks
      unused_cue     a cue that nothing asks for
      unknown_slot   a slot in which nothing can stand
      no_slot        words for which a role can only be guessed
      unreached      words that can make no claim, or settings that do nothing
      twice          a word that stands twice to the same effect
      several_words  in a class or cue, which are looked up word by word
      lost_domain    a word in two lines of a class; the last one decides
      capital        a capital letter, which no lemma has
      no_lemma       a word that is no base form (uk, ru)
      other_class    a word of another part of speech (uk, ru)
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.cli.framecheck import Report  # noqa: PLC0415 - loads NumPy and pydantic

    report = Report.of(files or ())
    if output == "json":
        print_json(report.as_json())
    else:
        print_lines(report.lines())
    raise typer.Exit(1 if report.errors or (strict and report.warnings) else 0)


def show(
    frame: Annotated[
        str, typer.Argument(metavar="FRAME", help="Id of a frame: give, cut, distrust, assault.")
    ],
    language: LanguageOption = None,
    output: FormatOption = "text",
) -> None:
    """Show a frame: what it means, where its roles stand, which words evoke it.

    Words stand by language and part of speech, each entry with its own slots, themes and cues, and its line in the file.
    docs/frames.md explains slots and fields.
    """
    from papertiger.cli.frameshow import everything, frame_lines  # noqa: PLC0415 - loads NumPy and pydantic
    from papertiger.events.inventory.fault import did_you_mean  # noqa: PLC0415 - as above

    stock = _stock()
    found = stock.frame(frame)
    if found is None:
        table = stock.frames.table.frames if stock.frames is not None else ()
        cure = did_you_mean(frame, [one.id for one in table])
        raise SettingsError(f"no frame has the id {frame!r}; {cure}")
    shown = everything(stock, found, _languages(stock, language))
    if output == "json":
        print_json(shown)
    else:
        print_lines(frame_lines(shown, width()))


def find(
    word: Annotated[
        str,
        typer.Argument(metavar="WORD", help="A word in any form, or several in quotes.", show_default=False),
    ],
    language: LanguageOption = None,
    output: FormatOption = "text",
) -> None:
    """Show every list that a word is in: frames, noun classes, cues, senses, domains, function words.

    Ukrainian and Russian forms are led back to their base form by the dictionary, English ones by their regular endings and
    the list of irregular forms. A single word is found inside phrases too.
    """
    from papertiger.cli.framefind import hit_lines, hits_json  # noqa: PLC0415 - loads NumPy and pydantic
    from papertiger.events.inventory import find as find_word  # noqa: PLC0415 - as above
    from papertiger.events.inventory import near  # noqa: PLC0415 - as above

    if not word.replace("_", " ").strip():
        raise SettingsError("the word is empty; name one")
    stock = _stock()
    languages = _languages(stock, language)
    hits = find_word(stock, word, languages)
    spellings = near(stock, word, languages) if not hits else []
    if output == "json":
        print_json(hits_json(stock, word, hits, spellings))
        return
    print_lines(hit_lines(stock, hits))
    offered = f"; spelt alike: {', '.join(spellings)}" if spellings else ""
    tell(f"{word!r} is in {counted(len(hits), 'list')} of {', '.join(languages)}{offered}")


def propose(
    place: Annotated[
        Path,
        typer.Option("--out", metavar="FILE.yaml", help="Where to write the proposals.", show_default=False),
    ],
    against: Annotated[
        list[Path],
        typer.Option(
            "--against",
            metavar="FILE.yaml",
            help="Look-alike sentences that must not be read wrongly: frame tables or gold sentences; give it more than once.",
            show_default=False,
        ),
    ],
    gold: Annotated[
        list[Path] | None,
        typer.Option(
            "--gold",
            metavar="FILE.yaml",
            help="Gold sentences whose missed claims to ask about, too.",
            show_default=False,
        ),
    ] = None,
    ledger: LedgerOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Most claims to ask about.")] = 20,
    output: FormatOption = "text",
) -> None:
    """Ask a language model for words that the lexicon lacks, and write them down to be looked at.

    Asked about are claims that only a language model read and a person accepted, and claims of gold files, as far as the lexicon does
    not read them. With --gold and without --ledger no ledger is looked at. Each answer is tried: its words must stand in the sentence,
    `papertiger frames check` must have nothing against the entry, with it the sentence must be read as the claim, and no sentence of
    --against may be read as something false. What passes stands in the file as an entry of the lexicon, with its sentence and what
    else it would read; what does not, with the reason.

    The lexicon itself is not changed: a person puts entries in (docs/frames.md).
    """
    from papertiger.cli.framepropose import run  # noqa: PLC0415 - loads spaCy and what asks a language model
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    use_ledger = ledger is not None or not gold
    found = run(from_environment(ledger), place, gold or (), against, limit, use_ledger=use_ledger)
    if output == "json":
        print_json(found)
    elif found["asked"]:
        print_lines(
            [f"{counted(found['proposals'], 'proposal')} to look at, {found['refused']} refused: {place}"]
        )
    else:
        print_lines([f"nothing to ask: of {counted(found['claims'], 'claim')} the lexicon reads every one"])


COMMANDS = {
    "check": (
        check,
        ("papertiger frames check", "papertiger frames check frames.yaml de.yaml --format json"),
    ),
    "show": (show, ("papertiger frames show give", "papertiger frames show assault -l ru --format json")),
    "find": (find, ("papertiger frames find поставок", 'papertiger frames find "paper tiger" -l en')),
    "propose": (
        propose,
        (
            "papertiger frames propose --against tests/events/frames_uk.yaml --out proposals.yaml",
            "papertiger frames propose --gold tests/gold/sentences/dev/en.yaml --against tests/events/frames_en.yaml --limit 5 --out proposals.yaml",
        ),
    ),
}
"""Subcommand → function and examples."""


def _stock() -> Inventory:
    """The shipped files; raises DataFileError when one is broken."""
    from papertiger.events.inventory import take_stock  # noqa: PLC0415 - loads NumPy and pydantic

    stock = take_stock()
    if stock.broken:
        raise stock.broken[0]
    return stock


def _languages(stock: Inventory, given: str | None) -> list[str]:
    """The language asked for, or all; raises SettingsError for one without words."""
    if given is not None and given not in stock.vocabularies:
        raise SettingsError(
            f"--language: no words in language {given!r}; there are: {', '.join(stock.languages)}"
        )
    return [given] if given is not None else stock.languages
