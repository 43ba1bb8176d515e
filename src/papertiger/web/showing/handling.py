"""The form by which a person handles a warning: what was typed, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final, cast

from starlette.datastructures import FormData

from papertiger.ledger.warned import ACTIONS, Action
from papertiger.web.languages import Interface
from papertiger.web.reviewing import people

LONGEST: Final = 2_000
"""Letters of a reason."""


@dataclass(slots=True)
class Draft:
    """What stands in the form."""

    action: Action | None = None
    by: str = ""
    why: str = ""
    until: date | None = None
    typed: str = ""
    """The day as it was typed."""
    seen: int = 0
    """Steps that there were when the form was made."""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong with it and the cure."""


def drafted(form: FormData, words: Interface, today: date) -> Draft:
    """The form as somebody sent it."""

    def text(name: str) -> str:
        given = form.get(name)
        return given.replace("\r\n", "\n").strip() if isinstance(given, str) else ""

    seen = text("seen")
    draft = Draft(
        by=text("by"),
        why=text("why"),
        typed=text("until"),
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < len("1000000") else 0,
    )

    def wrong(name: str) -> None:
        draft.wrong[name] = words.text(f"warnings.wrong.{name}")

    if text("action") in ACTIONS:
        draft.action = cast("Action", text("action"))
    else:
        wrong("action")
    if people.fit_name(draft.by) is None:
        wrong("by")
    if not draft.why or len(draft.why) > LONGEST or "\0" in draft.why:
        wrong("why")
    if draft.action == "snooze":
        try:
            draft.until = date.fromisoformat(draft.typed)
        except ValueError:
            wrong("until")
        if draft.until is not None and draft.until < today:
            wrong("until")
    return draft
