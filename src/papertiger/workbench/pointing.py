"""Exports that point to pages elsewhere: their rows go into the ledger as pointers, nothing is read and nobody is asked."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from papertiger.news.archives.gdelt import is_export
from papertiger.news.refusal import Refusal
from papertiger.news.sources import STDIN, Source, walk
from papertiger.workbench.batch import Outcome, Stopping, Watcher
from papertiger.workbench.failing import unexpected
from papertiger.workbench.inputs import is_address

if TYPE_CHECKING:
    from papertiger.ledger import Ledger
    from papertiger.ledger.looked import Pointer

BATCH = 1_000
"""Pointers that are stored together."""


def without_exports(paths: Iterable[str | Path]) -> tuple[list[str | Path], list[Source]]:
    """`paths` without the exports among them and in their folders, and those exports, known by their names.

    A folder that holds none stays one path; of one that does, the other files are named one by one.
    """
    rest: list[str | Path] = []
    exports: list[Source] = []
    for given in paths:
        if is_address(given) or str(given) == STDIN:
            rest.append(given)
            continue
        found = list(walk([given]))
        here = [one for one in found if isinstance(one, Source) and is_export(one)]
        exports += here
        if not here:
            rest.append(given)
        else:
            rest += [one.path for one in found if isinstance(one, Source) and one.path and one not in here]
    return rest, exports


def keep_pointers(
    ledger: Callable[[], Ledger],
    exports: Sequence[Source],
    watcher: Watcher,
    outcome: Outcome,
    stopping: Stopping,
    trace: Callable[[str], None] = lambda _: None,
) -> None:
    """Store the pointers in `exports`; a row that was stored before is passed over.

    Args:
        ledger: opens it, or returns the one opened before; called when there is a pointer.
        exports: as `without_exports` found them.
        watcher: told of every refusal, and of every file when it is done.
        outcome: changed in place: pointers, and refusals, which the ledger keeps too.
        stopping: asked between two batches.
        trace: told the traceback of an unexpected error.
    """
    refusals: list[Refusal] = []
    for source in exports:
        if stopping.asked:
            outcome.interrupted = True
            break
        seen = new = 0
        rows = _pointers(source, trace)
        while batch := list(islice(rows, BATCH)):
            with stopping.held_back():
                bad = [one for one in batch if isinstance(one, Refusal)]
                good = [one for one in batch if not isinstance(one, Refusal)]
                refusals += filter(None, [outcome.refuse(one, watcher) for one in bad])
                if good:
                    seen, new = seen + len(good), new + ledger().point(good)
            if stopping.asked:
                outcome.interrupted = True
                break
        outcome.pointers += new
        outcome.pointers_known += seen - new
        if seen:
            watcher.noted(source.name, f"{seen:,} pointers, {new:,} of them new")
    if refusals and outcome.pointers + outcome.pointers_known:
        ledger().refused(refusals)


def _pointers(source: Source, trace: Callable[[str], None]) -> Iterator[Pointer | Refusal]:
    from papertiger.ledger.looked import Pointer  # noqa: PLC0415 - loads SQLAlchemy
    from papertiger.news.archives.gdelt import pointers  # noqa: PLC0415 - with what it needs

    try:
        for one in pointers(source):
            if isinstance(one, Refusal):
                yield one
            else:
                yield Pointer(one.kind, one.file, one.line, one.address, one.day, one.body)
    except Exception as error:  # noqa: BLE001 - hostile input must not stop the batch
        trace(traceback.format_exc())
        yield unexpected(source.name, error)


def chosen_pointers(
    ledger: Ledger,
    *,
    countries: frozenset[str] = frozenset(),
    kind: str | None = None,
    since: date | None = None,
    until: date | None = None,
    unread: bool = False,
) -> Iterator[Pointer]:
    """Pointers of the ledger as they were stored, each address once.

    Args:
        ledger: opened to be asked.
        countries: ids of states, one of which a pointer must name; empty: any.
        kind: ``gdelt-events``, ``gdelt-mentions`` or ``gdelt-gkg``.
        since: first day.
        until: last day.
        unread: only those whose address no article came from.
    """
    passed: set[str] = set()
    found = ledger.pointers(kind=kind, since=since, until=until)
    while part := list(islice(found, BATCH)):
        fitting = [
            one
            for one in part
            if one.address is not None
            and (not countries or countries.intersection(one.body.get("countries", ())))
        ]
        known = ledger.seen_addresses([str(one.address) for one in fitting]) if unread else set()
        for one in fitting:
            if one.address in known or one.address in passed:
                continue
            passed.add(str(one.address))
            yield one
