"""``papertiger actors``: who is known, who is found in a text, and whether the data files hold together."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from papertiger.cli.output import print_json, print_lines, tell, width
from papertiger.errors import SettingsError
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.actors import KnowledgeBase

EXAMPLES = (
    "papertiger actors show RUS-lavrov",
    'papertiger actors find "The Kremlin denied it" --language en',
    "papertiger actors check papertiger.actors.yaml",
)
Kind = Literal["state", "person", "organisation", "group", "outlet", "system"]
FormatOption = Annotated[
    Literal["text", "json"], typer.Option("--format", help="text to read, json to process.")
]
_NEAR, _LIKE = 5, 0.5
"""How many ids an error offers in place of an unknown one, and how like it they are at the least (difflib's ratio)."""


def check(
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE",
            help="Actors of your own.  [env: PAPERTIGER_ACTORS; default: papertiger.actors.yaml if there is one]",
            show_default=False,
        ),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 where there are warnings.")] = False,
    output: FormatOption = "text",
) -> None:
    """Check the shipped actor files and your own.

    The first entry that breaks the schema or names an unknown state or source ends the check (exit status 2), with its file,
    line and field. Else it counts what there is and warns of:

    \b
      two_holders     two persons hold a post of one state that has one holder,
                      for more than 45 days
      no_name         a state or person without a name in some language, or
                      anything else without any name
      no_field        an outlet without state, medium or languages, a system
                      without state or domain
      unknown_post    a post that posts.yaml lacks and that is no free title
      shared_domain   two outlets with one internet domain
      two_states      a name that means two states in one language
      unused_source   a source that nothing rests on
      unknown_source  an entry of yours that rests on a source that is nowhere
      unread          names of yours in a language that has no actor names
    """  # noqa: D301 - the backspace makes click keep the lines
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - loads NumPy
    from papertiger.actors.checking import Files  # noqa: PLC0415 - as above, and pydantic
    from papertiger.cli.actorcheck import Report  # noqa: PLC0415 - as above

    workspace = file or knowledge_base().workspace
    if workspace is not None and not workspace.is_file():
        problem = "is no file" if workspace.exists() else "no such file"
        raise SettingsError(f"{workspace}: {problem}; name a YAML file with actors of your own")
    report = Report.of(Files(workspace=workspace))
    if output == "json":
        print_json(report.as_json())
    else:
        print_lines(report.lines())
    raise typer.Exit(1 if strict and report.warnings else 0)


