"""``papertiger eval readers``: several readers on the same gold sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.asking import AddressOption, ModelOption, MostTokensOption, YesOption, agreed, chosen
from papertiger.cli.options import FormatOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.report.visible import counted, one_line

if TYPE_CHECKING:
    from papertiger.evaluation import GoldSentences
    from papertiger.evaluation.readers import Measured

_TELL_S = 10.0
"""Seconds between two lines of progress."""
_WIDE = 24
"""Characters of a reader's column."""
_SHARES = {
    "claims_precision": "claims precision",
    "claims_recall": "claims recall",
    "claims_f1": "claims F1",
    "events_precision": "events precision",
    "events_recall": "events recall",
    "events_f1": "events F1",
    "stance": "stance",
    "domain": "domain",
    "speaker": "speaker",
}
DEFINITIONS = {
    "precision": "claims read that the gold lists, of all read; a claim marked `may` is right",
    "recall": "claims of the gold that were read, of all listed but those marked `may`",
    "claims, events": "support and relation claims together, and events; a claim is predicate and both sides, once a sentence",
    "F1": "harmonic mean of precision and recall",
    "stance": "of the claims found, right polarity and modality",
    "domain": "of the support and relation claims found, right domain",
    "speaker": "of the claims found, right final speaker",
    "false in empty": "claims read per 100 sentences with nothing to code",
    "wrong": "claims read, events too, that the gold does not list, each by the first sort that holds",
    "agreement": "claims that both read, of those that at least one read",
    "kappa": "Cohen's: does a sentence hold a claim at all; 1 full agreement, 0 as by chance",
    "alpha": "Krippendorff's, over the sets of claims of a sentence, Jaccard's distance; 1 full agreement, 0 as by chance",
    "dropped": "proposals of a language model that were not let in, by the check that they failed",
    "(low-high)": "90 % interval after Jeffreys, as if claims were independent, which those of one sentence are not",
}
"""What the output says, in words; stands under every table and in the JSON."""


def readers(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE.yaml…", help="Gold sentences; docs/gold.md has the form.", show_default=False
        ),
    ],
    reader: Annotated[
        list[str] | None,
        typer.Option(
            "--reader",
            metavar="NAME",
            help="A reader, or several that read together (frames,llm); give it more than once. By default frames and, where a language model is set, llm and both.",
            show_default=False,
        ),
    ] = None,
    output: FormatOption = "text",
    address: AddressOption = None,
    model: ModelOption = None,
    most_tokens: MostTokensOption = None,
    yes: YesOption = False,
) -> None:
    """Measure readers beside each other on gold sentences, each read as an article of its own.

    For each reader: precision and recall of claims and events, what was dropped and why, and what it cost. For every two: how far
    they agree, and how often they are right where both read a claim and where only one did. The output defines each figure.
    Nothing is stored in a ledger; answers of a language model are kept in its cache.
    """
    from papertiger.evaluation import load_gold  # noqa: PLC0415 - loads spaCy
    from papertiger.evaluation.claims import as_article  # noqa: PLC0415 - as above
    from papertiger.evaluation.mistakes import MISTAKES  # noqa: PLC0415 - as above
    from papertiger.evaluation.readers import agreements, as_json  # noqa: PLC0415 - as above
    from papertiger.readers.choosing import asks_a_model, make_reader  # noqa: PLC0415 - as above
    from papertiger.workbench.asking import plan_articles  # noqa: PLC0415 - as above

    settings = chosen(None, None, address, model, most_tokens)
    golds = [load_gold(path) for path in files]
    names = list(dict.fromkeys(reader or _default(settings.llm is not None)))
    made = {name: make_reader(replace(settings, reader=name)) for name in names}
    articles = (as_article(gold, sentence)[0] for gold in golds for sentence in gold.sentences)
    if asking := [name for name in names if asks_a_model(name)]:
        # Once: what readers ask after the first is answered already.
        first = replace(settings, reader=asking[0])
        agreed(first, lambda: plan_articles(first, articles), yes=yes)
    measured = [_measured(name, one, golds, files) for name, one in made.items()]
    sizes = {str(path): len(gold.sentences) for path, gold in zip(files, golds, strict=True)}
    found = as_json(sizes, measured, agreements(measured, golds)) | {
        "definitions": DEFINITIONS | {f"wrong: {sort}": what for sort, what in MISTAKES.items()}
    }
    if output == "json":
        print_json(found)
    else:
        print_lines(_lines(found))


def _measured(
    name: str,
    reader: Any,  # noqa: ANN401 - whatever is registered
    golds: Sequence[GoldSentences],
    files: Sequence[Path],
) -> Measured:
    from papertiger.evaluation.readers import measure  # noqa: PLC0415 - loads spaCy

    last = monotonic()

    def told(place: int, number: int) -> None:
        nonlocal last
        sentences = len(golds[place].sentences)
        if not number:
            tell(f"{name}: reading {counted(sentences, 'sentence')} of {files[place]}")
        elif monotonic() - last >= _TELL_S:
            used = f", {reader.use().spent}" if hasattr(reader, "use") else ""
            tell(f"{name}: {number:,} of {sentences:,} sentences{used}")
        else:
            return
        last = monotonic()

    try:
        found = measure(name, reader, golds, told=told)
    finally:
        if hasattr(reader, "close"):
            reader.close()
    for problem in found.total.unread:
        tell(f"{name}: not read: {one_line(problem)}")
    return found


