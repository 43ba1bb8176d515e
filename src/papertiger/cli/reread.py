"""``papertiger reread``: articles of the ledger, read again by the reader as it is today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from papertiger.cli.asking import (
    GO_ON,
    AddressOption,
    ModelOption,
    MostTokensOption,
    ReaderOption,
    YesOption,
    agreed,
    chosen,
    row,
    tell_what_is_left,
)
from papertiger.cli.options import FormatOption, LedgerOption
from papertiger.cli.output import print_json, print_lines, tell
from papertiger.records import MODEL_READER
from papertiger.report.visible import counted

if TYPE_CHECKING:
    from papertiger.errors import ArticleError
    from papertiger.ledger import ArticleRow, Ledger
    from papertiger.ledger.rereading import Difference
    from papertiger.news.article import Article
    from papertiger.settings import Settings

EXAMPLES = (
    "papertiger reread",
    "papertiger reread --dry-run --format json",
    "papertiger reread --since 0.1.0",
    "papertiger reread --reader frames,llm --most-tokens 500000",
)
STATUSES = (
    "0    the articles were read again, or there were none",
    "1    the cap of a language model was reached, or it stopped answering; what was read is kept",
    "2    nothing could be read again: the ledger, the reader or the language model cannot be used",
)
Found = list[tuple[str, tuple["Difference", ...]]]
"""Path of each article, which others may have too, and what became of its claims."""


def command(
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="VERSION",
            help="Compare with the last reading by this version of the reader; the last but one by default.",
        ),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would change, and store nothing.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="List claims that did not change as well.")
    ] = False,
    reader: ReaderOption = None,
    llm_address: AddressOption = None,
    llm_model: ModelOption = None,
    most_tokens: MostTokensOption = None,
    yes: YesOption = False,
    ledger: LedgerOption = None,
    output: FormatOption = "text",
) -> None:
    """Read the articles again and show what changed.

    Articles that were read by another version of the reader, or with other data files, are read anew from their frozen text. A
    claim keeps its id and gets a new version; earlier versions stay in the ledger. What persons decided stands above the machine: a
    claim that was accepted, corrected or rejected keeps what was decided. A run that is broken off goes on where it stopped.

    Articles that a language model read too are left as they are, unless --reader says who reads them now; with frames,llm those are
    completed for which the model gave no answer.
    """
    from papertiger.cli.sources import open_to_read, open_to_write  # noqa: PLC0415 - loads SQLAlchemy

    settings = chosen(ledger, reader, llm_address, llm_model, most_tokens)
    with open_to_read(ledger) if dry_run else open_to_write(ledger) as opened:
        going = _Going(opened, settings, dry_run=dry_run, named=reader is not None)
        found: Found = list(going.read(yes=yes))
        going.tell()
        if not dry_run:
            found = [(opened.article_row(key).path, changed) for key, changed in opened.changes(since)]
    if output == "json":
        print_json(_as_json(found, everything=everything))
    else:
        print_lines(_lines(found, everything=everything))
    if going.stopped:
        raise typer.Exit(1 if going.done else 2)


@dataclass
class _Going:
    """One run over the articles that another reader read last."""

    ledger: Ledger
    settings: Settings
    dry_run: bool
    named: bool
    """Whether somebody said who reads."""
    done: int = 0
    refused: int = 0
    left: int = 0
    """Articles that a language model read too, and that nobody said to read again."""
    stopped: str = ""
    model: Any = None
    _paths: dict[str, str] = field(default_factory=dict)
    """Key of an article → its path."""

    def read(self, *, yes: bool) -> Iterator[tuple[str, tuple[Difference, ...]]]:
        """Read them again, and say of each what became of its claims."""
        from papertiger.errors import ArticleError  # noqa: PLC0415 - as above
        from papertiger.readers.choosing import make_reader  # noqa: PLC0415 - loads the reader and its pipeline
        from papertiger.workbench.asking import plan_articles  # noqa: PLC0415 - as above
        from papertiger.workbench.failing import STOPS  # noqa: PLC0415 - as above

        reader = make_reader(self.settings)
        if agreed(self.settings, lambda: plan_articles(self.settings, self._due(reader), reader), yes=yes):
            self.model = reader
        self.refused = self.left = 0
        try:
            for article in self._ahead(reader):
                try:
                    reading = reader.read(article)
                except ArticleError as error:
                    self._refuse(error)
                    continue
                changed = self.ledger.compare(reading) if self.dry_run else self.ledger.reread(reading)
                yield self._paths[article.key], changed
                self.done += 1
        except STOPS as error:
            self.stopped = str(error)
        finally:
            if self.model is not None:
                self.model.close()

    def _ahead(self, reader: Any) -> Iterator[Article]:  # noqa: ANN401 - any registered reader
        """The articles that are due; a model is asked about the next ones meanwhile."""
        due = self._due(reader, tell_of=True)
        if self.model is None or self.settings.llm is None:
            yield from due
            return
        from papertiger.news.article import Article  # noqa: PLC0415 - as above
        from papertiger.workbench.asking import looked_ahead  # noqa: PLC0415 - as above
        from papertiger.workbench.reading import AHEAD  # noqa: PLC0415 - as above

        most = AHEAD * self.settings.llm.concurrency
        ahead = looked_ahead(due, reader, lambda _: False, most)
        yield from (item for item in ahead if isinstance(item, Article))

    def _due(self, reader: Any, *, tell_of: bool = False) -> Iterator[Article]:  # noqa: ANN401 - as above
        """The articles whose last reading is not what the reader would read now."""
        from papertiger.errors import ArticleError  # noqa: PLC0415 - as above

        for about in list(self.ledger.articles()):
            if not self.named and MODEL_READER in about.reader.split(","):
                self.left += 1
                continue
            article = self.ledger.article(about.key)
            try:
                alike = _reads_alike(reader, article, about)
            except ArticleError as error:
                if tell_of:
                    self._refuse(error)
                continue
            if not alike:
                self._paths[article.key] = about.path
                yield article

    def _refuse(self, error: ArticleError) -> None:
        self.refused += 1
        tell(f"not read again: {error}")

    def tell(self) -> None:
        """What came of it, on standard error."""
        if self.stopped:
            tell(f"stopped: {self.stopped}; {GO_ON}")
        tell(
            f"{counted(self.done, 'article')} read again"
            + (f", {self.refused} refused" if self.refused else "")
        )
        if self.left:
            tell(
                f"{counted(self.left, 'article')} left as they are: a language model read them too; --reader frames,llm reads them again"
            )
        if self.model is not None:
            _, calls, told = row(self.model)
            tell(f"model asked: {counted(calls, 'answer')}, {told}")
            tell_what_is_left(self.model, "the same command again asks about what got no answer")


def _reads_alike(reader: Any, article: Article, about: ArticleRow) -> bool:  # noqa: ANN401 - any registered reader
    """Whether the article's last reading is what the reader would read now; a reader that cannot tell reads again."""
    if not hasattr(reader, "coder"):
        return False
    now = reader.coder(article)
    return (now.reader, now.version, now.config) == (about.reader, about.reader_version, about.reader_config)


