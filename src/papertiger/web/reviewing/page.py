"""The review page made of a claim, its queue and what was sent: everything that its template shows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, Final

from fastapi.responses import HTMLResponse

from papertiger.errors import LedgerError
from papertiger.ledger import ClaimFilter
from papertiger.ledger.desk import WINDOW
from papertiger.ledger.reviewing import Review
from papertiger.ledger.reviewing.desk import Item
from papertiger.records import ClaimRecord
from papertiger.report.evidence import Voice, line, said, voice_in
from papertiger.web.reviewing import people
from papertiger.web.reviewing.asked import Asked
from papertiger.web.reviewing.choosing import choices
from papertiger.web.reviewing.deciding import Draft, blank
from papertiger.web.reviewing.forms import Tongue
from papertiger.web.reviewing.naming import MOST
from papertiger.web.reviewing.progress import RECENT, decided_since, last_decision, midnight
from papertiger.web.reviewing.queues import Queue
from papertiger.web.reviewing.showing import label, shown, summary
from papertiger.web.visit import Visit

UP_NEXT: Final = 12
"""Claims of the queue that are listed beside the one at hand."""
MERGEABLE: Final = 60
"""Other claims of a text that are offered as the one that stays."""


def tongue_of(visit: Visit) -> Tongue:
    """What forms are read with, in the visitor's language."""
    bench = visit.state.desk
    return Tongue(voice_in(visit.language), visit.words, lambda text: bench.actors(text, MOST))  # type: ignore[arg-type] # a language of the interface


def review_page(
    visit: Visit,
    asked: Asked,
    queue: Queue,
    item: Item | None,
    *,
    done: str = "",
    draft: Draft | None = None,
    notice: str = "",
    status: int = 200,
) -> HTMLResponse:
    """The page.

    Args:
        visit: by whom, in which language.
        asked: what the queue is narrowed down to.
        queue: of the reviewer.
        item: the claim at hand; None where nothing waits.
        done: id of a claim that the reviewer just decided on.
        draft: a decision that was not taken, with what is wrong with it.
        notice: what has to be seen before deciding.
        status: of HTTP.
    """
    tongue, bench = tongue_of(visit), visit.state.desk

    @cache
    def told(claim: str) -> str:
        try:
            return summary(bench.review_item(claim), tongue.voice)
        except LedgerError:
            return claim

    recent = bench.reviews(limit=RECENT, by=queue.me).reviews
    last = last_decision(recent)
    context: dict[str, Any] = {
        "asked": asked,
        "queue": queue,
        "me": queue.me,
        "keys_on": people.letters_act(visit.request.cookies),
        "window": WINDOW,
        "left": sum(1 for _ in queue.open_rows()),
        "today": decided_since(recent, midnight()),
        "last": None if last is None else {"review": last, "summary": told(last.claim)},
        "narrowed": [(name, label(name, value, tongue.voice)) for name, value in asked.narrowed],
        "choices": choices(tongue.voice, visit.words),
        "done": _done(done, recent, told),
        "notice": notice,
        "item": None,
    }
    if item is None:
        context["nothing"] = not visit.ledger.counts().claims
    else:
        context |= _at_hand(visit, queue, item, tongue, draft)
    answer = visit.page("pages/review.html.j2", status=status, **context)
    answer.headers["cache-control"] = "no-store"  # who goes back to a claim shall see what was decided on it
    return answer


def _at_hand(visit: Visit, queue: Queue, item: Item, tongue: Tongue, draft: Draft | None) -> dict[str, Any]:
    """What is shown of a claim, its place in the queue, and the forms."""
    claim, voice = item.record.id, tongue.voice
    row, following, before = queue.row(claim), queue.after(claim), queue.before(claim)
    waits = row[1] if row and visit.state.queues.still_waits(queue.me, item) else None
    typed, parts = blank(item, tongue)
    return {
        "item": shown(visit.ledger, item, voice, visit.words, me=queue.me, waiting=waits),
        "place": queue.place(claim),
        "following": following.id if following else "",
        "before": before.id if before else "",
        "up_next": [(one.id, said(line(one, voice)), one) for one in queue.behind(claim, UP_NEXT)],
        "others": _others(visit, item, voice),
        "typed": draft.typed if draft and draft.typed else typed,
        "parts": draft.parts if draft and draft.parts else parts,
        "act": draft.act if draft else "",
        "given": draft.given if draft else {},
        "wrong": draft.wrong if draft else {},
        "name": voice.name,
    }


def _done(claim: str, recent: Sequence[Review], told: Callable[[str], str]) -> dict[str, str] | None:
    """What the reviewer last did on the claim that the address says was done, as the ledger has it."""
    last = next((one for one in recent if one.claim == claim), None)
    return {"decision": last.decision, "claim": claim, "summary": told(claim)} if last else None


def _others(visit: Visit, item: Item, voice: Voice) -> list[tuple[str, str, str]]:
    """Other claims that stand in the same text, nearest first: id, sentence, quote."""
    about = item.record
    found: list[ClaimRecord] = [
        one
        for one in visit.ledger.claims(ClaimFilter(article=about.article.sha256))
        if one.id != about.id and one.article.sha256 == about.article.sha256
    ]
    found.sort(key=lambda one: abs(one.quote.start - about.quote.start))
    return [(one.id, said(line(one, voice)), one.quote.exact) for one in found[:MERGEABLE]]
