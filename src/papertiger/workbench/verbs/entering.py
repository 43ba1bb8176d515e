"""What enters a ledger by a workbench: files, folders, articles, pasted text, pages of the web."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePath

from papertiger.errors import SettingsError
from papertiger.news.article import Article, Metadata
from papertiger.news.loading import load_bytes
from papertiger.news.refusal import Refusal
from papertiger.readers.choosing import asks_a_model
from papertiger.workbench.batch import Outcome, Stopping, Unheard, Watcher
from papertiger.workbench.inputs import is_address
from papertiger.workbench.reading import read_articles, read_paths
from papertiger.workbench.verbs.bench import Bench

PASTED = "-"
"""Path of an article that came as text: as standard input is called."""


class Entering(Bench):
    """Methods that read into the ledger. Each article is one transaction; one that is known is passed over."""

    def read(
        self,
        inputs: str | Path | Iterable[str | Path | Article | Refusal],
        watcher: Watcher | None = None,
        *,
        stopping: Stopping | None = None,
        workers: int | None = 1,
        cluster: str | None = None,
        reader: str | None = None,
    ) -> Outcome:
        """Read files, folders or articles into the ledger.

        Args:
            inputs: one path or several, or articles as they are loaded; what could not be loaded may stand among them as a refusal.
            watcher: told of every article and refusal while it happens.
            stopping: asked between two articles whether to stop.
            workers: processes that read paths; 1 is this one, None takes several where there is much to read. A script that asks for
                several does so under ``if __name__ == "__main__":``, since each begins by importing it.
            cluster: address of the scheduler of a Dask cluster that reads in their place.
            reader: ``frames``, ``llm`` (the language model of the settings) or ``frames,llm``; None: that of the settings. A model is
                asked only under a cap, `Endpoint.most_tokens`.

        Returns:
            What became of them; a file that cannot be read is among its refusals, and is no error.

        Raises:
            LedgerError: the ledger cannot be written. DataFileError, SettingsError: nor can the reader be used.
        """
        settings = replace(self.settings, reader=reader or self.settings.reader)
        if asks_a_model(settings.reader) and settings.llm is not None and settings.llm.most_tokens is None:
            raise SettingsError(
                "a program asks a language model under a cap only; set PAPERTIGER_LLM_MOST_TOKENS, or Endpoint.most_tokens"
            )
        given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
        paths = [Path(one) for one in given if isinstance(one, str | Path)]
        articles = [one for one in given if not isinstance(one, str | Path)]
        outcome, told = Outcome(), watcher or Unheard()
        with self._writing():
            if paths:
                read_paths(
                    settings, paths, told, outcome, stopping=stopping, workers=workers, cluster=cluster
                )
            if articles and not outcome.interrupted and not outcome.stopped:
                read_articles(settings, articles, told, outcome, stopping=stopping)
        return outcome

    def read_address(self, address: str, watcher: Watcher | None = None) -> Outcome:
        """Fetch one page, feed or file from the public web and read its articles (``docs/fetching.md``).

        Of the methods that read, this alone asks another machine; `Outcome.contacted` lists whom it asked.

        Args:
            address: http or https.
            watcher: as for `read`.

        Returns:
            What became of it; an address that is not fetched is refused.
        """
        outcome, told = Outcome(), watcher or Unheard()
        if not is_address(address.strip()):
            refusal = Refusal(address, None, "not an http or https address", "write https://… before it")
            outcome.refuse(refusal, told)
            return outcome
        with self._writing():
            read_paths(self.settings, [address.strip()], told, outcome)
        return outcome

    def read_text(
        self,
        text: str,
        *,
        title: str | None = None,
        outlet: str | None = None,
        published: str | None = None,
        url: str | None = None,
        watcher: Watcher | None = None,
    ) -> Outcome:
        """Read one article that is given as text.

        Args:
            text: plain text, or the source of a page; header lines such as ``Date:`` may stand above it.
            title: goes before what the text itself says, as the next three do.
            outlet: who published it.
            published: ISO 8601 date, or date and time.
            url: where it was published.
            watcher: as for `read`.

        Returns:
            What became of it: a text that is no article is refused.
        """
        about = Metadata(title=title, outlet=outlet, published=published, url=url)
        loaded = load_bytes(text.encode(), PASTED, known=about, max_bytes=self.settings.max_bytes)
        return self.read(loaded, watcher)

    def read_file(
        self, name: str, content: bytes, watcher: Watcher | None = None, *, stopping: Stopping | None = None
    ) -> Outcome:
        """Read the articles of one file that is given by its bytes: text, HTML, a feed, JSON or JSONL.

        Args:
            name: as the user calls it.
            content: the bytes.
            watcher: as for `read`.
            stopping: as for `read`.
        """
        suffix = PurePath(name).suffix.removeprefix(".")
        loaded = load_bytes(content, name, suffix=suffix, max_bytes=self.settings.max_bytes)
        return self.read(loaded, watcher, stopping=stopping)
