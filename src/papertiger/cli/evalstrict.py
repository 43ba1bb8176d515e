"""``papertiger eval plover --strict``: what is found in raw sentences when no party is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

from papertiger.cli.output import print_json, print_lines
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.evaluation.plover import Row
    from papertiger.events.layer.plover import Plover

_WAYS = {
    "reader": "the reader, as papertiger read has it",
    "pairs": "the pair classifier, on pairs that the reader or the tree connects",
}
_WIDTH = 108
"""Characters a line of explanation."""


def show(rows: Sequence[Row], model: Plover, output: Literal["text", "json"]) -> None:
    """Read the rows' sentences with nobody given, and print the figures."""
    from papertiger.cli.eval import analyser_of  # noqa: PLC0415 - loads spaCy
    from papertiger.evaluation.pairs import with_pairs  # noqa: PLC0415 - as above
    from papertiger.evaluation.plover import parsed  # noqa: PLC0415 - as above
    from papertiger.evaluation.strict import LANGUAGE, read_raw, strict_figures  # noqa: PLC0415 - as above
    from papertiger.readers.frames import FrameReader  # noqa: PLC0415 - as above
    from papertiger.settings import from_environment  # noqa: PLC0415 - as above

    read = read_raw(FrameReader(from_environment()), [row.text for row in rows])
    given = parsed(rows, analyser_of(LANGUAGE).parse)
    pairs = {
        text: with_pairs(read[text], sentence, model.scores)
        for text, sentence in {g.sentence.text: g.sentence for g in given}.items()
    }
    found = strict_figures(rows, reader=read, pairs=pairs)
    if output == "json":
        print_json({"rows": len(rows), "strict": found})
    else:
        print_lines(lines(found))


def lines(found: Mapping[str, Any]) -> list[str]:
    """A table for each way of finding events, then what the figures count, and the published ones."""
    printed: list[str] = []
    for way in (name for name in _WAYS if name in found):
        printed += [*_table(way, found), ""]
    for name, what in {**found["definitions"], **found["rules"]}.items():
        printed += wrap(what, _WIDTH, initial_indent=f"{name:20} ", subsequent_indent=" " * 21)
    published = found["published"]
    told = (
        f"{published['system']} by its own account: {100 * published['correct']:.0f} % of the events correct, "
        f"{100 * published['extra_per_record']:.0f} % extra events ({published['note']}; {published['source']})"
    )
    return [*printed, "", *wrap(told, _WIDTH)]


def _table(way: str, found: Mapping[str, Any]) -> list[str]:
    groups = {name: one for name, one in found[way].items() if name in found["definitions"]}
    figures = [name for name in found["definitions"] if name not in groups]
    whole = groups["all"]
    return [
        f"{_WAYS[way]}: {counted(whole['events'], 'event')} in {counted(whole['sentences'], 'sentence')}; per cent",
        "",
        f"{'':20}" + "".join(f"{name:>8}" for name in groups),
        f"{'rows':20}" + "".join(f"{one['rows']:8}" for one in groups.values()),
        *(f"{name:20}" + "".join(_cell(one[name]) for one in groups.values()) for name in figures),
    ]


def _cell(value: float | None) -> str:
    return f"{'-':>8}" if value is None else f"{100 * value:8.1f}"