def _default(has_model: bool) -> list[str]:
    return ["frames", "llm", "frames,llm"] if has_model else ["frames"]


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    of = found["readers"]
    if len(found["files"]) > 1:
        for place, file in enumerate(found["files"]):
            yield from _table(
                _titled(file), [one["reader"] for one in of], [one["files"][place] for one in of]
            )
    sentences = sum(file["sentences"] for file in found["files"])
    title = (
        _titled(found["files"][0]) if len(found["files"]) == 1 else f"all: {counted(sentences, 'sentence')}"
    )
    yield from _table(title, [one["reader"] for one in of], of)
    for one in found["agreement"]:
        yield from _agreement(one)
    for one in of:
        yield from _used(one, sentences)
    yield from (f"{name:16} {meaning}" for name, meaning in found["definitions"].items())


def _titled(file: Mapping[str, Any]) -> str:
    return f"{file['file']}: {counted(file['sentences'], 'sentence')}"


def _table(title: str, names: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield title
    yield f"{'per cent':18}" + "".join(f"{name:>{_WIDE}}" for name in names)
    for key, label in _SHARES.items():
        cells = (shown(row[key]) for row in rows)
        yield f"{label:18}" + "".join(f"{cell:>{_WIDE}}" for cell in cells)
    cells = ("-" if (v := row["false_per_100_empty"]) is None else f"{v:.1f}" for row in rows)
    yield f"{'false in empty':18}" + "".join(f"{cell:>{_WIDE}}" for cell in cells)
    for sort in rows[0]["mistakes"]:
        cells = (str(row["mistakes"][sort]) for row in rows)
        yield f"{f'wrong: {sort}':18}" + "".join(f"{cell:>{_WIDE}}" for cell in cells)
    yield ""


def shown(value: float | Mapping[str, Any] | None) -> str:
    """A share in per cent with its interval, or a figure that has none; ``-`` where there is nothing to count."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{100 * value:.1f}"
    low, high = 100 * value["low"], 100 * value["high"]
    return f"{100 * value['value']:.1f} ({low:.1f}-{high:.1f})"


def _agreement(one: Mapping[str, Any]) -> Iterator[str]:
    first, second = one["readers"]
    yield f"{first} and {second}: {counted(one['claims'], 'claim')}, events too, that at least one read"
    for label, group in (
        ("both read", one["both"]),
        (f"only {first}", one["only_first"]),
        (f"only {second}", one["only_second"]),
    ):
        yield f"  {label:18} {group['claims']:5}   right {shown(group['precision'])}"
    coefficients = ", ".join(
        f"{name} {'not defined' if one[name] is None else format(one[name], '.2f')}"
        for name in ("kappa", "alpha")
    )
    yield f"  {'agreement':18} {shown(one['share'])}; {coefficients}"
    yield f"  where both read: same stance {shown(one['same_stance'])}, same domain {shown(one['same_domain'])}"
    yield ""


def _used(one: Mapping[str, Any], sentences: int) -> Iterator[str]:
    seconds = f"{one['seconds']:.1f} s, {1000 * one['seconds'] / max(sentences, 1):.0f} ms a sentence"
    yield f"{one['reader']}: {seconds}" + (f", {one['unread']} not read" if one["unread"] else "")
    if (used := one["model"]) is not None:
        sent, received = used["tokens_in"] + used["cached_in"], used["tokens_out"] + used["cached_out"]
        cost = _money(used["cost_without_cache"], used["currency"])
        yield f"  {counted(used['calls'], 'answer')} of the model: {sent:,} tokens in, {received:,} out, {cost}"
        asked = used["calls"] - used["cached"]
        if used["cached"] and not asked:
            yield "  all from the cache of earlier answers"
        elif used["cached"]:
            cost = _money(used["cost"], used["currency"])
            yield f"  of which asked now {asked:,}: {used['tokens_in']:,} tokens in, {used['tokens_out']:,} out, {cost}"
        if used["uncounted"]:
            yield f"  up to {used['uncounted']:,} tokens more may be charged: requests that brought nothing, or were not counted"
        if used["failed"]:
            yield f"  {counted(used['failed'], 'question')} without an answer"
        yield f"  dropped {sum(used['dropped'].values())}"
        yield from (f"    {number:5}  {one_line(reason)}" for reason, number in used["dropped"].items())
    yield ""


def _money(cost: float | None, currency: str) -> str:
    return "cost not known" if cost is None else f"{cost:.4g} {one_line(currency)}"


COMMANDS = {
    "readers": (
        readers,
        (
            "papertiger eval readers gold/uk.yaml gold/ru.yaml gold/en.yaml",
            "papertiger eval readers gold/en.yaml --reader frames --reader llm --reader frames,llm --format json",
        ),
    ),
}
"""Subcommand → function and examples."""