def _shown(found: Found, *, everything: bool) -> Iterator[tuple[str, Difference]]:
    for path, differences in found:
        for one in differences:
            if everything or one.fate != "same":
                yield path, one


def _as_json(found: Found, *, everything: bool) -> dict[str, Any]:
    tally = Counter(one.fate for _, differences in found for one in differences)
    return {
        "articles": len(found),
        "claims": {fate: tally[fate] for fate in ("same", "changed", "fresh", "gone")},
        "differences": [
            {
                "path": path,
                "claim": one.claim,
                "fate": one.fate,
                "decided": one.decided,
                "fields": {name: {"was": was, "is": now} for name, (was, now) in one.fields.items()},
                "quote": one.record.quote.exact,
            }
            for path, one in _shown(found, everything=everything)
        ],
    }


def _lines(found: Found, *, everything: bool) -> Iterator[str]:
    tally = Counter(one.fate for _, differences in found for one in differences)
    last = ""
    for path, one in _shown(found, everything=everything):
        if path != last:
            yield path
            last = path
        yield from _difference(one)
    if last:
        yield ""
    words = ", ".join(f"{tally[fate]} {fate}" for fate in ("same", "changed", "fresh", "gone"))
    yield f"{counted(len(found), 'article')} compared; claims: {words}"


def _difference(one: Difference) -> Iterator[str]:
    record = one.record
    kept = "  (a person decided; what was decided stands)" if one.decided else ""
    yield f"  {one.fate:8} {one.claim}  {record.subject or '?'} {record.predicate} {record.object or '?'}{kept}"
    yield f"           “{record.quote.exact}”"
    for name, (was, now) in one.fields.items():
        yield f"           {name}: {was} → {now}"