def find(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="The text, or - for standard input.", show_default=False)
    ],
    language: Annotated[
        str | None,
        typer.Option("--language", "-l", metavar="CODE", help="Language of the text; identified by default."),
    ] = None,
    on: Annotated[
        str | None,
        typer.Option(
            "--on",
            metavar="DATE",
            help="Day the text speaks of, YYYY-MM-DD: who held an office, who is meant.",
        ),
    ] = None,
    outlet_state: Annotated[
        str | None,
        typer.Option(
            "--outlet-state", metavar="ISO3", help="Country of the outlet: whose ministry is meant."
        ),
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Show every actor that a text names, and how each was reached.

    Names, titles ("the defence minister of Mali"), bodies ("the Kremlin"), and words that point back ("the country",
    "he") where the text leaves one possibility. Places are code points, counted from 0, the end not included. The role
    says whether a state acts or only tells where something is.
    """
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - loads NumPy
    from papertiger.cli.actorfind import link_lines, links_json, links_of, standard_input  # noqa: PLC0415 - as above

    base, day = knowledge_base(), _day(on)
    if outlet_state is not None:
        _must_be_state(base, outlet_state, "--outlet-state")
    content = standard_input() if text == "-" else text
    code, links = links_of(base, content, language, day, outlet_state)
    if output == "json":
        print_json(links_json(code, day, links))
        return
    print_lines(link_lines(links))
    named_file = text != "-" and not links and len(text) < 256 and Path(text).is_file()  # noqa: PLR2004 - longest file name
    hint = f"; to read the file: papertiger actors find - < {text}" if named_file else ""
    tell(f"{counted(len(links), 'expression')} linked, read in {code!r}{hint}")


def show(
    actor: Annotated[
        str, typer.Argument(metavar="ID", help="Actor id: RUS, RUS-lavrov, org:nato, outlet:bbc.")
    ],
    on: Annotated[
        str | None,
        typer.Option(
            "--on", metavar="DATE", help="Day of offices and members, YYYY-MM-DD; today by default."
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", "-l", metavar="CODE", help="Names in this language only.")
    ] = None,
    output: FormatOption = "text",
) -> None:
    """Show everything that is known of one actor.

    Names in each language, offices with their terms, members, owner, internet domains, and the sources of it all; for a
    state also who led it and its ministries on the day.
    """
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - loads NumPy
    from papertiger.cli.actorshow import actor_lines, everything  # noqa: PLC0415 - as above

    base = knowledge_base()
    day = _day(on) or datetime.now(UTC).date()
    if language is not None and language not in base.languages:
        raise SettingsError(
            f"no actor names in language {language!r}; there are: {', '.join(base.languages)}"
        )
    try:
        found = everything(base, actor, day, language)
    except KeyError:
        near = _nearest(actor, base, {one.id for one in base.actors()})
        raise SettingsError(f"no actor has the id {actor!r}; {near}") from None
    if output == "json":
        print_json(found)
    else:
        print_lines(actor_lines(found, width()))


def listing(
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Actors of one kind only.", show_default=False)
    ] = None,
    state: Annotated[
        str | None, typer.Option("--state", metavar="ISO3", help="A state, and who and what belongs to it.")
    ] = None,
    output: FormatOption = "text",
) -> None:
    """List actors: ids and English names."""
    from papertiger.actors import knowledge_base  # noqa: PLC0415 - loads NumPy

    base = knowledge_base()
    if state is not None:
        _must_be_state(base, state, "--state")
    found = [
        one
        for one in base.actors()
        if (kind is None or one.kind == kind) and (state is None or one.state == state)
    ]
    if output == "json":
        print_json([{"id": one.id, "kind": one.kind, "name": one.name, "state": one.state} for one in found])
        return
    wide = max((len(one.id) for one in found), default=0)
    print_lines(f"{one.id:{wide}}  {one.name}" for one in found)
    tell(counted(len(found), "actor"))


COMMANDS = {
    "check": (check, ("papertiger actors check", "papertiger actors check mine.yaml --strict --format json")),
    "find": (
        find,
        (
            'papertiger actors find "Росія та її союзники" --language uk',
            "papertiger actors find - --on 2026-02-03 --outlet-state UKR < article.txt",
        ),
    ),
    "show": (
        show,
        ("papertiger actors show UKR --on 2024-06-01", "papertiger actors show org:nato --format json"),
    ),
    "list": (listing, ("papertiger actors list --kind outlet --state UKR",)),
}
"""Subcommand → function and examples."""


def _day(given: str | None) -> date | None:
    """The day of --on; raises SettingsError for what is none."""
    try:
        return date.fromisoformat(given) if given is not None else None
    except ValueError:
        raise SettingsError(f"--on: {given!r} is no day; write YYYY-MM-DD") from None


def _must_be_state(base: KnowledgeBase, given: str, option: str) -> None:
    """Raise SettingsError when the actor files have no such state."""
    states = {one.id for one in base.actors() if one.kind == "state"}
    if given not in states:
        raise SettingsError(
            f"{option}: no state has the code {given!r} (ISO 3166-1 alpha-3); {_nearest(given, base, states)}"
        )


def _nearest(given: str, base: KnowledgeBase, ids: set[str]) -> str:
    """The cure for an id that nobody has: those most like it, and those whose name it is."""
    from difflib import get_close_matches  # noqa: PLC0415 - only for errors

    wanted = given.lower()
    named = [one for one in sorted(ids) if wanted and wanted in base.get(one).name.lower()]
    lowered = {one.lower(): one for one in sorted(ids)}
    like = [lowered[one] for one in get_close_matches(wanted, lowered, _NEAR, _LIKE)]
    near = list(dict.fromkeys([lowered[wanted], *like] if wanted in lowered else [*named, *like]))[:_NEAR]
    if not near:
        return "papertiger actors list shows all"
    return f"did you mean {', '.join(f'{one} ({base.get(one).name})' for one in near)}?"
