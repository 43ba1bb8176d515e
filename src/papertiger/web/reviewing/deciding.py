"""From what somebody sent to a decision that the workbench takes; what is missing or wrong is named field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from starlette.datastructures import FormData

from papertiger.errors import ReviewError
from papertiger.ledger.reviewing import split
from papertiger.ledger.reviewing.desk import Item
from papertiger.ledger.reviewing.entering import BETWEEN
from papertiger.web.reviewing.forms import Tongue, Typed, as_words, changes_of, typed_in, typed_of

Act = Literal["accept", "reject", "correct", "split", "merge", "comment", "assign"]
ACTS: Final[tuple[Act, ...]] = ("accept", "reject", "correct", "split", "merge", "comment", "assign")
"""What can be decided on the page; taking back is a button of its own."""
PARTS: Final = 2
"""Parts that a form for splitting begins with."""
MOST_PARTS: Final = 8
_LONGEST: Final = 2000


@dataclass(slots=True)
class Draft:
    """A decision as it was sent."""

    act: Act
    words: Sequence[str] = ()
    """As `papertiger.ledger.reviewing.entering` takes them."""
    why: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    """Field → what is wrong; empty where the decision is whole."""
    typed: Typed | None = None
    """The form of a correction."""
    parts: list[Typed] = field(default_factory=list)
    """The forms of the parts of a split."""
    given: dict[str, str] = field(default_factory=dict)
    """What was written in the fields that every form may have, to be shown again."""


def drafted(act: Act, form: FormData, item: Item, tongue: Tongue) -> Draft:
    """What was sent, as a decision on a claim."""
    given = {name: _line(form, name) for name in ("why", "assignee", "keep", "keep_id")}
    made = Draft(act, why=given["why"], given=given)
    _MAKERS[act](made, form, item, tongue)
    return made


def _accept(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:
    """Needs nothing more."""


def _reject(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:  # noqa: ARG001 - makers have one signature
    if not made.why:
        made.wrong["why"] = tongue.words.text("review.wrong.why")


def _comment(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:  # noqa: ARG001 - as above
    if not made.why:
        made.wrong["why"] = tongue.words.text("review.wrong.note")


def _assign(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:  # noqa: ARG001 - as above
    made.words = (made.given["assignee"],)
    if not made.given["assignee"]:
        made.wrong["assignee"] = tongue.words.text("review.wrong.assignee")


def _merge(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:  # noqa: ARG001 - as above
    keep = made.given["keep_id"] or made.given["keep"]
    made.words = (keep,)
    if not keep:
        made.wrong["keep"] = tongue.words.text("review.wrong.merge")


def _correct(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:
    made.typed = typed_in(form, item.record, tongue.voice)
    changes = changes_of(made.typed, item.record, tongue)
    made.wrong = made.typed.wrong
    if not changes and not made.wrong:
        made.wrong["changes"] = tongue.words.text("review.wrong.changes")
    made.words = as_words(changes)


def _split(made: Draft, form: FormData, item: Item, tongue: Tongue) -> None:
    number = min(max(_number(_line(form, "parts")), PARTS), MOST_PARTS)
    made.parts = [typed_in(form, item.record, tongue.voice, f"p{at}-") for at in range(number)]
    changes = [changes_of(part, item.record, tongue) for part in made.parts]
    for at, part in enumerate(made.parts):
        made.wrong |= {f"p{at}-{name}": said for name, said in part.wrong.items()}
    if made.wrong:
        return
    kept = _without_spare(changes)
    try:
        split(item.record, kept)
    except ReviewError:
        made.wrong["parts"] = tongue.words.text("review.wrong.parts")
    made.words = [
        word for at, part in enumerate(kept) for word in ((BETWEEN,) if at else ()) + tuple(as_words(part))
    ]


def _without_spare(changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The parts without all but the first of those that were left as they were."""
    first = next((at for at, one in enumerate(changes) if not one), None)
    return [one for at, one in enumerate(changes) if one or at == first]


def blank(item: Item, tongue: Tongue) -> tuple[Typed, list[Typed]]:
    """The forms for correcting and for splitting, as the claim stands."""
    return typed_of(item.record, tongue.voice), [typed_of(item.record, tongue.voice) for _ in range(PARTS)]


def _line(form: FormData, name: str) -> str:
    given = form.get(name)
    return " ".join(given.split())[:_LONGEST] if isinstance(given, str) else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(MOST_PARTS)) else PARTS


_MAKERS: Final = {
    "accept": _accept,
    "reject": _reject,
    "correct": _correct,
    "split": _split,
    "merge": _merge,
    "comment": _comment,
    "assign": _assign,
}
