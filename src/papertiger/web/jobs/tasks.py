"""What jobs do for pages and programs: functions that another process calls, each a verb of a workbench of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from papertiger.news.refusal import Refusal
from papertiger.settings import Settings
from papertiger.web.jobs.job import Progress, Tell
from papertiger.workbench.batch import Outcome, Watcher
from papertiger.workbench.workbench import Workbench

LISTED = 200
"""Articles that the result of reading lists."""


class Telling:
    """Tells a job what becomes of each article."""

    def __init__(self, tell: Tell) -> None:
        self._tell, self._done = tell, 0

    def refused(self, refusal: Refusal, trace: str) -> None:  # noqa: ARG002 - it is nobody's business here
        """One input was refused."""
        self._tell(Progress(self._next(), line=refusal.line, kind="refused"))

    def passed(self, path: str, claims: int | None) -> None:
        """One article is in the ledger."""
        self._tell(Progress(self._next(), line=path, kind="read" if claims is not None else "known"))

    def noted(self, path: str, notes: str) -> None:
        """Something was skipped in it."""
        self._tell(Progress(self._done, line=f"{path}: {notes}", kind="noted"))

    def _next(self) -> int:
        self._done += 1
        return self._done


def read_text(
    tell: Tell,
    *,
    settings: Settings,
    text: str,
    title: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    url: str | None = None,
) -> dict[str, Any]:
    """`Workbench.read_text`."""
    about = {"title": title, "outlet": outlet, "published": published, "url": url}
    return _reading(tell, settings, lambda bench, watcher: bench.read_text(text, watcher=watcher, **about))


def read_file(tell: Tell, *, settings: Settings, name: str, content: bytes) -> dict[str, Any]:
    """`Workbench.read_file`."""
    return _reading(tell, settings, lambda bench, watcher: bench.read_file(name, content, watcher))


def read_address(tell: Tell, *, settings: Settings, address: str) -> dict[str, Any]:
    """`Workbench.read_address`."""
    return _reading(tell, settings, lambda bench, watcher: bench.read_address(address, watcher))


def _reading(tell: Tell, settings: Settings, read: Callable[[Workbench, Watcher], Outcome]) -> dict[str, Any]:
    """What reading came to, as `papertiger read --format json` prints it, and the articles that came."""
    with Workbench(settings) as bench:
        mark = bench.reading.mark_of()
        outcome = read(bench, Telling(tell))
        fresh = bench.reading.new_articles(mark, LISTED)
        told = [{"key": one.key, "title": one.title, "claims": one.claims} for one in fresh]
        return outcome.as_json(bench.reading.name) | {"articles": told}


def assess(tell: Tell, *, settings: Settings, patron: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """`Workbench.assess`: the answer with the sentences of the claims that it names; it is kept in the ledger."""
    from papertiger.report.assessment.walk import with_sentences  # noqa: PLC0415 - in the process only

    with Workbench(settings) as bench:
        answer = bench.assess(patron, **asked, tell=lambda line: tell(Progress(line=line)))
        return with_sentences(answer, bench.sentences())


def simulate(
    tell: Tell, *, settings: Settings, file: str, changes: Mapping[str, Any], asked: Mapping[str, Any]
) -> dict[str, Any]:
    """`Workbench.simulate`: settings, summary and charts, as `papertiger simulate --format json` prints them."""
    from papertiger.scenario.running.manifest import as_json  # noqa: PLC0415 - in the process only

    with Workbench(settings, write=bool(asked.get("keep_run"))) as bench:
        result = bench.simulate(
            file, changes, **asked, progress=lambda done, total: tell(Progress(done, total))
        )
        return as_json(result)


def audit(tell: Tell, *, settings: Settings, expected: str | None) -> dict[str, Any]:
    """`Workbench.audit`: each check with what differs, and the chain of custody as of now."""
    from dataclasses import asdict  # noqa: PLC0415 - beside the others

    with Workbench(settings, write=False) as bench:
        chain, found = bench.reading.chain(), []
        for number, one in enumerate(bench.audit(expected), start=1):
            found.append(asdict(one))
            tell(Progress(number, line=one.name))
        return {"chain": chain, "checks": found}


def watch(tell: Tell, *, settings: Settings, text: str, address: str) -> dict[str, Any]:
    """`Workbench.watch` as of today, with the watchlist whose TOML is `text`: ids of what was warned of, new or known."""
    from papertiger.warning.watchlists import parse_watchlist  # noqa: PLC0415 - in the process only

    with Workbench(settings) as bench:
        found = bench.watch(parse_watchlist(text), tell=lambda line: tell(Progress(line=line)))
        return {
            "address": address,
            "warnings": [one.id for one in found.warnings],
            "known": found.known,
            "claims": found.claims,
            "lasting": dict(found.lasting),
        }
